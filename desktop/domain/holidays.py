"""Which days people at desks work: the weekends, and what the year's official notice changes.

Only years whose notice was read are here. What another year will be is announced late in the year
before it, and nothing here is worked out from rules of thumb.
"""

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record


class RestDays(Record):
    """One holiday as the notice gives it, its weekends included.

    Attributes:
        name: The holiday.
        first: ISO date of its first day.
        last: ISO date of its last day.
    """

    name: str
    first: str
    last: str


class HolidayYear(Record):
    """What one notice says of one year.

    Attributes:
        year: The year it is about; every day of it is then known.
        title: Name of the notice.
        number: Its number.
        url: The official page.
        rest: The holidays.
        working: ISO dates of the weekend days that are worked instead.
        checked: ISO date of the last check.
        confidence: How sure we are.
    """

    year: int
    title: str
    number: str
    url: str
    rest: tuple[RestDays, ...]
    working: tuple[str, ...]
    checked: str
    confidence: Confidence


class RollRule(Record):
    """What becomes of a last day on which nobody works.

    Attributes:
        words: The rule in words.
        checked: ISO date of the last check.
        confidence: How sure we are.
    """

    words: str
    checked: str
    confidence: Confidence


class Holidays(Record):
    """Everything deadlines are counted with."""

    roll: RollRule
    years: tuple[HolidayYear, ...]
