"""Finding the right door: what is asked, and what is shown of each door."""
