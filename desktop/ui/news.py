"""Tells what came of a restore, and of an update of the content or of its undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.history import Deed
from desktop.services import restored
from desktop.services.bus import Topic
from desktop.ui.bridge import Bridge
from desktop.ui.messages import not_followed_words
from desktop.ui.navigation import Target
from desktop.ui.pages.page import MARGIN
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.news_bar import NewsBar

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow


class News(QObject):
    """Made after the first picture; until the person has answered, every start tells it again."""

    def __init__(self, window: MainWindow, bridge: Bridge, above_page: QVBoxLayout) -> None:
        """Show what there is to tell, if there is anything.

        Args:
            window: Whose services have the news.
            bridge: Tells when something has changed.
            above_page: The column in which the bar stands first.
        """
        super().__init__(window)
        self._window = window
        self._moves = window.services.moves()
        self._bar: NewsBar | None = None
        self._taken_back = False
        self._room = QVBoxLayout()
        above_page.insertLayout(0, self._room)
        if restored.untold(window.services.data_dir):
            self._tell_restored()
        else:
            self._tell_moves()
        bridge.published.connect(self._published)

    def _tell_restored(self) -> None:
        words = self.tr("恢复好了，现在看到的就是恢复进来的内容。")
        self._show(NewsBar(words), self._hide, self._restored_known)

    def _restored_known(self) -> None:
        self._hide()
        restored.told(self._window.services.data_dir)
        self._tell_moves()

    def _tell_moves(self) -> None:
        if self._moves.problem is not None:
            bar = NewsBar(not_followed_words(self._moves.problem))
            self._show(bar, self._read, self._known)
        else:
            self._tell_news()

    def _tell_news(self) -> None:
        count = len(self._moves.news())
        if count:
            words = self.tr("内容有更新，影响你 {0} 步").format(count)
            self._show(NewsBar(words, self.tr("看看是哪几步")), self._read, self._known)

    def _published(self, topic: Topic) -> None:
        """Undo of an update, or redo, publishes what it did to the steps; the notes come last."""
        if topic is not Topic.REMINDERS or self._moves.taken_back() is self._taken_back:
            return
        self._taken_back = not self._taken_back
        self._hide()
        if self._taken_back:
            words = self.tr(
                "撤销了内容更新后的整理：勾、备注、提醒都回到了旧的步骤上，没有丢，"
                "只是清单里暂时看不到。下次打开会再整理一次。"
            )
            bar = NewsBar(words, self.tr("现在就再整理"))
            self._show(bar, self._make_again, self._hide)
        else:
            self._tell_news()

    def _make_again(self) -> None:
        history = self._window.services.history
        self._window.leave()
        act = history.can_redo()
        if act is not None and act.deed is Deed.CONTENT:
            history.redo()
        else:
            self._moves.make_again()

    def _show(self, bar: NewsBar, more: Callable[[], None], known: Callable[[], None]) -> None:
        self._bar = bar
        bar.more_asked.connect(more)
        bar.known.connect(known)
        self._room.setContentsMargins(MARGIN, 14, MARGIN, 0)
        self._room.addWidget(bar)
        # The Tab key meets it between the side bar and the page, where it stands.
        before: QWidget = self._window.findChildren(NavButton)[-1]
        for link in bar.links:
            QWidget.setTabOrder(before, link)
            before = link

    def _read(self) -> None:
        from desktop.ui.dialogs.moves import NewsDialog  # noqa: PLC0415  Hardly ever needed.

        titles = {step.id: step.title for step in self._window.services.library.pack().steps}
        dialog = NewsDialog(self._moves.news(), titles, self._window)
        dialog.finished.connect(self._known)
        dialog.opened.connect(self._open)
        dialog.open()

    def _known(self) -> None:
        if self._bar is not None:
            self._hide()
            if self._moves.problem is None:
                self._moves.told()

    def _hide(self) -> None:
        if self._bar is not None:
            self._room.setContentsMargins(0, 0, 0, 0)
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    def _open(self, step: str) -> None:
        for checklist in self._window.services.library.checklists():
            if any(step in phase.steps for phase in checklist.phases):
                self._window.go(Target("checklist", stage=checklist.stage.value, step=step))
