"""Letters and message drafts: what each is for, what it needs to know, and what it says.

The words are data: placeholders such as ``{lender_full}`` and blocks that are switched on by a
choice or a guard. Nothing about the law is decided in the text, and no article number is typed in
it; a citation names provisions and the program writes them.
"""

from enum import StrEnum

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef

MOST_REQUESTS = 3
"""As many things as one letter may ask for; more are read as none."""

RULES_PLACEHOLDER = "rules"
"""In the text of a citation: where the program writes the cited provisions."""

OWES = "owes"
"""In ``only_if``: holds while the debt paragraph stands; where it was left out, it is ``no``."""


class LetterGroup(StrEnum):
    """For whom a letter is, in display order."""

    FAMILY = "family"
    LENDER = "lender"
    COMPLAINT = "complaint"
    POLICE_COURT = "police_court"
    SELF = "self"


class LetterForm(StrEnum):
    """What is done with the text, which decides about its look and its outputs."""

    LETTER = "letter"
    FORM = "form"
    MESSAGE = "message"
    SCRIPT = "script"
    OUTLINE = "outline"


class FactKind(StrEnum):
    """How a fact is typed in and written out."""

    TEXT = "text"
    DATE = "date"
    """Written as in 2026年11月22日."""
    MONEY = "money"
    """Written with its unit, so that the text adds none."""
    COUNT = "count"
    """Written as a bare number."""
    PHONE = "phone"
    LENDER = "lender"
    LINES = "lines"
    """Several lines, kept as they were typed."""
    INCIDENTS = "incident_list"
    EVIDENCE = "evidence_list"


class LetterFact(Record):
    """One thing a letter may need to know; the list is closed, in ``letter-facts.yaml``.

    Attributes:
        id: Permanent readable id, also its placeholder; what people typed is kept under it.
        label: Name of the field.
        hint: What to write, or where it stands; empty when the label says it all.
        kind: How it is typed in and written out.
        identity: Asked at export and not stored unless the person says so.
        masked: Told by the full copy alone, as what is asked at export is: the name of somebody
            else, a number under which somebody finds the person.
    """

    id: str
    label: str
    hint: str
    kind: FactKind
    identity: bool
    masked: bool


class FactUse(Record):
    """A fact that a letter needs.

    A block or request that names an optional fact without a value is left out. A required fact
    without one is a visible gap and stops the export, as long as anything that is written names
    it: what only an unused block needs is not asked. The same holds for choices and questions.
    """

    fact: str
    required: bool


class ChoiceOption(Record):
    """One answer of a choice; ``text`` is written where the choice stands as a placeholder."""

    value: str
    text: str


class LetterChoice(Record):
    """A question with given answers.

    Attributes:
        key: Readable name, unique in the letter: its placeholder, and its name in ``only_if``.
        ask: The question.
        several: Whether more than one answer may be ticked. In ``only_if`` each of its answers
            then stands alone, as ``issues_threat`` for the answer ``threat`` of ``issues``.
        required: Whether the export waits for an answer. A block that names an unanswered optional
            choice is left out.
        options: The answers; nothing is chosen beforehand.
    """

    key: str
    ask: str
    several: bool
    required: bool
    options: tuple[ChoiceOption, ...]


class LetterGuard(Record):
    """Something the person has to confirm before a sentence may be said.

    Attributes:
        key: Readable name, unique in the letter. In ``only_if`` it stands alone.
        ask: The question; yes confirms it.
        unlocks: What may be said then, in words.
        needs: Facts that are required as soon as it is confirmed, such as the receipt number.
        required: Whether the letter as a whole may leave only when it is confirmed.
    """

    key: str
    ask: str
    unlocks: str
    needs: tuple[str, ...]
    required: bool


class LetterQuestion(Record):
    """What the person is asked to tell in their own words.

    Attributes:
        key: Readable name, unique in the letter; blocks of kind ``own_words`` name it.
        ask: The question.
        hint: What helps to answer it.
        required: Whether the export waits for an answer.
    """

    key: str
    ask: str
    hint: str
    required: bool


class LetterRequest(Record):
    """One thing the recipient is asked to do; at most ``MOST_REQUESTS`` are ticked at a time.

    Attributes:
        key: Readable name, unique in the letter.
        text: The sentence, may hold placeholders.
        chosen: Whether it is ticked at first.
    """

    key: str
    text: str
    chosen: bool


