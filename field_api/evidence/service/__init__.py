"""Use cases of the evidence, one file per noun; the only writers of its tables."""
