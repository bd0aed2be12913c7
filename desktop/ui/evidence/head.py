"""What stands above the log: how much there is, what can be done with all of it, what was said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.evidence import EvidenceSummary
from desktop.ui.widgets.acting import acting
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.half_written import HalfWritten
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class EvidenceHead(QWidget):
    """Asks for what is done elsewhere; stores nothing."""

    account_asked = Signal()
    bundle_asked = Signal()
    papers_asked = Signal()
    new_asked = Signal()
    back_asked = Signal()
    """The person wants to go back to the page from which the form was opened."""
    go_on_asked = Signal()
    """The person goes on with what is half written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        new = acting(Button(self.tr("记一笔"), primary=True), "evidence_new", self.new_asked)
        new.wear("plus", "on_primary")
        new.setToolTip("Ctrl+N")
        self._buttons = flow(
            acting(Button(self.tr("事件经过…")), "evidence_account", self.account_asked),
            acting(Button(self.tr("交出去…")), "evidence_bundle", self.bundle_asked),
            acting(Button(self.tr("给亲友的纸…")), "evidence_papers", self.papers_asked),
            new,
        )
        self.figures = Text("", "body", "muted")
        self.figures.setObjectName("evidence_figures")
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(Text(self.tr("证据"), "title", wrap=False))
        self._row.addWidget(self.figures, 1)
        self._row.addWidget(self._buttons)
        back = LinkButton(self.tr("‹ 回到刚才那一页（Esc）"))
        self.back = acting(back, "evidence_return", self.back_asked)
        self.back.hide()
        self.half = HalfWritten(self.tr("写到一半的一笔，还没有记下。"), "evidence")
        self.half.go_on.connect(self.go_on_asked)
        self._said = Text("", "body", "ok")
        self._said.setObjectName("evidence_said")
        self._said.hide()
        column.addLayout(self._row)
        for part in (self.back, self.half, self._said):
            column.addWidget(part)

    def say(self, words: str) -> None:
        """Say what became of what was done; empty for nothing."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def count(self, summary: EvidenceSummary) -> None:
        """Show the figures."""
        told = (
            (summary.incidents, self.tr("{0} 笔记录")),
            (summary.attachments, self.tr("{0} 份附件")),
            (summary.night, self.tr("{0} 笔是夜里来电或上门")),
            (summary.reached_others, self.tr("{0} 笔找到了别人")),
            (summary.by_contacts, self.tr("{0} 笔是他们自己记的")),
        )
        parts = [words.format(number) for number, words in told if number]
        self.figures.setText("　".join(parts) if summary.incidents else "")

    def arrange(self, *, one_column: bool) -> None:
        """Take the figures where there is room for them; else they are for whoever asked."""
        if not one_column and self._row.indexOf(self.figures) < 0:
            self._row.insertWidget(1, self.figures, 1)
        self._row.setStretchFactor(self._buttons, 1 if one_column else 0)
