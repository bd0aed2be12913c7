"""The letters room: what there is, one letter being written, and what it looks like meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.filings import Filing
from desktop.domain.letter_filling import Filling
from desktop.domain.letter_prefill import of_filing
from desktop.domain.letters import LetterForm
from desktop.domain.written_letter import WrittenLetter
from desktop.services.attachments import AttachmentService
from desktop.services.bus import Topic
from desktop.services.evidence import EvidenceService
from desktop.services.lenders import LenderService
from desktop.services.letters import LetterDraft, LetterService
from desktop.ui import filing_words
from desktop.ui.bridge import Bridge
from desktop.ui.letters import listing
from desktop.ui.letters.before import BeforeCard
from desktop.ui.letters.checks import CheckPanel
from desktop.ui.letters.columns import WRITE, LetterColumns
from desktop.ui.letters.draft_view import DraftView
from desktop.ui.letters.outputs import OutputRow
from desktop.ui.letters.picker import Log
from desktop.ui.letters.preview import LetterPreview
from desktop.ui.letters.way_out import WayOut
from desktop.ui.navigation import LETTER_DRAFT, Draft, Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import keeping_focus, replace
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.step_list import Key, Row, RowList
from desktop.ui.widgets.tab_order import follow
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.services.letter_outputs import LetterOutputService


class LettersPage(Page):
    """List, form and preview side by side; or two of them, or one, where room is short."""

    topics = frozenset({Topic.LETTERS, Topic.LENDERS, Topic.INCIDENTS, Topic.ATTACHMENTS})

    def __init__(
        self,
        bridge: Bridge,
        letters: LetterService,
        lenders: LenderService,
        evidence: EvidenceService,
        attachments: AttachmentService,
        outputs: Callable[[], LetterOutputService],
        filing: Callable[[str], Filing | None],
        today: Callable[[], date],
    ) -> None:
        """Build the room with nothing open.

        Args:
            bridge: Brings the services' news.
            letters: Keeps and writes letters.
            lenders: Those to choose from.
            evidence: The records that can be picked.
            attachments: The files that can be picked.
            outputs: Gives what copies, saves and prints.
            filing: Gives what was handed in, by its id; None for one that is gone.
            today: The local date.
        """
        super().__init__(bridge)
        self._letters = letters
        self._lenders = lenders
        self._log = Log(evidence, attachments, self._lender_name)
        self._outputs = outputs
        self._filing = filing
        self._today = today
        self._lender = ""
        """The lender the person came here about."""
        self._follows = ""
        """What was handed in and the open letter follows up, if the person came here from it."""
        self._asked_for = False
        """Whether the letter that is open was asked for by whoever led here."""
        self._shown: Key | None = None
        self._identity: dict[str, str] = {}
        """Names and numbers typed since the start, and not stored."""
        self.view: DraftView | None = None
        self._build()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._return_to_list)
        theme.changed.connect(self._arrange)

    # ---- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Text(self.tr("文书"), "title", wrap=False))
        why = self.tr("选一份，填几个空，复制或导出就能用。只写事实，不写没做过的事。")
        head.addWidget(Text(why, "small", "muted"), 1)
        self.outer.addLayout(head)
        self._said = Text("", "body", "ok")
        self._said.setObjectName("letters_said")
        self._said.hide()
        self.outer.addWidget(self._said)
        self.list = RowList(self.tr("文书目录"))
        self.list.setObjectName("letter_list")
        self.list.opened.connect(self._moved_to)
        self.list.activated_row.connect(self._take)
        listing_card = Card(margin=8)
        listing_card.body.addWidget(self.list)
        self._form = Card(margin=16)
        self._scroll = VerticalScroll()
        self._scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._content: QWidget = QWidget()
        self._scroll.body.addWidget(self._content)
        self._scroll.body.addStretch(1)
        self._form.body.addWidget(self._scroll)
        paper = Card(margin=6)
        self.preview = LetterPreview()
        self.preview.setObjectName("letter_preview")
        paper.body.addWidget(self.preview)
        checks = Card(margin=16)
        self.checks = CheckPanel()
        self._checking = VerticalScroll()
        self._checking.body.addWidget(self.checks)
        checks.body.addWidget(self._checking)
        self.outputs = OutputRow()
        self.columns = LetterColumns(listing_card, self._form, paper, checks, self.outputs, head)
        self.columns.list_asked.connect(self._return_to_list)
        out = WayOut(self._letters, self._outputs, self._identity, self.columns, self.outputs, self)
        self.preview.pointed.connect(out.lead_to_run)
        self.checks.lead_asked.connect(out.lead_to_finding)
        self.outputs.asked.connect(out.leave_asked)
        self.outputs.follow_asked.connect(out.follow)
        out.went.connect(self.went)
        self._way_out = out
        self.outer.addWidget(self.columns, 1)

    # ---- the page's contract -----------------------------------------------------------------

    def refresh(self) -> None:
        """Show the letters and drafts as they are now; what is being written stays."""
        self._show_rows()
        if self.view is not None:
            try:
                self.view.refresh()
            except KeyError:  # It was discarded, or its beginning was undone.
                self._close_draft(self.view.letter.id)
        if self._shown is None:
            first = next((row.key for row in self.list.rows() if isinstance(row, Row)), None)
            if first is not None:
                self._open(first)
        elif self._shown[0] == listing.LETTER:
            content = self._content
            chosen = content.lender() if isinstance(content, BeforeCard) else ""
            self._open_before(self._shown[1], chosen)
        self._arrange()

    def show_target(self, target: Target) -> None:
        """Open a letter or a draft that is asked for."""
        self._lender = target.lender
        drafts = target.section == LETTER_DRAFT
        key = (listing.DRAFT if drafts else listing.LETTER, target.entry)
        if any(isinstance(row, Row) and row.key == key for row in self.list.rows()):
            self._open(key)
            if not drafts and (target.lender or target.part):
                self._follows = target.part
                self._open_before(target.entry)  # It may be about another lender now.
            self.columns.read(reading=True)
            self._asked_for = True
        self._arrange()

    def target(self) -> Target | None:
        """The room; what was being written is found first in the list."""
        return Target("letters")

    def start_focus(self) -> bool:
        """Start in the list, or with the letter that was asked for; who works here stays there."""
        asked, self._asked_for = self._asked_for, False
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and focus.isVisible():
            return True
        if asked:
            self._focus_form()
        elif self.columns.reading:
            self.columns.back.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.view is not None:
            self.view.flush()

    def unsaved(self) -> bool:
        """Whether something typed could not be kept."""
        return self.view is not None and self.view.unsaved()

    def give_up(self) -> None:
        """Let go of what could not be kept."""
        if self.view is not None:
            self.view.give_up()

    def draft(self) -> Draft:
        """What is open, what could not be kept, and names that are not to be stored."""
        told = {f"identity {fact}": value for fact, value in self._identity.items() if value}
        if self.view is not None:
            told["draft"] = self.view.draft.id
        return {**told, **self.bare_draft()}

    def bare_draft(self) -> Draft:
        """What could not be kept; names that are not to be stored are left out."""
        if self.view is None or not self.view.unsaved():
            return {}
        return {"draft": self.view.draft.id, "filling": self.view.told()}

    def resume(self, draft: Draft) -> None:
        """Go on where the person was before a lock."""
        for name, value in draft.items():
            kind, _, fact = name.partition(" ")
            if kind == "identity" and fact:
                self._identity[fact] = value
        self.show_target(Target("letters", section=LETTER_DRAFT, entry=draft.get("draft", "")))
        if self.view is not None:
            if "filling" in draft:
                self.view.resume(draft["filling"])
            self.view.rewrite_soon()
        self._arrange()

    def dispose(self) -> None:
        """Do nothing more."""
        if self.view is not None:
            self.view.dispose()

    # ---- the list ----------------------------------------------------------------------------

    def _show_rows(self) -> None:
        known = [one for one in self._letters.drafts() if self._letters.has(one.filling.letter)]
        drafts = [(one, self._lender_name(one.filling.lender)) for one in known]
        self.list.set_rows(listing.rows(self._letters.letters(), drafts))
        if self._shown is not None:
            self._mark(self._shown)

    def _mark(self, key: Key) -> None:
        first = next(row.key for row in self.list.rows() if isinstance(row, Row))
        if self.list.select(key) and key == first:
            self.list.scrollToTop()  # The heading above it belongs to it.

    def _lender_name(self, lender: str) -> str:
        found = self._lenders.get(lender) if lender else None
        return "" if found is None else found.name

    def _moved_to(self, key: Key) -> None:
        if self.columns.count != 1:
            self._open(key)

    def _take(self, key: Key) -> None:
        self._open(key)
        if self.columns.count == 1:
            self.columns.show_part(WRITE)
            self.columns.read(reading=True)
            self.columns.back.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.list.by_keyboard:
            self._focus_form()

    def _return_to_list(self) -> None:
        self.columns.read(reading=False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- one letter --------------------------------------------------------------------------

    def _open(self, key: Key) -> None:
        if key == self._shown:
            return
        self.flush()
        self._said.hide()
        self._follows = ""
        self._mark(key)
        if key[0] == listing.DRAFT:
            self._open_draft(self._letters.open(key[1]))
        else:
            self._close_draft(key[1])

    def _close_draft(self, letter: str) -> None:
        """Show what comes before a letter; nothing is being written."""
        if self.view is not None:
            self.view.dispose()
            self._hold(None)
        self._shown = (listing.LETTER, letter)
        self._mark(self._shown)
        self._open_before(letter)
        self._scroll.verticalScrollBar().setValue(0)

    def _open_before(self, letter: str, chosen: str = "") -> None:
        """Show what comes before a letter.

        Args:
            letter: Which.
            chosen: The lender the person chose there already; empty for none.
        """
        own = [one for one in self._letters.drafts() if one.filling.letter == letter]
        active = self._lenders.active()
        lender = chosen or self._lender or (active[0].id if len(active) == 1 else "")
        known = self._lenders.all()
        names = [(one.id, one.name) for one in known if not one.archived or one.id == lender]
        card = BeforeCard(self._letters.get(letter), own, names, lender, self._followed())
        card.begin_asked.connect(self._begin)
        card.open_asked.connect(lambda draft: self._open((listing.DRAFT, draft)))
        with keeping_focus(self._form, otherwise=lambda: card.start):
            self._set_content(card)
        self.columns.set_writing(writing=False)
        self._show_from_the_top(self._letters.write(Filling(letter)))

    def _followed(self) -> Filing | None:
        return self._filing(self._follows) if self._follows else None

    def _begin(self) -> None:
        assert isinstance(self._content, BeforeCard)
        assert self._shown is not None
        followed = self._followed()
        known = {} if followed is None else of_filing(followed, filing_words.handed_in(followed))
        draft = self._letters.start(self._shown[1], self._content.lender(), facts=known)
        self._open((listing.DRAFT, draft.id))
        assert self.view is not None
        self.columns.read(reading=True)
        self._focus_form()

    def _open_draft(self, draft: LetterDraft) -> None:
        if self.view is not None:
            self.view.dispose()
        view = DraftView(
            self._letters, self._lenders, self._log, draft, self._identity, self._today
        )
        view.rewritten.connect(self._rewritten)
        view.checked.connect(self._checked)
        view.kept.connect(self.kept)
        view.before_asked.connect(self._before_asked)
        view.discard_asked.connect(self._discard)
        self._hold(view)
        self._shown = (listing.DRAFT, draft.id)
        self._set_content(view)
        self._scroll.verticalScrollBar().setValue(0)
        self.outputs.say("")
        self.columns.set_writing(writing=True)
        self._show_from_the_top(view.written)
        self._checked()

    def _hold(self, view: DraftView | None) -> None:
        self.view = view
        self._way_out.view = view

    def _set_content(self, content: QWidget) -> None:
        replace(self._content, content)
        self._content = content
        columns = self.columns
        follow(
            self.list, columns.back, columns.tabs, content,
            self.preview, self._checking, self.outputs,
        )  # fmt: skip

    def _before_asked(self) -> None:
        assert self.view is not None
        self._open((listing.LETTER, self.view.letter.id))

    def _discard(self) -> None:
        assert self.view is not None
        self.view.give_up()
        self._letters.discard(self.view.draft.id)
        self._said.setText(self.tr("删掉了。按 Ctrl+Z 可以放回来。"))
        self._said.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_form(self) -> None:
        if self.view is not None:
            self.columns.show_part(WRITE)
            first = self.view.form.first_gap()
            if first is not None:
                first.stop.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(self._content, BeforeCard):
            self._content.start.setFocus(Qt.FocusReason.TabFocusReason)

    # ---- what it looks like ------------------------------------------------------------------

    def _rewritten(self) -> None:
        if self.view is not None:
            self.preview.show_parts(self.view.written.parts)
            self.outputs.say("")

    def _show_from_the_top(self, written: WrittenLetter) -> None:
        large = written.form in (LetterForm.MESSAGE, LetterForm.SCRIPT)
        self.preview.show_letter(written.parts, large=large)

    def _checked(self) -> None:
        if self.view is not None:
            uses = self.view.letter.facts
            later = {use.fact for use in uses if self._letters.fact(use.fact).identity}
            self.checks.show_findings(self.view.found, later)
            self.columns.say_found(sum(one.where not in later for one in self.view.found))

    # ---- room --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose between three columns, two and one."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.columns.arrange(self)
