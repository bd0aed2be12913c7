"""What the person did, as undo and redo name it."""

from enum import StrEnum

from desktop.domain.record import Record


class Deed(StrEnum):
    """A kind of change that can be taken back."""

    STATE = "state"
    NOTE = "note"
    ANSWER = "answer"
    LENDER_ADDED = "lender_added"
    LENDER_RENAMED = "lender_renamed"
    LENDER_KIND = "lender_kind"
    LENDER_STAGE = "lender_stage"
    LENDER_DAYS = "lender_days"
    LENDER_ARCHIVED = "lender_archived"
    LENDER_RESTORED = "lender_restored"
    PHONE = "phone"
    REMINDER = "reminder"
    CONTENT = "content"
    INCIDENT_ADDED = "incident_added"
    INCIDENT_CHANGED = "incident_changed"
    INCIDENT_REMOVED = "incident_removed"
    INCIDENT_PUT_BACK = "incident_put_back"
    INCIDENT_ERASED = "incident_erased"
    ATTACHMENT_ADDED = "attachment_added"
    ATTACHMENT_CHANGED = "attachment_changed"
    ATTACHMENT_REMOVED = "attachment_removed"
    FILING_ADDED = "filing_added"
    FILING_CHANGED = "filing_changed"
    FILING_STATUS = "filing_status"
    FILING_REMOVED = "filing_removed"
    LETTER_STARTED = "letter_started"
    LETTER_WRITTEN = "letter_written"
    LETTER_CHOSEN = "letter_chosen"
    LETTER_RENAMED = "letter_renamed"
    LETTER_DISCARDED = "letter_discarded"


INCIDENT_DEEDS = frozenset(
    {
        Deed.INCIDENT_ADDED,
        Deed.INCIDENT_CHANGED,
        Deed.INCIDENT_REMOVED,
        Deed.INCIDENT_PUT_BACK,
        Deed.INCIDENT_ERASED,
        Deed.ATTACHMENT_ADDED,
        Deed.ATTACHMENT_CHANGED,
        Deed.ATTACHMENT_REMOVED,
    }
)


FILING_DEEDS = frozenset(
    {Deed.FILING_ADDED, Deed.FILING_CHANGED, Deed.FILING_STATUS, Deed.FILING_REMOVED}
)

LETTER_DEEDS = frozenset(
    {
        Deed.LETTER_STARTED,
        Deed.LETTER_WRITTEN,
        Deed.LETTER_CHOSEN,
        Deed.LETTER_RENAMED,
        Deed.LETTER_DISCARDED,
    }
)


class Act(Record):
    """One change of the person, for the words of undo and redo.

    Attributes:
        deed: What kind of change.
        subject: ``PERSON`` or a lender id.
        step: Step id; empty where the change is not about a step.
        detail: The new value: the state, the variable answered, the lender's name, the day;
            the id of an incident, empty for several; the id of a filing, a space, and its title or
            the status it came to; the id of a letter; how many steps an update of
            the content concerned.
    """

    deed: Deed
    subject: str = ""
    step: str = ""
    detail: str = ""
