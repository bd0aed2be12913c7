"""What to write to those who may be called: short, true, and ready to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.scripts import Script, ScriptUse
from desktop.services.library import LibraryService
from desktop.ui.clipboard import put_text
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import SAID_FOR_MS
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text


class CopyButton(Button):
    """Puts a text on the clipboard and says so for a moment, in words and to a screen reader."""

    def __init__(self, copied: str, subject: str, parent: QWidget | None = None) -> None:
        self._copied = copied
        super().__init__("", primary=True, parent=parent)
        self._usual, self._done = self.tr("复制"), self.tr("已复制")
        self._subject = subject
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAID_FOR_MS)
        self._timer.timeout.connect(self._say_usual)
        self.clicked.connect(self._copy)
        self.wear("copy", "on_primary")
        self._say_usual()

    def _restyle(self) -> None:
        super()._restyle()
        # The button keeps its width when its words change.
        widest = QFontMetrics(self.font()).horizontalAdvance("已复制")
        self.setMinimumWidth(widest + theme.px(64))

    def _say_usual(self) -> None:
        self._say(self._usual)

    def _say(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(f"{words}：{self._subject}")

    def _copy(self) -> None:
        put_text(self._copied)
        self._say(self._done)
        self._timer.start()


class TellScreen(QWidget):
    """Every script that is to be sent, each as one message."""

    def __init__(self, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(Text(self.tr("告诉亲友"), "title"))
        body.addWidget(Text(self.tr("先说一声，他们接到电话就不慌。一对一发。"), "lead", "muted"))
        columns = Columns(700)
        self._first: CopyButton | None = None
        for script in library.scripts(ScriptUse.SEND):
            columns.add(self._card(script))
        body.addWidget(columns)
        caution = Card("amber_soft", None, margin=14, spacing=4)
        caution.body.addWidget(
            Points(
                (
                    self.tr("只写真话：和你的情况不一样的，改了再发。"),
                    self.tr("没报过警，就不写报过警。"),
                    self.tr("担保人、共同借款人不用这两段，另外谈。"),
                ),
                spacing=2,
            )
        )
        body.addWidget(caution)
        body.addStretch(1)

    def take_focus(self) -> None:
        """Return copies the first message."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, script: Script) -> Card:
        card = Card(spacing=10)
        message = "".join(line.text for line in script.lines)
        card.body.addWidget(Text(script.title, "section"))
        card.body.addWidget(Text(message, "lead", selectable=True))
        copy = CopyButton(message, script.title)
        self._first = self._first or copy
        fold = Fold(self.tr("为什么这么写"), self.tr("收起"), script.title)
        fold.body.addWidget(Points((line.why for line in script.lines), "body", "muted"))
        card.body.addWidget(flow(copy, fold.toggle))
        card.body.addWidget(fold)
        card.body.addStretch(1)
        return card
