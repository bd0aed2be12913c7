"""The log as a list: pages of rows, figures, the heat map, what is missing.

What is written goes through ``services.incidents``; this only reads. Nothing reads the whole list:
the window asks for the rows it shows.
"""

from collections.abc import Iterator
from datetime import date

from desktop.domain.evidence import (
    EvidenceFilter,
    EvidenceRow,
    EvidenceSort,
    EvidenceSummary,
    HourCell,
)
from desktop.domain.evidence_gaps import EvidenceState, evidence_state
from desktop.domain.incidents import Incident, Revision
from desktop.domain.timeline import TimelineEntry, TimelineKind, TimelineRange
from desktop.services.desk import Desk
from desktop.store.attachments import AttachmentStore
from desktop.store.evidence import EvidenceStore

EVERYTHING = EvidenceFilter()


class EvidenceService:
    """Reads the log; listen to ``Topic.INCIDENTS`` and ``Topic.ATTACHMENTS``."""

    def __init__(self, desk: Desk) -> None:
        """Reads nothing yet."""
        self._desk = desk
        self._store = EvidenceStore(desk.database)
        self._attachments = AttachmentStore(desk.database)

    def get(self, incident: str) -> Incident | None:
        """One incident, also if it was withdrawn."""
        with self._desk.reading():
            return self._store.get(incident)

    def page(
        self,
        wanted: EvidenceFilter = EVERYTHING,
        sort: EvidenceSort = EvidenceSort.NEWEST,
        offset: int = 0,
        limit: int = 100,
    ) -> tuple[EvidenceRow, ...]:
        """Some rows of the list; fewer than ``limit`` only at its end."""
        with self._desk.reading():
            return self._store.page(wanted, sort, offset, limit)

    def count(self, wanted: EvidenceFilter = EVERYTHING) -> int:
        """How many rows the list has."""
        with self._desk.reading():
            return self._store.count(wanted)

    def ids(
        self,
        wanted: EvidenceFilter = EVERYTHING,
        sort: EvidenceSort = EvidenceSort.NEWEST,
    ) -> tuple[str, ...]:
        """The ids of all rows in their order, to select everything or to print."""
        with self._desk.reading():
            return self._store.ids(wanted, sort)

    def summary(self) -> EvidenceSummary:
        """The figures above the list."""
        with self._desk.reading():
            return self._store.summary()

    def heat(
        self, first: date, last: date, wanted: EvidenceFilter = EVERYTHING
    ) -> dict[HourCell, int]:
        """How often in each hour of some days, by the clock on the wall; empty hours are left out.

        Args:
            first: The first day.
            last: The last day.
            wanted: What is counted; its days and its cell are not looked at.
        """
        with self._desk.reading():
            return self._store.heat(first, last, wanted)

    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which something happened; None while there is nothing."""
        with self._desk.reading():
            return self._store.days()

    def revisions(self, incident: str) -> tuple[Revision, ...]:
        """What stood there before it was corrected, the first words first."""
        with self._desk.reading():
            return self._store.revisions(incident)

    def state(self, incident: str) -> EvidenceState:
        """What an incident has to show, what is missing, and what to do next.

        Raises:
            KeyError: There is no such incident.
        """
        with self._desk.reading():
            found = self._store.get(incident)
            if found is None:
                raise KeyError(incident)
            return evidence_state(found, self._attachments.of(incident))

    def timeline(self, wanted: TimelineRange) -> Iterator[TimelineEntry]:
        """What stands, for ``services.timeline``; the earliest first."""
        chosen = EvidenceFilter(lenders=wanted.lenders, first=wanted.first, last=wanted.last)
        with self._desk.reading():
            found = self._store.all(chosen, EvidenceSort.OLDEST)
        for told in found:
            yield TimelineEntry(told.at, TimelineKind.INCIDENT, told.id, told.lender, told)
