"""Whether the rows of a data file can be read as what they are, wherever the file came from.

What a check of a table refuses needs no look here. The rest is text to SQLite, and only whoever
reads it would find out: in the middle of a page, and not when a file was to be restored.
"""

import json
from collections.abc import Callable
from datetime import date, datetime

import apsw

from desktop.domain.confidence import Confidence
from desktop.domain.history import Deed
from desktop.domain.incidents import IncidentChannel, Reached

_MOST_DAYS = 36_600
_MINUTES_OF_A_DAY = 24 * 60
# Python reads no longer number, and no setting of ours has one.
_LONGEST_NUMBER = 18
_YEARS = range(1900, 2201)


def _moment(value: object) -> bool:
    found = datetime.fromisoformat(str(value))
    return found.tzinfo is not None and found.year in _YEARS


def _moment_if_any(value: object) -> bool:
    return value == "" or _moment(value)


def _day(value: object) -> bool:
    return value is None or date.fromisoformat(str(value)).year in _YEARS


def _offset(value: object) -> bool:
    return isinstance(value, int) and abs(value) < _MINUTES_OF_A_DAY


def _days(value: object) -> bool:
    return value is None or (isinstance(value, int) and abs(value) <= _MOST_DAYS)


def _channel(value: object) -> bool:
    return not value or bool(IncidentChannel(str(value)))


def _reached(value: object) -> bool:
    return not value or bool(Reached(str(value)))


def _deed(value: object) -> bool:
    return bool(Deed(str(value)))


def _confidence(value: object) -> bool:
    return bool(Confidence(str(value)))


def _filling(value: object) -> bool:
    return isinstance(json.loads(str(value)), dict)


def _setting(value: object) -> bool:
    return not (str(value).isdecimal() and len(str(value)) > _LONGEST_NUMBER)


_READ: dict[tuple[str, str], Callable[[object], bool]] = {
    ("setting", "value"): _setting,
    ("lender", "overdue_since"): _day,
    ("reminder", "day"): _day,
    ("journal", "deed"): _deed,
    ("journal", "at"): _moment,
    ("incident", "at"): _moment,
    ("incident", "offset_minutes"): _offset,
    ("incident", "created"): _moment,
    ("incident", "withdrawn"): _moment_if_any,
    ("incident_revision", "at"): _moment,
    ("incident_revision", "offset_minutes"): _offset,
    ("incident_revision", "channel"): _channel,
    ("incident_revision", "reached"): _reached,
    ("incident_revision", "until"): _moment,
    ("attachment", "added"): _moment,
    ("filing", "sent"): _day,
    ("filing", "received"): _day,
    ("filing", "accepted"): _day,
    ("filing", "told"): _day,
    ("filing", "days"): _days,
    ("filing", "confidence"): _confidence,
    ("filing_status", "day"): _day,
    ("letter_draft", "filling"): _filling,
}
"""How each column is read that holds more than words, and that no check of its table binds."""


def unreadable(connection: apsw.Connection) -> str:
    """The first column with something that cannot be read; empty if all can.

    Of a file of an earlier version, what it has.
    """
    for (table, column), fits in _READ.items():
        known = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        if column not in {str(name) for (name,) in known}:
            continue
        for (value,) in connection.execute(f"SELECT DISTINCT {column} FROM {table}"):
            try:
                fine = fits(value)
            except (ValueError, OverflowError, RecursionError):
                fine = False
            if not fine:
                return f"{table}.{column}"
    return ""
