"""Myths, glossary, frequent questions, old names and the popular advice the steps answer."""

from enum import StrEnum

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef


class Verdict(StrEnum):
    """What we say about a claim people hear."""

    TRUE = "true"
    PARTLY = "partly"
    FALSE = "false"
    DEPENDS = "depends"


class Myth(Record):
    """A claim as heard, and what holds instead; ids are ``m-…``."""

    id: str
    claim: str
    verdict: Verdict
    reason: tuple[str, ...]
    consequence: str
    instead: str
    rules: tuple[RuleRef, ...]
    steps: tuple[str, ...]
    checked: str
    confidence: Confidence


class Term(Record):
    """A glossary entry; ids are ``g-…``. ``also`` holds everyday words for the same thing."""

    id: str
    term: str
    also: tuple[str, ...]
    meaning: str
    rules: tuple[RuleRef, ...]
    checked: str
    confidence: Confidence


class Faq(Record):
    """A question people really ask; ids are ``f-…``."""

    id: str
    question: str
    answer: tuple[str, ...]
    rules: tuple[RuleRef, ...]
    steps: tuple[str, ...]
    channels: tuple[str, ...]
    checked: str
    confidence: Confidence


class Redirect(Record):
    """An old or popular name and the name that holds today; ids are ``o-…``.

    ``kind`` is one of agency, hotline, article, document. ``since`` is an ISO date or None.
    """

    id: str
    old: str
    now: str
    kind: str
    since: str | None
    note: str
    checked: str
    confidence: Confidence


class Advice(Record):
    """A point of popular advice and what became of it.

    ``verdict`` is one of kept, kept_with_note, kept_with_limit, corrected, rejected, unverified.
    """

    code: str
    text: str
    verdict: str
