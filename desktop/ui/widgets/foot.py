"""The thin safety foot on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.icons import tinted
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent


class _Mark(QWidget):
    """A small icon or dot in front of words."""

    def __init__(self, icon: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._token = token
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFixedSize(theme.px(16), theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color(self._token)
        if self._icon:
            side = theme.px(14)
            spot = QRect(0, (self.height() - side) // 2, side, side)
            painter.drawPixmap(spot, tinted(self._icon, color, side, self.devicePixelRatioF()))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        side = theme.px(9)
        painter.drawEllipse(
            QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        )


class NumberLink(PaintedButton):
    """A number for an emergency: a click opens what is known of it, the menu copies it."""

    def __init__(
        self, number: str, words: str, role: str, token: str, parent: QWidget | None = None
    ) -> None:
        """Build the link.

        Args:
            number: The number.
            words: What it is for, with the number.
            role: Text role.
            token: Colour.
            parent: Parent widget.
        """
        super().__init__(words, parent)
        self.number = number
        self._role = role
        self._token = token
        self.setToolTip(self.tr("看看什么时候打、怎么说；点右键可以复制号码"))
        self.setAccessibleDescription(self.toolTip())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Hardly more than the words: the foot stays thin."""
        metrics = QFontMetrics(theme.font(self._role))
        return QSize(metrics.horizontalAdvance(self.text()) + theme.px(6), metrics.height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(theme.font(self._role))
        font.setUnderline(self.hovered)
        painter.setFont(font)
        painter.setPen(theme.color(self._token))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        self.paint_ring(painter, self.rect(), 4)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer the number to be copied, also with the menu key."""
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415  Hardly ever needed.

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("复制号码")).triggered.connect(self._copy)
        menu.popup(event.globalPos())
        theme.trim_popup(menu)

    def _copy(self) -> None:
        from desktop.ui.clipboard import put_text  # noqa: PLC0415  Not at a start.

        put_text(self.number)


class SafetyFoot(QWidget):
    """Three numbers for an emergency on the left, what the program promises on the right."""

    number_asked = Signal(str)
    """The person wants to know about a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        left = QWidget(self)
        flow = FlowLayout(left, spacing=18)
        danger = QWidget(left)
        danger_row = QHBoxLayout(danger)
        danger_row.setContentsMargins(0, 0, 0, 0)
        danger_row.setSpacing(6)
        danger_row.addWidget(_Mark("phone", "danger"))
        police = NumberLink("110", self.tr("有人身危险：110"), "small_strong", "danger")
        danger_row.addWidget(police)
        flow.addWidget(danger)
        mind = NumberLink("12356", self.tr("心理援助：12356"), "small", "muted")
        law = NumberLink("12348", self.tr("法律援助：12348"), "small", "muted")
        for link in (mind, law):
            flow.addWidget(link)
        self._stops: list[QWidget] = [police, mind, law]
        for link in (police, mind, law):
            link.clicked.connect(self._ask)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        left.setSizePolicy(policy)
        self._row.addWidget(left, 1)
        promise = QWidget(self)
        # Large words leave no room for the quiet buttons beside the promise.
        promise_flow = FlowLayout(promise, spacing=4)
        self._told = told = QWidget(promise)
        self._actions: tuple[QWidget, ...] = ()
        told_row = QHBoxLayout(told)
        told_row.setContentsMargins(0, 0, 0, 0)
        told_row.setSpacing(4)
        told_row.addWidget(_Mark("", "ok"))
        self._kept, self._encrypted = True, False
        self.saved = Text(self._words(), "small", "ok", wrap=False)
        told_row.addWidget(self.saved)
        promise_flow.addWidget(told)
        promise.setSizePolicy(policy)
        self._row.addWidget(promise)
        self._left, self._promise = left, promise
        self._set_direction(QBoxLayout.Direction.LeftToRight)
        theme.changed.connect(self.arrange)

    def add_actions(self, *buttons: QWidget) -> None:
        """Put quiet buttons at the end of the promise; ``arrange`` follows what they show."""
        row = self._promise.layout()
        assert row is not None
        self._actions = buttons
        for button in buttons:
            button.hide()
            row.addWidget(button)
            self._stops.append(button)

    def come_last(self) -> None:
        """Let the Tab key meet the foot after everything that is in the window by now."""
        last = self.window().previousInFocusChain()
        # The order is only kept between what can have the keyboard.
        while last is not None and last.focusPolicy() is Qt.FocusPolicy.NoFocus:
            last = last.previousInFocusChain()
        if last is None or last in self._stops:
            return
        for stop in self._stops:
            QWidget.setTabOrder(last, stop)
            last = stop

    def _ask(self) -> None:
        link = self.sender()
        if isinstance(link, NumberLink):
            self.number_asked.emit(link.number)

    def set_kept(self, kept: bool) -> None:
        """Say whether everything that was typed is on disk."""
        self._kept = kept
        self.saved.setText(self._words())

    def set_encrypted(self, encrypted: bool) -> None:
        """Say honestly whether there is a lock on the data."""
        self._encrypted = encrypted
        self.saved.setText(self._words())
        self.arrange()

    def _words(self) -> str:
        words = self.tr("不联网·数据只在本机·{0}·{1}")
        locked = self.tr("已加密") if self._encrypted else self.tr("未加密")
        return words.format(locked, self.tr("已保存") if self._kept else self.tr("正在写"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One line where there is room, else the promise below the numbers."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Find the room anew."""
        # As tall as a button, so that nothing moves when one appears.
        line = QFontMetrics(theme.font("small")).height() + theme.px(6)
        self._promise.setMinimumHeight(line)
        acting = any(not button.isHidden() for button in self._actions)
        shown = (self._left, self._told, *(self._actions if acting else ()))
        wide = self.width() >= sum(each.sizeHint().width() + 4 for each in shown) + 16
        for button in self._actions:
            # It keeps its place: the second of two clicks on one must not meet another.
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(acting and (wide or button is not self._actions[-1]))
            button.setSizePolicy(policy)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._set_direction(direction)

    def _set_direction(self, direction: QBoxLayout.Direction) -> None:
        """Only when it changes: aligning anew has the whole window laid out anew."""
        wide = direction is QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        self._row.setAlignment(
            self._promise,
            Qt.AlignmentFlag.AlignRight if wide else Qt.AlignmentFlag.AlignLeft,
        )
