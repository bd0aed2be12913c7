"""The part of the content that is read when a rule, channel or answer is first shown."""

from desktop.domain.channels import Channel
from desktop.domain.confidence import Confidence
from desktop.domain.help import Advice, Faq, Myth, Redirect, Term
from desktop.domain.phones import PhoneGuide, PhoneSystem, PhoneTask
from desktop.domain.record import Record
from desktop.domain.routes import Conduct, Door, Region
from desktop.domain.rule_refs import RuleRef
from desktop.domain.rules import RuleDocument
from desktop.domain.scripts import Script


class ChannelKind(Record):
    """A group of channels on the help page, in display order."""

    id: str
    name: str


class LetterSummary(Record):
    """What a letter is for; its words are read by the letters room alone."""

    id: str
    draft_id: str | None
    title: str
    purpose: str
    recipients: tuple[str, ...]
    use_when: tuple[str, ...]
    rules: tuple[RuleRef, ...]
    checked: str
    confidence: Confidence


class Library(Record):
    """Rules, channels, letters, scripts, phones, myths, glossary, questions, old names, doors."""

    rules: tuple[RuleDocument, ...]
    channel_kinds: tuple[ChannelKind, ...]
    channels: tuple[Channel, ...]
    letters: tuple[LetterSummary, ...]
    scripts: tuple[Script, ...]
    phone_tasks: tuple[PhoneTask, ...]
    phones: tuple[PhoneSystem, ...]
    phone_guides: tuple[PhoneGuide, ...]
    myths: tuple[Myth, ...]
    glossary: tuple[Term, ...]
    faq: tuple[Faq, ...]
    redirects: tuple[Redirect, ...]
    conducts: tuple[Conduct, ...]
    regions: tuple[Region, ...]
    doors: tuple[Door, ...]
    advice: tuple[Advice, ...]
