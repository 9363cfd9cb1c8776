"""Instruments: criteria sets as data, answers to their questions, and how they are scored."""
