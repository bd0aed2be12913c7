"""One loan relationship: stage, kind and days overdue belong to it, not to the person."""

from datetime import date

from desktop.domain.record import Record
from desktop.domain.steps import Stage

UNKNOWN_KIND = "unknown"
NAME_LIMIT = 40


class Lender(Record):
    """A lender as the person named it.

    Attributes:
        id: Opaque id minted when it was added; never reused.
        name: What the person calls it; at most ``NAME_LIMIT`` characters.
        kind: Lender kind id from the pack, ``unknown`` until told.
        stage: Where this loan stands, None until answered.
        overdue_since: First day overdue in local time, None when not overdue or unanswered.
        archived: Put away: kept with all its ticks, left out of plan and switches.
    """

    id: str
    name: str
    kind: str = UNKNOWN_KIND
    stage: Stage | None = None
    overdue_since: date | None = None
    archived: bool = False

    def days_overdue(self, today: date) -> int | None:
        """Whole days since ``overdue_since``, never negative; None when it is not known."""
        if self.overdue_since is None:
            return None
        return max(0, (today - self.overdue_since).days)
