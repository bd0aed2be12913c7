"""The questions that order the plan, and the kinds of lender."""

from enum import StrEnum

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record
from desktop.domain.steps import Scope


class Option(Record):
    """One answer to a question."""

    value: str
    text: str


class VariableKind(StrEnum):
    """How a variable is answered."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    DAYS = "days"


class Variable(Record):
    """Something a condition may depend on.

    Attributes:
        id: Name used in conditions.
        level: Whether it belongs to the person or to each lender.
        kind: How it is answered. ``yes_no`` values are the strings ``yes`` and ``no``.
        ask: The question in words, at most 40 characters.
        hint: One line under the question; may be empty.
        options: The answers, for ``choice`` and ``yes_no``.
        first_run: Whether it is asked at first start (otherwise on the step that needs it).
        only_if: Condition under which it is asked; ``always`` if unconditional.
    """

    id: str
    level: Scope
    kind: VariableKind
    ask: str
    hint: str
    options: tuple[Option, ...]
    first_run: bool
    only_if: str


class PinRule(Record):
    """When ``when`` holds, the steps in ``pin`` come first.

    Attributes:
        id: Permanent opaque id (``n-…``).
        draft_id: Name in the drafts.
        when: Condition expression.
        pin: Step ids, in order.
        channels: Channel ids shown with the message.
        message: One calm sentence for the home page.
        any_stage: Pin even where the step's list is not the lender's present stage.
    """

    id: str
    draft_id: str
    when: str
    pin: tuple[str, ...]
    channels: tuple[str, ...]
    message: str
    any_stage: bool


class LenderKind(Record):
    """A kind of lender and who answers for it.

    Attributes:
        id: Such as ``bank`` or ``microloan``; stored with each lender.
        name: Name on screen.
        group: Value of the variable ``lender`` in conditions.
        how_to_tell: How the contract shows it, one line.
        regulator: Who supervises it, by today's name.
        confidence: How sure we are of the regulator.
    """

    id: str
    name: str
    group: str
    how_to_tell: str
    regulator: str
    confidence: Confidence


class ResolverAnswer(Record):
    """One answer of the resolver: leads to another question or to a lender kind."""

    text: str
    goto: str | None = None
    kind: str | None = None
    note: str = ""


class ResolverQuestion(Record):
    """A question that helps tell the kind of lender from the contract."""

    id: str
    ask: str
    hint: str
    answers: tuple[ResolverAnswer, ...]


class Triage(Record):
    """Everything that decides order and applicability.

    Attributes:
        variables: In the order in which they are asked.
        topic_order: Topics of steps, the most urgent first.
        pins: Ordering rules.
        kinds: Kinds of lender.
        resolver: Questions of the kind resolver; the first one starts it.
    """

    variables: tuple[Variable, ...]
    topic_order: tuple[str, ...]
    pins: tuple[PinRule, ...]
    kinds: tuple[LenderKind, ...]
    resolver: tuple[ResolverQuestion, ...]
    checked: str
