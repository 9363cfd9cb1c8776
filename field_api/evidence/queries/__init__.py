"""Every SELECT of the evidence, one file per noun."""
