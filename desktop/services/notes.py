"""The person's own words on a step."""

from desktop.domain.history import Act, Deed
from desktop.domain.progress import PERSON
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.services.errors import NoteTooLong
from desktop.services.lenders import LenderService
from desktop.store.notes import NoteStore

NOTE_LIMIT = 20_000


class NoteService:
    """Reads and keeps notes, one for each step and subject; an unknown lender is ``KeyError``."""

    def __init__(self, desk: Desk, lenders: LenderService) -> None:
        self._desk = desk
        self._lenders = lenders
        self._store = NoteStore(desk.database)

    def text(self, step: str, subject: str) -> str:
        """The note, empty while there is none."""
        with self._desk.reading():
            return self._store.get(step, subject) or ""

    def places(self) -> list[tuple[str, str]]:
        """Step and subject of every note."""
        with self._desk.reading():
            return self._store.places()

    def all(self) -> tuple[tuple[str, str, str], ...]:
        """Step, subject and text of every note, the oldest first."""
        with self._desk.reading():
            return self._store.all()

    def save(self, step: str, subject: str, text: str) -> None:
        """Keeps the note as written; an empty text removes it.

        A note that an update joined from several may be longer than anybody could have written it;
        it can be changed as long as it does not grow.

        Raises:
            NoteTooLong: It has more than ``NOTE_LIMIT`` characters; the note before is kept.
        """
        text = clean(text)
        before = self.text(step, subject) if len(text) > NOTE_LIMIT else ""
        limit = max(NOTE_LIMIT, len(before))
        if len(text) > limit:
            raise NoteTooLong(limit)
        if subject != PERSON and self._lenders.get(subject) is None:
            raise KeyError(subject)
        if text == self.text(step, subject):
            return
        with self._desk.change(Topic.NOTES, Act(Deed.NOTE, subject, step)):
            if text:
                self._store.put(step, subject, text, self._desk.timestamp())
            else:
                self._store.remove(step, subject)
