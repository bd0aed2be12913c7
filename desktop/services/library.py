"""Rules, channels, letters, phone systems, myths and answers, read when first asked for."""

from desktop.domain.channels import Channel
from desktop.domain.help import Advice, Faq, Myth, Redirect, Term
from desktop.domain.letters import Letter
from desktop.domain.library import ChannelKind
from desktop.domain.pack import Pack
from desktop.domain.phones import PhoneGuide, PhonePath, PhoneSystem, PhoneTask
from desktop.domain.rule_refs import RuleRef
from desktop.domain.rules import Provision, RuleDocument
from desktop.domain.steps import Checklist, Step


class LibraryService:
    """The content that ships with the program. An unknown id is a fault: ``KeyError``."""

    def pack(self) -> Pack:
        """The part every start reads."""
        raise NotImplementedError

    def checklists(self) -> tuple[Checklist, ...]:
        """Every list, in order."""
        raise NotImplementedError

    def step(self, step: str) -> Step:
        """One step."""
        raise NotImplementedError

    def documents(self) -> tuple[RuleDocument, ...]:
        """Every rule document, in the order of the pack."""
        raise NotImplementedError

    def document(self, document: str) -> RuleDocument:
        """One rule document."""
        raise NotImplementedError

    def provision(self, provision: str) -> tuple[RuleDocument, Provision]:
        """One provision and the document it stands in."""
        raise NotImplementedError

    def cite(self, ref: RuleRef) -> str:
        """How a citation is written: “《…法》第十五条”, or “《…》（条号待核）”."""
        raise NotImplementedError

    def steps_resting_on(self, document: str) -> tuple[Step, ...]:
        """Steps that cite any provision of a document."""
        raise NotImplementedError

    def channels(self) -> tuple[Channel, ...]:
        """Every channel, in the order of the pack."""
        raise NotImplementedError

    def channel(self, channel: str) -> Channel:
        """One channel."""
        raise NotImplementedError

    def channel_kinds(self) -> tuple[ChannelKind, ...]:
        """Groups of channels, in display order."""
        raise NotImplementedError

    def steps_using_channel(self, channel: str) -> tuple[Step, ...]:
        """Steps that name a channel."""
        raise NotImplementedError

    def letters(self) -> tuple[Letter, ...]:
        """Every letter."""
        raise NotImplementedError

    def letter(self, letter: str) -> Letter:
        """One letter."""
        raise NotImplementedError

    def phone_systems(self) -> tuple[PhoneSystem, ...]:
        """Every phone system."""
        raise NotImplementedError

    def phone_task(self, task: str) -> PhoneTask:
        """One thing to do on a phone."""
        raise NotImplementedError

    def phone_path(self, task: str, system: str) -> PhonePath | None:
        """Where a task hides on a phone system; None where nobody described it."""
        raise NotImplementedError

    def phone_guides(self) -> tuple[PhoneGuide, ...]:
        """Advice that holds on every phone."""
        raise NotImplementedError

    def myths(self) -> tuple[Myth, ...]:
        """Claims people hear, and what holds instead."""
        raise NotImplementedError

    def glossary(self) -> tuple[Term, ...]:
        """Words and what they mean."""
        raise NotImplementedError

    def faq(self) -> tuple[Faq, ...]:
        """Questions people really ask."""
        raise NotImplementedError

    def redirects(self) -> tuple[Redirect, ...]:
        """Old names and the names that hold today."""
        raise NotImplementedError

    def advice(self, code: str) -> Advice:
        """One point of popular advice."""
        raise NotImplementedError
