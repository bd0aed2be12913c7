"""Erasing by the hands of a person: nothing by accident, and what is left elsewhere is said."""

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.backups.restore import START_ANEW
from desktop.ui.erase.dialog import EraseDialog
from desktop.ui.navigation import Target
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.hold_button import HOLD_MS, HoldButton
from tests.ui.looks import cut_off
from tests.ui.program import Program, settle

LONGEST_MS = 20_000


@pytest.fixture
def dialog(program: Program) -> EraseDialog:
    program.services.lenders.add("甲")
    program.services.lenders.add("乙")
    program.window.go(Target("settings"))
    settle()
    ask = program.page("settings").findChild(Button, "erase_ask")
    assert ask is not None
    ask.click()
    found = QApplication.activeModalWidget()
    assert isinstance(found, EraseDialog)
    return found


def choose(dialog: EraseDialog, words: str) -> None:
    dialog.what.setCurrentText(words)
    settle()


def names(program: Program) -> list[str]:
    """The lenders that were added here."""
    return [each.name for each in program.services.lenders.all() if each.name in "甲乙"]


def told(dialog: EraseDialog) -> str:
    return "".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def hold(qtbot: QtBot, button: HoldButton) -> None:
    with qtbot.waitSignal(button.held, timeout=LONGEST_MS):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    settle()


def test_nothing_is_chosen_before_the_person_chooses(dialog: EraseDialog) -> None:
    assert not dialog.go.isEnabled()
    choose(dialog, "甲")
    assert dialog.go.isEnabled()
    assert "撤销" in told(dialog)
    assert dialog.copies.isVisible()
    dialog.copies.setChecked(False)
    assert "就会回来" in told(dialog)
    choose(dialog, "所有内容")
    assert not dialog.copies.isVisible()
    dialog.reject()


def test_a_click_or_letting_go_erases_nothing(
    dialog: EraseDialog, program: Program, qtbot: QtBot
) -> None:
    choose(dialog, "甲")
    heard: list[bool] = []
    dialog.go.held.connect(lambda: heard.append(True))
    dialog.go.click()
    program.click(dialog.go)
    assert "没有删" in told(dialog)
    button = dialog.go
    button.setFocus()
    for give_up in (
        lambda: QTest.mouseRelease(button, Qt.MouseButton.LeftButton),
        lambda: QTest.mouseMove(button, button.rect().bottomRight() * 3),
        button.clearFocus,
        lambda: button.setEnabled(False),
        lambda: QTest.keyClick(button, Qt.Key.Key_A),
    ):
        button.setEnabled(True)
        button.setFocus()
        settle()
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: button.share > 0, timeout=LONGEST_MS)
        give_up()  # type: ignore[no-untyped-call]
        settle()
        assert button.share == 0
    assert not heard
    assert names(program) == ["甲", "乙"]
    dialog.reject()


def test_holding_erases_and_says_what_is_elsewhere(
    dialog: EraseDialog, program: Program, qtbot: QtBot
) -> None:
    choose(dialog, "甲")
    hold(qtbot, dialog.go)
    qtbot.waitUntil(lambda: dialog.title.text() == "删好了。", timeout=LONGEST_MS)
    settle()
    assert names(program) == ["乙"]
    for words in ("U 盘", "手机", "打印", "Word", "压缩文件", "日历"):
        assert words in told(dialog)
    assert "自动备份里还有" not in told(dialog)
    assert dialog.leave.hasFocus()
    program.click(dialog.leave)


def test_copies_that_stay_are_said(dialog: EraseDialog, program: Program, qtbot: QtBot) -> None:
    choose(dialog, "甲")
    dialog.copies.setChecked(False)
    hold(qtbot, dialog.go)
    qtbot.waitUntil(lambda: dialog.title.text() == "删好了。", timeout=LONGEST_MS)
    settle()
    assert "自动备份里还有" in told(dialog)
    program.click(dialog.leave)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_that_is_held_does_it_too(
    dialog: EraseDialog, program: Program, qtbot: QtBot, key: Qt.Key
) -> None:
    choose(dialog, "乙")
    dialog.go.setFocus()
    QTest.keyClick(dialog.go, key)
    qtbot.waitUntil(lambda: "没有删" in told(dialog), timeout=LONGEST_MS)
    with qtbot.waitSignal(dialog.go.held, timeout=LONGEST_MS):
        QTest.keyPress(dialog.go, key)
    QTest.keyRelease(dialog.go, key)
    qtbot.waitUntil(lambda: dialog.title.text() == "删好了。", timeout=LONGEST_MS)
    settle()
    assert names(program) == ["甲"]
    dialog.reject()


def test_a_key_that_x_repeats_as_let_go_and_pressed_is_held(
    dialog: EraseDialog, program: Program, qtbot: QtBot
) -> None:
    choose(dialog, "乙")
    assert "除了名字" in told(dialog)
    dialog.go.setFocus()

    def repeat() -> None:
        front = dialog.windowHandle()  # It goes to what has the keyboard.
        QTest.keyRelease(front, Qt.Key.Key_Space)
        QTest.keyPress(front, Qt.Key.Key_Space)

    repeats = QTimer()
    repeats.setInterval(40)
    repeats.timeout.connect(repeat)
    with qtbot.waitSignal(dialog.go.held, timeout=LONGEST_MS):
        QTest.keyPress(dialog.go, Qt.Key.Key_Space)
        repeats.start()
    qtbot.waitUntil(lambda: dialog.title.text() == "删好了。", timeout=LONGEST_MS)
    assert dialog.leave.hasFocus()
    for _ in range(3):
        repeat()
    settle()
    assert dialog.isVisible(), "a key still held must not press what comes next"
    repeats.stop()
    QTest.keyRelease(dialog.windowHandle(), Qt.Key.Key_Space)
    assert names(program) == ["甲"]
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))

    def pressed_until_it_counts() -> bool:
        if not gone:
            QTest.keyClick(dialog.leave, Qt.Key.Key_Space, delay=100)
            settle()
        return bool(gone)

    qtbot.waitUntil(pressed_until_it_counts, timeout=LONGEST_MS)


def test_everything_goes_with_the_next_start(
    dialog: EraseDialog, program: Program, qtbot: QtBot
) -> None:
    choose(dialog, "所有内容")
    hold(qtbot, dialog.go)
    assert "U 盘" in told(dialog)
    assert (program.folder / "erasing").exists()
    # However the dialog is left: it cannot be taken back.
    dialog.reject()
    settle()
    assert program.window.property(START_ANEW) is True
    program.open_again()
    assert program.services.lenders.all() == ()


def test_it_takes_three_seconds_and_says_so(dialog: EraseDialog) -> None:
    assert HOLD_MS == 3000
    choose(dialog, "甲")
    spoken = QAccessible.queryAccessibleInterface(dialog.go)
    assert spoken.text(QAccessible.Text.Name) == "按住三秒，删除"
    assert "松开" in spoken.text(QAccessible.Text.Description)
    dialog.reject()


@pytest.mark.parametrize("percent", [100, 175])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_all_of_it_can_be_read(dialog: EraseDialog, percent: int, appearance: str) -> None:
    theme.apply(appearance, percent)
    choose(dialog, "甲")
    assert list(cut_off(dialog)) == []
    dialog.go.event(QEvent(QEvent.Type.StyleChange))
    dialog.reject()
    theme.apply("light", 100)
