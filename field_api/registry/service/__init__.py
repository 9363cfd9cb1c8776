"""Use cases of the registry, the only writers of its tables: one file per noun."""
