"""What stands in the list of each section of the library, and by which words it is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCollator, QLocale, QObject

from desktop.domain.channels import Channel
from desktop.domain.help import Verdict
from desktop.domain.rules import Force, Level, RuleDocument
from desktop.services.library import LibraryService
from desktop.ui import library_words
from desktop.ui.widgets.step_list import Heading, Row

RULES = "rules"
CHANNELS = "channels"
MYTHS = "myths"
GLOSSARY = "glossary"
FAQ = "faq"
PHONES = "phones"
REDIRECTS = "redirects"
SECTIONS = (RULES, CHANNELS, MYTHS, GLOSSARY, FAQ, PHONES, REDIRECTS)

_VERDICTS = (Verdict.FALSE, Verdict.PARTLY, Verdict.DEPENDS, Verdict.TRUE)
_REDIRECT_KINDS = ("agency", "hotline", "document", "article")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section.

    Attributes:
        id: Id of the entry.
        text: Its name.
        group: Heading it stands under; empty for a section without headings.
        found_by: Everything the filter looks at, in lower case.
        chip: A short fact in the list; empty for none.
        tone: Tone of that chip.
        detail: A second line in the list; empty for none.
    """

    id: str
    text: str
    group: str
    found_by: str
    chip: str = ""
    tone: str = "neutral"
    detail: str = ""

    def row(self, section: str) -> Row:
        """The entry as a row of the list."""
        return Row((section, self.id), self.text, None, self.chip, self.tone, self.detail)


class Entries(QObject):
    """Reads the library and puts every section in the order of the list."""

    def __init__(self, library: LibraryService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library

    def title(self, section: str) -> str:
        """The name of a section."""
        return {
            RULES: self.tr("法规"),
            CHANNELS: self.tr("求助渠道"),
            MYTHS: self.tr("真假说法"),
            GLOSSARY: self.tr("名词"),
            FAQ: self.tr("常见问题"),
            PHONES: self.tr("手机设置"),
            REDIRECTS: self.tr("旧称"),
        }[section]

    def all(self, section: str, phone_system: str) -> list[Entry]:
        """Every entry of a section, in order.

        Args:
            section: One of ``SECTIONS``.
            phone_system: Id of the person's phone system, or an empty string.
        """
        match section:
            case "rules":
                return self._rules()
            case "channels":
                return self._channels()
            case "myths":
                return self._myths()
            case "glossary":
                return self._glossary()
            case "faq":
                return self._faq()
            case "phones":
                return self._phones(phone_system)
            case _:
                return self._redirects()

    def _rules(self) -> list[Entry]:
        # The rules most steps rest on come first, so that the section does not open on a rarity.
        documents = sorted(
            self._library.documents(),
            key=lambda document: -len(self._library.steps_resting_on(document.id)),
        )
        return [
            self._rule(document)
            for level in Level
            for document in documents
            if document.level is level
        ]

    def _rule(self, document: RuleDocument) -> Entry:
        in_force = document.force is Force.IN_FORCE
        texts = [document.title, document.short_title, document.number, document.issuer]
        for provision in document.provisions:
            texts += [provision.label, provision.note, *provision.articles, *provision.points]
        return Entry(
            document.id,
            document.short_title,
            library_words.level(document.level),
            _found_by(texts),
            "" if in_force else library_words.force_short(document.force),
            "amber",
        )

    def _channels(self) -> list[Entry]:
        channels = self._library.channels()
        return [
            Entry(channel.id, channel.name, kind.name, _found_by(_channel_texts(channel)))
            for kind in self._library.channel_kinds()
            for channel in channels
            if channel.kind == kind.id
        ]

    def _myths(self) -> list[Entry]:
        myths = self._library.myths()
        return [
            Entry(
                myth.id,
                myth.claim,
                library_words.verdict(verdict),
                _found_by([myth.claim, *myth.reason, myth.consequence, myth.instead]),
            )
            for verdict in _VERDICTS
            for myth in myths
            if myth.verdict is verdict
        ]

    def _glossary(self) -> list[Entry]:
        collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        terms = sorted(self._library.glossary(), key=lambda term: collator.sortKey(term.term))
        return [
            Entry(term.id, term.term, "", _found_by([term.term, *term.also, term.meaning]))
            for term in terms
        ]

    def _faq(self) -> list[Entry]:
        return [
            Entry(faq.id, faq.question, "", _found_by([faq.question, *faq.answer]))
            for faq in self._library.faq()
        ]

    def _phones(self, phone_system: str) -> list[Entry]:
        systems = [
            Entry(
                system.id,
                system.short_name,
                self.tr("各种手机"),
                _found_by(
                    [
                        system.name,
                        system.short_name,
                        *(self._library.phone_task(path.task).title for path in system.paths),
                        *(text for path in system.paths for text in (*path.route, *path.hints)),
                    ]
                ),
                self.tr("我的手机") if system.id == phone_system else "",
                "soft",
            )
            for system in self._library.phone_systems()
        ]
        guides = [
            Entry(
                guide.id,
                guide.title,
                self.tr("哪种手机都用得上"),
                _found_by([guide.title, *guide.points]),
            )
            for guide in self._library.phone_guides()
        ]
        return systems + guides

    def _redirects(self) -> list[Entry]:
        redirects = self._library.redirects()
        return [
            Entry(
                redirect.id,
                redirect.old,
                library_words.redirect_kind(kind),
                _found_by([redirect.old, redirect.now, redirect.note]),
                detail=self.tr("现在：{0}").format(redirect.now),
            )
            for kind in _REDIRECT_KINDS
            for redirect in redirects
            if redirect.kind == kind
        ]


def _channel_texts(channel: Channel) -> list[str]:
    texts = [channel.name, *channel.handles, *channel.refuses, *channel.cautions]
    texts += [*channel.before, *channel.materials]
    texts += [text for phone in channel.phones for text in (phone.number, phone.label)]
    texts += [way.text for way in channel.filing]
    return texts


def _found_by(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text).casefold()


def matching(entries: list[Entry], typed: str) -> list[Entry]:
    """The entries that contain every word typed; all of them where nothing was typed."""
    wanted = typed.casefold().split()
    return [entry for entry in entries if all(word in entry.found_by for word in wanted)]


def as_rows(entries: list[Entry], section: str) -> list[Heading | Row]:
    """Entries as rows under their headings, each heading with its count."""
    rows: list[Heading | Row] = []
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.group] = counts.get(entry.group, 0) + 1
    group = ""
    for entry in entries:
        if entry.group != group:
            group = entry.group
            rows.append(Heading(group, str(counts[group])))
        rows.append(entry.row(section))
    return rows
