"""Use cases of the distribution, the only writer of its tables, one file per noun."""
