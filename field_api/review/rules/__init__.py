"""Rules of the review: verdicts, determinations, the seal of a list, the letter. Pure."""
