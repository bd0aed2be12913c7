"""What was done to the person and theirs: one call, message or visit, noted when it happened.

Nothing but the time has to be told. What was not told stays unknown and is never guessed.
"""

from datetime import datetime
from enum import StrEnum

from desktop.domain.plan import Plan, PlanItem
from desktop.domain.record import Record
from desktop.domain.steps import Stage

NUMBER_LIMIT = 40
LINE_LIMIT = 300

NEXT_TOPICS = ("evidence", "contacts", "official_contact")
"""Topics of the steps that help most while the phone keeps ringing."""
NEXT_STEPS = 3


class IncidentChannel(StrEnum):
    """How they came."""

    CALL = "call"
    SMS = "sms"
    WECHAT = "wechat"
    VISIT = "visit"
    OTHER = "other"


class Reached(StrEnum):
    """Whom they came to."""

    ME = "me"
    FAMILY = "family"
    FRIENDS = "friends"
    WORK = "work"
    OTHER = "other"


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
    """

    id: str
    at: datetime
    channel: IncidentChannel | None = None
    reached: Reached | None = None
    lender: str = ""
    number: str = ""
    line: str = ""
    created: str = ""


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
