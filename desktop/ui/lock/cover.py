"""A plain clock over everything, at once, for when somebody looks over a shoulder.

It covers every screen, so that windows of the system, such as the one that chooses a file, lie
below it too. The large windows are hidden as well, since the system shows small pictures of them
when one switches between programs. Small windows that ask something stay where they are, below:
hiding one would answer it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QScreen,
)
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.text import Text
from desktop.ui.window import COVERED

ASKED_WIDTH = 460
_DAYS = "一二三四五六日"


class _Clock(QLabel):
    """The time of day in the middle of one screen, and nothing else; a reader hears a label."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(parent, Qt.WindowType.Window | flags)
        self._now = now
        self.setObjectName("cover")
        self.setWindowTitle(self.tr("时钟"))
        self.setAccessibleName(self.tr("时钟"))
        # Whoever minimises everything and comes back finds it still in front.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def cover(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing the clock closes nothing that lies below."""
        event.ignore()

    def free_height(self) -> int:
        """How much of it, from above, is for the time."""
        return self.height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the time."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("window"))
        painter.drawRect(self.rect())
        now = self._now()
        hour, day = QFont(theme.font("number")), QFont(theme.font("title"))
        free = self.free_height()
        hour.setPixelSize(max(24, min(self.width(), free) // 5))
        day.setPixelSize(max(14, hour.pixelSize() // 6))
        high = QFontMetricsF(hour).height()
        middle = QRectF(0, free / 2 - high, self.width(), high)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(hour)
        painter.setPen(theme.color("text"))
        painter.drawText(middle, centre, f"{now:%H:%M}")
        painter.setFont(day)
        painter.setPen(theme.color("muted"))
        words = self.tr("{0}月{1}日 星期{2}").format(now.month, now.day, _DAYS[now.weekday()])
        painter.drawText(middle.translated(0, high * 0.8), centre, words)


class _MainClock(_Clock):
    """The one that has the keyboard and leads back."""

    left = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        # In front of every question that is open; those would not let it have the keyboard.
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        column = QVBoxLayout(self)
        column.addStretch(1)
        self._asked = QHBoxLayout()
        column.addLayout(self._asked)
        self._card: Card | None = None
        row = QHBoxLayout()
        row.addStretch(1)
        self.back = LinkButton(self.tr("返回"))
        self.back.setObjectName("cover_back")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        column.addLayout(row)

    def free_height(self) -> int:
        """The time stands above what is asked."""
        return self.height() if self._card is None else self._card.y()

    def event(self, event: QEvent) -> bool:
        """Move the time where an answer makes what is asked higher."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def ask(self, question: QWidget, why: str) -> None:
        """Ask something below the clock.

        Args:
            question: What is asked.
            why: A line above it, or nothing.
        """
        card = Card(margin=20, spacing=12)
        card.setMaximumWidth(theme.px(ASKED_WIDTH))
        if why:
            card.body.addWidget(Text(why))
        card.body.addWidget(question)
        self._asked.addStretch(1)
        self._card = card
        self._asked.addWidget(card, 100)
        self._asked.addStretch(1)


class Cover(QObject):
    """Puts the clock up and takes it away again; what lies below is as it was."""

    back_asked = Signal()
    """The person wants to go back; whoever allows it calls ``lift``."""

    changed = Signal(bool)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._clocks: list[_Clock] = []
        self._hidden: list[tuple[QWidget, QPoint]] = []
        self._front: QWidget | None = None
        self._focus: QWidget | None = None
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.timeout.connect(self._next_minute)

    @property
    def up(self) -> bool:
        """Whether it covers everything now."""
        return bool(self._clocks)

    @property
    def front(self) -> _MainClock | None:
        """The clock that has the keyboard."""
        first = self._clocks[0] if self._clocks else None
        return first if isinstance(first, _MainClock) else None

    def put_up(self) -> None:
        """Cover everything."""
        if self.up:
            return
        # What an input method has not finished would be thrown away with its field's focus.
        QGuiApplication.inputMethod().commit()
        self._front = QApplication.activeWindow()
        self._focus = QApplication.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        main = _MainClock(self._now)
        main.left.connect(self.back_asked)
        screens = QGuiApplication.screens()
        first = self._front.screen() if self._front is not None else None
        first = first or QGuiApplication.primaryScreen()
        self._clocks = [main]
        main.cover(first)
        for screen in screens:
            if screen is not first:
                other = _Clock(self._now, main)
                self._clocks.append(other)
                other.cover(screen)
        main.activateWindow()
        main.setFocus(Qt.FocusReason.OtherFocusReason)
        for window in QApplication.topLevelWidgets():
            large = not isinstance(window, (_Clock, QDialog)) and window.isWindow()
            if large and window.isVisible() and window.windowType() == Qt.WindowType.Window:
                self._hidden.append((window, window.pos()))
                window.setProperty(COVERED, True)
                window.hide()
        self._next_minute()
        self.changed.emit(True)

    def lift(self) -> None:
        """Show everything as it was."""
        if not self.up:
            return
        for window, place in self._hidden:
            if isValid(window):
                window.setProperty(COVERED, False)
                window.show()
                if not window.isMaximized() and not window.isFullScreen():
                    window.move(place)
        self._take_down()
        self._give_back_keyboard()
        self.changed.emit(False)

    def drop(self) -> None:
        """Go for good: the program locks or ends, and what was hidden must not come up again."""
        self._take_down()
        self._front = self._focus = None

    def _take_down(self) -> None:
        self._tick.stop()
        self._hidden.clear()
        clocks, self._clocks = self._clocks, []
        for clock in reversed(clocks):
            clock.hide()
            clock.deleteLater()

    def _give_back_keyboard(self) -> None:
        front, focus = self._front, self._focus
        self._front = self._focus = None
        if front is not None and isValid(front) and front.isVisible():
            front.activateWindow()
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_minute(self) -> None:
        now = self._now()
        self._tick.start(max(500, 60_000 - now.second * 1000 - now.microsecond // 1000 + 50))
        for clock in self._clocks:
            clock.update()
