"""What goes on beside the window: copies, the bell, what covers it and what locks it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from desktop.services.errors import UserProblem
from desktop.services.house import Services
from desktop.ui.ask import Mask
from desktop.ui.caretaker import Caretaker
from desktop.ui.handed_over import application
from desktop.ui.single import Single
from desktop.ui.vault.keeper import Keeper
from desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from desktop.ui.lock.door import Opened


class Beside:
    """Made after the first picture, or with the window where the data was unlocked for it."""

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        single: Single,
        mask: Mask,
        now: Callable[[], datetime],
        opened: Opened | None = None,
    ) -> None:
        """Begin with what has to be there at once.

        Args:
            window: The main window.
            services: What it shows.
            single: The right to this folder.
            mask: Takes out of a copied text what others should not read.
            now: The clock.
            opened: The keys and the lock screen, if the data was unlocked.
        """
        self._window = window
        self._services = services
        self._single = single
        self._mask = mask
        self._screen = None if opened is None else opened.screen
        self._keys: Any = None if opened is None else opened.keys
        self._caretaker: Caretaker | None = None
        self._keeper = Keeper(
            window,
            services,
            self._become,
            self._let_go,
            now,
            encrypted=opened is not None,
            by_code=opened is not None and opened.by_code,
        )
        if opened is not None and opened.place:
            from desktop.ui.lock.place import stand  # noqa: PLC0415  Only with a vault.

            stand(window, opened.place)

    def begin(self, file: Path | None) -> None:
        """Go on with what can wait for the first picture.

        Args:
            file: What the program was started with, to be shown now.
        """
        if self._screen is not None:
            self._screen.hide()
            self._screen.deleteLater()
            self._screen = None
        services = self._services
        self._caretaker = Caretaker(self._window, services, self._single.call_file, self._mask)
        if file is not None:
            QTimer.singleShot(0, self._caretaker, lambda: self._open(file))

    def finish(self) -> UserProblem | None:
        """End in order; the problem if the last copy could not be made."""
        self._keeper.finish()
        return None if self._caretaker is None else self._caretaker.finish()

    def _open(self, file: Path) -> None:
        if self._caretaker is not None:
            self._caretaker.open_file(file)

    def _let_go(self) -> None:
        """Lock: nothing of the data stays open, and the next process may come in."""
        if self._caretaker is not None:
            self._caretaker.abandon()
        self._window.dispose()
        with suppress(UserProblem):
            self._services.close()
        keys = self._services.vault().keys or self._keys
        if keys is not None:
            keys.wipe()
        self._single.release()

    def _become(self, why: str, place: str) -> None:
        from desktop.ui.lock.fresh import PLACE, WHY, become, command  # noqa: PLC0415

        where, app = self._services.where, application()
        # What was handed over while all was covered is shown after the passphrase.
        waiting = None if app is None else app.waiting_file()
        words = command(where.folder if where.told else None)
        words += [] if waiting is None else [str(waiting)]
        become(words, {WHY: why, PLACE: place})
