"""Calendar files, read back by the parser of somebody else."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from desktop.documents.ics import TITLE, CalendarDay, escaped, folded, write_calendar

NOW = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
DAYS = [CalendarDay("0a0b0c0d0e0f", date(2026, 12, 31)), CalendarDay("a1", date(2028, 2, 29))]
TELLING = ("逾期", "催收", "借款", "投诉", "贷", "债", "网贷", "法院", "警")


def test_another_parser_reads_every_day_with_its_alarms() -> None:
    written = write_calendar(DAYS, NOW)
    calendar = Calendar.from_ical(written)
    assert calendar.errors == []
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    events = calendar.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [each.day for each in DAYS]
    for event, each in zip(events, DAYS, strict=True):
        assert event.errors == []
        assert event.decoded("DTEND") == each.day + timedelta(days=1)
        assert event.decoded("DTSTAMP") == NOW
        assert str(event["UID"]).startswith(each.id)
        assert str(event["SUMMARY"]) == TITLE
        alarms = event.walk("VALARM")
        assert len(alarms) == 2
        for alarm in alarms:
            assert str(alarm["ACTION"]) == "DISPLAY"
            assert str(alarm["DESCRIPTION"]).strip()
        triggers = [alarm.decoded("TRIGGER") for alarm in alarms]
        assert triggers == [timedelta(hours=-15), timedelta(hours=9)]


def test_nobody_who_reads_over_a_shoulder_learns_anything() -> None:
    text = write_calendar(DAYS, NOW).decode().replace("\r\n ", "")
    for word in TELLING:
        assert word not in text


def test_a_calendar_without_days_is_one_too() -> None:
    calendar = Calendar.from_ical(write_calendar([], NOW))
    assert calendar.walk("VEVENT") == []


def test_no_line_is_too_long_and_no_character_is_cut() -> None:
    for line in write_calendar(DAYS, NOW).split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    value = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(line) <= 75 for line in value.split(b"\r\n"))
    event = b"BEGIN:VEVENT\r\nUID:1\r\n" + value + b"END:VEVENT\r\n"
    assert str(Event.from_ical(event)["SUMMARY"]) == text


def test_what_would_end_a_value_is_escaped() -> None:
    assert escaped("甲,乙;丙\\丁\r\n戊\r己\x00") == "甲\\,乙\\;丙\\\\丁\\n戊\\n己"
