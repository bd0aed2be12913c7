"""The plan follows every change, and the calendar."""

from datetime import timedelta

import pytest

from desktop.domain.plan import Applies
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage
from desktop.services.house import Services
from tests.services.conftest import Clock


def test_the_plan_is_kept_until_something_changes(services: Services) -> None:
    plan = services.plan.plan()
    assert services.plan.plan() is plan
    services.preferences.set_text_percent(125)
    services.notes.save(plan.items[0].step.id, PERSON, "话")
    assert services.plan.plan() is plan
    services.answers.set("contacts", "yes")
    assert services.plan.plan() is not plan


def test_listeners_already_see_the_new_plan(services: Services) -> None:
    first = services.plan.plan().items[0]
    seen = []
    services.bus.subscribe(lambda _: seen.append(services.plan.plan().items[0].key))
    services.progress.set(first.step.id, first.subject, State.DONE)
    assert seen
    assert seen != [first.key]


def test_a_new_day_is_a_new_plan(services: Services, clock: Clock) -> None:
    lender = services.lenders.add("一", stage=Stage.OVERDUE, overdue_days=60)
    more_than_sixty = "n-movhf"
    assert more_than_sixty not in {message.rule for message in services.plan.plan().messages}
    clock.moment += timedelta(days=1)
    assert more_than_sixty in {message.rule for message in services.plan.plan().messages}
    assert services.lenders.get(lender.id) == lender


def test_danger_and_despair_come_first_whatever_the_stage(services: Services) -> None:
    services.answers.set("mind", "crisis")
    services.answers.set("danger", "danger")
    for stage in (None, *Stage):
        if stage is not None:
            services.lenders.add(stage, stage=stage)
        items = services.plan.plan().items
        assert [item.step.topic for item in items[:2]] == ["danger", "mind"]
        assert all(item.pinned and item.applies is Applies.YES for item in items[:2])
        for lender in services.lenders.active():
            services.lenders.archive(lender.id)


def test_a_checklist_shows_one_lender_or_none(services: Services) -> None:
    lender = services.lenders.add("一", stage=Stage.OVERDUE)
    for stage in Stage:
        for shown in (None, lender.id):
            items = services.plan.checklist(stage, shown)
            assert items
            assert {item.checklist.stage for item in items} == {stage}
            for item in items:
                wanted = shown if item.step.scope is Scope.LENDER else None
                assert (item.lender.id if item.lender else None) == wanted
    with pytest.raises(KeyError):
        services.plan.checklist(Stage.OVERDUE, "nobody")


def test_one_item_is_the_same_wherever_it_is_asked_for(services: Services) -> None:
    lender = services.lenders.add("一", stage=Stage.OVERDUE)
    services.answers.set("contacts", "yes")
    for item in services.plan.plan().items:
        assert services.plan.item(*item.key) == item
    for stage in Stage:
        for item in services.plan.checklist(stage, lender.id):
            assert services.plan.item(*item.key) == item
    own = next(item for item in services.plan.plan().items if item.lender is None)
    assert services.plan.item(own.step.id, lender.id) is None
    assert services.plan.item("s-none", PERSON) is None
    assert services.plan.item(own.step.id, "nobody") is None


def test_a_lender_put_away_keeps_its_ticks_out_of_sight(services: Services) -> None:
    lender = services.lenders.add("一", stage=Stage.OVERDUE)
    item = next(item for item in services.plan.plan().items if item.lender == lender)
    services.progress.set(item.step.id, lender.id, State.WAITING)
    services.lenders.archive(lender.id)
    assert all(found.lender is None for found in services.plan.plan().items)
    kept = services.plan.item(item.step.id, lender.id)
    assert kept is not None
    assert kept.state is State.WAITING


def test_a_list_is_kept_until_something_changes_or_a_day_ends(
    services: Services, clock: Clock
) -> None:
    lender = services.lenders.add("一", stage=Stage.OVERDUE, overdue_days=60)
    other = services.lenders.add("二", stage=Stage.OVERDUE)
    before = services.plan.checklist(Stage.OVERDUE, lender.id)
    assert services.plan.checklist(Stage.OVERDUE, lender.id) is before
    assert services.plan.checklist(Stage.OVERDUE, other.id) != before
    assert services.plan.checklist(Stage.SETTLED, lender.id) != before
    item = next(item for item in before if item.lender is not None)
    services.progress.set(item.step.id, lender.id, State.DONE)
    after = services.plan.item(*item.key)
    assert after is not None
    assert after.state is State.DONE
    assert services.history.undo() is not None
    assert services.plan.checklist(Stage.OVERDUE, lender.id) == before
    services.reminders.set(item.step.id, lender.id, clock.moment.date() + timedelta(days=1))
    assert not any(one.due for one in services.plan.checklist(Stage.OVERDUE, lender.id))
    clock.moment += timedelta(days=1)
    assert any(one.due for one in services.plan.checklist(Stage.OVERDUE, lender.id))
