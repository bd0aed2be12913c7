"""A label that follows the theme: its font by role, its colour by token."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.theme import theme

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
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)
        self._restyle()
        theme.changed.connect(self._restyle)

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
        self.setFont(theme.font(self._role))
        role = _PALETTE_ROLES.get(self._token)
        if role is not None:
            self.setForegroundRole(role)
            return
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._token))
        self.setPalette(palette)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
