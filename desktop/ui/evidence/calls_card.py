"""The calls of the last seven days on the home page: how many, how many at night, to whom else."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.evidence import EvidenceFilter
from desktop.domain.incidents import IncidentChannel, Reached, is_night
from desktop.services.evidence import EvidenceService
from desktop.ui.evidence.heat import DAYS, HeatMap
from desktop.ui.widgets.acting import acting
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text

_CALLS = EvidenceFilter(channels=(IncidentChannel.CALL,))
_TO_OTHERS = _CALLS._replace(reached=tuple(one for one in Reached if one is not Reached.ME))


class CallsCard(Card):
    """Only what was noted counts; who has noted nothing sees no card at all."""

    log_asked = Signal()
    note_asked = Signal()

    def __init__(
        self, evidence: EvidenceService, today: date, parent: QWidget | None = None
    ) -> None:
        """Count, and show it.

        Args:
            evidence: The log.
            today: The last of the seven days.
            parent: Parent widget.
        """
        super().__init__(spacing=8, parent=parent)
        first = today - timedelta(days=DAYS - 1)
        counts = evidence.heat(first, today, _CALLS)
        others = sum(evidence.heat(first, today, _TO_OTHERS).values())
        total = sum(counts.values())
        night = sum(count for cell, count in counts.items() if is_night(cell.hour))
        self.body.addWidget(Text(self.tr("本周骚扰来电"), "section"))
        self.body.addWidget(self._figures(total, night, others))
        if total:
            heat = HeatMap()
            heat.show_counts(today, counts, None)
            heat.table.chosen.connect(self.log_asked)
            heat.table.setAccessibleName(self.tr("这 7 天每个钟头有几通来电；按回车看记录"))
            self.body.addWidget(heat)
        note = acting(Button(self.tr("记一笔")), "calls_note", self.note_asked)
        log = acting(LinkButton(self.tr("看全部记录")), "calls_log", self.log_asked)
        self.body.addWidget(flow(note, log))

    def _figures(self, total: int, night: int, others: int) -> QWidget:
        host = QWidget()
        row = QHBoxLayout(host)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        if not total:
            row.addWidget(Text(self.tr("这 7 天没有记下来电。"), "body", "muted"))
            return host
        row.addWidget(Text(str(total), "title", "danger" if night else "text", wrap=False))
        told = [self.tr("通")]
        if night:
            told.append(self.tr("其中 {0} 通在 22:00–8:00").format(night))
        if others:
            told.append(self.tr("{0} 通找到了别人").format(others))
        words = Text("，".join(told), "body", "muted")
        words.setObjectName("calls_words")
        row.addWidget(words, 1)
        return host
