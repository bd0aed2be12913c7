"""What the person was writing, carried across a lock."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.services.drafts import DraftService
from desktop.services.errors import UserProblem
from desktop.ui.lock.holding import broken_off
from desktop.ui.lock.long_work import under_way
from desktop.ui.navigation import Target
from desktop.ui.pages.page import Page

if TYPE_CHECKING:
    from desktop.ui.widgets.news_bar import NewsBar
    from desktop.ui.window import MainWindow

_HERE = "window"
"""The draft of the window itself: where the person was."""
_CALL = "call"
"""The draft of the card for a call, which is no page."""
_TOLD = "told"
"""What whoever comes back is to be told."""


class Drafts(QObject):
    """Keeps the drafts of all pages at a lock and gives each back to its page when it is opened.

    A draft stays on the disk until its page says that everything is stored, or the person leaves in
    order, so that not even a crash in between loses it.
    """

    def __init__(self, window: MainWindow, drafts: DraftService) -> None:
        super().__init__(window)
        self._window = window
        self._drafts = drafts
        self._waiting = {name for name in drafts.pages() if name not in (_HERE, _CALL, _TOLD)}
        self._told = drafts.get(_TOLD).get("words", "")
        self._bar: NewsBar | None = None
        window.made.connect(self._made)
        for name in window.opened():
            self._made(name)
        self._go_there()
        if _CALL in drafts.pages():
            QTimer.singleShot(0, self, self._resume_call)
        if self._told:
            QTimer.singleShot(0, self, self._tell)

    def keep(self, told: Sequence[str] = ()) -> bool:
        """Store everything that is being written; False if the disk did not take it all.

        Args:
            told: What has become of long work meanwhile; it is told to whoever comes back, and so
                is what has to be broken off now.

        No notice may come up in between: it would wait for somebody who is not there.
        """
        window = self._window
        with _without_notices():
            window.leave()
            window.remember()
            drafts = {name: page.draft() for name, page in window.opened().items()}
            call = window.call_draft()
            here = window.here()
            place = {} if here is None else {"page": here.page, "section": here.section}
            words = "\n".join(
                each
                for each in (self._told, *told, *(broken_off(work.task) for work in under_way()))
                if each
            )
            news = {"words": words} if words else {}
            try:
                self._drafts.keep({**drafts, _CALL: call, _HERE: place, _TOLD: news})
            except UserProblem:
                return not any((*drafts.values(), call))
        return True

    def forget(self) -> None:
        """The person leaves in order: what was not stored by now is not wanted."""
        # On a full disk an old draft comes back once more; that is better than a notice now.
        with suppress(UserProblem):
            self._drafts.keep({name: {} for name in (*self._window.opened(), _CALL, _HERE)})

    def _go_there(self) -> None:
        here = self._drafts.get(_HERE)
        now = self._window.here()
        page = here.get("page", "")
        if now is not None and page and page != now.page:
            self._window.go(Target(page, section=here.get("section", "")))

    def _tell(self) -> None:
        from desktop.ui.widgets.news_bar import NewsBar  # noqa: PLC0415  Hardly ever needed.

        self._bar = NewsBar(self._told)
        self._bar.known.connect(self._known)
        self._window.show_above(self._bar)

    def _known(self) -> None:
        if self._bar is not None:
            self._bar.deleteLater()
            self._bar = None
        self._told = ""
        with suppress(UserProblem):
            self._drafts.keep({_TOLD: {}})

    def _made(self, name: str) -> None:
        if name in self._waiting:
            # The page is about to be filled and to show where it was.
            QTimer.singleShot(0, self, lambda: self._resume(name))

    def _resume(self, name: str) -> None:
        page = self._window.opened().get(name)
        if page is None or name not in self._waiting:
            return
        self._waiting.discard(name)
        page.resume(self._drafts.get(name))
        page.setProperty("drafted", name)
        page.kept.connect(self._stored)

    def _resume_call(self) -> None:
        """Show the card again: the person may still be on the phone."""
        card = self._window.call_card()
        card.resume(self._drafts.get(_CALL))
        card.kept.connect(self._call_stored)
        card.open_beside(self._window)

    def _call_stored(self, kept: bool) -> None:
        if kept and not self._window.call_draft():
            with suppress(UserProblem):
                self._drafts.keep({_CALL: {}})

    def _stored(self, kept: bool) -> None:
        page = self.sender()
        if kept and isinstance(page, Page) and not page.unsaved():
            name = str(page.property("drafted"))
            with suppress(UserProblem):
                self._drafts.keep({name: {}})


@contextmanager
def _without_notices() -> Iterator[None]:
    hook = sys.excepthook
    sys.excepthook = lambda *_: None
    try:
        yield
    finally:
        sys.excepthook = hook
