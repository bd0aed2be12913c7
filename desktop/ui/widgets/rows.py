"""What a list shows, headings and rows, and the model that hands them to view and reader."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.progress import State
from desktop.ui import words

Key = tuple[str, str]
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Heading(NamedTuple):
    """A heading above a group of rows.

    Attributes:
        text: The words.
        right: A short count.
        detail: One line about the group; empty for none.
    """

    text: str
    right: str = ""
    detail: str = ""


class Row(NamedTuple):
    """A row that can be opened.

    Attributes:
        key: What the row stands for, for example step id and subject.
        text: The words.
        state: Progress mark in front; None for rows without one.
        chip: A short fact on the right; empty for none.
        tone: Chip tone.
        detail: A second line in muted words; empty for none.
        quiet: Paint the words muted (done, not applicable).
        marks: Parts of the words that stand out, such as what was looked for.
        detail_marks: Likewise in the second line.
        spare_chips: Chips it may have after a tick, and those it had while the list stood; room
            is kept for the widest, so that the words wrap as before and no other row moves under
            the pointer.
    """

    key: Key
    text: str
    state: State | None = None
    chip: str = ""
    tone: str = "neutral"
    detail: str = ""
    quiet: bool = False
    marks: tuple[tuple[int, int], ...] = ()
    detail_marks: tuple[tuple[int, int], ...] = ()
    spare_chips: frozenset[str] = frozenset()


class RowsModel(QAbstractListModel):
    """Rows in, roles out; knows nothing else.

    ``tick_asked`` carries the key of a row whose check mark a screen reader wants to turn.
    """

    tick_asked = Signal(object)

    def __init__(self, *, tickable: bool = False, parent: QWidget | None = None) -> None:
        """Start without rows.

        Args:
            tickable: Whether rows with a state are check marks too.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._tickable = tickable
        self._rows: list[Heading | Row] = []

    def set_rows(self, rows: list[Heading | Row]) -> None:
        """Show these rows; rows that stay in place keep selection and scroll position."""
        same_shape = len(rows) == len(self._rows) and all(
            _identity(old) == _identity(new) for old, new in zip(self._rows, rows, strict=True)
        )
        if not same_shape:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        rows = [_in_its_room(row, old) for row, old in zip(rows, self._rows, strict=True)]
        changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
        self._rows = rows
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

    def rows(self) -> list[Heading | Row]:
        """The rows shown."""
        return self._rows

    def find(self, key: Key) -> QModelIndex:
        """The index of a row by key; invalid when there is none."""
        for at, row in enumerate(self._rows):
            if isinstance(row, Row) and row.key == key:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Number of rows; rows have no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What a view or a screen reader asks for."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, Heading):
                return f"{row.text} {row.right} {row.detail}".strip()
            parts = [words.state(row.state) if row.state else "", row.text, row.detail, row.chip]
            return "，".join(part for part in parts if part)
        if role == Qt.ItemDataRole.CheckStateRole and self.can_tick(index):
            assert isinstance(row, Row)
            return Qt.CheckState.Checked if row.state is State.DONE else Qt.CheckState.Unchecked
        return None

    def setData(  # noqa: N802
        self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        """Pass on that a check mark is to be turned; it turns when that is stored."""
        row = index.data(ROW_ROLE)
        if role != Qt.ItemDataRole.CheckStateRole or not self.can_tick(index):
            return False
        self.tick_asked.emit(row.key)
        return True

    def can_tick(self, index: Index) -> bool:
        """Whether the mark in front of a row can be turned."""
        row = self._rows[index.row()] if index.isValid() else None
        return self._tickable and isinstance(row, Row) and row.state is not None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by keyboard and pointer."""
        if not index.isValid() or isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.can_tick(index) else flags


def _in_its_room(row: Heading | Row, before: Heading | Row) -> Heading | Row:
    """The row with room for what stood in its place before, such as a day that the tick took."""
    if not isinstance(row, Row) or not isinstance(before, Row):
        return row
    had = before.spare_chips if before.chip == row.chip else before.spare_chips | {before.chip}
    return row if had <= row.spare_chips else row._replace(spare_chips=row.spare_chips | had)


def _identity(row: Heading | Row) -> object:
    return row.key if isinstance(row, Row) else row.text
