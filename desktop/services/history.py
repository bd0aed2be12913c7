"""Takes back what the person did and makes it again, also after a restart."""

from collections.abc import Callable

from desktop.domain.history import Act, Deed
from desktop.services.bus import Topic
from desktop.services.desk import Desk
from desktop.services.errors import HistoryBroken
from desktop.store.settings import PACK_MARK, SettingStore

_TOPICS: dict[Deed, Topic | tuple[Topic, ...]] = {
    Deed.STATE: Topic.PROGRESS,
    Deed.NOTE: Topic.NOTES,
    Deed.ANSWER: Topic.ANSWERS,
    Deed.PHONE: Topic.PREFERENCES,
    Deed.REMINDER: Topic.REMINDERS,
    Deed.CONTENT: (Topic.PROGRESS, Topic.NOTES, Topic.REMINDERS),
    Deed.INCIDENT_ADDED: Topic.INCIDENTS,
    Deed.INCIDENT_CHANGED: Topic.INCIDENTS,
    Deed.INCIDENT_REMOVED: Topic.INCIDENTS,
    Deed.INCIDENT_PUT_BACK: Topic.INCIDENTS,
    Deed.INCIDENT_ERASED: (Topic.INCIDENTS, Topic.ATTACHMENTS),
    Deed.ATTACHMENT_ADDED: Topic.ATTACHMENTS,
    Deed.ATTACHMENT_CHANGED: Topic.ATTACHMENTS,
    Deed.ATTACHMENT_REMOVED: Topic.ATTACHMENTS,
    Deed.FILING_ADDED: Topic.FILINGS,
    Deed.FILING_CHANGED: Topic.FILINGS,
    Deed.FILING_STATUS: Topic.FILINGS,
    Deed.FILING_REMOVED: Topic.FILINGS,
    Deed.LETTER_STARTED: Topic.LETTERS,
    Deed.LETTER_WRITTEN: Topic.LETTERS,
    Deed.LETTER_CHOSEN: Topic.LETTERS,
    Deed.LETTER_RENAMED: Topic.LETTERS,
    Deed.LETTER_DISCARDED: Topic.LETTERS,
}


class HistoryService:
    """Undo and redo of every change of the person; how the program looks is not among them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._journal = desk.journal

    def can_undo(self) -> Act | None:
        """What undo would take back, None when there is nothing."""
        with self._desk.reading():
            return self._journal.undoable()

    def can_redo(self) -> Act | None:
        """What redo would make again, None when there is nothing."""
        with self._desk.reading():
            return self._journal.redoable()

    def undo(self) -> Act | None:
        """Takes back the last change and tells which.

        Raises:
            HistoryBroken: It could not be taken back; nothing was changed.
        """
        return self._run(self.can_undo(), self._journal.undo)

    def redo(self) -> Act | None:
        """Makes the change again that was taken back last and tells which.

        Raises:
            HistoryBroken: It could not be made again; nothing was changed.
        """
        return self._run(self.can_redo(), self._journal.redo)

    def _run(self, act: Act | None, run: Callable[[], None]) -> Act | None:
        if act is None:
            return None
        try:
            with self._desk.change(_TOPICS.get(act.deed, Topic.LENDERS)):
                run()
                if act.deed is Deed.CONTENT:
                    # Rows must not stay with steps that are gone: the next start looks again.
                    SettingStore(self._desk.database).put({PACK_MARK: ""})
        except HistoryBroken:
            # It would be in the way of everything before it, for ever.
            with self._desk.change(None):
                self._journal.clear()
            raise
        return act
