"""Where the person is, for the next start, and where they were, for going back."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.errors import UserProblem
from desktop.services.preferences import PreferenceService
from desktop.ui.navigation import Target

_WHILE_MS = 400


class Places(QObject):
    """Remembers places; what was shown last on each page is in ``last``."""

    due = Signal()
    """It is time to note where the person is: nothing has moved for a while."""

    def __init__(self, preferences: PreferenceService, parent: QObject) -> None:
        super().__init__(parent)
        self.last = preferences.place
        self._preferences = preferences
        self._trail: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WHILE_MS)
        self._timer.timeout.connect(self.due)

    def moved(self) -> None:
        """Something has moved; what comes of it is noted in a while."""
        self._timer.start()

    def stop(self) -> None:
        """Wait for nothing."""
        self._timer.stop()

    def note(self, target: Target | None) -> None:
        """Note a place; None is not worth it."""
        if target is not None:
            self.last = target.noted_in(self.last)

    def store(self) -> None:
        """Store the place, for the next start."""
        # A place that cannot be kept is not worth a notice in the way of the person.
        with suppress(UserProblem):
            if self._preferences.place != self.last:
                self._preferences.set_place(self.last)

    def go_on(self, before: str, name: str, *, aside: bool) -> None:
        """Remember the way into a page that is left by going back; any other ends the way.

        Args:
            before: The page that was open.
            name: The page that is opened.
            aside: Whether it is left by going back.
        """
        trail = [*self._trail, before] if aside else []
        self._trail = [passed for passed in trail if passed not in ("", name)]

    def back(self) -> str:
        """The page to go back to."""
        return self._trail.pop() if self._trail else "home"
