"""Asks each time what may be handed over with what was chosen, makes it, and says where it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from desktop.domain.bundle import (
    NOT_MASKED,
    BundleMade,
    BundleWish,
    LeftOut,
    ShareLevel,
    fields,
)
from desktop.services.bundle import BundleService
from desktop.services.errors import UserProblem
from desktop.ui import ask, words
from desktop.ui.dialogs.frame import FrameDialog
from desktop.ui.lock.long_work import Task
from desktop.ui.messages import sentence
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

WIDTH, HEIGHT = 620, 620
ZIP, FOLDER = "zip", "folder"


class BundleDialog(FrameDialog):
    """Closing it while it works gives the work up, and nothing is left of it."""

    def __init__(self, bundles: BundleService, incidents: tuple[str, ...], parent: QWidget) -> None:
        """Build the dialog.

        Args:
            bundles: Makes the bundles.
            incidents: The ids of what was chosen.
            parent: The window it belongs to.
        """
        title = QCoreApplication.translate("BundleDialog", "做一份能交出去的材料")
        super().__init__(title, parent, window_title=title, size=(WIDTH, HEIGHT), spacing=6)
        self._service = bundles
        self._incidents = incidents
        self._level = ShareLevel.NONE
        self._form = ZIP
        self._made: Path | None = None
        self._build()
        self._lay_out()
        self._tell()
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self._levels = Segments(
            [
                (ShareLevel.NONE.value, self.tr("只交副本")),
                (ShareLevel.TIME_AND_HASH.value, self.tr("副本加时间")),
                (ShareLevel.FULL.value, self.tr("交原件")),
            ],
            self.tr("文件怎么交"),
        )
        self._levels.chosen.connect(self._level_chosen)
        self._forms = Segments(
            [(ZIP, self.tr("一个压缩文件")), (FOLDER, self.tr("一个文件夹"))], self.tr("存成")
        )
        self._forms.chosen.connect(self._form_chosen)
        self._masked = self._box(self.tr("遮住登记过的名字，和文字里的号码、账号"), on=True)
        self._twin = self._box(self.tr("另外再做一份遮住的、不带原件的"), on=False)
        self._inside = Text("", "body")
        self._inside.setObjectName("bundle_inside")
        self._outside = Text("", "body", "soft_text")
        self._outside.setObjectName("bundle_outside")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("做到哪里"))
        self._bar.setRange(0, 100)
        self._bar.hide()
        self._told = Text("", "small", "ok", selectable=True)
        self._told.setObjectName("bundle_told")
        self._told.hide()
        self._problem = Text("", "body", "danger")
        self._problem.setObjectName("bundle_problem")
        self._problem.hide()
        self._folder = LinkButton(self.tr("打开文件夹"), "folder")
        self._folder.clicked.connect(self._open_folder)
        self._folder.hide()
        self._make = Button(self.tr("选个地方，开始做…"), primary=True)
        self._make.clicked.connect(self._asked)
        self._close = Button(self.tr("关闭"))
        self._close.clicked.connect(self.reject)

    def _box(self, text: str, *, on: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setFont(theme.font())
        box.setChecked(on)
        box.toggled.connect(self._tell)
        return box

    def _lay_out(self) -> None:
        count = self.tr("这一份里有 {0} 件。").format(len(self._incidents))
        if len(self._incidents) > 1:
            count += self.tr("想少交几件：关掉这里，先在列表里筛选，或按住 Ctrl 点选几件。")
        parts: list[QWidget] = [Text(count, "body", "soft_text")]
        for field in (self._levels, self._forms):
            parts += [Text(field.accessibleName(), "small_strong", "muted"), field]
        parts += [self._masked, Text(NOT_MASKED, "small", "muted"), self._twin]
        for name, text in (
            (self.tr("这样交，里面有"), self._inside),
            (self.tr("里面没有"), self._outside),
        ):
            parts += [Text(name, "small_strong", "muted"), text]
        self.show_parts(*parts)
        for part in (self._bar, self._told, self._problem, self._folder):
            self.column.addWidget(part)
        self.close_with(self._make, self._close)

    # ---- choices -----------------------------------------------------------------------------

    def _level_chosen(self, value: str) -> None:
        self._level = ShareLevel(value)
        self._tell()

    def _form_chosen(self, value: str) -> None:
        self._form = value
        self._tell()

    def _tell(self) -> None:
        """Show what was chosen, in the words that the bundle itself will show."""
        self._levels.set_value(self._level.value)
        self._forms.set_value(self._form)
        inside, outside = fields(self._level, masked_=self._masked.isChecked())
        self._inside.setText("\n".join(f"· {line}" for line in inside))
        self._outside.setText("\n".join(f"· {line}" for line in outside))

    # ---- making ------------------------------------------------------------------------------

    def _asked(self) -> None:
        zipped = self._form == ZIP
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name = self._service.name(zipped=zipped)
        if zipped:
            target = ask.where_to_save(self, Path(documents) / name, self.tr("压缩文件"), "zip")
        else:
            folder = ask.which_folder(self, Path(documents), self.tr("把材料放在哪个文件夹里"))
            target = None if folder is None else folder / name
        if target is None:
            return
        wish = BundleWish(
            self._incidents,
            self._level,
            masked=self._masked.isChecked(),
            twin=self._twin.isChecked(),
            zipped=zipped,
        )
        self._working(on=True)
        making = self._service.making(wish, target)
        self.run(making, self._done, self._failed, went=self._went, task=Task.BUNDLE)

    def _working(self, *, on: bool) -> None:
        for field in (self._levels, self._forms, self._masked, self._twin, self._make):
            field.setEnabled(not on)
        self._close.setText(self.tr("不做了") if on else self.tr("关闭"))
        self._bar.setVisible(on)
        self._bar.setValue(0)
        if on:
            self._told.hide()
            self._problem.hide()
            self._folder.hide()
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _went(self, share: float) -> None:
        self._bar.setValue(round(100 * share))

    def _done(self, made: BundleMade) -> None:
        self._working(on=False)
        self._made = Path(made.paths[0])
        self._told.setText("\n".join(self._result(made)))
        self._told.show()
        self._folder.show()
        self._folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _result(self, made: BundleMade) -> list[str]:
        told = [self.tr("做好了，已存到：{0}").format("\n".join(made.paths)), words.unlocked()]
        told.append(self.tr("{0} 件事，{1} 个文件。").format(made.events, made.files))
        why = {
            LeftOut.KIND: self.tr("去不掉里面的设备和时间"),
            LeftOut.NOT_UNDERSTOOD: self.tr("有认不出的内容"),
            LeftOut.DAMAGED: self.tr("读不出来，或者和存进来时不一样"),
            LeftOut.NOT_AGREED: self.tr(
                "写的人没有勾“同意交出去”；问过、同意了，把那份附件“原件在哪里”里的这句话删掉，再做一份"
            ),
        }
        for reason in LeftOut:
            names = [name for name, found in made.left_out if found is reason]
            if names:
                text = self.tr("没有放进去的：{0}（{1}）。")
                told.append(text.format("、".join(names), why[reason]))
        text = self.tr("留着下面这一串（可以选中复制），以后能查有没有改过：{0}")
        told.append(text.format(made.manifest))
        return told

    def _failed(self, problem: UserProblem) -> None:
        self._working(on=False)
        self._say(sentence(problem))
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()

    def _open_folder(self) -> None:
        if self._made is None:
            return
        folder = self._made.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._say(self.tr("打不开文件夹，请自己去看：{0}").format(folder))
