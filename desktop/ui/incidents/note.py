"""Ten seconds to note what happened: a few clicks, one line, saved at once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.history import Act, Deed
from desktop.domain.incidents import Incident, IncidentChannel, Reached
from desktop.services.history import HistoryService
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui import incident_words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.icons import button_icon
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.moment_edit import MomentEdit
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

SHOWN = 5
CLOCK_MS = 5000


class NoteScreen(QWidget):
    """The form on the left, the last few notes on the right.

    Nothing has to be told but the time, which runs along until somebody touches it. What is being
    written stays in the form until it is stored, wherever the person goes in between.
    """

    storing: QWidget
    """The buttons that store; whoever shows the screen places them where they stay in sight."""
    answer: QWidget
    """What came of it, likewise."""

    kept = Signal(bool)
    """Whether everything that was typed is on disk."""

    def __init__(
        self,
        incidents: IncidentService,
        lenders: LenderService,
        history: HistoryService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._incidents = incidents
        self._lenders = lenders
        self._history = history
        self._editing: Incident | None = None
        self._own_time = False
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addWidget(Text(self.tr("十秒钟记一笔"), "title"))
        columns = Columns(820)
        columns.add(self._form(), 3)
        self._list = Card(margin=16, spacing=8)
        columns.add(self._list, 2)
        body.addWidget(columns)
        body.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self._run_along)
        self._empty()

    # ---- building ----------------------------------------------------------------------------

    def _form(self) -> Card:
        card = Card(margin=16, spacing=6)
        self._moment = MomentEdit(self.tr("什么时候"))
        self._moment.setObjectName("incident_time")
        self._moment.told.connect(self._time_told)
        earlier = []
        for minutes in (5, 10):
            button = LinkButton(self.tr("−{0} 分钟").format(minutes))
            button.setAccessibleName(self.tr("提前 {0} 分钟").format(minutes))
            button.setProperty("minutes", minutes)
            button.clicked.connect(self._earlier)
            earlier.append(button)
        now = LinkButton(self.tr("现在"))
        now.clicked.connect(self._now)
        self._field(card, self.tr("什么时候"), flow(self._moment, *earlier, now))
        self._channel = Segments(
            [(value.value, incident_words.channel(value)) for value in IncidentChannel],
            self.tr("怎么来的"),
            clearable=True,
        )
        self._channel.chosen.connect(self._channel.set_value)
        self._field(card, self.tr("怎么来的"), self._channel)
        self._reached = Segments(
            [(value.value, incident_words.reached(value)) for value in Reached],
            self.tr("找到了谁"),
            clearable=True,
        )
        self._reached.chosen.connect(self._reached.set_value)
        self._field(card, self.tr("找到了谁"), self._reached)
        self._lender = Combo(self.tr("哪一家"))
        self._lender.setObjectName("incident_lender")
        self._number = self._line_edit("incident_number", self.tr("对方号码"), 240)
        self._field(card, self.tr("哪一家、对方号码（可以不填）"), flow(self._lender, self._number))
        self._line = self._line_edit("incident_line", self.tr("一句话"), 0)
        self._line.setPlaceholderText(self.tr("说了什么，照原话写一句"))
        self._field(card, self.tr("一句话（可以不填）"), self._line)
        self._save = Button(self.tr("记下"), primary=True)
        self._save.setObjectName("incident_save")
        self._save.setIcon(button_icon("check", "on_primary"))
        self._save.clicked.connect(self.save)
        self._leave_edit = LinkButton(self.tr("不改了"))
        self._leave_edit.setObjectName("incident_leave_edit")
        self._leave_edit.clicked.connect(self._empty)
        self.storing = flow(self._save, self._leave_edit)
        self._said = Text("", "body", "ok")
        self._said.setObjectName("incident_said")
        self._take_back = LinkButton(self.tr("撤销"))
        self._take_back.setObjectName("incident_undo")
        self._take_back.clicked.connect(self._undo)
        self.answer = QWidget()
        row = QHBoxLayout(self.answer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said, 1)
        row.addWidget(self._take_back)
        card.body.addStretch(1)
        theme.changed.connect(self._restyle)
        self._restyle()
        return card

    def _field(self, card: Card, name: str, widget: QWidget) -> None:
        card.body.addWidget(Text(name, "small", "muted"))
        card.body.addWidget(widget)

    def _line_edit(self, name: str, label: str, width: int) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setProperty("wanted", width)
        field.textChanged.connect(self._typed)
        field.returnPressed.connect(self.save)
        if width:
            field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return field

    def _restyle(self) -> None:
        self._save.setMinimumSize(theme.px(150), theme.px(42))
        self._number.setFixedWidth(theme.px(180))

    # ---- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew; what is being written stays."""
        if self._editing is not None and self._incidents.get(self._editing.id) is None:
            self._set_editing(None)  # It was undone; what stands in the form can be noted anew.
        self._fill_lenders(str(self._lender.currentData() or ""))
        self._fill_list()
        self._offer_undo()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The clock runs while it can be seen."""
        self._run_along()
        self._clock.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """It need not run otherwise."""
        self._clock.stop()
        super().hideEvent(event)

    def take_focus(self) -> None:
        """The first thing to tell is how they came."""
        self._channel.button(IncidentChannel.CALL.value).setFocus(Qt.FocusReason.TabFocusReason)

    def _fill_lenders(self, chosen: str) -> None:
        self._lender.clear()
        self._lender.addItem(self.tr("不清楚是哪家"), "")
        for lender in self._lenders.all():
            if not lender.archived or lender.id == chosen:
                self._lender.addItem(lender.name, lender.id)
        self._lender.setCurrentIndex(max(0, self._lender.findData(chosen)))

    def _fill_list(self) -> None:
        body = self._list.body
        with keeping_focus(self._list):
            clear(body)
            count = self._incidents.count()
            body.addWidget(Text(self.tr("最近记下的（共 {0} 笔）").format(count), "section"))
            if not count:
                body.addWidget(Text(self.tr("记下一笔，就会出现在这里。"), "body", "muted"))
            for incident in self._incidents.latest(SHOWN):
                self._add_row(incident)
            body.addStretch(1)

    def _add_row(self, incident: Incident) -> None:
        about = self._about(incident)
        self._list.body.addWidget(Text(about, "strong", selectable=True))
        if incident.line:
            self._list.body.addWidget(Text(incident.line, "body", selectable=True))
        links: list[QWidget] = []
        for words_, act in ((self.tr("改"), self._edit), (self.tr("删"), self._remove)):
            link = LinkButton(words_)
            link.setAccessibleName(f"{words_}：{about}")
            link.setProperty("incident", incident.id)
            link.clicked.connect(act)
            links.append(link)
        self._list.body.addWidget(flow(*links))

    def _about(self, incident: Incident) -> str:
        lender = self._lenders.get(incident.lender) if incident.lender else None
        return incident_words.incident(incident, "" if lender is None else lender.name)

    # ---- the time ----------------------------------------------------------------------------

    def _run_along(self) -> None:
        if not self._own_time and self._editing is None:
            self._moment.show_moment(self._incidents.now())

    def _time_told(self) -> None:
        self._own_time = True

    def _earlier(self) -> None:
        button = self.sender()
        if isinstance(button, LinkButton):
            minutes = timedelta(minutes=int(button.property("minutes")))
            self._moment.show_moment(self._moment.moment() - minutes)
            self._own_time = True

    def _now(self) -> None:
        self._moment.show_moment(self._incidents.now())
        self._own_time = False

    # ---- storing -----------------------------------------------------------------------------

    def save(self) -> None:
        """Store what stands in the form; what cannot be stored stays there."""
        self._moment.interpretText()
        self._run_along()
        editing = self._editing
        told = Incident(
            id="" if editing is None else editing.id,
            at=self._moment.moment(),
            channel=_channel(self._channel.value()),
            reached=_reached(self._reached.value()),
            lender=str(self._lender.currentData() or ""),
            number=self._number.text(),
            line=self._line.text(),
        )
        if editing is None:
            stored = self._incidents.add(
                told.at,
                channel=told.channel,
                reached=told.reached,
                lender=told.lender,
                number=told.number,
                line=told.line,
            )
            said = self.tr("已记下：{0}").format(self._about(stored))
        else:
            self._incidents.change(told)
            said = self.tr("已改好：{0}").format(self._about(told))
        self._empty()
        self._said.setText(said)
        self._offer_undo()

    def _remove(self) -> None:
        link = self.sender()
        if not isinstance(link, LinkButton):
            return
        incident = self._incidents.get(str(link.property("incident")))
        if incident is not None:
            self._incidents.withdraw(incident.id)
            self._said.setText(self.tr("已删：{0}").format(self._about(incident)))
            self._removed = incident.id
            self._offer_undo()

    def _undo(self) -> None:
        self._history.undo()
        self._said.setText(self.tr("已放回来"))

    def _offer_undo(self) -> None:
        """Offer to bring back what was just removed, as long as nothing was done since."""
        act = Act(Deed.INCIDENT_REMOVED, detail=self._removed)
        self._take_back.setVisible(bool(self._removed) and self._history.can_undo() == act)

    # ---- what stands in the form -------------------------------------------------------------

    def unsaved(self) -> bool:
        """Whether words stand in the form that are not on disk."""
        before = self._editing or Incident("", self._incidents.now())
        typed = (self._number.text().strip(), self._line.text().strip())
        return typed != (before.number, before.line) and any(typed)

    def give_up(self) -> None:
        """Let go of the words in the form."""
        self._empty()

    def draft(self) -> dict[str, str]:
        """What stands in the form and was not stored; empty if nothing was told yet."""
        chosen = {"channel": self._channel.value(), "reached": self._reached.value()}
        if self._editing is None and not self.unsaved() and not any(chosen.values()):
            return {}
        told = {
            **chosen,
            "editing": "" if self._editing is None else self._editing.id,
            "at": self._moment.moment().isoformat() if self._own_time or self._editing else "",
            "lender": str(self._lender.currentData() or ""),
            "number": self._number.text(),
            "line": self._line.text(),
        }
        return {name: text for name, text in told.items() if text}

    def resume(self, draft: Mapping[str, str]) -> None:
        """Put into the form what stood there before a lock."""
        self._empty()
        self._set_editing(self._incidents.get(draft.get("editing", "")))
        with suppress(ValueError):
            self._moment.show_moment(datetime.fromisoformat(draft.get("at", "")))
            self._own_time = True
        self._channel.set_value(draft.get("channel", ""))
        self._reached.set_value(draft.get("reached", ""))
        self._fill_lenders(draft.get("lender", ""))
        self._number.setText(draft.get("number", ""))
        self._line.setText(draft.get("line", ""))
        self._typed()

    def _empty(self) -> None:
        self._set_editing(None)
        self._removed = ""
        self._own_time = False
        self._channel.set_value("")
        self._reached.set_value("")
        # Not clear(): undo would bring back words that are stored already.
        self._number.setText("")
        self._line.setText("")
        self._fill_lenders("")
        self._said.setText("")
        self._take_back.hide()
        self._run_along()
        self.kept.emit(True)

    def _edit(self) -> None:
        link = self.sender()
        if not isinstance(link, LinkButton):
            return
        incident = self._incidents.get(str(link.property("incident")))
        if incident is None:
            return
        self._empty()
        self._set_editing(incident)
        self._moment.show_moment(incident.at)
        self._channel.set_value(incident.channel or "")
        self._reached.set_value(incident.reached or "")
        self._fill_lenders(incident.lender)
        self._number.setText(incident.number)
        self._line.setText(incident.line)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_editing(self, incident: Incident | None) -> None:
        self._editing = incident
        self._save.setText(self.tr("记下") if incident is None else self.tr("存下修改"))
        self._leave_edit.setVisible(incident is not None)

    def _typed(self) -> None:
        self.kept.emit(not self.unsaved())


def _channel(value: str) -> IncidentChannel | None:
    return IncidentChannel(value) if value else None


def _reached(value: str) -> Reached | None:
    return Reached(value) if value else None
