"""The first run: questions that may be skipped, answered, changed and left midway."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSpinBox

from desktop.domain.lenders import Lender
from desktop.domain.progress import PERSON
from desktop.domain.steps import Scope, Stage
from desktop.domain.triage import Option, Variable, VariableKind
from desktop.ui.pages.welcome import WelcomePage
from desktop.ui.theme import theme
from desktop.ui.widgets.nav import NavButton
from tests.ui.program import Program


def choice(program: Program, variable: Variable, option: Option) -> QAbstractButton:
    return program.button(f"{variable.ask}:{option.text}")


def questions(program: Program) -> list[Variable]:
    asked = program.services.answers.first_run()
    return [variable for variable in asked if variable.kind is not VariableKind.DAYS]


def stored(program: Program, variable: Variable) -> str | None:
    if variable.level is Scope.PERSON:
        return program.services.answers.value(variable.id)
    return program.services.answers.value(variable.id, only_lender(program).id)


def only_lender(program: Program) -> Lender:
    (lender,) = program.services.lenders.all()
    return lender


def taken(program: Program) -> list[str]:
    """The choices that are marked as taken."""
    buttons = program.window.findChildren(QAbstractButton)
    named = (b for b in buttons if b.isVisible() and b.isCheckable() and b.isChecked())
    return [button.accessibleName() for button in named]


def days(program: Program) -> QSpinBox:
    return program.named(QSpinBox, "first_days")


def start(program: Program) -> None:
    program.click(program.named(QAbstractButton, "welcome_start"))


def test_a_first_start_asks_and_knows_nothing(fresh: Program) -> None:
    assert fresh.is_welcoming()
    for variable in questions(fresh):
        assert fresh.sees(variable.ask)
        for option in variable.options:
            assert not choice(fresh, variable, option).isChecked()
    assert not any(nav.isVisible() for nav in fresh.window.findChildren(NavButton))
    assert fresh.services.lenders.all() == ()
    for promise in ("不是律师意见", "不联网", "欠债应还，催收要合法"):
        assert fresh.sees(promise)
    for number in ("有人身危险：110", "心理援助：12356", "法律援助：12348"):
        assert fresh.button(number).isVisible()


def test_the_keyboard_starts_at_the_questions(fresh: Program) -> None:
    (welcome,) = fresh.window.findChildren(WelcomePage)
    assert fresh.window.focusWidget() is welcome
    QTest.keyClick(welcome, Qt.Key.Key_Tab)
    first = fresh.window.focusWidget()
    assert first is not None
    assert welcome.isAncestorOf(first)


def test_skipping_answers_nothing_and_is_not_asked_again(fresh: Program) -> None:
    fresh.click(fresh.named(QAbstractButton, "welcome_skip"))
    assert not fresh.is_welcoming()
    assert fresh.page("checklist").isVisible(), "as the button says"
    assert only_lender(fresh).stage is None
    assert all(stored(fresh, variable) is None for variable in questions(fresh))
    fresh.open_again()
    assert not fresh.is_welcoming()
    assert len(fresh.services.lenders.all()) == 1


def test_every_answer_is_on_disk_the_moment_it_is_given(fresh: Program) -> None:
    for variable in questions(fresh):
        for option in variable.options:
            fresh.click(choice(fresh, variable, option))
            assert choice(fresh, variable, option).isChecked()
            assert stored(fresh, variable) == option.value
    assert fresh.is_welcoming()


def test_an_answer_can_be_taken_back(fresh: Program) -> None:
    for variable in questions(fresh):
        first = choice(fresh, variable, variable.options[0])
        fresh.click(first)
        fresh.click(first)
        assert not first.isChecked()
        assert stored(fresh, variable) is None


def test_questions_about_a_loan_are_kept_with_the_first_one(fresh: Program) -> None:
    for variable in questions(fresh):
        fresh.click(choice(fresh, variable, variable.options[0]))
        if variable.level is Scope.LENDER:
            assert stored(fresh, variable) == variable.options[0].value
    assert len(fresh.services.lenders.all()) == 1
    start(fresh)
    assert len(fresh.services.lenders.all()) == 1


def test_days_are_asked_only_of_a_loan_that_is_overdue(fresh: Program) -> None:
    stage = next(variable for variable in questions(fresh) if variable.id == "stage")
    spin_boxes = fresh.window.findChildren(QSpinBox, "first_days")
    for option in stage.options:
        fresh.click(choice(fresh, stage, option))
        assert spin_boxes[0].isVisible() == (option.value == Stage.OVERDUE)
    fresh.click(choice(fresh, stage, next(o for o in stage.options if o.value == Stage.OVERDUE)))
    days(fresh).setFocus()
    days(fresh).selectAll()
    fresh.write("37")
    fresh.press("Tab")
    today = fresh.services.answers.value("overdue_days", only_lender(fresh).id)
    assert today == "37"


def test_closed_midway_it_asks_again_with_the_answers_still_there(fresh: Program) -> None:
    for variable in questions(fresh)[:4]:
        fresh.click(choice(fresh, variable, variable.options[-2]))
    before = taken(fresh)
    assert len(before) == 5, "four answers and the text size"
    fresh.open_again()
    assert fresh.is_welcoming()
    assert taken(fresh) == before
    assert len(fresh.services.lenders.all()) == 1
    start(fresh)
    fresh.open_again()
    assert not fresh.is_welcoming()


@pytest.mark.parametrize("end", ["Return", "close", "end", "start"])
def test_days_half_written_are_kept_on_every_way_out(fresh: Program, end: str) -> None:
    stage = next(variable for variable in questions(fresh) if variable.id == "stage")
    fresh.click(choice(fresh, stage, next(o for o in stage.options if o.value == Stage.OVERDUE)))
    days(fresh).setFocus()
    days(fresh).selectAll()
    fresh.write("37")
    if end == "Return":
        fresh.press("Return")
    elif end == "close":
        fresh.window.close()
    elif end == "start":
        start(fresh)
    fresh.open_again()
    assert fresh.services.answers.value("overdue_days", only_lender(fresh).id) == "37"


def test_closed_midway_it_still_knows_the_days(fresh: Program) -> None:
    stage = next(variable for variable in questions(fresh) if variable.id == "stage")
    fresh.click(choice(fresh, stage, next(o for o in stage.options if o.value == Stage.OVERDUE)))
    days(fresh).setFocus()
    fresh.press("Up", times=4)
    fresh.open_again()
    assert days(fresh).value() == 3
    days(fresh).setFocus()
    fresh.press("Down", times=4)
    assert days(fresh).text() == "不填"
    assert fresh.services.answers.value("overdue_days", only_lender(fresh).id) is None


def test_closed_before_any_answer_it_leaves_nothing(fresh: Program) -> None:
    fresh.open_again()
    assert fresh.is_welcoming()
    assert fresh.services.lenders.all() == ()


def test_the_text_size_is_kept_and_shown(fresh: Program) -> None:
    fresh.click(fresh.button("文字大小:150%"))
    assert fresh.services.preferences.text_percent == theme.text_percent == 150
    fresh.press("Ctrl+0")
    assert fresh.services.preferences.text_percent == theme.text_percent == 100
    assert fresh.button("文字大小:100%").isChecked()
    assert not fresh.button("文字大小:150%").isChecked()
    fresh.press("Ctrl++")
    assert fresh.button("文字大小:115%").isChecked()
    fresh.open_again()
    assert theme.text_percent == 115
    assert fresh.button("文字大小:115%").isChecked()


def test_page_keys_wait_until_the_questions_are_through(fresh: Program) -> None:
    for number in range(1, 6):
        fresh.press(f"Ctrl+{number}")
        assert fresh.is_welcoming()
    start(fresh)
    assert fresh.page("home").isVisible()
    assert fresh.button("首页").isChecked()
    fresh.press("Ctrl+3")
    assert fresh.page("person").isVisible()


def test_the_answers_put_the_most_urgent_thing_first(fresh: Program) -> None:
    danger = next(variable for variable in questions(fresh) if variable.id == "danger")
    fresh.click(choice(fresh, danger, danger.options[0]))
    start(fresh)
    assert fresh.services.answers.value("danger", PERSON) == "danger"
    assert fresh.sees("先顾人身安全")
    assert fresh.sees(fresh.services.plan.plan().items[0].step.title)
    fresh.click(fresh.named(QAbstractButton, "start_step"))
    assert fresh.page("checklist").isVisible()


@pytest.mark.parametrize("name", ["welcome_start", "welcome_skip"])
def test_both_ways_out_remember_that_it_is_done(fresh: Program, name: str) -> None:
    assert not fresh.services.preferences.welcomed
    fresh.click(fresh.named(QAbstractButton, name))
    assert fresh.services.preferences.welcomed
