"""What is known about the person or one lender, in the shape that conditions ask for."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from desktop.domain.conditions import UNDECIDED, Condition, evaluate, parse, variables
from desktop.domain.lenders import UNKNOWN_KIND, Lender
from desktop.domain.progress import PERSON
from desktop.domain.steps import Scope, Stage
from desktop.domain.triage import Triage, VariableKind

STAGE = "stage"
LENDER_GROUP = "lender"
OVERDUE_DAYS = "overdue_days"
LENDER_FACTS = frozenset({STAGE, LENDER_GROUP, OVERDUE_DAYS})
"""Variables that a lender itself answers; an answer of the person does not count for them."""

Answers = Mapping[tuple[str, str], str]
"""Answers by (subject, variable id)."""

_NOT_OVERDUE = frozenset({Stage.BEFORE, Stage.DURING})


@cache
def _parsed(condition: str) -> tuple[Condition, frozenset[str]]:
    tree = parse(condition)
    return tree, variables(tree)


class Facts:
    """The answers that hold for one lender, or for the person while there is no lender.

    What is asked about each lender may also be answered once by the person, for those lenders that
    have no answer of their own.

    Attributes:
        lender: The lender, or None.
        subject: The lender's id, or ``PERSON``.
        staged: Whether it is known which list applies.
    """

    __slots__ = ("_asked_if", "_held", "_values", "lender", "staged", "subject")

    def __init__(
        self, triage: Triage, lender: Lender | None, answers: Answers, today: date
    ) -> None:
        self.lender = lender
        self.subject = PERSON if lender is None else lender.id
        self.staged = lender is not None and lender.stage is not None
        self._values: dict[str, str | int | None] = {}
        self._asked_if = {variable.id: variable.only_if for variable in triage.variables}
        self._held: dict[str, bool | None] = {}
        for variable in triage.variables:
            value = answers.get((PERSON, variable.id))
            if variable.level is Scope.LENDER:
                value = answers.get((self.subject, variable.id), value)
            if value is not None and variable.id not in LENDER_FACTS:
                self._values[variable.id] = (
                    int(value) if variable.kind is VariableKind.DAYS else value
                )
        if lender is not None:
            self._values[STAGE] = lender.stage
            self._values[OVERDUE_DAYS] = (
                0 if lender.stage in _NOT_OVERDUE else lender.days_overdue(today)
            )
            self._values[LENDER_GROUP] = group_of(
                triage, lender, answers.get((lender.id, LENDER_GROUP))
            )

    def holds(self, condition: str) -> bool | None:
        """Whether a condition holds; None when that depends on something unanswered."""
        try:
            return self._held[condition]
        except KeyError:
            result = self._held[condition] = evaluate(_parsed(condition)[0], self._values)
            return result

    def unanswered(self, condition: str) -> frozenset[str]:
        """Variables of a condition without a deciding answer, except those ruled out by another."""
        return frozenset(
            variable
            for variable in _parsed(condition)[1]
            if self._values.get(variable) in (None, UNDECIDED) and self.asked(variable)
        )

    def asked(self, variable: str) -> bool:
        """Whether a question makes sense, as far as is known."""
        return self.holds(self._asked_if.get(variable, "always")) is not False


def group_of(triage: Triage, lender: Lender, answered: str | None) -> str | None:
    """The group of the lender's kind; until the kind is told, what was answered for the group."""
    if lender.kind != UNKNOWN_KIND:
        for kind in triage.kinds:
            if kind.id == lender.kind:
                return kind.group
    return answered
