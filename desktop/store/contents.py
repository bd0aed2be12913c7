"""Counts what is in a data file, and compares two of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from desktop.domain.backups import Counts, Difference, Thing
from desktop.store.database import APPLICATION_ID
from desktop.store.errors import StoreForeign, StoreNewer, StoreUnreadable
from desktop.store.migrations import STEPS
from desktop.store.readable import unreadable
from desktop.store.soundness import closed_file


class _Table(NamedTuple):
    thing: Thing
    name: str
    key: str
    which: str = "1"


_TABLES = (
    _Table(Thing.LENDERS, "lender", "id"),
    _Table(Thing.ANSWERS, "answer", "subject, variable"),
    # A step that is open again is no tick.
    _Table(Thing.TICKS, "progress", "step, subject", "state <> 'todo'"),
    _Table(Thing.NOTES, "note", "step, subject"),
    _Table(Thing.REMINDERS, "reminder", "step, subject"),
    _Table(Thing.INCIDENTS, "incident", "id"),
    _Table(Thing.FILINGS, "filing", "id"),
    _Table(Thing.LETTERS, "letter_draft", "id"),
)
# When something was written is no difference in what was written, nor is how it is indexed.
_NOT_COMPARED = ("updated", "spaced")


def count(path: Path, key: bytes | None = None) -> Counts:
    """How much of what is in a closed data file; of an older one, what it knows.

    Raises:
        StoreError: It cannot be read.
    """
    with closed_file(path, key) as connection:
        return {table.thing: _number(connection, table) for table in _TABLES}


def _number(connection: apsw.Connection, table: _Table) -> int:
    if not _columns(connection, table.name):
        return 0
    query = f"SELECT count(*) FROM {table.name} WHERE {table.which}"
    ((number,),) = connection.execute(query)
    return int(number)


def compare(
    before: Path, before_key: bytes | None, after: Path, after_key: bytes | None
) -> list[Difference]:
    """What becomes of each kind of thing when one closed data file takes the place of another.

    Raises:
        StoreError: One of them cannot be read.
    """
    with closed_file(before, before_key) as one, closed_file(after, after_key) as other:
        return [_compared(table, one, other) for table in _TABLES]


def difference(thing: Thing, before: dict[Any, Any], after: dict[Any, Any]) -> Difference:
    """What becomes of one kind of thing, by the keys and values of what there is."""
    both = before.keys() & after.keys()
    return Difference(
        thing,
        before=len(before),
        after=len(after),
        added=len(after) - len(both),
        changed=sum(before[key] != after[key] for key in both),
        removed=len(before) - len(both),
    )


def check_tables(path: Path, key: bytes | None, steps: Sequence[str] = STEPS) -> None:
    """Refuses a data file with other tables than ours, what acts by itself, or unreadable rows.

    Raises:
        StoreForeign: It is not ours.
        StoreNewer: A newer program made it.
        StoreUnreadable: It was not made by this program alone.
    """
    own = apsw.Connection(":memory:")
    try:
        with closed_file(path, key) as connection:
            if connection.pragma("application_id") != APPLICATION_ID:
                raise StoreForeign(path)
            version = int(connection.pragma("user_version"))
            if version > len(steps):
                raise StoreNewer(path, version, len(steps))
            for step in steps[: max(0, version)]:
                own.execute(step)
            if _schema(connection) != _schema(own):
                raise StoreUnreadable(path, "other tables than ours")
            if column := unreadable(connection):
                raise StoreUnreadable(path, f"cannot be read: {column}")
    finally:
        own.close()


def _schema(connection: apsw.Connection) -> set[tuple[Any, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def _columns(connection: apsw.Connection, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [str(name) for (name,) in rows if name not in _NOT_COMPARED]


def _compared(table: _Table, one: apsw.Connection, other: apsw.Connection) -> Difference:
    known = set(_columns(one, table.name)) & set(_columns(other, table.name))
    columns = ", ".join(sorted(known))
    return difference(table.thing, _rows(one, table, columns), _rows(other, table, columns))


def _rows(
    connection: apsw.Connection, table: _Table, columns: str
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    if not _columns(connection, table.name):
        return {}
    keys = table.key.count(",") + 1
    query = f"SELECT {table.key}{', ' if columns else ''}{columns} FROM {table.name}"
    rows = connection.execute(f"{query} WHERE {table.which}")
    return {tuple(row[:keys]): tuple(row[keys:]) for row in rows}
