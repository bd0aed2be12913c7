"""The parts of the evidence room."""
