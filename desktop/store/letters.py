"""Rows of letters that are being written."""

from collections.abc import Sequence
from typing import Any

from desktop.store.database import Database

_COLUMNS = "id, letter, lender, name, filling, created, updated"
Row = tuple[str, str, str, str, str, str, str]


class LetterStore:
    """Keeps drafts; what the person gave for each is one JSON text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Row, ...]:
        """Every draft, the one changed last first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM letter_draft ORDER BY updated DESC, rowid DESC"
        )
        return tuple(map(_row, rows))

    def get(self, draft: str) -> Row | None:
        """One draft."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM letter_draft WHERE id = ?", (draft,))
        return _row(rows[0]) if rows else None

    def put(self, row: Row) -> None:
        """Adds a draft, or writes it over the one with its id."""
        self._database.write(
            f"INSERT INTO letter_draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET letter = excluded.letter, lender = excluded.lender,"
            " name = excluded.name, filling = excluded.filling, updated = excluded.updated",
            row,
        )

    def remove(self, draft: str) -> None:
        """Removes a draft."""
        self._database.write("DELETE FROM letter_draft WHERE id = ?", (draft,))


def _row(row: Sequence[Any]) -> Row:
    id_, letter, lender, name, filling, created, updated = map(str, row)
    return id_, letter, lender, name, filling, created, updated
