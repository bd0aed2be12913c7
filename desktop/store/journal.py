"""What undo takes back and redo makes again: one entry for each change of the person.

An entry is written in the transaction of its change, so both are on disk or neither is. It holds
what the change did to every row it touched (a changeset of SQLite). Entries are taken back in
reverse order only, so each one finds the rows as it left them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import apsw

from desktop.domain.history import Act, Deed
from desktop.store.database import Database

DEPTH = 100
TABLES = (
    "lender",
    "answer",
    "progress",
    "note",
    "setting",
    "reminder",
    "incident",
    "incident_revision",
    "attachment",
    "incident_attachment",
    "move",
    "filing",
    "filing_status",
    "letter_draft",
)
WRITING_SECONDS = 60
"""What is written into one note or letter without a break is an entry at most this often."""

# What is written letter by letter, and where its table keeps the time of the last one.
_WRITING = frozenset({Deed.NOTE, Deed.LETTER_WRITTEN})
_UPDATED = {"note": 3, "letter_draft": 6}

_KNOWN = frozenset(Deed)


class JournalStore:
    """Keeps the last ``DEPTH`` changes; those taken back stay until something new is done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def recording(self, act: Act, at: str) -> Iterator[None]:
        """Makes the writes inside one entry; to be used inside their transaction.

        Args:
            act: What the person does.
            at: UTC ISO-8601 time.
        """
        with self._database.recording(TABLES) as changes:
            yield
            recorded = changes()
        if recorded:
            self._add(act, at, recorded)

    def undoable(self) -> Act | None:
        """What ``undo`` would take back."""
        found = self._last_made()
        return None if found is None else found[1]

    def redoable(self) -> Act | None:
        """What ``redo`` would make again."""
        found = self._last_undone()
        return None if found is None else found[1]

    def undo(self) -> None:
        """Takes back the last change, if there is one.

        Raises:
            StoreConflict: The rows are not as that change left them; nothing was changed.
        """
        with self._database.transaction():
            found = self._last_made()
            if found is not None:
                self._database.apply(apsw.Changeset.invert(self._changes(found[0])))
                self._mark(found[0], undone=True)

    def redo(self) -> None:
        """Makes the change again that was taken back last, if there is one.

        Raises:
            StoreConflict: The rows are not as they were before that change; nothing was changed.
        """
        with self._database.transaction():
            found = self._last_undone()
            if found is not None:
                self._database.apply(self._changes(found[0]))
                self._mark(found[0], undone=False)

    def clear(self) -> None:
        """Forgets every entry; the changes themselves stay."""
        self._database.write("DELETE FROM journal", ())

    def _last_made(self) -> tuple[int, Act] | None:
        return self._first("undone = 0 ORDER BY id DESC")

    def _last_undone(self) -> tuple[int, Act] | None:
        return self._first("undone = 1 ORDER BY id")

    def _first(self, which: str) -> tuple[int, Act] | None:
        rows = self._database.rows(
            f"SELECT id, deed, subject, step, detail FROM journal WHERE {which} LIMIT 1"
        )
        # What a newer program did and this one cannot name stays as it is.
        if not rows or rows[0][1] not in _KNOWN:
            return None
        return rows[0][0], _act(rows[0][1:])

    def _changes(self, entry: int) -> bytes:
        ((changes,),) = self._database.rows("SELECT changes FROM journal WHERE id = ?", (entry,))
        return bytes(changes)

    def _mark(self, entry: int, *, undone: bool) -> None:
        self._database.write("UPDATE journal SET undone = ? WHERE id = ?", (int(undone), entry))

    def _add(self, act: Act, at: str, changes: bytes) -> None:
        entry = self._still_written(act, at)
        if entry is not None:
            self._extend(entry, changes)
            return
        self._database.write("DELETE FROM journal WHERE undone = 1", ())
        self._database.write(
            "INSERT INTO journal (undone, at, deed, subject, step, detail, changes)"
            " VALUES (0, ?, ?, ?, ?, ?, ?)",
            (at, *act, changes),
        )
        self._database.write(
            "DELETE FROM journal WHERE id <="
            " (SELECT id FROM journal ORDER BY id DESC LIMIT 1 OFFSET ?)",
            (DEPTH,),
        )

    def _still_written(self, act: Act, at: str) -> int | None:
        """The entry of what is being written, if nothing was done in between."""
        if act.deed not in _WRITING:
            return None
        rows = self._database.rows(
            "SELECT id, undone, at, deed, subject, step, detail FROM journal"
            " ORDER BY id DESC LIMIT 1"
        )
        if not rows:
            return None
        entry, undone, begun, *rest = rows[0]
        same = not undone and tuple(rest) == act
        return entry if same and 0 <= _seconds(begun, at) <= WRITING_SECONDS else None

    def _extend(self, entry: int, changes: bytes) -> None:
        both = apsw.ChangesetBuilder()  # type: ignore[no-untyped-call]
        both.add(self._changes(entry))
        both.add(changes)
        sum_ = both.output()
        if _changes_a_text(sum_):
            self._database.write("UPDATE journal SET changes = ? WHERE id = ?", (sum_, entry))
            return
        # It reads as it did before the entry: an undo that changes nothing would only puzzle.
        self._database.apply(apsw.Changeset.invert(sum_))
        self._database.write("DELETE FROM journal WHERE id = ?", (entry,))


def _act(row: tuple[Any, ...]) -> Act:
    deed, subject, step, detail = row
    return Act(Deed(deed), subject, step, detail)


def _seconds(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def _changes_a_text(changes: bytes) -> bool:
    """Whether a changeset of what is written does more than move its time."""
    return any(
        change.op != "UPDATE"
        or change.new is None
        or any(
            value is not apsw.no_change
            for column, value in enumerate(change.new)
            if column != _UPDATED[change.name]
        )
        for change in apsw.Changeset.iter(changes)
    )
