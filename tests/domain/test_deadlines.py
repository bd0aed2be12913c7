"""Days counted by hand from the notices, calendar in hand; nothing here was computed."""

from datetime import date
from pathlib import Path

import pytest

from desktop.content.sources import read_sources
from desktop.domain.deadlines import Deadline, WorkDays
from desktop.domain.letters import ReplyCalendar

NATURAL, WORKING = ReplyCalendar.NATURAL, ReplyCalendar.WORKING
CHECKLISTS = Path(__file__).parents[2] / "checklists"


@pytest.fixture(scope="module")
def work_days() -> WorkDays:
    return WorkDays(read_sources(CHECKLISTS).holidays.value)


def day(text: str) -> date:
    return date.fromisoformat(text)


# (what it is about, start, days, last day by the count, day to wait for)
@pytest.mark.parametrize(
    ("start", "days", "counted", "waited"),
    [
        # 银行等持牌机构、运营商：15日，自然日。
        pytest.param("2026-11-02", 15, "2026-11-17", "2026-11-17", id="15 to a Tuesday"),
        pytest.param("2026-11-06", 15, "2026-11-21", "2026-11-23", id="15 to a Saturday"),
        pytest.param("2026-11-07", 15, "2026-11-22", "2026-11-23", id="15 to a Sunday"),
        pytest.param("2026-09-16", 15, "2026-10-01", "2026-10-08", id="15 to the first of October"),
        pytest.param("2026-09-22", 15, "2026-10-07", "2026-10-08", id="15 to the last free day"),
        pytest.param("2026-09-23", 15, "2026-10-08", "2026-10-08", id="15 to the day after"),
        pytest.param("2026-09-25", 15, "2026-10-10", "2026-10-10", id="15 to a worked Saturday"),
        pytest.param("2026-09-05", 15, "2026-09-20", "2026-09-20", id="15 to a worked Sunday"),
        pytest.param("2026-10-01", 15, "2026-10-16", "2026-10-16", id="15 begun on a holiday"),
        pytest.param("2026-02-01", 15, "2026-02-16", "2026-02-24", id="15 into Spring Festival"),
        pytest.param("2026-01-30", 15, "2026-02-14", "2026-02-14", id="15 to a Saturday worked"),
        pytest.param("2025-12-18", 15, "2026-01-02", "2026-01-04", id="15 over New Year"),
        pytest.param("2025-12-20", 15, "2026-01-04", "2026-01-04", id="15 to a worked New Year"),
        pytest.param("2026-12-16", 15, "2026-12-31", "2026-12-31", id="15 to the last day known"),
        # 征信异议：20日，自然日。
        pytest.param("2026-04-15", 20, "2026-05-05", "2026-05-06", id="20 to Labour Day's end"),
        pytest.param("2026-04-19", 20, "2026-05-09", "2026-05-09", id="20 to a worked Saturday"),
        pytest.param("2026-06-01", 20, "2026-06-21", "2026-06-22", id="20 to Dragon Boat Sunday"),
        pytest.param("2025-01-08", 20, "2025-01-28", "2025-02-05", id="20 to New Year's Eve 2025"),
        pytest.param("2025-09-11", 20, "2025-10-01", "2025-10-09", id="20 to eight free days"),
        # 电信用户申诉、上级核查：30日，自然日。
        pytest.param("2026-03-05", 30, "2026-04-04", "2026-04-07", id="30 to Qingming"),
        pytest.param("2026-01-29", 30, "2026-02-28", "2026-02-28", id="30, no leap day"),
        pytest.param("2026-11-22", 30, "2026-12-22", "2026-12-22", id="30 within the year"),
        pytest.param("2025-12-03", 30, "2026-01-02", "2026-01-04", id="30 over the year"),
        # 立案：7日，自然日。
        pytest.param("2026-04-24", 7, "2026-05-01", "2026-05-06", id="7 to Labour Day"),
        pytest.param("2026-09-18", 7, "2026-09-25", "2026-09-28", id="7 to Mid-Autumn"),
        # 没有天数。
        pytest.param("2026-11-20", 0, "2026-11-20", "2026-11-20", id="none on a Friday"),
        pytest.param("2026-10-02", 0, "2026-10-02", "2026-10-08", id="none on a holiday"),
        pytest.param("2026-11-21", 0, "2026-11-21", "2026-11-23", id="none on a Saturday"),
    ],
)
def test_natural_days(
    work_days: WorkDays, start: str, days: int, counted: str, waited: str
) -> None:
    found = work_days.deadline(day(start), days, NATURAL)
    assert found == Deadline(day(counted), day(waited), sure=True)
    assert found.rolled is (counted != waited)


