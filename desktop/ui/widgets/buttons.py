"""Standard buttons: the one thing to do, the other choices, and quiet links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.icons import button_icon, tinted
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.ring import paint_ring
from desktop.ui.widgets.wrapping import wrap_flags

if TYPE_CHECKING:
    # Each of these is made when it is loaded; hardly any start sees one.
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent


class Button(QPushButton):
    """A push button whose font follows the theme; ``primary`` is the one thing to do."""

    def __init__(self, text: str, *, primary: bool = False, parent: QWidget | None = None) -> None:
        # Given text and parent together, PySide looks whether the text is an icon, and for that
        # makes all there is about icons: 1.2 ms at every start.
        super().__init__(parent)
        self.setText(text)
        self._primary = primary
        self._worn: tuple[str, str] | None = None
        self.setDefault(primary)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._restyle()
        theme.changed.connect(self._restyle)

    def wear(self, icon: str, token: str) -> None:
        """Show an icon in a theme colour, also when the theme changes; see ``button_icon``."""
        self._worn = icon, token
        self.setIcon(button_icon(icon, token))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return presses the button as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the whole ring."""
        super().focusInEvent(event)
        paint_ring(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Leave no ring behind."""
        super().focusOutEvent(event)
        paint_ring(self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Who clicks twice out of habit means it once; by then another button may be here."""
        event.accept()

    def _restyle(self) -> None:
        self.setFont(theme.font("strong"))
        if self._primary:
            theme.fill_primary(self)
        if self._worn is not None:
            self.setIcon(button_icon(*self._worn))


class OnwardButton(Button):
    """The one thing to do, with an arrow at its end.

    The arrow is painted here and not given to Qt, which would want a ``QIcon``; see ``button_icon``
    for what that costs.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, primary=True, parent=parent)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the arrow, and as much on the other side, since the words stay centred."""
        hint = super().sizeHint() + QSize(theme.px(24), 0)
        # Some styles leave the words less room of their own.
        words = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text())
        return hint.expandedTo(QSize(words + 2 * theme.px(30), 0))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the arrow on the button."""
        super().paintEvent(event)
        side = theme.px(18)
        spot = QRect(self.width() - side - theme.px(10), (self.height() - side) // 2, side, side)
        ink = theme.color("on_primary" if self.isEnabled() else "disabled")
        painter = QPainter(self)
        painter.drawPixmap(spot, tinted("chevron-right", ink, side, self.devicePixelRatioF()))


class LinkButton(PaintedButton):
    """Words that act, in the accent colour; underlined under the pointer."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_subject(self, subject: str) -> None:
        """Tell a screen reader what the words are about, where other links have the same words."""
        self.setAccessibleName(f"{self.text()}：{subject}")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the words, the icon and the ring."""
        metrics = QFontMetrics(theme.font("small"))
        width = metrics.horizontalAdvance(self.text()) + theme.px(8)
        if self._icon:
            width += theme.px(15)
        return QSize(width, metrics.height() + theme.px(6))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Long words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of the wrapped words."""
        hint = self.sizeHint()
        if width >= hint.width():
            return hint.height()
        aside = theme.px(8) + (theme.px(15) if self._icon else 0)
        room = QRect(0, 0, max(10, width - aside), 10_000)
        metrics = QFontMetrics(theme.font("small"))
        words = metrics.boundingRect(room, wrap_flags(self.text()), self.text())
        return words.height() + theme.px(6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the words and the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(theme.font("small"))
        font.setUnderline(self.hovered)
        painter.setFont(font)
        ink = theme.color("soft_text" if self.isEnabled() else "disabled")
        painter.setPen(ink)
        room = self.rect().adjusted(theme.px(4), 0, -theme.px(4), 0)
        if self._icon:
            side = theme.px(12)
            spot = QRect(room.right() - side + 1, (self.height() - side) // 2, side, side)
            painter.drawPixmap(spot, tinted(self._icon, ink, side, self.devicePixelRatioF()))
            room.setRight(spot.left() - theme.px(2))
        placed = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if self.width() < self.sizeHint().width():
            placed |= wrap_flags(self.text())
        painter.drawText(room, placed, self.text())
        self.paint_ring(painter, self.rect(), 5)
