"""What an update of the content did to the person's steps, and the notes no list shows any more."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.moves import Change, OldNote, What
from desktop.ui.dialogs.frame import FrameDialog
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.links import CopyLink, WrapLink
from desktop.ui.widgets.text import Text

SIZE = (560, 520)


def _tr(text: str) -> str:
    return QCoreApplication.translate("moves", text)


def what_happened(what: What) -> str:
    """What became of a step, and of what the person had on it."""
    return {
        What.REVISED: _tr("你完成以后，内容有更新；勾还在。"),
        What.RENAMED: _tr("换成了新的一步；进度、备注、提醒都跟过来了。"),
        What.MERGED: _tr("和别的合成了一步：每一步都完成过，才算完成；备注都在。"),
        What.OTHER_SUBJECT: _tr(
            "改了记法：原来各家一起记的改成每一家分开记，或者反过来；请看看做到哪里，备注都在。"
        ),
        What.SPLIT: _tr("拆成了几步，请看看各做到哪里；备注在第一步。"),
        What.RETIRED: _tr("清单里不再有这一步；备注还在，从清单页的“以前的备注”看。"),
    }[what]


class _ReadingDialog(FrameDialog):
    """Something to read, and a button that closes it; with large text it scrolls."""

    def __init__(self, title: str, lead: str, parent: QWidget) -> None:
        super().__init__(title, parent, window_title=title, size=SIZE, spacing=10)
        self.column.insertWidget(1, Text(lead, "small", "muted"))
        known = Button(self.tr("知道了"), primary=True)
        known.clicked.connect(self.accept)
        self.close_with(known)
        known.setFocus(Qt.FocusReason.OtherFocusReason)


class NewsDialog(_ReadingDialog):
    """Lists the steps an update concerned: the old title, what happened, and the way to today's."""

    opened = Signal(str)
    """The id of the step the person wants to see."""

    def __init__(
        self, changes: tuple[Change, ...], titles: Mapping[str, str], parent: QWidget
    ) -> None:
        """Build the dialog.

        Args:
            changes: What happened.
            titles: Titles of the steps of the pack by id.
            parent: The window it belongs to.
        """
        super().__init__(
            parent.tr("更新了哪几步"),
            parent.tr("你写过的都还在。点一步，就到那里看看。"),
            parent,
        )
        for change in changes:
            self._scroll.body.addWidget(self._card(change, titles))
        self._scroll.body.addStretch(1)

    def _card(self, change: Change, titles: Mapping[str, str]) -> Card:
        card = Card(margin=14, spacing=4)
        card.body.addWidget(Text(change.title, "strong"))
        card.body.addWidget(Text(what_happened(change.what), "small"))
        if change.reason:
            card.body.addWidget(Text(change.reason, "small", "muted"))
        for step in change.now:
            if step in titles:
                link = WrapLink(titles[step], mark="→")
                link.setAccessibleName(self.tr("打开“{0}”").format(titles[step]))
                link.setProperty("step", step)
                link.clicked.connect(self._open)
                card.body.addWidget(link)
        return card

    def _open(self) -> None:
        link = self.sender()
        if isinstance(link, WrapLink):
            step = str(link.property("step"))
            self.accept()
            self.opened.emit(step)


class OldNotesDialog(_ReadingDialog):
    """The notes on steps no list shows any more, to be read and copied."""

    def __init__(self, notes: tuple[OldNote, ...], parent: QWidget) -> None:
        """Build the dialog.

        Args:
            notes: The notes.
            parent: The window it belongs to.
        """
        super().__init__(
            parent.tr("以前的备注"),
            parent.tr("这些备注所在的步骤，清单里已经没有了。备注没有删，可以复制到别处。"),
            parent,
        )
        for note in notes:
            card = Card(margin=14, spacing=4)
            title = note.title or self.tr("以前的一步")
            heading = self.tr("{0}（{1}）").format(title, note.lender) if note.lender else title
            card.body.addWidget(Text(heading, "strong"))
            card.body.addWidget(Text(note.text, selectable=True))
            copy = CopyLink(self.tr("复制"), note.text)
            copy.setAccessibleName(self.tr("复制“{0}”的备注").format(heading))
            card.body.addWidget(copy)
            self._scroll.body.addWidget(card)
        self._scroll.body.addStretch(1)
