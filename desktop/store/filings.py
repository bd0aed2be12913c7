"""Rows of what was handed in, and of what became of it."""

from datetime import date
from typing import Any

from desktop.domain.confidence import Confidence
from desktop.domain.filings import Filing, FilingStatus, FilingWay, StatusChange, Terms
from desktop.domain.letters import CountedFrom, ReplyCalendar
from desktop.store.database import Database

_OWN = "title, sent, letter, lender, recipient, way, ticket, received, accepted, told"
_TERMS = "who, days, calendar, counted_from, provision, article, basis, confidence"
_TOLD = f"{_OWN}, {_TERMS}, note"
_LAST = "(SELECT status FROM filing_status WHERE filing = id ORDER BY position DESC LIMIT 1)"
_ROWS = f"SELECT id, {_TOLD}, created, {_LAST} FROM filing"


class FilingStore:
    """Keeps each filing with every status it came to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Filing, ...]:
        """Every filing, the latest first."""
        rows = self._database.rows(f"{_ROWS} ORDER BY sent DESC, rowid DESC")
        return tuple(_filing(row) for row in rows)

    def get(self, filing: str) -> Filing | None:
        """One filing."""
        rows = self._database.rows(f"{_ROWS} WHERE id = ?", (filing,))
        return _filing(rows[0]) if rows else None

    def history(self, filing: str) -> tuple[StatusChange, ...]:
        """What it came to, in the order in which that was noted."""
        rows = self._database.rows(
            "SELECT status, day, noted FROM filing_status WHERE filing = ? ORDER BY position",
            (filing,),
        )
        return tuple(
            StatusChange(FilingStatus(status), date.fromisoformat(day), noted)
            for status, day, noted in rows
        )

    def put(self, filing: Filing, updated: str) -> None:
        """Adds a filing or writes over the one with the same id; its status stays as it is.

        Args:
            filing: As it shall stand.
            updated: UTC ISO-8601 time.
        """
        values = (filing.id, *_values(filing), filing.created, updated)
        changed = ", ".join(f"{name} = excluded.{name}" for name in (*_TOLD.split(", "), "updated"))
        self._database.write(
            f"INSERT INTO filing (id, {_TOLD}, created, updated)"
            f" VALUES ({', '.join('?' * len(values))})"
            f" ON CONFLICT DO UPDATE SET {changed}",
            values,
        )

    def come_to(self, filing: str, change: StatusChange) -> None:
        """Adds a status at the end of a filing's history."""
        self._database.write(
            "INSERT INTO filing_status (filing, position, status, day, noted)"
            " SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4"
            " FROM filing_status WHERE filing = ?1",
            (filing, change.status, change.day.isoformat(), change.noted),
        )

    def remove(self, filing: str) -> None:
        """Removes a filing with its history."""
        with self._database.transaction():
            self._database.write("DELETE FROM filing_status WHERE filing = ?", (filing,))
            self._database.write("DELETE FROM filing WHERE id = ?", (filing,))


def _values(filing: Filing) -> tuple[str | int | None, ...]:
    days = (filing.received, filing.accepted, filing.told)
    return (
        filing.title,
        filing.sent.isoformat(),
        filing.letter,
        filing.lender,
        filing.recipient,
        filing.way or "",
        filing.ticket,
        *(None if day is None else day.isoformat() for day in days),
        *filing.terms,
        filing.note,
    )


def _filing(row: tuple[Any, ...]) -> Filing:
    id_, title, sent, letter, lender, recipient, way, ticket, *rest = row
    *days, who, number, calendar, counted_from, provision, article, basis, confidence = rest[:11]
    note, created, status = rest[11:]
    received, accepted, told = (None if day is None else date.fromisoformat(day) for day in days)
    return Filing(
        id=id_,
        title=title,
        sent=date.fromisoformat(sent),
        letter=letter,
        lender=lender,
        recipient=recipient,
        way=FilingWay(way) if way else None,
        ticket=ticket,
        received=received,
        accepted=accepted,
        told=told,
        terms=Terms(
            who,
            number,
            ReplyCalendar(calendar),
            CountedFrom(counted_from),
            provision,
            article,
            basis,
            Confidence(confidence),
        ),
        note=note,
        # A damaged file may have lost the history.
        status=FilingStatus.SUBMITTED if status is None else FilingStatus(status),
        created=created,
    )
