"""A question with its answers, as the first run and the person page ask it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.triage import Variable
from desktop.ui.theme import theme
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class QuestionRow(QWidget):
    """Words on the left, answers on the right; stacked where that is too tight."""

    answered = Signal(str, str)
    """Variable id and value; an empty value clears the answer."""

    def __init__(
        self, variable: Variable, value: str | None, number: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.variable = variable
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(6)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        ask = f"{number}. {variable.ask}" if number else variable.ask
        self._row.addWidget(Text(ask, "strong"), 1)
        self.choices = Segments(
            [(option.value, option.text) for option in variable.options],
            variable.ask,
            clearable=True,
        )
        self.choices.set_value(value or "")
        self.choices.chosen.connect(self._chosen)
        self._row.addWidget(self.choices)
        self._outer.addLayout(self._row)
        if variable.hint:
            self._outer.addWidget(Text(variable.hint, "small", "muted"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Stack words and answers where there is no room beside each other."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wanted = self.choices.sizeHint().width() + theme.px(240)
        tight = self.width() < wanted
        direction = QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    def _chosen(self, value: str) -> None:
        self.answered.emit(self.variable.id, value)
