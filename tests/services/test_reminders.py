"""Putting a step off to a day, and what comes of it when that day is there."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from desktop.domain.plan import PlanItem
from desktop.domain.progress import PERSON, State
from desktop.domain.reminders import in_three_days, last_day, next_monday
from desktop.domain.steps import Scope, Stage
from desktop.services.bus import Topic
from desktop.services.house import Services
from tests.services.conftest import Clock

TODAY = date(2026, 11, 22)  # A Sunday.
TOMORROW = TODAY + timedelta(days=1)


def keys(items: tuple[PlanItem, ...]) -> list[tuple[str, str]]:
    return [item.key for item in items]


def test_a_step_put_off_stays_in_the_plan_but_not_in_front(
    services: Services, heard: list[Topic]
) -> None:
    before = services.plan.plan()
    first = before.items[0]
    services.reminders.set(*first.key, TOMORROW)
    after = services.plan.plan()
    assert heard == [Topic.REMINDERS]
    assert sorted(keys(after.items)) == sorted(keys(before.items))
    assert after.items[-1].key == first.key
    assert after.items[-1].put_off
    assert after.items[-1].remind == TOMORROW
    assert after.due == ()


def test_on_its_day_it_is_due_and_in_its_place_again(services: Services, clock: Clock) -> None:
    before = services.plan.plan()
    first, second = before.items[:2]
    services.reminders.set(*first.key, TOMORROW + timedelta(days=1))
    services.reminders.set(*second.key, TOMORROW)
    clock.moment += timedelta(days=1)
    assert keys(services.plan.plan().due) == [second.key]
    clock.moment += timedelta(days=400)
    plan = services.plan.plan()
    assert keys(plan.due) == [second.key, first.key], "what waits longest comes first"
    assert keys(plan.items) == keys(before.items)
    assert not any(item.put_off for item in plan.items)


def test_a_reminder_survives_a_restart(open_again: Callable[[], Services], clock: Clock) -> None:
    services = open_again()
    key = services.plan.plan().items[0].key
    services.reminders.set(*key, TOMORROW)
    clock.moment += timedelta(days=1)
    assert keys(open_again().plan.plan().due) == [key]


def test_a_step_that_no_list_of_today_holds_comes_back_all_the_same(
    services: Services, clock: Clock
) -> None:
    lender = services.lenders.add("甲", stage=Stage.OVERDUE)
    planned = set(keys(services.plan.plan().items))
    item = next(
        item
        for item in services.plan.checklist(Stage.SETTLED, lender.id)
        if item.lender is not None and item.key not in planned
    )
    services.reminders.set(*item.key, TOMORROW)
    clock.moment += timedelta(days=1)
    assert keys(services.plan.plan().due) == [item.key]
    services.lenders.archive(lender.id)
    assert services.plan.plan().due == ()
    services.lenders.restore(lender.id)
    services.progress.set(*item.key, State.DONE)
    assert services.plan.plan().due == ()


def test_not_wanting_to_be_reminded_forgets_the_day(services: Services) -> None:
    first = services.plan.plan().items[0]
    services.reminders.set(*first.key, TOMORROW)
    services.reminders.set(*first.key, None)
    assert services.reminders.day(*first.key) is None
    assert services.plan.plan().items[0].key == first.key
    services.history.undo()
    assert services.reminders.day(*first.key) == TOMORROW


def test_a_waiting_step_can_be_put_off_too(services: Services, clock: Clock) -> None:
    first = services.plan.plan().items[0]
    services.progress.set(*first.key, State.WAITING)
    services.reminders.set(*first.key, TOMORROW)
    clock.moment += timedelta(days=1)
    (due,) = services.plan.plan().due
    assert (due.key, due.state) == (first.key, State.WAITING)


def test_the_list_shows_the_day(services: Services, clock: Clock) -> None:
    item = services.plan.plan().items[0]
    services.reminders.set(*item.key, TOMORROW)
    stage = item.checklist.stage
    lender = item.lender.id if item.lender else None

    def shown() -> PlanItem:
        return next(i for i in services.plan.checklist(stage, lender) if i.key == item.key)

    assert (shown().remind, shown().put_off, shown().due) == (TOMORROW, True, False)
    clock.moment += timedelta(days=1)
    assert (shown().remind, shown().put_off, shown().due) == (TOMORROW, False, True)


def test_days_that_make_no_sense_are_a_fault_of_the_caller(services: Services) -> None:
    pack = services.library.pack()
    mine = next(step.id for step in pack.steps if step.scope is Scope.PERSON)
    theirs = next(step.id for step in pack.steps if step.scope is Scope.LENDER)
    lender = services.lenders.add("甲").id
    too_late = last_day(TODAY) + timedelta(days=1)
    for step, subject, day in (
        (mine, PERSON, TODAY),
        (mine, PERSON, too_late),
        (mine, lender, TOMORROW),
        (theirs, PERSON, TOMORROW),
    ):
        with pytest.raises(ValueError, match=r"."):
            services.reminders.set(step, subject, day)
    for step, subject in (("s-none", PERSON), (theirs, "nobody")):
        with pytest.raises(KeyError):
            services.reminders.set(step, subject, TOMORROW)
    services.reminders.set(mine, PERSON, last_day(TODAY))


@pytest.mark.parametrize("days", range(14))
def test_days_to_choose_from(days: int) -> None:
    today = TODAY + timedelta(days=days)
    assert in_three_days(today) == today + timedelta(days=3)
    monday = next_monday(today)
    assert monday.weekday() == 0
    assert timedelta(0) < monday - today <= timedelta(days=7)
