"""Rows on steps as one book, and which moves of steps were made."""

from collections.abc import Iterable, Mapping

from desktop.domain.moves import Book, Day, Kept, Words
from desktop.store.database import Database
from desktop.store.progress import ProgressStore


class MoveStore:
    """Reads and replaces everything kept on steps, and remembers the moves that were made."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._progress = ProgressStore(database)

    def book(self) -> Book:
        """Everything kept on steps."""
        book = {key: Kept(progress) for key, progress in self._progress.all().items()}
        for step, subject, text, updated in self._database.rows(
            "SELECT step, subject, text, updated FROM note ORDER BY rowid"
        ):
            key = (step, subject)
            book[key] = book.get(key, Kept())._replace(note=Words(text, updated))
        for step, subject, day, updated in self._database.rows(
            "SELECT step, subject, day, updated FROM reminder"
        ):
            key = (step, subject)
            book[key] = book.get(key, Kept())._replace(reminder=Day(day, updated))
        return book

    def replace(
        self, before: Mapping[tuple[str, str], Kept], after: Mapping[tuple[str, str], Kept]
    ) -> None:
        """Turns one book into another as one change; rows that are the same are not touched."""
        with self._database.transaction():
            for key in dict.fromkeys((*before, *after)):
                old, new = before.get(key, Kept()), after.get(key, Kept())
                if old.progress != new.progress:
                    self._put_progress(key, new)
                if old.note != new.note:
                    self._put("note", "text", key, new.note)
                if old.reminder != new.reminder:
                    self._put("reminder", "day", key, new.reminder)

    def made(self) -> frozenset[str]:
        """Identities of the moves that were made."""
        return frozenset(move for (move,) in self._database.rows("SELECT move FROM move"))

    def note_made(self, moves: Iterable[str], version: str, at: str) -> None:
        """Remembers moves and the version of the pack with which they were made."""
        with self._database.transaction():
            for move in moves:
                self._database.write(
                    "INSERT INTO move (move, pack, at) VALUES (?, ?, ?)", (move, version, at)
                )

    def _put_progress(self, key: tuple[str, str], kept: Kept) -> None:
        if kept.progress is None:
            self._database.write("DELETE FROM progress WHERE step = ? AND subject = ?", key)
        else:
            self._progress.put(kept.progress)

    def _put(self, table: str, column: str, key: tuple[str, str], row: Words | Day | None) -> None:
        if row is None:
            self._database.write(f"DELETE FROM {table} WHERE step = ? AND subject = ?", key)
        else:
            self._database.write(
                f"INSERT INTO {table} (step, subject, {column}, updated) VALUES (?, ?, ?, ?)"
                f" ON CONFLICT DO UPDATE SET {column} = excluded.{column},"
                " updated = excluded.updated",
                (*key, *row),
            )
