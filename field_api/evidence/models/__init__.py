"""Tables of the evidence, one file per noun."""
