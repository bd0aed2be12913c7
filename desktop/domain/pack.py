"""The content pack: what the home page needs at start, and the library read when first opened."""

from typing import NamedTuple

from desktop.domain.steps import Checklist, Step
from desktop.domain.triage import Triage


class PackInfo(NamedTuple):
    """Identity of a pack.

    Attributes:
        id: Name of the pack.
        version: Semantic version: patch for wording, minor for new ids or a raised ``rev``,
            major when ids move.
        min_app: Lowest program version that can show it.
        issued: ISO date.
        licence: SPDX expression of the content.
        gist_note: The sentence shown wherever a gist is shown.
        phone_fallback: What to do when a phone menu path is not found.
    """

    id: str
    version: str
    min_app: str
    issued: str
    licence: str
    gist_note: str
    phone_fallback: str


class Pack(NamedTuple):
    """The part of the content that every start reads."""

    info: PackInfo
    checklists: tuple[Checklist, ...]
    steps: tuple[Step, ...]
    triage: Triage
