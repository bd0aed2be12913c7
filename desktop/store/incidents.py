"""Rows of incidents, and of what stood in them before they were corrected."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from desktop.domain.evidence import spaced
from desktop.domain.incidents import (
    Incident,
    IncidentChannel,
    IncidentKind,
    Reached,
    Revision,
)
from desktop.store.database import Database

_TOLD = "at, offset_minutes, channel, reached, lender, number, line, kinds, contact, by_contact"
COLUMNS = f"id, {_TOLD}, created, revision, withdrawn"
BETWEEN_FIELDS = "\ue000"
"""A sign between two texts, so that nothing is found that begins in one and ends in the other."""


class IncidentStore:
    """Keeps what happened, and the offset of the clock on the wall where it happened."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, most: int) -> tuple[Incident, ...]:
        """The last ones that stand, the latest first."""
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM incident WHERE withdrawn = ''"
            " ORDER BY at DESC, rowid DESC LIMIT ?",
            (most,),
        )
        return tuple(incident_of(row) for row in rows)

    def count(self) -> int:
        """How many stand."""
        # Both are counted along an index.
        rows = self._database.rows(
            "SELECT (SELECT count(*) FROM incident)"
            " - (SELECT count(*) FROM incident WHERE withdrawn <> '')"
        )
        return int(rows[0][0])

    def get(self, incident: str) -> Incident | None:
        """One incident, also if it was withdrawn."""
        rows = self._database.rows(f"SELECT {COLUMNS} FROM incident WHERE id = ?", (incident,))
        return incident_of(rows[0]) if rows else None

    def some(self, incidents: Sequence[str]) -> dict[str, Incident]:
        """Several by id, also withdrawn ones; those that are not there are left out."""
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM incident WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(incidents)),),
        )
        return {found.id: found for found in map(incident_of, rows)}

    def revisions(self, incident: str) -> tuple[Revision, ...]:
        """What stood there before each correction, the first words first."""
        rows = self._database.rows(
            f"SELECT incident, {_TOLD}, '', revision, '', until"
            " FROM incident_revision WHERE incident = ? ORDER BY revision",
            (incident,),
        )
        return tuple(Revision(incident_of(row[:-1]), str(row[-1])) for row in rows)

    def put(self, incident: Incident, updated: str) -> None:
        """Adds an incident, or corrects the one with the same id and keeps what stood there.

        Args:
            incident: As it shall stand; when it was noted, and how often corrected, stays.
            updated: UTC ISO-8601 time.
        """
        values = (*_values(incident), words_of(incident), updated)
        names = f"id, {_TOLD}, created, spaced, updated"
        changed = (*_TOLD.split(", "), "spaced", "updated")
        with self._database.transaction():
            self._database.write(
                f"INSERT INTO incident_revision (incident, revision, {_TOLD}, until)"
                f" SELECT id, revision, {_TOLD}, ? FROM incident WHERE id = ?",
                (updated, incident.id),
            )
            self._database.write(
                f"INSERT INTO incident ({names}) VALUES ({', '.join('?' * len(values))})"
                f" ON CONFLICT DO UPDATE SET revision = revision + 1,"
                f" {', '.join(f'{name} = excluded.{name}' for name in changed)}",
                values,
            )

    def set_withdrawn(self, incidents: Sequence[str], withdrawn: str, updated: str) -> None:
        """Marks some as withdrawn at a time, or as standing again with an empty one."""
        with self._database.transaction():
            for incident in incidents:
                self._database.write(
                    "UPDATE incident SET withdrawn = ?, updated = ? WHERE id = ?",
                    (withdrawn, updated, incident),
                )

    def remove(self, incidents: Sequence[str]) -> None:
        """Removes some with all their words, and the files that were with nothing else."""
        with self._database.transaction():
            for incident in incidents:
                for table, key in (
                    ("incident", "id"),
                    ("incident_revision", "incident"),
                    ("incident_attachment", "incident"),
                ):
                    self._database.write(f"DELETE FROM {table} WHERE {key} = ?", (incident,))
            self._database.write(
                "DELETE FROM attachment WHERE id NOT IN"
                " (SELECT attachment FROM incident_attachment)",
                (),
            )


def words_of(incident: Incident) -> str:
    """What the index of words holds of an incident."""
    texts = [incident.line, incident.contact, incident.number]
    digits = "".join(sign for sign in incident.number if sign.isdigit())
    if digits != incident.number:
        texts.append(digits)
    return f" {BETWEEN_FIELDS} ".join(spaced(text) for text in texts if text)


def _values(incident: Incident) -> tuple[str | int, ...]:
    offset = incident.at.utcoffset()
    if offset is None:
        raise ValueError(incident.at)
    return (
        incident.id,
        incident.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        round(offset.total_seconds() / 60),
        incident.channel or "",
        incident.reached or "",
        incident.lender,
        incident.number,
        incident.line,
        "".join(f" {kind} " for kind in incident.kinds),
        incident.contact,
        int(incident.by_contact),
        incident.created,
    )


def incident_of(row: tuple[Any, ...]) -> Incident:
    """The incident of a row with ``COLUMNS``."""
    id_, at, offset, channel, reached, lender, number, line, kinds, contact, by_contact, *rest = row
    created, revision, withdrawn = rest
    return Incident(
        id=id_,
        at=datetime.fromisoformat(at).astimezone(timezone(timedelta(minutes=offset))),
        channel=IncidentChannel(channel) if channel else None,
        reached=Reached(reached) if reached else None,
        lender=lender,
        number=number,
        line=line,
        created=created,
        # A newer program may know kinds that this one cannot name; they stay in the row.
        kinds=tuple(kind for kind in IncidentKind if f" {kind} " in kinds),
        contact=contact,
        by_contact=bool(by_contact),
        revision=revision,
        withdrawn=withdrawn,
    )
