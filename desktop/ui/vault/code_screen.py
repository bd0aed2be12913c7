"""The recovery code, large, and on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.recovery_code import RecoveryCode
from desktop.services.recovery_card import RecoveryCardService
from desktop.ui import ask
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text

_A_ROW = 4


class CodeScreen(QWidget):
    """Shows the code and puts it on paper; it is not copied to the clipboard, where others look."""

    def __init__(
        self, code: RecoveryCode, cards: RecoveryCardService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self._page = cards.page(code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card("soft", None, margin=16)
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, group in enumerate(code.groups):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(
                Text(self.tr("第 {0} 组").format(number + 1), "small", "muted", wrap=False)
            )
            shown = Text(group, "heading", wrap=False)
            shown.setObjectName("code_group")
            shown.setAccessibleName(self.tr("第 {0} 组：{1}").format(number + 1, " ".join(group)))
            shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            cell.addWidget(shown)
            grid.addLayout(cell, number // _A_ROW, number % _A_ROW)
        card.body.addLayout(grid)
        column.addWidget(card)
        self.to_print = Button(self.tr("打印…"))
        self.to_print.setObjectName("code_print")
        self.to_print.clicked.connect(self._print)
        self.to_save = Button(self.tr("存成 PDF…"))
        self.to_save.setObjectName("code_save")
        self.to_save.clicked.connect(self._save)
        column.addWidget(flow(self.to_print, self.to_save))
        self.said = Text("", "small", "ok")
        self.said.hide()
        column.addWidget(self.said)
        column.addWidget(
            Points(
                (
                    self.tr("没有打印机，就用笔抄在纸上，和证件放在一起。"),
                    self.tr("存成 PDF 就存到 U 盘里，拿到别处打印；不要留在这台电脑上。"),
                    self.tr("不要拍照，不要复制粘贴，不要发给任何人：别的程序看得到。"),
                    self.tr("密码和恢复码都没有了，谁也打不开，我们也不能。"),
                )
            )
        )

    def _print(self) -> None:
        from desktop.ui.printing import print_pages, which_printer  # noqa: PLC0415  Brings printing.

        printer = which_printer(self, self.tr("安心清单"))
        if printer is not None:
            print_pages((self._page,), printer)
            self._say(self.tr("已交给打印机。"))

    def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = ask.where_to_save(
            self, Path(folder) / self._cards.file_name(), self.tr("PDF 文件"), "pdf"
        )
        if path is not None:
            self._cards.save(self._page, path)
            self._say(self.tr("已存到：{0}。打印出来以后，请把这个文件删掉。").format(path))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
