"""What happened: noted at once, corrected later, withdrawn, and all of it undoable.

The log is only added to. A correction keeps the words that stood there, and what is withdrawn stays
readable (``services.evidence``); only ``erase`` takes something away, because it is the person's.
"""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from desktop.domain.history import Act, Deed
from desktop.domain.incidents import (
    CONTACT_LIMIT,
    LINE_LIMIT,
    NUMBER_LIMIT,
    Incident,
    IncidentChannel,
    IncidentKind,
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
        """The last ones that stand, the latest first."""
        with self._desk.reading():
            return self._store.latest(most)

    def count(self) -> int:
        """How many were noted and stand."""
        with self._desk.reading():
            return self._store.count()

    def get(self, incident: str) -> Incident | None:
        """One incident that stands; None if it was withdrawn."""
        with self._desk.reading():
            found = self._store.get(incident)
        return None if found is None or found.withdrawn else found

    def add(
        self,
        at: datetime | None = None,
        *,
        channel: IncidentChannel | None = None,
        reached: Reached | None = None,
        lender: str = "",
        number: str = "",
        line: str = "",
        kinds: tuple[IncidentKind, ...] = (),
        contact: str = "",
        by_contact: bool = False,
    ) -> Incident:
        """Notes what happened; without a time it happened now.

        Raises:
            UserProblem: The time is still to come, or a text is too long.
        """
        incident = self.new(
            Incident(
                id="",
                at=self.now() if at is None else at,
                channel=channel,
                reached=reached,
                lender=lender,
                number=number,
                line=line,
                kinds=kinds,
                contact=contact,
                by_contact=by_contact,
            )
        )
        self._put(incident, Deed.INCIDENT_ADDED)
        return incident

    def new(self, told: Incident) -> Incident:
        """Makes what can be noted with its files, by ``AttachmentService.adding``; notes nothing.

        Raises:
            UserProblem: The time is still to come, or a text is too long.
        """
        id_, created = os.urandom(6).hex(), self._desk.timestamp()
        return self._checked(told._replace(id=id_, created=created))

    def change(self, incident: Incident) -> None:
        """Corrects an incident; what stood there stays readable.

        Raises:
            UserProblem: The time is still to come, or a text is too long.
        """
        before = self._known(incident.id)
        after = self._checked(incident)._replace(
            created=before.created, revision=before.revision, withdrawn=""
        )
        # The same moment in another zone is another time on the wall.
        if (after, after.at.utcoffset()) != (before, before.at.utcoffset()):
            self._put(after, Deed.INCIDENT_CHANGED)

    def withdraw(self, *incidents: str) -> None:
        """Says that some should not stand; they stay readable, and can be put back."""
        standing = [self._known(incident).id for incident in incidents]
        with self._changing(Deed.INCIDENT_REMOVED, standing):
            self._store.set_withdrawn(standing, self._desk.timestamp(), self._desk.timestamp())

    def put_back(self, *incidents: str) -> None:
        """Lets some stand again that were withdrawn."""
        with self._changing(Deed.INCIDENT_PUT_BACK, incidents):
            self._store.set_withdrawn(incidents, "", self._desk.timestamp())

    def erase(self, *incidents: str) -> None:
        """Takes some out of the log with all their earlier words; until then undo brings them back.

        Their files go too, but for those that are with others.
        """
        with self._changing(Deed.INCIDENT_ERASED, incidents):
            self._store.remove(incidents)

    def _changing(self, deed: Deed, incidents: Sequence[str]) -> AbstractContextManager[None]:
        for incident in incidents:
            if self._store.get(incident) is None:
                raise KeyError(incident)
        act = Act(deed, detail=incidents[0] if len(incidents) == 1 else "")
        erased = deed is Deed.INCIDENT_ERASED
        topic = (Topic.INCIDENTS, Topic.ATTACHMENTS) if erased else Topic.INCIDENTS
        return self._desk.change(topic, act)

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
            kinds=tuple(kind for kind in IncidentKind if kind in incident.kinds),
            contact=_tidy(incident.contact, CONTACT_LIMIT),
        )


def _tidy(text: str, limit: int) -> str:
    tidy = " ".join(clean(text).split())
    if len(tidy) > limit:
        raise IncidentTooLong(limit)
    return tidy
