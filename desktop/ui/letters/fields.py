"""The fields of a letter: one fact each, kept as it is typed, or tidied where it can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.letter_filling import is_blank
from desktop.domain.letters import FactKind, LetterFact
from desktop.ui.letters.dates import as_iso
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.fields import line_edit
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text

_NARROW = frozenset({FactKind.DATE, FactKind.MONEY, FactKind.COUNT, FactKind.PHONE})
_NARROW_WIDTH = 200
_LINES_HEIGHT = 84
_SUM = re.compile(r"\d+(\.\d{1,2})?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_BREAKS = re.compile(r"[\r\n\v\f\u2028\u2029]+")
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def tidy(kind: FactKind, typed: str) -> str:
    """What is kept of what was typed: days as ISO, sums and counts as digits, all else as it is.

    Breaks that were pasted into a line become a space: nobody would see them there, and the letter
    would have empty lines. What is no day and no sum is kept as it is, too, so that nothing typed
    is lost.
    """
    if kind is FactKind.DATE:
        return as_iso(typed)
    if kind in (FactKind.MONEY, FactKind.COUNT):
        digits = re.sub(r"[\s,元]", "", typed.translate(_WIDE))
        return digits if _SUM.fullmatch(digits) else typed
    if kind is FactKind.LINES or not _BREAKS.search(typed):
        return typed
    return " ".join(part.strip() for part in _BREAKS.split(typed) if not is_blank(part))


class LinesEdit(QPlainTextEdit):
    """Some lines of text; Tab leaves it."""

    def __init__(
        self, name: str, height: int = _LINES_HEIGHT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room = height
        # A file that is dropped would leave its path in the letter.
        self.setAcceptDrops(False)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.verticalScrollBar().setAccessibleName(self.tr("上下滚动"))
        theme.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def setText(self, text: str) -> None:  # noqa: N802
        """Let other words stand in it."""
        self.setPlainText(text)

    def _restyle(self) -> None:
        self.setFont(theme.font())
        self.setFixedHeight(theme.px(self._room))


class FactField(QWidget):
    """A fact with its name, where it came from, and what to write."""

    typed = Signal()
    """The person changed it."""

    def __init__(
        self,
        fact: LetterFact,
        *,
        required: bool,
        today: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build an empty field.

        Args:
            fact: What is asked.
            required: Whether the letter does not leave without it.
            today: Gives the local date, for days.
            parent: Parent widget.
        """
        super().__init__(parent)
        self.fact = fact
        self._today = today
        label = fact.label if required else self.tr("{0}（可以不填）").format(fact.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._source = Text("", "small", "soft_text", wrap=False)
        self._source.hide()
        head.addWidget(Text(label, "small_strong", "muted"), 1)
        head.addWidget(self._source, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.edit: QLineEdit | LinesEdit
        if fact.kind is FactKind.LINES:
            self.edit = LinesEdit(fact.label)
            column.addWidget(self.edit)
        else:
            self.edit = line_edit(fact.label, "")
            self.edit.editingFinished.connect(self._left)
            self._lay_line(column, self.edit)
        self.edit.setObjectName(f"fact_{fact.id}")
        if fact.hint:
            self.edit.setAccessibleDescription(fact.hint)
            column.addWidget(Text(fact.hint, "small", "muted"))
        self._wrong = Text("", "small", "amber")
        self._wrong.hide()
        column.addWidget(self._wrong)
        self.edit.textChanged.connect(self._changed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _lay_line(self, column: QVBoxLayout, edit: QLineEdit) -> None:
        match self.fact.kind:
            case FactKind.DATE:
                edit.setPlaceholderText(self.tr("年-月-日，如 2026-03-12"))
                today = LinkButton(self.tr("今天"))
                today.set_subject(self.fact.label)
                today.clicked.connect(self._take_today)
                column.addWidget(flow(edit, today))
            case FactKind.MONEY:
                unit = Text(self.tr("元"), "body", "muted", wrap=False)
                column.addWidget(flow(edit, unit))
            case FactKind.COUNT | FactKind.PHONE:
                column.addWidget(flow(edit))
            case _:
                column.addWidget(edit)

    @property
    def stop(self) -> QWidget:
        """Where the keyboard starts."""
        return self.edit

    def value(self) -> str:
        """What is kept of what stands in it."""
        return tidy(self.fact.kind, self.edit.text())

    def show_value(self, value: str) -> None:
        """Show what is kept; while it says the same, what was typed stays as it is."""
        if self.value() != value:
            self.edit.blockSignals(True)
            self.edit.setText(value)
            self.edit.blockSignals(False)
        self._look()

    def show_source(self, source: str) -> None:
        """Say where the value came from, such as the lender; empty for the person."""
        if source != self._source.text():
            self._source.setText(source)
            self._source.setVisible(bool(source))

    def _changed(self) -> None:
        self._wrong.hide()
        self.typed.emit()

    def _left(self) -> None:
        """Show a day or a sum as it is kept."""
        value = self.value()
        if self.edit.text() != value:
            self.edit.setText(value)
        self._look()

    def _look(self) -> None:
        """Say what cannot be understood; it stays all the same."""
        value, wrong = self.value(), ""
        if (
            value
            and self.fact.kind is FactKind.DATE
            and not re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        ):
            wrong = self.tr("看不出是哪一天，请写成 2026-03-12 这样。")
        if value and self.fact.kind in (FactKind.MONEY, FactKind.COUNT):
            wrong = "" if _SUM.fullmatch(value) else self.tr("这里只写数字，如 5000。")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))

    def _take_today(self) -> None:
        if self._today is not None:
            self.edit.setText(self._today().isoformat())

    def _restyle(self) -> None:
        if self.fact.kind in _NARROW:
            self.edit.setFixedWidth(theme.px(_NARROW_WIDTH))
