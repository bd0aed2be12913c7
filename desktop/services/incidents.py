"""What happened: noted at once, put right later, taken away, and all of it undoable."""

import os
from datetime import datetime

from desktop.domain.history import Act, Deed
from desktop.domain.incidents import (
    LINE_LIMIT,
    NUMBER_LIMIT,
    Incident,
    IncidentChannel,
    Reached,
)
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.services.errors import IncidentAhead, IncidentTooLong
from desktop.services.lenders import LenderService
from desktop.store.incidents import IncidentStore


class IncidentService:
    """Everything that can be done with incidents.

    An unknown incident or lender is a fault of the caller, ``KeyError``; so is a time without its
    zone, ``ValueError``.
    """

    def __init__(self, desk: Desk, lenders: LenderService) -> None:
        self._desk = desk
        self._lenders = lenders
        self._store = IncidentStore(desk.database)

    def now(self) -> datetime:
        """The local time with its zone, to the second."""
        return self._desk.now().replace(microsecond=0)

    def latest(self, most: int) -> tuple[Incident, ...]:
        """The last ones, the latest first."""
        with self._desk.reading():
            return self._store.latest(most)

    def count(self) -> int:
        """How many were noted."""
        with self._desk.reading():
            return self._store.count()

    def get(self, incident: str) -> Incident | None:
        """One incident."""
        with self._desk.reading():
            return self._store.get(incident)

    def add(
        self,
        at: datetime | None = None,
        *,
        channel: IncidentChannel | None = None,
        reached: Reached | None = None,
        lender: str = "",
        number: str = "",
        line: str = "",
    ) -> Incident:
        """Notes what happened; without a time it happened now.

        Raises:
            UserProblem: The time is still to come, or a text is too long.
        """
        incident = self._checked(
            Incident(
                id=os.urandom(6).hex(),
                at=self.now() if at is None else at,
                channel=channel,
                reached=reached,
                lender=lender,
                number=number,
                line=line,
                created=self._desk.timestamp(),
            )
        )
        self._put(incident, Deed.INCIDENT_ADDED)
        return incident

    def change(self, incident: Incident) -> None:
        """Writes a changed incident over the one with the same id.

        Raises:
            UserProblem: The time is still to come, or a text is too long.
        """
        before = self._known(incident.id)
        after = self._checked(incident)._replace(created=before.created)
        # The same moment in another zone is another time on the wall.
        if (after, after.at.utcoffset()) != (before, before.at.utcoffset()):
            self._put(after, Deed.INCIDENT_CHANGED)

    def remove(self, incident: str) -> None:
        """Takes an incident away; undo brings it back."""
        self._known(incident)
        with self._desk.change(Topic.INCIDENTS, Act(Deed.INCIDENT_REMOVED, detail=incident)):
            self._store.remove(incident)

    def _put(self, incident: Incident, deed: Deed) -> None:
        with self._desk.change(Topic.INCIDENTS, Act(deed, detail=incident.id)):
            self._store.put(incident, self._desk.timestamp())

    def _known(self, incident: str) -> Incident:
        found = self.get(incident)
        if found is None:
            raise KeyError(incident)
        return found

    def _checked(self, incident: Incident) -> Incident:
        if incident.at.utcoffset() is None:
            raise ValueError(incident.at)
        if incident.lender and self._lenders.get(incident.lender) is None:
            raise KeyError(incident.lender)
        if incident.at > self._desk.now():
            raise IncidentAhead
        return incident._replace(
            at=incident.at.replace(microsecond=0),
            number=_tidy(incident.number, NUMBER_LIMIT),
            line=_tidy(incident.line, LINE_LIMIT),
        )


def _tidy(text: str, limit: int) -> str:
    tidy = " ".join(clean(text).split())
    if len(tidy) > limit:
        raise IncidentTooLong(limit)
    return tidy
