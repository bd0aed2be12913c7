"""What is shown about each kind of entry of the library, from top to bottom."""

from __future__ import annotations

from typing import Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.channels import Channel
from desktop.domain.confidence import Confidence
from desktop.domain.help import Faq, Myth, Redirect, Term
from desktop.domain.phones import PhoneGuide, PhonePath, PhoneSystem
from desktop.domain.rule_refs import RefRole, RuleRef
from desktop.domain.rules import Force, Provision, RuleDocument
from desktop.services.library import LibraryService
from desktop.ui import library_words, words
from desktop.ui.library.detail import Detail
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.rule_card import (
    address_links,
    checked_line,
    citation,
    effective_line,
    is_open,
    place_name,
    site_hint,
)
from desktop.ui.widgets.text import Text


class RuleDetail(Detail):
    """A rule document with every provision the program knows."""

    def __init__(
        self, document: RuleDocument, library: LibraryService, parent: QWidget | None = None
    ) -> None:
        super().__init__(library, parent)
        force_tone = "ok" if document.force is Force.IN_FORCE else "amber"
        self.head(
            document.title,
            (
                (library_words.level(document.level), library_words.level_tone(document.level)),
                (library_words.force(document.force), force_tone),
            ),
        )
        self.small("·".join(part for part in (document.number, document.issuer) if part))
        if document.binds:
            self.line(self.tr("约束谁：{0}").format("、".join(document.binds)))
        promulgated = (
            self.tr("{0} 公布").format(document.promulgated)
            if document.promulgated
            else self.tr("公布日待核")
        )
        self.line("·".join(part for part in (promulgated, effective_line(document)) if part))
        self.line(document.status_note, token="muted")
        self.small(checked_line(document.checked, document.confidence))
        self.small(site_hint(document))
        addresses = address_links(document.url, document.url_kind, self.tr("官方原文"))
        if addresses:
            self.body.addWidget(flow(*addresses, spacing=4))
        self.section(self.tr("要点"))
        for provision in document.provisions:
            self.places[provision.id] = self._provision(document, provision)
            self.body.addWidget(self.places[provision.id])
        self.steps(self.tr("哪些步骤依据它"), library.steps_resting_on(document.id))
        self.body.addSpacing(4)
        self.small(library.pack().info.gist_note)

    def _provision(self, document: RuleDocument, provision: Provision) -> Card:
        card = Card("inset", None, margin=14, spacing=6)
        name = Text(place_name(provision), "strong", selectable=True)
        card.body.addWidget(name)
        if is_open(provision):
            card.body.addWidget(flow(Chip(self.tr("待核"), "amber")))
        card.body.addWidget(Points(provision.points))
        if provision.note:
            card.body.addWidget(Text(provision.note, "small", "amber", selectable=True))
        cite = self.library.cite(RuleRef(provision.id, RefRole.BASIS))
        copy = CopyLink(
            self.tr("复制引用"),
            citation(cite, document, provision, self.library.pack().info.gist_note),
        )
        copy.set_subject(cite)
        card.body.addWidget(flow(copy))
        return card


class ChannelDetail(Detail):
    """A hotline, portal or office."""

    def __init__(
        self, channel: Channel, library: LibraryService, parent: QWidget | None = None
    ) -> None:
        super().__init__(library, parent)
        kinds = {kind.id: kind.name for kind in library.channel_kinds()}
        self.head(
            channel.name,
            ((kinds[channel.kind], "neutral"), self._doubt(channel.confidence)),
        )
        for phone in channel.phones:
            self.body.addSpacing(2)
            number = Text(phone.number, "display", "soft_text", wrap=False, selectable=True)
            copy = CopyLink(self.tr("复制号码"), phone.number)
            copy.set_subject(phone.number)
            parts: list[QWidget] = [number, copy]
            if phone.confidence is Confidence.UNVERIFIED:
                parts.append(Chip(self.tr("待核"), "amber"))
            self.body.addWidget(flow(*parts, spacing=10))
            self.small(phone.label)
        if channel.hours:
            self.line(self.tr("时间：{0}").format(channel.hours))
        lenders = {kind.id: kind.name for kind in library.pack().triage.kinds}
        if channel.lender_kinds:
            self.line(
                self.tr("适用于：{0}").format(
                    "、".join(lenders[kind] for kind in channel.lender_kinds)
                )
            )
        self.leave_room_for_doors()
        addresses = address_links(channel.url, channel.url_kind, self.tr("官方页面"))
        if addresses:
            self.body.addWidget(flow(*addresses, spacing=4))
        self.points(self.tr("管什么"), channel.handles)
        self.points(self.tr("不管什么"), channel.refuses)
        self.points(self.tr("先做好"), channel.before)
        self.points(self.tr("准备好"), channel.materials)
        self.points(
            self.tr("怎么提交"),
            (
                self.tr("{0}：{1}").format(library_words.filing_way(way.by), way.text)
                for way in channel.filing
            ),
        )
        self._reply(channel)
        self._escalation(channel)
        self.points(self.tr("注意"), channel.cautions)
        self.rules(channel.rules)
        self.steps(self.tr("哪些步骤用到它"), library.steps_using_channel(channel.id))
        self.checked(channel.checked, channel.confidence)

    def _doubt(self, confidence: Confidence) -> tuple[str, str]:
        unverified = confidence is Confidence.UNVERIFIED
        return (self.tr("待核") if unverified else "", "amber")

    def _reply(self, channel: Channel) -> None:
        reply = channel.reply
        if reply is None:
            return
        self.section(self.tr("多久有答复"))
        self.line(reply.text)
        basis = self.tr("依据：{0}").format(reply.basis) if reply.basis else ""
        confidence = words.confidence(reply.confidence)
        self.small("·".join(part for part in (basis, confidence) if part))

    def _escalation(self, channel: Channel) -> None:
        if not channel.escalation:
            return
        self.section(self.tr("没解决，下一步"))
        for step in channel.escalation:
            self.body.addWidget(Points((step.text,)))
            if step.channel is not None:
                self.body.addWidget(self._channel_link(step.channel))


