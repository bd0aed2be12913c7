"""Rows of lenders."""

from datetime import date
from typing import Any

from desktop.domain.lenders import Lender
from desktop.domain.steps import Stage
from desktop.store.database import Database

_COLUMNS = "id, name, kind, stage, overdue_since, archived"


class LenderStore:
    """Keeps lenders in the order in which they were added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Lender, ...]:
        """Every lender, archived ones included."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM lender ORDER BY position")
        return tuple(_lender(row) for row in rows)

    def get(self, lender: str) -> Lender | None:
        """One lender."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM lender WHERE id = ?", (lender,))
        return _lender(rows[0]) if rows else None

    def add(self, lender: Lender, updated: str) -> None:
        """Adds a lender at the end."""
        self._database.write(
            "INSERT INTO lender (position, name, kind, stage, overdue_since, archived, updated, id)"
            " VALUES ((SELECT coalesce(max(position), 0) + 1 FROM lender), ?, ?, ?, ?, ?, ?, ?)",
            _values(lender, updated),
        )

    def save(self, lender: Lender, updated: str) -> None:
        """Writes a changed lender over the one with the same id."""
        self._database.write(
            "UPDATE lender SET name = ?, kind = ?, stage = ?, overdue_since = ?, archived = ?,"
            " updated = ? WHERE id = ?",
            _values(lender, updated),
        )


def _lender(row: tuple[Any, ...]) -> Lender:
    lender, name, kind, stage, overdue_since, archived = row
    return Lender(
        id=lender,
        name=name,
        kind=kind,
        stage=None if stage is None else Stage(stage),
        overdue_since=None if overdue_since is None else date.fromisoformat(overdue_since),
        archived=bool(archived),
    )


def _values(lender: Lender, updated: str) -> tuple[str | int | None, ...]:
    return (
        lender.name,
        lender.kind,
        lender.stage,
        None if lender.overdue_since is None else lender.overdue_since.isoformat(),
        int(lender.archived),
        updated,
        lender.id,
    )
