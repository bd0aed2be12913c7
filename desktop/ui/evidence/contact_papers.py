"""Asks which paper a relative or colleague shall get, and prints it or saves it as PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.contact_papers import ContactPaper
from desktop.services.contact_papers import ContactPaperService
from desktop.ui import ask
from desktop.ui.dialogs.frame import FrameDialog
from desktop.ui.printing import print_pages, which_printer
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

WIDTH, HEIGHT = 520, 360


class ContactPaperDialog(FrameDialog):
    """Nothing of the person's case stands on these papers."""

    fill_asked = Signal()
    """Somebody is here who fills the statement in at this computer."""

    def __init__(self, papers: ContactPaperService, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            papers: Makes them.
            parent: The window it belongs to.
        """
        title = QCoreApplication.translate("ContactPaperDialog", "给亲友、同事的纸")
        super().__init__(title, parent, window_title=title, size=(WIDTH, HEIGHT), spacing=6)
        self._service = papers
        self._which = ContactPaper.FRIEND
        self._build()
        self._lay_out()
        self._tell()
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._kinds = Segments(
            [
                (ContactPaper.FRIEND.value, self.tr("给亲戚朋友")),
                (ContactPaper.PARENTS.value, self.tr("给父母长辈")),
                (ContactPaper.WORK.value, self.tr("给单位")),
                (ContactPaper.STATEMENT.value, self.tr("情况说明表")),
            ],
            self.tr("哪一张"),
        )
        self._kinds.chosen.connect(self._chosen)
        self._about = Text("", "body", "soft_text")
        self._told = Text("", "small", "ok", selectable=True)
        self._told.setObjectName("contact_paper_told")
        self._told.hide()
        self._save = Button(self.tr("存成 PDF…"), primary=True)
        self._save.clicked.connect(self._save_asked)
        self._print = Button(self.tr("打印…"))
        self._print.clicked.connect(self._print_asked)
        self._fill = Button(self.tr("在这台电脑上填…"))
        self._fill.setObjectName("contact_paper_fill")
        self._fill.clicked.connect(self._fill_clicked)
        self._close = Button(self.tr("关闭"))
        self._close.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        plain = self.tr("纸上没有你的名字，也看不出是哪一家。担保人、共同借款人不适合用。")
        self.show_parts(
            Text(self._kinds.accessibleName(), "small_strong", "muted"),
            self._kinds,
            self._about,
            Text(plain, "small", "muted"),
        )
        self.column.addWidget(self._told)
        self.close_with(self._save, self._print, self._fill, self._close)

    def _chosen(self, value: str) -> None:
        self._which = ContactPaper(value)
        self._tell()

    def _tell(self) -> None:
        self._kinds.set_value(self._which.value)
        self._told.hide()
        self._fill.setVisible(self._which is ContactPaper.STATEMENT)
        if self._which is ContactPaper.STATEMENT:
            text = self.tr(
                "一张空表，由亲友自己手写、自己签名，附在你的材料里。人就在旁边的话，也可以在这台电脑上填："
                "那时窗口里只有这张表，看不到你的任何记录。"
            )
        else:
            text = self.tr("一页纸：电话里怎么说、什么要留着、还在打可以告诉谁。")
        self._about.setText(text)

    def _fill_clicked(self) -> None:
        self.accept()
        self.fill_asked.emit()

    def _save_asked(self) -> None:
        paper = self._service.make(self._which)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = ask.where_to_save(self, Path(folder) / paper.file_name, self.tr("PDF 文件"), "pdf")
        if path is None:
            return
        self._service.save(paper, path)
        self._say(self.tr("已存到：{0}").format(path))

    def _print_asked(self) -> None:
        printer = which_printer(self, self.tr("安心清单"))
        if printer is None:
            return
        print_pages(self._service.make(self._which).pages, printer)
        self._say(self.tr("已交给打印机。"))

    def _say(self, told: str) -> None:
        self._told.setText(told)
        self._told.show()
