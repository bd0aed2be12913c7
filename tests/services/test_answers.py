"""Answers: kept with whom they are about, and taken back."""

from collections.abc import Callable

import pytest

from desktop.domain.steps import Stage
from desktop.services.bus import Topic
from desktop.services.house import Services


def test_the_questions_come_from_the_pack(services: Services) -> None:
    variables = services.answers.variables()
    assert variables == services.library.pack().triage.variables
    first = [variable.id for variable in services.answers.first_run()]
    assert 5 <= len(first) <= 7
    assert first == [variable.id for variable in variables if variable.id in first]


def test_answers_are_there_after_a_restart(open_again: Callable[[], Services]) -> None:
    services = open_again()
    lender = services.lenders.add("一")
    services.answers.set("contacts", "fear")
    services.answers.set("court_paper", "yes", lender.id)
    services.answers.set("pay", "part")
    services.answers.set("pay", None)
    answers = open_again().answers
    assert answers.value("contacts") == "fear"
    assert answers.value("court_paper", lender.id) == "yes"
    assert answers.value("court_paper") is None
    assert answers.value("pay") is None


def test_a_question_about_the_person_is_kept_for_the_person(services: Services) -> None:
    lender = services.lenders.add("一")
    services.answers.set("contacts", "yes", lender.id)
    assert services.answers.value("contacts") == "yes"
    assert services.answers.value("contacts", lender.id) == "yes"


def test_what_a_lender_tells_is_kept_with_it(services: Services, heard: list[Topic]) -> None:
    lender = services.lenders.add("一")
    heard.clear()
    for variable, value in (("stage", "overdue"), ("overdue_days", "12"), ("lender", "micro")):
        assert services.answers.value(variable, lender.id) is None
        services.answers.set(variable, value, lender.id)
        assert services.answers.value(variable, lender.id) == value
        with pytest.raises(ValueError, match="needs a lender"):
            services.answers.set(variable, value)
    assert heard == [Topic.LENDERS] * 3
    told = services.lenders.get(lender.id)
    assert told is not None
    assert told.stage is Stage.OVERDUE
    for variable in ("stage", "overdue_days", "lender"):
        services.answers.set(variable, None, lender.id)
    assert services.lenders.get(lender.id) == lender


def test_each_change_is_told_once(services: Services, heard: list[Topic]) -> None:
    for value in ("yes", "yes", "no", None, None):
        services.answers.set("contacts", value)
    assert heard == [Topic.ANSWERS] * 3


@pytest.mark.parametrize(
    ("variable", "value"),
    [("contacts", "perhaps"), ("court_paper", ""), ("overdue_days", "-1"), ("overdue_days", "1e9")],
)
def test_a_value_that_is_no_option_is_a_fault(
    services: Services, variable: str, value: str
) -> None:
    lender = services.lenders.add("一")
    with pytest.raises(ValueError, match=variable):
        services.answers.set(variable, value, lender.id)


def test_an_unknown_question_or_lender_is_a_fault(services: Services) -> None:
    with pytest.raises(KeyError):
        services.answers.set("weather", "fine")
    with pytest.raises(KeyError):
        services.answers.value("court_paper", "nobody")
