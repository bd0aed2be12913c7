"""Erases: what, how much that is, held to confirm, and what is still elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.domain.erase import Extent
from desktop.services.erase import EraseService
from desktop.services.errors import UserProblem
from desktop.ui.backups.restore import START_ANEW
from desktop.ui.dialogs.frame import FrameDialog
from desktop.ui.messages import sentence
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.hold_button import HoldButton
from desktop.ui.widgets.layouts import clear
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text

EVERYTHING = ""


class EraseDialog(FrameDialog):
    """Nothing happens before the button was held to the end."""

    def __init__(self, erase: EraseService, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            erase: Erases.
            parent: The window it belongs to.
        """
        super().__init__(self.tr("彻底删除"), parent, spacing=10)
        self._erase = erase
        self._window = parent.window()
        self._start_anew = False
        self.told = Text("", "strong")
        self.told.setObjectName("erase_told")
        self.column.addWidget(self.told)
        self.go = HoldButton(self.tr("按住三秒，删除"))
        self.go.setObjectName("erase_go")
        self.go.held.connect(self._held)
        self.go.let_go.connect(self._let_go)
        self.leave = Button(self.tr("不删"))
        self.leave.setObjectName("erase_leave")
        self.leave.clicked.connect(self.reject)
        self.close_with(self.go, self.leave)
        self._choose()

    def done(self, result: int) -> None:
        """What was begun is gone on with; after erasing everything the program starts anew."""
        if self.at_work:
            return
        super().done(result)
        if self._start_anew:
            self._window.setProperty(START_ANEW, True)
            self._window.close()

    def _choose(self) -> None:
        self.add(Text(self.tr("删什么"), "small_strong", "muted"))
        self.what = Combo(self.tr("删什么"))
        self.what.setObjectName("erase_what")
        self.what.addItem(self.tr("请选择"), None)
        for lender in self._erase.lenders():
            self.what.addItem(lender.name, lender.id)
        self.what.addItem(self.tr("所有内容"), EVERYTHING)
        self.what.currentIndexChanged.connect(self._chosen)
        self.add(self.what)
        self._extent = Text("")
        self._extent.setObjectName("erase_extent")
        self.add(self._extent)
        self.copies = QCheckBox(self.tr("备份也一起删"))
        self.copies.setObjectName("erase_copies")
        self.copies.setChecked(True)
        self.copies.setFont(theme.font("body"))
        self.copies.toggled.connect(self._chosen)
        self.add(self.copies)
        self._copies = Text("", "small", "muted")
        self.add(self._copies)
        self._scroll.body.addStretch(1)
        self._chosen()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> None:
        what = self.what.currentData()
        one = bool(what)
        self.told.setText("")
        self.go.setEnabled(what is not None)
        self.copies.setVisible(one)
        self._copies.setVisible(one)
        if what is None:
            self._extent.setText("")
        elif one:
            try:
                self._extent.setText(self._words_of(self._erase.extent(what)))
            except UserProblem as problem:
                self._extent.setText(sentence(problem))
                self.go.setEnabled(False)
            self._copies.setText(
                self.tr("所有备份都会删掉，再按现在的内容重新备份一份。")
                if self.copies.isChecked()
                else self.tr("不勾的话，备份里还有它，从备份恢复它就会回来。")
            )
        else:
            self._extent.setText(
                self.tr(
                    "这个文件夹里所有的记录、附件、备份、导出的文件和设置都会删掉，像刚装好一样。"
                    "程序本身还在。"
                )
            )

    def _words_of(self, extent: Extent) -> str:
        parts = [
            words.format(number)
            for words, number in (
                (self.tr("打过的勾 {0}"), extent.ticks),
                (self.tr("备注 {0}"), extent.notes),
                (self.tr("提醒 {0}"), extent.reminders),
                (self.tr("记下的骚扰 {0}"), extent.incidents),
                (self.tr("跟进的投诉 {0}"), extent.filings),
                (self.tr("文书 {0}"), extent.letters),
                (self.tr("附件 {0}"), extent.files),
            )
            if number
        ]
        with_it = (
            self.tr("会一起删掉：{0}。").format(self.tr("、").join(parts))
            if parts
            else self.tr("除了名字和对它的回答，没有别的记录。")
        )
        return with_it + self.tr("撤销的记录也会清空，之前做的改动都不能再撤销。")

    def _let_go(self) -> None:
        self.told.setText(self.tr("没有删。要按住不放，满三秒才删。"))

    def _held(self) -> None:
        what = self.what.currentData()
        self.told.setText("")
        if what == EVERYTHING:
            try:
                self._erase.everything()
            except UserProblem as problem:
                self.told.setText(sentence(problem))
                return
            self._start_anew = True
            self._show_rest(self.tr("关掉再打开，就全删了。"), everything=True)
            return
        self.go.setEnabled(False)
        self.leave.setEnabled(False)
        self.what.setEnabled(False)
        self.copies.setEnabled(False)
        self.told.setText(self.tr("正在删…"))
        work = self._erase.lender(what, copies=self.copies.isChecked())
        self.run(work, self._erased, self._failed)

    def _erased(self, _nothing: object) -> None:
        self._show_rest(self.tr("删好了。"), everything=False)

    def _failed(self, problem: UserProblem) -> None:
        self.leave.setEnabled(True)
        self.leave.setText(self.tr("关闭"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.setText(
            self.tr("清单里已经没有了，但还没删干净；下次打开会接着删。{0}").format(
                sentence(problem)
            )
            if self._erase.unfinished()
            else sentence(problem)
        )

    def _show_rest(self, lead: str, *, everything: bool) -> None:
        kept = not everything and not self.copies.isChecked()
        clear(self._scroll.body)
        self.title.setText(lead)
        self.told.setText("")
        self.add(Text(self.tr("这些地方程序够不着，可能还有，请自己看一看：")))
        rest = [
            self.tr(
                "导出的文件（.anxin、Word、PDF、压缩文件、日历）：存在桌面、U 盘或发给别人的。"
            ),
            self.tr("U 盘、移动硬盘、网盘和系统自带的备份里，这个文件夹的旧样子。"),
            self.tr("手机里：通话记录、短信、微信、相册里的截图。"),
            self.tr("打印出来的纸，和恢复卡。"),
            self.tr("固态硬盘会留一阵删掉的痕迹，懂行的人也许找得到。"),
        ]
        if kept:
            rest.insert(0, self.tr("自动备份里还有它，从备份恢复它就会回来。"))
        points = Points(tuple(rest))
        points.setObjectName("erase_rest")
        self.add(points)
        self._scroll.body.addStretch(1)
        self.go.hide()
        self.leave.setEnabled(True)
        self.leave.setText(self.tr("关掉再打开") if everything else self.tr("知道了"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
