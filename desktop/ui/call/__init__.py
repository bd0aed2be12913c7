"""The card with the words for a call, above all other windows."""
