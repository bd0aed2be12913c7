"""The whole record of one incident: noted new, or corrected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.incidents import Incident
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui.incidents.form import IncidentForm
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icons import button_icon
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text


class NoteView(QWidget):
    """The form; ``stored`` carries the id of what was stored, ``left`` says the person goes on."""

    stored = Signal(str)
    left = Signal()
    kept = Signal(bool)

    def __init__(
        self,
        incidents: IncidentService,
        lenders: LenderService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._title = Text("", "title")
        self._why = Text("", "small", "muted")
        self.form = IncidentForm(incidents, lenders, whole=True)
        self.form.typed.connect(self._typed)
        self.form.save_asked.connect(self.save)
        column.addWidget(self._title)
        column.addWidget(self._why)
        scroll = VerticalScroll()
        card = Card(margin=16, spacing=6)
        card.body.addWidget(self.form)
        scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        self._save = Button("", primary=True)
        self._save.setObjectName("evidence_save")
        self._save.setIcon(button_icon("check", "on_primary"))
        self._save.clicked.connect(self.save)
        leave = LinkButton(self.tr("不记了（Esc）"))
        leave.setObjectName("evidence_leave_note")
        leave.clicked.connect(self.left)
        column.addWidget(flow(self._save, leave))
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_incident(None)

    def show_incident(self, incident: Incident | None) -> None:
        """Begin a new record, or correct one."""
        self.form.show_incident(incident)
        self._name()

    def resume(self, draft: dict[str, str]) -> None:
        """Put back what stood here before a lock."""
        self.form.resume(draft)
        self._name()

    def save(self) -> None:
        """Store what stands in the form; what cannot be stored stays there."""
        stored = self.form.store()
        self._name()
        self.stored.emit(stored.id)

    def _name(self) -> None:
        editing = self.form.editing is not None
        self._title.setText(self.tr("更正这一笔") if editing else self.tr("记一笔"))
        self._why.setText(
            self.tr(
                "原来写的会留着，你随时看得到；交材料时可以写明改过几次，这样的记录更让人相信。"
            )
            if editing
            else self.tr("只有时间一定要有。什么时候发生、什么时候记下，程序分开存。")
        )
        self._save.setText(self.tr("存下更正") if editing else self.tr("记下"))

    def _typed(self) -> None:
        self.kept.emit(not self.form.unsaved())

    def _restyle(self) -> None:
        self._save.setMinimumSize(theme.px(150), theme.px(40))
