"""Where a setting hides in the menus of each phone system."""

from dataclasses import dataclass

from desktop.domain.confidence import Confidence


@dataclass(frozen=True, slots=True)
class PhoneTask:
    """Something to do on a phone, for example switching off a permission."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PhonePath:
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


@dataclass(frozen=True, slots=True)
class PhoneSystem:
    """One phone system; ids are ``h-…``."""

    id: str
    draft_id: str
    name: str
    short_name: str
    paths: tuple[PhonePath, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class PhoneGuide:
    """Advice that holds on every phone, such as what revoking a permission does not undo."""

    id: str
    draft_id: str
    title: str
    points: tuple[str, ...]
    checked: str
    confidence: Confidence
