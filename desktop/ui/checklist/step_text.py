"""What a step says: what, why, how, done when, what to keep, whom to turn to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.plan import Applies, PlanItem
from desktop.domain.progress import State
from desktop.domain.steps import CALL_LETTER, EVIDENCE_TOPIC, Step
from desktop.domain.triage import Variable
from desktop.services.library import LibraryService
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import WrapLink
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


class StepText(QWidget):
    """The text of one step, built once and thrown away when another step is shown."""

    answer_asked = Signal(str, str)
    """Variable id and answer."""
    days_asked = Signal(str)
    """Variable id of a question that is answered with the lender's own details."""
    phone_asked = Signal(str)
    """Phone system id."""
    channel_asked = Signal(str)
    """Channel id."""
    router_asked = Signal()
    """The person wants to see whom to turn to, in which order."""
    call_asked = Signal()
    """The person wants to call the lender."""
    letter_asked = Signal(str)
    """Letter id."""
    note_asked = Signal()
    """The person wants to write what happened into the log."""

    def __init__(
        self,
        item: PlanItem,
        library: LibraryService,
        phone_system: str,
        ask: Variable | None = None,
        whose: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the text.

        Args:
            item: The step.
            library: Where channels, letters and menu paths are found.
            phone_system: The phone system chosen, or an empty string.
            ask: The question that decides whether the step applies, if it is unanswered.
            whose: The lender ``ask`` is about, if it is another than the one on screen.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._library = library
        self._whose = whose
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self._fill(item, ask, phone_system)

    def _fill(self, item: PlanItem, ask: Variable | None, phone_system: str) -> None:
        step, body = item.step, self._body
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
        if step.topic == EVIDENCE_TOPIC:
            note = Button(self.tr("记一笔，放截图和录音"))
            note.setObjectName("step_note_incident")
            note.clicked.connect(self.note_asked)
            body.addWidget(flow(note))
        if step.phone_tasks:
            body.addWidget(self._phone(step.phone_tasks, phone_system))
        self._paragraph(self.tr("做到这样就算完成"), step.done_when)
        if step.keep:
            self._paragraph(self.tr("留好"), "、".join(step.keep))
        if step.risk:
            body.addWidget(self._strip(step.risk))
        self._channels(step)
        if step.letters:
            self._body.addWidget(Text(self.tr("会用到的文书"), "small_strong", "muted"))
            for letter in step.letters:
                to_letter = WrapLink(self._library.letter(letter).title)
                to_letter.setProperty("letter", letter)
                to_letter.clicked.connect(self._letter_clicked)
                self._body.addWidget(to_letter)
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

    def _channels(self, step: Step) -> None:
        if step.channels:
            links: list[QWidget] = []
            for channel_id in step.channels:
                link = LinkButton(self._library.channel(channel_id).name)
                link.setProperty("channel", channel_id)
                link.clicked.connect(self._channel_clicked)
                links.append(link)
            router = LinkButton(self.tr("找对门：该先找谁"))
            router.setObjectName("step_router")
            router.clicked.connect(self.router_asked)
            self._body.addWidget(Text(self.tr("可以找谁"), "small_strong", "muted"))
            self._body.addWidget(flow(*links, router, spacing=4))
        if CALL_LETTER in step.letters:
            call = Button(self.tr("打客服，边说边勾"))
            call.setObjectName("step_call")
            call.clicked.connect(self.call_asked)
            self._body.addWidget(flow(call))

    def _paragraph(self, name: str, text: str) -> None:
        self._body.addWidget(Text(name, "small_strong", "muted"))
        self._body.addWidget(Text(text, selectable=True))

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
            # A whole sentence: on its own, the wrong advice read like one more thing to do.
            self._paragraph(
                self.tr("网上流传的说法，这一步已经改过"),
                self.tr("网上有人说：{0}。别照搬，照上面写的做。").format("；".join(corrected)),
            )
        self._body.addWidget(
            Text(
                self.tr("{0}·核对日期 {1}").format(words.confidence(step.confidence), step.checked),
                "small",
                "muted",
            )
        )

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

    def _letter_clicked(self) -> None:
        link = self.sender()
        if isinstance(link, WrapLink):
            self.letter_asked.emit(str(link.property("letter")))
