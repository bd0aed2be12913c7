"""Files for people and printers: what the program writes for others to read."""
