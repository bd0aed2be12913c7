"""The person's one database file: connection, migration steps and one small class per table."""
