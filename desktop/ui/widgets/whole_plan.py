"""Everything there is to do, in order, as one list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.plan import Applies, Plan, PlanItem
from desktop.domain.steps import Urgency
from desktop.ui import words
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.step_list import Heading, Row, RowList


class WholePlan(Card):
    """The open steps of the person and of every lender under headings by urgency."""

    row_asked = Signal(object)
    """Key of the step to open."""
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=10, parent=parent)
        back = LinkButton(self.tr("‹ 只看最要紧的"))
        back.clicked.connect(self.back_asked)
        self.body.addWidget(back)
        self.list = RowList(self.tr("全部待办"))
        self.list.activated_row.connect(self.row_asked)
        self.body.addWidget(self.list, 1)

    def take_focus(self) -> None:
        """Up and down walk through the list at once."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_plan(self, plan: Plan) -> None:
        """Show the items of a plan."""
        rows: list[Heading | Row] = []
        for urgency in Urgency:
            group = [item for item in plan.items if item.step.urgency is urgency]
            if group:
                rows.append(Heading(words.urgency(urgency), str(len(group))))
                rows.extend(self._row(item) for item in group)
        self.list.set_rows(rows)

    def _row(self, item: PlanItem) -> Row:
        detail = [words.minutes(item.step.minutes)]
        if item.lender is not None:
            detail.append(item.lender.name)
        chip, tone = self.tr("可能适用") if item.applies is Applies.MAYBE else "", "neutral"
        if item.remind is not None:
            chip = words.reminder(item.remind, due=item.due)
            tone = "amber" if item.due else "soft"
        return Row(item.key, item.step.title, item.state, chip, tone, "·".join(detail))
