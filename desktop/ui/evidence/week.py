"""The card with the heat map: which week, the squares, and the same in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.evidence import EvidenceFilter, HourCell
from desktop.domain.incidents import is_night
from desktop.services.evidence import EvidenceService
from desktop.ui import evidence_words
from desktop.ui.evidence.heat import DAYS, HeatMap
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class WeekCard(Card):
    """Shows a week; ``chosen`` carries the ``HourCell`` to filter by, None to filter no longer."""

    chosen = Signal(object)

    def __init__(
        self,
        evidence: EvidenceService,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margin=16, spacing=8, parent=parent)
        self._evidence = evidence
        self._today = today
        self._last: date | None = None
        self._wanted = EvidenceFilter()
        self._title = Text("", "section", wrap=False)
        before, after = LinkButton(self.tr("‹ 前一周")), LinkButton(self.tr("后一周 ›"))
        before.setObjectName("heat_before")
        after.setObjectName("heat_after")
        before.clicked.connect(self._earlier)
        after.clicked.connect(self._later)
        self._after = after
        self.body.addWidget(flow(self._title, before, after))
        self.map = HeatMap()
        self.map.table.chosen.connect(self._taken)
        self.body.addWidget(self.map)
        self._words = Text("", "small", "muted")
        self._words.setObjectName("heat_words")
        self.body.addWidget(self._words)

    def show_filter(self, wanted: EvidenceFilter) -> None:
        """Count what fits a filter, whatever days that is about, as it is now."""
        self._wanted = wanted
        if wanted.cell is not None and not self._in_week(wanted.cell.day):
            self._last = wanted.cell.day
        self._count()

    def _in_week(self, day: date) -> bool:
        last = self._last or self._newest()
        return last - timedelta(days=DAYS) < day <= last

    def _newest(self) -> date:
        """The week in which something happened last; this week where nothing did."""
        days = self._evidence.days()
        return self._today() if days is None else min(days[1], self._today())

    def _count(self) -> None:
        last = self._last or self._newest()
        first = last - timedelta(days=DAYS - 1)
        counts = self._evidence.heat(first, last, self._wanted)
        self.map.show_counts(last, counts, self._wanted.cell)
        self._title.setText(self.tr("{0} 到 {1}").format(f"{first:%m-%d}", f"{last:%m-%d}"))
        self._after.setEnabled(last < self._today())
        self._words.setText(self._said(counts))

    def _said(self, counts: dict[HourCell, int]) -> str:
        """What the squares show, for whoever does not see them."""
        total = sum(counts.values())
        if not total:
            return self.tr("这 7 天没有记录。灰底的是 22:00–8:00。")
        night = sum(count for cell, count in counts.items() if is_night(cell.hour))
        most = max(counts, key=lambda cell: (counts[cell], cell))
        words = self.tr("这 7 天 {0} 笔，22:00–8:00 有 {1} 笔（灰底的格子里，有就标红）。").format(
            total, night
        )
        return words + self.tr("最多的是{0}，{1} 笔。点一格，只看那个钟头。").format(
            evidence_words.cell(most), counts[most]
        )

    def _taken(self, cell: HourCell) -> None:
        self.chosen.emit(None if cell == self._wanted.cell else cell)

    def _earlier(self) -> None:
        self._last = (self._last or self._newest()) - timedelta(days=DAYS)
        self._count()

    def _later(self) -> None:
        self._last = min((self._last or self._newest()) + timedelta(days=DAYS), self._today())
        self._count()
