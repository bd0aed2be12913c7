"""A label that follows the theme: its font by role, its colour by token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.theme import theme

if TYPE_CHECKING:
    # Each of these is made when it is loaded; hardly any start sees one.
    from PySide6.QtGui import QEnterEvent, QMouseEvent

# Tokens that the application palette already holds; the others need a palette of their own.
_PALETTE_ROLES = {
    "text": QPalette.ColorRole.WindowText,
    "muted": QPalette.ColorRole.PlaceholderText,
    "soft_text": QPalette.ColorRole.Link,
    "primary": QPalette.ColorRole.Accent,
}


class Text(QLabel):
    """Plain text in one of the theme's roles. Markup in the text is never interpreted."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        token: str = "text",
        *,
        wrap: bool = True,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._role = role
        self._token = token
        # One laying out asks twenty times for the same few heights.
        self._heights: dict[int, int] = {}
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._selectable = selectable
        if not wrap:
            self._allow_selecting()
        self.setText(text)
        self._restyle()
        theme.changed.connect(self._restyle)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show other words."""
        self._heights.clear()
        super().setText(text)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of the wrapped words; margins are set before it is first asked for."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Let the pointer that comes near select the words."""
        self._allow_selecting()
        super().enterEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A finger does not come near before it presses."""
        if self._selectable:
            self._allow_selecting()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def _allow_selecting(self) -> None:
        """Make the words selectable where the owner wants that.

        Qt then keeps a whole text document for them, whose wrapping costs three times as much and
        breaks the lines in the same places; most words are never touched.
        """
        if self._selectable:
            self._selectable = False
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """May become narrower than its longest word, such as an address.

        A minimum width would do the same, but makes QLabel ask for a line per character, and
        pages that scroll would end in emptiness.
        """
        hint = super().minimumSizeHint()
        if not self.wordWrap():
            return hint
        return QSize(min(hint.width(), theme.px(40)), hint.height())

    def _restyle(self) -> None:
        self._heights.clear()
        self.setFont(theme.font(self._role))
        role = _PALETTE_ROLES.get(self._token)
        if role is not None:
            self.setForegroundRole(role)
            return
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._token))
        self.setPalette(palette)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
