"""What happened, in one line of time, whatever kind of record tells of it."""

from datetime import date, datetime
from enum import StrEnum

from desktop.domain.filings import Filing, StatusChange
from desktop.domain.incidents import Incident
from desktop.domain.record import Record


class TimelineKind(StrEnum):
    """What kind of record tells of it; other rooms add theirs."""

    INCIDENT = "incident"
    FILING = "filing"


class FiledEvent(Record):
    """Something that was handed in has come to a status.

    Attributes:
        filing: As it stands now.
        change: What it came to, and when.
    """

    filing: Filing
    change: StatusChange


class TimelineEntry(Record):
    """Something that happened.

    Attributes:
        at: When, in the zone of the clock it was read from; of what only tells a day, its midnight.
        kind: What kind of record it is.
        id: The id of that record.
        lender: A lender id; empty where it is about none.
        record: The record itself.
    """

    at: datetime
    kind: TimelineKind
    id: str
    lender: str
    record: Incident | FiledEvent


class TimelineRange(Record):
    """What part of the timeline is read.

    Attributes:
        lenders: Only about these; empty for all.
        first: Not before this day on the wall.
        last: Not after this day.
    """

    lenders: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
