"""Checklists, their phases and their steps, as the content pack describes them."""

from enum import StrEnum

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef


class Stage(StrEnum):
    """Where one loan stands; each stage has exactly one checklist."""

    BEFORE = "before"
    DURING = "during"
    OVERDUE = "overdue"
    SETTLED = "settled"


class Urgency(StrEnum):
    """How soon a step is worth doing; declared from the most to the least urgent."""

    NOW = "now"
    TODAY = "today"
    THIS_WEEK = "this_week"
    MONTHLY = "monthly"


EVIDENCE_TOPIC = "evidence"
"""The topic of steps whose work is done in the log."""
CALL_LETTER = "t-6y6qn"
"""The letter that is said on the phone and not sent: the card for calls shows it."""
REMINDER_LETTER = "t-2loj2"
"""The letter that asks after something handed in, whatever it was."""


class Scope(StrEnum):
    """Whether a step is ticked once for the person or once for every lender."""

    PERSON = "person"
    LENDER = "lender"


class Step(Record):
    """One thing to do.

    Attributes:
        id: Permanent opaque id (``s-…``); never derived from title or order.
        draft_id: Name of the step in the drafts it came from, kept for count tests.
        rev: Raised by one when the advice (not a typo) changes.
        title: At most 30 characters, imperative.
        why: At most 30 characters.
        how: The actions, in order.
        done_when: At most 30 characters; how the person knows the step is finished.
        keep: What to keep as proof.
        risk: What may go wrong or be misunderstood; empty when there is nothing to say.
        urgency: How soon.
        minutes: Honest estimate of the person's own time, in minutes.
        scope: Ticked once per person or once per lender.
        topic: One of the topics in ``Triage.topic_order``.
        when: Condition expression (see ``desktop.domain.conditions``); ``always`` if unconditional.
        rules: The provisions the step rests on.
        channels: Channel ids.
        letters: Letter ids.
        phone_tasks: Phone task ids whose menu path is shown on the step.
        advice: Codes of the popular advice this step keeps or corrects.
        checked: ISO date on which the step was last checked.
        confidence: How sure we are.
    """

    id: str
    draft_id: str | None
    rev: int
    title: str
    why: str
    how: tuple[str, ...]
    done_when: str
    keep: tuple[str, ...]
    risk: str
    urgency: Urgency
    minutes: int
    scope: Scope
    topic: str
    when: str
    rules: tuple[RuleRef, ...]
    channels: tuple[str, ...]
    letters: tuple[str, ...]
    phone_tasks: tuple[str, ...]
    advice: tuple[str, ...]
    checked: str
    confidence: Confidence


class Phase(Record):
    """A titled group of steps inside a checklist; holds ids and order only."""

    id: str
    draft_id: str | None
    title: str
    intro: str
    steps: tuple[str, ...]


class Checklist(Record):
    """The list of one stage."""

    id: str
    draft_id: str | None
    stage: Stage
    title: str
    short_title: str
    goal: str
    phases: tuple[Phase, ...]
    checked: str
