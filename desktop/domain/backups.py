"""Copies of the person's data, in values: what there is, what is in one, what another would change.

Attributes tell numbers only, so that they can be shown to anybody who looks over a shoulder.
"""

from datetime import datetime
from enum import StrEnum

from desktop.domain.record import Record

BEFORES_KEPT = 3
"""So many exports of what was there before a restore are kept."""


class Thing(StrEnum):
    """What is counted."""

    LENDERS = "lenders"
    ANSWERS = "answers"
    TICKS = "ticks"
    NOTES = "notes"
    REMINDERS = "reminders"
    INCIDENTS = "incidents"
    FILINGS = "filings"
    LETTERS = "letters"
    FILES = "files"


Counts = dict[Thing, int]


class Difference(Record):
    """What becomes of one kind of thing when other data takes the place of the present.

    Attributes:
        thing: What is counted.
        before: How many there are.
        after: How many there will be.
        added: How many are only in the other data.
        changed: How many are in both, but not alike.
        removed: How many are only in the present data.
    """

    thing: Thing
    before: int
    after: int
    added: int
    changed: int
    removed: int


class Holding(Record):
    """The copies that are kept.

    Attributes:
        number: How many.
        before: How many exports of what was there before something was restored lie beside them.
        size: Bytes of all of them, with the files that only they need.
        newest: When the newest was made; None if there is none.
        oldest: When the oldest was made.
        limit: Bytes they may take. The newest is kept in any case.
        aside: Bytes of damaged files, which are never removed by themselves.
    """

    number: int
    before: int
    size: int
    newest: datetime | None
    oldest: datetime | None
    limit: int
    aside: int


class Drilled(Record):
    """What opening a copy has shown.

    Attributes:
        made: When the copy was made.
        counts: How much of what is in it.
        damaged: How many files that go with it are missing or damaged.
    """

    made: datetime
    counts: Counts
    damaged: int
