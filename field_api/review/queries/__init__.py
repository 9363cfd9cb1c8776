"""Every SELECT of the review, one file per noun."""
