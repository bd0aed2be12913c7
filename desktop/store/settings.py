"""Rows of settings."""

from collections.abc import Iterable, Mapping

from desktop.store.database import Database

PACK_MARK = "pack"
"""The setting that tells with which pack the data was opened last, see ``mark_of``."""


class SettingStore:
    """Keeps named texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, str]:
        """Every setting by name."""
        return dict(self._database.rows("SELECT name, value FROM setting"))

    def get(self, name: str) -> str:
        """One setting, empty while it is not set."""
        rows = self._database.rows("SELECT value FROM setting WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def put(self, settings: Mapping[str, str]) -> None:
        """Keeps several settings as one change."""
        with self._database.transaction():
            for name, value in settings.items():
                self._database.write(
                    "INSERT INTO setting (name, value) VALUES (?, ?)"
                    " ON CONFLICT DO UPDATE SET value = excluded.value",
                    (name, value),
                )

    def remove(self, names: Iterable[str]) -> None:
        """Removes several settings as one change."""
        with self._database.transaction():
            for name in names:
                self._database.write("DELETE FROM setting WHERE name = ?", (name,))
