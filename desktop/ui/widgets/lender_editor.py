"""One lender's details: name, stage, kind with its short resolver, days overdue, own questions."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.lenders import NAME_LIMIT, UNKNOWN_KIND, Lender
from desktop.domain.steps import Stage
from desktop.domain.triage import ResolverQuestion, Triage, Variable
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.days_spin import MOST_DAYS, NOT_TOLD, DaysSpin
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.question import QuestionRow
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

Questions = tuple[tuple[Variable, str | None], ...]
"""Questions about one lender with their answers."""


class LenderEditor(Card):
    """Shows a lender and asks for changes; the page makes them."""

    # Every signal starts with the id of the lender it is about: a field may be left only when
    # another lender has been chosen already.
    renamed = Signal(str, str)
    stage_chosen = Signal(str, str)
    kind_chosen = Signal(str, str)
    days_given = Signal(str, int)
    """Whole days overdue; -1 for not answered."""
    answered = Signal(str, str, str)
    archive_asked = Signal(str)

    def __init__(self, triage: Triage, parent: QWidget | None = None) -> None:
        super().__init__(margin=20, spacing=12, parent=parent)
        self._triage = triage
        self._resolver = {question.id: question for question in triage.resolver}
        self._shape: object = None
        self._lender = ""
        self._name: QLineEdit
        self._stored = ""
        self._stages: Segments
        self._days: DaysSpin | None = None
        self._rows: dict[str, QuestionRow] = {}

    def show_lender(self, lender: Lender, days: int | None, questions: Questions) -> None:
        """Show a lender.

        Args:
            lender: The lender.
            days: Whole days overdue today, None when not answered.
            questions: Further questions about this lender with their answers.
        """
        if lender.id != self._lender:
            self.flush()
            self._lender = lender.id
        shape = (lender.id, lender.kind, lender.stage is Stage.OVERDUE, len(questions))
        if shape != self._shape:
            self._shape = shape
            with keeping_focus(self, otherwise=lambda: self._kind):
                self._silence()
                clear(self.body)
                self._build(lender, questions)
        self._fill(lender, days, questions)

    def _fill(self, lender: Lender, days: int | None, questions: Questions) -> None:
        """Put the values into the fields where they stand: a click under way still counts."""
        self._stored = lender.name
        if not self._name.isModified() and self._name.text() != lender.name:
            self._show_name(lender.name)
        self._stages.set_value(lender.stage.value if lender.stage else "")
        self._kind.setCurrentIndex(max(0, self._kind.findData(lender.kind)))
        if self._days is not None and not self._days.lineEdit().isModified():
            self._days.show_days(NOT_TOLD if days is None else min(days, MOST_DAYS))
        for variable, value in questions:
            self._rows[variable.id].choices.set_value(value or "")

    def _show_name(self, name: str) -> None:
        self._name.blockSignals(True)
        self._name.setText(name)
        self._name.blockSignals(False)

    def _name_changed(self) -> None:
        """A screen reader writes into the field without entering it, and so never leaves it."""
        if not self._name.isModified():
            self._name.setModified(True)
            # Later: it waits for an answer, which must not wait for a notice to be closed.
            QTimer.singleShot(0, self, self.flush)

    def flush(self) -> None:
        """Hand over what was typed and not yet left; nothing when there is nothing new."""
        if self._lender and self._name.isModified():
            self._name.setModified(False)
            self.renamed.emit(self._lender, self._name.text())
        if self._lender and self._days is not None and self._days.lineEdit().isModified():
            self._days.interpretText()

    def name_it(self) -> None:
        """Put the keyboard where the lender's name is written; typing replaces the one given."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def unsaved_name(self) -> str:
        """A name that was typed and could not be stored, empty if there is none."""
        typed = self._name.text() if self._lender else ""
        return "" if typed.strip() == self._stored else typed

    def show_unsaved_name(self, name: str) -> None:
        """Put a name back that was typed and not stored."""
        if self._lender:
            self._name.setText(name)
            self._name.setModified(True)

    def _silence(self) -> None:
        """Let the fields go without a word: leaving them is not an answer."""
        if self._shape is not None and hasattr(self, "_name"):
            self._name.blockSignals(True)
            if self._days is not None:
                self._days.blockSignals(True)

    def _build(self, lender: Lender, questions: Questions) -> None:
        self._name = QLineEdit()
        self._name.setObjectName("lender_name")
        self._name.setAccessibleName(self.tr("这一家叫什么"))
        self._name.setMaxLength(NAME_LIMIT)
        self._name.editingFinished.connect(self.flush)
        self._name.textChanged.connect(self._name_changed)
        self._field(self.tr("怎么称呼这一家（文书和材料里会用到，照合同写全称最好）"), self._name)
        self._stages = Segments(
            [(stage.value, words.stage(stage)) for stage in Stage],
            self.tr("现在到哪一步了"),
            clearable=True,
        )
        self._stages.chosen.connect(self._stage_done)
        self._field(self.tr("现在到哪一步了"), self._stages)
        self._days = None
        if lender.stage is Stage.OVERDUE:
            self._days = DaysSpin(self.tr("逾期了多少天"), self.tr("没填"))
            self._days.setObjectName("lender_days")
            self._days.valueChanged.connect(self._days_changed)
            self._field(self.tr("到今天逾期了多少天"), self._days)
        self._kinds(lender)
        self._rows = {}
        for variable, _ in questions:
            row = QuestionRow(variable, None)
            row.answered.connect(self._answered)
            self._rows[variable.id] = row
            self.body.addWidget(row)
        away = LinkButton(self.tr("先收起来（归档，随时能拿回来）"), "archive")
        away.setObjectName("lender_archive")
        away.clicked.connect(self._archive)
        self.body.addWidget(away)
        self.body.addStretch(1)

    def _field(self, name: str, widget: QWidget) -> None:
        self.body.addWidget(Text(name, "small", "muted"))
        if isinstance(widget, QLineEdit | DaysSpin):
            # A field no longer than what goes into it; the window may be very wide.
            widget.setMaximumWidth(theme.px(420 if isinstance(widget, QLineEdit) else 140))
        self.body.addWidget(widget)

    # ---- kind --------------------------------------------------------------------------------

    def _kinds(self, lender: Lender) -> None:
        self._kind = Combo(self.tr("放款的是哪一类"))
        self._kind.setObjectName("lender_kind")
        for kind in self._triage.kinds:
            self._kind.addItem(kind.name, kind.id)
        self._kind.setCurrentIndex(max(0, self._kind.findData(lender.kind)))
        self._kind.activated.connect(self._kind_done)
        self._kind.setMinimumContentsLength(22)
        self._field(self.tr("放款的是哪一类？看合同上的贷款人，不看 App 名字"), self._kind)
        chosen = next((kind for kind in self._triage.kinds if kind.id == lender.kind), None)
        if chosen is not None and chosen.id != UNKNOWN_KIND:
            self.body.addWidget(Text(chosen.how_to_tell, "small", "muted"))
            if chosen.regulator:
                self.body.addWidget(
                    Text(
                        self.tr("谁来管：{0}（{1}）").format(
                            chosen.regulator, words.confidence(chosen.confidence)
                        ),
                        "small",
                        "muted",
                    )
                )
        self._help = LinkButton(self.tr("分不清？回答几个问题"), "question")
        self._help.setObjectName("lender_resolver")
        self._help.clicked.connect(self._start_resolver)
        self.body.addWidget(self._help)
        self._resolver_box = Card("inset", "border", margin=14, spacing=8)
        self._resolver_box.hide()
        self.body.addWidget(self._resolver_box)

    def _start_resolver(self) -> None:
        if self._triage.resolver:
            self._resolver_box.show()
            self._ask(self._triage.resolver[0])

    def _ask(self, question: ResolverQuestion, warning: str = "") -> None:
        """Ask one question.

        Args:
            question: The question.
            warning: What the answer before says, which holds whatever is answered now.
        """
        body = self._resolver_box.body
        clear(body)
        if warning:
            body.addWidget(Text(warning, "body", "amber"))
        body.addWidget(Text(question.ask, "strong"))
        if question.hint:
            body.addWidget(Text(question.hint, "small", "muted"))
        buttons: list[QWidget] = []
        for number, answer in enumerate(question.answers):
            button = Button(answer.text)
            button.setProperty("question", question.id)
            button.setProperty("answer", number)
            button.clicked.connect(self._answer_clicked)
            buttons.append(button)
        body.addWidget(flow(*buttons))
        body.addWidget(self._closer())
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer_clicked(self) -> None:
        button = self.sender()
        if not isinstance(button, Button):
            return
        question = self._resolver[str(button.property("question"))]
        answer = question.answers[int(button.property("answer"))]
        if answer.goto is not None:
            self._ask(self._resolver[answer.goto], answer.note)
            return
        body = self._resolver_box.body
        clear(body)
        again = Button(self.tr("重新来"))
        again.clicked.connect(self._start_resolver)
        if answer.kind == UNKNOWN_KIND:
            body.addWidget(Text(self.tr("现在还分不出来，先空着也行，不耽误别的。"), "strong"))
            body.addWidget(Text(answer.note, "body"))
            body.addWidget(flow(again, self._closer()))
            again.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kind = next(kind for kind in self._triage.kinds if kind.id == answer.kind)
        body.addWidget(Text(self.tr("看起来是：{0}").format(kind.name), "strong"))
        if answer.note:
            body.addWidget(Text(answer.note, "body"))
        take = Button(self.tr("就填这个"), primary=True)
        take.setProperty("kind", kind.id)
        take.clicked.connect(self._take_kind)
        body.addWidget(flow(take, again, self._closer()))
        take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _closer(self) -> LinkButton:
        close = LinkButton(self.tr("先不分辨了"))
        close.clicked.connect(self._resolver_box.hide)
        return close

    def _take_kind(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.kind_chosen.emit(self._lender, str(button.property("kind")))

    def _kind_done(self, index: int) -> None:
        self.kind_chosen.emit(self._lender, str(self._kind.itemData(index)))

    def _stage_done(self, value: str) -> None:
        self.stage_chosen.emit(self._lender, value)

    def _answered(self, variable: str, value: str) -> None:
        self.answered.emit(self._lender, variable, value)

    def _days_changed(self, days: int) -> None:
        if self._days is not None:
            self._days.lineEdit().setModified(False)
        self.days_given.emit(self._lender, days)

    def _archive(self) -> None:
        self.flush()
        self.archive_asked.emit(self._lender)
