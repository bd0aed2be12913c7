"""The home page: the one next thing, what follows, and how far each list has come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.plan import Applies, Message, Plan, PlanItem
from desktop.domain.progress import State
from desktop.domain.steps import Stage, Urgency
from desktop.services.bus import Topic
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.plan import PlanService
from desktop.services.progress import ProgressService
from desktop.services.reminders import ReminderService
from desktop.ui import words
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import Target
from desktop.ui.pages.page import Page
from desktop.ui.widgets.bar import ProgressLine
from desktop.ui.widgets.buttons import Button, LinkButton, OnwardButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.step_row import StepButton
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.widgets.patient_button import Pace
    from desktop.ui.widgets.whole_plan import WholePlan

NEXT = 5
MOST_NEXT = 12


class HomePage(Page):
    """Shows the plan; everything on it leads to a step."""

    topics = frozenset({Topic.LENDERS, Topic.ANSWERS, Topic.PROGRESS, Topic.REMINDERS})

    def __init__(
        self,
        bridge: Bridge,
        plan: PlanService,
        lenders: LenderService,
        library: LibraryService,
        progress: ProgressService,
        reminders: ReminderService,
        calls: Callable[[], QWidget | None] = lambda: None,
    ) -> None:
        """Build the page.

        Args:
            bridge: Brings news.
            plan: The plan it shows.
            lenders: Those it is about.
            library: Where the help of a message is found.
            progress: Finishes what is due.
            reminders: Puts off what is due.
            calls: Makes the card about calls, if there is something to tell.
        """
        super().__init__(bridge)
        self._make_calls = calls
        self._painted = self._calls_stale = False
        self._plan = plan
        self._lenders = lenders
        self._library = library
        self._progress = progress
        self._reminders = reminders
        self._ready: tuple[PlanItem, ...] = ()
        self._whole = False
        self._shown: Plan | None = None
        self._start: Button | None = None
        self._next: Card | None = None
        self._lists: QWidget | None = None
        self._calls: QWidget | None = None
        self._calls_day: date | None = None
        self._columns: Columns | None = None
        self._rows = NEXT
        self._room_changed = True
        self._title = Text(self.tr("今天先做这一件"), "title", wrap=False)
        self._lead = Text(self.tr("按你的情况排好了顺序。做完一件，再看下一件。"), "body", "muted")
        self.outer.addWidget(self._title)
        self.outer.addWidget(self._lead)
        self._scroll = VerticalScroll()
        self.outer.addWidget(self._scroll, 1)
        self._all: WholePlan | None = None
        self._pace: Pace | None = None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Re-read also when nothing was changed but a day has passed."""
        self._stale = self._stale or self._plan.plan() is not self._shown
        super().showEvent(event)
        if self._calls_stale and self._painted:
            self._show_calls()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Look for room, once the page has been painted in its new size."""
        super().resizeEvent(event)
        self._room_changed = True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Use what room is left below the cards; the first picture does not wait for that."""
        super().paintEvent(event)
        if self._room_changed:
            self._room_changed = False
            QTimer.singleShot(0, self, self._use_room)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._show_calls)

    def _use_room(self) -> None:
        """Tell as many of the next steps as there is room for, and at least a few.

        There may be room below the cards, and in theirs where the other column is taller.
        """
        if self._next is None or not self._next.isVisible():
            return
        rows = self._next.findChildren(StepButton)
        pitch = rows[0].height() + self._next.body.spacing()
        around = rows[0].y() + self._next.body.contentsMargins().bottom()
        below = self._scroll.height() - self._scroll.body.heightForWidth(self._scroll.width())
        beside = self._lists is not None and self._lists.y() == self._next.y()
        taller = self._lists.sizeHint().height() if self._lists is not None and beside else 0
        room = max(self._next.height() + below, taller) - around
        self._rows = max(NEXT, min(MOST_NEXT, room // pitch))
        for row in rows[self._rows :]:
            if row.hasFocus():
                # Before it goes, or Qt would send the keyboard to whatever comes next.
                seen = Qt.FocusReason.TabFocusReason
                reason = seen if row.ringed else Qt.FocusReason.OtherFocusReason
                rows[self._rows - 1].setFocus(reason)
            row.deleteLater()
        added = [self._next_row(item) for item in self._ready[1 + len(rows) : 1 + self._rows]]
        for new in added:
            # Above the stretch at the end of the card.
            self._next.body.insertWidget(self._next.body.count() - 1, new)
        if added:
            _follow(rows[-1], *added)

    def refresh(self) -> None:
        """Show the plan as it is now."""
        plan = self._shown = self._plan.plan()
        if self._whole:
            self._whole_plan().show_plan(plan)
            return
        with keeping_focus(self):
            calls = self._kept_calls()
            clear(self._scroll.body)
            self._fill(plan)
            self._show_calls(calls)

    def _fill(self, plan: Plan) -> None:
        body = self._scroll.body
        self._start = None
        self._next = self._lists = None
        self._room_changed = True
        self._ready = tuple(item for item in plan.items if item.remind is None)
        first = self._ready[0] if self._ready else None
        due = self._due_card(plan) if plan.due else None
        # A day that has come is the person's own wish; only danger goes before it.
        pressing = first is not None and first.pinned and first.step.urgency is Urgency.NOW
        if due is not None and not pressing:
            body.addWidget(due)
        if first is not None:
            body.addWidget(self._hero(first, plan))
        elif due is None:
            body.addWidget(self._nothing_left(len(plan.items)))
        if due is not None and pressing:
            body.addWidget(due)
        for lender in plan.unstaged[:1]:
            body.addWidget(self._ask_stage(lender.id, lender.name))
        columns = Columns(760, room=self._scroll.width())
        if len(self._ready) > 1:
            columns.add(self._next_card(), 5)
        self._columns = columns
        if plan.lists:
            self._beside().addWidget(self._progress_card(plan), 1)
        body.addWidget(columns)
        body.addStretch(1)

    # ---- cards -------------------------------------------------------------------------------

    def _hero(self, item: PlanItem, plan: Plan) -> QWidget:
        card = Card("soft", None, margin=22, spacing=10)
        message = self._message(item, plan)
        if message is not None:
            card.body.addWidget(Text(message.text, "lead", "soft_text"))
            if message.channels:
                card.body.addWidget(flow(*map(self._channel_link, message.channels), spacing=4))
        step = item.step
        chips: list[QWidget] = [
            Chip(words.urgency(step.urgency), words.urgency_tone(step.urgency)),
            Chip(words.minutes(step.minutes), "surface"),
            # Where it belongs, not how many there are: forty-two steps help nobody at night.
            Chip(f"{item.checklist.short_title}·{item.phase.title}", "surface"),
        ]
        if item.lender is not None:
            chips.append(Chip(item.lender.name, "surface"))
        if item.applies is Applies.MAYBE:
            chips.append(Chip(self.tr("可能适用"), "surface"))
        card.body.addWidget(flow(*chips))
        card.body.addWidget(Text(step.title, "heading"))
        card.body.addWidget(Text(step.why, "lead"))
        start = OnwardButton(self.tr("开始这一步"))
        start.setObjectName("start_step")
        start.clicked.connect(self._open_first)
        self._start = start
        whole = Button(self.tr("看全部"))
        whole.setObjectName("whole_plan")
        whole.clicked.connect(self._show_whole)
        card.body.addSpacing(2)
        card.body.addWidget(flow(start, whole))
        card.body.addWidget(self._paper_link())
        return card

    def _paper_link(self) -> QWidget:
        link = LinkButton(self.tr("打印或存成 PDF…"))
        link.clicked.connect(self._ask_paper)
        return link

    def _message(self, item: PlanItem, plan: Plan) -> Message | None:
        """What the rule that put this step first has to say; None when no rule did."""
        pins = {rule.id: rule.pin for rule in self._library.pack().triage.pins}
        return next((one for one in plan.messages if item.step.id in pins[one.rule]), None)

    def _channel_link(self, channel: str) -> QWidget:
        link = LinkButton(self._library.channel(channel).name, "phone")
        link.setProperty("channel", channel)
        link.clicked.connect(self._open_channel)
        return link

    def _due_card(self, plan: Plan) -> QWidget:
        from desktop.ui.widgets.due_card import DueCard
        from desktop.ui.widgets.patient_button import Pace

        self._pace = self._pace or Pace()
        card = DueCard(plan.due, self._reminders.today(), self._pace)
        card.opened.connect(self._go)
        card.done.connect(self._finish_due)
        card.put_off.connect(self._put_off)
        return card

    def _finish_due(self, item: PlanItem) -> None:
        self._progress.set(item.step.id, item.subject, State.DONE)

    def _put_off(self, item: PlanItem, day: date | None) -> None:
        self._reminders.set(item.step.id, item.subject, day)

    def _next_card(self) -> QWidget:
        card = Card(spacing=2)
        card.body.addWidget(Text(self.tr("接下来"), "section"))
        for item in self._ready[1 : self._rows + 1]:
            card.body.addWidget(self._next_row(item))
        card.body.addStretch(1)
        self._next = card
        return card

    def _next_row(self, item: PlanItem) -> QWidget:
        button = StepButton(item)
        button.clicked.connect(self._open_button)
        return button

    def _progress_card(self, plan: Plan) -> QWidget:
        card = Card(spacing=8)
        card.body.addWidget(Text(self.tr("清单进度"), "section"))
        for progress in plan.lists:
            name = progress.checklist.short_title
            if progress.lender is not None:
                name = f"{name}·{progress.lender.name}"
            line = ProgressLine(name, progress.done, progress.total)
            line.setProperty("stage", progress.checklist.stage.value)
            line.setProperty("lender", progress.lender.id if progress.lender else "")
            line.clicked.connect(self._open_list)
            card.body.addWidget(line)
        card.body.addStretch(1)
        return card

    def _beside(self) -> QVBoxLayout:
        """What stands beside the next steps."""
        if self._lists is None:
            assert self._columns is not None
            self._lists = QWidget()
            column = QVBoxLayout(self._lists)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(14)
            self._columns.add(self._lists, 4)
        found = self._lists.layout()
        assert isinstance(found, QVBoxLayout)
        return found

    def _kept_calls(self) -> QWidget | None:
        """The card about calls, taken out of what is filled anew, if it still is as the log is."""
        calls, self._calls = self._calls, None
        if calls is None or self._calls_stale or self._calls_day != self._reminders.today():
            return None
        calls.hide()
        calls.setParent(self)
        return calls

    def _show_calls(self, calls: QWidget | None = None) -> None:
        """Tell of the calls as they were noted; no first picture waits for that."""
        if self._whole or self._columns is None or not self._painted:
            return
        if self._calls is not None:
            self._calls.hide()
            self._calls.deleteLater()
        self._calls_stale, self._calls_day = False, self._reminders.today()
        self._calls = calls or self._make_calls()
        if self._calls is not None:
            self._beside().insertWidget(0, self._calls)
            self._calls.show()
            rows = self._next.findChildren(StepButton) if self._next is not None else []
            for row in rows[-1:]:
                _follow(row, self._calls)
            self._room_changed = True

    def _published(self, topic: Topic) -> None:
        super()._published(topic)
        if topic is Topic.INCIDENTS:
            self._calls_stale = True
            if self.isVisible():
                self._show_calls()

    def _ask_stage(self, lender: str, name: str) -> QWidget:
        card = Card()
        card.body.addWidget(Text(self.tr("“{0}”这笔现在到哪一步了？").format(name), "strong"))
        choices = Segments(
            [(stage.value, words.stage(stage)) for stage in Stage], self.tr("哪一步")
        )
        choices.setProperty("lender", lender)
        choices.chosen.connect(self._stage_chosen)
        card.body.addWidget(choices)
        return card

    def _nothing_left(self, put_off: int) -> QWidget:
        card = Card("soft", None, margin=22)
        card.body.addWidget(Text(self.tr("眼下没有要做的事了"), "heading"))
        card.body.addWidget(
            Text(self.tr("歇一歇。情况有变化，到“我的情况”里改一下，这里会重新排。"), "lead")
        )
        open_person = Button(self.tr("去我的情况"))
        open_person.clicked.connect(self._open_person)
        buttons: list[QWidget] = [open_person]
        if put_off:
            later = self.tr("有 {0} 件放到了以后，到日子会回到这里。").format(put_off)
            card.body.addWidget(Text(later))
            whole = Button(self.tr("看全部"))
            whole.clicked.connect(self._show_whole)
            buttons.append(whole)
        card.body.addWidget(flow(*buttons))
        return card

    # ---- the whole plan ----------------------------------------------------------------------

    def _whole_plan(self) -> WholePlan:
        """The list of everything; made when first asked for, because no start needs it."""
        if self._all is None:
            from desktop.ui.widgets.whole_plan import WholePlan

            self._all = WholePlan()
            self._all.row_asked.connect(self._open_row)
            self._all.back_asked.connect(self._show_next)
            self.outer.addWidget(self._all, 1)
        return self._all

    def _show_whole(self) -> None:
        self._whole = True
        self._title.setText(self.tr("全部待办"))
        self._lead.setText(self.tr("不用一次做完。按轻重缓急排好了。"))
        self._scroll.hide()
        self._whole_plan().show()
        self.refresh()
        self._whole_plan().take_focus()

    def _show_next(self) -> None:
        self._whole = False
        self._title.setText(self.tr("今天先做这一件"))
        self._lead.setText(self.tr("按你的情况排好了顺序。做完一件，再看下一件。"))
        self._whole_plan().hide()
        self._scroll.show()
        self.refresh()

    # ---- where clicks lead -------------------------------------------------------------------

    def _go(self, item: PlanItem) -> None:
        self.went.emit(Target("checklist", item.checklist.stage.value, item.subject, item.step.id))

    def _open_first(self) -> None:
        if self._ready:
            self._go(self._ready[0])

    def _ask_paper(self) -> None:
        """Begin with the list and the lender of the first step."""
        if self._shown is None or not self._shown.items:
            return
        first = self._shown.items[0]
        known = (lender.id for lender in self._lenders.active())
        lender = first.subject or next(known, "")
        self.paper_asked.emit(Target("checklist", first.checklist.stage.value, lender))

    def _open_button(self) -> None:
        button = self.sender()
        if isinstance(button, StepButton):
            self._go(button.item)

    def _open_row(self, key: tuple[str, str]) -> None:
        for item in self._shown.items if self._shown is not None else ():
            if item.key == key:
                self._go(item)
                return

    def _open_list(self) -> None:
        line = self.sender()
        if isinstance(line, ProgressLine):
            self.went.emit(
                Target("checklist", str(line.property("stage")), str(line.property("lender")))
            )

    def _open_channel(self) -> None:
        link = self.sender()
        if isinstance(link, LinkButton):
            entry = str(link.property("channel"))
            self.went.emit(Target("library", section="channels", entry=entry))

    def _open_person(self) -> None:
        self.went.emit(Target("person"))

    def _stage_chosen(self, value: str) -> None:
        choices = self.sender()
        if isinstance(choices, Segments) and value:
            self._lenders.set_stage(str(choices.property("lender")), Stage(value))

    def start_focus(self) -> bool:
        """Return starts the first step at once."""
        if self._whole or self._start is None:
            return False
        # From the top, so that above the button stands what it begins.
        self._scroll.verticalScrollBar().setValue(0)
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self._start)
        return True

    def target(self) -> Target:
        """The home page has no places inside."""
        return Target("home")


def _follow(before: QWidget, *later: QWidget) -> None:
    """Let Tab meet what was made later where it stands; no first picture waits for that."""
    from desktop.ui.widgets.tab_order import follow

    follow(before, *later)
