"""The first run: one honest line, the text size, and a few questions that may all be skipped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.progress import PERSON
from desktop.domain.steps import Scope, Stage
from desktop.domain.triage import Variable, VariableKind
from desktop.services.answers import AnswerService
from desktop.services.lenders import LenderService
from desktop.services.preferences import PreferenceService
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.days_spin import NOT_TOLD, DaysSpin
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.question import QuestionRow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

STAGE = "stage"
DAYS = "overdue_days"
FIRST_RUN_SIZES = (100, 115, 130, 150, 200)


class WelcomePage(QWidget):
    """Asks the triage questions; every answer is stored the moment it is given."""

    finished = Signal(str)
    """Name of the page to open next."""

    incidents_asked = Signal()
    """The phone will not stop ringing: questions can wait."""

    def __init__(
        self,
        answers: AnswerService,
        lenders: LenderService,
        preferences: PreferenceService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._answers = answers
        self._lenders = lenders
        self._preferences = preferences
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 18)
        outer.setSpacing(10)
        self._scroll = VerticalScroll(spacing=14)
        self._scroll.body.setContentsMargins(56, 28, 56, 8)
        outer.addWidget(self._scroll, 1)
        self._fill_head(self._scroll.body)
        self._days_card: Card | None = None
        self._rows: dict[str, QuestionRow] = {}
        for number, variable in enumerate(answers.first_run(), 1):
            self._scroll.body.addWidget(self._question(number, variable))
        self._scroll.body.addStretch(1)
        self._fill_foot(outer)
        self._show_days()

    def _fill_head(self, body: QVBoxLayout) -> None:
        top = QHBoxLayout()
        top.addWidget(Text(self.tr("安心清单"), "brand", "primary", wrap=False))
        top.addStretch(1)
        sizes = Segments([(str(step), f"{step}%") for step in FIRST_RUN_SIZES], self.tr("文字大小"))
        sizes.chosen.connect(self._size_chosen)
        sizes.setObjectName("text_size")
        self._sizes = sizes
        self._show_size()
        theme.changed.connect(self._show_size)
        self._size_label = Text(self.tr("文字大小"), "small", "muted", wrap=False)
        top.addWidget(self._size_label)
        top.addWidget(sizes)
        body.addLayout(top)
        body.addWidget(Text(self.tr("先回答几个问题，我们把最要紧的事排到前面"), "title"))
        body.addWidget(
            Text(
                self.tr(
                    "不是律师意见，不联网。随时可以改，不想答的可以跳过。欠债应还，催收要合法。"
                ),
                "body",
                "muted",
            )
        )
        now = Button(self.tr("正在被轰炸？先看这里"))
        now.setObjectName("welcome_incidents")
        now.wear("phone", "danger")
        now.clicked.connect(self.incidents_asked)
        body.addWidget(flow(now))
        body.addWidget(
            Text(
                self.tr(
                    "有人走过来？连按三下 Shift，屏幕会换成一个时钟；再连按三下就回来。"
                    "不想要，在设置里关。"
                ),
                "small",
                "muted",
            )
        )

    def _show_size(self) -> None:
        self._sizes.set_value(str(self._preferences.text_percent))

    def _question(self, number: int, variable: Variable) -> Card:
        card = Card(margin=16)
        if variable.kind is VariableKind.DAYS:
            card.body.addWidget(Text(f"{number}. {variable.ask}", "strong"))
            if variable.hint:
                card.body.addWidget(Text(variable.hint, "small", "muted"))
            self._days = DaysSpin(variable.ask, self.tr("不填"))
            self._days.setObjectName("first_days")
            self._days.setValue(self._stored_days())
            self._days.valueChanged.connect(self._days_changed)
            card.body.addWidget(flow(self._days))
            self._days_card = card
            return card
        row = QuestionRow(variable, self._stored(variable), number)
        row.answered.connect(self._answered)
        self._rows[variable.id] = row
        card.body.addWidget(row)
        return card

    def _fill_foot(self, outer: QVBoxLayout) -> None:
        start = Button(self.tr("生成我的清单"), primary=True)
        start.setObjectName("welcome_start")
        start.wear("chevron-right", "on_primary")
        start.clicked.connect(self._start)
        skip = Button(self.tr("跳过，直接看清单"))
        skip.setObjectName("welcome_skip")
        skip.clicked.connect(self._skip)
        row = QHBoxLayout()
        row.setContentsMargins(56, 0, 56, 0)
        row.addWidget(flow(start, skip), 1)
        promise = Text(self.tr("答案只用来排序，只存在这台电脑上。"), "small", "muted", wrap=False)
        self._promise = promise
        row.addWidget(promise)
        outer.addLayout(row)
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- answers -----------------------------------------------------------------------------

    def _lender(self) -> str:
        """The lender the loan questions are about; added when the first of them is answered."""
        active = self._lenders.active()
        if active:
            return active[0].id
        return self._lenders.add(self._lenders.suggested_name()).id

    def _stored(self, variable: Variable) -> str | None:
        if variable.level is Scope.PERSON:
            return self._answers.value(variable.id)
        active = self._lenders.active()
        return self._answers.value(variable.id, active[0].id) if active else None

    def _stored_days(self) -> int:
        active = self._lenders.active()
        days = self._answers.value(DAYS, active[0].id) if active else None
        return NOT_TOLD if days is None else int(days)

    def _answered(self, variable: str, value: str) -> None:
        row = self._rows[variable]
        subject = PERSON if row.variable.level is Scope.PERSON else self._lender()
        self._answers.set(variable, value or None, subject)
        row.choices.set_value(value)
        self._show_days()

    def _show_days(self) -> None:
        if self._days_card is not None:
            stage = self._rows[STAGE].choices.value()
            self._days_card.setVisible(stage == Stage.OVERDUE.value)

    def _days_changed(self, days: int) -> None:
        self._lenders.set_overdue_days(self._lender(), None if days < 0 else days)

    def _size_chosen(self, value: str) -> None:
        self._preferences.set_text_percent(int(value))
        theme.apply(theme.appearance, int(value))

    def _start(self) -> None:
        self.finish("home")

    def _skip(self) -> None:
        self.finish("checklist")

    def finish(self, page: str) -> None:
        """Keep what was answered, and go on to a page."""
        self._lender()  # Every list can be ticked at once; its name and kind can be told later.
        self._preferences.set_welcomed(True)
        self.finished.emit(page)
