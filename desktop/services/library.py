"""Rules, channels, letters, phone systems, myths and answers, read when first asked for."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.domain.pack import Pack
from desktop.domain.rule_refs import RuleRef
from desktop.domain.steps import Checklist, Step

if TYPE_CHECKING:  # Their definition alone takes longer than the first plan.
    from desktop.domain.channels import Channel
    from desktop.domain.help import Advice, Faq, Myth, Redirect, Term
    from desktop.domain.library import ChannelKind, LetterSummary, Library
    from desktop.domain.phones import PhoneGuide, PhonePath, PhoneSystem, PhoneTask
    from desktop.domain.routes import Conduct, Door, Region
    from desktop.domain.rules import Provision, RuleDocument
    from desktop.domain.scripts import Script, ScriptUse


class LibraryService:
    """The content that ships with the program.

    Everything but the pack is read when it is first asked for, which may raise ContentUnusable. An
    unknown id is a fault of the caller, ``KeyError``.
    """

    def __init__(self, pack: Pack, load: "Callable[[], Library]") -> None:
        self._pack = pack
        self._load = load
        self._steps = {step.id: step for step in pack.steps}

    def pack(self) -> Pack:
        """The part every start reads."""
        return self._pack

    def checklists(self) -> tuple[Checklist, ...]:
        """Every list, in order."""
        return self._pack.checklists

    def step(self, step: str) -> Step:
        """One step."""
        return self._steps[step]

    def documents(self) -> "tuple[RuleDocument, ...]":
        """Every rule document, in the order of the pack."""
        return self._library.rules

    def document(self, document: str) -> "RuleDocument":
        """One rule document."""
        return self._documents[document]

    def provision(self, provision: str) -> "tuple[RuleDocument, Provision]":
        """One provision and the document it stands in."""
        return self._provisions[provision]

    def cite(self, ref: RuleRef) -> str:
        """How a citation is written: “《…法》第十五条”, or “《…》（条号待核）”."""
        document, provision = self.provision(ref.provision)
        if not provision.text_seen:
            return f"{document.quoted_title}（条号待核）"
        return f"{document.quoted_title}{ref.article or provision.label}"

    def steps_resting_on(self, document: str) -> tuple[Step, ...]:
        """Steps that cite any provision of a document."""
        return tuple(self._steps_by_document[document])

    def channels(self) -> "tuple[Channel, ...]":
        """Every channel, in the order of the pack."""
        return self._library.channels

    def channel(self, channel: str) -> "Channel":
        """One channel."""
        return self._channels[channel]

    def channel_kinds(self) -> "tuple[ChannelKind, ...]":
        """Groups of channels, in display order."""
        return self._library.channel_kinds

    def steps_using_channel(self, channel: str) -> tuple[Step, ...]:
        """Steps that name a channel."""
        return tuple(step for step in self._pack.steps if channel in step.channels)

    def letter(self, letter: str) -> "LetterSummary":
        """One letter."""
        return self._letters[letter]

    def scripts(self, use: "ScriptUse") -> "tuple[Script, ...]":
        """What to say, or what to send."""
        return tuple(script for script in self._library.scripts if script.use is use)

    def phone_systems(self) -> "tuple[PhoneSystem, ...]":
        """Every phone system."""
        return self._library.phones

    def phone_task(self, task: str) -> "PhoneTask":
        """One thing to do on a phone."""
        return self._phone_tasks[task]

    def phone_path(self, task: str, system: str) -> "PhonePath | None":
        """Where a task hides on a phone system; None where nobody described it."""
        return self._phone_paths.get((task, system))

    def phone_guides(self) -> "tuple[PhoneGuide, ...]":
        """Advice that holds on every phone."""
        return self._library.phone_guides

    def myths(self) -> "tuple[Myth, ...]":
        """Claims people hear, and what holds instead."""
        return self._library.myths

    def glossary(self) -> "tuple[Term, ...]":
        """Words and what they mean."""
        return self._library.glossary

    def faq(self) -> "tuple[Faq, ...]":
        """Questions people really ask."""
        return self._library.faq

    def conducts(self) -> "tuple[Conduct, ...]":
        """What may have been done, in the order of the pack."""
        return self._library.conducts

    def regions(self) -> "tuple[Region, ...]":
        """Where a lender may be registered."""
        return self._library.regions

    def doors(self) -> "tuple[Door, ...]":
        """Ways to turn to a channel, in the order in which they are shown."""
        return self._library.doors

    def redirects(self) -> "tuple[Redirect, ...]":
        """Old names and the names that hold today."""
        return self._library.redirects

    def advice(self, code: str) -> "Advice":
        """One point of popular advice."""
        return self._advice[code]

    @cached_property
    def _library(self) -> "Library":
        return self._load()

    @cached_property
    def _documents(self) -> "dict[str, RuleDocument]":
        return {document.id: document for document in self._library.rules}

    @cached_property
    def _steps_by_document(self) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = {document.id: [] for document in self._library.rules}
        for step in self._pack.steps:
            for document in {self._provisions[ref.provision][0].id for ref in step.rules}:
                found[document].append(step)
        return found

    @cached_property
    def _provisions(self) -> "dict[str, tuple[RuleDocument, Provision]]":
        return {
            provision.id: (document, provision)
            for document in self._library.rules
            for provision in document.provisions
        }

    @cached_property
    def _channels(self) -> "dict[str, Channel]":
        return {channel.id: channel for channel in self._library.channels}

    @cached_property
    def _letters(self) -> "dict[str, LetterSummary]":
        return {letter.id: letter for letter in self._library.letters}

    @cached_property
    def _phone_tasks(self) -> "dict[str, PhoneTask]":
        return {task.id: task for task in self._library.phone_tasks}

    @cached_property
    def _phone_paths(self) -> "dict[tuple[str, str], PhonePath]":
        return {
            (path.task, system.id): path for system in self._library.phones for path in system.paths
        }

    @cached_property
    def _advice(self) -> "dict[str, Advice]":
        return {advice.code: advice for advice in self._library.advice}
