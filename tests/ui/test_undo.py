"""Undo and redo by real keys and clicks, in every place a person may be when they press them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage
from desktop.services.bus import Topic
from desktop.ui.first_size import SMALLEST
from desktop.ui.navigation import Target
from desktop.ui.theme import theme
from desktop.ui.tour.driver import cut_off
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.foot import SafetyFoot
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.text import Text
from tests.ui.program import Program, notices, settle


@pytest.fixture
def program(program: Program) -> Program:
    """The program on its home page, with the first questions long forgotten."""
    with program.services.history._desk.change(Topic.LENDERS):
        program.services.history._journal.clear()
    program.window.go(Target("home"))
    settle()
    return program


def quiet(program: Program, name: str) -> LinkButton | None:
    """The button in the foot, if it can be seen."""
    (foot,) = program.window.findChildren(SafetyFoot)
    button = foot.findChild(LinkButton, name)
    assert button is not None
    return button if button.isVisible() else None


def said(program: Program, name: str) -> str:
    button = quiet(program, name)
    return button.accessibleName() if button is not None else ""


def step_of(program: Program, scope: Scope = Scope.PERSON, stage: Stage = Stage.OVERDUE) -> str:
    """A step of a list."""
    items = program.services.plan.checklist(stage, None)
    return next(item.step.id for item in items if item.step.scope is scope)


def open_step(program: Program, step: str, lender: str = "") -> None:
    program.window.go(Target("checklist", Stage.OVERDUE.value, lender, step))
    settle()


def shown_step(program: Program) -> str:
    here = program.window.here()
    assert here is not None
    assert here.page == "checklist"
    title = program.named(Text, "step_title").text()
    assert title == program.services.library.step(here.step).title
    return here.step


def write_note(program: Program, text: str) -> NoteEdit:
    (note,) = program.window.findChildren(NoteEdit)
    note.setFocus(Qt.FocusReason.OtherFocusReason)
    program.write(text)
    return note


def test_nothing_is_offered_while_nothing_was_done(program: Program) -> None:
    assert quiet(program, "undo") is None
    assert quiet(program, "redo") is None
    program.press("Ctrl+Z")
    program.press("Ctrl+Shift+Z")
    program.press("Ctrl+Y")
    assert program.window.here() == Target("home")


def test_the_first_questions_have_their_own_ways_back(fresh: Program) -> None:
    fresh.services.answers.set("contacts", "yes")
    settle()
    assert quiet(fresh, "undo") is None
    fresh.press("Ctrl+Z")
    assert fresh.services.answers.value("contacts") == "yes"
    fresh.home()
    assert quiet(fresh, "undo") is not None


def test_a_tick_is_taken_back_by_key_and_its_step_is_shown(program: Program) -> None:
    step = step_of(program)
    open_step(program, step)
    program.press("Ctrl+Return")
    assert shown_step(program) != step
    title = program.services.library.step(step).title
    assert said(program, "undo").startswith("撤销：完成“")
    assert title[:5] in said(program, "undo")
    program.press("Ctrl+Z")
    assert program.services.progress.get(step, PERSON) is None
    assert shown_step(program) == step
    assert quiet(program, "undo") is None
    assert said(program, "redo").startswith("重做：完成“")
    program.press("Ctrl+Shift+Z")
    found = program.services.progress.get(step, PERSON)
    assert found is not None
    assert found.state is State.DONE
    assert shown_step(program) == step
    program.press("Ctrl+Z")
    program.press("Ctrl+Y")
    assert program.services.progress.get(step, PERSON) == found


@pytest.mark.parametrize("percent", [100, 200])
def test_both_buttons_keep_their_places(program: Program, percent: int) -> None:
    theme.apply("light", percent)
    step = step_of(program)
    for state in (State.DOING, State.DONE):
        program.services.progress.set(step, PERSON, state)
        settle()
    undo = quiet(program, "undo")
    assert undo is not None
    place = undo.geometry()
    program.click(undo)
    redo = quiet(program, "redo")
    assert redo is not None
    assert undo.geometry() == place
    other = redo.geometry()
    program.click(undo)
    assert quiet(program, "undo") is None
    assert redo.geometry() == other


def test_by_click_from_another_page(program: Program) -> None:
    lender = program.services.lenders.add("甲", stage=Stage.OVERDUE).id
    step = step_of(program, Scope.LENDER)
    program.services.progress.set(step, lender, State.WAITING)
    settle()
    undo = quiet(program, "undo")
    assert undo is not None
    assert undo.text() == "撤销"
    assert undo.accessibleName().endswith("（甲）")
    assert undo.toolTip() == undo.accessibleName()
    program.click(undo)
    assert program.services.progress.get(step, lender) is None
    assert shown_step(program) == step
    here = program.window.here()
    assert here is not None
    assert here.lender == lender


def test_it_survives_a_restart(program: Program) -> None:
    step = step_of(program)
    open_step(program, step)
    program.press("Ctrl+Return")
    program.press("Ctrl+1")
    program.open_again()
    program.press("Ctrl+Z")
    assert program.services.progress.get(step, PERSON) is None
    assert shown_step(program) == step
    program.open_again()
    program.press("Ctrl+Y")
    found = program.services.progress.get(step, PERSON)
    assert found is not None


def test_a_field_undoes_its_own_writing_first_and_then_the_program_undoes(
    program: Program,
) -> None:
    step = step_of(program)
    open_step(program, step)
    program.press("Ctrl+Return")
    second = shown_step(program)
    note = write_note(program, "打了")
    program.page("checklist").flush()
    settle()
    assert program.services.notes.text(second, PERSON) == "打了"
    presses = 0
    while note.document().isUndoAvailable():
        program.press("Ctrl+Z")
        presses += 1
        assert presses < 9
    assert note.toPlainText() == ""
    assert program.services.progress.get(step, PERSON) is not None
    program.press("Ctrl+Z")
    assert program.services.notes.text(second, PERSON) == ""
    assert program.services.progress.get(step, PERSON) is None, "the note was taken back by hand"
    assert shown_step(program) == step


@pytest.mark.parametrize("keys", ["Ctrl+Shift+Z", "Ctrl+Y"])
def test_a_field_redoes_its_own_writing_first(program: Program, keys: str) -> None:
    step = step_of(program)
    open_step(program, step)
    note = write_note(program, "打了")
    while note.document().isUndoAvailable():
        program.press("Ctrl+Z")
    assert note.toPlainText() == ""
    while note.document().isRedoAvailable():
        program.press(keys)
    assert note.toPlainText() == "打了"


def test_a_note_is_taken_back_and_comes_again_in_its_field(program: Program) -> None:
    step = step_of(program)
    open_step(program, step)
    note = write_note(program, "打了两次")
    program.press("Ctrl+1")
    assert said(program, "undo").endswith("的备注")
    program.press("Ctrl+Z")
    assert shown_step(program) == step
    assert note.toPlainText() == ""
    program.press("Ctrl+Y")
    assert note.toPlainText() == "打了两次"
    assert program.services.notes.text(step, PERSON) == "打了两次"


def test_what_is_still_being_typed_counts_as_done(program: Program) -> None:
    step = step_of(program)
    open_step(program, step)
    note = write_note(program, "打了")
    undo = said(program, "undo")
    assert undo == ""
    program.window._undo.undo()  # type: ignore[union-attr]
    assert note.toPlainText() == ""
    assert program.services.notes.text(step, PERSON) == ""
    program.window._undo.redo()  # type: ignore[union-attr]
    assert program.services.notes.text(step, PERSON) == "打了"


def test_an_answer_and_a_lender_are_shown_where_they_are_told(program: Program) -> None:
    program.services.answers.set("contacts", "yes")
    lender = program.services.lenders.add("甲").id
    program.services.lenders.rename(lender, "乙")
    settle()
    assert said(program, "undo") == "撤销：改名“乙”"
    program.press("Ctrl+Z")
    here = program.window.here()
    assert here is not None
    assert (here.page, here.lender) == ("person", lender)
    assert program.named(QLineEdit, "lender_name").text() == "甲"
    assert said(program, "redo") == "重做：改名“乙”"
    program.press("Ctrl+Z")
    assert program.services.lenders.get(lender) is None
    assert said(program, "redo") == "重做：添加“甲”"
    assert said(program, "undo").startswith("撤销：回答“")
    program.press("Ctrl+Z")
    assert program.services.answers.value("contacts") is None
    program.press("Ctrl+Y", 3)
    assert program.services.lenders.all()[-1].name == "乙"


def test_how_it_looks_is_not_undone(program: Program) -> None:
    program.services.preferences.set_phone_system("ios")
    program.press("Ctrl++")
    assert theme.text_percent > 100
    larger = theme.text_percent
    program.press("Ctrl+Z")
    assert program.services.preferences.phone_system == ""
    assert theme.text_percent == larger
    assert program.window.here() == Target("home")


def test_a_history_that_does_not_fit_is_told_and_left(program: Program) -> None:
    program.services.answers.set("contacts", "yes")
    settle()
    program.services.history._desk.database.write("UPDATE answer SET value = 'fear'", ())
    with notices() as told:
        program.press("Ctrl+Z")
    (read,) = told.read
    assert "现在的内容没有动" in read
    assert program.services.answers.value("contacts") == "fear"
    assert quiet(program, "undo") is None


def test_every_change_has_words(program: Program) -> None:
    services = program.services
    mine, theirs = step_of(program), step_of(program, Scope.LENDER)
    lender = services.lenders.add("甲").id
    day = services.reminders.today().replace(day=25)
    for act, words in (
        (lambda: services.lenders.set_kind(lender, "bank"), "“甲”的种类"),
        (lambda: services.lenders.set_stage(lender, Stage.OVERDUE), "“甲”到哪一步"),
        (lambda: services.lenders.set_overdue_days(lender, 3), "“甲”逾期的天数"),
        (lambda: services.lenders.archive(lender), "收起“甲”"),
        (lambda: services.lenders.restore(lender), "拿回“甲”"),
        (lambda: services.preferences.set_phone_system("ios"), "选手机系统"),
        (lambda: services.progress.set(mine, PERSON, State.NOT_APPLICABLE, "无"), "改成不适用"),
        (lambda: services.progress.set(mine, PERSON, State.TODO), "改成未开始"),
        (lambda: services.reminders.set(theirs, lender, day), "撤销：11-25 提醒“"),
        (lambda: services.reminders.set(theirs, lender, None), "撤销：不再提醒“"),
        (lambda: services.notes.save(theirs, lender, "a"), "”的备注（甲）"),
    ):
        act()
        settle()
        assert words in said(program, "undo")
    program.press("Ctrl+Z", 12)
    assert quiet(program, "undo") is None
    program.press("Ctrl+Y", 12)
    assert quiet(program, "redo") is None


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1366, 768), SMALLEST])
def test_the_foot_can_be_read_with_both_buttons(
    program: Program, percent: int, size: tuple[int, int]
) -> None:
    program.services.answers.set("contacts", "yes")
    program.services.answers.set("contacts", "no")
    program.press("Ctrl+Z")
    theme.apply("light", percent)
    program.window.resize(*size)
    settle()
    assert quiet(program, "undo") is not None
    assert quiet(program, "redo") is not None
    (foot,) = program.window.findChildren(SafetyFoot)
    assert cut_off(foot) == []
    assert foot.geometry().right() < program.window.width()
    for button in foot.findChildren(QAbstractButton):
        assert foot.rect().contains(button.geometry().translated(button.parentWidget().pos()))


def test_no_page_moves_when_the_buttons_appear(program: Program) -> None:
    before = program.page("home").geometry()
    program.services.preferences.set_phone_system("ios")
    settle()
    assert quiet(program, "undo") is not None
    assert program.page("home").geometry() == before
