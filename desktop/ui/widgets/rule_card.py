"""One provision that something rests on: what it is, what it says, how sure we are."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.confidence import Confidence
from desktop.domain.rule_refs import RefRole, RuleRef
from desktop.domain.rules import Force, Provision, RuleDocument, UrlKind
from desktop.services.library import LibraryService
from desktop.ui import library_words, words
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import AddressLink, CopyLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text

_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")


def _tr(text: str) -> str:
    return QCoreApplication.translate("rule_card", text)


def is_open(provision: Provision) -> bool:
    """Whether something about the provision still has to be verified."""
    return not provision.text_seen or provision.confidence is Confidence.UNVERIFIED


def place_name(provision: Provision) -> str:
    """How the place in its document is named; never by number where the text was not seen."""
    if not provision.text_seen and _ARTICLE.search(provision.label):
        return _tr("条号待核")
    return provision.label or _tr("条号待核")


def effective_line(document: RuleDocument) -> str:
    """Since when the document applies; empty for a draft, which applies to nobody."""
    if document.force is Force.DRAFT:
        return ""
    if document.effective is None:
        return _tr("施行日待核")
    if document.force is Force.NOT_YET:
        return _tr("将自 {0} 起施行").format(document.effective)
    return _tr("自 {0} 起施行").format(document.effective)


def checked_line(checked: str, confidence: Confidence) -> str:
    """When a fact was last checked, and how sure we are."""
    return _tr("核对日期 {0}·{1}").format(checked, words.confidence(confidence))


def citation(cite: str, document: RuleDocument, provision: Provision, gist_note: str) -> str:
    """What 复制引用 puts on the clipboard: it carries its own doubts with it."""
    gist = "".join(
        point if point.endswith(("。", "！", "？", "；", "”")) else f"{point}。"
        for point in provision.points
    )
    lines = [cite]
    if document.force is not Force.IN_FORCE:
        lines.append(_tr("效力：{0}").format(library_words.force(document.force)))
    if provision.confidence is Confidence.UNVERIFIED:
        lines.append(_tr("要点（待核）：{0}").format(gist))
    else:
        lines.append(_tr("要点：{0}").format(gist))
    lines.append(gist_note)
    return "\n".join(lines)


def address_links(
    address: str, kind: UrlKind, page_words: str, subject: str = ""
) -> list[LinkButton]:
    """Links that open and copy an official address; none where there is no address.

    Args:
        address: The address.
        kind: Whether it is the page itself or only the site.
        page_words: Words of the link when it is the page itself.
        subject: What they are about, where several of them stand side by side.
    """
    if not address or kind is UrlKind.NONE:
        return []
    site = kind is UrlKind.SITE
    links: list[LinkButton] = [
        AddressLink(_tr("官方网站") if site else page_words, address),
        CopyLink(_tr("复制网址"), address),
    ]
    for link in links if subject else ():
        link.set_subject(subject)
    return links


def site_hint(document: RuleDocument) -> str:
    """What to do where only the site is known; empty otherwise."""
    if document.url and document.url_kind is UrlKind.SITE:
        return _tr("没有直达页面：打开官方网站后，需自行检索标题。")
    return ""


class RuleCard(QWidget):
    """Shows one citation; a citation without an article shows the whole provision.

    In the compact form, for a narrow column, only badge, citation, gist and three links are in
    sight; the rest is one key press away. The full form is meant for an inset card.
    """

    steps_asked = Signal(str)
    """Id of the document whose steps are asked for."""
    document_asked = Signal(str)
    """Id of the document to open."""

    def __init__(
        self,
        ref: RuleRef,
        library: LibraryService,
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the card.

        Args:
            ref: The citation.
            library: Where the provision and its document are found.
            compact: Whether the card stands in a narrow column.
            parent: Parent widget.
        """
        super().__init__(parent)
        # The full form lies on an inset ground, on which a neutral chip would not be seen.
        self._quiet = "neutral" if compact else "surface"
        self._document, self._provision = library.provision(ref.provision)
        self._cite = library.cite(ref)
        self._gist_note = library.pack().info.gist_note
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addWidget(flow(*self._chips(ref.role), spacing=6))
        body.addWidget(Text(self._cite, "small_strong" if compact else "strong", selectable=True))
        place = place_name(self._provision)
        # Where the citation has no article number, its subject tells it from its neighbours.
        if not self._provision.text_seen and place not in (self.tr("要点"), self.tr("条号待核")):
            body.addWidget(Text(place, "small", "muted"))
        gist = "small" if compact else "body"
        points = self._provision.points
        if compact:
            for point in points:
                body.addWidget(Text(point, gist, "muted", selectable=True))
        else:
            body.addWidget(Points(points, gist))
        if self._provision.note:
            body.addWidget(Text(self._provision.note, "small", "amber", selectable=True))
        if compact:
            self._fill_compact(body)
        else:
            for fact in self._facts():
                body.addWidget(fact)
            body.addWidget(
                flow(
                    self._copy_link(),
                    *self._address_links(),
                    self._steps_link(),
                    self._document_link(),
                    spacing=4,
                )
            )

    def _fill_compact(self, body: QVBoxLayout) -> None:
        fold = Fold(self.tr("更多"), self.tr("收起"), self._cite, fill=self._fill_fold)
        body.addWidget(
            flow(
                self._document_link(),
                self._copy_link(),
                *self._address_links()[:1],
                fold.toggle,
                spacing=2,
            )
        )
        body.addWidget(fold)

    def _fill_fold(self, body: QVBoxLayout) -> None:
        for fact in self._facts():
            body.addWidget(fact)
        body.addWidget(flow(*self._address_links()[1:], self._steps_link(), spacing=2))

    def _chips(self, role: RefRole) -> list[QWidget]:
        level = self._document.level
        tone = library_words.level_tone(level)
        chips: list[QWidget] = [
            Chip(library_words.level(level), self._quiet if tone == "neutral" else tone)
        ]
        if role is not RefRole.BASIS:
            chips.append(Chip(library_words.role(role), self._quiet))
        if is_open(self._provision):
            chips.append(Chip(self.tr("待核"), "amber"))
        if self._document.force is not Force.IN_FORCE:
            chips.append(Chip(library_words.force(self._document.force), "amber"))
        return chips

    def _facts(self) -> list[QWidget]:
        document = self._document
        facts = [
            self.tr("约束谁：{0}").format("、".join(document.binds)) if document.binds else "",
            effective_line(document),
            checked_line(document.checked, self._provision.confidence),
            site_hint(document),
        ]
        return [Text(fact, "small", "muted", selectable=True) for fact in facts if fact]

    def _copy_link(self) -> CopyLink:
        link = CopyLink(
            self.tr("复制引用"),
            citation(self._cite, self._document, self._provision, self._gist_note),
        )
        link.set_subject(self._cite)
        return link

    def _address_links(self) -> list[LinkButton]:
        document = self._document
        return address_links(document.url, document.url_kind, self.tr("官方原文"), self._cite)

    def _document_link(self) -> LinkButton:
        link = LinkButton(self.tr("详情"))
        link.set_subject(self._cite)
        link.clicked.connect(self._ask_document)
        return link

    def _steps_link(self) -> LinkButton:
        link = LinkButton(self.tr("哪些步骤依据它"))
        link.set_subject(self._cite)
        link.clicked.connect(self._ask_steps)
        return link

    def _ask_document(self) -> None:
        self.document_asked.emit(self._document.id)

    def _ask_steps(self) -> None:
        self.steps_asked.emit(self._document.id)
