"""Checks on a visit or a hand-over: pure functions of what is known of it, each with a code, a severity and words; none decides."""
