"""Putting a step off by real keys and clicks, and its coming back on its day."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QTableView, QWidget
from shiboken6 import delete

from desktop.domain.plan import PlanItem
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage
from desktop.ui.first_size import SMALLEST
from desktop.ui.navigation import Target
from desktop.ui.theme import theme
from desktop.ui.tour.driver import cut_off
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.due_card import DueCard
from desktop.ui.widgets.later import LaterChoices
from desktop.ui.widgets.step_list import Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.program import Clock, Program, settle

TODAY = date(2026, 11, 22)  # A Sunday.
TOMORROW = TODAY + timedelta(days=1)
HONEST = "到那天打开程序时提醒你；程序没开时不会响。"


@pytest.fixture
def item(program: Program) -> PlanItem:
    """A step of the person, open on the checklist page."""
    items = program.services.plan.checklist(Stage.OVERDUE, None)
    found = next(item for item in items if item.step.scope is Scope.PERSON)
    program.window.go(Target("checklist", Stage.OVERDUE.value, "", found.step.id))
    settle()
    return found


def click(program: Program, name: str) -> None:
    program.click(program.named(QAbstractButton, name))


def chips(parent: QWidget) -> list[str]:
    return [chip.text() for chip in parent.findChildren(Chip) if chip.isVisible()]


def row_of(program: Program, item: PlanItem) -> Row:
    page = program.page("checklist")
    rows = page.findChild(RowList)
    assert rows is not None
    return next(row for row in rows.rows() if isinstance(row, Row) and row.key == item.key)


def due_titles(program: Program) -> list[str]:
    """The steps in the card of the home page, as they can be seen."""
    cards = [card for card in program.page("home").findChildren(DueCard) if card.isVisible()]
    return [
        button.text()
        for card in cards
        for button in card.findChildren(QAbstractButton)
        if type(button).__name__ == "StepButton"
    ]


def next_day(clock: Clock, days: int = 1) -> None:
    clock.moment += timedelta(days=days)


# ---- on the step card ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words", "day"),
    [
        ("later_tomorrow", "明天（11-23）", TOMORROW),
        ("later_three", "三天后（11-25）", date(2026, 11, 25)),
    ],
)
def test_days_near_by_are_one_click(
    program: Program, item: PlanItem, name: str, words: str, day: date
) -> None:
    click(program, "step_later")
    assert program.sees(HONEST)
    assert program.named(QAbstractButton, name).text() == words
    click(program, name)
    assert program.services.reminders.day(*item.key) == day
    assert row_of(program, item).chip == f"{day:%m-%d} 提醒"
    assert f"{day:%m-%d} 提醒" in chips(program.page("checklist"))
    assert not program.sees(HONEST)


def test_no_day_is_offered_twice(program: Program) -> None:
    """The Monday after a Sunday is tomorrow; after a Friday it is in three days."""
    offered: dict[int, list[str]] = {}
    for days in range(7):
        choices = LaterChoices(TODAY + timedelta(days=days), None, program.window)
        buttons = choices.findChildren(QAbstractButton)
        names = [button.text() for button in buttons if button.property("day") is not None]
        choosable = [str(button.property("day")) for button in buttons if button.property("day")]
        assert len(choosable) == len(set(choosable))
        offered[days] = names
        delete(choices)
    assert offered[0] == ["明天（11-23）", "三天后（11-25）"]
    assert offered[1] == ["明天（11-24）", "三天后（11-26）", "下周一（11-30）"]
    assert offered[5] == ["明天（11-28）", "三天后（11-30）"]


def test_by_keyboard_alone_and_away_again(program: Program, item: PlanItem) -> None:
    button = program.named(QAbstractButton, "step_later")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    program.press("Space")
    assert program.focus().objectName() == "later_tomorrow"
    program.press("Escape")
    assert program.focus().objectName() == "step_later"
    assert program.services.reminders.day(*item.key) is None
    program.press("Space")
    program.press("Tab")
    assert program.focus().objectName() == "later_three"
    program.press("Space")
    assert program.services.reminders.day(*item.key) == date(2026, 11, 25)
    assert program.focus().objectName() == "step_later", "not on the button that ticks"
    program.press("Ctrl+Z")
    assert program.services.reminders.day(*item.key) is None
    program.press("Ctrl+Y")
    assert program.services.reminders.day(*item.key) == date(2026, 11, 25)


def test_any_day_of_the_year_to_come_can_be_picked(program: Program, item: PlanItem) -> None:
    click(program, "step_later")
    click(program, "later_pick")
    assert program.sees(HONEST)
    calendar = program.named(QCalendarWidget, "later_calendar")
    assert calendar.isAncestorOf(program.focus()) or calendar.hasFocus()
    assert calendar.minimumDate().toPython() == TOMORROW
    assert calendar.maximumDate().toPython() == TODAY + timedelta(days=365)
    assert program.sees("2026 年 11 月")
    assert not program.button("上个月").isEnabled()
    for _ in range(12):
        program.click(program.button("下个月"))
    assert program.sees("2027 年 11 月")
    assert not program.button("下个月").isEnabled()
    for _ in range(12):
        program.click(program.button("上个月"))
    calendar.setFocus(Qt.FocusReason.OtherFocusReason)
    program.press("Right", 2)
    click(program, "later_take")
    assert program.services.reminders.day(*item.key) == TOMORROW + timedelta(days=2)


def test_the_calendar_takes_a_day_by_return_too(program: Program, item: PlanItem) -> None:
    click(program, "step_later")
    click(program, "later_pick")
    program.press("Down")
    program.press("Return")
    assert program.services.reminders.day(*item.key) == TOMORROW + timedelta(days=7)


def test_changing_ones_mind(program: Program, item: PlanItem) -> None:
    program.services.reminders.set(*item.key, TOMORROW)
    settle()
    assert program.named(QAbstractButton, "step_later").text() == "改提醒的日子"
    click(program, "step_later")
    click(program, "later_drop")
    assert program.services.reminders.day(*item.key) == TOMORROW
    click(program, "step_later")
    click(program, "later_never")
    assert program.services.reminders.day(*item.key) is None
    assert "提醒" not in row_of(program, item).chip


def test_a_step_that_is_done_is_not_put_off(program: Program, item: PlanItem) -> None:
    program.services.reminders.set(*item.key, TOMORROW)
    program.services.progress.set(*item.key, State.DONE)
    settle()
    buttons = program.page("checklist").findChildren(QAbstractButton, "step_later")
    assert not any(button.isVisible() and button.isEnabled() for button in buttons)
    assert program.services.reminders.day(*item.key) is None


# ---- on the home page ------------------------------------------------------------------------


def hero(program: Program) -> str:
    (title,) = (
        text.text()
        for text in program.page("home").findChildren(Text)
        if text.isVisible() and text._role == "heading"
    )
    return title


def test_what_is_put_off_makes_room_and_comes_back_at_the_next_start(
    program: Program, clock: Clock
) -> None:
    first, second = program.services.plan.plan().items[:2]
    program.services.reminders.set(*first.key, TOMORROW)
    program.press("Ctrl+1")
    assert hero(program) == second.step.title
    assert due_titles(program) == []
    next_day(clock)
    program.open_again()
    assert program.sees("到日子了")
    assert due_titles(program) == [first.step.title]
    assert hero(program) == second.step.title


def test_at_midnight_it_comes_back_by_itself(program: Program, clock: Clock) -> None:
    first = program.services.plan.plan().items[0]
    program.services.reminders.set(*first.key, TOMORROW)
    program.press("Ctrl+1")
    days = program.window._days
    assert days is not None
    days.check()
    settle()
    assert due_titles(program) == []
    next_day(clock)
    assert days._timer.isActive()
    assert days._timer.isSingleShot()
    days._timer.timeout.emit()
    settle()
    assert due_titles(program) == [first.step.title]
    assert days._timer.isActive(), "the next midnight is waited for"


def test_a_page_that_was_hidden_at_midnight_is_up_to_date_when_shown(
    program: Program, item: PlanItem, clock: Clock
) -> None:
    program.services.reminders.set(*item.key, TOMORROW)
    settle()
    assert row_of(program, item).chip == "11-23 提醒"
    program.press("Ctrl+1")
    next_day(clock)
    days = program.window._days
    assert days is not None
    days.check()
    program.press("Ctrl+2")
    assert row_of(program, item).chip == "到日子了"


@pytest.fixture
def due(program: Program, clock: Clock) -> PlanItem:
    """A step whose day has come, on the home page."""
    first = program.services.plan.plan().items[0]
    program.services.reminders.set(*first.key, TOMORROW)
    next_day(clock)
    program.window.go(Target("home"))
    days = program.window._days
    assert days is not None
    days.check()
    settle()
    assert due_titles(program) == [first.step.title]
    return first


def test_due_and_done(program: Program, due: PlanItem) -> None:
    click(program, "due_done")
    entry = program.services.progress.get(*due.key)
    assert entry is not None
    assert entry.state is State.DONE
    assert due_titles(program) == []
    assert not program.sees("到日子了")
    program.press("Ctrl+Z")
    here = program.window.here()
    assert here is not None
    assert (here.page, here.step) == ("checklist", due.step.id)
    program.press("Ctrl+1")
    assert due_titles(program) == [due.step.title]


@pytest.mark.parametrize(("later_ms", "left"), [(700, 1), (1500, 0)])
def test_a_slow_second_click_leaves_the_next_due_step(
    program: Program, clock: Clock, later_ms: int, left: int
) -> None:
    # Titles of one line, so that the second step comes to stand where the first was.
    items = [i for i in program.services.plan.plan().items if len(i.step.title) < 20]
    for one in items[:2]:
        program.services.reminders.set(*one.key, TOMORROW)
    next_day(clock)
    program.open_again()
    program.press("Ctrl+1")
    assert len(due_titles(program)) == 2
    first = program.named(QAbstractButton, "due_done")
    window, spot = program.window, first.mapTo(program.window, first.rect().center())
    for at_ms in (0, later_ms):
        program.click_when(window, spot, 10_000_000 + at_ms)
    assert len(due_titles(program)) == left


def test_due_and_put_off_again(program: Program, due: PlanItem) -> None:
    click(program, "due_later")
    assert program.sees(HONEST)
    click(program, "later_drop")
    assert program.focus().objectName() == "due_later"
    click(program, "due_later")
    click(program, "later_three")
    assert program.services.reminders.day(*due.key) == TODAY + timedelta(days=4)
    assert due_titles(program) == []


def test_due_and_let_go(program: Program, due: PlanItem) -> None:
    click(program, "due_never")
    assert program.services.reminders.day(*due.key) is None
    assert due_titles(program) == []
    assert hero(program) == due.step.title


def test_due_and_opened(program: Program, due: PlanItem) -> None:
    program.click(
        program.button(f"完成：{due.step.title}")
        .parentWidget()
        .parentWidget()
        .findChild(QAbstractButton)
    )
    here = program.window.here()
    assert here is not None
    assert (here.page, here.step) == ("checklist", due.step.id)


def test_danger_goes_before_a_day_that_has_come(program: Program, clock: Clock) -> None:
    later = program.services.plan.plan().items[-1]
    program.services.reminders.set(*later.key, TOMORROW)
    program.services.answers.set("danger", "danger")
    next_day(clock)
    program.open_again()
    program.press("Ctrl+1")
    (card,) = program.page("home").findChildren(DueCard)
    start = program.named(QAbstractButton, "start_step")
    origin = program.window.rect().topLeft()
    assert start.mapTo(program.window, origin).y() < card.mapTo(program.window, origin).y()


def test_when_everything_is_put_off_the_page_says_so(program: Program) -> None:
    items = program.services.plan.plan().items
    for one in items:
        program.services.reminders.set(*one.key, TOMORROW)
    program.press("Ctrl+1")
    assert program.sees(f"有 {len(items)} 件放到了以后，到日子会回到这里。")
    program.click(program.button("看全部"))
    rows = program.page("home").findChild(RowList)
    assert rows is not None
    assert {row.chip for row in rows.rows() if isinstance(row, Row)} == {"11-23 提醒"}


# ---- room ------------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1366, 768), SMALLEST])
def test_nothing_is_cut_off(
    program: Program, item: PlanItem, clock: Clock, percent: int, size: tuple[int, int]
) -> None:
    program.window.resize(*size)
    theme.apply("light", percent)
    program.window.go(Target("checklist", Stage.OVERDUE.value, "", item.step.id))
    settle()
    assert cut_off(program.window) == []
    click(program, "step_later")
    assert cut_off(program.window) == []
    click(program, "later_pick")
    assert cut_off(program.window) == []
    calendar = program.named(QCalendarWidget, "later_calendar")
    parent = calendar.parentWidget()
    assert parent is not None
    assert parent.rect().contains(calendar.geometry())
    view = calendar.findChild(QTableView)
    assert view is not None
    assert view.horizontalHeader().length() <= view.viewport().width(), "Sunday is there too"
    assert view.columnWidth(6) > view.fontMetrics().horizontalAdvance("30")
    assert view.height() >= 6 * view.fontMetrics().height()
    click(program, "later_take")
    assert cut_off(program.window) == []
    next_day(clock, 2)
    program.press("Ctrl+1")
    assert due_titles(program) == [item.step.title]
    assert cut_off(program.window) == []
    click(program, "due_later")
    assert program.page("home").findChild(LaterChoices) is not None
    assert cut_off(program.window) == []
    assert program.services.progress.get(item.step.id, PERSON) is None
