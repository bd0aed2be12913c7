"""What to say on the phone: in large type on the page, and in a small window above all others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.scripts import Script, ScriptUse
from desktop.services.library import LibraryService
from desktop.ui.theme import theme
from desktop.ui.widgets.above_all import AboveAll
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.rule_card import checked_line
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.text import Text

PROMPTER_SIZE = (690, 440)
WIDEST = 760


class Prompter(AboveAll):
    """The words alone, very large, above all other windows while the person is on the phone."""

    def __init__(self, scripts: tuple[Script, ...]) -> None:
        super().__init__(self.tr("电话里怎么说"), PROMPTER_SIZE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 14, 10, 14)
        scroll = VerticalScroll(spacing=18)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # The arrow keys scroll.
        scroll.setAccessibleName(self.tr("电话里怎么说"))
        for script in scripts:
            for line in script.lines:
                scroll.body.addWidget(Text(line.text, "prompt"))
        scroll.body.addStretch(1)
        outer.addWidget(scroll, 1)
        outer.addWidget(Text(self.tr("Esc 关掉这个小窗"), "small", "muted"))


class SayScreen(QWidget):
    """Every script that is to be said, line by line, each with its reason folded away."""

    def __init__(self, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._scripts = library.scripts(ScriptUse.SAY)
        self._prompter: Prompter | None = None
        # In a wide window the reasons stay near the words they belong to.
        self._column = QWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column, 1)
        row.addStretch(0)
        body = QVBoxLayout(self._column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self._enlarge = Button(self.tr("放大，一直显示在最前面"), primary=True)
        self._enlarge.setObjectName("enlarge")
        self._enlarge.wear("text-size", "on_primary")
        self._enlarge.clicked.connect(self._show_prompter)
        for script in self._scripts:
            body.addWidget(Text(script.title, "title"))
            if script is self._scripts[0]:
                tip = self.tr("能录音就先开录音。念完就挂，不争、不解释。")
                body.addWidget(Text(tip, "lead", "muted"))
                body.addWidget(flow(self._enlarge))
            for line in script.lines:
                self._add_line(body, line.text, line.why)
            self._add_rules(body, script)
        body.addStretch(1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._column.setMaximumWidth(theme.px(WIDEST))

    def take_focus(self) -> None:
        """Return makes the words large at once."""
        self._enlarge.setFocus(Qt.FocusReason.OtherFocusReason)

    def dispose(self) -> None:
        """Take the small window away."""
        if self._prompter is not None:
            self._prompter.close()
            self._prompter.deleteLater()
            self._prompter = None

    def _add_line(self, body: QVBoxLayout, text: str, why: str) -> None:
        fold = Fold(self.tr("为什么这么说"), self.tr("收起"), text)
        fold.body.addWidget(Text(why, "body", "muted", selectable=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Text(text, "say", selectable=True), 1)
        row.addWidget(fold.toggle)
        body.addLayout(row)
        body.addWidget(fold)

    def _add_rules(self, body: QVBoxLayout, script: Script) -> None:
        fold = Fold(self.tr("依据"), self.tr("收起依据"), script.title)
        for ref in script.rules:
            fold.body.addWidget(Text(self._library.cite(ref), "small", "muted", selectable=True))
        note = self._library.pack().info.gist_note
        checked = checked_line(script.checked, script.confidence)
        fold.body.addWidget(Text(f"{note}。{checked}", "small", "muted"))
        body.addWidget(flow(fold.toggle))
        body.addWidget(fold)

    def _show_prompter(self) -> None:
        if self._prompter is None:
            self._prompter = Prompter(self._scripts)
        self._prompter.open_beside(self.window())
