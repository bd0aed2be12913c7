"""Writes a letter: the content, what the person gave, and what is known, put together."""

from collections.abc import Mapping
from datetime import date

from desktop.domain.attachments import Attachment
from desktop.domain.incidents import Incident
from desktop.domain.letter_filling import Filling
from desktop.domain.letters import Letter, Letters
from desktop.domain.record import Record
from desktop.domain.rules import Provision, RuleDocument
from desktop.domain.written_letter import WrittenLetter


class Known(Record):
    """What is known beside the content of the letter and what was given for it.

    Attributes:
        today: The local date.
        incidents: Every incident the filling names, by id; one that is gone is not in it.
        files: The files of each of them, by incident.
        attachments: Every file the filling names, by id, likewise.
        provisions: Every provision the letter cites, and its document.
        third_parties: Names of people who were reached, to be masked.
    """

    today: date
    incidents: Mapping[str, Incident]
    files: Mapping[str, tuple[Attachment, ...]]
    attachments: Mapping[str, Attachment]
    provisions: Mapping[str, tuple[RuleDocument, Provision]]
    third_parties: tuple[str, ...] = ()


def write_letter(
    letter: Letter,
    letters: Letters,
    filling: Filling,
    known: Known,
    identity: Mapping[str, str],
    *,
    masked: bool = False,
) -> WrittenLetter:
    """Puts a letter together. What was typed is copied, never read: it may hold any sign.

    Args:
        letter: The letter of the content.
        letters: All of the content, for facts and reasons.
        filling: What the person gave.
        known: What else is known.
        identity: Names and numbers of people, by fact; they are asked when the letter leaves.
        masked: Whether they are masked, and those of third parties.
    """
    raise NotImplementedError
