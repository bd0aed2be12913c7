"""What happened, one after the other: read it here, print it, or save it as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from desktop.domain.account import FILED_TITLE
from desktop.domain.timeline import TimelineRange
from desktop.services.account import Account, AccountService
from desktop.services.errors import UserProblem
from desktop.services.lenders import LenderService
from desktop.ui import ask, words
from desktop.ui.backups.steps import Steps
from desktop.ui.messages import sentence
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.step_list import Heading, Row, RowList
from desktop.ui.widgets.text import Text

WIDTH, HEIGHT = 720, 620
MARGIN = 22
SHOWN = 150
"""Rows in the window; the paper has them all."""
_DAYS = (30, 90, 365)
_NUMBER, _TIME, _CHANNEL, _REACHED, _ACCOUNT, _LENDER, _STORY, _EXHIBITS = range(8)


class AccountDialog(QDialog):
    """Made anew with every choice; closing it lets go of everything."""

    def __init__(
        self,
        accounts: AccountService,
        lenders: LenderService,
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        """Build the dialog.

        Args:
            accounts: Makes what is shown.
            lenders: Those to choose from.
            today: The local date.
            parent: The window it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("事件经过"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._service = accounts
        self._today = today
        self._account: Account | None = None
        self._steps: Steps | None = None
        self._build(lenders)
        self._lay_out(parent)
        self._lender.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin()

    def _build(self, lenders: LenderService) -> None:
        self._lender = Combo(self.tr("哪一家"))
        self._lender.addItem(self.tr("全部"), "")
        for lender in lenders.all():
            self._lender.addItem(lender.name, lender.id)
        self._when = Combo(self.tr("什么时候"))
        self._when.addItem(self.tr("全部时间"), 0)
        for days in _DAYS:
            self._when.addItem(self.tr("最近 {0} 天").format(days), days)
        self._masked = QCheckBox(self.tr("遮住登记过的名字，和文字里的号码、账号"))
        self._masked.setFont(theme.font())
        self._masked.setChecked(True)
        self._filed = QCheckBox(self.tr("也写上交出去的投诉、申请和答复"))
        self._filed.setObjectName("account_filed")
        self._filed.setFont(theme.font())
        self._filed.toggled.connect(self._begin)
        for combo in (self._lender, self._when):
            combo.activated.connect(self._begin)
        self._masked.toggled.connect(self._begin)
        self._told = Text("", "body", "soft_text")
        self._told.setObjectName("account_told")
        self._list = RowList(self.tr("事件经过"))
        self._said = Text("", "small", "ok", selectable=True)
        self._said.setObjectName("account_said")
        self._said.hide()
        self._save = Button(self.tr("存成 PDF…"), primary=True)
        self._save.setObjectName("account_save")
        self._save.clicked.connect(self._save_asked)
        self._print = Button(self.tr("打印…"))
        self._print.clicked.connect(self._print_asked)
        self._close = Button(self.tr("关闭"))
        self._close.clicked.connect(self.reject)

    def _lay_out(self, parent: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(10)
        column.addWidget(Text(self.tr("事件经过"), "heading"))
        column.addWidget(flow(self._lender, self._when))
        column.addWidget(self._filed)
        column.addWidget(self._masked)
        which = self.tr(
            "只遮得住登记过的名字和成串的号码；没登记过的名字、外号、错别字，请自己看一遍。"
        )
        column.addWidget(Text(which, "small", "muted"))
        column.addWidget(self._told)
        column.addWidget(self._list, 1)
        column.addWidget(self._said)
        column.addWidget(flow(self._save, self._print, self._close))
        room = parent.window().size()
        self.resize(min(theme.px(WIDTH), room.width()), min(theme.px(HEIGHT), room.height()))

    # ---- making ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Make it as it is chosen now."""
        self._stop()
        days = int(self._when.currentData())
        lender = str(self._lender.currentData())
        wanted = TimelineRange(
            lenders=(lender,) if lender else (),
            first=self._today() - timedelta(days=days - 1) if days else None,
        )
        self._account = None
        self._said.hide()
        self._able(on=False)
        self._told.setText(self.tr("正在排…"))
        making = self._service.making(
            wanted, masked=self._masked.isChecked(), filed=self._filed.isChecked()
        )
        self._steps = Steps(making, self)
        self._steps.done.connect(self._made)
        self._steps.failed.connect(self._failed)
        self._steps.start()

    def _made(self, account: Account) -> None:
        self._steps = None
        self._account = account
        self._able(on=bool(account.rows or account.filed))
        self._list.set_rows(self._rows(account))
        if not account.rows and not account.filed:
            self._told.setText(self.tr("这段时间没有记录。"))
            return
        told = [self.tr("{0} 笔，A4 纸 {1} 页。").format(len(account.rows), len(account.pages))]
        if account.filed:
            told.append(self.tr("另有投诉和答复 {0} 条。").format(len(account.filed)))
        if account.left_out:
            told.append(self.tr("更早的 {0} 笔没有排进来，请分段打印。").format(account.left_out))
        if len(account.rows) > SHOWN:
            told.append(self.tr("下面只列最近 {0} 笔，纸上是全部。").format(SHOWN))
        self._told.setText("".join(told))

    def _rows(self, account: Account) -> list[Heading | Row]:
        rows: list[Heading | Row] = []
        day = ""
        for row in account.rows[-SHOWN:]:
            if row[_TIME][:10] != day:
                day = row[_TIME][:10]
                rows.append(Heading(day))
            about = (row[_TIME][11:16], row[_CHANNEL], row[_REACHED], row[_LENDER], row[_ACCOUNT])
            text = " · ".join(part for part in about if part)
            rows.append(Row(("account", row[_NUMBER]), text, detail=row[_STORY]))
        if account.filed:
            rows.append(Heading(FILED_TITLE))
        for number, filed in enumerate(account.filed):
            rows.append(Row(("filed", str(number)), " · ".join(part for part in filed if part)))
        return rows

    def _failed(self, problem: UserProblem) -> None:
        self._steps = None
        self._told.setText(sentence(problem))

    def _able(self, *, on: bool) -> None:
        self._save.setEnabled(on)
        self._print.setEnabled(on)

    def _stop(self) -> None:
        if self._steps is not None:
            self._steps.stop()
            self._steps = None

    def done(self, result: int) -> None:
        """Close; what is underway is given up."""
        self._stop()
        super().done(result)

    # ---- saving and printing -----------------------------------------------------------------

    def _save_asked(self) -> None:
        if self._account is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(folder) / self._account.file_name
        path = ask.where_to_save(self, suggested, self.tr("PDF 文件"), "pdf")
        if path is not None:
            self._service.save(self._account, path)
            where = self.tr("已存到：{0}").format(path)
            self._say(f"{where}\n{words.unlocked()}")

    def _print_asked(self) -> None:
        from desktop.ui.printing import print_pages, which_printer  # noqa: PLC0415  Brings printing.

        if self._account is None:
            return
        printer = which_printer(self, self.tr("安心清单"))
        if printer is not None:
            print_pages(self._account.pages, printer)
            self._say(self.tr("已交给打印机。"))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
