"""What would be erased, in numbers."""

from desktop.domain.record import Record


class Extent(Record):
    """How much goes with a lender."""

    ticks: int
    notes: int
    reminders: int
    incidents: int
    filings: int
    letters: int
    files: int
