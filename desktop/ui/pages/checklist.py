"""The checklist page: four stages, a lender switch, the step card, its rules and the note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from desktop.domain.plan import Applies, PlanItem
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage
from desktop.domain.triage import Variable
from desktop.services.answers import AnswerService
from desktop.services.errors import UserProblem
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.notes import NoteService
from desktop.services.plan import PlanService
from desktop.services.preferences import PreferenceService
from desktop.services.progress import ProgressService
from desktop.services.reminders import ReminderService
from desktop.ui.bridge import Bridge
from desktop.ui.checklist.columns import Columns
from desktop.ui.checklist.head import Head
from desktop.ui.checklist.list_rows import list_rows
from desktop.ui.checklist.note_pane import NotePane
from desktop.ui.checklist.rule_pane import RulePane
from desktop.ui.checklist.step_card import StepCard
from desktop.ui.navigation import OLD_NOTES, QUICK_RECORD, Draft, Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.step_list import Key, RowList

if TYPE_CHECKING:
    from desktop.domain.moves import OldNote

_REASON, _REASON_FOR = "reason", "reason for"
"""Fields of a draft; all others are notes."""


class ChecklistPage(Page):
    """Walks through the list of one stage for one lender."""

    def __init__(
        self,
        bridge: Bridge,
        plan: PlanService,
        progress: ProgressService,
        lenders: LenderService,
        answers: AnswerService,
        notes: NoteService,
        library: LibraryService,
        preferences: PreferenceService,
        reminders: ReminderService,
        old_notes: Callable[[], tuple[OldNote, ...]] = tuple,
    ) -> None:
        super().__init__(bridge)
        self._plan = plan
        self._progress = progress
        self._lenders = lenders
        self._answers = answers
        self._notes = notes
        self._library = library
        self._preferences = preferences
        self._reminders = reminders
        self._old_notes_of = old_notes
        self._kinds = {kind.id: kind.name for kind in library.pack().triage.kinds}
        self._variables = {variable.id: variable for variable in answers.variables()}
        self._stage = Stage.OVERDUE
        self._lender = ""
        self._items: dict[Key, PlanItem] = {}
        self._order: list[Key] = []
        self._asked_of = PERSON
        self._build_head()
        self._build_body()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)  # A key held down must not tick step after step.
            shortcut.activated.connect(self._finish)
        theme.changed.connect(self._arrange)

    # ---- building ----------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._head = Head()
        self._head.stage_asked.connect(self._stage_chosen)
        self._head.lender_asked.connect(self._lender_chosen)
        self._head.lenders_asked.connect(self._open_lenders)
        self._head.move_asked.connect(self._move_stage)
        self._head.old_notes_asked.connect(self._read_old_notes)
        self.outer.addLayout(self._head)
        self.outer.addWidget(self._head.elsewhere)
        self.outer.addWidget(self._head.old_notes)

    def _build_body(self) -> None:
        list_card = Card(margin=10, spacing=0)
        self._list = RowList(self.tr("步骤"), tickable=True)
        self._list.tick_asked.connect(self._turn)
        self._list.opened.connect(self._open)
        self._list.activated_row.connect(self._read)
        list_card.body.addWidget(self._list)
        to_paper = LinkButton(self.tr("打印或存成 PDF…"))
        to_paper.clicked.connect(self._ask_paper)
        list_card.body.addWidget(to_paper)
        self._card = StepCard(self._library)
        self._card.done_asked.connect(self._finish)
        self._card.state_asked.connect(self._set_state)
        self._card.later_asked.connect(self._put_off)
        self._card.answer_asked.connect(self._answer)
        self._card.days_asked.connect(self._open_person)
        self._card.phone_asked.connect(self._preferences.set_phone_system)
        self._card.channel_asked.connect(self._open_channel)
        self._card.router_asked.connect(self._open_router)
        self._card.call_asked.connect(self._call)
        self._card.letter_asked.connect(self._open_letter)
        self._card.note_asked.connect(self._note_incident)
        self._rules = RulePane(self._library)
        self._rules.document_asked.connect(self._open_rule)
        self._note = NotePane(self._notes)
        self._note.kept.connect(self.kept)
        self._columns = Columns(list_card, self._card, self._rules, self._note)
        self._columns.list_asked.connect(self._leave_reading)
        self.outer.addWidget(self._columns, 1)

    # ---- columns -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose one, two or three columns for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._columns.arrange(self)
        self._head.arrange(self.width(), reading=self._columns.reading)

    def _show_reading(self, *, reading: bool) -> None:
        self._columns.read(reading=reading)
        self._head.arrange(self.width(), reading=self._columns.reading)

    def _read(self, key: Key) -> None:
        self._open(key)
        self._show_reading(reading=True)
        if self._columns.reading:
            self._columns.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_reading(self) -> None:
        self._show_reading(reading=False)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show stage, lender, list and step as the services say."""
        active = self._lenders.active()
        if self._lender not in {lender.id for lender in active}:
            self._lender = active[0].id if active else ""
        lender = self._lenders.get(self._lender) if self._lender else None
        items = self._plan.checklist(self._stage, self._lender or None)
        self._items = {item.key: item for item in items}
        self._order = [item.key for item in items]
        checklist = next(
            found for found in self._library.checklists() if found.stage is self._stage
        )
        self._head.offer(active, self._kinds)
        self._head.show_place(checklist.title, self._stage, lender)
        self._head.offer_old_notes(len(self._old_notes_of()))
        self._list.set_rows(list_rows(items))
        key = self._list.current_key()
        if key not in self._items and self._order:
            key = next(
                (item.key for item in items if item.open and item.applies is not Applies.NO),
                self._order[0],
            )
            self._list.select(key)
        if key is not None:
            self._show(key)
        self._note.refresh()

    def _read_old_notes(self) -> None:
        from desktop.ui.dialogs.moves import OldNotesDialog  # noqa: PLC0415  Hardly ever needed.

        OldNotesDialog(self._old_notes_of(), self).open()

    def _open(self, key: Key) -> None:
        self._show(key)
        self.moved.emit()

    def _show(self, key: Key) -> None:
        item = self._items.get(key)
        if item is None:
            return
        can_tick = self._can_tick(item)
        asked = self._question(item)
        self._asked_of = asked[1] if asked is not None else PERSON
        self._card.show_item(
            item,
            asked[0] if asked is not None else None,
            self._preferences.phone_system,
            today=self._reminders.today(),
            whose=self._whose(item, self._asked_of),
            can_tick=can_tick,
        )
        self._rules.show_step(item.step)
        self._note.show_key(key, writable=can_tick)

    @staticmethod
    def _can_tick(item: PlanItem) -> bool:
        """Whether there is somebody to tick it for."""
        return item.step.scope is Scope.PERSON or item.lender is not None

    def _question(self, item: PlanItem) -> tuple[Variable, str] | None:
        """The first open question that decides about the step, and whom it is asked about."""
        for name in item.unanswered:
            variable = self._variables[name]
            if variable.level is Scope.PERSON:
                return variable, PERSON
            subject = self._left_open(item, name)
            if subject:
                return variable, subject
        return None

    def _left_open(self, item: PlanItem, variable: str) -> str:
        """The lender whose answer is missing; a step of the person may wait for any of them."""
        if item.lender is not None:
            return item.lender.id
        for lender in self._lenders.active():
            if self._answers.value(variable, lender.id) is None:
                return lender.id
        return ""

    def _whose(self, item: PlanItem, subject: str) -> str:
        """The name of the lender a question is about, where that is not the one on screen."""
        if subject in (PERSON, item.subject):
            return ""
        lender = self._lenders.get(subject)
        return lender.name if lender is not None else ""

    # ---- changing ----------------------------------------------------------------------------

    def _current(self) -> PlanItem | None:
        key = self._list.current_key()
        return self._items.get(key) if key is not None else None

    def _finish(self) -> None:
        if self._card.asking_reason:
            self._card.give_reason()
            return
        item = self._current()
        if item is None or not self._can_tick(item):
            return
        self._note.flush()
        following = self._following(item.key)
        if following is not None:
            # Moving on first saves building the card twice; the list is what says where we are.
            self._list.select(following)
        if item.open:
            try:
                self._progress.set(item.step.id, item.subject, State.DONE)
            except UserProblem:
                self._list.select(item.key)
                raise
        elif following is not None:
            self._show(following)
        if self._note.isAncestorOf(self.focusWidget()):
            # What is typed next belongs to nobody's note until a note is chosen again.
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit()

    def _turn(self, key: Key) -> None:
        """Tick a row where it stands, or take its tick back; the step on screen stays.

        The list is filled with what is stored, so a tick that the disk refuses is never seen.
        """
        item = self._items.get(key)
        if item is None:
            return
        if not self._can_tick(item):
            self._list.select(key)
            self._read(key)  # Its card says what is missing.
            return
        self._note.flush()
        state = State.DONE if item.open else State.TODO
        self._progress.set(item.step.id, item.subject, state)

    def _following(self, key: Key) -> Key | None:
        """The next open step after this one that is not ruled out; None when all are closed."""
        at = self._order.index(key)
        for candidate in self._order[at + 1 :] + self._order[:at]:
            item = self._items[candidate]
            if item.open and item.applies is not Applies.NO:
                return candidate
        return None

    def _set_state(self, state: State, reason: str) -> None:
        item = self._current()
        if item is not None:
            self._progress.set(item.step.id, item.subject, state, reason)

    def _put_off(self, day: date | None) -> None:
        item = self._current()
        if item is not None:
            self._reminders.set(item.step.id, item.subject, day)

    def _answer(self, variable: str, value: str) -> None:
        self._answers.set(variable, value or None, self._asked_of)

    def _stage_chosen(self, value: str) -> None:
        self._note.flush()
        self._stage = Stage(value)
        self.refresh()
        self._show_reading(reading=False)

    def _lender_chosen(self, chosen: str) -> None:
        self._note.flush()
        step = self._list.current_key()
        self._lender = chosen
        self.refresh()
        if step is not None:
            self._select_step(step[0])

    def _move_stage(self) -> None:
        if self._lender:
            self._lenders.set_stage(self._lender, self._stage)

    # ---- going elsewhere ---------------------------------------------------------------------

    def _ask_paper(self) -> None:
        self.paper_asked.emit(Target("checklist", self._stage.value, self._lender))

    def _open_rule(self, document: str) -> None:
        self.went.emit(Target("library", section="rules", entry=document))

    def _open_channel(self, channel: str) -> None:
        self.went.emit(Target("library", section="channels", entry=channel))

    def _open_letter(self, letter: str) -> None:
        self.went.emit(Target("letters", entry=letter, lender=self._lender))

    def _open_router(self) -> None:
        self.went.emit(Target("router", lender=self._lender))

    def _note_incident(self) -> None:
        self.went.emit(Target("evidence", section=QUICK_RECORD))

    def _call(self) -> None:
        self.call_asked.emit(self._lender)

    def _open_lenders(self) -> None:
        self.went.emit(Target("person"))

    def _open_person(self, _variable: str) -> None:
        self.went.emit(Target("person", lender=self._lender))

    def _select_step(self, step: str) -> None:
        key = next((key for key in self._order if key[0] == step), None)
        if key is not None and self._list.select(key):
            self._show(key)

    def show_target(self, target: Target) -> None:
        """Open a stage, a lender and a step; what is empty stays as it is."""
        self._note.flush()
        if target.stage in {stage.value for stage in Stage}:
            self._stage = Stage(target.stage)
        if target.lender:
            self._lender = target.lender
        self.refresh()
        if target.step:
            self._select_step(target.step)
        self._show_reading(reading=bool(target.step))
        if target.section == OLD_NOTES:
            self._read_old_notes()

    def start_focus(self) -> bool:
        """Up and down walk through the steps at once."""
        first = self._columns.back if self._columns.reading else self._list
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def target(self) -> Target:
        """Stage, lender and step on screen."""
        key = self._list.current_key()
        return Target("checklist", self._stage.value, self._lender, key[0] if key else "")

    def flush(self) -> None:
        """Write down the note, and what the disk did not take before."""
        self._note.flush()

    def draft(self) -> Draft:
        """Notes the disk refused, and a reason half written, with the step it is for."""
        reason, key = self._card.draft(), self._list.current_key()
        if not reason or key is None:
            return self._note.draft()
        return {**self._note.draft(), _REASON: reason, _REASON_FOR: " ".join(key)}

    def resume(self, draft: Draft) -> None:
        """Put them back; the reason only where it was being written."""
        reason, about = draft.get(_REASON, ""), draft.get(_REASON_FOR, "")
        self._note.resume({p: t for p, t in draft.items() if p not in (_REASON, _REASON_FOR)})
        key = self._list.current_key()
        if reason and key is not None and " ".join(key) == about:
            self._card.resume(reason)

    def unsaved(self) -> bool:
        """Whether a note could not be written down."""
        return self._note.unsaved()

    def give_up(self) -> None:
        """Let go of the notes that could not be written down."""
        self._note.give_up()
