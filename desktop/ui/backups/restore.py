"""Restores from a file: says what it is, opens it, shows what would change, and asks."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.services.errors import UserProblem
from desktop.ui.backups import words
from desktop.ui.dialogs.frame import FrameDialog
from desktop.ui.lock.long_work import Task
from desktop.ui.lock.ways import Ways
from desktop.ui.messages import sentence
from desktop.ui.room import go_on
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import clear
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.domain.exports import ExportHead, Preview
    from desktop.services.export import ExportService

START_ANEW = "start_anew"
"""Property of the window, see ``desktop.app``: start again when it is closed."""


class RestoreDialog(FrameDialog):
    """Nothing changes until the person has seen what would, and wants it."""

    def __init__(
        self,
        exports: ExportService,
        path: Path,
        something_unsaved: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        """Build the dialog and look at the file.

        Args:
            exports: Opens the file.
            path: The file.
            something_unsaved: Whether words are not on disk yet; tells the person so.
            parent: The window it belongs to.
        """
        super().__init__(
            self.tr("从文件恢复"), parent, window_title=self.tr("从文件恢复"), spacing=10
        )
        self._exports = exports
        self._window = parent.window()
        self._path = path
        self._something_unsaved = something_unsaved
        self.go = Button(self.tr("恢复"), primary=True)
        self.go.setObjectName("restore_go")
        self.go.clicked.connect(self._restore)
        self.go.hide()
        self.leave = Button(self.tr("不恢复"))
        self.leave.setObjectName("restore_leave")
        self.leave.clicked.connect(self.reject)
        self.close_with(self.go, self.leave)
        self._look()

    def done(self, result: int) -> None:
        """Leave nothing behind when the dialog goes, whichever way."""
        self.stop()
        self._exports.give_up()
        super().done(result)

    # ---- looking and opening -----------------------------------------------------------------

    def _look(self) -> None:
        try:
            head = self._exports.look(self._path)
        except UserProblem as problem:
            self._refuse(problem)
            return
        self._head = head
        if head.encrypted:
            self._ask()
        else:
            self._prepare(None)

    def _ask(self) -> None:
        clear(self._scroll.body)
        self.add(Text(self._about(self._head)))
        exports, path = self._exports, self._path
        self._ways = Ways(
            lambda typed: exports.unlock(path, typed),
            lambda typed: exports.unlock_by_code(path, typed),
            self.tr("是导出那时的密码，里面有汉字就先点“显示”再打；忘了，就找那时的“恢复卡”。"),
        )
        self._ways.opened.connect(self._prepare)
        self.add(self._ways)
        self._scroll.body.addStretch(1)
        self._ways.take_focus()

    def _about(self, head: ExportHead) -> str:
        kind = self.tr("加密的") if head.encrypted else self.tr("没有加密")
        if head.made is None:
            return self.tr("安心清单导出的文件，{0}。").format(kind)
        return self.tr("安心清单在 {0} 导出的文件，{1}。").format(words.moment(head.made), kind)

    def _prepare(self, keys: object, _by_code: bool = False) -> None:
        if not go_on(self, self._exports.room_to_restore(self._path)):
            self.reject()
            return
        self._wait(self.tr("正在检查这个文件…"))
        work = self._exports.prepare(self._path, keys)  # type: ignore[arg-type]
        self._run(work, self._show, Task.OPENING)

    # ---- what would change -------------------------------------------------------------------

    def _show(self, preview: Preview) -> None:
        clear(self._scroll.body)
        self._locked_after = preview.vault_after
        self.add(Text(self._about(self._head)))
        self.add(Text(self._lead(preview), "strong"))
        self.add(self._table(preview))
        self.add(Points(tuple(self._to_know(preview))))
        self._scroll.body.addStretch(1)
        self.go.setVisible(preview.changes or not preview.same_key)
        self.leave.setText(self.tr("不恢复") if self.go.isVisible() else self.tr("关闭"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead(self, preview: Preview) -> str:
        if preview.empty_before:
            return self.tr("这里现在是空的，恢复后就是文件里的内容：")
        if not preview.changes:
            return self.tr("文件里的内容和现在的一样，不用恢复。")
        return self.tr("恢复后，现在的内容会整个换成文件里的：")

    def _table(self, preview: Preview) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        rows = [each for each in preview.differences if each.before or each.after]
        for row, each in enumerate(rows):
            grid.addWidget(Text(words.thing(each.thing), "small_strong", wrap=False), row, 0)
            told = Text(words.difference(each), "small")
            told.setObjectName(f"restore_{each.thing}")
            grid.addWidget(told, row, 1)
        return table

    def _to_know(self, preview: Preview) -> list[str]:
        told = []
        if not preview.empty_before:
            told.append(self.tr("现在的内容会先存成一个文件，留在备份文件夹里，以后还能换回来。"))
        if preview.vault_before and not preview.vault_after:
            told.append(self.tr("恢复后数据没有加密，打开不用密码；可以在设置里再加上。"))
        elif preview.vault_after and not preview.same_key:
            told.append(self.tr("恢复后数据是加密的，用导出那时的密码或恢复码打开。"))
        if not preview.same_key and not preview.empty_before:
            told.append(self.tr("加密的钥匙变了，以前的自动备份会收进那个文件里。"))
        told.append(self.tr("恢复要关掉程序再打开，会自动完成。"))
        return told

    # ---- doing it ----------------------------------------------------------------------------

    def _restore(self) -> None:
        # It would be asked about when the window closes, too late to stay.
        if self._something_unsaved():
            return
        self.go.hide()
        self._wait(self.tr("正在存下现在的内容…"))
        # What is not encrypted afterwards must not come up where nobody is.
        task = Task.RESTORE if self._locked_after else Task.OPENING
        self._run(self._exports.restore(), self._restored, task)

    def _restored(self, _before: object) -> None:
        self.accept()
        self._window.setProperty(START_ANEW, True)
        self._window.close()

    def _run(
        self, work: Generator[Any, None, Any], done: Callable[[Any], None], task: Task
    ) -> None:
        self.run(work, done, self._refuse, went=self._went, task=task)

    def _wait(self, told: str) -> None:
        clear(self._scroll.body)
        self._waiting = told
        self._progress = Text(told)
        self.add(self._progress)
        self._scroll.body.addStretch(1)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _went(self, share: float) -> None:
        percent = int(share * 100)
        if percent:
            self._progress.setText(self.tr("{0}{1}%").format(self._waiting, percent))

    def _refuse(self, problem: UserProblem) -> None:
        clear(self._scroll.body)
        told = Text(sentence(problem), selectable=True)
        told.setObjectName("restore_problem")
        self.add(told)
        self._scroll.body.addStretch(1)
        self.go.hide()
        self.leave.setText(self.tr("关闭"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
