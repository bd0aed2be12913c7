"""The row of what can be done with a letter once nothing is missing any more."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class Way(StrEnum):
    """How a letter leaves."""

    COPY = "copy"
    WORD = "word"
    PDF = "pdf"
    PRINT = "print"


class OutputRow(QWidget):
    """Buttons, and above them in words what came of the last one."""

    asked = Signal(object)
    """Carries the ``Way``."""
    follow_asked = Signal()
    """It was handed in; the person wants to wait for the reply in good order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._said = Text("", "small", "amber")
        self._said.setObjectName("letter_said")
        self._said.hide()
        column.addWidget(self._said)
        copy = Button(self.tr("复制全文"), primary=True)
        copy.wear("copy", "on_primary")
        self._buttons = {
            Way.COPY: copy,
            Way.WORD: Button(self.tr("导出 Word")),
            Way.PDF: Button(self.tr("导出 PDF")),
            Way.PRINT: Button(self.tr("打印")),
        }
        for way, button in self._buttons.items():
            button.setObjectName(f"letter_{way}")
            button.setProperty("way", way.value)
            button.clicked.connect(self._clicked)
        self.follow = Button(self.tr("已提交，开始跟进"))
        self.follow.setObjectName("letter_follow")
        self.follow.clicked.connect(self.follow_asked)
        self._row = flow(*self._buttons.values(), self.follow, spacing=6)
        column.addWidget(self._row)

    def say(self, words: str) -> None:
        """Say why it does not leave, or what came of it; empty for nothing."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def set_buttons_shown(self, shown: bool) -> None:
        """Show the buttons, or leave their room to what is being written."""
        self._row.setVisible(shown)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.asked.emit(Way(str(button.property("way"))))
