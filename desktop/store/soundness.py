"""Looks a closed data file over: whether it is whole, ours, and not of a newer program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw

from desktop.store.database import APPLICATION_ID, typed_failures
from desktop.store.driver import READ_ONLY, connect, is_encrypted
from desktop.store.errors import StoreForeign, StoreNewer, StoreUnreadable


class Sound(NamedTuple):
    """A data file that was found whole.

    Attributes:
        path: The file.
        as_of: UTC time of the last change in it, ISO 8601; empty if it holds none. Where it was
            asked up to when, a time after that is that of a clock that was wrong, and does not
            count as long as there is another.
        latest: The same, whatever the clock says.
    """

    path: Path
    as_of: str
    latest: str


@contextmanager
def closed_file(path: Path, key: bytes | None = None) -> Iterator[apsw.Connection]:
    """Opens a data file that nobody has open, for reading only; nothing is made beside it.

    Args:
        path: The file.
        key: Its key; not used for a file that is plain.

    Raises:
        StoreError: It cannot be read.
    """
    with typed_failures(path):
        used = key if is_encrypted(path) else None
        connection = connect(path, READ_ONLY, used, immutable=True)
        try:
            # Whoever made the file may have put more than rows into it.
            connection.pragma("trusted_schema", False)
            yield connection
        finally:
            connection.close()


def examine(path: Path, known: int, key: bytes | None = None, until: str = "") -> Sound:
    """Looks a closed data file over without changing anything.

    Args:
        path: The file.
        known: So many migration steps are known.
        key: Its key; not used for a file that is plain.
        until: The present UTC time, ISO 8601; empty to believe every time in it.

    Raises:
        StoreUnreadable: It is damaged, or has another key.
        StoreForeign: It is not ours.
        StoreNewer: A newer program made it.
    """
    with closed_file(path, key) as connection:
        if connection.pragma("application_id") != APPLICATION_ID:
            raise StoreForeign(path)
        version = int(connection.pragma("user_version"))
        if version > known:
            raise StoreNewer(path, version, known)
        found = str(connection.pragma("integrity_check", 1))
        if found != "ok":
            raise StoreUnreadable(path, found)
        if version < 1 or list(connection.execute("PRAGMA foreign_key_check")):
            raise StoreUnreadable(path, "rows that belong to nothing")
        latest = _last_change(connection)
        believed = _last_change(connection, until) if until and latest > until else latest
        return Sound(path, believed or latest, latest)


def _last_change(connection: apsw.Connection, until: str = "~") -> str:
    columns = list(
        connection.execute(
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND c.name IN ('updated', 'at')"
        )
    )
    times = [
        str(time)
        for table, column in columns
        for (time,) in connection.execute(
            f"SELECT coalesce(max({column}), '') FROM {table} WHERE {column} <= ?", (until,)
        )
    ]
    return max(times, default="")