class BlockKind(StrEnum):
    """What a block of the body is."""

    RECIPIENT = "recipient"
    """The line that names whom it is for."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    """Courtesy, plans, explanations: nothing that asks for proof."""
    CLAIM = "claim"
    """A statement of fact: it points to proof, or it says that only the person states it."""
    POINTS = "points"
    """Numbered items."""
    BOXES = "boxes"
    """Items to tick on paper."""
    OWN_WORDS = "own_words"
    """The answer to the question ``of``; a claim, too."""
    INCIDENTS = "incidents"
    """The chosen entries of the log, one line each; ``of`` is the fact. Each is its own proof."""
    EVIDENCE = "evidence"
    """The list of exhibits; ``of`` is the fact."""
    DEBT = "debt"
    """The debt paragraph, or what stands instead of it."""
    REQUESTS = "requests"
    """The ticked requests, numbered; ``text`` leads up to them."""
    CITATION = "citation"
    """A sentence with ``{rules}``, where the program writes ``cites``."""
    SIGNATURE = "signature"
    """Name and date, a line for each item."""


class LetterBlock(Record):
    """One block of the body.

    Attributes:
        kind: What it is.
        key: Readable name, unique in the letter, of what may point to proof; else empty.
        text: Its text with placeholders; for some kinds empty.
        items: The items of points and boxes, and the lines of a signature.
        of: The question or fact whose content it shows; else empty.
        proof: For a claim, what would show it, in words for the person.
        cites: For a citation, the provisions, each of them also in ``Letter.rules``.
        only_if: Condition over choices (``sort == 'call'``) and guards (``reported``), in the
            grammar of ``desktop.domain.conditions``; the block is written only where it holds.
            A guard that is not confirmed does not hold. What is true only of somebody who owes
            the debt waits for ``owes``. None is always.
    """

    kind: BlockKind
    key: str
    text: str
    items: tuple[str, ...]
    of: str
    proof: str
    cites: tuple[RuleRef, ...]
    only_if: str | None


class Consequence(Record):
    """The card that is shown first: what it means to send this.

    Attributes:
        means: What the person does by sending it.
        may_happen: What may follow.
        cannot: What it cannot do.
    """

    means: str
    may_happen: tuple[str, ...]
    cannot: tuple[str, ...]


class ReplyCalendar(StrEnum):
    """How the days of a reply are counted; ``NONE`` where no rule we know sets any."""

    NATURAL = "natural"
    WORKING = "working"
    NONE = "none"


class CountedFrom(StrEnum):
    """The day after which the count begins."""

    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"


class FollowUp(Record):
    """What to wait for after sending.

    Attributes:
        who: Who must reply; empty where nobody has to.
        days: Days until the reply is due; None exactly where ``calendar`` is ``NONE``.
        calendar: How they are counted.
        counted_from: From when.
        rule: The rule that sets them; required where there are days.
        basis: The deadline in words, with what is not known about it.
        confidence: How sure we are of the days.
        then: What to do when nothing came.
        letter: Letter id of the next letter, or None.
        step: Step id to go on with, or None.
    """

    who: str
    days: int | None
    calendar: ReplyCalendar
    counted_from: CountedFrom
    rule: RuleRef | None
    basis: str
    confidence: Confidence
    then: str
    letter: str | None
    step: str | None


class DebtReason(Record):
    """Why somebody leaves the debt paragraph out.

    Attributes:
        id: Permanent readable id.
        label: The reason as the person picks it.
        instead: What the letter says in its place; empty for nothing.
    """

    id: str
    label: str
    instead: str


class Letter(Record):
    """A paper the person may need; ids are ``t-…``.

    Attributes:
        id: Permanent opaque id.
        draft_id: Name in the drafts, for count tests; None for a letter without a draft.
        group: For whom it is.
        form: What is done with it.
        title: Name on screen.
        paper_title: What stands above its text; empty where nothing does, as in a message.
        purpose: What it is good for.
        recipients: To whom it goes.
        use_when: When it is the right one.
        avoid_when: When it is not.
        consequence: The card that is shown first.
        facts: What it needs to know, in the order in which it is asked.
        choices: Questions with given answers.
        guards: What has to be confirmed.
        own_words: What the person tells in their own words.
        requests: What may be asked for.
        body: The text, in order.
        debt: The debt paragraph; empty only where ``no_debt`` says why.
        debt_stays: Whether the letter makes no sense without it, so that it cannot be left out.
        no_debt: Why there is none.
        attachments: What to enclose or to have at hand.
        cautions: What to mind before sending.
        channels: Channel ids of the doors it can go to.
        follow_up: What to wait for.
        rules: The provisions it rests on.
        checked: ISO date of the last check.
        confidence: How sure we are.
    """

    id: str
    draft_id: str | None
    group: LetterGroup
    form: LetterForm
    title: str
    paper_title: str
    purpose: str
    recipients: tuple[str, ...]
    use_when: tuple[str, ...]
    avoid_when: tuple[str, ...]
    consequence: Consequence
    facts: tuple[FactUse, ...]
    choices: tuple[LetterChoice, ...]
    guards: tuple[LetterGuard, ...]
    own_words: tuple[LetterQuestion, ...]
    requests: tuple[LetterRequest, ...]
    body: tuple[LetterBlock, ...]
    debt: str
    debt_stays: bool
    no_debt: str
    attachments: tuple[str, ...]
    cautions: tuple[str, ...]
    channels: tuple[str, ...]
    follow_up: FollowUp
    rules: tuple[RuleRef, ...]
    checked: str
    confidence: Confidence


class Letters(Record):
    """Everything the letters room reads, from a file of its own that nothing else needs."""

    facts: tuple[LetterFact, ...]
    debt_reasons: tuple[DebtReason, ...]
    letters: tuple[Letter, ...]
