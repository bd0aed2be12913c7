"""What to look at before a letter leaves, each leading to its place in the form."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.letter_checks import Finding
from desktop.ui.widgets.layouts import clear, keeping_focus
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.text import Text


class CheckPanel(QWidget):
    """Lists what was found; what has no place in the form is only told."""

    lead_asked = Signal(object)
    """Carries the ``Finding`` whose place the person wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Finding, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.told = Text("", "strong")
        self.told.setObjectName("letter_checked")
        column.addWidget(self.told)
        self._list = QWidget()
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        column.addWidget(self._list)
        column.addStretch(1)

    def show_findings(self, found: Sequence[Finding], asked_later: Container[str]) -> None:
        """Show what was found; the same is left as it stands.

        Args:
            found: What was found.
            asked_later: Facts that are asked only when the letter leaves: nothing is wrong yet.
        """
        if self._found == tuple(found):
            return
        self._found = tuple(found)
        later = [one for one in found if one.stops and one.where in asked_later]
        stops = [one for one in found if one.stops and one not in later]
        others = [one for one in found if not one.stops]
        if not stops and not others:
            self.told.setText(self.tr("没有发现要改的地方。寄出前自己再读一遍。"))
        elif stops:
            self.told.setText(self.tr("还差 {0} 处，补上才能复制和导出。").format(len(stops)))
        else:
            self.told.setText(self.tr("可以用了。有 {0} 处建议再看看。").format(len(others)))
        layout = self._list.layout()
        assert isinstance(layout, QVBoxLayout)
        with keeping_focus(self._list):
            clear(layout)
            for finding in (*stops, *others, *later):
                layout.addWidget(self._row(finding))

    def _row(self, finding: Finding) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if finding.where:
            link = WrapLink(finding.words)
            link.clicked.connect(lambda: self.lead_asked.emit(finding))
            column.addWidget(link)
        else:
            column.addWidget(Text(finding.words))
        if finding.quoted:
            column.addWidget(Text(self.tr("原文：{0}").format(finding.quoted), "small", "muted"))
        return row
