"""Doors of the evidence, one file per noun."""
