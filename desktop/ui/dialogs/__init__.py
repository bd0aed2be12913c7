"""Small windows in front of the one window."""
