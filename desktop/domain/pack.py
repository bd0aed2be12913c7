"""The content pack: what the home page needs at start, and the library read when first opened."""

from enum import StrEnum

from desktop.domain.record import Record
from desktop.domain.steps import Checklist, Step
from desktop.domain.triage import Triage


class PackInfo(Record):
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


class Outcome(StrEnum):
    """What became of an id; declared from the least to the most for the person to look at."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"


class Former(Record):
    """An id as it was before a move.

    Attributes:
        old: The id.
        title: What it stood for was called then; notes are found again by it.
    """

    old: str
    title: str


class Move(Record):
    """What became of ids that shipped.

    Attributes:
        version: The pack in which it happened.
        outcome: What happened.
        was: The ids before. One that is also in ``now`` stays; the others are gone for good.
        now: The ids that took their place; of retired ones what to look at instead, if anything.
        reason: Why, in a sentence for people.
    """

    version: str
    outcome: Outcome
    was: tuple[Former, ...]
    now: tuple[str, ...]
    reason: str

    @property
    def gone(self) -> tuple[str, ...]:
        """The ids that exist no more."""
        return tuple(former.old for former in self.was if former.old not in self.now)

    @property
    def identity(self) -> str:
        """What tells it from every other move, whatever its words."""
        return f"{self.outcome}:{'+'.join(each.old for each in self.was)}>{'+'.join(self.now)}"


class Pack(Record):
    """The part of the content that every start reads.

    Attributes:
        info: Which pack it is.
        checklists: The lists, in order.
        steps: Their steps, in order.
        triage: The questions and the ordering rules.
        moves: What became of steps that shipped before, in order.
    """

    info: PackInfo
    checklists: tuple[Checklist, ...]
    steps: tuple[Step, ...]
    triage: Triage
    moves: tuple[Move, ...] = ()


def mark_of(pack: Pack) -> str:
    """What a data file keeps of the pack it was opened with: its version, revisions and moves."""
    revisions = " ".join([f"{step.id}:{step.rev}" for step in pack.steps])
    moves = " ".join([move.identity for move in pack.moves])
    return f"{pack.info.version}\n{revisions}\n{moves}"


def revisions_in(mark: str) -> dict[str, int]:
    """The revision of each step as a mark tells it; what makes no sense is left out."""
    pairs = (pair.split(":") for line in mark.split("\n")[1:2] for pair in line.split())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdecimal()}
