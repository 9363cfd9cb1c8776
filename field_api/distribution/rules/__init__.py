"""Rules of the distribution: pure functions of what was sent and what is recorded."""
