"""The card of one step: what it says, and below that the ways to tick it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.plan import PlanItem
from desktop.domain.triage import Variable
from desktop.services.library import LibraryService
from desktop.ui.checklist.step_actions import StepActions
from desktop.ui.checklist.step_text import StepText
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import keeping_focus, replace
from desktop.ui.widgets.scroll import VerticalScroll


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
    router_asked = Signal()
    """The person wants to see whom to turn to, in which order."""
    call_asked = Signal()
    """The person wants to call the lender."""
    letter_asked = Signal(str)
    """Letter id."""
    note_asked = Signal()
    """The person wants to write what happened into the log."""
    later_asked = Signal(object)
    """The day on which the step shall come back, None for no reminder."""

    def __init__(self, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(margin=22, spacing=12, parent=parent)
        self._library = library
        self._item: PlanItem | None = None
        self._shown: object = None
        self._scroll = VerticalScroll(spacing=12)
        self._text: QWidget = QWidget()
        self._scroll.body.addWidget(self._text)
        self._scroll.body.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        self._actions = StepActions()
        self._actions.state_asked.connect(self.state_asked)
        self._actions.done_asked.connect(self.done_asked)
        self._actions.later_asked.connect(self.later_asked)
        self.body.addWidget(self._actions)
        self._low = self._lowest = False

    def set_room(self, *, low: bool, lowest: bool) -> None:
        """Arrange for the height there is.

        Args:
            low: Let the buttons scroll with the text, but for the one that finishes the step.
            lowest: Let that one scroll too, or it would leave no room to read.
        """
        if (low, lowest) == (self._low, self._lowest):
            return
        self._low, self._lowest = low, lowest
        if low:
            self._scroll.body.insertWidget(1, self._actions)
        else:
            self.body.addWidget(self._actions)
        self._actions.pin_done(self.body if low and not lowest else None)

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
        self._item, self._shown = item, shown
        self._actions.show_item(item, today=today, can_tick=can_tick)
        with keeping_focus(self, otherwise=self._actions.first):
            self._show_text(StepText(item, self._library, phone_system, ask, whose))
        self._scroll.verticalScrollBar().setValue(offset)
        if not same_step:
            # Once more when the layout is done: focus may have scrolled the title away.
            QTimer.singleShot(0, self, self._to_top)

    def _show_text(self, text: StepText) -> None:
        text.answer_asked.connect(self.answer_asked)
        text.days_asked.connect(self.days_asked)
        text.phone_asked.connect(self.phone_asked)
        text.channel_asked.connect(self.channel_asked)
        text.router_asked.connect(self.router_asked)
        text.call_asked.connect(self.call_asked)
        text.letter_asked.connect(self.letter_asked)
        text.note_asked.connect(self.note_asked)
        replace(self._text, text)
        self._text = text

    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    @property
    def asking_reason(self) -> bool:
        """Whether the person is writing why the step does not apply."""
        return self._actions.asking_reason

    def draft(self) -> str:
        """The reason as far as it is written."""
        return self._actions.draft()

    def resume(self, reason: str) -> None:
        """Go on writing a reason."""
        self._actions.resume(reason)

    def give_reason(self) -> None:
        """Take the reason as it stands."""
        self._actions.give_reason()
