"""Rows of incidents."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from desktop.domain.incidents import Incident, IncidentChannel, Reached
from desktop.store.database import Database

_COLUMNS = "id, at, offset_minutes, channel, reached, lender, number, line, created"


class IncidentStore:
    """Keeps what happened, and the offset of the clock on the wall where it happened."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, most: int) -> tuple[Incident, ...]:
        """The last ones, the latest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM incident ORDER BY at DESC, rowid DESC LIMIT ?", (most,)
        )
        return tuple(_incident(row) for row in rows)

    def count(self) -> int:
        """How many there are."""
        return int(self._database.rows("SELECT count(*) FROM incident")[0][0])

    def get(self, incident: str) -> Incident | None:
        """One incident."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM incident WHERE id = ?", (incident,))
        return _incident(rows[0]) if rows else None

    def put(self, incident: Incident, updated: str) -> None:
        """Adds an incident, or writes a changed one over the one with the same id."""
        self._database.write(
            f"INSERT INTO incident ({_COLUMNS}, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET at = excluded.at,"
            " offset_minutes = excluded.offset_minutes, channel = excluded.channel,"
            " reached = excluded.reached, lender = excluded.lender, number = excluded.number,"
            " line = excluded.line, updated = excluded.updated",
            (*_values(incident), updated),
        )

    def remove(self, incident: str) -> None:
        """Removes an incident."""
        self._database.write("DELETE FROM incident WHERE id = ?", (incident,))


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
        incident.created,
    )


def _incident(row: tuple[Any, ...]) -> Incident:
    id_, at, offset, channel, reached, lender, number, line, created = row
    return Incident(
        id=id_,
        at=datetime.fromisoformat(at).astimezone(timezone(timedelta(minutes=offset))),
        channel=IncidentChannel(channel) if channel else None,
        reached=Reached(reached) if reached else None,
        lender=lender,
        number=number,
        line=line,
        created=created,
    )
