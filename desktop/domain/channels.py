"""Hotlines, portals and offices a person can turn to."""

from desktop.domain.confidence import Confidence
from desktop.domain.record import Record
from desktop.domain.rule_refs import RuleRef
from desktop.domain.rules import UrlKind


class Phone(Record):
    """A telephone number and what it is."""

    number: str
    label: str
    confidence: Confidence


class FilingWay(Record):
    """One way to file: by phone, sms, app, online, mail, in_person or other."""

    by: str
    text: str


class Reply(Record):
    """When an answer may be expected, and what that rests on."""

    text: str
    basis: str
    confidence: Confidence


class Escalation(Record):
    """What to do when the channel does not help; ``channel`` is an id or None."""

    text: str
    channel: str | None = None


class Channel(Record):
    """A place to complain or get help.

    Attributes:
        id: Permanent opaque id (``c-…``).
        draft_id: Name in the drafts.
        name: Name on screen, by today's agency names.
        kind: Group on the help page; a key of ``Library.channel_kinds``.
        phones: Numbers; empty when there is none.
        hours: Opening hours in words; empty when unknown.
        handles: What it takes.
        refuses: What it does not take.
        before: What must be done first.
        materials: What to have at hand.
        filing: Ways to file.
        url: Official address; empty when there is none.
        url_kind: Whether ``url`` is a page or a site.
        reply: When an answer may be expected.
        escalation: What comes next.
        lender_kinds: Lender kind ids it is meant for; empty means every kind.
        rules: The provisions it rests on.
        cautions: What to watch out for.
        checked: ISO date of the last check.
        confidence: How sure we are.
    """

    id: str
    draft_id: str | None
    name: str
    kind: str
    phones: tuple[Phone, ...]
    hours: str
    handles: tuple[str, ...]
    refuses: tuple[str, ...]
    before: tuple[str, ...]
    materials: tuple[str, ...]
    filing: tuple[FilingWay, ...]
    url: str
    url_kind: UrlKind
    reply: Reply | None
    escalation: tuple[Escalation, ...]
    lender_kinds: tuple[str, ...]
    rules: tuple[RuleRef, ...]
    cautions: tuple[str, ...]
    checked: str
    confidence: Confidence
