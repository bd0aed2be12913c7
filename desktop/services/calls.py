"""The person's own call to a lender: the words for it, and what came of it, in the log at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.domain.calls import CallNote, CallScript, call_line, call_script
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind
from desktop.domain.letter_evidence import Known
from desktop.domain.letter_filling import Filling
from desktop.domain.letter_writing import write_letter
from desktop.domain.steps import CALL_LETTER
from desktop.services.desk import Desk
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService

if TYPE_CHECKING:
    from desktop.domain.letters import Letters

_LENDER_FACT = "lender_full"


class CallService:
    """Listen to ``Topic.LENDERS``; an unknown lender is a fault of the caller, ``KeyError``."""

    def __init__(
        self,
        desk: Desk,
        letters: "Callable[[], Letters]",
        incidents: IncidentService,
        lenders: LenderService,
    ) -> None:
        """Reads nothing yet."""
        self._desk = desk
        self._letters = letters
        self._incidents = incidents
        self._lenders = lenders

    def script(self, lender: str = "") -> CallScript:
        """What to say to a lender; what nobody told is a blank that names what belongs there."""
        letters = self._letters()
        letter = next(one for one in letters.letters if one.id == CALL_LETTER)
        known = Known(self._desk.today(), {}, {}, {}, {})
        facts = {_LENDER_FACT: self._name(lender)} if lender else {}
        filling = Filling(CALL_LETTER, lender, facts)
        return call_script(letter, write_letter(letter, letters, filling, known, {}))

    def note(self, told: CallNote) -> Incident:
        """Writes a call into the log, as what the person did.

        Raises:
            UserProblem: It began in the future, or a text is too long.
        """
        return self._incidents.add(
            told.began,
            channel=IncidentChannel.CALL,
            lender=told.lender,
            number=told.number,
            line=call_line(told),
            kinds=(IncidentKind.OWN_CALL,),
        )

    def _name(self, lender: str) -> str:
        found = self._lenders.get(lender)
        if found is None:
            raise KeyError(lender)
        return found.name
