"""The evidence room: the log as a list, one record beside it, when they came, and the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.attachments import Came
from desktop.domain.evidence import EvidenceSort, HourCell
from desktop.services.attachments import AttachmentService
from desktop.services.bus import Topic
from desktop.services.evidence import EvidenceService
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui import ask
from desktop.ui.bridge import Bridge
from desktop.ui.evidence.chosen import Chosen
from desktop.ui.evidence.detail import DetailCard
from desktop.ui.evidence.filters import Filters
from desktop.ui.evidence.head import EvidenceHead
from desktop.ui.evidence.model import EvidenceModel
from desktop.ui.evidence.note import NoteView
from desktop.ui.evidence.table import EvidenceTable
from desktop.ui.evidence.week import WeekCard
from desktop.ui.navigation import NEW_RECORD, QUICK_RECORD, Draft, Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import tab_in_order
from desktop.ui.widgets.reading_side import ReadingSide, has_one_column
from desktop.ui.widgets.scroll import SCROLL_BAR, VerticalScroll
from desktop.ui.widgets.text import Text

_VISIT = "visit."
_BOTH = 760


class EvidencePage(Page):
    """List and record side by side, or one of the two where room is short; or the form."""

    account_asked = Signal()
    """The person wants to see or print what happened, in order."""

    bundle_asked = Signal(object)
    """Carries the ids of the incidents the person wants to hand over."""

    papers_asked = Signal()
    """The person wants paper for a relative or colleague."""

    visit_asked = Signal(object)
    """Somebody else was filling in a statement before a lock; carries what stood in it."""

    topics = frozenset({Topic.INCIDENTS, Topic.ATTACHMENTS, Topic.LENDERS})

    def __init__(
        self,
        bridge: Bridge,
        evidence: EvidenceService,
        incidents: IncidentService,
        attachments: AttachmentService,
        lenders: LenderService,
        today: Callable[[], date],
    ) -> None:
        super().__init__(bridge)
        self._evidence = evidence
        self._incidents = incidents
        self._attachments = attachments
        self._lenders = lenders
        self._shown_row = -1
        self._one_column = False
        self._reading = False
        self.visit: Callable[[], Draft] = dict
        """Gives what somebody else is filling in meanwhile, in a window of their own."""
        self._aside = False
        """Whether the form was opened from elsewhere, so that leaving it leads back there."""
        self._filtering = QTimer(self)
        self._filtering.setSingleShot(True)
        self._filtering.setInterval(0)
        self._filtering.timeout.connect(self._show_filtered)
        # Counting has turns of its own, so that nothing keeps the window for long.
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(0)
        self._counting.timeout.connect(self._show_week)
        self._summing = QTimer(self)
        self._summing.setSingleShot(True)
        self._summing.setInterval(0)
        self._summing.timeout.connect(self._show_figures)
        self._stack = QStackedWidget()
        # Where there is no room for a few rows of the list, the whole page scrolls.
        self._log = VerticalScroll()
        self._log.body.addWidget(self._build_log(today))
        self._stack.addWidget(self._log)
        self._note: NoteView | None = None
        self.outer.addWidget(self._stack, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escaped)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)
        self.setAcceptDrops(True)
        theme.changed.connect(self._arrange)

    # ---- building ----------------------------------------------------------------------------

    def _build_log(self, today: Callable[[], date]) -> QWidget:
        log = QWidget()
        column = QVBoxLayout(log)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._head = EvidenceHead()
        self._head.account_asked.connect(self.account_asked)
        self._head.bundle_asked.connect(self._bundle_clicked)
        self._head.papers_asked.connect(self.papers_asked)
        self._head.new_asked.connect(self._new)
        self._head.back_asked.connect(self._go_back)
        self._head.go_on_asked.connect(self._go_on)
        column.addWidget(self._head)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(14)
        self._columns.addWidget(self._build_list(today), 4)
        self._columns.addWidget(self._build_right(today), 3)
        column.addLayout(self._columns, 1)
        return log

    def _build_list(self, today: Callable[[], date]) -> QWidget:
        self._list = Card(margin=14, spacing=8)
        self.filters = Filters(self._lenders, today)
        self.filters.changed.connect(self._filtering.start)
        self._list.body.addWidget(self.filters)
        self._model = EvidenceModel(self._evidence, self._lender_name, self)
        self._chosen = Chosen(self._evidence, self._model)
        self.table = EvidenceTable(self._model, self.tr("记录"))
        self.table.setObjectName("evidence_table")
        self.table.opened.connect(self._opened)
        self.table.many_chosen.connect(self._many_chosen)
        self.table.sort_asked.connect(self._sort_asked)
        self.table.taken.connect(self._taken)
        self._nothing = Text("", "body", "muted")
        self._nothing.setObjectName("evidence_nothing")
        self._list.body.addWidget(self._nothing)
        self._list.body.addWidget(self.table, 1)
        self._list.body.addStretch(0)
        return self._list

    def _build_right(self, today: Callable[[], date]) -> QWidget:
        self._week = WeekCard(self._evidence, today)
        self._week.chosen.connect(self._hour_chosen)
        self.detail = DetailCard(self._evidence, self._incidents, self._lenders, self._attachments)
        self.detail.filled.connect(self._order_tabs)
        self.detail.correct_asked.connect(self._correct)
        self.detail.withdraw_asked.connect(self._withdraw_chosen)
        self.detail.files.said.connect(self._head.say)
        self.detail.hand_over_asked.connect(self._hand_over_one)
        self._right = ReadingSide(self._week, self.detail, name="evidence")
        self._right.returned.connect(self._return_to_list)
        return self._right

    def _form(self) -> NoteView:
        """The form, which is made when it is first asked for."""
        if self._note is None:
            self._note = NoteView(self._incidents, self._lenders)
            self._note.stored.connect(self._stored)
            self._note.left.connect(self._leave_note)
            self._note.drop_asked.connect(self._drop)
            self._note.kept.connect(self.kept)
            self._stack.addWidget(self._note)
        return self._note

    # ---- the page's contract -----------------------------------------------------------------

    def refresh(self) -> None:
        """Show the log as it is now, and the record that was open."""
        self.filters.refresh()
        if self._note is not None:
            self._note.form.refresh()
            self._note.name()
        self._show_filtered()
        self._summing.start()
        self._arrange()

    def show_target(self, target: Target) -> None:
        """Open the form where that is asked for, or the list."""
        self._set_aside(aside=target.section == QUICK_RECORD)
        if target.section in (NEW_RECORD, QUICK_RECORD):
            self._open_form(None)
        elif self._stack.currentIndex() and not self.unsaved():
            self._stack.setCurrentIndex(0)
        if target.entry:
            self._open_incident(target.entry)

    def target(self) -> Target | None:
        """The list: a form with nothing in it is not worth coming back to."""
        return Target("evidence")

    def start_focus(self) -> bool:
        """Start in the form, or in the list."""
        if self._stack.currentIndex():
            self._form().form.take_focus()
            return True
        begin: QWidget = self.table if self._model.rowCount() else self.filters.search
        if self._reading and self._one_column:
            begin = self._right.back
        begin.setFocus(Qt.FocusReason.OtherFocusReason)
        # Larger than the window, the list would have led the page to its own end.
        self._log.verticalScrollBar().setValue(0)
        return True

    def unsaved(self) -> bool:
        """Whether something stands in the form that was not noted."""
        return self._note is not None and self._note.unsaved()

    def give_up(self) -> None:
        """Let go of what stands in the form."""
        self._form().show_incident(None)

    def draft(self) -> Draft:
        """What stands in the form, and in the form of a visitor."""
        own = {} if self._note is None else self._note.form.draft()
        return own | {_VISIT + key: text for key, text in self.visit().items()}

    def resume(self, draft: Draft) -> None:
        """Open the form as it was left, or the window for a visitor."""
        visit = {key[len(_VISIT) :]: draft[key] for key in draft if key.startswith(_VISIT)}
        if len(visit) < len(draft):
            self._form().resume(draft)
            self._stack.setCurrentWidget(self._form())
        if visit:
            self.visit_asked.emit(visit)

    def end_visit(self) -> None:
        """Nobody else fills anything in any more."""
        self.visit = dict

    def dispose(self) -> None:
        """Give up what is on its way in or out."""
        self._filtering.stop()
        self._counting.stop()
        self._summing.stop()
        self.detail.files.stop()

    # ---- files -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files may be dropped anywhere on the page, while a record is open."""
        # Behind the form another record may be open, which they have nothing to do with.
        listed = not self._stack.currentIndex()
        if listed and self.detail.files.takes and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """They go with the record that is open."""
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.detail.files.take_files(paths, Came.DROPPED)

    def _paste(self) -> None:
        if not self._stack.currentIndex():
            self.detail.files.paste()

    # ---- the list ----------------------------------------------------------------------------

    def _show_filtered(self) -> None:
        self._filtering.stop()
        wanted, sort = self.filters.wanted(), self.filters.sort()
        shown = self.detail.shown()
        self._model.show_rows(wanted, sort)
        count = self._model.rowCount()
        self._nothing.setVisible(not count)
        self._nothing.setText(
            self.tr("没有找到。换个词，或点“全部显示”。")
            if wanted != type(wanted)()
            else self.tr("这里还是空的。以后每一笔都排在这里，能找、能排、能挑。")
        )
        self.table.setVisible(bool(count))
        self._counting.start()
        self._shown_row = self._model.find(shown, self._shown_row) if shown else -1
        self.table.choose(self._shown_row)
        if not (shown and self.detail.show_incident(shown)):
            self.detail.show_nothing(empty=not count and wanted == type(wanted)())

    def _show_week(self) -> None:
        self._week.show_filter(self._model.wanted)

    def _show_figures(self) -> None:
        self._head.count(self._evidence.summary())

    def _lender_name(self, lender: str) -> str:
        found = self._lenders.get(lender) if lender else None
        return "" if found is None else found.name

    def _sort_asked(self, sort: EvidenceSort) -> None:
        self.filters.set_sort(sort)

    def _hour_chosen(self, cell: HourCell | None) -> None:
        self.filters.set_cell(cell)

    def _opened(self, row: int) -> None:
        found = self._model.at(row)
        if found is not None:
            self._shown_row = row
            self._head.say("")
            self.detail.show_incident(found.incident.id)

    def _many_chosen(self) -> None:
        if self.table.number_chosen() > 1:
            self.detail.show_many(self.table.number_chosen())
        elif not self.detail.shown():
            self._opened(self.table.currentIndex().row())

    def _bundle_clicked(self) -> None:
        self.bundle_asked.emit(self._chosen.to_hand_over(self.table.chosen()))

    def _hand_over_one(self, incident: str) -> None:
        self.bundle_asked.emit((incident,))

    def _withdraw_chosen(self) -> None:
        standing = self._chosen.to_withdraw(self.table.chosen())
        if not standing:
            self._head.say(self.tr("选中的都已经撤回了。"))
            return
        self.table.choose(-1)
        self._incidents.withdraw(*standing)
        words = self.tr("撤回了 {0} 笔。按 Ctrl+Z 可以放回来。")
        self._head.say(words.format(len(standing)))

    def _taken(self, row: int) -> None:
        self._opened(row)
        if self._one_column:
            self._reading = True
            self._arrange()
            self._right.area.verticalScrollBar().setValue(0)
            self._right.back.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_incident(self, incident: str) -> None:
        self._shown_row = self._model.find(incident, 0)
        self.table.choose(self._shown_row)
        self.detail.show_incident(incident)

    def _return_to_list(self) -> None:
        self._reading = False
        self._arrange()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the form ----------------------------------------------------------------------------

    def _new(self) -> None:
        self._open_form(None)
        self._form().form.take_focus()

    def _correct(self, incident: str) -> None:
        self._open_form(incident)
        self._form().form.take_focus()

    def _open_form(self, incident: str | None) -> None:
        form = self._form()
        if not form.unsaved():
            form.show_incident(None if incident is None else self._incidents.get(incident))
        elif incident != self._editing():
            form.say_waiting()
        self._stack.setCurrentWidget(form)

    def _stored(self, incident: str) -> None:
        self._stack.setCurrentIndex(0)
        self._arrange()
        self._open_incident(incident)
        self._head.say(self.tr("已记下。右边可以放附件；写错了点“更正”，原来写的会留着。"))
        self.start_focus()

    def _editing(self) -> str | None:
        """The id of the record that is being corrected in the form."""
        editing = self._form().form.editing
        return None if editing is None else editing.id

    def _leave_note(self) -> None:
        """What is written stays: a key hit by accident must not cost words."""
        self._stack.setCurrentIndex(0)
        self._arrange()
        if self._aside:
            self._go_back()
        else:
            self.start_focus()

    def _drop(self) -> None:
        if ask.let_go_of_words(self):
            self.give_up()
            self.kept.emit(True)
            self._leave_note()

    def _go_on(self) -> None:
        self._stack.setCurrentWidget(self._form())
        self.start_focus()

    def _go_back(self) -> None:
        self._set_aside(aside=False)
        self.left.emit()

    def _set_aside(self, *, aside: bool) -> None:
        self._aside = aside
        self._head.back.setVisible(aside)

    def _escaped(self) -> None:
        if self._stack.currentIndex():
            self._leave_note()
        elif self._aside:
            self._go_back()
        elif self._reading and self._one_column:
            self._return_to_list()

    def _order_tabs(self) -> None:
        cards: list[QWidget] = [self._week, self.detail]
        if self._one_column:
            cards.reverse()
        tab_in_order(self._right.back, *cards)

    # ---- room --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose between two columns and one."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._one_column = has_one_column(self, _BOTH)
        self._list.setVisible(not (self._one_column and self._reading))
        self._right.setVisible(not self._one_column or self._reading)
        self._right.back.setVisible(self._one_column)
        # One below the other, the record was asked for and comes first.
        first = self.detail if self._one_column else self._week
        if self._right.area.body.indexOf(first) != 0:
            self._right.area.body.insertWidget(0, first)
            self._order_tabs()
            # The figures need not take room from the list there.
            if self._one_column:
                self._right.area.body.insertWidget(2, self._head.figures)
        self._log.body.setContentsMargins(0, 0, SCROLL_BAR if self._one_column else 0, 0)
        self._head.arrange(one_column=self._one_column)
        self._head.half.setVisible(self.unsaved())
