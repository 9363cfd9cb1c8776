"""Pure rules of evidence: instruments and their scoring, checks on photos."""
