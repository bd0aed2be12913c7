"""Words on the screen: what can be copied is selected with the pointer, and heights are right."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme
from desktop.ui.widgets.text import Text
from tests.ui.program import Program

LONG = "合同里写的利率是多少，实际到手多少，先把数字抄下来，自己算一遍再说。" * 3


@pytest.fixture
def text(program: Program, qtbot: QtBot) -> Text:
    """A sentence on the screen that can be copied."""
    text = Text(LONG, selectable=True)
    qtbot.addWidget(text)
    text.resize(240, text.heightForWidth(240))
    with qtbot.waitExposed(text):
        text.show()
    return text


def _marked(text: Text) -> str:
    QTest.mousePress(text, Qt.MouseButton.LeftButton, pos=QPoint(1, 8))
    QTest.mouseMove(text, QPoint(100, 8))
    QTest.mouseRelease(text, Qt.MouseButton.LeftButton, pos=QPoint(100, 8))
    return text.selectedText()


def test_words_are_selected_and_copied(text: Text) -> None:
    """Without the pointer having come near before, as under a finger."""
    found = _marked(text)
    assert found
    assert LONG.startswith(found)
    assert text.hasFocus(), "the keys that copy have to reach it"
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == found


def test_what_must_not_be_copied_is_not_selected(program: Program, qtbot: QtBot) -> None:
    text = Text(LONG)
    qtbot.addWidget(text)
    text.show()
    assert not _marked(text)


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_lines_break_alike_before_and_after_the_pointer_came(text: Text, percent: int) -> None:
    theme.apply("light", percent)
    for width in (120, 240, 500):
        before = text.heightForWidth(width)
        assert before == QLabel.heightForWidth(text, width)
    heights = [QLabel.heightForWidth(text, width) for width in (120, 240, 500)]
    _marked(text)
    assert [QLabel.heightForWidth(text, width) for width in (120, 240, 500)] == heights


def test_a_remembered_height_follows_words_and_text_size(text: Text) -> None:
    before = text.heightForWidth(240)
    theme.apply("light", 200)
    larger = text.heightForWidth(240)
    assert larger > before
    text.setText("短")
    assert text.heightForWidth(240) < larger
