"""Where the parts of the checklist page stand: three columns, two, or one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.checklist.note_pane import NotePane
from desktop.ui.checklist.rule_pane import RulePane
from desktop.ui.checklist.step_card import StepCard
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.side_by_side import columns_that_fit, size_list

SIDE_WIDTH = 270
LIST_WIDTH = 300
LOW, LOWEST = 480, 210
"""Heights below which the buttons of a step scroll with its text, and even the most important."""


class Columns(QWidget):
    """Holds list, step, rules and note.

    Wide: side by side. Narrower or with large text: list and step, the step sharing its column
    with rules and note as tabs. Narrower still: one column, the list or what is being read.
    """

    list_asked = Signal()
    """The person wants to go back from reading to the list."""

    def __init__(
        self,
        steps: QWidget,
        card: StepCard,
        rules: RulePane,
        note: NotePane,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._card = card
        self._rules = rules
        self._note = note
        self.count = 0
        self._reading = False
        self._tabs = Segments(
            [("step", self.tr("步骤")), ("rules", self.tr("依据")), ("note", self.tr("备注"))],
            self.tr("看哪一部分"),
        )
        self._tabs.set_value("step")
        self._tabs.chosen.connect(self._tab_chosen)
        self.back = LinkButton(self.tr("‹ 返回清单"))
        self.back.clicked.connect(self.list_asked)
        self._middle = QWidget()
        self._middle_column = QVBoxLayout(self._middle)
        self._middle_column.setContentsMargins(0, 0, 0, 0)
        self._middle_column.setSpacing(8)
        bar = QHBoxLayout()
        bar.addWidget(self.back)
        bar.addWidget(self._tabs)
        bar.addStretch(1)
        self._middle_column.addLayout(bar)
        self._middle_column.addWidget(card, 1)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(steps)
        row.addWidget(self._middle, 1)
        row.addWidget(self._side)

    @property
    def reading(self) -> bool:
        """Whether a step fills the only column."""
        return self.count == 1 and self._reading

    def read(self, *, reading: bool) -> None:
        """Show the step, or the list, where there is room for one of them."""
        self._reading = reading
        self._show_parts()

    def arrange(self, page: QWidget) -> None:
        """Choose one, two or three columns.

        Args:
            page: The page they fill.
        """
        count = columns_that_fit(page, 960)
        size_list(self._steps, LIST_WIDTH, count)
        self._side.setFixedWidth(theme.px(SIDE_WIDTH))
        height = page.height()
        self._card.set_room(low=height < theme.px(LOW), lowest=height < theme.px(LOWEST))
        typing = count != self.count and self._note.hasFocus()
        if count != self.count:
            self.count = count
            home = self._side_column if count == 3 else self._middle_column
            home.addWidget(self._rules, 3)
            home.addWidget(self._note, 1)
        if typing:
            # Larger text must not take away the field that is being written in.
            self._tabs.set_value("note")
            self._reading = True
        self._show_parts()
        if typing:
            self._note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tab_chosen(self, value: str) -> None:
        self._tabs.set_value(value)
        self._show_parts()

    def _show_parts(self) -> None:
        three, one = self.count == 3, self.count == 1
        part = "" if three else self._tabs.value() or "step"
        self._steps.setVisible(not one or not self._reading)
        self._middle.setVisible(not one or self._reading)
        self._side.setVisible(three)
        self._tabs.setVisible(not three)
        self.back.setVisible(one)
        self._card.setVisible(three or part == "step")
        self._rules.setVisible(three or part == "rules")
        self._note.setVisible(three or part == "note")
