"""Reading areas (`lookup`), and the set-based statements over the rows of one import (`*_staging`, `unions`)."""
