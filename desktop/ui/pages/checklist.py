"""The checklist page: four stages, a lender switch, the step card, its rules and the note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.lenders import Lender
from desktop.domain.plan import Applies, PlanItem
from desktop.domain.progress import CLOSED, PERSON, State
from desktop.domain.steps import Scope, Stage, Urgency
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
from desktop.ui import words
from desktop.ui.bridge import Bridge
from desktop.ui.checklist.note_pane import NotePane
from desktop.ui.checklist.rule_pane import RulePane
from desktop.ui.checklist.step_card import StepCard
from desktop.ui.navigation import OLD_NOTES, Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.step_list import Heading, Key, Row, RowList
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.domain.moves import OldNote

SIDE_WIDTH = 270
LIST_WIDTH = 300


class ChecklistPage(Page):
    """Walks through the list of one stage for one lender.

    Wide: list, card, rules and note side by side. Narrower or with large text: list and card, the
    card sharing its column with rules and note as tabs. Narrower still: one column.
    """

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
        self._variables = {variable.id: variable for variable in answers.variables()}
        self._stage = Stage.OVERDUE
        self._lender = ""
        self._items: dict[Key, PlanItem] = {}
        self._order: list[Key] = []
        self._asked_of = PERSON
        self._columns = 0
        self._reading = False
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
        self._title = Text("", "title", wrap=False)
        self._stages = Segments(
            [(stage.value, words.stage(stage)) for stage in Stage], self.tr("阶段")
        )
        self._stages.chosen.connect(self._stage_chosen)
        self._switch = Combo(self.tr("哪一家"))
        self._switch.setMinimumContentsLength(8)
        self._switch.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._switch.activated.connect(self._lender_chosen)
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(10)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._controls.addWidget(self._stages, 0, Qt.AlignmentFlag.AlignVCenter)
        self._controls.addWidget(self._switch)
        self._head.addLayout(self._controls)
        self.outer.addLayout(self._head)
        self._elsewhere = WrapLink("", "small", "")
        self._elsewhere.clicked.connect(self._move_stage)
        self._elsewhere.hide()
        self.outer.addWidget(self._elsewhere)
        self._old_notes = LinkButton("")
        self._old_notes.setObjectName("old_notes")
        self._old_notes.clicked.connect(self._read_old_notes)
        self._old_notes.hide()
        self.outer.addWidget(self._old_notes)

    def _build_body(self) -> None:
        self._list_card = Card(margin=10, spacing=0)
        self._list = RowList(self.tr("步骤"), tickable=True)
        self._list.tick_asked.connect(self._turn)
        self._list.opened.connect(self._open)
        self._list.activated_row.connect(self._read)
        self._list_card.body.addWidget(self._list)
        to_paper = LinkButton(self.tr("打印或存成 PDF…"))
        to_paper.clicked.connect(self._ask_paper)
        self._list_card.body.addWidget(to_paper)
        self._card = StepCard(self._library)
        self._card.done_asked.connect(self._finish)
        self._card.state_asked.connect(self._set_state)
        self._card.later_asked.connect(self._put_off)
        self._card.answer_asked.connect(self._answer)
        self._card.days_asked.connect(self._open_person)
        self._card.phone_asked.connect(self._preferences.set_phone_system)
        self._card.channel_asked.connect(self._open_channel)
        self._rules = RulePane(self._library)
        self._rules.document_asked.connect(self._open_rule)
        self._note = NotePane(self._notes)
        self._note.kept.connect(self.kept)
        self._tabs = Segments(
            [("step", self.tr("步骤")), ("rules", self.tr("依据")), ("note", self.tr("备注"))],
            self.tr("看哪一部分"),
        )
        self._tabs.set_value("step")
        self._tabs.chosen.connect(self._tab_chosen)
        self._to_list = LinkButton(self.tr("‹ 返回清单"))
        self._to_list.clicked.connect(self._leave_reading)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(8)
        self._middle_bar = QHBoxLayout()
        self._middle_bar.addWidget(self._to_list)
        self._middle_bar.addWidget(self._tabs)
        self._middle_bar.addStretch(1)
        middle.addLayout(self._middle_bar)
        middle.addWidget(self._card, 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        self._body = QHBoxLayout()
        self._body.setSpacing(14)
        self._body.addWidget(self._list_card)
        self._body.addWidget(self._middle, 1)
        self._body.addWidget(self._side)
        self.outer.addLayout(self._body, 1)

    # ---- columns -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose one, two or three columns for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _wanted_columns(self) -> int:
        window = self.window().width()
        if window >= 1200 and theme.text_percent <= 140 and self.width() >= theme.px(960):
            return 3
        return 2 if self.width() >= theme.px(700) else 1

    def _arrange(self) -> None:
        columns = self._wanted_columns()
        self._list_card.setFixedWidth(theme.px(LIST_WIDTH)) if columns > 1 else None
        if columns == 1:
            self._list_card.setMinimumWidth(0)
            self._list_card.setMaximumWidth(16_777_215)
        self._side.setFixedWidth(theme.px(SIDE_WIDTH))
        narrow_head = self.width() < theme.px(820)
        self._head.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow_head else QHBoxLayout.Direction.LeftToRight
        )
        self._controls.setDirection(
            QHBoxLayout.Direction.TopToBottom
            if self.width() < theme.px(560)
            else QHBoxLayout.Direction.LeftToRight
        )
        if columns == self._columns:
            self._show_parts()
            return
        typing = self._note.hasFocus()
        self._columns = columns
        self._place_cards()
        if typing:
            # Larger text must not take away the field that is being written in.
            self._tabs.set_value("note")
            self._reading = True
        self._show_parts()
        if typing:
            self._note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_cards(self) -> None:
        side = self._side.layout()
        middle = self._middle.layout()
        assert isinstance(side, QVBoxLayout)
        assert isinstance(middle, QVBoxLayout)
        home = side if self._columns == 3 else middle
        home.addWidget(self._rules, 3)
        home.addWidget(self._note, 1)

    def _show_parts(self) -> None:
        three, one = self._columns == 3, self._columns == 1
        reading = one and self._reading
        # One column has room for the step or for the switches, not for both.
        self._title.setVisible(not reading)
        self._stages.setVisible(not reading)
        self._switch.setVisible(not reading)
        self._card.set_flat(self.height() < theme.px(480))
        part = "" if three else self._tabs.value() or "step"
        self._list_card.setVisible(not one or not self._reading)
        self._middle.setVisible(not one or self._reading)
        self._side.setVisible(three)
        self._tabs.setVisible(not three)
        self._to_list.setVisible(one)
        self._card.setVisible(three or part == "step")
        self._rules.setVisible(three or part == "rules")
        self._note.setVisible(three or part == "note")

    def _tab_chosen(self, value: str) -> None:
        self._tabs.set_value(value)
        self._show_parts()

    def _read(self, key: Key) -> None:
        self._open(key)
        self._reading = True
        self._show_parts()
        if self._columns == 1:
            self._to_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_reading(self) -> None:
        self._reading = False
        self._show_parts()
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
        self._title.setText(checklist.title)
        self._stages.set_value(self._stage.value)
        self._fill_switch(active)
        self._show_elsewhere(lender)
        self._show_old_notes()
        self._list.set_rows(self._rows(items))
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

    def _rows(self, items: tuple[PlanItem, ...]) -> list[Heading | Row]:
        rows: list[Heading | Row] = []
        checklist = items[0].checklist if items else None
        for phase in checklist.phases if checklist else ():
            group = [item for item in items if item.phase.id == phase.id]
            counted = [item for item in group if item.applies is not Applies.NO]
            closed = sum(item.state in CLOSED for item in counted)
            rows.append(Heading(phase.title, f"{closed} / {len(counted)}", phase.intro))
            rows.extend(self._row(item) for item in group)
        return rows

    def _row(self, item: PlanItem) -> Row:
        chip, tone = "", "neutral"
        if item.remind is not None:
            chip = words.reminder(item.remind, due=item.due)
            tone = "amber" if item.due else "soft"
        elif item.applies is Applies.NO:
            chip = self.tr("眼下不适用")
        elif item.open and item.applies is Applies.MAYBE:
            chip = self.tr("可能适用")
        elif item.open and item.step.urgency in (Urgency.NOW, Urgency.TODAY):
            chip, tone = words.urgency_short(item.step.urgency), "amber"
        elif item.revised:
            chip, tone = self.tr("有更新"), "soft"
        quiet = not item.open or item.applies is Applies.NO
        return Row(item.key, item.step.title, item.state, chip, tone, quiet=quiet)

    def _fill_switch(self, active: tuple[Lender, ...]) -> None:
        kinds = {kind.id: kind.name for kind in self._library.pack().triage.kinds}
        self._switch.clear()
        for lender in active:
            known = lender.kind in kinds and lender.kind != "unknown"
            name = f"{lender.name}（{kinds[lender.kind]}）" if known else lender.name
            self._switch.addItem(name, lender.id)
        if not active:
            self._switch.addItem(self.tr("还没有添加"), "")
        self._switch.addItem(self.tr("添加或管理各家…"), "+")
        self._switch.setCurrentIndex(max(0, self._switch.findData(self._lender)))

    def _show_elsewhere(self, lender: Lender | None) -> None:
        other = lender is not None and lender.stage is not self._stage
        self._elsewhere.setVisible(other)
        if lender is None or not other:
            return
        now = words.stage(lender.stage) if lender.stage else self.tr("还没填")
        self._elsewhere.setText(
            self.tr("“{0}”填的是：{1}。点这里改成：{2}").format(
                lender.name, now, words.stage(self._stage)
            )
        )

    def _show_old_notes(self) -> None:
        notes = self._old_notes_of()
        self._old_notes.setText(self.tr("以前的备注（{0}）").format(len(notes)))
        self._old_notes.setVisible(bool(notes))

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
        self._reading = False
        self.refresh()
        self._show_parts()

    def _lender_chosen(self, index: int) -> None:
        chosen = str(self._switch.itemData(index) or "")
        if chosen == "+":
            self._switch.setCurrentIndex(max(0, self._switch.findData(self._lender)))
            self.went.emit(Target("person"))
            return
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
        self._reading = bool(target.step)
        self.refresh()
        if target.step:
            self._select_step(target.step)
        self._show_parts()
        if target.section == OLD_NOTES:
            self._read_old_notes()

    def start_focus(self) -> bool:
        """Up and down walk through the steps at once."""
        first = self._to_list if self._columns == 1 and self._reading else self._list
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def target(self) -> Target:
        """Stage, lender and step on screen."""
        key = self._list.current_key()
        return Target("checklist", self._stage.value, self._lender, key[0] if key else "")

    def flush(self) -> None:
        """Write down the note, and what the disk did not take before."""
        self._note.flush()

    def unsaved(self) -> bool:
        """Whether a note could not be written down."""
        return self._note.unsaved()

    def give_up(self) -> None:
        """Let go of the notes that could not be written down."""
        self._note.give_up()
