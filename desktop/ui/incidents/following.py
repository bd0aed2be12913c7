"""What comes next, when it is quiet for a moment: three steps of the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.incidents import next_steps
from desktop.domain.plan import PlanItem
from desktop.services.plan import PlanService
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.step_row import StepButton
from desktop.ui.widgets.text import Text


class FollowingScreen(QWidget):
    """Leads to the steps; what is done is no longer offered."""

    step_asked = Signal(object)
    """The ``PlanItem`` to open."""
    home_asked = Signal()

    def __init__(self, plan: PlanService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._items: tuple[PlanItem, ...] | None = None
        self._first: QWidget | None = None
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(Text(self.tr("接下来三件"), "title"))
        body.addWidget(Text(self.tr("不急。歇一会儿，再一件一件来。"), "lead", "muted"))
        self._card = Card(spacing=2)
        body.addWidget(self._card)
        body.addStretch(1)

    def refresh(self) -> None:
        """Read the plan anew."""
        items = next_steps(self._plan.plan())
        if items == self._items:
            return
        self._items = items
        with keeping_focus(self):
            clear(self._card.body)
            self._first = None
            for item in items:
                button = StepButton(item)
                button.clicked.connect(self._open)
                self._card.body.addWidget(button)
                self._first = self._first or button
            if not items:
                self._card.body.addWidget(Text(self.tr("这几件眼下都做完了。"), "lead"))
                self._first = home = Button(self.tr("去首页"))
                home.clicked.connect(self.home_asked)
                self._card.body.addWidget(flow(home))

    def take_focus(self) -> None:
        """Return opens the first step."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        button = self.sender()
        if isinstance(button, StepButton):
            self.step_asked.emit(button.item)
