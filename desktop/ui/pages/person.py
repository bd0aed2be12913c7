"""我的情况: the answers that order the plan, and the lenders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.lenders import UNKNOWN_KIND, Lender
from desktop.domain.progress import PERSON
from desktop.domain.steps import Scope, Stage
from desktop.domain.triage import Variable
from desktop.services.answers import AnswerService
from desktop.services.bus import Topic
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import AS_LEFT, Draft, Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.days_spin import NOT_TOLD
from desktop.ui.widgets.layouts import clear, keeping_focus, show_now
from desktop.ui.widgets.lender_editor import LenderEditor
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.painted import PaintedButton
from desktop.ui.widgets.question import QuestionRow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

WIDEST = 1080
"""Pixels at 100 %: on a wide screen an answer would stand too far from its question."""
FIELDS = frozenset({"stage", "overdue_days"})
"""Variables that the editor asks as fields of a lender."""
KIND_GROUP = "lender"
"""Variable that the kind of lender answers, once the kind is told."""


class PersonPage(Page):
    """Every answer can be changed or taken back here."""

    topics = frozenset({Topic.LENDERS, Topic.ANSWERS})

    def __init__(
        self,
        bridge: Bridge,
        answers: AnswerService,
        lenders: LenderService,
        library: LibraryService,
        today: Callable[[], date],
    ) -> None:
        super().__init__(bridge)
        self._answers = answers
        self._lenders = lenders
        self._library = library
        self._today = today
        self._chosen = ""
        self._seen = False
        self.outer.addWidget(Text(self.tr("我的情况"), "title", wrap=False))
        self.outer.addWidget(
            Text(
                self.tr("答案只用来排顺序，只存在这台电脑上。随时能改，再点一下就是不答。"),
                "body",
                "muted",
            )
        )
        scroll = VerticalScroll()
        self.outer.addWidget(scroll, 1)
        self._person = Card(margin=20, spacing=14)
        scroll.body.addWidget(self._person)
        self._rows: dict[str, QuestionRow] = {}
        self._fill_person()
        card = Card(margin=20, spacing=12)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("我的各家"), "section"), 1)
        add = Button(self.tr("添加一家"))
        add.setObjectName("lender_add")
        add.clicked.connect(self._add)
        head.addWidget(add)
        card.body.addLayout(head)
        self._empty = Text(
            self.tr("还没有添加。打算借的、正在还的、逾期的、已经结清的，都可以各加一家。"),
            "body",
            "muted",
        )
        card.body.addWidget(self._empty)
        self._names_host = QVBoxLayout()
        card.body.addLayout(self._names_host)
        self._editor = LenderEditor(library.pack().triage)
        self._editor.set_tone("surface", None)
        self._editor.body.setContentsMargins(0, 4, 0, 0)
        self._editor.renamed.connect(self._rename)
        self._editor.stage_chosen.connect(self._set_stage)
        self._editor.kind_chosen.connect(self._set_kind)
        self._editor.days_given.connect(self._set_days)
        self._editor.answered.connect(self._answer_lender)
        self._editor.archive_asked.connect(self._archive)
        card.body.addWidget(self._editor)
        scroll.body.addWidget(card)
        self._archived = Card(margin=20, spacing=8)
        scroll.body.addWidget(self._archived)
        scroll.body.addStretch(1)
        self._scroll = scroll
        self._limit_width()
        theme.changed.connect(self._limit_width)
        self._names: Segments | None = None
        self._shown_archived: object = None

    def _limit_width(self) -> None:
        content = self._scroll.widget()
        assert content is not None
        content.setMaximumWidth(theme.px(WIDEST))

    def _variables(self, level: Scope) -> tuple[Variable, ...]:
        return tuple(
            variable
            for variable in self._answers.variables()
            if variable.level is level and variable.id not in FIELDS
        )

    def _fill_person(self) -> None:
        self._person.body.addWidget(Text(self.tr("关于我"), "section"))
        for variable in self._variables(Scope.PERSON):
            row = QuestionRow(variable, None)
            row.answered.connect(self._answer_person)
            self._rows[variable.id] = row
            self._person.body.addWidget(row)

    def refresh(self) -> None:
        """Show answers and lenders as they are; nothing moves under who has just answered."""
        with self._keeping_place():
            self._refresh()

    def _refresh(self) -> None:
        for variable, row in self._rows.items():
            row.choices.set_value(self._answers.value(variable) or "")
        active = self._lenders.active()
        if self._chosen not in {lender.id for lender in active}:
            self._chosen = active[0].id if active else ""
        self._show_names(active)
        self._empty.setVisible(not active)
        self._editor.setVisible(bool(active))
        self._show_editor()
        self._show_archived()

    @contextmanager
    def _keeping_place(self) -> Iterator[None]:
        """What is filled anew is short for a moment: the page would be cut off and jump up."""
        bar = self._scroll.verticalScrollBar()
        before = bar.value()
        yield
        if before:
            show_now(self._names_host, self._editor.body, self._archived.body)
            self._lay_out()
            bar.setValue(before)

    def _lay_out(self) -> None:
        """Give the content its height now; the scroll area does so in a later turn."""
        content = self._scroll.widget()
        assert content is not None
        width = self._scroll.viewport().width()
        self._scroll.body.activate()
        # A page that is shown for the first time has not been laid out to its end yet.
        content.resize(width, max(content.height(), self._scroll.body.heightForWidth(width)))
        self._scroll.body.activate()

    def _show_names(self, active: tuple[Lender, ...]) -> None:
        if self._names is None or self._names.values() != tuple(one.id for one in active):
            with keeping_focus(self):
                clear(self._names_host)
                self._names = Segments([(one.id, one.name) for one in active], self.tr("哪一家"))
                self._names.chosen.connect(self._choose)
                self._names_host.addWidget(self._names)
        for lender in active:
            self._names.set_words(lender.id, lender.name)
        self._names.set_value(self._chosen)
        self._names.setVisible(bool(active))

    def _show_editor(self) -> None:
        lender = self._lenders.get(self._chosen) if self._chosen else None
        if lender is None:
            return
        questions = tuple(
            (variable, self._answers.value(variable.id, lender.id))
            for variable in self._variables(Scope.LENDER)
        )
        # The kind is asked once. What the first questions were told about it can still be changed.
        questions = tuple(
            (variable, value)
            for variable, value in questions
            if variable.id != KIND_GROUP or (lender.kind == UNKNOWN_KIND and value)
        )
        self._editor.show_lender(lender, lender.days_overdue(self._today()), questions)

    def _show_archived(self) -> None:
        archived = self._lenders.archived()
        self._archived.setVisible(bool(archived))
        if archived == self._shown_archived:
            return
        self._shown_archived = archived
        clear(self._archived.body)
        self._archived.body.addWidget(Text(self.tr("收起来的"), "section"))
        for lender in archived:
            back = WrapLink(self.tr("拿回来：{0}").format(lender.name), "small", "")
            back.setProperty("lender", lender.id)
            back.clicked.connect(self._restore)
            self._archived.body.addWidget(back)

    # ---- changes -----------------------------------------------------------------------------

    def _answer_person(self, variable: str, value: str) -> None:
        self._editor.flush()
        self._answers.set(variable, value or None, PERSON)

    def _answer_lender(self, lender: str, variable: str, value: str) -> None:
        self._editor.flush()
        self._answers.set(variable, value or None, lender)

    def _choose(self, lender: str) -> None:
        self._editor.flush()
        self._chosen = lender
        self.refresh()
        self.moved.emit()

    def _add(self) -> None:
        self._editor.flush()
        lender = self._lenders.add(self._lenders.suggested_name())
        self._chosen = lender.id
        self.refresh()
        self.moved.emit()
        self._editor.name_it()
        QTimer.singleShot(0, self, self._show_whole_editor)

    def _show_whole_editor(self) -> None:
        """Bring the details into view, once the layout knows how tall they are."""
        self._lay_out()
        self._scroll.ensureWidgetVisible(self._editor, 0, 0)

    def _rename(self, lender: str, name: str) -> None:
        known = self._lenders.get(lender)
        if known is not None and known.name != name.strip():
            self._lenders.rename(lender, name)

    def _set_stage(self, lender: str, value: str) -> None:
        self._editor.flush()
        self._lenders.set_stage(lender, Stage(value) if value else None)

    def _set_kind(self, lender: str, kind: str) -> None:
        self._editor.flush()
        self._lenders.set_kind(lender, kind)

    def _set_days(self, lender: str, days: int) -> None:
        known = self._lenders.get(lender)
        now = known.days_overdue(self._today()) if known else None
        if (now if now is not None else NOT_TOLD) != days:
            self._lenders.set_overdue_days(lender, None if days < 0 else days)

    def _archive(self, lender: str) -> None:
        self._lenders.archive(lender)

    def _restore(self) -> None:
        self._editor.flush()
        button = self.sender()
        if isinstance(button, PaintedButton):
            self._lenders.restore(str(button.property("lender")))

    def flush(self) -> None:
        """Store a name or a number that is still being typed."""
        self._editor.flush()

    def draft(self) -> Draft:
        """A name that could not be stored: it was taken, or the disk is full."""
        name = self._editor.unsaved_name()
        return {"lender": self._chosen, "name": name} if name else {}

    def resume(self, draft: Draft) -> None:
        """Show the name where it was typed."""
        if draft.get("lender") == self._chosen:
            self._editor.show_unsaved_name(draft.get("name", ""))

    def show_target(self, target: Target) -> None:
        """Open one lender's details, and lead there unless they are only what was shown last."""
        self._editor.flush()
        if target.lender:
            self._chosen = target.lender
            self.refresh()
            if target.section != AS_LEFT:
                QTimer.singleShot(0, self, self._show_whole_editor)

    def start_focus(self) -> bool:
        """Begin at the top: Qt gives the keyboard to some control of a page that is first shown."""
        if not self._seen:
            self._seen = True
            self._scroll.verticalScrollBar().setValue(0)
        return False

    def target(self) -> Target:
        """The page and the lender being edited."""
        return Target("person", lender=self._chosen)
