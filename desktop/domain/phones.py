"""Where a setting hides in the menus of each phone system."""

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record


class PhoneTask(Record):
    """Something to do on a phone, for example switching off a permission."""

    id: str
    title: str


class PhonePath(Record):
    """The menu path of one task on one phone system.

    Attributes:
        task: Phone task id.
        route: Consecutive menu entries, shown joined by ``›``; empty when the path is prose.
        hints: Sentences that are not a menu path.
        versions: System versions the path was seen for; empty when unknown.
        confidence: How sure we are.
    """

    task: str
    route: tuple[str, ...]
    hints: tuple[str, ...]
    versions: str
    confidence: Confidence


class PhoneSystem(Record):
    """One phone system; ids are ``h-…``."""

    id: str
    draft_id: str
    name: str
    short_name: str
    paths: tuple[PhonePath, ...]
    checked: str


class PhoneGuide(Record):
    """Advice that holds on every phone, such as what revoking a permission does not undo."""

    id: str
    draft_id: str
    title: str
    points: tuple[str, ...]
    checked: str
    confidence: Confidence
