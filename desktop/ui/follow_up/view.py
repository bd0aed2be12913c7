"""The form of something handed in, with its title and its buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.filings import Filing
from desktop.services.filings import FilingService
from desktop.services.lenders import LenderService
from desktop.ui.follow_up.form import FilingForm
from desktop.ui.widgets.form_view import FormView, FormWords


class FilingView(FormView):
    """Begun anew, with a letter that is known, or to correct something."""

    def __init__(
        self, filings: FilingService, lenders: LenderService, parent: QWidget | None = None
    ) -> None:
        form = FilingForm(filings, lenders)
        super().__init__(form, "filing", parent)
        self.form = form
        self.form.typed.connect(self.typed)
        self.form.save_asked.connect(self.save)
        self.show_words()

    def show_filing(self, filing: Filing | None) -> None:
        """Begin anew, or correct something."""
        self.form.show_filing(filing)
        self.show_words()

    def begin(self, letter: str, lender: str, ticket: str = "") -> None:
        """Begin with a letter, a lender and the number that was given, if they are known."""
        self.form.begin(letter, lender, ticket)
        self.show_words()

    def resume(self, draft: dict[str, str]) -> None:
        """Put back what stood here before a lock."""
        self.form.resume(draft)
        self.show_words()

    def words(self) -> FormWords:
        """The same whether it is new or corrected, but for the title."""
        editing = self.form.editing is not None
        return FormWords(
            self.tr("改一改") if editing else self.tr("记下已提交"),
            self.tr("记下哪天交的、编号是多少，程序算好哪天该有答复，到时提醒你。"),
            self.tr("记下"),
            self.tr("这一项还没有记下。先记下它，或点“不要了”，再去记别的。"),
        )

    def unsaved(self) -> bool:
        """Whether something stands here that was not noted."""
        return self.form.unsaved()

    def store(self) -> str:
        """Note it."""
        return self.form.store()
