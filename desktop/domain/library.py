"""The part of the content that is read when a rule, channel or answer is first shown."""

from desktop.domain.channels import Channel
from desktop.domain.help import Advice, Faq, Myth, Redirect, Term
from desktop.domain.letters import Letter
from desktop.domain.phones import PhoneGuide, PhoneSystem, PhoneTask
from desktop.domain.record import Record
from desktop.domain.rules import RuleDocument
from desktop.domain.scripts import Script


class ChannelKind(Record):
    """A group of channels on the help page, in display order."""

    id: str
    name: str


class Library(Record):
    """Rules, channels, letters, scripts, phone systems, myths, glossary, questions, old names."""

    rules: tuple[RuleDocument, ...]
    channel_kinds: tuple[ChannelKind, ...]
    channels: tuple[Channel, ...]
    letters: tuple[Letter, ...]
    scripts: tuple[Script, ...]
    phone_tasks: tuple[PhoneTask, ...]
    phones: tuple[PhoneSystem, ...]
    phone_guides: tuple[PhoneGuide, ...]
    myths: tuple[Myth, ...]
    glossary: tuple[Term, ...]
    faq: tuple[Faq, ...]
    redirects: tuple[Redirect, ...]
    advice: tuple[Advice, ...]
