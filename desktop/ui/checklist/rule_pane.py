"""The rules that a step rests on, beside it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.steps import Step
from desktop.services.library import LibraryService
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import replace
from desktop.ui.widgets.rule_card import RuleCard
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text


class RulePane(Card):
    """Follows the step a moment later, so that the step itself is on the screen at once.

    Whoever walks through the list sees steps; the rules are there where they stop. While it lies
    behind a tab, it waits until it is shown.
    """

    document_asked = Signal(str)
    """Id of the rule document to open."""

    def __init__(self, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, spacing=10, parent=parent)
        self._library = library
        self._step: Step | None = None
        self._shown: Step | None = None
        self.body.addWidget(Text(self.tr("依据"), "section"))
        self._scroll = VerticalScroll(spacing=16)
        self._content = QWidget()
        self._scroll.body.addWidget(self._content)
        self._scroll.body.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._catch_up)

    def show_step(self, step: Step) -> None:
        """Show the rules of a step."""
        self._step = step
        if self.isVisible():
            self._soon.start()
        elif not self.isHidden():
            self._catch_up()  # The page is made ready before it is shown.

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Come out from behind a tab with the right rules."""
        self._catch_up()
        super().showEvent(event)

    def _catch_up(self) -> None:
        step = self._step
        if step is None or step is self._shown:
            return
        self._shown = step
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(self._scroll.body.spacing())
        if not step.rules:
            body.addWidget(
                Text(self.tr("这一步是经验之谈，没有直接依据的条文。"), "small", "muted")
            )
        for ref in step.rules:
            card = RuleCard(ref, self._library, compact=True)
            card.document_asked.connect(self.document_asked)
            card.steps_asked.connect(self.document_asked)
            body.addWidget(card)
        if step.rules:
            body.addWidget(Text(self._library.pack().info.gist_note, "small", "muted"))
        replace(self._content, content)
        self._content = content
        self._scroll.verticalScrollBar().setValue(0)
