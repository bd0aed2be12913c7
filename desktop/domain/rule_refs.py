"""A typed link from a step, channel, letter, myth or answer to the provision it rests on."""

from enum import StrEnum

from desktop.domain.record import Record


class RefRole(StrEnum):
    """What a cited provision does for the entry that cites it."""

    BASIS = "basis"
    BACKGROUND = "background"
    CONTRARY = "contrary"


class RuleRef(Record):
    """A citation.

    Attributes:
        provision: Provision id (``v-…``).
        role: Whether the entry rests on it, or it is context, or it cuts the other way.
        article: One of the provision's ``articles``; None cites the whole provision, and must be
            None where the text of the provision was not seen.
    """

    provision: str
    role: RefRole
    article: str | None = None
