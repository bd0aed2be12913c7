"""Holidays and worked weekends: days that a deadline is counted with have to be possible."""

from collections.abc import Iterator
from datetime import date, timedelta

from desktop.content.lint.facts import good_url, iso_date
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content
from desktop.domain.holidays import HolidayYear

_SATURDAY = 5


def bad_holidays(content: Content) -> Iterator[ContentProblem]:
    """Each year stands once, its days belong to it, and no day is both free and worked."""
    entry = content.holidays
    years = [year.year for year in entry.value.years]
    if years != sorted(set(years)):
        yield _problem(entry.file, "years", "年份要从早到晚，每年只写一次，请调整。")
    for number, year in enumerate(entry.value.years, 1):
        place = f"years[{number}]"
        for below, message in _faults(year):
            yield _problem(entry.file, f"{place}.{below}", message)


def _faults(year: HolidayYear) -> Iterator[tuple[str, str]]:
    if not good_url(year.url):
        yield "url", "网址要以 https:// 开头，写通知的官方页面，请补上。"
    free: set[date] = set()
    for number, rest in enumerate(year.rest, 1):
        first, last = iso_date(rest.first), iso_date(rest.last)
        if first is None or last is None:
            continue  # ``facts.bad_dates`` says so.
        if not _within(first, year) or not _within(last, year) or last < first:
            yield f"rest[{number}]", "放假的日子要在这一年里，先头一天，后末一天，请改正。"
            continue
        days = {first + timedelta(days=day) for day in range((last - first).days + 1)}
        if free & days:
            yield f"rest[{number}]", "这几天已经写在另一个假期里，请并成一项或改正。"
        free |= days
    for number, text in enumerate(year.working, 1):
        day = iso_date(text)
        if day is None:
            continue
        if not _within(day, year) or day.weekday() < _SATURDAY or day in free:
            yield (
                f"working[{number}]",
                "这里只写改成上班的周六、周日，要在这一年里，又不在假期里，请改正。",
            )


def _within(day: date, year: HolidayYear) -> bool:
    """A notice may also speak of the last days of the year before it."""
    return day.year == year.year or (day.year, day.month) == (year.year - 1, 12)


def _problem(file: str, place: str, message: str) -> ContentProblem:
    return ContentProblem(file, place, Rule.BAD_HOLIDAYS, message)
