"""Asks what shall stand on paper, shows it small, and prints it or saves it as PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.progress import PERSON
from desktop.domain.steps import Stage
from desktop.domain.typesetting import HEIGHT, WIDTH, PaperPage
from desktop.services.paper import Paper, PaperService, Wish
from desktop.ui import ask, words
from desktop.ui.printing import paint_page, print_pages, which_printer
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.scroll import VerticalScroll
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

PAGE, WHOLE = "page", "whole"
PREVIEW_HEIGHT = 480
COLUMN_WIDTH, COLUMN_HEIGHT = 380, 460
MARGIN = 22


class _Preview(QWidget):
    """The first page, small."""

    def __init__(self) -> None:
        super().__init__()
        self._page: PaperPage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_page(self, page: PaperPage) -> None:
        self._page = page
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(PREVIEW_HEIGHT * WIDTH / HEIGHT), PREVIEW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        # Paper is white in a dark room too.
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self._page is not None:
            paint_page(painter, self._page, self.height() / HEIGHT)


class PaperDialog(QDialog):
    """Makes a sheet anew with every choice; closing it lets go of everything."""

    def __init__(self, paper: PaperService, stage: Stage, lender: str, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            paper: Makes the sheets.
            stage: The list to begin with.
            lender: The lender to begin with; one that cannot be chosen counts as nobody.
            parent: The window it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印或存成 PDF"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._service = paper
        self._stage = stage
        self._extent = PAGE
        self._paper: Paper | None = None
        self._saved: Path | None = None
        self._build_choices(lender)
        self._build_answers()
        self._lay_out(parent)
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)
        self._make()

    def _lay_out(self, parent: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(MARGIN)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Text(self.tr("打印或存成 PDF"), "heading"))
        # With large text it scrolls; the buttons stay.
        scroll = VerticalScroll(spacing=6)
        for name, field in (
            (self._lender.accessibleName(), self._lender),
            (self._stages.accessibleName(), self._stages),
            (self._extents.accessibleName(), self._extents),
        ):
            scroll.body.addWidget(Text(name, "small_strong", "muted"))
            scroll.body.addWidget(field)
            scroll.body.addSpacing(6)
        scroll.body.addWidget(self._named)
        scroll.body.addWidget(Text(self.tr("不打勾，纸上就看不出是哪一家。"), "small", "muted"))
        scroll.body.addSpacing(6)
        scroll.body.addWidget(self._told)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        column.addWidget(self._where)
        column.addWidget(self._folder)
        column.addWidget(flow(self._save, self._print, self._close))
        row.addLayout(column, 1)
        row.addWidget(self._preview, 0, Qt.AlignmentFlag.AlignTop)
        room = parent.window().size()
        wanted = theme.px(COLUMN_WIDTH) + self._preview.sizeHint().width() + 3 * MARGIN
        self._preview.setVisible(wanted <= room.width())
        self.resize(
            min(wanted, room.width()),
            min(max(theme.px(COLUMN_HEIGHT), PREVIEW_HEIGHT) + 2 * MARGIN, room.height()),
        )

    def _build_choices(self, lender: str) -> None:
        self._lender = Combo(self.tr("哪一家"))
        for known in self._service.lenders():
            self._lender.addItem(known.name, known.id)
        self._lender.addItem(self.tr("不分哪一家"), PERSON)
        at = self._lender.findData(lender)
        self._lender.setCurrentIndex(at if at >= 0 else self._lender.count() - 1)
        self._lender.activated.connect(self._lender_chosen)
        self._stages = Segments(
            [(stage.value, words.stage(stage)) for stage in Stage], self.tr("阶段")
        )
        self._stages.chosen.connect(self._stage_chosen)
        self._extents = Segments(
            [(PAGE, self.tr("只要一页")), (WHOLE, self.tr("完整清单"))], self.tr("多少")
        )
        self._extents.chosen.connect(self._extent_chosen)
        self._named = QCheckBox(self.tr("写上名字"))
        self._named.setFont(theme.font())
        self._named.toggled.connect(self._make)

    def _build_answers(self) -> None:
        self._preview = _Preview()
        self._preview.setAccessibleName(self.tr("第一页的样子"))
        self._told = Text("", "body", "soft_text")
        self._told.setObjectName("paper_told")
        self._where = Text("", "small", "ok", selectable=True)
        self._where.setObjectName("paper_where")
        self._where.hide()
        self._folder = LinkButton(self.tr("打开文件夹"), "folder")
        self._folder.clicked.connect(self._open_folder)
        self._folder.hide()
        self._save = Button(self.tr("存成 PDF…"), primary=True)
        self._save.clicked.connect(self._save_asked)
        self._print = Button(self.tr("打印…"))
        self._print.clicked.connect(self._print_asked)
        self._close = Button(self.tr("关闭"))
        self._close.clicked.connect(self.reject)

    # ---- choices -----------------------------------------------------------------------------

    def _lender_chosen(self) -> None:
        chosen = self._lender.currentData()
        for lender in self._service.lenders():
            if lender.id == chosen and lender.stage is not None:
                self._stage = lender.stage
        self._make()

    def _stage_chosen(self, value: str) -> None:
        self._stage = Stage(value)
        self._make()

    def _extent_chosen(self, value: str) -> None:
        self._extent = value
        self._make()

    def _make(self) -> None:
        """Lay the sheet out as it is chosen now, and show it."""
        lender = str(self._lender.currentData() or PERSON)
        self._named.setEnabled(lender != PERSON)
        self._stages.set_value(self._stage.value)
        self._extents.set_value(self._extent)
        self._where.hide()
        self._folder.hide()
        wish = Wish(
            lender,
            self._stage,
            whole=self._extent == WHOLE,
            named=self._named.isEnabled() and self._named.isChecked(),
        )
        self._paper = self._service.make(wish)
        self._preview.show_page(self._paper.pages[0])
        self._told.setText(self._about(self._paper))

    def _about(self, paper: Paper) -> str:
        told = [self.tr("A4 纸，{0} 页。").format(len(paper.pages))]
        if paper.left_out:
            told.append(self.tr("还有 {0} 件写不下，要的话选“完整清单”。").format(paper.left_out))
        if paper.missing:
            told.append(
                self.tr("有的字印不出来，纸上用 □ 代替：{0}").format("".join(paper.missing))
            )
        return "".join(told)

    # ---- saving and printing -----------------------------------------------------------------

    def _save_asked(self) -> None:
        if self._paper is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = ask.where_to_save(
            self, Path(folder) / self._paper.file_name, self.tr("PDF 文件"), "pdf"
        )
        if path is None:
            return
        self._service.save(self._paper, path)
        self._saved = path
        where = self.tr("已存到：{0}").format(path)
        self._say(f"{where}\n{words.unlocked()}")
        self._folder.show()

    def _print_asked(self) -> None:
        if self._paper is None:
            return
        printer = which_printer(self, self.tr("安心清单"))
        if printer is None:
            return
        print_pages(self._paper.pages, printer)
        self._say(self.tr("已交给打印机。"))
        self._folder.hide()

    def _say(self, told: str) -> None:
        self._where.setText(told)
        self._where.show()

    def _open_folder(self) -> None:
        if self._saved is None:
            return
        folder = self._saved.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say(self.tr("打不开文件夹，请自己去看：{0}").format(folder))
