"""What to do next: every open step of the active lists, in one order that never hides a step.

A lender's active list is the list of its stage. A lender whose stage nobody told has the lists of
before, during and overdue, and their steps apply ``maybe`` at best. Steps of the person are taken
once from the lists of all active lenders; without any active lender, from those three lists.

An unanswered question never hides a step: it makes it a ``maybe``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.lenders import Lender
from desktop.domain.pack import Pack
from desktop.domain.progress import CLOSED, PERSON, Progress, State
from desktop.domain.steps import Checklist, Phase, Step

Answers = Mapping[tuple[str, str], str]
"""Answers by (subject, variable id)."""

ProgressByKey = Mapping[tuple[str, str], Progress]
"""Progress by (step id, subject)."""


class Applies(StrEnum):
    """Whether a step concerns this person or lender; declared from the surest to the least."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One step for one subject.

    Attributes:
        step: The step.
        lender: The lender it is ticked for; None for a step of the person. A lender step without a
            lender appears only in ``list_items`` for nobody, and cannot be ticked.
        checklist: The list it is shown in.
        phase: The phase of that list.
        state: How far it has come.
        reason: Why it does not apply, in the person's words.
        applies: Whether its condition holds.
        unanswered: Variables that keep it a ``maybe``, in the order in which they are asked.
        pinned: Whether an ordering rule puts it first.
        number: Position within its list, from 1.
        total: How many steps that list has.
        revised: Done, but the advice has changed since.
    """

    step: Step
    lender: Lender | None
    checklist: Checklist
    phase: Phase
    state: State
    reason: str
    applies: Applies
    unanswered: tuple[str, ...]
    pinned: bool
    number: int
    total: int
    revised: bool

    @property
    def subject(self) -> str:
        """Whose tick it is: ``PERSON`` or a lender id."""
        return PERSON if self.lender is None else self.lender.id

    @property
    def key(self) -> tuple[str, str]:
        """Step id and subject, which together name one tick."""
        return (self.step.id, self.subject)

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state not in CLOSED


@dataclass(frozen=True, slots=True)
class ListProgress:
    """How much of one list is closed for one lender; steps that do not apply are left out.

    ``lender`` is None only while there is no active lender; then the person's steps are counted.
    """

    checklist: Checklist
    lender: Lender | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Message:
    """A calm sentence for the home page, from the ordering rule ``rule``."""

    text: str
    channels: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the home page shows.

    Attributes:
        items: Open steps that apply or may apply, the next one first.
        messages: Sentences of the ordering rules that hold.
        lists: Progress for each active lender whose stage is known.
        unstaged: Active lenders whose stage nobody told.
    """

    items: tuple[PlanItem, ...]
    messages: tuple[Message, ...]
    lists: tuple[ListProgress, ...]
    unstaged: tuple[Lender, ...]


def build_plan(
    pack: Pack,
    lenders: Sequence[Lender],
    answers: Answers,
    progress: ProgressByKey,
    today: date,
) -> Plan:
    """Puts every open step in order.

    Args:
        pack: The checklists.
        lenders: Every lender in the person's order; archived ones are passed over.
        answers: What was answered so far.
        progress: What was ticked so far.
        today: The local date.
    """
    raise NotImplementedError


def list_items(
    pack: Pack,
    checklist: Checklist,
    lender: Lender | None,
    lenders: Sequence[Lender],
    answers: Answers,
    progress: ProgressByKey,
    today: date,
) -> tuple[PlanItem, ...]:
    """Every step of one list in list order, closed ones and those that do not apply included.

    Args:
        pack: The checklists.
        checklist: The list to show.
        lender: Whose lender steps to show. None shows them without a lender, to be read only.
        lenders: Every lender in the person's order; archived ones do not count for person steps.
        answers: What was answered so far.
        progress: What was ticked so far.
        today: The local date.
    """
    raise NotImplementedError
