"""Looks a closed data file over: whether it is whole, ours, and not of a newer program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw

from desktop.store.database import APPLICATION_ID, file_uri, typed_failures
from desktop.store.errors import StoreForeign, StoreNewer, StoreUnreadable

_PLAIN = b"SQLite format 3\0"


class Sound(NamedTuple):
    """A data file that was found whole.

    Attributes:
        path: The file.
        as_of: UTC time of the last change in it, ISO 8601; empty if it holds none.
    """

    path: Path
    as_of: str


def is_plain(path: Path) -> bool:
    """Whether a data file is not encrypted, by its own first bytes.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN


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
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        connection = apsw.Connection(f"{file_uri(path)}?immutable=1", flags)
        try:
            if key is not None and not is_plain(path):
                connection.pragma("cipher", "chacha20")
                connection.pragma("key", f"raw:{bytes(key).hex()}")
            # Whoever made the file may have put more than rows into it.
            connection.pragma("trusted_schema", False)
            yield connection
        finally:
            connection.close()


def examine(path: Path, known: int, key: bytes | None = None) -> Sound:
    """Looks a closed data file over without changing anything.

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
        return Sound(path, _last_change(connection))


def _last_change(connection: apsw.Connection) -> str:
    columns = list(
        connection.execute(
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND c.name IN ('updated', 'at')"
        )
    )
    times = [
        str(time)
        for table, column in columns
        for (time,) in connection.execute(f"SELECT coalesce(max({column}), '') FROM {table}")
    ]
    return max(times, default="")
