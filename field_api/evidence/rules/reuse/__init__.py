"""Rules of re-use: how a picture is looked for among all others, and what it means that it was found."""
