"""Ticking a step where it stands in the list: by its circle, by Space, by a screen reader."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from desktop.domain.lenders import Lender
from desktop.domain.plan import PlanItem
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage
from desktop.ui.navigation import Target
from desktop.ui.theme import theme
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.step_list import Key, Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.program import Program, full_disk, notices, settle

LEFT = Qt.MouseButton.LeftButton
WEEK = timedelta(days=7)
FULL = "磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。"


@pytest.fixture
def lender(program: Program) -> Lender:
    """The first lender, overdue, whose list is on the screen."""
    first = program.services.lenders.active()[0]
    program.services.lenders.set_stage(first.id, Stage.OVERDUE)
    program.window.go(Target("checklist", Stage.OVERDUE.value, first.id))
    settle()
    return first


@pytest.fixture
def rows(program: Program, lender: Lender) -> RowList:
    (found,) = program.page("checklist").findChildren(RowList)
    return found


def an_item(program: Program, lender: Lender, scope: Scope, skip: int = 0) -> PlanItem:
    items = program.services.plan.checklist(Stage.OVERDUE, lender.id)
    return [item for item in items if item.step.scope is scope and item.open][skip]


def state(program: Program, key: Key) -> State:
    kept = program.services.progress.get(*key)
    return State.TODO if kept is None else kept.state


def shown(rows: RowList, key: Key) -> State | None:
    return next(row.state for row in rows.rows() if isinstance(row, Row) and row.key == key)


def circle(rows: RowList, key: Key) -> QPoint:
    """Scrolls the row into view; the middle of its circle."""
    at = next(n for n, row in enumerate(rows.rows()) if isinstance(row, Row) and row.key == key)
    rows.scrollTo(rows.model().index(at, 0))
    settle()
    return rows.mark_rect(key).center()


@pytest.mark.parametrize("scope", Scope)
def test_a_click_on_the_circle_ticks_and_the_next_takes_it_back(
    program: Program, rows: RowList, lender: Lender, scope: Scope
) -> None:
    key = an_item(program, lender, scope, 2).key
    title = program.named(Text, "step_title").text()
    for wanted in (State.DONE, State.TODO, State.DONE):
        program.click_at(rows.viewport(), circle(rows, key))
        assert state(program, key) is wanted
        assert shown(rows, key) is wanted
    assert key[1] == (PERSON if scope is Scope.PERSON else lender.id)
    assert rows.current_key() != key
    assert program.named(Text, "step_title").text() == title, "the step on screen stays"
    program.press("Ctrl+Z")
    assert state(program, key) is State.TODO
    program.press("Ctrl+Y")
    assert state(program, key) is State.DONE
    program.open_again()
    assert state(program, key) is State.DONE


def test_a_step_of_each_lender_is_ticked_for_the_lender_on_screen(
    program: Program, rows: RowList, lender: Lender
) -> None:
    other = program.services.lenders.add("乙家", stage=Stage.OVERDUE)
    step = an_item(program, lender, Scope.LENDER).step.id
    program.window.go(Target("checklist", Stage.OVERDUE.value, other.id))
    settle()
    program.click_at(rows.viewport(), circle(rows, (step, other.id)))
    assert state(program, (step, other.id)) is State.DONE
    assert state(program, (step, lender.id)) is State.TODO


def test_the_circle_can_be_hit_and_the_words_still_open_the_step(
    program: Program, rows: RowList, lender: Lender
) -> None:
    key = an_item(program, lender, Scope.LENDER, 1).key
    circle(rows, key)
    area, row = rows.mark_rect(key), rows.row_rect(key)
    assert area.width() >= 32
    assert area.height() >= 36
    assert row.contains(area)
    program.click_at(rows.viewport(), QPoint(area.right() + 3, area.center().y()))
    assert rows.current_key() == key
    assert state(program, key) is State.TODO
    program.click_at(rows.viewport(), area.center())
    assert state(program, key) is State.DONE


@pytest.mark.parametrize("reminded", [False, True])
def test_no_row_moves_when_one_is_ticked(
    program: Program, rows: RowList, lender: Lender, reminded: bool
) -> None:
    keys = [row.key for row in rows.rows() if isinstance(row, Row)]
    if reminded:  # The tick takes the reminder away, and with it what the row shows.
        for key in keys:
            program.services.reminders.set(*key, program.services.reminders.today() + WEEK)
        settle()
    for number, key in enumerate(keys):
        spot = circle(rows, key)
        stood = {other: rows.row_rect(other) for other in keys}
        for _ in range(2 if number % 2 else 1):
            program.click_at(rows.viewport(), spot)
            assert {other: rows.row_rect(other) for other in keys} == stood, key


def test_a_press_that_slides_off_ticks_nothing(
    program: Program, rows: RowList, lender: Lender
) -> None:
    key = an_item(program, lender, Scope.LENDER).key
    spot, before = circle(rows, key), rows.current_key()
    QTest.mousePress(rows.viewport(), LEFT, pos=spot)
    QTest.mouseMove(rows.viewport(), spot + QPoint(80, 0))
    QTest.mouseRelease(rows.viewport(), LEFT, pos=spot + QPoint(80, 0))
    settle()
    assert state(program, key) is State.TODO
    assert rows.current_key() == before


def test_a_double_click_is_one_tick(program: Program, rows: RowList, lender: Lender) -> None:
    key = an_item(program, lender, Scope.LENDER).key
    spot = circle(rows, key)
    QTest.mouseClick(rows.viewport(), LEFT, pos=spot)
    QTest.mouseDClick(rows.viewport(), LEFT, pos=spot)
    settle()
    assert state(program, key) is State.DONE


def test_the_pointer_over_a_circle_says_that_it_can_be_clicked(
    program: Program, rows: RowList, lender: Lender
) -> None:
    key = an_item(program, lender, Scope.LENDER).key
    spot = circle(rows, key)
    QTest.mouseMove(rows.viewport(), spot)
    settle()
    assert rows.pointed == key
    assert rows.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(rows.viewport(), spot + QPoint(80, 0))
    settle()
    assert rows.pointed is None


def test_space_ticks_the_row_and_return_opens_it(
    program: Program, rows: RowList, lender: Lender
) -> None:
    key = an_item(program, lender, Scope.LENDER).key
    rows.select(key)
    rows.setFocus()
    for wanted in (State.DONE, State.TODO):
        program.press("Space")
        assert state(program, key) is wanted
        assert rows.current_key() == key
        assert rows.hasFocus()
    program.press("Return")
    assert state(program, key) is State.TODO


def test_what_the_disk_refuses_is_not_seen_as_ticked(
    program: Program, rows: RowList, lender: Lender
) -> None:
    key = an_item(program, lender, Scope.LENDER).key
    spot = circle(rows, key)
    with notices() as told, full_disk(program.folder):
        program.click_at(rows.viewport(), spot)
    assert told.read == [FULL]
    assert shown(rows, key) is State.TODO
    program.click_at(rows.viewport(), spot)
    assert shown(rows, key) is State.DONE


def test_words_half_written_are_kept_when_another_row_is_ticked(
    program: Program, rows: RowList, lender: Lender
) -> None:
    (note,) = program.page("checklist").findChildren(NoteEdit)
    written = rows.current_key()
    assert written is not None
    note.setFocus()
    program.write("写到一半")
    key = an_item(program, lender, Scope.LENDER, 3).key
    program.click_at(rows.viewport(), circle(rows, key))
    assert program.services.notes.text(*written) == "写到一半"
    assert note.toPlainText() == "写到一半"


def test_without_a_lender_the_circle_opens_what_is_missing(
    program: Program, rows: RowList, lender: Lender
) -> None:
    step = an_item(program, lender, Scope.LENDER).step.id
    for one in program.services.lenders.active():
        program.services.lenders.archive(one.id)
    settle()
    program.click_at(rows.viewport(), circle(rows, (step, PERSON)))
    assert rows.current_key() == (step, PERSON)
    assert program.sees("先在“我的情况”里添加一家")
    assert program.services.progress.get(step, PERSON) is None


def test_a_screen_reader_hears_and_turns_the_mark(
    program: Program, rows: RowList, lender: Lender
) -> None:
    key = an_item(program, lender, Scope.LENDER).key
    at = next(n for n, row in enumerate(rows.rows()) if isinstance(row, Row) and row.key == key)
    index = rows.model().index(at, 0)
    role = Qt.ItemDataRole.CheckStateRole
    assert Qt.CheckState(index.data(role)) is Qt.CheckState.Unchecked
    cell = QAccessible.queryAccessibleInterface(rows).child(at)
    assert cell.state().checkable
    rows.model().setData(index, Qt.CheckState.Checked, role)
    settle()
    assert state(program, key) is State.DONE
    assert Qt.CheckState(rows.model().index(at, 0).data(role)) is Qt.CheckState.Checked
    assert QAccessible.queryAccessibleInterface(rows).child(at).state().checked


def test_in_large_text_the_circle_grows_along(program: Program, rows: RowList) -> None:
    key = rows.current_key()
    assert key is not None
    before = rows.mark_rect(key).width()
    program.services.preferences.set_text_percent(200)
    settle()
    assert theme.text_percent == 200
    assert rows.mark_rect(key).width() == pytest.approx(2 * before, abs=1)


def test_other_lists_are_not_ticked(program: Program, lender: Lender) -> None:
    program.press("Ctrl+4")
    (entries,) = program.page("library").findChildren(RowList)
    key = entries.current_key()
    assert key is not None
    entries.setFocus()
    program.press("Space")
    program.click_at(entries.viewport(), entries.row_rect(key).topLeft() + QPoint(10, 10))
    assert entries.current_key() == key
    assert entries.pointed is None
