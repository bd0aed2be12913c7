"""The words for a call to the lender, ticked off while talking; what came of it is noted here."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.calls import (
    AGENT_LIMIT,
    REPLY_LIMIT,
    SAID_LIMIT,
    TICKET_LIMIT,
    CallNote,
    CallScript,
)
from desktop.domain.history import Act, Deed
from desktop.domain.incidents import NUMBER_LIMIT
from desktop.domain.steps import CALL_LETTER
from desktop.services.calls import CallService
from desktop.services.history import HistoryService
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui.navigation import NEW_FILING, Target
from desktop.ui.theme import theme
from desktop.ui.widgets.above_all import AboveAll
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.fields import labelled, line_edit
from desktop.ui.widgets.layouts import clear, flow
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.tick_line import TickLine

SIZE = (640, 620)
_FIELD = 220
_BETWEEN = "\n"


class CallCard(AboveAll):
    """One call at a time: nothing that was told is lost before it is noted or given up."""

    kept = Signal(bool)
    """Whether everything that was typed is on disk."""
    went = Signal(object)
    """Carries the ``Target`` the person wants to go to."""

    def __init__(
        self,
        calls: CallService,
        incidents: IncidentService,
        lenders: LenderService,
        history: HistoryService,
    ) -> None:
        super().__init__(self.tr("打客服，边说边勾"), SIZE)
        self._calls = calls
        self._incidents = incidents
        self._lenders = lenders
        self._history = history
        self._lender = ""
        self._began: datetime | None = None
        self._noted = ""
        self._ticket = ""
        """The number that was given in the call noted last."""
        self._lines: list[TickLine] = []
        self._script: CallScript | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    # ---- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 10, 12)
        outer.setSpacing(8)
        self._whom = Text("", "section")
        self._whom.setObjectName("call_whom")
        outer.addWidget(self._whom)
        self._scroll = VerticalScroll(spacing=6)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._scroll.body.addLayout(self._words)
        self._scroll.body.addWidget(Text(self.tr("挂断后一分钟内记下"), "small_strong", "muted"))
        self._scroll.body.addWidget(
            flow(
                self._field("agent", self.tr("客服的名字或工号"), AGENT_LIMIT),
                self._field("reply", self.tr("答应哪天前答复"), REPLY_LIMIT),
                self._field("number", self.tr("打的是哪个号码"), NUMBER_LIMIT),
                spacing=12,
            )
        )
        self._scroll.body.addWidget(
            self._field("said", self.tr("对方怎么说（一句话）"), SAID_LIMIT)
        )
        self._scroll.body.addStretch(1)
        outer.addWidget(self._scroll, 1)
        self._save = Button(self.tr("记下这通电话"), primary=True)
        self._save.setObjectName("call_save")
        self._save.wear("check", "on_primary")
        self._save.clicked.connect(self.save)
        ticket = self._field("ticket", self.tr("工单编号"), TICKET_LIMIT)
        outer.addWidget(flow(ticket, self._save, spacing=12))
        self._said = Text("", "body", "ok")
        self._said.setObjectName("call_said")
        self._undo = LinkButton(self.tr("撤销"))
        self._undo.setObjectName("call_undo")
        self._undo.clicked.connect(self._take_back)
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        self._follow = LinkButton(self.tr("数日子等答复"))
        self._follow.setObjectName("call_follow")
        self._follow.clicked.connect(self._follow_up)
        row.addWidget(self._follow)
        row.addWidget(self._undo)
        outer.addLayout(row)
        outer.addWidget(
            Text(self.tr("Esc 关掉这个小窗；写了的还在，没记下的不会丢。"), "small", "muted")
        )

    def _field(self, name: str, label: str, limit: int) -> QWidget:
        field = line_edit(label, f"call_{name}")
        field.setMaxLength(limit)
        field.textEdited.connect(self._told)
        field.returnPressed.connect(self.save)
        self._fields[name] = field
        return labelled(label, field, 2)

    def _restyle(self) -> None:
        for name, field in self._fields.items():
            field.setFont(theme.font())
            if name != "said":
                field.setFixedWidth(theme.px(_FIELD))

    # ---- showing -----------------------------------------------------------------------------

    def open_for(self, lender: str, beside: QWidget) -> None:
        """Show the words for a call to a lender.

        A call that has not been noted yet stays: what was typed belongs to that one.
        """
        if self.unsaved() and lender != self._lender:
            self._say(self.tr("上一通还没有记下。先记下，再打下一通。"))
        elif lender != self._lender or self._began is None:
            self._begin(lender)
        self.open_beside(beside)
        following = next((line for line in self._lines if not line.isChecked()), None)
        if following is not None:
            following.take_focus()

    def _begin(self, lender: str) -> None:
        """An empty card for the next call."""
        found = self._lenders.get(lender)
        self._lender = "" if found is None else found.id
        name = self.tr("官方客服") if found is None else self.tr("{0}·官方客服").format(found.name)
        self._whom.setText(name)
        self._began = None
        self._noted = ""
        for field in self._fields.values():
            field.setText("")
        self._fill()
        self._say("")
        self.kept.emit(True)

    def _fill(self) -> None:
        clear(self._words)
        self._lines.clear()
        self._script = self._calls.script(self._lender)
        for words, points, token in (
            (self.tr("这些情况先别打"), self._script.avoid, "amber"),
            (self.tr("打了可能会"), self._script.may_happen, "muted"),
        ):
            self._words.addWidget(Text(words, "small_strong", "muted"))
            self._words.addWidget(Points(points, "small", token))
        self._words.addSpacing(6)
        for part in self._script.parts:
            self._words.addWidget(Text(part.heading, "small_strong", "muted"))
            for point in part.points:
                line = TickLine(point)
                line.toggled.connect(self._told)
                self._words.addWidget(line)
                self._lines.append(line)

    # ---- telling -----------------------------------------------------------------------------

    def _told(self) -> None:
        """The call began when the first thing was ticked or typed."""
        if self._began is None:
            self._began = self._incidents.now()
        if self._noted:
            self._noted = ""
            self._say("")
        self.kept.emit(not self.unsaved())

    def save(self) -> None:
        """Write the call into the log, and begin anew; what cannot be stored stays here."""
        began = self._began or self._incidents.now()
        told = {name: field.text() for name, field in self._fields.items()}
        about = () if self._script is None else self._script.spoken_of(self._ticked())
        stored = self._calls.note(CallNote(began, self._lender, about=about, **told))
        self._begin(self._lender)
        self._noted, self._ticket = stored.id, told["ticket"].strip()
        self._say(self.tr("已记下 {0} 打的这通电话，在“证据”里。").format(f"{began:%H:%M}"))

    def _take_back(self) -> None:
        """Nothing but this call: something else may have been done since."""
        taken = self._can_take_back()
        if taken:
            self._history.undo()
        self._noted = ""
        self._say(self.tr("已撤销，没有记。") if taken else "")

    def _follow_up(self) -> None:
        """Note that the call was taken down, where the days until the reply are counted."""
        self.close()  # Nothing waits in it, and it would lie on the form.
        self.went.emit(
            Target(
                "follow_up",
                lender=self._lender,
                section=NEW_FILING,
                entry=CALL_LETTER,
                part=self._ticket,
            )
        )

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._offer_undo()

    def _offer_undo(self) -> None:
        self._undo.setVisible(self._can_take_back())
        self._follow.setVisible(bool(self._noted and self._ticket))

    def _can_take_back(self) -> bool:
        last = Act(Deed.INCIDENT_ADDED, detail=self._noted)
        return bool(self._noted) and self._history.can_undo() == last

    def _ticked(self) -> frozenset[str]:
        return frozenset(line.text() for line in self._lines if line.isChecked())

    # ---- what stands here --------------------------------------------------------------------

    def unsaved(self) -> bool:
        """Whether words stand in the fields that are not on disk."""
        return any(field.text().strip() for field in self._fields.values())

    def give_up(self) -> None:
        """Let go of the words in the fields."""
        self._begin(self._lender)

    def draft(self) -> dict[str, str]:
        """What was told and not noted; empty if that is nothing."""
        told = {name: field.text() for name, field in self._fields.items()}
        told["ticked"] = _BETWEEN.join(sorted(self._ticked()))
        if self._began is None or not any(told.values()):
            return {}
        told |= {"lender": self._lender, "began": self._began.isoformat()}
        return {name: text for name, text in told.items() if text}

    def resume(self, draft: Mapping[str, str]) -> None:
        """Put back what stood here before a lock."""
        self._begin(draft.get("lender", ""))
        ticked = draft.get("ticked", "").split(_BETWEEN)
        for line in self._lines:
            line.setChecked(line.text() in ticked)
        for name, field in self._fields.items():
            field.setText(draft.get(name, ""))
        with suppress(ValueError):
            self._began = datetime.fromisoformat(draft.get("began", ""))
        self.kept.emit(not self.unsaved())
