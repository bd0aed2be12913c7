"""The person's own words on a step."""

NOTE_LIMIT = 20_000


class NoteService:
    """Reads and keeps notes, one for each step and subject."""

    def text(self, step: str, subject: str) -> str:
        """The note, empty while there is none."""
        raise NotImplementedError

    def save(self, step: str, subject: str, text: str) -> None:
        """Keeps the note as written; an empty text removes it."""
        raise NotImplementedError
