"""The person's own call to a lender: the words for it, and what came of it, in the log at once."""

from desktop.domain.calls import CallNote, CallScript, call_line, call_script
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind
from desktop.domain.letter_filling import Filling, is_blank
from desktop.domain.letter_prefill import FULL_NAME, full_name
from desktop.domain.steps import CALL_LETTER
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.services.letters import LetterService


class CallService:
    """Listen to ``Topic.LENDERS`` and ``Topic.LETTERS``.

    An unknown lender is a fault of the caller, ``KeyError``.
    """

    def __init__(
        self, letters: LetterService, incidents: IncidentService, lenders: LenderService
    ) -> None:
        """Reads nothing yet."""
        self._letters = letters
        self._incidents = incidents
        self._lenders = lenders

    def script(self, lender: str = "") -> CallScript:
        """What to say to a lender, as far as the person has written it down for that one.

        What nobody told is a blank that names what belongs there.
        """
        filling = self._written(lender)
        if lender and is_blank(filling.facts.get(FULL_NAME, "")):
            filling = filling._replace(facts={**filling.facts, FULL_NAME: self._name(lender)})
        return call_script(self._letters.get(CALL_LETTER), self._letters.write(filling))

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

    def _written(self, lender: str) -> Filling:
        """What was filled in last for a call to this lender."""
        drafts = (draft.filling for draft in self._letters.drafts())
        fitting = (one for one in drafts if (one.letter, one.lender) == (CALL_LETTER, lender))
        return next(fitting, Filling(CALL_LETTER, lender))

    def _name(self, lender: str) -> str:
        found = self._lenders.get(lender)
        if found is None:
            raise KeyError(lender)
        return full_name(found)
