"""Days on which a step comes back, because the person would rather do it later."""

from collections.abc import Mapping
from datetime import date, timedelta

MOST_DAYS = 365
"""How far ahead a step can be put off."""

Reminders = Mapping[tuple[str, str], date]
"""The day by (step id, subject)."""


def first_day(today: date) -> date:
    """The earliest day a step can be put off to."""
    return today + timedelta(days=1)


def last_day(today: date) -> date:
    """The latest day a step can be put off to."""
    return today + timedelta(days=MOST_DAYS)


def in_three_days(today: date) -> date:
    """Soon, but not tomorrow."""
    return today + timedelta(days=3)


def next_monday(today: date) -> date:
    """The Monday of the coming week, never today."""
    return today + timedelta(days=7 - today.weekday())
