"""Two groups of the recovery code, typed from the paper: is it really there, and right?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.text import Text


class DrillScreen(QWidget):
    """One field for each group that is asked for."""

    entered = Signal()

    def __init__(self, asked: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(
            Text(
                self.tr("看着纸，把下面两组打出来。这样才知道纸上抄得对、找得到。"), "body", "muted"
            )
        )
        self.fields: list[QLineEdit] = []
        for number in asked:
            name = self.tr("第 {0} 组").format(number)
            column.addWidget(Text(name, "small_strong", "muted"))
            field = QLineEdit()
            field.setObjectName(f"drill_{number}")
            field.setAccessibleName(self.tr("恢复码第 {0} 组").format(number))
            field.setMaxLength(16)
            field.returnPressed.connect(self.entered)
            self.fields.append(field)
            column.addWidget(field)
        self.setFocusProxy(self.fields[0])
        theme.changed.connect(self._restyle)
        self._restyle()

    def typed(self) -> tuple[str, str]:
        """What was typed for the two groups."""
        first, second = self.fields
        return first.text(), second.text()

    def incomplete(self) -> bool:
        """Whether a group is still empty, which is not wrong yet; leads there."""
        empty = next((field for field in self.fields if not field.text()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        return empty is not None

    def clear(self) -> None:
        """Empty the fields."""
        for field in self.fields:
            field.setText("")

    def _restyle(self) -> None:
        for field in self.fields:
            field.setFont(theme.font("lead"))
            field.setMaximumWidth(theme.px(220))
