"""Shapes of the review, in and out."""
