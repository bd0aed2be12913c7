"""Erasing: the card on the settings page, and the window that asks twice."""
