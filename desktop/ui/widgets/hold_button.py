"""A button for what cannot be undone: it acts only when it has been held down for a while."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.painted import PaintedButton

HOLD_MS = 3000
_BETWEEN_MS = 30
# X servers repeat a key that is held as let go and pressed again, at the same instant. Qt does not
# always see that; then holding would be a hundred short presses.
_REPEAT_MS = 60
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoldButton(PaintedButton):
    """Held by mouse, finger or key; letting go, looking away or moving off it gives up."""

    held = Signal()
    """It was held to the end."""

    let_go = Signal()
    """It was let go before the end: nothing happens."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleDescription(self.tr("按住三秒才生效，松开就不做"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._since = QElapsedTimer()
        self._holding = False
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN_MS)
        self._timer.timeout.connect(self._look)
        self._key_gone = QTimer(self)
        self._key_gone.setSingleShot(True)
        self._key_gone.setInterval(_REPEAT_MS)
        self._key_gone.timeout.connect(self._key_let_go)
        self._by_key = False
        self._swallowing = False

    @property
    def share(self) -> float:
        """How much of the time it has been held, from 0 to 1."""
        return min(1.0, self._since.elapsed() / HOLD_MS) if self._holding else 0.0

    def _begin(self) -> None:
        if not self._holding:
            self._holding = True
            self._since.start()
            self._timer.start()
            self.update()

    def _give_up(self) -> None:
        if self._holding:
            self._end()
            self.let_go.emit()

    def _end(self) -> None:
        self._holding = False
        self._timer.stop()
        self._key_gone.stop()
        self.update()

    def _look(self) -> None:
        if self._since.elapsed() >= HOLD_MS and not self._key_gone.isActive():
            self._end()
            self._swallow(on=self._by_key)
            self.held.emit()
        self.update()

    def _key_let_go(self) -> None:
        self._swallow(on=False)
        self._give_up()

    def _swallow(self, *, on: bool) -> None:
        """Keep the key that is still held from pressing whatever gets the keyboard next."""
        app = QCoreApplication.instance()
        if app is None or on == self._swallowing:
            return
        self._swallowing = on
        if on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let nothing of the held key pass until it is let go."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if event.type() in kinds and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            if event.type() == QEvent.Type.KeyPress:
                self._key_gone.stop()
            elif not event.isAutoRepeat():
                self._key_gone.start()
            return True
        return super().eventFilter(watched, event)

    # A click, or what a screen reader does instead of one, is no holding, so the ways of the base
    # class are not gone.

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._by_key = False
            self._begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Whoever moves off it has thought better of it."""
        if not self.rect().contains(event.position().toPoint()):
            self._give_up()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Give up."""
        self._give_up()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Every press begins anew."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Begin; a key that is held repeats itself, which says nothing new."""
        if event.key() not in _KEYS:
            self._give_up()
            event.ignore()
        elif not event.isAutoRepeat():
            self._key_gone.stop()
            self._by_key = True
            self._begin()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Give up, unless it is pressed again at once."""
        if event.key() in _KEYS and not event.isAutoRepeat() and self._holding:
            self._key_gone.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Something else has come to the front."""
        self._give_up()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Switched off."""
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._give_up()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the words."""
        metrics = QFontMetrics(theme.font("strong"))
        return QSize(
            metrics.horizontalAdvance(self.text()) + theme.px(36), metrics.height() + theme.px(16)
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the words; while it is held it fills up from the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px(6)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ink = theme.color("danger" if self.isEnabled() else "disabled")
        painter.setPen(ink)
        painter.setBrush(theme.color("danger_soft"))
        painter.drawRoundedRect(frame, radius, radius)
        painter.setFont(theme.font("strong"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.share:
            done = QRect(0, 0, int(self.width() * self.share), self.height())
            painter.setClipRect(done)
            painter.setBrush(ink)
            painter.drawRoundedRect(frame, radius, radius)
            painter.setPen(theme.color("danger_soft"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
            painter.setClipping(False)
        self.paint_ring(painter, self.rect(), radius)
