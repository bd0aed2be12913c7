"""What the list shows: words to look for, and a few drop-downs, most of them folded away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.evidence import SEARCH_LIMIT, EvidenceFilter, EvidenceSort, HourCell
from desktop.domain.incidents import IncidentChannel, IncidentKind, Reached
from desktop.services.lenders import LenderService
from desktop.ui import evidence_words, incident_words
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.clearing import let_clear
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text

ALL, UNTOLD = "all", ""
DAYS = {"7": 7, "30": 30, "365": 365}
NIGHT, CHOSEN = "night", "chosen"
ATTACHED, BARE, CONTACTS, OWN, WITHDRAWN = "attached", "bare", "contacts", "own", "withdrawn"


class Filters(QWidget):
    """Gives a filter and an order; ``changed`` when the person changed one of them."""

    changed = Signal()

    def __init__(
        self, lenders: LenderService, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lenders = lenders
        self._today = today
        self._cell: HourCell | None = None
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        self.search = QLineEdit()
        self.search.setObjectName("evidence_search")
        self.search.setPlaceholderText(self.tr("找号码、姓名、说过的话"))
        self.search.setAccessibleName(self.tr("在记录里找"))
        let_clear(self.search)
        self.search.setMaxLength(SEARCH_LIMIT)
        self.search.setAcceptDrops(False)  # A file is meant for the record that is open.
        self.search.textChanged.connect(self.changed)
        body.addWidget(self.search)
        self._fold = Fold(self.tr("更多筛选"), self.tr("收起筛选"), self.tr("筛选"), 6)
        self._build_combos()
        self._build_days()
        body.addWidget(flow(self._lender, self._when, self._sort, self._fold.toggle))
        self._fold.body.addWidget(flow(self._channel, self._reached, self._kind, self._which))
        body.addWidget(self._days)
        body.addWidget(self._fold)
        self._what = Text("", "small", "soft_text")
        self._clear = LinkButton(self.tr("全部显示"))
        self._clear.setObjectName("evidence_clear")
        self._clear.clicked.connect(self.clear)
        body.addWidget(self._what)
        body.addWidget(flow(self._clear))
        self.changed.connect(self._tell)
        self._tell()

    # ---- building ----------------------------------------------------------------------------

    def _build_combos(self) -> None:
        self._lender = self._combo(self.tr("哪一家"), [])
        self._when = self._combo(
            self.tr("什么时候"),
            [
                (ALL, self.tr("全部时间")),
                ("7", self.tr("最近 7 天")),
                ("30", self.tr("最近 30 天")),
                ("365", self.tr("最近一年")),
                (NIGHT, self.tr("22:00–8:00")),
                (CHOSEN, self.tr("选日期…")),
            ],
        )
        self._sort = self._combo(
            self.tr("排序"), [(one.value, evidence_words.sort(one)) for one in EvidenceSort]
        )
        self._channel = self._combo(
            self.tr("怎么来的"),
            [
                (ALL, self.tr("怎么来的都要")),
                *((one.value, incident_words.channel(one)) for one in IncidentChannel),
                (UNTOLD, self.tr("没写怎么来的")),
            ],
        )
        self._reached = self._combo(
            self.tr("找到了谁"),
            [
                (ALL, self.tr("找到谁都要")),
                *((one.value, incident_words.reached(one)) for one in Reached),
                (UNTOLD, self.tr("没写找到谁")),
            ],
        )
        self._kind = self._combo(
            self.tr("像是哪一种"),
            [
                (ALL, self.tr("哪一种都要")),
                *((one.value, evidence_words.kind(one)) for one in IncidentKind),
            ],
        )
        self._which = self._combo(
            self.tr("还有"),
            [
                (ALL, self.tr("有没有附件都要")),
                (ATTACHED, self.tr("有附件的")),
                (BARE, self.tr("没有附件的")),
                (CONTACTS, self.tr("接到的人自己记的")),
                (OWN, self.tr("我记的")),
                (WITHDRAWN, self.tr("连已撤回的")),
            ],
        )

    def _combo(self, name: str, items: list[tuple[str, str]]) -> Combo:
        combo = Combo(name)
        combo.setMinimumContentsLength(6)
        for value, words in items:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(self._chosen)
        return combo

    def _build_days(self) -> None:
        self._first, self._last = self._day(self.tr("从哪天")), self._day(self.tr("到哪天"))
        self._days = flow(self._first, Text(self.tr("到"), wrap=False), self._last)
        self._days.hide()

    def _day(self, name: str) -> QDateEdit:
        today = self._today()
        field = QDateEdit(QDate(today.year, today.month, today.day))
        field.setAccessibleName(name)
        field.lineEdit().setAccessibleName(name)
        field.setDisplayFormat("yyyy-MM-dd")
        field.dateChanged.connect(self.changed)
        return field

    # ---- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Offer the lenders as they are now; the one that is chosen stays, if it is there."""
        chosen = self._lender.currentData()
        self._lender.blockSignals(True)
        self._lender.clear()
        self._lender.addItem(self.tr("全部"), ALL)
        for lender in self._lenders.all():
            self._lender.addItem(lender.name, lender.id)
        self._lender.addItem(self.tr("没写哪一家"), UNTOLD)
        self._lender.setCurrentIndex(max(0, self._lender.findData(chosen)))
        self._lender.blockSignals(False)
        self._tell()

    def wanted(self) -> EvidenceFilter:
        """What the list shall show."""
        first, last = self._range()
        which = self._which.currentData()
        channel, reached = self._channel.currentData(), self._reached.currentData()
        kind, lender = self._kind.currentData(), self._lender.currentData()
        return EvidenceFilter(
            text=" ".join(self.search.text().split()),
            lenders=() if lender in (ALL, None) else (str(lender),),
            channels=() if channel == ALL else (IncidentChannel(channel) if channel else None,),
            reached=() if reached == ALL else (Reached(reached) if reached else None,),
            kinds=() if kind == ALL else (IncidentKind(kind),),
            first=first,
            last=last,
            cell=self._cell,
            night=self._when.currentData() == NIGHT,
            by_contact={CONTACTS: True, OWN: False}.get(which),
            attached={ATTACHED: True, BARE: False}.get(which),
            withdrawn=which == WITHDRAWN,
        )

    def sort(self) -> EvidenceSort:
        """In which order."""
        return EvidenceSort(self._sort.currentData())

    def set_sort(self, sort: EvidenceSort) -> None:
        """Take an order, as a click on the head of a column does."""
        self._sort.setCurrentIndex(self._sort.findData(sort.value))

    def set_cell(self, cell: HourCell | None) -> None:
        """Show one hour of one day only, or no longer."""
        self._cell = cell
        self.changed.emit()

    def clear(self) -> None:
        """Leave nothing out."""
        self._cell = None
        self.blockSignals(True)
        self.search.setText("")
        for combo in (self._lender, self._when, self._channel, self._reached, self._kind):
            combo.setCurrentIndex(0)
        self._which.setCurrentIndex(0)
        self.blockSignals(False)
        self.changed.emit()

    def _range(self) -> tuple[date | None, date | None]:
        when = self._when.currentData()
        if when in DAYS:
            return self._today() - timedelta(days=DAYS[when] - 1), None
        if when == CHOSEN:
            first, last = (
                date(day.year(), day.month(), day.day())
                for day in (self._first.date(), self._last.date())
            )
            return min(first, last), max(first, last)
        return None, None

    def _chosen(self) -> None:
        self._days.setVisible(self._when.currentData() == CHOSEN)
        self.changed.emit()

    def _tell(self) -> None:
        """Say what is left out where the drop-down for it is folded away."""
        parts = []
        if self._cell is not None:
            parts.append(evidence_words.cell(self._cell))
        folded = (self._channel, self._reached, self._kind, self._which)
        parts += [combo.currentText() for combo in folded if combo.currentIndex() > 0]
        self._what.setText(self.tr("只看：{0}").format("，".join(parts)) if parts else "")
        self._what.setVisible(bool(parts))
        self._clear.setVisible(self.wanted() != EvidenceFilter())
