"""Photos: what a file is before it is decoded, what it says of itself, what its pixels show."""