class MythDetail(Detail):
    """A claim people hear, and what holds instead."""

    def __init__(self, myth: Myth, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(library, parent)
        verdict = (library_words.verdict(myth.verdict), library_words.verdict_tone(myth.verdict))
        self.head(self.tr("“{0}”").format(myth.claim), (verdict,))
        self.points(self.tr("为什么"), myth.reason)
        self.paragraph(self.tr("照着做会怎样"), myth.consequence)
        self.paragraph(self.tr("可以这样做"), myth.instead)
        self.rules(myth.rules)
        self.steps(self.tr("对应的步骤"), (library.step(step) for step in myth.steps))
        self.checked(myth.checked, myth.confidence)


class TermDetail(Detail):
    """A word and what it means."""

    def __init__(self, term: Term, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(library, parent)
        self.head(term.term)
        if term.also:
            self.small(self.tr("也叫：{0}").format("、".join(term.also)))
        self.line(term.meaning, "lead")
        self.rules(term.rules)
        self.checked(term.checked, term.confidence)


class FaqDetail(Detail):
    """A question people really ask."""

    def __init__(self, faq: Faq, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(library, parent)
        self.head(faq.question)
        self.body.addWidget(Points(faq.answer, "lead", spacing=8))
        self.leave_room_for_doors()
        self.rules(faq.rules)
        self.steps(self.tr("对应的步骤"), (library.step(step) for step in faq.steps))
        self.channel_links(faq.channels)
        self.checked(faq.checked, faq.confidence)


class PhoneDetail(Detail):
    """Where the settings hide on one phone system."""

    chosen = Signal(str)
    """Id of this system when the person says that it is theirs, empty to take it back."""

    def __init__(
        self,
        system: PhoneSystem,
        library: LibraryService,
        phone_system: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(library, parent)
        self._system = system.id
        self._mine = False
        self.head(system.name)
        self.small(self.tr("选好以后，每个步骤里都会显示这种手机的菜单。"))
        self.choose = Button("")
        self.choose.clicked.connect(self._choose)
        self._chip = Chip(self.tr("我的手机"), "soft")
        self.body.addWidget(flow(self.choose, self._chip))
        self.set_phone_system(phone_system)
        for path in system.paths:
            self._path(path)
        self.body.addSpacing(8)
        self.line(library.pack().info.phone_fallback, token="muted")
        self.small(self.tr("核对日期 {0}").format(system.checked))

    def set_phone_system(self, phone_system: str) -> None:
        """Say whether this is the person's phone, without building anything anew."""
        self._mine = phone_system == self._system
        words_now = self.tr("这不是我的手机") if self._mine else self.tr("这就是我的手机")
        self.choose.setText(words_now)
        self.choose.setAccessibleName(words_now)
        self._chip.setVisible(self._mine)

    def _choose(self) -> None:
        self.chosen.emit("" if self._mine else self._system)

    def _path(self, path: PhonePath) -> None:
        self.section(self.library.phone_task(path.task).title)
        if path.route:
            self.line(" › ".join(path.route), "strong", "soft_text")
        if path.hints:
            self.body.addWidget(Points(path.hints))
        parts = [
            self.tr("适用版本：{0}").format(path.versions) if path.versions else "",
            words.confidence(path.confidence),
        ]
        self.small("·".join(part for part in parts if part))


class PhoneGuideDetail(Detail):
    """Advice that holds on every phone."""

    def __init__(
        self, guide: PhoneGuide, library: LibraryService, parent: QWidget | None = None
    ) -> None:
        super().__init__(library, parent)
        self.head(guide.title)
        self.body.addWidget(Points(guide.points, spacing=8))
        self.checked(guide.checked, guide.confidence)


class RedirectDetail(Detail):
    """An old or popular name and the one that holds today."""

    def __init__(
        self, redirect: Redirect, library: LibraryService, parent: QWidget | None = None
    ) -> None:
        super().__init__(library, parent)
        self.head(redirect.old, ((library_words.redirect_kind(redirect.kind), "neutral"),))
        self.small(self.tr("这是旧名，或常被误用的说法。"))
        self.paragraph(self.tr("现在"), redirect.now)
        if redirect.since:
            self.line(self.tr("自 {0} 起").format(redirect.since), token="muted")
        self.line(redirect.note)
        self.checked(redirect.checked, redirect.confidence)


def build_detail(section: str, entry: str, library: LibraryService, phone_system: str) -> Detail:
    """What is shown about an entry.

    Args:
        section: One of ``SECTIONS``.
        entry: Id of an entry of that section.
        library: The content.
        phone_system: Id of the person's phone system, or an empty string.
    """
    match section:
        case "rules":
            return RuleDetail(library.document(entry), library)
        case "channels":
            return ChannelDetail(library.channel(entry), library)
        case "myths":
            return MythDetail(_named(library.myths(), entry), library)
        case "glossary":
            return TermDetail(_named(library.glossary(), entry), library)
        case "faq":
            return FaqDetail(_named(library.faq(), entry), library)
        case "phones":
            for guide in library.phone_guides():
                if guide.id == entry:
                    return PhoneGuideDetail(guide, library)
            system = _named(library.phone_systems(), entry)
            return PhoneDetail(system, library, phone_system)
        case _:
            return RedirectDetail(_named(library.redirects(), entry), library)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_HasId)


def _named(things: tuple[_Thing, ...], entry: str) -> _Thing:
    return next(thing for thing in things if thing.id == entry)
