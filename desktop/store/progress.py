"""Rows of ticks."""

from typing import Any

from desktop.domain.progress import Progress, State
from desktop.store.database import Database

# A look-up instead of a call: hundreds of rows are read at every start.
_STATES = {state.value: state for state in State}
_COLUMNS = "step, subject, state, reason, rev, updated"


class ProgressStore:
    """Keeps one state for each step and subject."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[tuple[str, str], Progress]:
        """Every state by (step, subject)."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM progress")
        return {(row[0], row[1]): _progress(row) for row in rows}

    def get(self, step: str, subject: str) -> Progress | None:
        """One state."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM progress WHERE step = ? AND subject = ?", (step, subject)
        )
        return _progress(rows[0]) if rows else None

    def put(self, progress: Progress) -> None:
        """Keeps a state in place of the one before."""
        self._database.write(
            f"INSERT INTO progress ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET state = excluded.state, reason = excluded.reason,"
            " rev = excluded.rev, updated = excluded.updated",
            (
                progress.step,
                progress.subject,
                progress.state,
                progress.reason,
                progress.rev,
                progress.updated,
            ),
        )


def _progress(row: tuple[Any, ...]) -> Progress:
    step, subject, state, reason, rev, updated = row
    return Progress(step, subject, _STATES[state], reason, rev, updated)
