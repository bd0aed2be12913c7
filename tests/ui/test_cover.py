"""Shift three times puts a clock over everything, and nothing that lies below is lost."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services.errors import LenderNameEmpty
from desktop.store.files import run
from desktop.ui.caretaker import Caretaker
from desktop.ui.doorbell import Doorbell
from desktop.ui.lock.cover import Cover
from desktop.ui.lock.guard import Guard
from desktop.ui.lock.watch import SHIFT_WITHIN_S, InputWatch
from desktop.ui.theme import theme
from tests.ui.looks import words_on
from tests.ui.program import Program, notices, settle

FORBIDDEN = ("逾期", "催收", "借", "贷", "债", "轰炸", "还款")


class Seconds:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def guard(program: Program, seconds: Seconds) -> Iterator[Guard]:
    made = watching(program, seconds)
    yield made
    made.stop()
    settle()


def watching(program: Program, seconds: Seconds, vault: bool = False) -> Guard:
    def verify(typed: str) -> str:
        if typed != "对的":
            raise LenderNameEmpty
        return typed

    window = program.window
    made = Guard(
        window,
        window.bridge,
        program.services.preferences,
        lambda: vault,
        verify,
        verify,
        lambda: datetime(2026, 11, 22, 14, 32, tzinfo=UTC),
        seconds,
    )
    window.cover_asked.connect(made.toggle_cover)
    return made


def keyboard(window: QWidget, key: Qt.Key, *, up: bool = True) -> None:
    """Press a key as the system brings it: to the window, not to a widget."""
    handle = window.windowHandle()
    QTest.keyPress(handle, key)
    if up:
        QTest.keyRelease(handle, key)
    settle()


def shifts(window: QWidget, times: int = 3) -> None:
    for _ in range(times):
        keyboard(window, Qt.Key.Key_Shift)


def covers() -> list[QWidget]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.objectName() == "cover" and widget.isVisible()
    ]


# --- How it is called -----------------------------------------------------------------------------


def test_three_times_shift_covers_and_three_times_more_goes_back(
    program: Program, guard: Guard
) -> None:
    shifts(program.window, 2)
    assert not covers()
    shifts(program.window, 1)
    (clock,) = covers()
    assert clock.geometry() == program.window.screen().geometry()
    assert not program.window.isVisible()
    shifts(clock)
    assert not covers()
    assert program.window.isVisible()


def test_another_key_a_click_or_a_long_while_in_between_does_not_count(
    program: Program, guard: Guard, seconds: Seconds
) -> None:
    window = program.window
    shifts(window, 2)
    keyboard(window, Qt.Key.Key_A)
    shifts(window, 2)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    shifts(window, 2)
    seconds.now += SHIFT_WITHIN_S + 0.1
    shifts(window, 2)
    assert not covers()
    # Shift held for a capital letter.
    handle = window.windowHandle()
    for _ in range(3):
        QTest.keyPress(handle, Qt.Key.Key_Shift)
        QTest.keyClick(handle, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyRelease(handle, Qt.Key.Key_Shift)
    settle()
    assert not covers()


def test_shift_just_in_time_counts(program: Program, guard: Guard, seconds: Seconds) -> None:
    shifts(program.window, 2)
    seconds.now += SHIFT_WITHIN_S - 0.1
    shifts(program.window, 1)
    assert covers()


def test_it_can_be_turned_off_and_on_in_the_settings(program: Program, guard: Guard) -> None:
    window = program.window
    program.click(program.named(QAbstractButton, "nav_settings"))
    box = program.named(QCheckBox, "use_cover")
    assert box.isChecked()
    box.click()
    settle()
    assert not program.services.preferences.cover
    assert guard.watch is None, "nothing is watched for nothing"
    shifts(window)
    assert not covers()
    box.click()
    settle()
    shifts(window)
    assert covers()


def test_the_settings_show_what_it_looks_like(program: Program, guard: Guard) -> None:
    program.click(program.named(QAbstractButton, "nav_settings"))
    focus = program.focus()
    program.click(program.named(QAbstractButton, "try_cover"))
    (clock,) = covers()
    back = clock.findChild(QAbstractButton, "cover_back")
    assert back is not None
    program.click(back)
    assert not covers()
    assert program.focus() is focus


def test_the_first_questions_teach_it(fresh: Program) -> None:
    assert fresh.sees("连按三下 Shift")


# --- What it shows --------------------------------------------------------------------------------


def test_it_tells_the_time_and_nothing_else(program: Program, guard: Guard) -> None:
    guard.toggle_cover()
    settle()
    (clock,) = covers()
    assert words_on(clock) == "返回"
    assert clock.windowTitle() == "时钟"
    for shown in (clock.windowTitle(), clock.accessibleName(), words_on(clock)):
        assert not any(word in shown for word in FORBIDDEN)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_nothing_of_the_window_shines_through(
    program: Program, guard: Guard, appearance: str, percent: int
) -> None:
    theme.apply(appearance, percent)
    guard.toggle_cover()
    settle()
    (clock,) = covers()
    image = clock.grab().toImage()
    ground = theme.color("window")
    for spot in (QPoint(3, 3), QPoint(clock.width() - 4, 3), QPoint(3, clock.height() - 4)):
        assert image.pixelColor(spot) == ground
    line = clock.height() * 2 // 5
    seen = {image.pixelColor(x, line).name() for x in range(0, clock.width(), 3)}
    assert len(seen) > 1, "the time is there"


# --- What lies below ------------------------------------------------------------------------------


def test_it_covers_an_open_question_without_answering_it(program: Program, guard: Guard) -> None:
    dialog = QDialog(program.window)
    field = QLineEdit(dialog)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    settle()
    field.setFocus()
    field.setText("写了一半")
    shifts(dialog)
    (clock,) = covers()
    settle()
    assert ended == []
    # The question is modal, and yet the clock has the keyboard.
    assert QApplication.activeWindow() is clock
    shifts(clock)
    assert dialog.isVisible()
    assert ended == []
    assert field.text() == "写了一半"
    assert QApplication.focusWidget() is field
    dialog.close()
    dialog.deleteLater()
    settle()


def test_it_waits_inside_the_loop_of_a_question(program: Program, guard: Guard) -> None:
    """``exec`` of a dialog ends when the dialog is hidden; a cover must not end it."""
    dialog = QDialog(program.window)
    seen: list[bool] = []

    def within() -> None:
        guard.toggle_cover()
        settle()
        seen.append(bool(covers()))
        guard.toggle_cover()
        settle()
        seen.append(dialog.isVisible())
        dialog.accept()

    QTimer.singleShot(0, dialog, within)
    assert dialog.exec() == QDialog.DialogCode.Accepted
    assert seen == [True, True]
    dialog.deleteLater()
    settle()


def test_words_that_are_being_written_stay_and_so_does_the_cursor(
    program: Program, guard: Guard
) -> None:
    program.click(program.named(QAbstractButton, "nav_checklist"))
    note = next(w for w in program.window.findChildren(QPlainTextEdit) if w.isVisible())
    note.setFocus()
    program.write("第一通电话")
    guard.toggle_cover()
    settle()
    assert covers()
    guard.toggle_cover()
    settle()
    assert note.toPlainText() == "第一通电话"
    assert QApplication.focusWidget() is note
    assert note.textCursor().position() == 5


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_an_open_menu_goes_and_other_windows_of_ours_are_hidden_too(
    program: Program, guard: Guard
) -> None:
    menu = QWidget(program.window, Qt.WindowType.Popup)
    menu.resize(100, 60)
    menu.show()
    other = QWidget()
    other.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
    other.resize(200, 100)
    other.show()
    settle()
    guard.toggle_cover()
    settle()
    assert not menu.isVisible()
    assert not other.isVisible()
    guard.toggle_cover()
    settle()
    assert other.isVisible()
    other.close()
    other.deleteLater()
    settle()


def test_a_large_window_comes_back_large_and_a_small_one_to_its_place(
    program: Program, guard: Guard
) -> None:
    window = program.window
    window.setGeometry(40, 30, 1000, 640)
    settle()
    for state in (Qt.WindowState.WindowNoState, Qt.WindowState.WindowMaximized):
        window.setWindowState(state)
        settle()
        before = window.geometry()
        guard.toggle_cover()
        settle()
        guard.toggle_cover()
        settle()
        assert window.windowState() & Qt.WindowState.WindowMaximized == state
        assert window.geometry() == before


def test_a_notice_waits_below_the_cover(program: Program, guard: Guard, qtbot: QtBot) -> None:
    """It names files and lenders, and would stand above the clock."""
    guard.toggle_cover()
    settle()
    with notices() as told:
        problem = LenderNameEmpty()
        QTimer.singleShot(0, lambda: sys.excepthook(type(problem), problem, None))
        settle()
        assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        assert told.read == []
        guard.toggle_cover()
        qtbot.waitUntil(lambda: len(told.read) == 1)


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_second_start_shows_nothing_of_what_is_covered(
    program: Program, guard: Guard, tmp_path: Path
) -> None:
    """Whoever stands there double clicks the icon, or a file of the program."""
    caretaker = Caretaker(program.window, program.services, tmp_path / "call", str)
    bell = caretaker.findChild(Doorbell) or program.window.findChild(Doorbell)
    assert bell is not None
    export = tmp_path / "x.anxin"
    run(program.services.exports().make(export))
    guard.toggle_cover()
    settle()
    (tmp_path / "call").write_text(str(export), encoding="utf-8")
    bell.begin()
    settle()
    assert not program.window.isVisible()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    (clock,) = covers()
    assert QApplication.activeWindow() is clock
    guard.toggle_cover()
    settle()
    assert program.window.isVisible()
    caretaker.abandon()


def test_closing_the_clock_closes_nothing(program: Program, guard: Guard) -> None:
    guard.toggle_cover()
    settle()
    (clock,) = covers()
    clock.close()
    settle()
    assert covers() == [clock]


# --- With a vault ---------------------------------------------------------------------------------


def test_the_passphrase_can_be_asked_for_on_the_way_back(
    program: Program, seconds: Seconds, qtbot: QtBot
) -> None:
    program.services.preferences.set_cover_asks(True)
    guard = watching(program, seconds, vault=True)
    try:
        shifts(program.window)
        (clock,) = covers()
        shifts(clock)
        assert covers(), "not without the passphrase"
        field = clock.findChild(QLineEdit, "ask_passphrase")
        assert field is not None
        assert QApplication.focusWidget() is field
        field.setText("错的")
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "名字是空的" in words_on(clock))
        assert covers()
        field.setText("对的")
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not covers())
        assert program.window.isVisible()
    finally:
        guard.stop()
        settle()


# --- The watch ------------------------------------------------------------------------------------


def test_the_watch_sees_unfinished_words_of_an_input_method(
    program: Program, seconds: Seconds
) -> None:
    watch = InputWatch(seconds)
    program.click(program.named(QAbstractButton, "nav_find"))
    field = program.focus()
    seconds.now += 30
    QApplication.sendEvent(field, QInputMethodEvent("cuishou", []))
    assert watch.composing
    assert watch.last_input == seconds.now
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    assert not watch.composing
    QApplication.sendEvent(field, QInputMethodEvent("cui", []))
    program.click(program.named(QAbstractButton, "nav_home"))
    assert not watch.composing
    watch.stop()


def test_the_watch_looks_at_windows_and_not_at_every_widget(
    program: Program, seconds: Seconds
) -> None:
    watch = InputWatch(seconds)
    seen: list[type] = []
    inner = watch.eventFilter

    def counting(watched: object, event: QEvent) -> bool:
        seen.append(type(watched))
        return inner(watched, event)  # type: ignore[arg-type]

    watch.eventFilter = counting  # type: ignore[method-assign]
    program.window.resize(1200, 700)
    settle()
    assert not {kind.__name__ for kind in seen} - {"QWindow", "QWidgetWindow"}
    watch.stop()


def test_cover_is_put_up_once(program: Program) -> None:
    cover = Cover(lambda: datetime(2026, 1, 1, tzinfo=UTC))
    cover.put_up()
    cover.put_up()
    settle()
    assert len(covers()) == len(QApplication.screens())
    cover.lift()
    cover.lift()
    settle()
    assert not covers()
