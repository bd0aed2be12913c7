"""The card of the settings page about copies: how many there are, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.copies import LIMITS, MEGABYTE, CopyService
from desktop.services.errors import UserProblem
from desktop.ui import ask
from desktop.ui.backups import words
from desktop.ui.backups.steps import Steps
from desktop.ui.choosing import file_dialog
from desktop.ui.lock.long_work import Task
from desktop.ui.messages import sentence
from desktop.ui.room import go_on
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.domain.backups import Drilled
    from desktop.domain.exports import ExportMade
    from desktop.services.export import ExportService


class BackupsCard(Card):
    """One thing at a time: while something is under way its buttons wait."""

    restore_asked = Signal(object)
    """Carries the file that was chosen."""

    def __init__(
        self,
        copies: CopyService,
        exports: Callable[[], ExportService],
        parent: QWidget | None = None,
    ) -> None:
        """Build the card; ``refresh`` fills it.

        Args:
            copies: Makes copies.
            exports: Gives what exports and restores.
            parent: Parent widget.
        """
        super().__init__(parent=parent)
        self._copies = copies
        self._exports = exports
        self._steps: Steps | None = None
        self._asked_from: QWidget = self
        self.body.addWidget(Text(self.tr("备份与恢复"), "section"))
        self._held = Text("")
        self._held.setObjectName("backups_held")
        self.body.addWidget(self._held)
        self.body.addWidget(
            Text(
                self.tr(
                    "有改动时每小时自动备份一次，留最近 24 个小时、7 天、8 周的，放在数据文件夹里。"
                    "电脑坏了或丢了，它们会一起没有；所以请隔一阵导出一份，存到 U 盘上。"
                ),
                "small",
                "muted",
            )
        )
        self.body.addWidget(Text(self.tr("备份最多占"), "small_strong", "muted"))
        self.limit = Combo(self.tr("备份最多占多少空间"))
        for megabytes in LIMITS:
            self.limit.addItem(words.size(megabytes * MEGABYTE), megabytes)
        self.limit.activated.connect(self._limit_chosen)
        self.body.addWidget(self.limit)
        self.body.addWidget(
            Text(self.tr("放不下时先删最早的，最新的一份总会留着。"), "small", "muted")
        )
        self.body.addWidget(self._buttons())
        self._told = Text("", selectable=True)
        self._told.setObjectName("backups_told")
        self._told.hide()
        self.body.addWidget(self._told)
        self.stop = LinkButton(self.tr("停下来"))
        self.stop.setObjectName("backups_stop")
        self.stop.clicked.connect(self._stop_asked)
        self.stop.hide()
        self.body.addWidget(self.stop)
        self._aside = Text("", "small", "muted")
        self._aside.hide()
        self.body.addWidget(self._aside)

    def _buttons(self) -> QWidget:
        self.copy = Button(self.tr("立即备份"))
        self.copy.clicked.connect(self._copy_asked)
        self.drill = Button(self.tr("试试备份能不能打开"))
        self.drill.setToolTip(self.tr("打开最近一份备份看看，不改动任何东西。"))
        self.drill.clicked.connect(self._drill_asked)
        self.export = Button(self.tr("导出全部…"))
        self.export.clicked.connect(self._export_asked)
        self.restore = Button(self.tr("从文件恢复…"))
        self.restore.clicked.connect(self._restore_asked)
        return flow(self.copy, self.drill, self.export, self.restore)

    def refresh(self) -> None:
        """Show what is kept now."""
        try:
            held = self._copies.holding()
        except UserProblem as problem:
            self._held.setText(sentence(problem))
            return
        self._held.setText(words.holding(held))
        self.limit.setCurrentIndex(self.limit.findData(held.limit // MEGABYTE))
        self._aside.setText(words.aside(held))
        self._aside.setVisible(bool(held.aside))

    def dispose(self) -> None:
        """Give up what is under way."""
        if self._steps is not None:
            self._steps.stop()
            self._steps = None

    # ---- what the person asks for ------------------------------------------------------------

    def _limit_chosen(self) -> None:
        self._copies.set_limit(int(self.limit.currentData()))
        self.refresh()

    def _copy_asked(self) -> None:
        self._run(self._copies.make(), self._copied, self.tr("正在备份…"))

    def _copied(self, _nothing: object) -> None:
        self._say(self.tr("备份好了，也打开检查过了。"))

    def _drill_asked(self) -> None:
        self._run(self._exports().drill(), self._drilled, self.tr("正在打开最近一份备份…"))

    def _drilled(self, found: Drilled) -> None:
        self._say(words.drilled(found))

    def _export_asked(self) -> None:
        exports = self._exports()
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(folder) / exports.file_name()
        path = ask.where_to_save(self, suggested, self.tr("安心清单的文件"), "anxin")
        if path is not None and go_on(self, *exports.room_to_make(path)):
            self._run(exports.make(path), self._exported, self.tr("正在导出…"), Task.EXPORT)

    def _exported(self, made: ExportMade) -> None:
        told = self.tr("已导出，读回来检查过了，{0}：{1}。").format(
            words.size(made.size), made.path
        )
        if made.encrypted:
            told += self.tr("它是加密的，用密码或恢复码才能打开。")
        else:
            told += self.tr("它没有加密：谁拿到这个文件，谁就能看，请放在只有自己拿得到的地方。")
        if made.damaged:
            told += self.tr("有 {0} 个附件坏了，没有放进去。").format(made.damaged)
        self._say(told)

    def _restore_asked(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        with file_dialog(self, self.tr("从哪个文件恢复"), folder) as dialog:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilter(self.tr("安心清单的文件 (*.anxin)"))
            chosen = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
        if chosen is not None:
            self.restore_asked.emit(chosen)

    # ---- one thing at a time -----------------------------------------------------------------

    def _run(
        self,
        work: Generator[Any, None, Any],
        done: Callable[[Any], None],
        meanwhile: str,
        task: Task | None = None,
    ) -> None:
        if self._steps is not None:
            return
        self._steps = Steps(work, self, task)
        self._meanwhile = meanwhile
        self._steps.went.connect(self._went)
        self._steps.done.connect(self._ended)
        self._steps.done.connect(done)
        self._steps.failed.connect(self._ended)
        self._steps.failed.connect(self._failed)
        self._say(meanwhile)
        sender = self.sender()
        self._asked_from = sender if isinstance(sender, QWidget) else self.copy
        self._set_busy(busy=True)
        self._steps.start()

    def _went(self, share: float) -> None:
        percent = int(share * 100)
        if percent:
            self._say(self.tr("{0}{1}%").format(self._meanwhile, percent))

    def _ended(self, _result: object) -> None:
        self._steps = None
        self._set_busy(busy=False)
        self.refresh()

    def _failed(self, problem: UserProblem) -> None:
        self._say(sentence(problem))

    def _stop_asked(self) -> None:
        self.dispose()
        self._set_busy(busy=False)
        self._say(self.tr("停下来了，什么都没有留下。"))

    def _set_busy(self, *, busy: bool) -> None:
        inside = self.isAncestorOf(self.window().focusWidget() or self)
        self.stop.setVisible(busy)
        if busy and inside:
            # A control that is switched off would throw the keyboard elsewhere.
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        for control in (self.copy, self.drill, self.export, self.restore, self.limit):
            control.setEnabled(not busy)
        if not busy and inside:
            self._asked_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, told: str) -> None:
        self._told.setText(told)
        self._told.show()
