"""Reads the log as a list: any part of it in any order, without reading the rest.

An order is the row numbers of everything, read from one index and kept until something is written.
What fits a filter is a set of row numbers, likewise from indexes alone; going along the order with
it gives the list. A page of it is then a handful of rows, wherever it lies.
"""

from array import array
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import filterfalse
from typing import TypeVar

from desktop.domain.evidence import (
    SEARCH_LIMIT,
    EvidenceFilter,
    EvidenceRow,
    EvidenceSort,
    EvidenceSummary,
    HourCell,
    spaced,
)
from desktop.domain.incidents import (
    NIGHT_BEGINS,
    NIGHT_ENDS,
    Incident,
    IncidentChannel,
    IncidentKind,
    Reached,
    Revision,
)
from desktop.store.database import Database
from desktop.store.incidents import COLUMNS, IncidentStore, incident_of

_DONE_TO_THEM = f"instr(kinds, ' {IncidentKind.OWN_CALL} ') = 0"
_NIGHT = f"substr(wall, 12) NOT BETWEEN '{NIGHT_ENDS:02}' AND '{NIGHT_BEGINS - 1}'"
_AWAY = "withdrawn <> ''"
_STANDING, _STANDS = "FROM incident INDEXED BY incident_standing", "WHERE withdrawn = ''"
_OF_AWAY = f"FROM incident INDEXED BY incident_withdrawn WHERE {_AWAY}"
# From the few files to their incidents, and not the other way round.
_WITH_FILES = (
    "SELECT incident.rowid FROM incident_attachment CROSS JOIN incident"
    " ON incident.id = incident_attachment.incident"
)
_WITH_WORDS = "SELECT rowid FROM incident_words WHERE incident_words MATCH ?"
_BY_TIME = {
    EvidenceSort.NEWEST: "at DESC, rowid DESC",
    EvidenceSort.OLDEST: "at, rowid",
}
_KEPT = 4
"""Answers of a kind that are kept: as many as the parts of a page that ask in turn."""

_AT_ONCE = 1000

Values = list[str | int | None]
K = TypeVar("K")
V = TypeVar("V")


