"""A form that fills a page: its title, what it is for, and the buttons below it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text


class FormWords(NamedTuple):
    """What stands around a form.

    Attributes:
        title: What is being done.
        why: What to know about it.
        save: On the button that stores it.
        waiting: What is said where something else was to be written meanwhile.
    """

    title: str
    why: str
    save: str
    waiting: str


class FormView(QWidget):
    """What is written stays when the form is left, until it is stored or let go of.

    Whoever derives from it says what stands around the form, and how it is stored.
    """

    stored = Signal(str)
    """Carries the id of what was stored."""
    left = Signal()
    """The person goes back to the list."""
    drop_asked = Signal()
    """The person does not want what stands here."""
    kept = Signal(bool)
    """Whether nothing stands here that is not stored."""

    def __init__(self, form: QWidget, name: str, parent: QWidget | None = None) -> None:
        """Build it around a form; ``show_words`` fills in what stands around it.

        Args:
            form: The fields.
            name: What names of the parts begin with.
            parent: Parent widget.
        """
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._title = Text("", "title")
        self._why = Text("", "small", "muted")
        self._waiting = Text("", "body", "amber")
        self._waiting.setObjectName(f"{name}_waiting")
        self._waiting.hide()
        for text in (self._title, self._why, self._waiting):
            column.addWidget(text)
        scroll = VerticalScroll()
        card = Card(margin=16, spacing=6)
        card.body.addWidget(form)
        scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        self._save = Button("", primary=True)
        self._save.setObjectName(f"{name}_save")
        self._save.wear("check", "on_primary")
        self._save.clicked.connect(self.save)
        leave = LinkButton(self.tr("返回（Esc）"))
        leave.setObjectName(f"{name}_leave")
        leave.clicked.connect(self.left)
        self._drop = LinkButton(self.tr("不要了"))
        self._drop.setObjectName(f"{name}_drop")
        self._drop.clicked.connect(self.drop_asked)
        column.addWidget(flow(self._save, leave, self._drop))
        theme.changed.connect(self._restyle)
        self._restyle()

    # ---- for whoever derives from it ---------------------------------------------------------

    def words(self) -> FormWords:
        """What stands around the form as it is now."""
        raise NotImplementedError

    def unsaved(self) -> bool:
        """Whether something stands in the form that is not stored."""
        raise NotImplementedError

    def store(self) -> str:
        """Store what stands in the form; the id of what was stored."""
        raise NotImplementedError

    def show_words(self) -> None:
        """Show what stands around the form; something else stands in it now."""
        self._waiting.hide()
        self.name()

    def name(self) -> None:
        """Say what the form is for now: what is corrected in it may be gone."""
        words = self.words()
        self._title.setText(words.title)
        self._why.setText(words.why)
        self._save.setText(words.save)
        self._waiting.setText(words.waiting)
        self._drop.setVisible(self.unsaved())

    # ---- what the person does ----------------------------------------------------------------

    def save(self) -> None:
        """Store what stands in the form; what cannot be stored stays there."""
        stored = self.store()
        self.show_words()
        self.kept.emit(True)
        self.stored.emit(stored)

    def say_waiting(self) -> None:
        """Say that what stands here comes first: something else was to be written."""
        self._waiting.show()

    def typed(self) -> None:
        """Something was changed in the form."""
        unsaved = self.unsaved()
        self._drop.setVisible(unsaved)
        self.kept.emit(not unsaved)

    def _restyle(self) -> None:
        self._save.setMinimumSize(theme.px(150), theme.px(40))
