"""What was done to the person and theirs: one call, message or visit, noted when it happened.

Nothing but the time has to be told. What was not told stays unknown and is never guessed. A
correction never replaces what stood there before: that stays as an earlier ``Revision``.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from desktop.domain.plan import Plan, PlanItem
from desktop.domain.record import Record
from desktop.domain.steps import Stage

NUMBER_LIMIT = 40
LINE_LIMIT = 300
CONTACT_LIMIT = 40
LATE_AFTER = timedelta(hours=1)
"""What was noted so long after it happened is shown as noted afterwards."""
NIGHT_BEGINS, NIGHT_ENDS = 22, 8
"""Hours on the wall between which nobody wants to be called."""

NEXT_TOPICS = ("evidence", "contacts", "official_contact")
"""Topics of the steps that help most while the phone keeps ringing."""
NEXT_STEPS = 3


class IncidentChannel(StrEnum):
    """How they came."""

    CALL = "call"
    SMS = "sms"
    WECHAT = "wechat"
    VISIT = "visit"
    LETTER = "letter"
    OTHER = "other"


class Reached(StrEnum):
    """Whom they came to."""

    ME = "me"
    FAMILY = "family"
    FRIENDS = "friends"
    WORK = "work"
    EMERGENCY_CONTACT = "emergency_contact"
    OTHER = "other"


class IncidentKind(StrEnum):
    """What it was, as the person saw it; whether it was allowed is for others to decide."""

    THREAT = "threat"
    INSULT = "insult"
    IMPERSONATION = "impersonation"
    DISCLOSURE = "disclosure"
    EDITED_PICTURE = "edited_picture"
    NIGHT = "night"
    REPEATED = "repeated"
    INTRUSION = "intrusion"
    FALSE_PAPER = "false_paper"
    PRIVATE_ACCOUNT = "private_account"
    OTHER = "other"
    OWN_CALL = "own_call"
    """The person called them: told in the log, and never counted among what was done to them."""


class Incident(Record):
    """One thing that happened.

    Attributes:
        id: Opaque and permanent.
        at: When it happened, in the zone of the clock it was read from.
        channel: How they came; None while not told.
        reached: Whom they came to; None while not told.
        lender: A lender id; empty while not told.
        number: The number or account they used, as the person wrote it.
        line: One line in the person's words.
        created: UTC ISO-8601 time when it was noted first.
        kinds: What it was, each once, in the order of ``IncidentKind``.
        contact: Who exactly was reached, in the person's words: a third party, masked outside.
        by_contact: Whether it is what the contact noted or kept, and not the person.
        revision: How often it was corrected.
        withdrawn: UTC ISO-8601 time when it was withdrawn; empty while it stands.
    """

    id: str
    at: datetime
    channel: IncidentChannel | None = None
    reached: Reached | None = None
    lender: str = ""
    number: str = ""
    line: str = ""
    created: str = ""
    kinds: tuple[IncidentKind, ...] = ()
    contact: str = ""
    by_contact: bool = False
    revision: int = 0
    withdrawn: str = ""

    @property
    def noted_after(self) -> timedelta | None:
        """How long after it happened it was noted; None where that was at once, or is unknown."""
        if not self.created:
            return None
        passed = datetime.fromisoformat(self.created) - self.at
        return passed if passed >= LATE_AFTER else None

    @property
    def own(self) -> bool:
        """Whether it is what the person did, and not what was done to them."""
        return IncidentKind.OWN_CALL in self.kinds

    @property
    def at_night(self) -> bool:
        """Whether the clock on the wall was between ``NIGHT_BEGINS`` and ``NIGHT_ENDS``."""
        return is_night(self.at.hour)


class Revision(Record):
    """An incident as it stood before it was corrected.

    Attributes:
        incident: What stood there; its ``revision`` counts from 0, the first words.
        until: UTC ISO-8601 time when the next words took its place.
    """

    incident: Incident
    until: str


def is_night(hour: int) -> bool:
    """Whether an hour on the wall belongs to the night."""
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS


def suggested_kinds(at: datetime, channel: IncidentChannel | None) -> tuple[IncidentKind, ...]:
    """What the time alone tells; to be offered to the person, never to be set without them."""
    disturbing = channel in (None, IncidentChannel.CALL, IncidentChannel.VISIT)
    return (IncidentKind.NIGHT,) if disturbing and is_night(at.hour) else ()


def next_steps(plan: Plan) -> tuple[PlanItem, ...]:
    """The steps to lead to when the phone is quiet again, at most ``NEXT_STEPS``.

    Steps of what is overdue go before those of other lists, for that is where calls come from;
    then one of each topic, then what the plan puts first. What is done for many lenders is named
    once, and what the person has put off stays put off.
    """
    fitting = [item for item in plan.items if item.step.topic in NEXT_TOPICS and not item.put_off]
    overdue = [item for item in fitting if item.checklist.stage is Stage.OVERDUE]
    once = {item.step.id: item for item in reversed(overdue or fitting)}
    ordered = [item for item in fitting if once.get(item.step.id) is item]
    firsts = [
        next((item for item in ordered if item.step.topic == topic), None) for topic in NEXT_TOPICS
    ]
    chosen = [item for item in firsts if item is not None]
    chosen += [item for item in ordered if item not in chosen]
    return tuple(chosen[:NEXT_STEPS])
