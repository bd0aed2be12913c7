"""Values and pure functions: no files, no clock, no Qt, no third-party library."""
