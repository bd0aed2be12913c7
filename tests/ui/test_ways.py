"""Whoever has covered the screen and forgotten the passphrase comes back by the recovery code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme
from desktop.ui.vault.changes import PassphraseDialog
from tests.ui.looks import cut_off, words_on
from tests.ui.program import Clock, notices, settle
from tests.ui.test_long_work import covers
from tests.ui.vaulted import VaultProgram

LONGEST_MS = 20_000


@pytest.fixture
def vaulted(tmp_path: Path, clock: Clock, _look: None) -> Iterator[VaultProgram]:
    """The program on its home page, the data encrypted and unlocked."""
    opened = VaultProgram(tmp_path / "data", clock)
    opened.open()
    opened.home()
    opened.encrypt()
    yield opened
    with notices():
        opened.close()


def test_whoever_forgot_the_passphrase_comes_back_by_the_code(
    vaulted: VaultProgram, qtbot: QtBot
) -> None:
    vaulted.services.preferences.set_cover_asks(True)
    guard = vaulted.keeper.guard
    guard.toggle_cover()
    guard.toggle_cover()
    settle()
    (cover,) = covers()
    other = cover.findChild(QAbstractButton, "lock_other")
    code = cover.findChild(QLineEdit, "ask_code")
    assert other is not None
    assert code is not None
    other.click()
    assert QApplication.focusWidget() is code
    code.setText("不是它")
    code.returnPressed.emit()
    qtbot.waitUntil(lambda: answer_on(cover) != "", timeout=LONGEST_MS)
    assert covers()
    code.setText(str(vaulted.code))
    code.returnPressed.emit()
    qtbot.waitUntil(lambda: not covers(), timeout=LONGEST_MS)
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, PassphraseDialog)]
    assert [dialog.isVisible() for dialog in dialogs] == [True]
    assert "设一个新密码" in words_on(dialogs[0])
    dialogs[0].reject()
    settle()


def answer_on(cover: QWidget) -> str:
    return "".join(each.text() for each in cover.findChildren(QLabel, "ask_answer"))


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_of_the_question_on_the_cover_is_cut_off(
    vaulted: VaultProgram, percent: int
) -> None:
    theme.apply("light", percent)
    guard = vaulted.keeper.guard
    guard.shut("还有一件事在做，做完就锁上。要现在回来，请输密码。")
    guard.toggle_cover()
    settle()
    (cover,) = covers()
    assert not list(cut_off(cover))
    field = cover.findChild(QLineEdit, "ask_passphrase")
    front = guard.cover.front if guard.cover is not None else None
    assert field is not None
    assert front is not None
    top = field.mapTo(cover, QPoint()).y()
    assert front.free_height() < top, "the time does not lie below the question"
