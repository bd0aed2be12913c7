"""A field for what nobody else should read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.text import Text


class _Line(QLineEdit):
    """Notices capitals that nobody held Shift for: no system tells Qt of the key itself."""

    capitals = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Look at the letter, and take it."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.capitals.emit(False)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Nobody types here any more."""
        self.capitals.emit(False)
        super().focusOutEvent(event)


class PassField(QWidget):
    """Dots instead of letters until the person wants to see them."""

    entered = Signal()
    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build the field.

        Args:
            name: What is to be typed, for screen readers.
            parent: Parent widget.
        """
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.line = _Line()
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(self.edited)
        self.line.capitals.connect(self._warn)
        self.setFocusProxy(self.line)
        row.addWidget(self.line, 1)
        self.eye = LinkButton(self.tr("显示"))
        self.eye.setAccessibleName(self.tr("显示或藏起输入的字：{0}").format(name))
        self.eye.clicked.connect(self._toggle)
        row.addWidget(self.eye)
        column.addLayout(row)
        self.capitals = Text(self.tr("现在打出来的是大写（Caps Lock 开着）。"), "small", "amber")
        self.capitals.hide()
        column.addWidget(self.capitals)
        theme.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget it, also what could be brought back by undo."""
        self.line.setText("")  # Not ``clear``, which can be undone.

    def hide_letters(self) -> None:
        """Show dots again."""
        self._show(visible=False)

    def _toggle(self) -> None:
        self._show(visible=self.line.echoMode() is QLineEdit.EchoMode.Password)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, visible: bool) -> None:
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if visible else modes.Password)
        self.eye.setText(self.tr("藏起") if visible else self.tr("显示"))

    def _warn(self, capitals: bool) -> None:
        self.capitals.setVisible(capitals)

    def _restyle(self) -> None:
        self.line.setFont(theme.font("lead"))