@pytest.mark.parametrize(
    ("start", "days", "counted"),
    [
        pytest.param("2027-01-04", 15, "2027-01-19", id="all of it in a year not covered"),
        pytest.param("2026-12-20", 15, "2027-01-04", id="begun in a year that is"),
        pytest.param("2026-12-18", 15, "2027-01-02", id="ends on a Saturday nobody announced"),
        pytest.param("2026-12-02", 30, "2027-01-01", id="ends on New Year's Day"),
        pytest.param("2024-02-14", 15, "2024-02-29", id="leap day"),
        pytest.param("2024-02-29", 15, "2024-03-15", id="begun on a leap day"),
        pytest.param("2028-02-09", 20, "2028-02-29", id="the next leap day"),
        pytest.param("2024-12-01", 30, "2024-12-31", id="the day before the first day known"),
    ],
)
def test_natural_days_still_count_where_holidays_are_not_known(
    work_days: WorkDays, start: str, days: int, counted: str
) -> None:
    found = work_days.deadline(day(start), days, NATURAL)
    assert found == Deadline(day(counted), day(counted), sure=False)


@pytest.mark.parametrize(
    ("start", "days", "counted"),
    [
        # App响应请求：15个工作日。
        pytest.param("2026-11-02", 15, "2026-11-23", id="15 in plain weeks"),
        pytest.param("2026-11-01", 15, "2026-11-20", id="15 begun on a Sunday"),
        pytest.param("2026-09-16", 15, "2026-10-13", id="15 over October, two weekends worked"),
        pytest.param("2026-02-02", 15, "2026-02-28", id="15 over Spring Festival, two Saturdays"),
        pytest.param("2026-04-20", 15, "2026-05-13", id="15 over Labour Day"),
        pytest.param("2025-12-22", 15, "2026-01-13", id="15 over New Year"),
        pytest.param("2025-01-20", 15, "2025-02-14", id="15 over Spring Festival 2025"),
        pytest.param("2026-12-10", 15, "2026-12-31", id="15 to the last day known"),
        # 监管转办、受理决定：7个工作日；是否受理：5个工作日。
        pytest.param("2026-09-18", 7, "2026-09-29", id="7 with a worked Sunday, over Mid-Autumn"),
        pytest.param("2026-09-29", 7, "2026-10-14", id="7 over October"),
        pytest.param("2026-06-17", 7, "2026-06-29", id="7 over Dragon Boat"),
        pytest.param("2026-05-01", 7, "2026-05-13", id="7 begun on a holiday"),
        pytest.param("2026-01-01", 5, "2026-01-08", id="5 begun on New Year, a Sunday worked"),
        pytest.param("2026-04-02", 5, "2026-04-10", id="5 over Qingming"),
        pytest.param("2025-04-25", 5, "2025-05-06", id="5 with a worked Sunday, over Labour Day"),
        pytest.param("2026-02-13", 1, "2026-02-14", id="1, the worked Saturday"),
        pytest.param("2026-02-14", 1, "2026-02-24", id="1, after nine free days"),
        pytest.param("2026-10-09", 1, "2026-10-10", id="1, the worked Saturday in October"),
        pytest.param("2026-11-20", 1, "2026-11-23", id="1, over a weekend"),
    ],
)
def test_working_days(work_days: WorkDays, start: str, days: int, counted: str) -> None:
    found = work_days.deadline(day(start), days, WORKING)
    assert found == Deadline(day(counted), day(counted), sure=True)


@pytest.mark.parametrize(
    ("start", "days", "until", "left"),
    [
        pytest.param("2026-12-11", 15, "2026-12-31", 1, id="one day short"),
        pytest.param("2026-12-21", 15, "2026-12-31", 7, id="seven days short"),
        pytest.param("2026-12-31", 5, "2026-12-31", 5, id="begun on the last day"),
        pytest.param("2027-03-01", 5, None, 5, id="not even the first day"),
        pytest.param("2024-12-30", 5, None, 5, id="begun before the first year"),
    ],
)
def test_working_days_end_where_the_known_years_end(
    work_days: WorkDays, start: str, days: int, until: str | None, left: int
) -> None:
    covered = None if until is None else day(until)
    found = work_days.deadline(day(start), days, WORKING)
    assert found == Deadline(None, None, sure=False, until=covered, left=left)


def test_no_working_days_are_the_day_itself(work_days: WorkDays) -> None:
    found = work_days.deadline(day("2026-11-20"), 0, WORKING)
    assert found == Deadline(day("2026-11-20"), day("2026-11-20"), sure=True)


@pytest.mark.parametrize(
    ("today", "end", "left"),
    [
        ("2026-11-20", "2026-11-24", 2),
        ("2026-09-30", "2026-10-10", 3),
        ("2026-11-22", "2026-11-22", 0),
        ("2026-12-30", "2027-01-04", None),
    ],
)
def test_working_days_that_are_left(
    work_days: WorkDays, today: str, end: str, left: int | None
) -> None:
    assert work_days.until(day(today), day(end)) == left


def test_days_before_the_start_are_a_mistake(work_days: WorkDays) -> None:
    with pytest.raises(ValueError, match="-1"):
        work_days.deadline(day("2026-11-20"), -1, NATURAL)
    with pytest.raises(ValueError, match="none"):
        work_days.deadline(day("2026-11-20"), 5, ReplyCalendar.NONE)
