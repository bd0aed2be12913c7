"""A row of choices of which one is taken, like the stage switch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.wrapping import wrap_flags

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Segment(PaintedButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        # Heard as one of several. Nothing else comes of it, since the group is not exclusive.
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802
        """A click checks nothing: what is taken is what the owner stored."""

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(theme.font())
        return QSize(
            metrics.horizontalAdvance(self.text()) + theme.px(28),
            max(28, metrics.height() + theme.px(8)),
        )

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        hint = self.sizeHint()
        if width >= hint.width():
            return hint.height()
        words = QFontMetrics(theme.font()).boundingRect(
            self._room(QRect(0, 0, width, 10_000)), wrap_flags(self.text()), self.text()
        )
        return max(hint.height(), words.height() + theme.px(8))

    def _room(self, rect: QRect) -> QRect:
        return rect.adjusted(theme.px(8), 0, -theme.px(8), 0)

    def event(self, event: QEvent) -> bool:
        """Arrows walk in the row, also in a window that has other uses for them."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in _ARROWS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        # Arrows only walk; Space or Return takes. Nobody shall answer by passing over an answer.
        row = self.parentWidget()
        found = row.findChildren(_Segment) if row is not None else []
        segments = [segment for segment in found if segment.isVisible()]
        if self in segments:
            after = segments[(segments.index(self) + step) % len(segments)]
            after.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary" if self.isChecked() else "button_hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        painter.setFont(theme.font())
        painter.setPen(theme.color("on_primary" if self.isChecked() else "text"))
        centred = int(Qt.AlignmentFlag.AlignCenter)
        if self.width() < self.sizeHint().width():
            centred |= wrap_flags(self.text())
        painter.drawText(self._room(self.rect()), centred, self.text())
        if self.ringed and self.hasFocus():
            # Dashed, and inside of what is taken: a full ring was read as an answer given.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ink = theme.color("on_primary" if self.isChecked() else "text")
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 5, 5)


class Segments(QWidget):
    """Choices side by side, wrapping where there is no room.

    ``chosen`` carries the value when the person takes a choice. It is shown as taken only when the
    owner says so with ``set_value``, that is, once it is stored: what the disk refuses never looks
    taken.
    With ``clearable``, taking the taken choice again clears it and emits an empty string.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: list[tuple[str, str]],
        name: str,
        *,
        clearable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the row.

        Args:
            options: Pairs of value and words.
            name: What is chosen here, for screen readers.
            clearable: Whether no choice is a choice too.
            parent: Parent widget.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._clearable = clearable
        self._value = ""
        self._buttons: dict[str, _Segment] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._showing = False
        self._flow = FlowLayout(self, spacing=2)
        self._flow.setContentsMargins(4, 4, 4, 4)
        for value, words in options:
            button = _Segment(words, self)
            button.setAccessibleName(f"{name}:{words}")
            self._group.addButton(button)
            self._flow.addWidget(button)
            self._buttons[value] = button
        self._group.buttonClicked.connect(self._clicked)
        self._group.buttonToggled.connect(self._toggled)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def value(self) -> str:
        """The value taken, or an empty string."""
        return self._value

    def set_value(self, value: str) -> None:
        """Take a choice without emitting ``chosen``; an unknown value clears."""
        self._value = value if value in self._buttons else ""
        self._showing = True
        for key, button in self._buttons.items():
            button.setChecked(key == self._value)
        self._showing = False

    def values(self) -> tuple[str, ...]:
        """The values to choose from, in order."""
        return tuple(self._buttons)

    def set_words(self, value: str, words: str) -> None:
        """Change the words of a choice where it stands, so that a click under way still counts."""
        button = self._buttons[value]
        button.setText(words)
        button.setAccessibleName(f"{self.accessibleName()}:{words}")
        button.updateGeometry()

    def button(self, value: str) -> PaintedButton:
        """The button of a value, for tests and the tour."""
        return self._buttons[value]

    def _clicked(self, clicked: PaintedButton) -> None:
        value = next(key for key, button in self._buttons.items() if button is clicked)
        if value == self._value and self._clearable:
            value = ""
        self.chosen.emit(value)

    def _toggled(self, button: PaintedButton) -> None:
        """A screen reader turns a choice on or off without a click: it means the click."""
        if not self._showing:
            self.set_value(self._value)
            button.click()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the common ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sidebar" if not theme.dark else "button"))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
