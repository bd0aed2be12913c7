"""Limits that more than one service goes by."""

PASSPHRASE_LETTERS = 8
"""The fewest letters of a passphrase; a Chinese character counts as two."""
