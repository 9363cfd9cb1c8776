"""Pure rules of areas: codes, the words for findings, and how each kind of file is read."""