class EvidenceStore:
    """Reads incidents, filtered and in order; ``IncidentStore`` writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._incidents = IncidentStore(database)
        self._orders: dict[tuple[EvidenceFilter, EvidenceSort], array[int]] = {}
        self._fits: dict[EvidenceFilter, frozenset[int]] = {}
        self._whole: dict[EvidenceSort, array[int]] = {}
        self._as_of = -1

    def get(self, incident: str) -> Incident | None:
        """One incident, also if it was withdrawn."""
        return self._incidents.get(incident)

    def revisions(self, incident: str) -> tuple[Revision, ...]:
        """What stood there before it was corrected, the first words first."""
        return self._incidents.revisions(incident)

    def page(
        self, wanted: EvidenceFilter, sort: EvidenceSort, offset: int, limit: int
    ) -> tuple[EvidenceRow, ...]:
        """Some rows of the list."""
        return self._rows(self._order(wanted, sort)[offset : offset + limit])

    def count(self, wanted: EvidenceFilter) -> int:
        """How many rows the list has."""
        if wanted == EvidenceFilter():
            return self._incidents.count()
        self._follow()
        if not _narrow(wanted):
            return len(self._order(wanted, EvidenceSort.NEWEST))
        return len(self._fitting(wanted))

    def ids(self, wanted: EvidenceFilter, sort: EvidenceSort) -> tuple[str, ...]:
        """The ids of all rows, in their order."""
        order = self._order(wanted, sort)
        ids = dict(self._database.rows(f"SELECT rowid, id {_STANDING} {_STANDS}"))
        if wanted.withdrawn:
            ids.update(self._database.rows(f"SELECT rowid, id {_OF_AWAY}"))
        return tuple(ids[number] for number in order)

    def all(self, wanted: EvidenceFilter, sort: EvidenceSort) -> tuple[Incident, ...]:
        """Everything that fits, to be printed or packed."""
        order = self._order(wanted, sort)
        parts = (order[start : start + _AT_ONCE] for start in range(0, len(order), _AT_ONCE))
        return tuple(row.incident for part in parts for row in self._rows(part))

    def summary(self) -> EvidenceSummary:
        """The figures above the list."""
        disturbing = ", ".join(
            f"'{way}'" for way in ("", IncidentChannel.CALL, IncidentChannel.VISIT)
        )
        ((incidents, night, others, contacts),) = self._database.rows(
            "SELECT count(*),"
            f" count(*) FILTER (WHERE channel IN ({disturbing}) AND {_NIGHT} AND {_DONE_TO_THEM}),"
            f" count(*) FILTER (WHERE reached NOT IN ('', '{Reached.ME}') AND {_DONE_TO_THEM}),"
            f" count(*) FILTER (WHERE by_contact) {_STANDING} {_STANDS}"
        )
        ((attachments,),) = self._database.rows(
            "SELECT count(DISTINCT attachment) FROM incident_attachment WHERE incident NOT IN"
            f" (SELECT id {_OF_AWAY})"
        )
        return EvidenceSummary(incidents, attachments, night, others, contacts)

    def heat(self, first: date, last: date, wanted: EvidenceFilter) -> dict[HourCell, int]:
        """How often in each hour of some days."""
        which, values = self._which(wanted._replace(first=first, last=last, cell=None))
        rows = self._database.rows(
            f"SELECT wall, count(*) {_STANDING} {_STANDS} AND {_DONE_TO_THEM} AND {which}"
            " GROUP BY wall",
            values,
        )
        if wanted.withdrawn:
            rows += self._database.rows(
                f"SELECT wall, count(*) {_OF_AWAY} AND {_DONE_TO_THEM} AND {which} GROUP BY wall",
                values,
            )
        counts: dict[HourCell, int] = {}
        for wall, number in rows:
            cell = HourCell(date.fromisoformat(wall[:10]), int(wall[11:]))
            counts[cell] = counts.get(cell, 0) + number
        return counts

    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which something happened that stands."""
        ends = [
            self._database.rows(
                f"SELECT wall {_STANDING} {_STANDS} ORDER BY wall {direction} LIMIT 1"
            )
            for direction in ("", "DESC")
        ]
        if not ends[0]:
            return None
        first, last = (date.fromisoformat(rows[0][0][:10]) for rows in ends)
        return first, last

    # ---- orders ------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Let go of what no longer is as the rows are."""
        changes = self._database.changes()
        if changes != self._as_of:
            self._orders.clear()
            self._whole.clear()
            self._fits.clear()
            self._as_of = changes

    def _rows(self, numbers: "array[int]") -> tuple[EvidenceRow, ...]:
        marks = ", ".join("?" * len(numbers))
        rows = self._database.rows(
            f"SELECT rowid, (SELECT count(*) FROM incident_attachment WHERE incident = id),"
            f" {COLUMNS} FROM incident WHERE rowid IN ({marks})",
            list(numbers),
        )
        found = {row[0]: EvidenceRow(incident_of(row[2:]), row[1]) for row in rows}
        return tuple(found[number] for number in numbers)

    def _order(self, wanted: EvidenceFilter, sort: EvidenceSort) -> "array[int]":
        self._follow()
        order = self._orders.get((wanted, sort))
        if order is None:
            order = _kept(self._orders, (wanted, sort), self._numbers(wanted, sort))
        return order

    def _numbers(self, wanted: EvidenceFilter, sort: EvidenceSort) -> "array[int]":
        every = self._whole.get(sort)
        if every is None:
            every = _kept(self._whole, sort, self._all_by(sort))
        if not _narrow(wanted):
            # Nearly everything fits: what does not is quicker to know.
            away = frozenset() if wanted.withdrawn else self._away()
            return array("I", filterfalse(away.__contains__, every)) if away else every
        fitting = self._fitting(wanted)
        return array("I", filter(fitting.__contains__, every)) if fitting else array("I")

    def _fitting(self, wanted: EvidenceFilter) -> frozenset[int]:
        """The rows that fit a filter that leaves something out, in no order."""
        found = self._fits.get(wanted)
        return _kept(self._fits, wanted, self._found(wanted)) if found is None else found

    def _found(self, wanted: EvidenceFilter) -> frozenset[int]:
        found: list[frozenset[int]] = []
        facts = wanted._replace(text="", attached=None)
        if _narrow(facts):
            which, values = self._which(facts)
            told = f"SELECT rowid {_STANDING} {_STANDS} AND {which}"
            numbers = self._database.numbers(told, values)
            if wanted.withdrawn:
                numbers += self._database.numbers(f"SELECT rowid {_OF_AWAY} AND {which}", values)
            found.append(frozenset(numbers))
        if query := words_query(wanted.text):
            found.append(frozenset(self._database.numbers(_WITH_WORDS, [query])))
        if wanted.attached:
            found.append(frozenset(self._database.numbers(_WITH_FILES)))
        if not found:
            found.append(frozenset(self._all_by(EvidenceSort.NEWEST)))
        fitting = frozenset.intersection(*found)
        if wanted.attached is False:
            fitting = fitting.difference(self._database.numbers(_WITH_FILES))
        return fitting if wanted.withdrawn or _narrow(facts) else fitting - self._away()

    def _away(self) -> frozenset[int]:
        return frozenset(self._read("incident_withdrawn", _AWAY, [], "at"))

    def _all_by(self, sort: EvidenceSort) -> "array[int]":
        """Every row number, in an order."""
        if sort in _BY_TIME:
            return self._read("incident_by_time", "1", [], _BY_TIME[sort])
        if sort is EvidenceSort.ENTERED:
            return self._read("incident_by_entry", "1", [], "created DESC, rowid DESC")
        if sort is EvidenceSort.NUMBER:
            # Those without a number come last.
            told = self._read("incident_by_number", "number > ''", [], "number, at DESC, rowid")
            return told + self._read("incident_by_number", "number = ''", [], "at DESC, rowid DESC")
        column, order = sort.value, array("I")
        for value in self._groups(sort):
            order += self._read(
                f"incident_by_{column}", f"{column} = ?", [value], "at DESC, rowid DESC"
            )
        return order

    def _read(self, index: str, which: str, values: Values, order: str) -> "array[int]":
        return self._database.numbers(
            f"SELECT rowid FROM incident INDEXED BY {index} WHERE {which} ORDER BY {order}", values
        )

    def _groups(self, sort: EvidenceSort) -> list[str]:
        """The values of a column in the order the person knows them in; what is untold last."""
        if sort is EvidenceSort.CHANNEL:
            return [*IncidentChannel, ""]
        if sort is EvidenceSort.REACHED:
            return [*Reached, ""]
        listed = self._database.rows("SELECT id FROM lender ORDER BY position")
        used = self._database.rows(
            "SELECT DISTINCT lender FROM incident INDEXED BY incident_by_lender"
        )
        known = [lender for (lender,) in listed]
        # What a damaged file has lost the lender of comes before what never had one.
        return [*known, *sorted({lender for (lender,) in used} - {*known, ""}), ""]

    # ---- filters -----------------------------------------------------------------------------

    def _which(self, wanted: EvidenceFilter) -> tuple[str, Values]:
        """A condition on the columns of the index of what stands, and on the index of words."""
        parts: list[str] = []
        values: Values = []

        def among(column: str, chosen: Iterable[str | None]) -> None:
            told = [value or "" for value in chosen]
            if told:
                parts.append(f"{column} IN ({', '.join('?' * len(told))})")
                values.extend(told)

        first, last = wanted.first, wanted.last
        if wanted.cell is not None:
            parts.append("wall = ?")
            values.append(f"{wanted.cell.day.isoformat()}T{wanted.cell.hour:02}")
        if first is not None:
            parts.append("wall >= ?")
            values.append(first.isoformat())
        if last is not None:
            parts.append("wall < ?")
            values.append(_day_after(last))
        among("lender", wanted.lenders)
        among("channel", wanted.channels)
        among("reached", wanted.reached)
        if wanted.kinds:
            parts.append(f"({' OR '.join(['instr(kinds, ?)'] * len(wanted.kinds))})")
            values.extend(f" {kind} " for kind in wanted.kinds)
        if wanted.night:
            parts.append(_NIGHT)
        if wanted.by_contact is not None:
            parts.append("by_contact = ?")
            values.append(int(wanted.by_contact))
        if wanted.attached is not None:
            parts.append(f"rowid {'' if wanted.attached else 'NOT '}IN ({_WITH_FILES})")
        if query := words_query(wanted.text):
            parts.append(f"rowid IN ({_WITH_WORDS})")
            values.append(query)
        return " AND ".join(parts) or "1", values


def words_query(text: str) -> str:
    """What is asked of the index of words; empty where nothing can be looked for.

    Each part that was typed is a phrase, so its characters must stand together. What ends in a
    letter or a digit also finds what goes on there, as a number that is still being typed.
    """
    phrases = []
    for part in text[:SEARCH_LIMIT].split():
        phrase = spaced(part)
        if phrase:
            goes_on = phrase[-1].isascii() and phrase[-1].isalnum()
            phrases.append(f'"{phrase}"{" *" if goes_on else ""}')
    return " ".join(phrases)


def _kept(answers: dict[K, V], question: K, answer: V) -> V:
    """The answer, kept for the next time; the oldest goes where there are enough."""
    if len(answers) >= _KEPT:
        del answers[next(iter(answers))]
    answers[question] = answer
    return answer


def _narrow(wanted: EvidenceFilter) -> bool:
    """Whether a filter leaves anything out but what was withdrawn."""
    return wanted._replace(withdrawn=False) != EvidenceFilter()


def _day_after(day: date) -> str:
    # No year has five digits, so what comes after the last day comes after every digit.
    return ":" if day == date.max else (day + timedelta(days=1)).isoformat()
