"""Rows of notes."""

from desktop.store.database import Database


class NoteStore:
    """Keeps one text for each step and subject."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, step: str, subject: str) -> str | None:
        """One note."""
        rows = self._database.rows(
            "SELECT text FROM note WHERE step = ? AND subject = ?", (step, subject)
        )
        return rows[0][0] if rows else None

    def places(self) -> list[tuple[str, str]]:
        """Step and subject of every note."""
        return [
            (step, subject)
            for step, subject in self._database.rows("SELECT step, subject FROM note")
        ]

    def all(self) -> tuple[tuple[str, str, str], ...]:
        """Step, subject and text of every note, in the order of writing."""
        rows = self._database.rows("SELECT step, subject, text FROM note ORDER BY updated, rowid")
        return tuple((step, subject, text) for step, subject, text in rows)

    def put(self, step: str, subject: str, text: str, updated: str) -> None:
        """Keeps a note in place of the one before."""
        self._database.write(
            "INSERT INTO note (step, subject, text, updated) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET text = excluded.text, updated = excluded.updated",
            (step, subject, text, updated),
        )

    def remove(self, step: str, subject: str) -> None:
        """Removes a note."""
        self._database.write("DELETE FROM note WHERE step = ? AND subject = ?", (step, subject))
