"""Where the data are: told in plain words, moved, and found again."""
