"""Tells once that an update of the content has changed steps the person has worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.messages import not_followed_words
from desktop.ui.navigation import Target
from desktop.ui.pages.page import MARGIN
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.news_bar import NewsBar

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow


class News(QObject):
    """Made after the first picture; until the person has answered, every start tells it again."""

    def __init__(self, window: MainWindow, above_page: QVBoxLayout) -> None:
        """Show what there is to tell, if there is anything.

        Args:
            window: Whose services have the news.
            above_page: The column in which the bar stands first.
        """
        super().__init__(window)
        self._window = window
        self._moves = window.services.moves()
        self._bar: NewsBar | None = None
        count = len(self._moves.news())
        if self._moves.problem is not None:
            self._show(above_page, NewsBar(not_followed_words(self._moves.problem)))
        elif count:
            words = self.tr("内容有更新，影响你 {0} 步").format(count)
            self._show(above_page, NewsBar(words, self.tr("看看是哪几步")))

    def _show(self, column: QVBoxLayout, bar: NewsBar) -> None:
        self._bar = bar
        bar.more_asked.connect(self._read)
        bar.known.connect(self._known)
        room = QVBoxLayout()
        room.setContentsMargins(MARGIN, 14, MARGIN, 0)
        room.addWidget(bar)
        column.insertLayout(0, room)
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
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
            if self._moves.problem is None:
                self._moves.told()

    def _open(self, step: str) -> None:
        for checklist in self._window.services.library.checklists():
            if any(step in phase.steps for phase in checklist.phases):
                self._window.go(Target("checklist", stage=checklist.stage.value, step=step))
