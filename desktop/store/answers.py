"""Rows of answers."""

from desktop.store.database import Database


class AnswerStore:
    """Keeps one answer for each subject and variable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[tuple[str, str], str]:
        """Every answer by (subject, variable)."""
        rows = self._database.rows("SELECT subject, variable, value FROM answer")
        return {(subject, variable): value for subject, variable, value in rows}

    def get(self, subject: str, variable: str) -> str | None:
        """One answer."""
        rows = self._database.rows(
            "SELECT value FROM answer WHERE subject = ? AND variable = ?", (subject, variable)
        )
        return rows[0][0] if rows else None

    def put(self, subject: str, variable: str, value: str, updated: str) -> None:
        """Keeps an answer in place of the one before."""
        self._database.write(
            "INSERT INTO answer (subject, variable, value, updated) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET value = excluded.value, updated = excluded.updated",
            (subject, variable, value, updated),
        )

    def remove(self, subject: str, variable: str) -> None:
        """Takes an answer back."""
        self._database.write(
            "DELETE FROM answer WHERE subject = ? AND variable = ?", (subject, variable)
        )
