"""Links that copy, that open an official address, and that wrap."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, QTimer, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.wrapping import wrap_flags

SAID_FOR_MS = 1500


class AnsweringLink(LinkButton):
    """A link that says for a moment what came of the click, without changing its width."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon, parent)
        self._usual = text
        self._usual_name = text
        self._widest = text
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAID_FOR_MS)
        self._timer.timeout.connect(self._say_usual)

    def say(self, words: str) -> None:
        """Show these words for a moment; the screen reader hears them as the link's name."""
        if not self._timer.isActive():
            self._usual_name = self.accessibleName()
        self.setText(words)
        self.setAccessibleName(words)
        self._timer.start()

    def _say_usual(self) -> None:
        self.setText(self._usual)
        self.setAccessibleName(self._usual_name)

    def reserve(self, words: str) -> None:
        """Keep room for the words that may be said later."""
        metrics = QFontMetrics(theme.font("small"))
        self._widest = max(self._usual, words, key=metrics.horizontalAdvance)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the widest words the link may show."""
        hint = super().sizeHint()
        metrics = QFontMetrics(theme.font("small"))
        spare = metrics.horizontalAdvance(self._widest) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, spare), hint.height())


class CopyLink(AnsweringLink):
    """Puts a text on the clipboard and says so."""

    def __init__(self, text: str, copied: str, parent: QWidget | None = None) -> None:
        """Build the link.

        Args:
            text: The words of the link.
            copied: What a click puts on the clipboard.
            parent: Parent widget.
        """
        super().__init__(text, parent=parent)
        self._copied = copied
        self.reserve(self.tr("已复制"))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        from desktop.ui.clipboard import put_text  # noqa: PLC0415  Not at a start.

        put_text(self._copied)
        self.say(self.tr("已复制"))


class AddressLink(AnsweringLink):
    """Hands an official https address to the system's browser; nothing is fetched by us."""

    def __init__(self, text: str, address: str, parent: QWidget | None = None) -> None:
        """Build the link.

        Args:
            text: The words of the link.
            address: The address as the content has it.
            parent: Parent widget.
        """
        super().__init__(text, "external-link", parent)
        self._address = address
        self.setToolTip(self.tr("用浏览器打开 {0}").format(address))
        self.setAccessibleDescription(self.toolTip())
        self.clicked.connect(self._open)

    def _open(self) -> None:
        address = QUrl(self._address, QUrl.ParsingMode.StrictMode)
        # A content file must not be able to start anything but a browser.
        web = address.isValid() and address.scheme() == "https" and address.host()
        if not (web and QDesktopServices.openUrl(address)):
            self.say(self.tr("打不开，请复制网址"))


class WrapLink(PaintedButton):
    """A link as long as a sentence: it wraps instead of being cut."""

    def __init__(
        self, text: str, role: str = "body", mark: str = "›", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._role = role
        self._mark = mark
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _lead(self) -> int:
        if not self._mark:
            return 0
        return QFontMetrics(theme.font(self._role)).horizontalAdvance(self._mark) + theme.px(6)

    def _room(self, width: int) -> QRect:
        pad = theme.px(4)
        left = pad + self._lead()
        return QRect(left, theme.px(3), max(10, width - left - pad), 100_000)

    def _words(self, width: int) -> QRect:
        room = self._room(width)
        words = QFontMetrics(theme.font(self._role)).boundingRect(
            room, wrap_flags(self.text()), self.text()
        )
        words.setRight(room.right())
        return words

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of the wrapped words."""
        return self._words(width).height() + theme.px(6)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line."""
        metrics = QFontMetrics(theme.font(self._role))
        width = metrics.horizontalAdvance(self.text()) + self._lead() + theme.px(10)
        return QSize(width, metrics.height() + theme.px(6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """May become narrow; the words then take more lines."""
        return QSize(theme.px(60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the mark and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(theme.font(self._role))
        painter.setFont(font)
        painter.setPen(theme.color("soft_text" if self.isEnabled() else "disabled"))
        words = self._words(self.width())
        painter.drawText(theme.px(4), words.top() + QFontMetrics(font).ascent(), self._mark)
        font.setUnderline(self.hovered)
        painter.setFont(font)
        painter.drawText(words, wrap_flags(self.text()), self.text())
        self.paint_ring(painter, self.rect(), 5)
