"""Shapes of the registry, in and out: one file per noun."""
