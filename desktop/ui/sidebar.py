"""The side bar: a way to every page, and the lock where there is something to lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import words
from desktop.ui.page_list import PAGES, shown_by
from desktop.ui.theme import theme
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.text import Text

WIDTH = 208


class Sidebar(QWidget):
    """An entry for every page that has one, on a ground of its own."""

    page_asked = Signal(str)
    """The person chose an entry; carries the name of its page."""

    lock_asked = Signal()
    """The person wants everything locked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, NavButton] = {}
        self._lock: NavButton | None = None
        self._shown = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 18, 12, 16)
        self._column.setSpacing(5)
        self._column.addWidget(Text(self.tr("安心清单"), "brand", "primary", wrap=False))
        self._column.addWidget(Text(self.tr("借前有数·逾期不慌"), "small", "muted"))
        self._column.addSpacing(12)
        self._add_pages()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _add_pages(self) -> None:
        bottom = False
        for entry in PAGES:
            if entry.under:
                continue
            if entry.bottom and not bottom:
                self._column.addStretch(1)
            bottom = entry.bottom
            button = NavButton(entry.title(), entry.icon, words.keys(entry.keys), entry.tone)
            button.setObjectName(f"nav_{entry.name}")
            button.setProperty("page", entry.name)
            button.clicked.connect(self._clicked)
            button.toggled.connect(self._toggled)
            self._column.addWidget(button)
            self._buttons[entry.name] = button

    def button(self, name: str) -> NavButton:
        """The entry of a page."""
        return self._buttons[name]

    def last(self) -> NavButton:
        """The entry that the Tab key meets last."""
        return self._buttons[PAGES[-1].name]

    def show_page(self, name: str) -> None:
        """Fill the entry of the page that is open."""
        self._shown = shown_by(name)
        self._buttons[self._shown].setChecked(True)

    def show_lock(self, shown: bool) -> None:
        """Offer to lock, where something can be locked."""
        if shown and self._lock is None:
            self._add_lock()
        if self._lock is not None:
            self._lock.setVisible(shown)

    def _add_lock(self) -> None:
        """Locks at once; it is no page."""
        lock = NavButton(self.tr("立即锁定"), "lock", words.keys("Ctrl+L"))
        lock.setObjectName("nav_lock")
        lock.setAutoExclusive(False)
        lock.setCheckable(False)
        lock.clicked.connect(self.lock_asked)
        before, after = self._buttons["incidents"], self._buttons["settings"]
        self._column.insertWidget(self._column.indexOf(after), lock)
        QWidget.setTabOrder(before, lock)
        QWidget.setTabOrder(lock, after)
        self._lock = lock

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            self.page_asked.emit(str(button.property("page")))

    def _toggled(self, checked: bool) -> None:
        """A screen reader turns the entry of a page on without a click."""
        button = self.sender()
        if checked and isinstance(button, NavButton) and button.property("page") != self._shown:
            self._clicked()

    def _restyle(self) -> None:
        wanted = max(button.sizeHint().width() for button in self._buttons.values()) + 28
        self.setFixedWidth(max(WIDTH, wanted))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        # Not fillRect: its overloads would load all of QGradient at every start.
        painter = QPainter(self)
        painter.setPen(theme.color("sidebar"))
        painter.setBrush(theme.color("sidebar"))
        painter.drawRect(self.rect())
