"""Rows of reminders."""

from datetime import date

from desktop.store.database import Database


class ReminderStore:
    """Keeps one day for each step and subject."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[tuple[str, str], date]:
        """Every day by (step, subject)."""
        rows = self._database.rows("SELECT step, subject, day FROM reminder")
        return {(step, subject): date.fromisoformat(day) for step, subject, day in rows}

    def get(self, step: str, subject: str) -> date | None:
        """One day."""
        rows = self._database.rows(
            "SELECT day FROM reminder WHERE step = ? AND subject = ?", (step, subject)
        )
        return date.fromisoformat(rows[0][0]) if rows else None

    def put(self, step: str, subject: str, day: date, updated: str) -> None:
        """Keeps a day in place of the one before."""
        self._database.write(
            "INSERT INTO reminder (step, subject, day, updated) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET day = excluded.day, updated = excluded.updated",
            (step, subject, day.isoformat(), updated),
        )

    def remove(self, step: str, subject: str) -> None:
        """Removes a day."""
        self._database.write("DELETE FROM reminder WHERE step = ? AND subject = ?", (step, subject))
