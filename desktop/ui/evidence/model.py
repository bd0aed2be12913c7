"""The log as a table that reads a window of rows at a time, wherever it is scrolled to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.evidence import EvidenceFilter, EvidenceRow, EvidenceSort
from desktop.services.evidence import EVERYTHING, EvidenceService
from desktop.ui import evidence_words, incident_words

WINDOW = 60
"""Rows that are read at once: a little more than a screen holds."""
KEPT = 20
"""Windows that are kept, so that a screen scrolled to and fro is read once."""

COLUMNS = 6
TIME, CHANNEL, NUMBER, WHO, WORDS, FILES = range(COLUMNS)
SORTS: dict[int, tuple[EvidenceSort, ...]] = {
    TIME: (EvidenceSort.NEWEST, EvidenceSort.OLDEST),
    CHANNEL: (EvidenceSort.CHANNEL,),
    NUMBER: (EvidenceSort.NUMBER,),
    WHO: (EvidenceSort.REACHED,),
}
"""The orders a click on the head of a column takes in turn."""

Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(QAbstractTableModel):
    """Rows of the log; what is not looked at is not read."""

    def __init__(
        self,
        evidence: EvidenceService,
        lender_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._evidence = evidence
        self._lender_name = lender_name
        self._wanted = EVERYTHING
        self._sort = EvidenceSort.NEWEST
        self._count: int = 0
        self._windows: dict[int, tuple[EvidenceRow, ...]] = {}
        self._titles = (
            self.tr("时间"),
            self.tr("怎么来的"),
            self.tr("号码"),
            self.tr("找到了谁"),
            self.tr("说了什么"),
            self.tr("附件"),
        )

    @property
    def wanted(self) -> EvidenceFilter:
        """What is shown."""
        return self._wanted

    @property
    def sort_order(self) -> EvidenceSort:
        """In which order."""
        return self._sort

    def show_rows(self, wanted: EvidenceFilter, sort: EvidenceSort) -> None:
        """Show what fits a filter, in an order, as it is now."""
        self.beginResetModel()
        self._wanted, self._sort = wanted, sort
        self._windows.clear()
        self._count = self._evidence.count(wanted)
        self.endResetModel()

    def forget(self) -> None:
        """Read again what is on the screen; the rows are the same."""
        self._windows.clear()
        if self._count:
            last = self.index(self._count - 1, FILES)
            self.dataChanged.emit(self.index(0, TIME), last)

    def at(self, row: int) -> EvidenceRow | None:
        """A row; None beyond the end."""
        if not 0 <= row < self._count:
            return None
        start = row - row % WINDOW
        if start not in self._windows:
            if len(self._windows) >= KEPT:
                del self._windows[next(iter(self._windows))]
            self._windows[start] = self._evidence.page(self._wanted, self._sort, start, WINDOW)
        window = self._windows[start]
        return window[row - start] if row - start < len(window) else None

    def find(self, incident: str, near: int) -> int:
        """The row of an incident that is at, or near, where it was; -1 if it is not there."""
        rows: list[int] = [near, *range(near - 3, near + 4), *range(min(WINDOW, self._count))]
        for row in rows:
            found = self.at(row)
            if found is not None and found.incident.id == incident:
                return row
        return -1

    # ---- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many columns."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; a screen reader hears the whole row at its first one."""
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == TIME:
            return self.spoken(row)
        words = _cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return words if index.column() in (NUMBER, WHO, WORDS) else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]}：{words or self.tr('没有写')}"
        return words

    def spoken(self, row: EvidenceRow) -> str:
        """A whole row in words."""
        incident = row.incident
        parts = [
            incident_words.incident(incident, self._lender_name(incident.lender)),
            incident.contact,
            evidence_words.summary(row),
        ]
        if row.attachments:
            parts.append(self.tr("{0} 份附件").format(row.attachments))
        return "；".join(part for part in parts if part)


def _cell(row: EvidenceRow, column: int) -> str:
    incident = row.incident
    match column:
        case 0:
            return f"{incident.at:%Y-%m-%d %H:%M}"[2:]
        case 1:
            return "" if incident.channel is None else incident_words.channel(incident.channel)
        case 2:
            return incident.number
        case 3:
            return evidence_words.who(row)
        case 4:
            return evidence_words.summary(row)
    return str(row.attachments) if row.attachments else ""
