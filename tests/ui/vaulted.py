"""The program on data with a vault, and what becomes of it when it locks."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.app import close
from desktop.domain.recovery_code import RecoveryCode
from desktop.services.house import open_services
from desktop.services.whereabouts import find_data
from desktop.ui.vault.keeper import Keeper
from desktop.ui.window import MainWindow
from tests.ui.program import USUAL, Clock, Program, settle
from tests.vaults import turn_on


class Seconds:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class VaultProgram(Program):
    """A program with everything that goes on beside its window but the end of its process."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__(folder, clock)
        self.seconds = Seconds()
        self.became: list[tuple[str, str]] = []
        self.keeper: Keeper
        self._keys: Any = None
        self.code: RecoveryCode

    def open(self, size: tuple[int, int] = USUAL) -> None:
        """Open as after unlocking, without the half second that takes."""
        where = find_data(lambda: self.folder, None)
        services = open_services(where.folder, None, self._clock, self._keys, where)
        window = MainWindow(services, lambda: self._clock().date())
        self._opened = window, services
        self.keep(encrypted=self._keys is not None)
        window.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        settle()

    def keep(self, *, encrypted: bool, by_code: bool = False) -> None:
        self.keeper = Keeper(
            self.window,
            self.services,
            lambda why, place: self.became.append((why, place)),
            lambda: None,
            self._clock,
            self.seconds,
            encrypted=encrypted,
            by_code=by_code,
        )

    def encrypt(self) -> None:
        """Turn the vault on behind the window's back, and open again."""
        self.code = turn_on(self.services)
        self._keys = self.services.vault().keys
        self.open_again()

    def close(self) -> None:
        """End without a word about what was not stored: as a lock does, not as a person."""
        if self._opened is not None:
            window, services = self._opened
            self._opened = None
            self.keeper.stop()
            window.hide()
            close(window, services)
            settle()


def keyboard(
    window: QWidget,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key as the system brings it: to the window, not to a widget."""
    handle = window.windowHandle()
    QTest.keyPress(handle, key, held)
    QTest.keyRelease(handle, key, held)
    settle()
