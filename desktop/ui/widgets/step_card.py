"""The card of one step: what, why, how, done when, what to keep, and the ways to tick it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.plan import Applies, PlanItem
from desktop.domain.progress import State
from desktop.domain.triage import Variable
from desktop.services.library import LibraryService
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.later import LaterChoices
from desktop.ui.widgets.layouts import clear, flow, keeping_focus, was_hidden
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class _Number(QWidget):
    """The round number in front of an action."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFixedSize(theme.px(24), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("soft"))
        painter.drawEllipse(self.rect())
        painter.setPen(theme.color("soft_text"))
        painter.setFont(theme.font("small"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepCard(Card):
    """Shows one ``PlanItem``; asks for changes and never makes them itself."""

    state_asked = Signal(object, str)
    """New ``State`` and the reason (only for not applicable)."""
    done_asked = Signal()
    answer_asked = Signal(str, str)
    """Variable id and answer."""
    days_asked = Signal(str)
    """Variable id of a question that is answered with the lender's own details."""
    phone_asked = Signal(str)
    """Phone system id."""
    channel_asked = Signal(str)
    """Channel id."""
    later_asked = Signal(object)
    """The day on which the step shall come back, None for no reminder."""

    def __init__(self, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(margin=22, spacing=12, parent=parent)
        self._library = library
        self._item: PlanItem | None = None
        self._reason: QLineEdit | None = None
        self._whose = ""
        self._today = date.min
        self._choosing_day = False
        self._shown: object = None
        self._scroll = VerticalScroll(spacing=12)
        self.body.addWidget(self._scroll, 1)
        self._actions_host = QWidget()
        self._actions = QVBoxLayout(self._actions_host)
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(8)
        self.body.addWidget(self._actions_host)
        self._flat = False

    def set_flat(self, flat: bool) -> None:
        """Let the buttons scroll with the text, where the card is too low to keep them in view."""
        if flat == self._flat:
            return
        self._flat = flat
        host = self._scroll.body if flat else self.body
        host.addWidget(self._actions_host)

    def show_item(
        self,
        item: PlanItem,
        ask: Variable | None,
        phone_system: str,
        *,
        today: date,
        whose: str = "",
        can_tick: bool = True,
    ) -> None:
        """Show a step.

        Args:
            item: The step.
            ask: The question that decides whether it applies, if it is unanswered.
            phone_system: The phone system chosen, or an empty string.
            today: The local date.
            whose: The lender ``ask`` is about, if it is another than the one on screen.
            can_tick: False where the step needs a lender and there is none.
        """
        same_step = self._item is not None and self._item.key == item.key
        shown = (item, ask, phone_system, today, whose, can_tick)
        if shown == self._shown:
            return
        offset = self._scroll.verticalScrollBar().value() if same_step else 0
        draft = self._reason.text() if self._reason is not None and same_step else None
        self._item, self._shown, self._reason = item, shown, None
        self._whose, self._today = whose, today
        with keeping_focus(self, otherwise=self._first_action):
            self._rebuild(item, ask, phone_system, can_tick=can_tick)
            if draft is not None and can_tick and item.open:
                self._open_reason(draft)
        self._choosing_day = False
        self._scroll.verticalScrollBar().setValue(offset)
        if not same_step:
            # Once more when the layout is done: focus may have scrolled the title away.
            QTimer.singleShot(0, self, self._to_top)

    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def _first_action(self) -> QWidget | None:
        """Where the keyboard goes when the button it was on is gone."""
        buttons = self._actions_host.findChildren(Button)
        seen = [one for one in buttons if not was_hidden(one, self)]
        if self._choosing_day:
            seen.sort(key=lambda one: one.objectName() != "step_later")
        return next(iter(seen), None)

    @property
    def asking_reason(self) -> bool:
        """Whether the person is writing why the step does not apply."""
        return self._reason is not None

    def give_reason(self) -> None:
        """Take the reason as it stands."""
        if self._reason is not None:
            reason = self._reason.text().strip() or self.tr("我没有遇到这种情况")
            self._reason = None
            self.state_asked.emit(State.NOT_APPLICABLE, reason)

    def _rebuild(
        self, item: PlanItem, ask: Variable | None, phone_system: str, *, can_tick: bool
    ) -> None:
        if self._flat:
            self._scroll.body.removeWidget(self._actions_host)
        clear(self._scroll.body)
        clear(self._actions)
        self._fill(item, ask, phone_system)
        if self._flat:
            self._scroll.body.addWidget(self._actions_host)
        self._scroll.body.addStretch(1)
        if can_tick:
            self._fill_actions(item)
        else:
            self._actions.addWidget(
                Text(self.tr("这一步每家各做一次。先在“我的情况”里添加一家。"), "small", "muted")
            )

    # ---- the text of the step ----------------------------------------------------------------

    def _fill(self, item: PlanItem, ask: Variable | None, phone_system: str) -> None:
        step, body = item.step, self._scroll.body
        body.addWidget(flow(*self._chips(item)))
        title = Text(step.title, "heading", selectable=True)
        title.setObjectName("step_title")
        body.addWidget(title)
        body.addWidget(Text(step.why, "lead"))
        if item.revised:
            body.addWidget(
                self._strip(self.tr("内容有更新：完成之后，这一步的建议改过，值得再看一眼。"))
            )
        if item.applies is Applies.NO:
            body.addWidget(self._strip(self.tr("按你的回答，这一步眼下不适用。想做也可以做。")))
        if ask is not None:
            body.addWidget(self._question(ask))
        body.addWidget(Text(self.tr("怎么做"), "small_strong", "muted"))
        for number, action in enumerate(step.how, 1):
            body.addLayout(self._action(number, action))
        if step.phone_tasks:
            body.addWidget(self._phone(step.phone_tasks, phone_system))
        self._paragraph(self.tr("做到这样就算完成"), step.done_when)
        if step.keep:
            self._paragraph(self.tr("留好"), "、".join(step.keep))
        if step.risk:
            body.addWidget(self._strip(step.risk))
        if step.channels:
            links: list[QWidget] = []
            for channel_id in step.channels:
                link = LinkButton(self._library.channel(channel_id).name)
                link.setProperty("channel", channel_id)
                link.clicked.connect(self._channel_clicked)
                links.append(link)
            body.addWidget(Text(self.tr("可以找谁"), "small_strong", "muted"))
            body.addWidget(flow(*links, spacing=4))
        if step.letters:
            names = "；".join(self._library.letter(letter).title for letter in step.letters)
            self._paragraph(self.tr("会用到的文书（范本还没有做进来）"), names)
        self._provenance(item)

    def _chips(self, item: PlanItem) -> list[QWidget]:
        step = item.step
        chips: list[QWidget] = [
            Chip(words.urgency(step.urgency), words.urgency_tone(step.urgency)),
            Chip(words.minutes(step.minutes)),
            Chip(words.scope(step.scope) if item.lender is None else item.lender.name),
        ]
        if item.state is not State.TODO:
            chips.append(Chip(words.state(item.state), "ok" if not item.open else "soft"))
        if item.remind is not None:
            tone = "amber" if item.due else "soft"
            chips.append(Chip(words.reminder(item.remind, due=item.due), tone))
        return chips

    def _paragraph(self, name: str, text: str) -> None:
        self._scroll.body.addWidget(Text(name, "small_strong", "muted"))
        self._scroll.body.addWidget(Text(text, selectable=True))

    def _action(self, number: int, words_: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(_Number(number), 0, Qt.AlignmentFlag.AlignTop)
        text = Text(words_, selectable=True)
        text.setContentsMargins(0, theme.px(2), 0, 0)
        row.addWidget(text, 1)
        return row

    def _strip(self, text: str) -> Card:
        strip = Card("amber_soft", None, margin=12, spacing=4)
        strip.body.addWidget(Text(text, "body", "text", selectable=True))
        return strip

    def _question(self, ask: Variable) -> Card:
        box = Card("inset", "border", margin=14, spacing=8)
        box.body.addWidget(Text(self.tr("可能适用。这条适用于你吗？"), "small_strong", "muted"))
        asked = self.tr("{0}（关于“{1}”）").format(ask.ask, self._whose) if self._whose else ask.ask
        box.body.addWidget(Text(asked, "strong"))
        if ask.hint:
            box.body.addWidget(Text(ask.hint, "small", "muted"))
        if ask.options:
            choices = Segments(
                [(option.value, option.text) for option in ask.options], ask.ask, clearable=True
            )
            choices.setProperty("variable", ask.id)
            choices.setObjectName("applies_question")
            choices.chosen.connect(self._answered)
            box.body.addWidget(choices)
        else:
            details = Button(self.tr("去填这一家的情况"))
            details.setProperty("variable", ask.id)
            details.clicked.connect(self._details_clicked)
            box.body.addWidget(details)
        return box

    def _phone(self, tasks: tuple[str, ...], chosen: str) -> Card:
        box = Card("inset", "border", margin=14, spacing=8)
        combo = Combo(self.tr("你的手机系统"))
        combo.addItem(self.tr("选你的手机"), "")
        for system in self._library.phone_systems():
            combo.addItem(system.short_name or system.name, system.id)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.activated.connect(self._phone_chosen)
        box.body.addWidget(flow(Text(self.tr("你的手机"), "small", "muted", wrap=False), combo))
        if not chosen:
            box.body.addWidget(
                Text(self.tr("选一次，以后每一步都会显示它的菜单路径。"), "small", "muted")
            )
            return box
        for task in tasks:
            path = self._library.phone_path(task, chosen)
            box.body.addWidget(Text(self._library.phone_task(task).title, "small_strong", "muted"))
            if path is None:
                box.body.addWidget(Text(self.tr("这个系统没有查到路径。"), "small", "muted"))
                continue
            if path.route:
                route = " › ".join(path.route)
                box.body.addWidget(Text(route, "body", "soft_text", selectable=True))
            for hint in path.hints:
                box.body.addWidget(Text(hint, "small", selectable=True))
            box.body.addWidget(Text(words.confidence(path.confidence), "small", "muted"))
        fallback = self._library.pack().info.phone_fallback
        box.body.addWidget(Text(fallback, "small", "muted"))
        return box

    def _provenance(self, item: PlanItem) -> None:
        step = item.step
        corrected = [
            advice.text
            for advice in map(self._library.advice, step.advice)
            if advice.verdict in ("corrected", "rejected")
        ]
        if corrected:
            self._paragraph(self.tr("网上流传的说法，别照做，这一步已经改过"), "；".join(corrected))
        self._scroll.body.addWidget(
            Text(
                self.tr("{0}·核对日期 {1}").format(words.confidence(step.confidence), step.checked),
                "small",
                "muted",
            )
        )

    # ---- ticking -----------------------------------------------------------------------------

    def _fill_actions(self, item: PlanItem) -> None:
        buttons: list[QWidget] = []
        if item.open:
            done = Button(self.tr("完成，看下一步"), primary=True)
            done.setObjectName("step_done")
            done.setToolTip("Ctrl+Enter")
            done.clicked.connect(self.done_asked)
            buttons.append(done)
            for state, name in (
                (State.DOING, self.tr("进行中")),
                (State.WAITING, self.tr("等对方")),
            ):
                if item.state is state:
                    continue
                button = Button(name)
                button.setObjectName(f"step_{state.value}")
                button.setProperty("state", state.value)
                button.clicked.connect(self._state_clicked)
                buttons.append(button)
            skip = Button(self.tr("不适用"))
            skip.setObjectName("step_not_applicable")
            skip.clicked.connect(self._ask_reason)
            buttons.append(skip)
            later = Button(
                self.tr("以后提醒我") if item.remind is None else self.tr("改提醒的日子")
            )
            later.setObjectName("step_later")
            later.clicked.connect(self._ask_day)
            buttons.append(later)
        if item.state is not State.TODO:
            again = Button(self.tr("改回未开始"))
            again.setObjectName("step_todo")
            again.setProperty("state", State.TODO.value)
            again.clicked.connect(self._state_clicked)
            buttons.append(again)
        if item.state is State.NOT_APPLICABLE and item.reason:
            self._actions.addWidget(
                Text(self.tr("不适用：{0}").format(item.reason), "small", "muted")
            )
        self._actions.addWidget(flow(*buttons))
        keys = Text(self.tr("Ctrl+Enter 完成　↑↓ 换步骤"), "small", "muted")
        self._actions.addWidget(keys)

    def _ask_reason(self) -> None:
        self._open_reason("")

    def _open_reason(self, draft: str) -> None:
        clear(self._actions)
        self._actions.addWidget(Text(self.tr("为什么不适用？写一句，以后自己看得懂。"), "strong"))
        field = QLineEdit(draft)
        field.setObjectName("reason")
        field.setMaxLength(100)
        field.setAccessibleName(self.tr("不适用的原因"))
        field.setPlaceholderText(self.tr("例如：我没有遇到这种情况"))
        field.returnPressed.connect(self.give_reason)
        self._actions.addWidget(field)
        save = Button(self.tr("保存"), primary=True)
        save.setObjectName("reason_save")
        save.clicked.connect(self.give_reason)
        cancel = Button(self.tr("先不改"))
        cancel.clicked.connect(self._reason_dropped)
        self._actions.addWidget(flow(save, cancel))
        self._reason = field
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reason_dropped(self) -> None:
        self._reason = None
        if self._item is not None:
            with keeping_focus(self, otherwise=self._first_action):
                clear(self._actions)
                self._fill_actions(self._item)

    def _ask_day(self) -> None:
        if self._item is None:
            return
        clear(self._actions)
        choices = LaterChoices(self._today, self._item.remind)
        choices.chosen.connect(self.later_asked)
        choices.dropped.connect(self._day_dropped)
        self._actions.addWidget(choices)
        self._choosing_day = True
        choices.take_focus()

    def _day_dropped(self) -> None:
        if self._item is not None:
            with keeping_focus(self, otherwise=self._first_action):
                clear(self._actions)
                self._fill_actions(self._item)
        self._choosing_day = False

    def _state_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.state_asked.emit(State(str(button.property("state"))), "")

    def _answered(self, value: str) -> None:
        choices = self.sender()
        if isinstance(choices, Segments):
            self.answer_asked.emit(str(choices.property("variable")), value)

    def _details_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.days_asked.emit(str(button.property("variable")))

    def _phone_chosen(self, _index: int) -> None:
        combo = self.sender()
        if isinstance(combo, Combo):
            self.phone_asked.emit(str(combo.currentData() or ""))

    def _channel_clicked(self) -> None:
        link = self.sender()
        if isinstance(link, LinkButton):
            self.channel_asked.emit(str(link.property("channel")))
