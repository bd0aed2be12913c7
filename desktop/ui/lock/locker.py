"""Locks: keeps what is being written, lets go of everything, and ends this process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.ui.lock.drafts import Drafts
from desktop.ui.lock.long_work import under_way
from desktop.ui.lock.place import told
from desktop.ui.window import MainWindow

PATIENCE_S = 10.0
"""So long a drive that answers no more may hold up the end of this process."""


class Locker(QObject):
    """Does it in an order in which every step may fail and the next is done all the same."""

    def __init__(
        self,
        window: MainWindow,
        drafts: Drafts,
        let_go: Callable[[], None],
        become: Callable[[str, str], None],
        cannot_keep: Callable[[str], bool],
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Prepare.

        Args:
            window: The main window.
            drafts: Keeps what is being written.
            let_go: Removes temporary files, closes the data and frees the folder.
            become: Replaces this process; is told why and where the window stands.
            cannot_keep: The disk does not take what is being written: told why it was to lock,
                asks the person or covers the screen; whether to lock all the same.
            patience_s: After so long the process goes even if something does not let go.
        """
        super().__init__(window)
        self._window = window
        self._drafts = drafts
        self._let_go = let_go
        self._become = become
        self._cannot_keep = cannot_keep
        self._patience_s = patience_s
        self._locking = False

    def lock(self, why: str, news: Sequence[str] = ()) -> None:
        """Lock now, whatever window, menu or question is open.

        Args:
            why: Why, for the lock screen.
            news: What whoever comes back is to be told.
        """
        if self._locking:
            return
        self._locking = True
        try:
            self._lock(why, news)
        finally:
            self._locking = False

    def _lock(self, why: str, news: Sequence[str]) -> None:
        # Words an input method has not finished are words.
        QGuiApplication.inputMethod().commit()
        if not self._drafts.keep(news) and not self._cannot_keep(why):
            return
        place = told(self._window)
        for widget in QApplication.topLevelWidgets():
            widget.hide()
        clear_clipboard()
        # On another thread, since this one may wait for a drive that was pulled.
        late = threading.Timer(self._patience_s, self._become, (why, place))
        late.daemon = True
        late.start()
        for work in under_way():
            with suppress(Exception):
                work.give_up()
        with suppress(Exception):  # Whatever does not let go goes with the process.
            self._let_go()
        late.cancel()
        self._become(why, place)


def clear_clipboard() -> None:
    """Take back what was copied here, if nobody has copied anything since."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
    # Until the system has heard of it, it would still hand out the old words.
    QGuiApplication.processEvents()
