"""The ways to tick a step: its buttons, the reason why it does not apply, the day to put it off."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.plan import PlanItem
from desktop.domain.progress import State
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.icons import tinted
from desktop.ui.widgets.later import LaterChoices
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.patient_button import PatientButton
from desktop.ui.widgets.text import Text

CHECK_ROOM = 14
"""Pixels before the words of a button; the style keeps them at every size of text."""


class StateButton(Button):
    """A state to choose; it stands out while the step has it, and says so to a screen reader.

    It is no check box: pressed again it stays as it is, and one of the states first asks why.
    """

    def __init__(self, state: State, text: str) -> None:
        super().__init__(text)
        self.state = state
        self.taken = False
        self.setObjectName(f"step_{state.value}")

    def show_taken(self, *, taken: bool) -> None:
        """Show whether it is the state there is."""
        self.taken = self._primary = taken
        self.setDefault(taken)  # Has the colour of the one thing to do; Return is not moved by it.
        self.setPalette(QPalette())  # A plainer style is told that colour.
        self._restyle()
        name = self.tr("{0}：现在的状态").format(self.text()) if taken else self.text()
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Put a check before the words, where the style leaves room: not by colour alone."""
        super().paintEvent(event)
        if self.taken:
            side = min(theme.px(13), CHECK_ROOM)
            spot = QRect((CHECK_ROOM - side) // 2 + 2, (self.height() - side) // 2, side, side)
            ink = theme.color("on_primary" if self.isEnabled() else "disabled")
            painter = QPainter(self)
            painter.drawPixmap(spot, tinted("check", ink, side, self.devicePixelRatioF()))


class StepActions(QWidget):
    """Asks for changes of one step and never makes them itself.

    The buttons are made once, since the style needs longer to dress a new one than all else that a
    tick costs, and keep their places: a slow second click must not meet another one. The state
    there is stands out, and what can do nothing rests.
    """

    state_asked = Signal(object, str)
    """New ``State`` and the reason (only for not applicable)."""
    done_asked = Signal()
    later_asked = Signal(object)
    """The day on which the step shall come back, None for no reminder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: PlanItem | None = None
        self._today = date.min
        self._form: QWidget | None = None
        self._reason: QLineEdit | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._needs_lender = Text(
            self.tr("这一步每家各做一次。先在“我的情况”里添加一家。"), "small", "muted"
        )
        self._why_not = Text("", "small", "muted")
        self._done = PatientButton(self.tr("完成，看下一步"), primary=True)
        self._done.setObjectName("step_done")
        self._done.setToolTip(words.keys("Ctrl+Enter"))
        self._done.clicked.connect(self.done_asked)
        self._doing = self._state_button(State.DOING, self.tr("进行中"))
        self._waiting = self._state_button(State.WAITING, self.tr("等对方"))
        self._skip = StateButton(State.NOT_APPLICABLE, self.tr("不适用"))
        self._skip.clicked.connect(self._ask_reason)
        self._later = self._button("step_later", self.tr("以后提醒我"))
        self._later.clicked.connect(self._ask_day)
        self._again = self._button("step_todo", self.tr("改回未开始"))
        self._again.clicked.connect(self._take_back)
        self._buttons = (
            self._done,
            self._doing,
            self._waiting,
            self._skip,
            self._later,
            self._again,
        )
        self._row = flow(*self._buttons)
        self._keys = Text(
            self.tr("{0} 完成　↑↓ 换步骤　空格 打勾").format(words.keys("Ctrl+Enter")),
            "small",
            "muted",
        )
        for widget in (self._needs_lender, self._why_not, self._row, self._keys):
            self._column.addWidget(widget)

    def show_item(self, item: PlanItem, *, today: date, can_tick: bool) -> None:
        """Show what can be done with a step; a reason half written for it stays.

        Args:
            item: The step.
            today: The local date.
            can_tick: False where the step needs a lender and there is none.
        """
        same_step = self._item is not None and self._item.key == item.key
        self._item, self._today = item, today
        if self._reason is not None and same_step and can_tick and item.open:
            return
        to_day = isinstance(self._form, LaterChoices)
        self._show_buttons(can_tick=can_tick)
        self._close_form(self._later if to_day and same_step else None)

    def pin_done(self, bar: QVBoxLayout | None) -> None:
        """Put the button that finishes the step somewhere else.

        Args:
            bar: Where it stays in sight while the others are scrolled; None brings it back.
        """
        row = self._row.layout()
        assert row is not None, "a flow has a layout"
        _, *others = self._buttons
        if bar is not None:
            row.removeWidget(self._done)
            bar.addWidget(self._done)
            order = [*others, self._done]
        else:
            order = list(self._buttons)
            for button in order:
                row.removeWidget(button)
                row.addWidget(button)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._done.setVisible(not self._row.isHidden())

    @property
    def asking_reason(self) -> bool:
        """Whether the person is writing why the step does not apply."""
        return self._reason is not None

    def give_reason(self) -> None:
        """Take the reason as it stands; the form goes when the answer is kept and shown."""
        if self._reason is not None:
            reason = self._reason.text().strip() or self.tr("我没有遇到这种情况")
            self.state_asked.emit(State.NOT_APPLICABLE, reason)

    def draft(self) -> str:
        """The reason as far as it is written, empty if nobody is writing one."""
        return "" if self._reason is None else self._reason.text()

    def resume(self, reason: str) -> None:
        """Go on writing a reason."""
        self._ask_reason()
        if self._reason is not None:
            self._reason.setText(reason)

    def first(self) -> QWidget | None:
        """Where the keyboard goes when what it was on is gone."""
        if self._reason is not None:
            return self._reason
        return next((button for button in self._buttons if button.isEnabled()), None)

    # ---- the buttons -------------------------------------------------------------------------

    def _button(self, name: str, text: str) -> Button:
        button = Button(text)
        button.setObjectName(name)
        return button

    def _state_button(self, state: State, text: str) -> StateButton:
        button = StateButton(state, text)
        button.clicked.connect(self._state_clicked)
        return button

    def _show_buttons(self, *, can_tick: bool) -> None:
        item = self._item
        assert item is not None, "a step is shown first"
        useful = {
            self._done: item.open,
            self._doing: item.open,
            self._waiting: item.open,
            self._skip: item.open,
            self._later: item.open,
            self._again: item.state is not State.TODO,
        }
        self._later.setText(
            self.tr("以后提醒我") if item.remind is None else self.tr("改提醒的日子")
        )
        reason = item.reason if item.state is State.NOT_APPLICABLE else ""
        self._why_not.setText(self.tr("不适用：{0}").format(reason))
        for one in (self._doing, self._waiting, self._skip):
            one.show_taken(taken=one.state is item.state)
        for button, can_act in useful.items():
            if can_act:
                button.setEnabled(True)
        focused = QApplication.focusWidget()
        if can_tick and isinstance(focused, Button) and not useful.get(focused, True):
            # Before it rests, or Qt would send the keyboard somewhere else.
            next(other for other, can_act in useful.items() if can_act).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        for button, can_act in useful.items():
            if not can_act:
                button.setEnabled(False)
        self._why_not.setVisible(can_tick and bool(reason))
        self._row.setVisible(can_tick)
        self._done.setVisible(can_tick)
        self._keys.setVisible(can_tick)
        self._needs_lender.setVisible(not can_tick)

    def _state_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, StateButton) and not button.taken:
            self.state_asked.emit(button.state, "")

    def _take_back(self) -> None:
        self.state_asked.emit(State.TODO, "")

    # ---- the forms that take the place of the buttons ----------------------------------------

    def _open_form(self, form: QWidget) -> None:
        self._form = form
        self._column.addWidget(form)
        form.show()
        for widget in (self._why_not, self._row, self._done, self._keys):
            widget.hide()

    def _close_form(self, then: QWidget | None = None) -> None:
        """Take the form away; the keyboard goes to ``then`` or to the first button."""
        form, self._form, self._reason = self._form, None, None
        if form is None:
            return
        focused = QApplication.focusWidget()
        if focused is not None and form.isAncestorOf(focused):
            target = then if then is not None and then.isEnabled() else self.first()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        form.hide()
        form.deleteLater()

    def _ask_reason(self) -> None:
        if self._form is not None:
            return  # A screen reader may press what hides behind it; what is written there stays.
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._column.spacing())
        column.addWidget(Text(self.tr("为什么不适用？写一句，以后自己看得懂。"), "strong"))
        field = QLineEdit()
        field.setObjectName("reason")
        field.setMaxLength(100)
        field.setAccessibleName(self.tr("不适用的原因"))
        field.setPlaceholderText(self.tr("例如：我没有遇到这种情况"))
        field.returnPressed.connect(self.give_reason)
        column.addWidget(field)
        save = Button(self.tr("保存"), primary=True)
        save.setObjectName("reason_save")
        save.clicked.connect(self.give_reason)
        cancel = Button(self.tr("先不改"))
        cancel.clicked.connect(self._form_dropped)
        column.addWidget(flow(save, cancel))
        self._reason = field
        self._open_form(form)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_day(self) -> None:
        if self._item is None or self._form is not None:
            return
        choices = LaterChoices(self._today, self._item.remind)
        choices.chosen.connect(self.later_asked)
        choices.dropped.connect(self._form_dropped)
        self._open_form(choices)
        choices.take_focus()

    def _form_dropped(self) -> None:
        to_day = isinstance(self._form, LaterChoices)
        self._show_buttons(can_tick=True)
        self._close_form(self._later if to_day else None)
