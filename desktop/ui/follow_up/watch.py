"""Tells when a reply falls due: a number in the side bar, a line above the pages, the tray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.bus import Topic
from desktop.services.errors import UserProblem
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import Target
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.news_bar import NewsBar

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow

WAIT_MS = 200
"""The first picture, and whoever clicks in it, come before."""


class FollowUpWatch(QObject):
    """Counts anew when something was handed in or came to something, and on every new day.

    None of its words say what falls due: others may see the screen.
    """

    notice = Signal(str)
    """Words for the tray, when nobody looks at the window."""

    def __init__(self, window: MainWindow, bridge: Bridge, entry: NavButton) -> None:
        """Count a little later.

        Args:
            window: Whose services tell what falls due.
            bridge: Tells when something has changed.
            entry: The entry of the follow-up page in the side bar.
        """
        super().__init__(window)
        self._window = window
        self._entry = entry
        self._bar: NewsBar | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.new_day)
        self._timer.start(WAIT_MS)
        bridge.published.connect(self._published)
        entry.toggled.connect(self._entered)

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def new_day(self) -> None:
        """Count, and say it where something is due."""
        self._timer.stop()
        number = self._count()
        if not number:
            self._hide()
            return
        words = self.tr("有 {0} 项到了该看一看的日子。").format(number)
        self._show(words)
        if not self._window.isActiveWindow():
            self.notice.emit(words)

    def _entered(self, open_: bool) -> None:
        """Whoever is there sees it."""
        if open_:
            self._hide()

    def _published(self, topic: Topic) -> None:
        if topic is Topic.FILINGS and not self._count():
            self._hide()

    def _count(self) -> int:
        try:
            number = self._window.services.filings().urgent()
        except (
            UserProblem
        ):  # It is told where the page is opened; here it would only be in the way.
            number = 0
        self._entry.set_badge(number, self.tr("{0} 项该看一看了").format(number) if number else "")
        return number

    def _show(self, words: str) -> None:
        self._hide()
        here = self._window.here()
        if here is None or here.page == "follow_up":
            return
        bar = NewsBar(words, self.tr("去看看"))
        bar.more_asked.connect(self._go)
        bar.known.connect(self._hide)
        self._bar = bar
        self._window.show_above(bar)

    def _go(self) -> None:
        self._hide()
        self._window.go(Target("follow_up"))

    def _hide(self) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
