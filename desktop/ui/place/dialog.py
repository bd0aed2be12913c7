"""Moves the data: where to, what that means, and then the work itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.services.errors import UserProblem
from desktop.services.place import PlaceService, Target
from desktop.ui import ask
from desktop.ui.backups.restore import START_ANEW
from desktop.ui.care import words_of
from desktop.ui.dialogs.frame import FrameDialog
from desktop.ui.lock.long_work import Task
from desktop.ui.messages import sentence
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import clear
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text

_PARTS = 1000


class MoveDialog(FrameDialog):
    """Nothing changes before the person has seen where everything would go."""

    def __init__(self, place: PlaceService, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            place: Moves the data.
            parent: The window it belongs to.
        """
        super().__init__(self.tr("换个地方放数据"), parent, spacing=10)
        self._place = place
        self._window = parent.window()
        self._target: Target | None = None
        self.told = Text("", "strong", "amber")
        self.told.setObjectName("place_told")
        self.column.addWidget(self.told)
        self.go = Button(self.tr("搬过去"), primary=True)
        self.go.setObjectName("place_go")
        self.go.clicked.connect(self._go)
        self.choose = Button(self.tr("选一个文件夹…"))
        self.choose.setObjectName("place_choose")
        self.choose.clicked.connect(self._choose)
        self.leave = Button(self.tr("不换了"))
        self.leave.setObjectName("place_leave")
        self.leave.clicked.connect(self.reject)
        self.close_with(self.go, self.choose, self.leave)
        self._explain()

    # ---- the screens -------------------------------------------------------------------------

    def _explain(self) -> None:
        clear(self._scroll.body)
        self.add(Text(self.tr("现在放在"), "small_strong", "muted"))
        self.add(Text(str(self._place.folder), selectable=True))
        self.add(
            Points(
                (
                    self.tr("记录、附件、备份会一起搬走，搬完程序自己关掉再打开。"),
                    self.tr("先拷过去，逐个核对；新地方打开好了，才删掉这里的。"),
                    self.tr("中途断电、关机也不要紧：记录总有一份是完整的，下次打开会接着收拾。"),
                    self.tr("请选一个空的文件夹；里面有别的东西，会在里面另建一个。"),
                    self.tr("以前的记录在别处，也选那个文件夹，就能改用那里的。"),
                )
            )
        )
        self._scroll.body.addStretch(1)
        self.go.hide()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        folder = ask.which_folder(self, self._place.folder.parent, self.tr("放到哪个文件夹"))
        if folder is not None:
            self.look(folder)

    def look(self, folder: Path) -> None:
        """Show what a folder that was chosen would be like."""
        self.told.setText("")
        try:
            target = self._place.look(folder)
        except UserProblem as problem:
            self._explain()
            self.told.setText(sentence(problem))
            return
        self._target = target
        clear(self._scroll.body)
        if target.existing:
            self.add(Text(self.tr("这里已经有一份安心清单的记录"), "strong"))
        else:
            self.add(Text(self.tr("会放到这里"), "small_strong", "muted"))
        path = Text(str(target.folder), selectable=True)
        path.setObjectName("place_target")
        self.add(path)
        risks = [words_of(each) for each in target.risks]
        if risks:
            self.add(Text(self.tr("先想一想，也可以换一个文件夹"), "strong", "amber"))
            points = Points(tuple(risks))
            points.setObjectName("place_risks")
            self.add(points)
        self.add(Points(self._to_know(target)))
        self._scroll.body.addStretch(1)
        self.go.setText(self.tr("改用那里的") if target.existing else self.tr("搬过去"))
        self.go.show()
        self.choose.setText(self.tr("换一个文件夹…"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_know(self, target: Target) -> tuple[str, ...]:
        if target.existing:
            return (
                self.tr("改用以后，看到的是那里的记录；加了密的，用那时的密码打开。"),
                self.tr("现在这份不动，也不合并，还留在：{0}").format(self._place.folder),
                self.tr("想换回来，再来这里选它就行。"),
            )
        return (
            self.tr("原来那里的，等新地方打开好了就删掉；不是程序放的东西不动。"),
            self.tr("以前导出到别处的文件不受影响。"),
        )

    # ---- the work ----------------------------------------------------------------------------

    def _go(self) -> None:
        target = self._target
        assert target is not None
        if target.existing:
            try:
                self._place.use(target)
            except UserProblem as problem:
                self.told.setText(sentence(problem))
                return
            self._start_anew()
            return
        clear(self._scroll.body)
        self.add(Text(self.tr("正在拷过去，每个文件都会读回来核对。"), "strong"))
        self._bar = QProgressBar()
        self._bar.setRange(0, _PARTS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("搬到哪里了"))
        self.add(self._bar)
        self.add(Text(self.tr("停下来的话，新地方什么都不会留下。"), "small", "muted"))
        self._scroll.body.addStretch(1)
        self.told.setText("")
        self.go.hide()
        self.choose.hide()
        self.leave.setText(self.tr("停下来"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.run(
            self._place.move(target), self._moved, self._failed, went=self._went, task=Task.MOVE
        )

    def _went(self, share: float) -> None:
        self._bar.setValue(round(share * _PARTS))

    def _moved(self, _nothing: object) -> None:
        self._start_anew()

    def _failed(self, problem: UserProblem) -> None:
        self._explain()
        self.choose.show()
        self.leave.setText(self.tr("不换了"))
        self.told.setText(sentence(problem))

    def _start_anew(self) -> None:
        self.accept()
        self._window.setProperty(START_ANEW, True)
        self._window.close()
