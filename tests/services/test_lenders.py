"""Lenders: names, kinds, stages, days, and putting them away."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from desktop.domain.lenders import NAME_LIMIT, UNKNOWN_KIND
from desktop.domain.steps import Stage
from desktop.services.bus import Topic
from desktop.services.errors import LenderNameEmpty, LenderNameTaken, LenderNameTooLong
from desktop.services.house import Services
from tests.services.conftest import Clock


def test_what_was_told_is_there_after_a_restart(open_again: Callable[[], Services]) -> None:
    lenders = open_again().lenders
    first = lenders.add(" 第一笔\n分期 ", kind="bank", stage=Stage.OVERDUE, overdue_days=10)
    second = lenders.add("第二笔")
    assert first.name == "第一笔 分期"
    assert first.overdue_since == date(2026, 11, 12)
    lenders.rename(second.id, "改过的名字")
    lenders.set_stage(second.id, Stage.DURING)
    lenders.set_kind(second.id, "microloan")
    lenders.archive(first.id)
    lenders = open_again().lenders
    assert lenders.get(first.id) == first._replace(archived=True)
    assert lenders.get(second.id) == second._replace(
        name="改过的名字", kind="microloan", stage=Stage.DURING
    )
    assert [lender.id for lender in lenders.all()] == [first.id, second.id]
    assert [lender.id for lender in lenders.active()] == [second.id]
    assert [lender.id for lender in lenders.archived()] == [first.id]
    lenders.restore(first.id)
    assert [lender.id for lender in lenders.active()] == [first.id, second.id]


def test_each_change_is_told_once_and_no_change_is_not_told(
    services: Services, heard: list[Topic]
) -> None:
    lender = services.lenders.add("一")
    changes = (
        lambda: services.lenders.rename(lender.id, "二"),
        lambda: services.lenders.set_kind(lender.id, "bank"),
        lambda: services.lenders.set_kind(lender.id, UNKNOWN_KIND),
        lambda: services.lenders.set_group(lender.id, "micro"),
        lambda: services.lenders.set_stage(lender.id, Stage.BEFORE),
        lambda: services.lenders.set_overdue_days(lender.id, 3),
        lambda: services.lenders.archive(lender.id),
        lambda: services.lenders.restore(lender.id),
    )
    heard.clear()
    for change in changes:
        change()
        change()
        assert heard == [Topic.LENDERS]
        heard.clear()


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\u3000", "\u200b\u200b", "\u202e"])
def test_a_name_needs_something_to_see(services: Services, heard: list[Topic], name: str) -> None:
    lender = services.lenders.add("一")
    heard.clear()
    with pytest.raises(LenderNameEmpty):
        services.lenders.add(name)
    with pytest.raises(LenderNameEmpty):
        services.lenders.rename(lender.id, name)
    assert services.lenders.all() == (lender,)
    assert heard == []


def test_a_name_has_a_limit(services: Services) -> None:
    services.lenders.add("字" * NAME_LIMIT)
    with pytest.raises(LenderNameTooLong) as caught:
        services.lenders.add("字" * (NAME_LIMIT + 1))
    assert caught.value.limit == NAME_LIMIT


def test_two_lenders_cannot_be_confused(services: Services) -> None:
    lender = services.lenders.add("Abc 分期")
    with pytest.raises(LenderNameTaken) as caught:
        services.lenders.add("aBC  分期")
    assert (caught.value.name, caught.value.archived) == ("Abc 分期", False)
    services.lenders.archive(lender.id)
    with pytest.raises(LenderNameTaken) as caught:
        services.lenders.add("abc 分期")
    assert caught.value.archived
    services.lenders.rename(lender.id, "abc 分期")


def test_broken_input_is_mended_not_refused(services: Services) -> None:
    lender = services.lenders.add("半个\ud83d字")
    assert services.lenders.get(lender.id) == lender
    assert lender.name == "半个\ufffd字"


def test_a_suggested_name_is_always_free(services: Services) -> None:
    assert services.lenders.suggested_name() == "第 1 家"
    first = services.lenders.add(services.lenders.suggested_name())
    services.lenders.add("第 3 家")
    services.lenders.archive(first.id)
    assert services.lenders.suggested_name() == "第 4 家"
    services.lenders.add("第 4 家")
    assert services.lenders.suggested_name() == "第 5 家"


def test_the_second_lender_is_called_the_second_whatever_the_first_is_called(
    services: Services,
) -> None:
    services.lenders.rename(services.lenders.add("第 1 家").id, "甲")
    assert services.lenders.suggested_name() == "第 2 家"


def test_days_go_on_counting(services: Services, clock: Clock) -> None:
    lender = services.lenders.add("一", stage=Stage.OVERDUE, overdue_days=7)
    clock.moment += timedelta(days=3)
    assert services.answers.value("overdue_days", lender.id) == "10"
    # At half past midnight in Beijing it is still yesterday in UTC; the local day counts.
    clock.moment = clock.moment.replace(hour=0, minute=30) + timedelta(days=1)
    assert services.answers.value("overdue_days", lender.id) == "11"
    services.lenders.set_overdue_days(lender.id, None)
    assert services.answers.value("overdue_days", lender.id) is None


def test_not_knowing_the_kind_is_an_answer_and_a_kind_replaces_it(services: Services) -> None:
    lender = services.lenders.add("一")
    assert services.lenders.group(lender.id) is None
    services.lenders.set_kind(lender.id, UNKNOWN_KIND)
    assert services.lenders.group(lender.id) == "unknown"
    services.lenders.set_kind(lender.id, "bank")
    assert services.lenders.group(lender.id) == "licensed"
    services.lenders.set_group(lender.id, "licensed")
    assert services.lenders.get(lender.id) == lender._replace(kind="bank")
    services.lenders.set_group(lender.id, "micro")
    assert services.lenders.get(lender.id) == lender
    assert services.lenders.group(lender.id) == "micro"
    services.lenders.set_group(lender.id, None)
    assert services.lenders.group(lender.id) is None


def test_faults_of_the_caller_are_not_the_persons_problems(services: Services) -> None:
    lender = services.lenders.add("一")
    with pytest.raises(KeyError):
        services.lenders.rename("nobody", "二")
    with pytest.raises(ValueError, match="no such kind"):
        services.lenders.set_kind(lender.id, "no such kind")
    with pytest.raises(ValueError, match="-1"):
        services.lenders.set_overdue_days(lender.id, -1)
    assert services.lenders.all() == (lender,)
