"""What was handed in where, what became of it, and when a reply is due.

The terms of the reply are kept as the content said them when it was handed in, so that later
content never changes what somebody was told to wait for. The day is counted anew each time: a year
that was not covered may be by now.
"""

from datetime import date
from enum import StrEnum

from desktop.domain.confidence import Confidence
from desktop.domain.deadlines import Deadline, WorkDays
from desktop.domain.letters import CountedFrom, FollowUp, ReplyCalendar
from desktop.domain.record import Record

TITLE_LIMIT = 60
RECIPIENT_LIMIT = 60
TICKET_LIMIT = 60
NOTE_LIMIT = 1000
SOON_DAYS = 7
"""A day that is so near, or gone, is shown in the side bar."""


class FilingWay(StrEnum):
    """How it was handed in."""

    EMS = "ems"
    ONLINE = "online"
    PHONE = "phone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    OTHER = "other"


class FilingStatus(StrEnum):
    """What became of it, in the order in which that mostly happens."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    UNSATISFIED = "unsatisfied"
    CLOSED = "closed"


WAITING = frozenset({FilingStatus.SUBMITTED, FilingStatus.ACCEPTED})
"""While one of these stands, somebody owes a reply."""


class StatusChange(Record):
    """When it came to a status.

    Attributes:
        status: The status.
        day: The day on which it happened.
        noted: When it was noted, UTC ISO 8601.
    """

    status: FilingStatus
    day: date
    noted: str


class Terms(Record):
    """Who must reply by when, as the content said it at the time.

    Attributes:
        who: Who must reply; empty where nobody has to.
        days: Days until the reply is due, None where no rule sets any.
        calendar: How they are counted.
        counted_from: From when.
        provision: Id of the provision that sets them, or empty.
        article: Its article, or empty where it was not read.
        basis: The deadline in words.
        confidence: How sure we are.
    """

    who: str
    days: int | None
    calendar: ReplyCalendar
    counted_from: CountedFrom
    provision: str
    article: str
    basis: str
    confidence: Confidence


NO_TERMS = Terms("", None, ReplyCalendar.NONE, CountedFrom.SENT, "", "", "", Confidence.UNVERIFIED)
"""Of something that is no letter of ours."""


def terms_of(follow_up: FollowUp) -> Terms:
    """The terms to be kept of a letter."""
    rule = follow_up.rule
    return Terms(
        follow_up.who,
        follow_up.days,
        follow_up.calendar,
        follow_up.counted_from,
        "" if rule is None else rule.provision,
        "" if rule is None else rule.article or "",
        follow_up.basis,
        follow_up.confidence,
    )


class Filing(Record):
    """Something that was handed in.

    Attributes:
        id: Opaque id, empty until it is stored.
        title: What it is, for the person.
        sent: The day on which it was handed in.
        letter: Letter id, or empty.
        lender: Lender id, or empty.
        recipient: Where it went.
        way: How, None while not told.
        ticket: Number of the ticket or of the parcel.
        received: The day on which it arrived.
        accepted: The day on which it was accepted.
        told: The day the other side named, or the person wrote in the letter.
        terms: By when a reply is due.
        note: The person's words.
        status: What became of it last.
        created: When it was noted, UTC ISO 8601.
    """

    id: str
    title: str
    sent: date
    letter: str = ""
    lender: str = ""
    recipient: str = ""
    way: FilingWay | None = None
    ticket: str = ""
    received: date | None = None
    accepted: date | None = None
    told: date | None = None
    terms: Terms = NO_TERMS
    note: str = ""
    status: FilingStatus = FilingStatus.SUBMITTED
    created: str = ""


class DueKind(StrEnum):
    """What can be said of the day a reply is due."""

    SETTLED = "settled"
    """Nothing is waited for any more."""
    NO_RULE = "no_rule"
    """No rule we know sets a day, and nobody named one."""
    NOT_BEGUN = "not_begun"
    """The count begins with a day that is not known yet."""
    UNCOVERED = "uncovered"
    """Working days run into a year whose holidays are not known."""
    COUNTED = "counted"
    TOLD = "told"


class FilingDue(Record):
    """When a reply is due.

    Attributes:
        kind: What can be said of it.
        day: The day; None where there is none.
        start: The day after which the count begins; None where nothing is counted.
        deadline: The count, where one was made.
    """

    kind: DueKind
    day: date | None = None
    start: date | None = None
    deadline: Deadline | None = None


def due(filing: Filing, work_days: WorkDays) -> FilingDue:
    """When a reply is due; a day that somebody named goes before one that is counted."""
    terms = filing.terms
    start = _start(filing)
    deadline = None
    if terms.days is not None and start is not None:
        deadline = work_days.deadline(start, terms.days, terms.calendar)
    if filing.status not in WAITING:
        return FilingDue(DueKind.SETTLED, None, start, deadline)
    if filing.told is not None:
        return FilingDue(DueKind.TOLD, filing.told, start, deadline)
    if terms.days is None:
        return FilingDue(DueKind.NO_RULE)
    if deadline is None:
        return FilingDue(DueKind.NOT_BEGUN)
    if deadline.day is None:
        return FilingDue(DueKind.UNCOVERED, None, start, deadline)
    return FilingDue(DueKind.COUNTED, deadline.day, start, deadline)


def lapsed(due_: FilingDue, today: date) -> bool:
    """Whether the day has passed without a reply."""
    return due_.day is not None and due_.day < today


def urgent(due_: FilingDue, today: date) -> bool:
    """Whether the day is near, or gone."""
    return due_.day is not None and (due_.day - today).days <= SOON_DAYS


def in_order(
    filings: tuple[tuple[Filing, FilingDue], ...],
) -> tuple[tuple[Filing, FilingDue], ...]:
    """What falls due first comes first, then what is waited for, then what is settled."""

    def place(pair: tuple[Filing, FilingDue]) -> tuple[int, date, int, str]:
        filing, due_ = pair
        group = 0 if due_.day is not None else 2 if due_.kind is DueKind.SETTLED else 1
        latest = -filing.sent.toordinal()
        return group, due_.day or date.max, latest, filing.id

    return tuple(sorted(filings, key=place))


def _start(filing: Filing) -> date | None:
    match filing.terms.counted_from:
        case CountedFrom.SENT:
            return filing.sent
        case CountedFrom.RECEIVED:
            # Who has accepted it has it; the later day asks too late rather than too early.
            return filing.received or filing.accepted
        case CountedFrom.ACCEPTED:
            return filing.accepted
