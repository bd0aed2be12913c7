"""Writes days into a file that calendars take (RFC 5545), saying nothing about what they are for.

A calendar is shown on lock screens, in cars and to colleagues, and often kept on somebody else's
computer: no name, no title and no number of the person goes into it.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

TITLE = "看一看进度"
"""What a day is called, and what its alarms say."""
MORE = "打开安心清单，看看这一项到哪一步了。"
ALARMS = ("-PT15H", "PT9H")
"""Nine in the morning, the day before and on the day itself, counted from its midnight."""
_MOST_BYTES = 75
"""Of a line, without its end."""


class CalendarDay(NamedTuple):
    """One day.

    Attributes:
        id: Opaque and always the same for the same thing, so that a calendar replaces it.
        day: The day.
    """

    id: str
    day: date


def write_calendar(days: Iterable[CalendarDay], now: datetime) -> bytes:
    """The bytes of a calendar file with one entry of a whole day and its alarms for each day."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//anxin//calendar//ZH",
        "CALSCALE:GREGORIAN",
    ]
    for each in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(each.id)}@anxin.invalid",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(TITLE)}",
            f"DESCRIPTION:{escaped(MORE)}",
            "TRANSP:TRANSPARENT",
            "CLASS:PRIVATE",
        ]
        for trigger in ALARMS:
            lines += [
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                # Without it most calendars drop the alarm without a word.
                f"DESCRIPTION:{escaped(TITLE)}",
                f"TRIGGER:{trigger}",
                "END:VALARM",
            ]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """Text as a value: what would end it is escaped, and what cannot be written is left out."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in text if sign == "\t" or sign.isprintable() or sign > "\x9f")


def folded(line: str) -> bytes:
    """A line with its end, broken so that no part is too long and no character is cut."""
    parts, part = [], b""
    for character in line:
        encoded = character.encode()
        if len(part) + len(encoded) > _MOST_BYTES:
            parts.append(part)
            part = b" "
        part += encoded
    return b"\r\n".join([*parts, part]) + b"\r\n"
