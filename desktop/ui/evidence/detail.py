"""One incident: what was told, what stood there before, what is there and what is missing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.evidence_gaps import EvidenceState
from desktop.domain.incidents import Incident, Revision
from desktop.services.attachments import AttachmentService
from desktop.services.evidence import EvidenceService
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui import evidence_words, incident_words
from desktop.ui.evidence.files import FilesPanel
from desktop.ui.widgets.acting import acting
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.text import Text


class DetailCard(Card):
    """Shows one incident, or how many are chosen."""

    filled = Signal()
    """It shows something else now."""
    correct_asked = Signal(str)
    """The id of the incident to correct."""
    hand_over_asked = Signal(str)
    """The id of the one incident to hand over; the button above the list takes them all."""
    withdraw_asked = Signal()
    """All that are chosen shall be withdrawn."""

    def __init__(
        self,
        evidence: EvidenceService,
        incidents: IncidentService,
        lenders: LenderService,
        attachments: AttachmentService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margin=16, spacing=8, parent=parent)
        self._evidence = evidence
        self._incidents = incidents
        self._lenders = lenders
        self._shown = ""
        self._told = _box()
        self._state = _box()
        self.files = FilesPanel(attachments)
        for part in (self._told, self.files, self._state):
            self.body.addWidget(part)

    def shown(self) -> str:
        """The id of the incident that is shown; empty for none or several."""
        return self._shown

    def show_nothing(self, *, empty: bool) -> None:
        """Say what would be shown here.

        Args:
            empty: Whether there is nothing at all in the log.
        """
        self._shown = ""
        words = (
            self.tr("还没有记录。有人来电、来信、上门，点“记一笔”，三十秒就好。")
            if empty
            else self.tr("在左边选一笔，这里看全部内容。")
        )
        self._fill_told([Text(words, "body", "muted")])
        self.files.show_incident("")
        clear(_column(self._state))
        self.filled.emit()

    def show_many(self, count: int) -> None:
        """Offer what can be done with several at once."""
        self._shown = ""
        self.files.show_incident("")
        words = self.tr("撤回这 {0} 笔").format(count)
        withdraw = acting(Button(words), "evidence_withdraw", self.withdraw_asked)
        self._fill_told(
            [
                Text(self.tr("选了 {0} 笔").format(count), "section"),
                Text(
                    self.tr("撤回的仍然读得到，随时可以恢复；也可以按 Ctrl+Z。"), "small", "muted"
                ),
                flow(withdraw),
            ]
        )
        clear(_column(self._state))
        self.filled.emit()

    def show_incident(self, incident: str) -> bool:
        """Show an incident as it is now; False if there is none any more."""
        found = self._evidence.get(incident)
        if found is None:
            return False
        self._shown = incident
        self._fill_told(self._parts(found))
        self.files.show_incident("" if found.withdrawn else incident)
        self._fill_state(found, self._evidence.state(incident))
        self.filled.emit()
        return True

    # ---- what was told -----------------------------------------------------------------------

    def _fill_told(self, parts: list[QWidget]) -> None:
        with keeping_focus(self._told):
            clear(_column(self._told))
            for part in parts:
                _column(self._told).addWidget(part)

    def _parts(self, incident: Incident) -> list[QWidget]:
        parts: list[QWidget] = [Text(self._title(incident), "section", selectable=True)]
        chips: list[QWidget] = []
        if incident.withdrawn:
            chips.append(Chip(self.tr("已撤回"), "neutral"))
        if incident.at_night:
            chips.append(Chip(self.tr("22:00–8:00"), "amber"))
        if incident.noted_after is not None:
            chips.append(Chip(evidence_words.noted_after(incident.noted_after), "neutral"))
        if incident.by_contact:
            chips.append(Chip(self.tr("接到的人自己记的"), "soft"))
        chips += [Chip(evidence_words.suspected(kind), "amber") for kind in incident.kinds]
        if incident.line:
            parts.append(Text(incident.line, "lead", selectable=True))
        if chips:
            parts.append(flow(*chips))
        if incident.kinds:
            parts.append(
                Text(
                    self.tr("是不是、够不够用，由有权的机构认定；这里只写你看到的。"),
                    "small",
                    "muted",
                )
            )
        told = [
            (self.tr("哪一家"), self._lender(incident.lender)),
            (self.tr("号码"), incident.number),
            (self.tr("具体是谁"), incident.contact),
        ]
        about = "　".join(f"{name}：{words}" for name, words in told if words)
        if about:
            parts.append(Text(about, "body", "muted", selectable=True))
        if incident.created:
            created = datetime.fromisoformat(incident.created).astimezone(incident.at.tzinfo)
            parts.append(
                Text(
                    self.tr("记下的时间：{0}").format(f"{created:%Y-%m-%d %H:%M}"), "small", "muted"
                )
            )
        parts.append(self._acts(incident))
        parts += self._before(incident)
        return parts

    def _title(self, incident: Incident) -> str:
        parts = [f"{incident.at:%Y-%m-%d %H:%M}"]
        if incident.channel is not None:
            parts.append(incident_words.channel(incident.channel))
        if incident.reached is not None:
            parts.append(incident_words.reached(incident.reached))
        return " · ".join(parts)

    def _lender(self, lender: str) -> str:
        found = self._lenders.get(lender) if lender else None
        return "" if found is None else found.name

    def _acts(self, incident: Incident) -> QWidget:
        if incident.withdrawn:
            return flow(acting(Button(self.tr("恢复这一笔")), "evidence_put_back", self._put_back))
        return flow(
            acting(Button(self.tr("更正")), "evidence_correct", self._correct),
            acting(Button(self.tr("撤回")), "evidence_withdraw", self._withdraw),
            acting(Button(self.tr("只交这一笔…")), "evidence_bundle_one", self._hand_over),
        )

    def _before(self, incident: Incident) -> list[QWidget]:
        """The words that stood there, which a correction never takes away."""
        if not incident.revision:
            return []
        revisions = self._evidence.revisions(incident.id)

        def fill(body: QVBoxLayout) -> None:
            for revision in revisions:
                body.addWidget(Text(self._old(revision), "small", "muted", selectable=True))

        fold = Fold(
            self.tr("更正过 {0} 次，看原来写的").format(len(revisions)),
            self.tr("收起原来写的"),
            self.tr("这一笔"),
            fill=fill,
        )
        return [flow(fold.toggle), fold]

    def _old(self, revision: Revision) -> str:
        until = datetime.fromisoformat(revision.until).astimezone(revision.incident.at.tzinfo)
        words = evidence_words.revision(revision, self._lender(revision.incident.lender))
        return self.tr("{0} 以前：{1}").format(f"{until:%m-%d %H:%M}", words)

    # ---- what it has to show -----------------------------------------------------------------

    def _fill_state(self, incident: Incident, state: EvidenceState) -> None:
        column = _column(self._state)
        clear(column)
        if incident.withdrawn:
            return
        lines = (
            (self.tr("已经有"), "、".join(map(evidence_words.held, state.held))),
            (self.tr("还缺"), "、".join(map(evidence_words.gap, state.gaps))),
        )
        for name, words in lines:
            if words:
                column.addWidget(Text(self.tr("{0}：{1}").format(name, words), "body"))
        if state.next_act is not None:
            column.addWidget(
                Text(
                    self.tr("下一步：{0}").format(evidence_words.next_act(state.next_act)),
                    "body",
                    "soft_text",
                )
            )
        words = self.tr("缺着也没关系，有什么放什么。")
        if not incident.kinds:  # Else it stands above already.
            words += self.tr("够不够用，由受理的机构判断。")
        column.addWidget(Text(words, "small", "muted"))

    # ---- what the person does ----------------------------------------------------------------

    def _correct(self) -> None:
        self.correct_asked.emit(self._shown)

    def _hand_over(self) -> None:
        self.hand_over_asked.emit(self._shown)

    def _withdraw(self) -> None:
        self._incidents.withdraw(self._shown)

    def _put_back(self) -> None:
        self._incidents.put_back(self._shown)


def _box() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return box


def _column(box: QWidget) -> QVBoxLayout:
    column = box.layout()
    assert isinstance(column, QVBoxLayout)
    return column
