"""The log of incidents as a list: what is looked for, in which order, and what a row shows."""

from datetime import date
from enum import StrEnum

from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.domain.record import Record

SEARCH_LIMIT = 100
"""Characters of a search that are looked at."""


class EvidenceSort(StrEnum):
    """An order of the list; what is level in it comes newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ENTERED = "entered"
    LENDER = "lender"
    CHANNEL = "channel"
    REACHED = "reached"
    NUMBER = "number"


class HourCell(Record):
    """One square of the heat map: an hour of a day, by the clock on the wall."""

    day: date
    hour: int


class EvidenceFilter(Record):
    """What the list shows; everything left as it is leaves nothing out.

    Attributes:
        text: Words in the line, the number and the contact; all of them must be found.
        lenders: Only of these; an empty id means what has no lender.
        channels: Only by these; None among them means what was not told.
        reached: Only to these, likewise.
        kinds: Only what is of at least one of these.
        first: Not before this day on the wall.
        last: Not after this day.
        cell: Only in this hour of this day.
        night: Only at night.
        by_contact: Only what contacts noted or kept (True), only what the person did (False).
        attached: Only with a file (True), only without (False).
        withdrawn: Whether also what was withdrawn is shown.
    """

    text: str = ""
    lenders: tuple[str, ...] = ()
    channels: tuple[IncidentChannel | None, ...] = ()
    reached: tuple[Reached | None, ...] = ()
    kinds: tuple[IncidentKind, ...] = ()
    first: date | None = None
    last: date | None = None
    cell: HourCell | None = None
    night: bool = False
    by_contact: bool | None = None
    attached: bool | None = None
    withdrawn: bool = False


class EvidenceRow(Record):
    """A row of the list.

    Attributes:
        incident: What happened.
        attachments: How many files are with it.
    """

    incident: Incident
    attachments: int = 0


class EvidenceSummary(Record):
    """The figures above the list; what was withdrawn is in none of them.

    Attributes:
        incidents: How many.
        attachments: How many files are with them.
        night: How many by phone or at the door were at night.
        reached_others: How many reached somebody other than the person; own calls reach nobody.
        by_contacts: How many were noted or kept by contacts themselves.
    """

    incidents: int
    attachments: int
    night: int
    reached_others: int
    by_contacts: int


def spaced(text: str) -> str:
    """Text as the index of words takes it: every character a word, but letters and digits run on.

    Wide letters and digits become narrow, and no letter is large. So a phrase of characters finds
    words of one character as well as of ten, and the beginning of a number finds the number.
    """
    out: list[str] = []
    for character in text:
        narrow = chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character
        if narrow.isascii() and narrow.isalnum():
            out.append(narrow.lower())
        else:
            out.append(f" {narrow} " if narrow.isalnum() else " ")
    return " ".join("".join(out).split())
