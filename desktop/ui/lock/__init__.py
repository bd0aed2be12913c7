"""The locked program: its one screen, what leads to it, and the quick cover."""
