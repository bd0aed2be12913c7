"""What a person can do with the program; every change is on disk before its topic is published."""
