"""What the person tells in their own words: the question, what helps, and how much stands there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.letters import LetterQuestion
from desktop.ui.letters.fields import LinesEdit
from desktop.ui.widgets.text import Text

HEIGHT = 120


class OwnWordsField(QWidget):
    """One question; the answer is kept as it is typed."""

    typed = Signal()

    def __init__(self, question: LetterQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        ask = question.ask
        if not question.required:
            ask = self.tr("{0}（可以不写）").format(ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(Text(ask, "strong"))
        self.edit = LinesEdit(question.ask, HEIGHT)
        self.edit.setObjectName(f"words_{question.key}")
        self.edit.textChanged.connect(self._changed)
        column.addWidget(self.edit)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Text(question.hint, "small", "muted"), 1)
        self.count = Text("", "small", "muted", wrap=False)
        foot.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        if question.hint:
            self.edit.setAccessibleDescription(question.hint)
        self._count()

    @property
    def stop(self) -> QWidget:
        """Where the keyboard starts."""
        return self.edit

    def value(self) -> str:
        """What was told."""
        return self.edit.toPlainText()

    def show_value(self, told: str) -> None:
        """Show what was told; the same words stay where they are, with the cursor in them."""
        if told != self.value():
            self.edit.blockSignals(True)
            self.edit.setPlainText(told)
            self.edit.blockSignals(False)
            self._count()

    def _changed(self) -> None:
        self._count()
        self.typed.emit()

    def _count(self) -> None:
        self.count.setText(self.tr("{0} 字").format(len("".join(self.value().split()))))
