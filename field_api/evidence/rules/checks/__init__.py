"""Checks on a visit: pure functions of what is known of it, each with a code, a severity and words; none decides."""
