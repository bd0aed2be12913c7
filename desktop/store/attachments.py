"""Rows of files with incidents; the bytes lie in ``store.files``."""

import json
from collections.abc import Sequence
from typing import Any

import apsw

from desktop.domain.attachments import Attachment, Came, Loss
from desktop.store.database import Database

_COLUMNS = "id, sha256, name, size, type, added, came, origin, losses, covered"
_TABLE = "attachment"
_SHA256 = _COLUMNS.split(", ").index("sha256")
_OWN = ", ".join(f"attachment.{name}" for name in _COLUMNS.split(", "))


class AttachmentStore:
    """Keeps what is told of each file, and with which incidents it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, attachment: str) -> Attachment | None:
        """One file."""
        return self._first("id = ?", attachment)

    def same(self, sha256: str, name: str) -> Attachment | None:
        """A file with these bytes that came under this name."""
        return self._first("sha256 = ? AND name = ?", sha256, name)

    def all(self) -> tuple[Attachment, ...]:
        """All of them, as they came."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM attachment ORDER BY added, rowid")
        return tuple(_attachment(row) for row in rows)

    def of(self, incident: str) -> tuple[Attachment, ...]:
        """The files of an incident, as they came."""
        rows = self._database.rows(
            f"SELECT {_OWN} FROM incident_attachment JOIN attachment"
            " ON attachment.id = incident_attachment.attachment"
            " WHERE incident_attachment.incident = ? ORDER BY position, attachment.id",
            (incident,),
        )
        return tuple(_attachment(row) for row in rows)

    def some(self, attachments: Sequence[str]) -> dict[str, Attachment]:
        """Several by id; those that are not there are left out."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM attachment WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(attachments)),),
        )
        return {found.id: found for found in map(_attachment, rows)}

    def lenders(self, attachments: Sequence[str]) -> dict[str, frozenset[str]]:
        """The lenders of the incidents each of them is with; empty for an incident without."""
        rows = self._database.rows(
            "SELECT attachment, incident.lender FROM incident_attachment JOIN incident"
            " ON incident.id = incident_attachment.incident"
            " WHERE attachment IN (SELECT value FROM json_each(?))",
            (json.dumps(list(attachments)),),
        )
        found: dict[str, set[str]] = {}
        for attachment, lender in rows:
            found.setdefault(attachment, set()).add(lender)
        return {attachment: frozenset(lenders) for attachment, lenders in found.items()}

    def put(self, attachment: Attachment) -> None:
        """Adds what is told of a file, or changes it."""
        columns = _COLUMNS.split(", ")
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
        self._database.write(
            f"INSERT INTO attachment ({_COLUMNS}) VALUES ({', '.join('?' * len(columns))})"
            f" ON CONFLICT DO UPDATE SET {changes}",
            (
                *attachment[:8],
                " ".join(attachment.losses),
                int(attachment.covered),
            ),
        )

    def link(self, incident: str, attachment: str) -> None:
        """Puts a file with an incident, after those that are there; again changes nothing."""
        self._database.write(
            "INSERT INTO incident_attachment (incident, attachment, position)"
            " SELECT ?1, ?2, coalesce(max(position), 0) + 1 FROM incident_attachment"
            " WHERE incident = ?1 ON CONFLICT DO NOTHING",
            (incident, attachment),
        )

    def unlink(self, incident: str, attachment: str) -> None:
        """Takes a file away from an incident, and its row if it is with nothing else."""
        with self._database.transaction():
            self._database.write(
                "DELETE FROM incident_attachment WHERE incident = ? AND attachment = ?",
                (incident, attachment),
            )
            self._database.write(
                "DELETE FROM attachment WHERE id = ?1 AND NOT EXISTS"
                " (SELECT 1 FROM incident_attachment WHERE attachment = ?1)",
                (attachment,),
            )

    def needed(self) -> frozenset[str]:
        """The SHA-256 of every file that a row needs, or that undo or redo could bring back."""
        rows = self._database.rows("SELECT DISTINCT sha256 FROM attachment")
        found = {str(sha256) for (sha256,) in rows}
        for (changes,) in self._database.rows("SELECT changes FROM journal"):
            for change in apsw.Changeset.iter(bytes(changes)):
                for told in (change.old, change.new) if change.name == _TABLE else ():
                    sha256 = None if told is None else told[_SHA256]
                    if isinstance(sha256, str):
                        found.add(sha256)
        return frozenset(found)

    def _first(self, which: str, *values: str) -> Attachment | None:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM attachment WHERE {which} ORDER BY rowid LIMIT 1", values
        )
        return _attachment(rows[0]) if rows else None


def _attachment(row: tuple[Any, ...]) -> Attachment:
    id_, sha256, name, size, type_, added, came, origin, losses, covered = row
    known = tuple(loss for loss in Loss if loss in str(losses).split())
    return Attachment(
        id_, sha256, name, size, type_, added, Came(came), origin, known, bool(covered)
    )
