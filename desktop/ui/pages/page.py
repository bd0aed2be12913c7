"""What every page is: a widget that re-reads its services when a topic concerns it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.bus import Topic
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import Draft, Target

MARGIN = 28


class Page(QWidget):
    """Base of the pages.

    A hidden page only notes that it is out of date and re-reads when it is shown, so that a
    tick costs one page and not all of them.
    """

    went = Signal(object)
    """Carries the ``Target`` the person wants to go to."""

    left = Signal()
    """The person wants to go back to where they were before."""

    paper_asked = Signal(object)
    """Carries the ``Target`` whose stage and lender the person wants on paper."""

    cover_asked = Signal()
    """The person wants to see what the quick cover looks like."""

    call_asked = Signal(str)
    """Carries the id of the lender the person wants to call now, with the words in sight."""

    kept = Signal(bool)
    """Whether everything that was typed on the page is on disk."""

    moved = Signal()
    """The place inside the page has changed."""

    topics: frozenset[Topic] = frozenset(Topic)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(MARGIN, 18, MARGIN, 4)
        self.outer.setSpacing(14)
        bridge.published.connect(self._published)

    def refresh(self) -> None:
        """Re-read the services and show what they say; pages override it."""

    def show_target(self, target: Target) -> None:
        """Open the place the person asked for; pages with places inside override it."""

    def target(self) -> Target | None:
        """Where the person is on this page, or None if that is not worth remembering."""
        return None

    def start_focus(self) -> bool:
        """Put the keyboard where work starts on this page; False leaves that to the window."""
        return False

    def flush(self) -> None:
        """Write down what is still being typed; pages with text fields override it."""

    def unsaved(self) -> bool:
        """Whether something typed could not be written down, so that closing would lose it."""
        return False

    def give_up(self) -> None:
        """Let go of what could not be written down; the person said so."""

    def draft(self) -> Draft:
        """What stands in its fields and not on disk, for after a lock; ask after ``flush``."""
        return {}

    def bare_draft(self) -> Draft:
        """What of the draft may stand in a file that is not encrypted."""
        return self.draft()

    def resume(self, draft: Draft) -> None:
        """Put a draft back into the fields, after the page has been shown where it was."""

    def dispose(self) -> None:
        """Take away what is not inside the page; pages with windows of their own override it."""

    def catch_up(self) -> None:
        """Re-read if something changed while the page was hidden."""
        if self._stale:
            self.refresh()
            self._stale = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Show nothing that is out of date."""
        self.catch_up()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """See to the rings of what is about to be hidden: it may be filled anew out of sight."""
        from desktop.ui.widgets.layouts import tie_rings  # noqa: PLC0415  No start needs it.

        tie_rings(self.window())
        super().hideEvent(event)

    def _published(self, topic: Topic) -> None:
        if topic in self.topics:
            self.outdate()

    def outdate(self) -> None:
        """What is shown is out of date: re-read it now, or when it is shown again."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
