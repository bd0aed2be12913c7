"""The window in which somebody else tells what they know, and sees nothing else."""
