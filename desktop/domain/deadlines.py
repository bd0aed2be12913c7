"""When a reply is due: natural or working days, counted from the day after something happened.

A day is known to be worked or free only in a year whose notice is in the content. Where the count
leaves those years the answer says how far it got; nothing is guessed.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from desktop.domain.holidays import Holidays
from desktop.domain.letters import ReplyCalendar
from desktop.domain.record import Record

_DAY = timedelta(days=1)
_SATURDAY = 5


class Deadline(Record):
    """The end of a count.

    Attributes:
        counted: The last day by the count alone; None where working days run into a year that is
            not covered.
        day: The day to wait for: the next working day where nobody works on the last one, or that
            day itself where this cannot be known.
        sure: Whether it is known if the last day is worked.
        until: Where the count broke off, the last day that is covered; None if not even the first
            day is.
        left: Working days that could not be counted any more.
    """

    counted: date | None
    day: date | None
    sure: bool
    until: date | None = None
    left: int = 0

    @property
    def rolled(self) -> bool:
        """Whether the last day is free, so that it is waited longer."""
        return self.day != self.counted


class WorkDays:
    """Tells worked days from free ones, in the years that are covered."""

    def __init__(self, holidays: Holidays) -> None:
        self._years = frozenset(year.year for year in holidays.years)
        self._free = frozenset(
            day
            for year in holidays.years
            for rest in year.rest
            for day in _days(date.fromisoformat(rest.first), date.fromisoformat(rest.last))
        )
        self._worked = frozenset(
            date.fromisoformat(day) for year in holidays.years for day in year.working
        )

    def works(self, day: date) -> bool | None:
        """Whether people at desks work that day; None in a year that is not covered."""
        if day.year not in self._years:
            return None
        if day in self._free:
            return False
        return day in self._worked or day.weekday() < _SATURDAY

    def deadline(self, start: date, days: int, calendar: ReplyCalendar) -> Deadline:
        """When days are over that begin to count on the day after ``start``.

        Args:
            start: The day on which the letter was sent, received or accepted.
            days: How many; with none it is ``start`` itself.
            calendar: Natural or working days.

        Raises:
            ValueError: Fewer than no days, or a calendar without days.
        """
        if days < 0 or calendar is ReplyCalendar.NONE:
            raise ValueError((days, calendar))
        if calendar is ReplyCalendar.WORKING and days:
            return self._working(start, days)
        counted = start + days * _DAY
        day = counted
        while (works := self.works(day)) is False:
            day += _DAY
        sure = works is not None
        return Deadline(counted, day if sure else counted, sure)

    def until(self, today: date, day: date) -> int | None:
        """Working days after ``today`` up to and with ``day``; None where one cannot be told."""
        found = [self.works(each) for each in _days(today + _DAY, day)]
        return None if None in found else found.count(True)

    def _working(self, start: date, days: int) -> Deadline:
        day, left = start, days
        while left:
            works = self.works(day + _DAY)
            if works is None:
                covered = None if self.works(day) is None else day
                return Deadline(None, None, sure=False, until=covered, left=left)
            day += _DAY
            left -= works
        return Deadline(day, day, sure=True)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _DAY
