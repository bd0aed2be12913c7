"""Where the parts of the letters room stand: three columns, two, or one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.letters.outputs import OutputRow
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.side_by_side import columns_that_fit, size_list

LIST_WIDTH = 206
WRITE, LOOK, CHECK = "write", "look", "check"


class LetterColumns(QWidget):
    """Holds list, form, preview, check and outputs.

    Wide: list, form, and beside them the preview or the check. Narrower or with large text: list,
    and form, preview and check as tabs. Narrower still: the list, or what is being written.
    """

    list_asked = Signal()
    """The person wants to go back to the list."""

    def __init__(
        self,
        listing: QWidget,
        form: QWidget,
        look: QWidget,
        check: QWidget,
        foot: OutputRow,
        head: QBoxLayout,
        parent: QWidget | None = None,
    ) -> None:
        """Build it.

        Args:
            listing: The list.
            form: What is written in, or read first.
            look: The preview.
            check: What was found.
            foot: The outputs.
            head: The line above all, where the choice of what to look at stands if there is room.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._listing, self._form = listing, form
        self._look, self._check, self._foot = look, check, foot
        self._head = head
        self._reading = False
        self._checkable = True
        self.count = 0
        self.tabs = Segments(
            [(WRITE, ""), (LOOK, self.tr("预览")), (CHECK, self.tr("检查"))], self.tr("看哪一部分")
        )
        self.tabs.setObjectName("letter_tabs")
        self.tabs.set_value(WRITE)
        self.tabs.chosen.connect(self.show_part)
        self.back = LinkButton(self.tr("‹ 返回目录"))
        self.back.setObjectName("letter_back")
        self.back.clicked.connect(self.list_asked)
        self._middle = QWidget()
        self._middle_column = _column(self._middle)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.back)
        self._bar.addWidget(self.tabs)
        self._bar.addStretch(1)
        self._middle_column.addLayout(self._bar)
        self._middle_column.addWidget(form, 1)
        self._right = QWidget()
        self._right_column = _column(self._right)
        for part, stretch in ((look, 1), (check, 1), (foot, 0)):
            self._right_column.addWidget(part, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(listing)
        row.addWidget(self._middle, 5)
        row.addWidget(self._right, 8)

    @property
    def reading(self) -> bool:
        """Whether a letter fills the only column."""
        return self.count == 1 and self._reading

    def read(self, *, reading: bool) -> None:
        """Show the letter, or the list, where there is room for one of them."""
        self._reading = reading
        self._show_parts()

    def show_part(self, part: str) -> None:
        """Show the form, the preview or the check where they take turns."""
        self.tabs.set_value(part)
        focus = self.window().focusWidget()
        self._show_parts()
        if focus is not None and self.isAncestorOf(focus) and not focus.isVisible():
            # Qt would give the keyboard to whatever stands next, a number to call in the foot.
            self.tabs.button(part).setFocus(Qt.FocusReason.OtherFocusReason)

    def part(self) -> str:
        """What is shown of the parts that take turns."""
        return self.tabs.value()

    def set_writing(self, *, writing: bool) -> None:
        """Say whether a letter is being written, or only looked at before."""
        self._checkable = writing
        self.tabs.set_words(WRITE, self.tr("填写") if writing else self.tr("先看这里"))
        if not writing and self.tabs.value() == CHECK:
            self.tabs.set_value(WRITE)
        self._show_parts()

    def say_found(self, count: int) -> None:
        """Say beside the word how much was found."""
        words = self.tr("检查（{0}）").format(count) if count else self.tr("检查")
        self.tabs.set_words(CHECK, words)

    def arrange(self, page: QWidget) -> None:
        """Choose one, two or three columns.

        Args:
            page: The page they fill.
        """
        count = columns_that_fit(page, 980)
        size_list(self._listing, LIST_WIDTH, count)
        if count != self.count:
            # Larger text must not take away the field that is being written in.
            typing = self._form.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self.count = count
            home = self._right_column if count == 3 else self._middle_column
            for part, stretch in ((self._look, 1), (self._check, 1), (self._foot, 0)):
                home.addWidget(part, stretch)
            if count == 3:
                self._head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignVCenter)
            else:
                self._bar.insertWidget(1, self.tabs)
            if typing:
                self._reading = True
                self.tabs.set_value(WRITE)
        self._show_parts()

    def _show_parts(self) -> None:
        if not self.count:
            return  # Nothing has its place yet.
        three, one = self.count == 3, self.count == 1
        part = self.tabs.value() or WRITE
        if three and part == WRITE:
            part = LOOK
        self._listing.setVisible(not one or not self._reading)
        self._middle.setVisible(not one or self._reading)
        self._right.setVisible(three)
        self.tabs.setVisible(not three or self._checkable)
        self.tabs.button(WRITE).setVisible(not three)
        self.tabs.button(CHECK).setVisible(self._checkable)
        if three:
            self.tabs.set_value(part)
        self.back.setVisible(one)
        self._form.setVisible(three or part == WRITE)
        self._look.setVisible(part == LOOK)
        self._check.setVisible(part == CHECK)
        self._foot.setVisible(self._checkable)
        # Where there is room for one thing only, writing has all of it.
        self._foot.set_buttons_shown(not one or part != WRITE)


def _column(host: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column
