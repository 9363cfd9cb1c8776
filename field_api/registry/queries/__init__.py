"""Every SELECT of the registry: one file per noun."""
