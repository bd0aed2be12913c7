"""The ways to tick a step: its buttons, the reason why it does not apply, the day to put it off."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.plan import PlanItem
from desktop.domain.progress import State
from desktop.ui import words
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.later import LaterChoices
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class StepActions(QWidget):
    """Asks for changes of one step and never makes them itself.

    The buttons are made once and shown where they can do something: the style needs longer to
    dress a new button than all else that a tick costs.
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
        self._done = self._button("step_done", self.tr("完成，看下一步"), primary=True)
        self._done.setToolTip(words.keys("Ctrl+Enter"))
        self._done.clicked.connect(self.done_asked)
        self._doing = self._state_button(State.DOING, self.tr("进行中"))
        self._waiting = self._state_button(State.WAITING, self.tr("等对方"))
        self._skip = self._button("step_not_applicable", self.tr("不适用"))
        self._skip.clicked.connect(self._ask_reason)
        self._later = self._button("step_later", self.tr("以后提醒我"))
        self._later.clicked.connect(self._ask_day)
        self._again = self._state_button(State.TODO, self.tr("改回未开始"))
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
        return next((button for button in self._buttons if not button.isHidden()), None)

    # ---- the buttons -------------------------------------------------------------------------

    def _button(self, name: str, text: str, *, primary: bool = False) -> Button:
        button = Button(text, primary=primary)
        button.setObjectName(name)
        return button

    def _state_button(self, state: State, text: str) -> Button:
        button = self._button(f"step_{state.value}", text)
        button.setProperty("state", state.value)
        button.clicked.connect(self._state_clicked)
        return button

    def _show_buttons(self, *, can_tick: bool) -> None:
        item = self._item
        assert item is not None, "a step is shown first"
        wanted = {
            self._done: item.open,
            self._doing: item.open and item.state is not State.DOING,
            self._waiting: item.open and item.state is not State.WAITING,
            self._skip: item.open,
            self._later: item.open,
            self._again: item.state is not State.TODO,
        }
        self._later.setText(
            self.tr("以后提醒我") if item.remind is None else self.tr("改提醒的日子")
        )
        reason = item.reason if item.state is State.NOT_APPLICABLE else ""
        self._why_not.setText(self.tr("不适用：{0}").format(reason))
        for button, shown in wanted.items():
            if shown:
                button.show()
        focused = QApplication.focusWidget()
        if can_tick and isinstance(focused, Button) and not wanted.get(focused, True):
            # Before it is hidden, or Qt would send the keyboard somewhere else.
            next(one for one, shown in wanted.items() if shown).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        for button, shown in wanted.items():
            if not shown:
                button.hide()
        self._why_not.setVisible(can_tick and bool(reason))
        self._row.setVisible(can_tick)
        self._keys.setVisible(can_tick)
        self._needs_lender.setVisible(not can_tick)

    def _state_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.state_asked.emit(State(str(button.property("state"))), "")

    # ---- the forms that take the place of the buttons ----------------------------------------

    def _open_form(self, form: QWidget) -> None:
        self._form = form
        self._column.addWidget(form)
        form.show()
        for widget in (self._why_not, self._row, self._keys):
            widget.hide()

    def _close_form(self, then: QWidget | None = None) -> None:
        """Take the form away; the keyboard goes to ``then`` or to the first button."""
        form, self._form, self._reason = self._form, None, None
        if form is None:
            return
        focused = QApplication.focusWidget()
        if focused is not None and form.isAncestorOf(focused):
            target = then if then is not None and not then.isHidden() else self.first()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        form.hide()
        form.deleteLater()

    def _ask_reason(self) -> None:
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
        if self._item is None:
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
