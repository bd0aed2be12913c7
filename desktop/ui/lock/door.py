"""The locked start: shows the lock screen, and comes back with the keys or without."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.services import vault
from desktop.services.look import read_look
from desktop.ui.doorbell import Doorbell
from desktop.ui.lock import fresh
from desktop.ui.lock.place import stand, told
from desktop.ui.lock.screen import LockScreen
from desktop.ui.theme import theme

LARGEST = (900, 640)


class Opened(NamedTuple):
    """What came of asking.

    Attributes:
        keys: Open the data; they are passed on and not looked into.
        by_code: Whether the recovery code gave them.
        screen: The lock screen, to be closed when the window is there.
        place: Where the window was when it was locked, empty at a start.
    """

    keys: Any
    by_code: bool
    screen: LockScreen
    place: str


class Door(QObject):
    """Runs until somebody has the passphrase, or closes the window."""

    def __init__(self, folder: Path, call_file: Path) -> None:
        """Make the screen; the look was set by ``preset`` before the application was made.

        Args:
            folder: What is locked.
            call_file: Where a second start calls; only the lock screen comes to the front.
        """
        super().__init__()
        self._loop = QEventLoop()
        self._opened: Opened | None = None
        self.screen = LockScreen(
            lambda typed: vault.unlock(folder, typed),
            lambda typed: vault.unlock_by_code(folder, typed),
            fresh.take(fresh.WHY),
            read_look(folder).minutes,
        )
        self.screen.opened.connect(self._come_in)
        self.screen.closed.connect(self._loop.quit)
        self._placed = stand(self.screen, fresh.take(fresh.PLACE))
        if not self._placed:
            self._stand_in_the_middle()
        Doorbell(call_file, self.screen).begin()

    def wait(self) -> Opened | None:
        """Show the screen and wait; None if it was closed."""
        self.screen.show()
        self.screen.passphrase.take_focus()
        QTimer.singleShot(0, self, self._dress)
        self._loop.exec()
        if self._opened is None:
            self.screen.hide()
            self.screen.deleteLater()
        return self._opened

    def _come_in(self, keys: Any, by_code: bool) -> None:
        place = told(self.screen) if self._placed else ""
        self._opened = Opened(keys, by_code, self.screen, place)
        self._loop.quit()

    def _dress(self) -> None:
        from desktop.ui.widgets.icons import app_icon  # noqa: PLC0415  After the first picture.

        self.screen.setWindowIcon(app_icon())

    def _stand_in_the_middle(self) -> None:
        free = QApplication.primaryScreen().availableGeometry()
        self.screen.resize(min(LARGEST[0], free.width()), min(LARGEST[1], free.height() - 40))
        self.screen.move(free.center() - self.screen.rect().center())


def preset_look(folder: Path) -> None:
    """Let the lock screen look as the person chose, as far as that may be known."""
    look = read_look(folder)
    theme.preset(look.appearance, look.text_percent)
