"""Use cases of the review, the only writers of its tables: one file per noun."""
