"""The pictures of one incident, large: one at a time, the next by an arrow, away by Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.services.attachments import AttachmentService
from desktop.ui.evidence.canvas import Canvas
from desktop.ui.evidence.pictures import Pictures
from desktop.ui.evidence.preview import Seen
from desktop.ui.evidence.zoom_bar import ZoomBar
from desktop.ui.widgets.acting import acting
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text

MARGIN = 16
_SHARE = 0.94
"""Of the window it belongs to."""


class LargeDialog(QDialog):
    """Shows pictures; a covered one only when asked for, each time anew."""

    open_asked = Signal(str)
    """The person wants to see a file with a program of the system; carries its id."""

    def __init__(
        self,
        attachments: AttachmentService,
        files: tuple[Attachment, ...],
        first: str,
        parent: QWidget,
    ) -> None:
        """Show one of some pictures.

        Args:
            attachments: Gives their bytes.
            files: The pictures the arrows lead through.
            first: The id of the one to begin with.
            parent: The window it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("看图"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files = files
        self._at = next(place for place, file in enumerate(files) if file.id == first)
        self._pictures = Pictures(attachments, self)
        self._pictures.fetched.connect(self._fetched)
        self._title = Text("", "strong")
        self._title.setObjectName("picture_title")
        self._name = self._where = ""
        self.canvas = Canvas()
        self.canvas.zoomed.connect(self._show_zoom)
        uncover = Button(self.tr("看这一张"), primary=True)
        self._uncover = acting(uncover, "picture_uncover", self._show_picture)
        self._before = acting(Button(self.tr("‹ 上一张")), "picture_before", self._go_before)
        self._after = acting(Button(self.tr("下一张 ›")), "picture_after", self._go_after)
        opening = acting(Button(self.tr("打开看")), "picture_open", self._open)
        opening.setToolTip(self.tr("用电脑里看图的程序打开一份副本"))
        close = acting(Button(self.tr("关闭（Esc）")), "picture_close", self.reject)
        self._bar = ZoomBar(self.canvas, self)
        zooms = self._bar.widgets
        self._buttons = flow(self._uncover, self._before, self._after, *zooms, opening, close)
        self._lay_out(parent)
        for key, go in (
            (Qt.Key.Key_Left, self._go_left),
            (Qt.Key.Key_Right, self._go_right),
            ("Ctrl+PgUp", self._go_before),
            ("Ctrl+PgDown", self._go_after),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(go)
        self._show()

    def _lay_out(self, parent: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self.canvas.framed(), 1)
        foot = QHBoxLayout()
        foot.addWidget(self._buttons, 1)
        column.addLayout(foot)
        self.resize(parent.window().size() * _SHARE)

    # ---- going through them ------------------------------------------------------------------

    def _go_left(self) -> None:
        """What is wider than the window is moved; what is not gives way to the one before it."""
        if not self.canvas.move_across(-1):
            self._go_before()

    def _go_right(self) -> None:
        if not self.canvas.move_across(1):
            self._go_after()

    def _go_before(self) -> None:
        self._go(-1)

    def _go_after(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        at = self._at + step
        if 0 <= at < len(self._files):
            self._at = at
            self._show()

    def _show(self) -> None:
        """Show where it is, and the picture unless that is covered."""
        file = self._files[self._at]
        self._pictures.forget()
        name = self.tr("已遮住的图片") if file.covered else file.shown_name
        name = name or self.tr("没有名字的图片")
        where = self.tr("第 {0} 张，共 {1} 张").format(self._at + 1, len(self._files))
        self._name = name
        self._where = f"{name}　{where}" if len(self._files) > 1 else name
        self._before.setVisible(len(self._files) > 1)
        self._after.setVisible(len(self._files) > 1)
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at + 1 < len(self._files))
        self._uncover.setVisible(file.covered)
        if file.covered:
            words = self.tr("这一张遮住了，想看的时候再看。")
            self.canvas.show_picture(name, None, words)
            self._uncover.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_picture()

    def _show_picture(self) -> None:
        file = self._files[self._at]
        self._uncover.hide()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.canvas.show_picture(self._name, None, self.tr("正在取图…"))
        self._pictures.forget()
        self._pictures.ask(file, None)

    def _fetched(self, file: str, seen: Seen, words: str) -> None:
        if file == self._files[self._at].id:
            self.canvas.show_picture(self._name, seen.levels, words)

    def _show_zoom(self) -> None:
        percent = self.canvas.percent()
        told = "" if percent is None else f"　{percent}%"
        self._title.setText(f"{self._where}{told}")

    def _open(self) -> None:
        self.open_asked.emit(self._files[self._at].id)
