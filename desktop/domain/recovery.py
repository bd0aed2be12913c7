"""What became of a data file that could not be read."""

from enum import StrEnum

from desktop.domain.record import Record


class Source(StrEnum):
    """Where the data came from that the program goes on with."""

    FILE = "file"
    """The file itself, without the changes at the end of its log that could not be read."""
    COPY = "copy"
    """The copy with the latest changes."""
    ROWS = "rows"
    """Those rows of the file that could still be read; there was no copy."""
    NOTHING = "nothing"
    """Nothing could be read and there was no copy: everything starts anew."""


class Recovered(Record):
    """Said once, at the start at which it happened.

    Attributes:
        source: Where the data comes from.
        as_of: UTC time of the last change in it, ISO 8601; empty if it holds none.
        kept: Folder in which the damaged files were left; empty if there was no file at all.
    """

    source: Source
    as_of: str
    kept: str
