"""Building blocks of what is shown about an entry of the library, and links to elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.confidence import Confidence
from desktop.domain.rule_refs import RuleRef
from desktop.domain.steps import Step
from desktop.services.library import LibraryService
from desktop.ui.library import entries as sections
from desktop.ui.navigation import Target
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.rule_card import (
    RuleCard,
    checked_line,
)
from desktop.ui.widgets.text import Text

STEPS_IN_SIGHT = 6
LIBRARY = "library"


class TargetLink(WrapLink):
    """A link to another place in the window."""

    asked = Signal(object)

    def __init__(self, text: str, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._target = target
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.asked.emit(self._target)


class Detail(QWidget):
    """Building blocks that every kind of entry uses."""

    went = Signal(object)
    """Carries a ``Target``, on this page or elsewhere."""
    steps_asked = Signal(str)
    """Id of a rule document whose steps are asked for."""

    def __init__(self, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self.steps_heading: Text | None = None
        self.places: dict[str, QWidget] = {}
        self.doors: QVBoxLayout | None = None
        """Room for what the entry means for the person's lenders, where it means something."""

    def head(self, title: str, chips: Iterable[tuple[str, str]] = ()) -> None:
        """Chips above the title of the entry."""
        shown = [Chip(text, tone) for text, tone in chips if text]
        if shown:
            self.body.addWidget(flow(*shown, spacing=6))
        self.body.addWidget(Text(title, "heading", selectable=True))

    def section(self, title: str) -> Text:
        """A heading inside the entry."""
        self.body.addSpacing(8)
        heading = Text(title, "section")
        self.body.addWidget(heading)
        return heading

    def line(self, text: str, role: str = "body", token: str = "text") -> None:
        """A paragraph; nothing for an empty text."""
        if text:
            self.body.addWidget(Text(text, role, token, selectable=True))

    def small(self, text: str) -> None:
        """A muted line; nothing for an empty text."""
        self.line(text, "small", "muted")

    def points(self, title: str, points: Iterable[str]) -> None:
        """Sentences under a heading; nothing where there are none."""
        listed = tuple(point for point in points if point)
        if listed:
            self.section(title)
            self.body.addWidget(Points(listed))

    def paragraph(self, title: str, text: str) -> None:
        """One paragraph under a heading; nothing for an empty text."""
        if text:
            self.section(title)
            self.line(text)

    def rules(self, refs: tuple[RuleRef, ...]) -> None:
        """The provisions the entry rests on, and the reservation that goes with a gist."""
        if not refs:
            return
        self.section(self.tr("依据"))
        for ref in refs:
            card = Card("inset", None, margin=14, spacing=6)
            rule = RuleCard(ref, self.library)
            rule.document_asked.connect(self._open_document)
            rule.steps_asked.connect(self.steps_asked)
            card.body.addWidget(rule)
            self.body.addWidget(card)
        self.small(self.library.pack().info.gist_note)

    def steps(self, title: str, steps: Iterable[Step]) -> None:
        """Links to steps, the first few in sight; nothing where there are none."""
        listed = tuple(steps)
        if not listed:
            return
        self.steps_heading = self.section(title)
        stages = {
            step: checklist
            for checklist in self.library.checklists()
            for phase in checklist.phases
            for step in phase.steps
        }
        links = []
        for step in listed:
            checklist = stages[step.id]
            links.append(
                self.link(
                    f"{checklist.short_title}·{step.title}",
                    Target("checklist", stage=checklist.stage.value, step=step.id),
                )
            )
        # One more in sight is better than a fold that hides a single step.
        in_sight = len(links) if len(links) <= STEPS_IN_SIGHT + 1 else STEPS_IN_SIGHT
        for link in links[:in_sight]:
            self.body.addWidget(link)
        if links[in_sight:]:
            fold = Fold(
                self.tr("还有 {0} 步").format(len(links) - in_sight), self.tr("收起"), title
            )
            for link in links[in_sight:]:
                fold.body.addWidget(link)
            self.body.addWidget(fold)
            self.body.addWidget(fold.toggle)

    def link(self, text: str, target: Target) -> TargetLink:
        """A link that leaves the entry."""
        link = TargetLink(text, target)
        link.asked.connect(self.went)
        return link

    def channel_links(self, channels: Iterable[str]) -> None:
        """Links to channels under a heading; nothing where there are none."""
        listed = tuple(channels)
        if not listed:
            return
        self.section(self.tr("可以找谁"))
        for channel in listed:
            self.body.addWidget(self._channel_link(channel))

    def _channel_link(self, channel: str) -> TargetLink:
        target = Target(LIBRARY, section=sections.CHANNELS, entry=channel)
        return self.link(self.library.channel(channel).name, target)

    def leave_room_for_doors(self) -> None:
        """Which channel is meant for the person's lenders will stand here."""
        self.doors = QVBoxLayout()
        self.body.addLayout(self.doors)

    def checked(self, checked: str, confidence: Confidence) -> None:
        """When the entry was last checked, at its end."""
        self.body.addSpacing(4)
        self.small(checked_line(checked, confidence))

    def _open_document(self, document: str) -> None:
        self.went.emit(Target(LIBRARY, section=sections.RULES, entry=document))
