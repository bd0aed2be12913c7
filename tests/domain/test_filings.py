"""When a reply to something handed in is due, and what comes first."""

from datetime import date
from pathlib import Path

import pytest

from desktop.content.sources import read_sources
from desktop.domain.confidence import Confidence
from desktop.domain.deadlines import WorkDays
from desktop.domain.filings import (
    NO_TERMS,
    DueKind,
    Filing,
    FilingStatus,
    Terms,
    due,
    in_order,
    lapsed,
    terms_of,
    urgent,
)
from desktop.domain.letters import CountedFrom, FollowUp, ReplyCalendar
from desktop.domain.rule_refs import RefRole, RuleRef

CHECKLISTS = Path(__file__).parents[2] / "checklists"
SENT, RECEIVED, ACCEPTED = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 6)


@pytest.fixture(scope="module")
def work_days() -> WorkDays:
    return WorkDays(read_sources(CHECKLISTS).holidays.value)


def filing(
    counted_from: CountedFrom = CountedFrom.SENT,
    days: int | None = 15,
    calendar: ReplyCalendar = ReplyCalendar.NATURAL,
) -> Filing:
    terms = Terms("运营商", days, calendar, counted_from, "", "", "", Confidence.MEDIUM)
    return Filing("a", "投诉", SENT, terms=terms)


def test_the_count_begins_where_the_rule_says(work_days: WorkDays) -> None:
    told = filing(CountedFrom.SENT)
    assert due(told, work_days)[:3] == (DueKind.COUNTED, date(2026, 11, 17), SENT)
    told = filing(CountedFrom.RECEIVED)
    assert due(told, work_days).kind is DueKind.NOT_BEGUN
    told = told._replace(accepted=ACCEPTED)
    assert due(told, work_days).start == ACCEPTED, "who has accepted it has it"
    told = told._replace(received=RECEIVED)
    assert due(told, work_days).day == date(2026, 11, 19)
    told = filing(CountedFrom.ACCEPTED)._replace(received=RECEIVED)
    assert due(told, work_days).kind is DueKind.NOT_BEGUN
    told = told._replace(accepted=ACCEPTED)
    assert due(told, work_days).day == date(2026, 11, 23), "the 21st is a Saturday"


def test_a_day_that_somebody_named_goes_first(work_days: WorkDays) -> None:
    told = filing()._replace(told=date(2026, 12, 1))
    found = due(told, work_days)
    assert (found.kind, found.day) == (DueKind.TOLD, date(2026, 12, 1))
    assert found.deadline is not None, "the count is still there to be told"
    assert due(filing(days=None, calendar=ReplyCalendar.NONE), work_days).kind is DueKind.NO_RULE
    assert due(Filing("a", "别的", SENT), work_days).kind is DueKind.NO_RULE


def test_working_days_that_cannot_be_counted_have_no_day(work_days: WorkDays) -> None:
    told = filing(calendar=ReplyCalendar.WORKING)._replace(sent=date(2026, 12, 21))
    found = due(told, work_days)
    assert (found.kind, found.day) == (DueKind.UNCOVERED, None)
    assert not urgent(found, date(2027, 6, 1))


@pytest.mark.parametrize(
    "status", [FilingStatus.ANSWERED, FilingStatus.UNSATISFIED, FilingStatus.CLOSED]
)
def test_what_was_answered_waits_for_nothing(work_days: WorkDays, status: FilingStatus) -> None:
    found = due(filing()._replace(status=status, told=date(2026, 11, 1)), work_days)
    assert (found.kind, found.day) == (DueKind.SETTLED, None)


@pytest.mark.parametrize(
    ("today", "near", "gone"),
    [
        (date(2026, 11, 9), False, False),
        (date(2026, 11, 10), True, False),
        (date(2026, 11, 17), True, False),
        (date(2026, 11, 18), True, True),
        (date(2027, 3, 1), True, True),
    ],
)
def test_a_week_before_it_is_near(work_days: WorkDays, today: date, near: bool, gone: bool) -> None:
    found = due(filing(), work_days)
    assert (urgent(found, today), lapsed(found, today)) == (near, gone)


def test_what_falls_due_first_comes_first(work_days: WorkDays) -> None:
    made = {
        "later": filing()._replace(sent=date(2026, 11, 6)),
        "sooner": filing(),
        "unknown": Filing("", "别的", SENT),
        "unknown, newer": Filing("", "别的", date(2026, 11, 20)),
        "settled": filing()._replace(status=FilingStatus.CLOSED),
    }
    pairs = tuple(
        (each._replace(id=name), due(each._replace(id=name), work_days))
        for name, each in made.items()
    )
    ids = [each.id for each, _ in in_order(pairs)]
    assert ids == ["sooner", "later", "unknown, newer", "unknown", "settled"]


def test_the_terms_are_those_of_the_letter() -> None:
    rule = RuleRef("v-aaaaa", RefRole.BASIS, None)
    follow_up = FollowUp(
        *("运营商", 15, ReplyCalendar.NATURAL, CountedFrom.RECEIVED, rule, "满15日。"),
        *(Confidence.MEDIUM, "再催。", None, None),
    )
    found = terms_of(follow_up)
    assert (found.provision, found.article, found.days) == ("v-aaaaa", "", 15)
    assert terms_of(follow_up._replace(rule=None)).provision == ""
    assert NO_TERMS.days is None
