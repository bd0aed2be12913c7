"""Finds the right door for a lender the person filled in, and what was done as far as is known."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.domain.conditions import UNDECIDED, parse, variables
from desktop.domain.progress import PERSON
from desktop.domain.routes import Asked, Conduct, FoundDoor, Region, find_doors, suggested
from desktop.services.answers import AnswerService
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService

if TYPE_CHECKING:
    from desktop.services.incidents import IncidentService

LOOKED_AT = 200
"""As many of the last entries of the log suggest what was done."""


class RouteService:
    """Reads the doors of the content; listen to ``Topic.LENDERS``.

    An unknown lender is a fault of the caller, ``KeyError``.
    """

    def __init__(
        self,
        library: LibraryService,
        lenders: LenderService,
        answers: AnswerService,
        incidents: "Callable[[], IncidentService]",
    ) -> None:
        """Reads nothing yet."""
        self._library = library
        self._lenders = lenders
        self._answers = answers
        self._incidents = incidents

    def conducts(self) -> tuple[Conduct, ...]:
        """What can be ticked, the most urgent first."""
        return self._library.conducts()

    def regions(self) -> tuple[Region, ...]:
        """Where a lender may be registered."""
        return self._library.regions()

    def find(
        self, lender: str, conducts: frozenset[str] = frozenset(), region: str = ""
    ) -> tuple[FoundDoor, ...]:
        """The doors in order.

        Args:
            lender: A lender id; empty while there is none.
            conducts: Ids of what was done.
            region: Region id; empty while it is not known.
        """
        asked = Asked(conducts=conducts, region=region)
        if lender:
            found = self._lenders.get(lender)
            if found is None:
                raise KeyError(lender)
            group = self._lenders.group(lender) or UNDECIDED
            asked = asked._replace(kind=found.kind, group=group)
        return find_doors(self._library.doors(), self.conducts(), asked)

    def suggested(self, lender: str) -> frozenset[str]:
        """Ids of what the answers and the log speak of, for the person to correct."""
        names = {
            name
            for conduct in self.conducts()
            if conduct.told is not None
            for name in variables(parse(conduct.told))
        }
        answers = {
            name: self._answers.value(name, lender or PERSON) or self._answers.value(name)
            for name in names
        }
        told = (
            incident
            for incident in self._incidents().latest(LOOKED_AT)
            if incident.lender in ("", lender)
        )
        return suggested(self.conducts(), answers, told)
