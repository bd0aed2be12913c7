"""Which steps are offered to someone whose phone keeps ringing."""

from datetime import date

import pytest

from desktop.content.loader import content_folder, load_pack
from desktop.domain.incidents import NEXT_STEPS, NEXT_TOPICS, next_steps
from desktop.domain.lenders import Lender
from desktop.domain.pack import Pack
from desktop.domain.plan import Plan, build_plan
from desktop.domain.progress import PERSON, Progress, State
from desktop.domain.steps import Stage

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(content_folder())


def plan_for(pack: Pack, *stages: Stage | None) -> Plan:
    lenders = [Lender(f"l{n}", f"第 {n} 家", stage=stage) for n, stage in enumerate(stages)]
    return build_plan(pack, lenders, {}, {}, TODAY)


@pytest.mark.parametrize(
    "stages",
    [(None,), (Stage.OVERDUE,), (Stage.DURING, Stage.OVERDUE), (Stage.OVERDUE,) * 5],
)
def test_one_of_each_topic_each_once_from_what_is_overdue(
    pack: Pack, stages: tuple[Stage | None, ...]
) -> None:
    plan = plan_for(pack, *stages)
    items = next_steps(plan)
    assert [item.step.topic for item in items] == list(NEXT_TOPICS)
    assert len({item.step.id for item in items}) == NEXT_STEPS
    assert {item.checklist.stage for item in items} == {Stage.OVERDUE}
    for item in items:
        before = plan.items[: plan.items.index(item)]
        ahead = [other for other in before if other.checklist.stage is Stage.OVERDUE]
        assert item.step.topic not in {other.step.topic for other in ahead}


def test_before_there_is_a_lender_the_steps_of_the_person_serve(pack: Pack) -> None:
    items = next_steps(plan_for(pack))
    assert [item.step.topic for item in items[:2]] == ["evidence", "contacts"]
    assert len(items) == NEXT_STEPS
    assert {item.subject for item in items} == {PERSON}


def test_without_anything_overdue_the_other_lists_serve(pack: Pack) -> None:
    items = next_steps(plan_for(pack, Stage.DURING))
    assert items
    assert all(item.step.topic in NEXT_TOPICS for item in items)


def test_what_is_done_or_put_off_is_not_offered(pack: Pack) -> None:
    lender = Lender("l0", "甲", stage=Stage.OVERDUE)
    first, second, third = next_steps(build_plan(pack, [lender], {}, {}, TODAY))
    done = {first.key: Progress(*first.key, State.DONE, "", 1, "")}
    later = {second.key: date(2026, 11, 30)}
    items = next_steps(build_plan(pack, [lender], {}, done, TODAY, later))
    assert len(items) == NEXT_STEPS
    assert first.key not in {item.key for item in items}
    assert second.key not in {item.key for item in items}
    assert third.key in {item.key for item in items}


def test_nothing_is_left_when_everything_is_done(pack: Pack) -> None:
    lender = Lender("l0", "甲", stage=Stage.OVERDUE)
    done = {
        (step.id, subject): Progress(step.id, subject, State.DONE, "", 1, "")
        for step in pack.steps
        for subject in (PERSON, "l0")
    }
    assert next_steps(build_plan(pack, [lender], {}, done, TODAY)) == ()
