"""The whole record of one incident: noted new, or corrected."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.incidents import Incident
from desktop.services.incidents import IncidentService
from desktop.services.lenders import LenderService
from desktop.ui.incidents.form import IncidentForm
from desktop.ui.widgets.form_view import FormView, FormWords


class NoteView(FormView):
    """The fields of the quick note and more, on a page of their own."""

    def __init__(
        self,
        incidents: IncidentService,
        lenders: LenderService,
        parent: QWidget | None = None,
    ) -> None:
        form = IncidentForm(incidents, lenders, whole=True)
        super().__init__(form, "evidence", parent)
        self.form = form
        self.form.typed.connect(self.typed)
        self.form.save_asked.connect(self.save)
        self.show_incident(None)

    def show_incident(self, incident: Incident | None) -> None:
        """Begin a new record, or correct one."""
        self.form.show_incident(incident)
        self.show_words()

    def resume(self, draft: dict[str, str]) -> None:
        """Put back what stood here before a lock."""
        self.form.resume(draft)
        self.show_words()

    def words(self) -> FormWords:
        """A correction says what becomes of what stood there."""
        waiting = self.tr("这一笔还没有记下。先记下它，或点“不要了”，再去记别的。")
        if self.form.editing is not None:
            return FormWords(
                self.tr("更正这一笔"),
                self.tr(
                    "原来写的会留着，你随时看得到；交材料时可以写明改过几次，这样的记录更让人相信。"
                ),
                self.tr("存下更正"),
                waiting,
            )
        return FormWords(
            self.tr("记一笔"),
            self.tr("只有时间一定要有。什么时候发生、什么时候记下，程序分开存。"),
            self.tr("记下"),
            waiting,
        )

    def unsaved(self) -> bool:
        """Whether something stands here that was not noted."""
        return self.form.begun()

    def store(self) -> str:
        """Note it."""
        return self.form.store().id
