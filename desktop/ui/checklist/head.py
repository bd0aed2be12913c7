"""Where the person is on the checklist page: the stage, the lender, and what lies elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from desktop.domain.lenders import Lender
from desktop.domain.steps import Stage
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

MANAGE = "+"


class Head(QHBoxLayout):
    """Title, stages and lenders; asks for another place and never goes there itself.

    ``elsewhere`` and ``old_notes`` lead on from below it, each in a line of the page's own.
    """

    stage_asked = Signal(str)
    """The value of a ``Stage``."""
    lender_asked = Signal(str)
    """The id of a lender."""
    lenders_asked = Signal()
    """The person wants to add or manage lenders."""
    move_asked = Signal()
    """The lender shall be in the stage that is shown."""
    old_notes_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lender = ""
        self._offered: list[tuple[str, str]] = []
        self._title = Text("", "title", wrap=False)
        self._stages = Segments(
            [(stage.value, words.stage(stage)) for stage in Stage], self.tr("阶段")
        )
        self._stages.chosen.connect(self.stage_asked)
        self._switch = Combo(self.tr("哪一家"))
        self._switch.setMinimumContentsLength(8)
        self._switch.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._switch.activated.connect(self._lender_chosen)
        self.setSpacing(10)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(10)
        self.addWidget(self._title)
        self.addStretch(1)
        self._controls.addWidget(self._stages, 0, Qt.AlignmentFlag.AlignVCenter)
        self._controls.addWidget(self._switch)
        self.addLayout(self._controls)
        self.elsewhere = WrapLink("", "small", "")
        self.elsewhere.clicked.connect(self.move_asked)
        self.elsewhere.hide()
        self.old_notes = LinkButton("")
        self.old_notes.setObjectName("old_notes")
        self.old_notes.clicked.connect(self.old_notes_asked)
        self.old_notes.hide()

    def show_place(self, title: str, stage: Stage, lender: Lender | None) -> None:
        """Show which list is open, and for whom.

        Args:
            title: The title of the list.
            stage: Its stage.
            lender: Whose list it is; None where there is no lender.
        """
        self._title.setText(title)
        self._stages.set_value(stage.value)
        self._lender = lender.id if lender is not None else ""
        self._switch.setCurrentIndex(max(0, self._switch.findData(self._lender)))
        other = lender is not None and lender.stage is not stage
        self.elsewhere.setVisible(other)
        if lender is None or not other:
            return
        here = words.stage(stage)
        if lender.stage is None:
            told = self.tr("还没填“{0}”走到哪一步。点这里填上：{1}").format(lender.name, here)
        else:
            told = self.tr("“{0}”填的是：{1}。点这里改成：{2}").format(
                lender.name, words.stage(lender.stage), here
            )
        self.elsewhere.setText(told)

    def offer(self, lenders: Sequence[Lender], kinds: dict[str, str]) -> None:
        """Put the lenders into the switch.

        Args:
            lenders: The active lenders.
            kinds: Names of the kinds of lenders by id.
        """
        offered = []
        for lender in lenders:
            known = lender.kind in kinds and lender.kind != "unknown"
            name = f"{lender.name}（{kinds[lender.kind]}）" if known else lender.name
            offered.append((name, lender.id))
        if not offered:
            offered.append((self.tr("还没有添加"), ""))
        offered.append((self.tr("添加或管理各家…"), MANAGE))
        if offered == self._offered:
            return
        self._offered = offered
        self._switch.clear()
        for name, value in offered:
            self._switch.addItem(name, value)

    def offer_old_notes(self, count: int) -> None:
        """Lead to so many notes of steps that are gone; to none, no way leads."""
        self.old_notes.setText(self.tr("以前的备注（{0}）").format(count))
        self.old_notes.setVisible(bool(count))

    def arrange(self, width: int, *, reading: bool) -> None:
        """Stack title and switches where there is no room beside each other.

        Args:
            width: The width of the page.
            reading: Whether a step needs the room of title and switches.
        """
        direction = QHBoxLayout.Direction
        row = direction.TopToBottom if width < theme.px(820) else direction.LeftToRight
        controls = direction.TopToBottom if width < theme.px(560) else direction.LeftToRight
        self.setDirection(row)
        self._controls.setDirection(controls)
        for widget in (self._title, self._stages, self._switch):
            widget.setVisible(not reading)

    def _lender_chosen(self, index: int) -> None:
        chosen = str(self._switch.itemData(index) or "")
        if chosen == MANAGE:
            self._switch.setCurrentIndex(max(0, self._switch.findData(self._lender)))
            self.lenders_asked.emit()
            return
        self.lender_asked.emit(chosen)
