"""One step as a button in a card: state, words, who it is for, how soon."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.plan import Applies, PlanItem
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.icons import STATE_ICONS, tinted
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.wrapping import wrap_flags

# Joined once: flags are Python objects, and rows are measured and painted often.


class StepButton(PaintedButton):
    """Opens a step; wraps its title and says for whom and how long in a second line."""

    def __init__(self, item: PlanItem, parent: QWidget | None = None) -> None:
        super().__init__(item.step.title, parent)
        self.item = item
        self._measured: dict[tuple[int, int], tuple[QRect, QRect]] = {}
        parts = [words.urgency_short(item.step.urgency), words.minutes(item.step.minutes)]
        if item.lender is not None:
            parts.append(item.lender.name)
        if item.remind is not None:
            parts.append(words.reminder(item.remind, due=item.due))
        if item.applies is Applies.MAYBE:
            parts.append(self.tr("可能适用"))
        if item.state.value != "todo":
            parts.append(words.state(item.state))
        self._detail = "·".join(parts)
        self.setAccessibleName(f"{item.step.title}，{self._detail}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The title wraps."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Height of the wrapped title and the second line."""
        title, detail = self._areas(width)
        return title.height() + detail.height() + theme.px(14)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A comfortable width; the height follows from it."""
        width = theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """May become narrow; the title then takes more lines."""
        return QSize(theme.px(120), theme.px(40))

    def _areas(self, width: int) -> tuple[QRect, QRect]:
        """Where title and second line go in a row of ``width`` pixels.

        Measured once a width: layouts ask for the same few widths again and again.
        """
        known = self._measured.get((width, theme.text_percent))
        if known is None:
            if len(self._measured) > 20:  # An edge of the window is being dragged.
                self._measured.clear()
            known = self._measured[width, theme.text_percent] = self._measure(width)
        return known

    def _measure(self, width: int) -> tuple[QRect, QRect]:
        left = theme.px(8) + theme.px(20) + theme.px(10)
        room = QRect(left, theme.px(7), max(20, width - left - theme.px(24)), 10_000)
        title = QFontMetrics(theme.font()).boundingRect(room, wrap_flags(self.text()), self.text())
        title.setRight(room.right())
        below = QRect(left, title.bottom() + 2, room.width(), 10_000)
        detail = QFontMetrics(theme.font("small")).boundingRect(
            below, wrap_flags(self._detail), self._detail
        )
        detail.setRight(room.right())
        return title, detail

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint mark, title, second line and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("inset"))
            painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        title, detail = self._areas(self.width())
        ratio = self.devicePixelRatioF()
        side = theme.px(20)
        mark = tinted(STATE_ICONS[self.item.state], theme.color("muted"), side, ratio)
        painter.drawPixmap(QRect(theme.px(8), title.top() + theme.px(4), side, side), mark)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        painter.drawText(title, wrap_flags(self.text()), self.text())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        painter.drawText(detail, wrap_flags(self._detail), self._detail)
        arrow = theme.px(16)
        spot = QRect(self.width() - arrow - 4, (self.height() - arrow) // 2, arrow, arrow)
        painter.drawPixmap(spot, tinted("chevron-right", theme.color("muted"), arrow, ratio))
        self.paint_ring(painter, self.rect(), 9)
