"""Copies of the data file beside it, one for each day; none is believed before it was checked."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import apsw

from desktop.store.database import (
    APPLICATION_ID,
    BACKUP_FOLDER,
    Database,
    file_uri,
    make_private_file,
    typed_failures,
)
from desktop.store.disk import sync_file, sync_folder
from desktop.store.errors import StoreForeign, StoreNewer, StoreUnreadable
from desktop.store.migrations import STEPS

DAYS_KEPT = 7
_PAGES_AT_ONCE = 64
_FINISHED = "day-????-??-??.sqlite"
_UNFINISHED = "day-*.part"


class Sound(NamedTuple):
    """A data file that was found whole.

    Attributes:
        path: The file.
        as_of: UTC time of the last change in it, ISO 8601; empty if it holds none.
    """

    path: Path
    as_of: str


def copy_of_day(folder: Path, day: date) -> Path:
    """The name of the copy of a day."""
    return folder / BACKUP_FOLDER / f"day-{day.isoformat()}.sqlite"


def copy_day(database: Database, day: date) -> Iterator[None]:
    """Makes the copy of a day in small pieces, in place of the one made before on that day.

    Between the pieces the data file may be read and written: what is written gets into the copy.
    An iteration that is not carried to its end leaves the older copy and nothing else.

    Raises:
        StoreUnreadable: What was copied is not sound, so the data file is damaged.
        StoreError: There is no room or no right to write.
    """
    final = copy_of_day(database.path.parent, day)
    unfinished = final.with_suffix(".part")
    try:
        with typed_failures(unfinished):
            final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            make_private_file(unfinished)
        yield from database.copying(unfinished, _PAGES_AT_ONCE)
        yield
        examine(unfinished, len(STEPS))
        yield
        with typed_failures(unfinished):
            sync_file(unfinished)
            unfinished.replace(final)
            sync_folder(final.parent)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    with typed_failures(final):
        _keep_the_last(final)


def _keep_the_last(newest: Path) -> None:
    """Removes older days; days ahead of the newest were told by a wrong clock and go first."""
    others = sorted(
        (path for path in newest.parent.glob(_FINISHED) if path != newest),
        key=lambda path: (path.name < newest.name, path.name),
    )
    for path in others[: max(0, len(others) - (DAYS_KEPT - 1))]:
        path.unlink(missing_ok=True)
    for path in newest.parent.glob(_UNFINISHED):
        path.unlink(missing_ok=True)


def examine(path: Path, known: int) -> Sound:
    """Looks a closed data file over without changing anything.

    Raises:
        StoreUnreadable: It is damaged.
        StoreForeign: It is not ours.
        StoreNewer: A newer program made it.
    """
    with typed_failures(path):
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        connection = apsw.Connection(f"{file_uri(path)}?immutable=1", flags)
        try:
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
        finally:
            connection.close()


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
