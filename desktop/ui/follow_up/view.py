"""The form of something handed in, with its title and its buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.filings import Filing
from desktop.services.filings import FilingService
from desktop.services.lenders import LenderService
from desktop.ui.follow_up.form import FilingForm
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icons import button_icon
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text


class FilingView(QWidget):
    """What is written stays when the form is left, until it is stored or let go of."""

    stored = Signal(str)
    """Carries the id of what was stored."""
    left = Signal()
    """The person goes back to the list."""
    drop_asked = Signal()
    """The person does not want what stands here."""
    kept = Signal(bool)

    def __init__(
        self, filings: FilingService, lenders: LenderService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._title = Text("", "title")
        column.addWidget(self._title)
        why = self.tr("记下哪天交的、编号是多少，程序算好哪天该有答复，到时提醒你。")
        column.addWidget(Text(why, "small", "muted"))
        self._waiting = Text(
            self.tr("这一项还没有记下。先记下它，或点“不要了”，再去记别的。"), "body", "amber"
        )
        self._waiting.setObjectName("filing_waiting")
        self._waiting.hide()
        column.addWidget(self._waiting)
        self.form = FilingForm(filings, lenders)
        self.form.typed.connect(self._typed)
        self.form.save_asked.connect(self.save)
        scroll = VerticalScroll()
        card = Card(margin=16, spacing=6)
        card.body.addWidget(self.form)
        scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        self._save = Button(self.tr("记下"), primary=True)
        self._save.setObjectName("filing_save")
        self._save.setIcon(button_icon("check", "on_primary"))
        self._save.clicked.connect(self.save)
        leave = LinkButton(self.tr("返回（Esc）"))
        leave.setObjectName("filing_leave")
        leave.clicked.connect(self.left)
        self._drop = LinkButton(self.tr("不要了"))
        self._drop.setObjectName("filing_drop")
        self._drop.clicked.connect(self.drop_asked)
        column.addWidget(flow(self._save, leave, self._drop))
        theme.changed.connect(self._restyle)
        self._restyle()
        self._name()

    def show_filing(self, filing: Filing | None) -> None:
        """Begin anew, or correct something."""
        self.form.show_filing(filing)
        self._name()

    def begin(self, letter: str, lender: str) -> None:
        """Begin with a letter and a lender, if they are known."""
        self.form.begin(letter, lender)
        self._name()

    def resume(self, draft: dict[str, str]) -> None:
        """Put back what stood here before a lock."""
        self.form.resume(draft)
        self._name()

    def save(self) -> None:
        """Store what stands in the form; what cannot be stored stays there."""
        stored = self.form.store()
        self._name()
        self.kept.emit(True)
        self.stored.emit(stored)

    def say_waiting(self) -> None:
        """Say that what stands here comes first: something else was to be noted."""
        self._waiting.show()

    def _name(self) -> None:
        self._waiting.hide()
        editing = self.form.editing is not None
        self._title.setText(self.tr("改一改") if editing else self.tr("记下已提交"))
        self._drop.setVisible(self.form.unsaved())

    def _typed(self) -> None:
        unsaved = self.form.unsaved()
        self._drop.setVisible(unsaved)
        self.kept.emit(not unsaved)

    def _restyle(self) -> None:
        self._save.setMinimumSize(theme.px(150), theme.px(40))
