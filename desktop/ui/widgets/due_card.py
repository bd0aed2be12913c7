"""The steps whose day has come, on top of the home page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.plan import PlanItem
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.later import LaterChoices
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.patient_button import Pace, PatientButton
from desktop.ui.widgets.step_row import StepButton
from desktop.ui.widgets.text import Text


class DueCard(Card):
    """Lists what is due; each step can be opened, done, put off again or let go."""

    opened = Signal(object)
    """The ``PlanItem`` to open."""
    done = Signal(object)
    """The ``PlanItem`` that is done."""
    put_off = Signal(object, object)
    """The ``PlanItem`` and its new day, None for no reminder."""

    def __init__(
        self,
        items: tuple[PlanItem, ...],
        today: date,
        pace: Pace,
        parent: QWidget | None = None,
    ) -> None:
        """Build the card.

        Args:
            items: What is due.
            today: The local date.
            pace: That of the cards before it: what is done makes room for the next step.
            parent: Parent widget.
        """
        super().__init__("amber_soft", None, margin=20, spacing=8, parent=parent)
        self.setObjectName("due_card")
        self.body.addWidget(Text(self.tr("到日子了"), "section"))
        for item in items:
            self.body.addWidget(_DueStep(item, today, pace, self))


class _DueStep(QWidget):
    """One step that is due."""

    def __init__(self, item: PlanItem, today: date, pace: Pace, card: DueCard) -> None:
        super().__init__()
        self._item = item
        self._today = today
        self._pace = pace
        self._card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        step = StepButton(item)
        step.clicked.connect(self._open)
        column.addWidget(step)
        self._choices = QVBoxLayout()
        self._choices.setContentsMargins(12, 0, 0, 4)
        column.addLayout(self._choices)
        self._show_buttons()

    def _show_buttons(self) -> None:
        buttons: list[QWidget] = []
        for name, text, act in (
            ("due_done", self.tr("完成"), self._done),
            ("due_later", self.tr("再等等"), self._ask),
            ("due_never", self.tr("不用提醒了"), self._never),
        ):
            button = PatientButton(text, self._pace)
            button.setObjectName(name)
            button.setAccessibleName(f"{text}：{self._item.step.title}")
            button.clicked.connect(act)
            buttons.append(button)
        self._choices.addWidget(flow(*buttons))

    def _ask(self) -> None:
        clear(self._choices)
        later = LaterChoices(self._today, None)
        later.chosen.connect(self._put_off)
        later.dropped.connect(self._dropped)
        self._choices.addWidget(later)
        later.take_focus()

    def _dropped(self) -> None:
        with keeping_focus(self, otherwise=lambda: self.findChild(Button, "due_later")):
            clear(self._choices)
            self._show_buttons()

    def _open(self) -> None:
        self._card.opened.emit(self._item)

    def _done(self) -> None:
        self._card.done.emit(self._item)

    def _never(self) -> None:
        self._card.put_off.emit(self._item, None)

    def _put_off(self, day: date | None) -> None:
        self._card.put_off.emit(self._item, day)
