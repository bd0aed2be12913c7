"""What is told of one incident: the fields, shared by the quick note and the whole record."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.incidents import (
    LATE_AFTER,
    Incident,
    IncidentChannel,
    IncidentKind,
    Reached,
    suggested_kinds,
)
from desktop.domain.touched import touched
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui import evidence_words, incident_words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.fields import labelled, line_edit
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.moment_edit import MomentEdit
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

CLOCK_MS = 5000
_BETWEEN = " "


class IncidentForm(QWidget):
    """Nothing has to be told but the time, which runs along until somebody touches it.

    What is being written stays until it is stored or let go.
    """

    typed = Signal()
    """Something was changed by the person."""
    save_asked = Signal()

    def __init__(
        self,
        incidents: IncidentService,
        lenders: LenderService,
        *,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build an empty form.

        Args:
            incidents: Gives the time.
            lenders: Those that can be named.
            whole: Whether also kinds and contacts are asked for.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._incidents = incidents
        self._lenders = lenders
        self._editing: Incident | None = None
        self._shown = Incident("", incidents.now())
        self._own_time = False
        self._kinds: dict[IncidentKind, QCheckBox] = {}
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(6)
        self._build_time()
        self._build_usual()
        self._line = self._line_edit("incident_line", self.tr("一句话"))
        self._line.setPlaceholderText(self.tr("说了什么，照原话写一句"))
        self._field(self.tr("一句话（可以不填）"), self._line)
        self._contact = self._line_edit("incident_contact", self.tr("具体是谁"))
        self._contact.setPlaceholderText(self.tr("比如：表姐、单位前台"))
        self._by_contact = self._check(self.tr("是接到的人自己记下的"))
        self._by_contact.setObjectName("incident_by_contact")
        if whole:
            self._build_kinds()
            self._field(self.tr("找到别人时，具体是谁（可以不填）"), self._contact)
            self._body.addWidget(self._by_contact)
        else:
            for unasked in (self._contact, self._by_contact):
                unasked.setParent(self)
                unasked.hide()
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self._run_along)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_incident(None)

    # ---- building ----------------------------------------------------------------------------

    def _build_time(self) -> None:
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
        self._late = Text("", "small", "amber", wrap=False)
        self._late.setObjectName("incident_late")
        self._field(self.tr("什么时候"), flow(self._moment, *earlier, now, self._late))

    def _build_usual(self) -> None:
        self._channel = Segments(
            [(value.value, incident_words.channel(value)) for value in IncidentChannel],
            self.tr("怎么来的"),
            clearable=True,
        )
        self._reached = Segments(
            [(value.value, incident_words.reached(value)) for value in Reached],
            self.tr("找到了谁"),
            clearable=True,
        )
        for row in (self._channel, self._reached):
            row.chosen.connect(row.set_value)
            row.chosen.connect(self._changed)
            self._field(row.accessibleName(), row)
        self._lender = Combo(self.tr("哪一家"))
        self._lender.setObjectName("incident_lender")
        self._lender.activated.connect(self._changed)
        self._number = self._line_edit("incident_number", self.tr("对方号码"))
        self._number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._number.setPlaceholderText(self.tr("电话、微信号或账号"))
        pair = [
            self._labelled(self.tr("哪一家（可以不填）"), self._lender),
            self._labelled(self.tr("对方号码（可以不填）"), self._number),
        ]
        self._body.addWidget(flow(*pair, spacing=14))

    def _build_kinds(self) -> None:
        boxes = []
        for kind in IncidentKind:
            box = self._check(evidence_words.kind(kind))
            box.setObjectName(f"incident_kind_{kind}")
            self._kinds[kind] = box
            boxes.append(box)
        self._field(
            self.tr("像是哪一种（可以多选，也可以不选；是不是，由有权的机构认定）"),
            flow(*boxes, spacing=14),
        )
        self._night = LinkButton(self.tr("这个时间在 22:00–8:00 之间，点这里勾上“夜间打扰”"))
        self._night.setObjectName("incident_night")
        self._night.clicked.connect(self._take_night)
        self._body.addWidget(self._night)

    def _check(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setFont(theme.font())
        box.toggled.connect(self._changed)
        return box

    def _field(self, name: str, widget: QWidget) -> None:
        self._body.addWidget(Text(name, "small", "muted"))
        self._body.addWidget(widget)

    def _labelled(self, name: str, widget: QWidget) -> QWidget:
        return labelled(name, widget, self._body.spacing())

    def _line_edit(self, name: str, label: str) -> QLineEdit:
        field = line_edit(label, name)
        field.textChanged.connect(self._changed)
        field.returnPressed.connect(self.save_asked)
        return field

    def _restyle(self) -> None:
        self._number.setFixedWidth(theme.px(180))
        for box in (*self._kinds.values(), self._by_contact):
            box.setFont(theme.font())

    # ---- showing -----------------------------------------------------------------------------

    @property
    def editing(self) -> Incident | None:
        """The incident that is being corrected; None while a new one is told."""
        return self._editing

    def refresh(self) -> None:
        """Read everything anew; what is being written stays."""
        if self._editing is not None:
            self._follow(self._incidents.get(self._editing.id))
        self._fill_lenders(str(self._lender.currentData() or ""))

    def _follow(self, incident: Incident | None) -> None:
        """What nobody touched here is as it was changed elsewhere: noting this would undo that."""
        if incident is None and not self.begun() and not self.isVisible():
            self.show_incident(None)
        elif incident is None:
            self._editing = None  # It was undone; what stands here can be noted anew.
        elif incident != self._editing:
            kept = touched(self._shown, self._told())
            self._editing = incident
            self._put(incident)
            self._shown = self._told()
            self._put(self._shown._replace(**kept))
            self._changed()

    def show_incident(self, incident: Incident | None) -> None:
        """Show an incident to be corrected, or an empty form."""
        self._own_time = False
        self._editing = incident
        self._put(incident or Incident("", self._incidents.now()))
        self._shown = self._told()
        self._changed()

    def _put(self, told: Incident) -> None:
        self.blockSignals(True)
        self._moment.show_moment(told.at)
        self._channel.set_value(told.channel or "")
        self._reached.set_value(told.reached or "")
        self._fill_lenders(told.lender)
        # Not clear(): undo would bring back words that are stored already.
        self._number.setText(told.number)
        self._line.setText(told.line)
        self._contact.setText(told.contact)
        self._by_contact.setChecked(told.by_contact)
        for kind, box in self._kinds.items():
            box.setChecked(kind in told.kinds)
        self.blockSignals(False)

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
        """The first thing to tell is how they came; of a correction, the words."""
        if self._editing is None:
            self._channel.button(IncidentChannel.CALL.value).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_lenders(self, chosen: str) -> None:
        self._lender.clear()
        self._lender.addItem(self.tr("不清楚是哪家"), "")
        for lender in self._lenders.all():
            if not lender.archived or lender.id == chosen:
                self._lender.addItem(lender.name, lender.id)
        self._lender.setCurrentIndex(max(0, self._lender.findData(chosen)))

    def _changed(self) -> None:
        self._say_late()
        if self._kinds:
            channel = _channel(self._channel.value())
            night = IncidentKind.NIGHT in suggested_kinds(self._moment.moment(), channel)
            self._night.setVisible(night and not self._kinds[IncidentKind.NIGHT].isChecked())
        self.typed.emit()

    def _say_late(self) -> None:
        """Say beforehand how the record will say it: noted so long afterwards."""
        created = None if self._editing is None else self._editing.created
        noted = datetime.fromisoformat(created) if created else self._incidents.now()
        passed = noted - self._moment.moment()
        late = passed >= LATE_AFTER
        self._late.setText(evidence_words.noted_after(passed) if late else "")
        self._late.setVisible(late)

    def _take_night(self) -> None:
        self._kinds[IncidentKind.NIGHT].setChecked(True)

    # ---- the time ----------------------------------------------------------------------------

    def _run_along(self) -> None:
        if not self._own_time and self._editing is None:
            self._moment.show_moment(self._incidents.now())

    def _time_told(self) -> None:
        self._own_time = True
        self._changed()

    def _earlier(self) -> None:
        button = self.sender()
        if isinstance(button, LinkButton):
            minutes = timedelta(minutes=int(button.property("minutes")))
            self._moment.show_moment(self._moment.moment() - minutes)
            self._time_told()

    def _now(self) -> None:
        self._moment.show_moment(self._incidents.now())
        self._own_time = False
        self._changed()

    # ---- what stands in it -------------------------------------------------------------------

    def told(self) -> Incident:
        """What stands in the form; what it does not ask for stays as it was."""
        self._moment.interpretText()
        self._run_along()
        return self._told()

    def _told(self) -> Incident:
        before = self._editing or Incident("", self._moment.moment())
        return before._replace(
            at=self._moment.moment(),
            channel=_channel(self._channel.value()),
            reached=_reached(self._reached.value()),
            lender=str(self._lender.currentData() or ""),
            number=self._number.text(),
            line=self._line.text(),
            contact=self._contact.text(),
            by_contact=self._by_contact.isChecked(),
            kinds=self._chosen_kinds() if self._kinds else before.kinds,
        )

    def store(self) -> Incident:
        """Store what stands in the form, and empty it; what cannot be stored stays there.

        Raises:
            UserProblem: It could not be stored.
        """
        told = self.told()
        if self._editing is None:
            told = self._incidents.add(
                told.at,
                channel=told.channel,
                reached=told.reached,
                lender=told.lender,
                number=told.number,
                line=told.line,
                kinds=told.kinds,
                contact=told.contact,
                by_contact=told.by_contact,
            )
        else:
            self._incidents.change(told)
        self.show_incident(None)
        return told

    def unsaved(self) -> bool:
        """Whether words stand in the form that are not on disk."""
        before = self._editing or Incident("", self._incidents.now())
        fields = (self._number, self._line, self._contact)
        typed = tuple(field.text().strip() for field in fields)
        return typed != (before.number, before.line, before.contact) and any(typed)

    def begun(self) -> bool:
        """Whether anything else stands in the form than at first: words, a choice, another time."""
        told = self._told()
        if self._editing is None and not self._own_time:
            told = told._replace(at=self._shown.at)
        return told != self._shown

    def draft(self) -> dict[str, str]:
        """What stands in the form and was not stored; empty if nothing was told yet."""
        chosen = {
            "channel": self._channel.value(),
            "reached": self._reached.value(),
            "kinds": _BETWEEN.join(self._chosen_kinds()),
            "by_contact": "1" if self._by_contact.isChecked() else "",
        }
        if self._editing is None and not self.unsaved() and not any(chosen.values()):
            return {}
        told = {
            **chosen,
            "editing": "" if self._editing is None else self._editing.id,
            "at": self._moment.moment().isoformat() if self._own_time or self._editing else "",
            "lender": str(self._lender.currentData() or ""),
            "number": self._number.text(),
            "line": self._line.text(),
            "contact": self._contact.text(),
        }
        return {name: text for name, text in told.items() if text}

    def resume(self, draft: Mapping[str, str]) -> None:
        """Put into the form what stood there before a lock."""
        self.show_incident(self._incidents.get(draft.get("editing", "")))
        with suppress(ValueError):
            self._moment.show_moment(datetime.fromisoformat(draft.get("at", "")))
            self._own_time = True
        self._channel.set_value(draft.get("channel", ""))
        self._reached.set_value(draft.get("reached", ""))
        self._fill_lenders(draft.get("lender", ""))
        self._number.setText(draft.get("number", ""))
        self._line.setText(draft.get("line", ""))
        self._contact.setText(draft.get("contact", ""))
        self._by_contact.setChecked(bool(draft.get("by_contact")))
        for kind, box in self._kinds.items():
            box.setChecked(kind in draft.get("kinds", "").split(_BETWEEN))
        self._changed()

    def _chosen_kinds(self) -> tuple[IncidentKind, ...]:
        return tuple(kind for kind, box in self._kinds.items() if box.isChecked())


def _channel(value: str) -> IncidentChannel | None:
    return IncidentChannel(value) if value else None


def _reached(value: str) -> Reached | None:
    return Reached(value) if value else None
