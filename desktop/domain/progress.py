"""How far a step has come, for the person or for one lender."""

from enum import StrEnum

from desktop.domain.record import Record
from desktop.domain.steps import Scope

PERSON = ""
"""Subject of a step that is ticked once for the person; lenders use their own id."""


class State(StrEnum):
    """The five states of a step. A finished step is not the same as a finished matter."""

    TODO = "todo"
    DOING = "doing"
    WAITING = "waiting"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


CLOSED = frozenset({State.DONE, State.NOT_APPLICABLE})


def scope_of(subject: str) -> Scope:
    """Which steps are ticked for a subject."""
    return Scope.PERSON if subject == PERSON else Scope.LENDER


class Progress(Record):
    """The state of one step for one subject.

    Attributes:
        step: Step id.
        subject: ``PERSON`` or a lender id.
        state: How far it has come.
        reason: Why it does not apply; empty for the other states.
        rev: Revision of the step when the state was set.
        updated: UTC ISO-8601 time of the change.
    """

    step: str
    subject: str
    state: State
    reason: str
    rev: int
    updated: str


class Place(Record):
    """Where the person was, for the next start.

    Attributes:
        page: Name of the open page.
        stage: Stage on the checklist page.
        lender: Lender on the checklist page.
        step: Step on the checklist page.
        section: Section on the help page.
        entry: Entry on the help page.
        person: Lender whose details were open on the page of the person's situation.
    """

    page: str = "home"
    stage: str = ""
    lender: str = ""
    step: str = ""
    section: str = ""
    entry: str = ""
    person: str = ""
