"""The parts of the library page: what stands in its lists, and what an entry shows."""
