"""Shapes of the evidence, in and out, one file per noun."""
