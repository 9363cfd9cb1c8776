"""Doors of the review, one file per noun."""
