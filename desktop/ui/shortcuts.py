"""The keys that work on every page; the first picture needs none of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.services.preferences import PreferenceService
from desktop.ui.page_list import PAGES
from desktop.ui.sidebar import Sidebar
from desktop.ui.theme import TEXT_STEPS


class Shortcuts(QObject):
    """Adds the keys to a window."""

    page_asked = Signal(str)
    """Carries the name of the page whose own keys were pressed."""

    note_asked = Signal()
    """The person wants to note what happened, wherever they are."""

    def __init__(self, window: QWidget, sidebar: Sidebar, preferences: PreferenceService) -> None:
        """Add them.

        Args:
            window: The window they work in.
            sidebar: Its entries without keys of their own are numbered.
            preferences: Knows the size of the text.
        """
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        numbered = [entry.name for entry in PAGES if not entry.keys and not entry.under]
        for number, name in enumerate(numbered, 1):
            self._add(f"Ctrl+{number}", sidebar.button(name).click)
        for entry in PAGES:
            if entry.keys:
                self._add(entry.keys, self._ask_page).setProperty("page", entry.name)
        self._add("Ctrl+N", self._ask_note)
        for keys, change in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            zoom = self._add(keys, self._zoom)
            zoom.setAutoRepeat(True)
            zoom.setProperty("change", change)

    def _add(self, keys: str, run: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(run)
        return shortcut

    def _ask_page(self) -> None:
        shortcut = self.sender()
        if shortcut is not None:
            self.page_asked.emit(str(shortcut.property("page")))

    def _ask_note(self) -> None:
        self.note_asked.emit()

    def _zoom(self) -> None:
        shortcut = self.sender()
        change = int(shortcut.property("change")) if shortcut is not None else 0
        steps = list(TEXT_STEPS)
        now = self._preferences.text_percent
        at = min(range(len(steps)), key=lambda index: abs(steps[index] - now))
        percent = steps[max(0, min(len(steps) - 1, at + change))] if change else 100
        self._preferences.set_text_percent(percent)
