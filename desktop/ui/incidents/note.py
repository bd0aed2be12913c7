"""Ten seconds to note what happened: a few clicks, one line, saved at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.history import Act, Deed
from desktop.domain.incidents import Incident
from desktop.services.history import HistoryService
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui import incident_words
from desktop.ui.incidents.form import IncidentForm
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.text import Text

SHOWN = 5


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
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addWidget(Text(self.tr("十秒钟记一笔"), "title"))
        columns = Columns(820)
        columns.add(self._told_card(), 3)
        self._list = Card(margin=16, spacing=8)
        columns.add(self._list, 2)
        body.addWidget(columns)
        body.addStretch(1)
        self._empty()

    # ---- building ----------------------------------------------------------------------------

    def _told_card(self) -> Card:
        card = Card(margin=16, spacing=6)
        self._form = IncidentForm(self._incidents, self._lenders)
        self._form.typed.connect(self._typed)
        self._form.save_asked.connect(self.save)
        card.body.addWidget(self._form)
        self._save = Button(self.tr("记下"), primary=True)
        self._save.setObjectName("incident_save")
        self._save.wear("check", "on_primary")
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

    def _restyle(self) -> None:
        self._save.setMinimumSize(theme.px(150), theme.px(42))

    # ---- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew; what is being written stays."""
        self._form.refresh()
        self._name_save()
        self._fill_list()
        self._offer_undo()

    def take_focus(self) -> None:
        """The first thing to tell is how they came."""
        self._form.take_focus()

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
        for words_, act in ((self.tr("改"), self._edit), (self.tr("撤回"), self._withdraw)):
            link = LinkButton(words_)
            link.setAccessibleName(f"{words_}：{about}")
            link.setProperty("incident", incident.id)
            link.clicked.connect(act)
            links.append(link)
        self._list.body.addWidget(flow(*links))

    def _about(self, incident: Incident) -> str:
        lender = self._lenders.get(incident.lender) if incident.lender else None
        return incident_words.incident(incident, "" if lender is None else lender.name)

    # ---- storing -----------------------------------------------------------------------------

    def save(self) -> None:
        """Store what stands in the form; what cannot be stored stays there."""
        editing = self._form.editing
        stored = self._form.store()
        self._empty()
        said = self.tr("已记下：{0}") if editing is None else self.tr("已改好：{0}")
        self._said.setText(said.format(self._about(stored)))
        self._offer_undo()

    def _withdraw(self) -> None:
        link = self.sender()
        if not isinstance(link, LinkButton):
            return
        incident = self._incidents.get(str(link.property("incident")))
        if incident is not None:
            self._incidents.withdraw(incident.id)
            self._said.setText(self.tr("已撤回：{0}").format(self._about(incident)))
            self._withdrawn = incident.id
            self._offer_undo()

    def _undo(self) -> None:
        self._history.undo()
        self._said.setText(self.tr("已放回来"))

    def _offer_undo(self) -> None:
        """Offer to bring back what was just withdrawn, as long as nothing was done since."""
        act = Act(Deed.INCIDENT_REMOVED, detail=self._withdrawn)
        self._take_back.setVisible(bool(self._withdrawn) and self._history.can_undo() == act)

    # ---- what stands in the form -------------------------------------------------------------

    def unsaved(self) -> bool:
        """Whether words stand in the form that are not on disk."""
        return self._form.unsaved()

    def give_up(self) -> None:
        """Let go of the words in the form."""
        self._empty()

    def draft(self) -> dict[str, str]:
        """What stands in the form and was not stored; empty if nothing was told yet."""
        return self._form.draft()

    def resume(self, draft: Mapping[str, str]) -> None:
        """Put into the form what stood there before a lock."""
        self._empty()
        self._form.resume(draft)
        self._name_save()

    def _empty(self) -> None:
        self._form.show_incident(None)
        self._name_save()
        self._withdrawn = ""
        self._said.setText("")
        self._take_back.hide()
        self.kept.emit(True)

    def _edit(self) -> None:
        link = self.sender()
        if not isinstance(link, LinkButton):
            return
        incident = self._incidents.get(str(link.property("incident")))
        if incident is None:
            return
        self._empty()
        self._form.show_incident(incident)
        self._name_save()
        self._form.take_focus()

    def _name_save(self) -> None:
        editing = self._form.editing is not None
        self._save.setText(self.tr("存下修改") if editing else self.tr("记下"))
        self._leave_edit.setVisible(editing)

    def _typed(self) -> None:
        self.kept.emit(not self.unsaved())
