"""The card of the settings page that tells where the data are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.services.whereabouts import FLAGS
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.services.place import PlaceService


class PlaceCard(Card):
    """Shows the folder, in plain words and as a path; asks to move it."""

    move_asked = Signal()

    def __init__(
        self,
        place: Callable[[], PlaceService],
        plain: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Build the card.

        Args:
            place: Gives what tells where the data are.
            plain: Says that they are not encrypted.
            parent: Parent widget.
        """
        super().__init__(parent=parent)
        own = place()
        self._folder = own.folder
        path = str(own.folder)
        self.body.addWidget(Text(self.tr("数据放在哪"), "section"))
        self.kind = Text(self._words_of(own))
        self.kind.setObjectName("place_kind")
        self.body.addWidget(self.kind)
        # A path has no place to wrap; in a read-only field it can be selected and scrolled.
        self.path = QLineEdit(path)
        self.path.setReadOnly(True)
        self.path.setCursorPosition(0)
        self.path.setAccessibleName(self.tr("数据文件夹的路径"))
        self.body.addWidget(self.path)
        self.open_folder = Button(self.tr("打开文件夹"))
        self.open_folder.clicked.connect(self._open_folder)
        self.move_away = Button(self.tr("换个地方放…"))
        self.move_away.setObjectName("place_move")
        self.move_away.clicked.connect(self.move_asked)
        if not own.movable:
            self.move_away.hide()
        self.copy_path = CopyLink(self.tr("复制路径"), path)
        self.body.addWidget(flow(self.open_folder, self.move_away, self.copy_path))
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.body.addWidget(plain)
        points = [
            self.tr("不联网，不上传，只在这个文件夹里。"),
            self.tr("卸载程序不会删除这里；不想留，就自己删掉这个文件夹。"),
        ]
        if own.movable:
            points.append(
                self.tr(
                    "重装了系统、换了电脑，以前的记录还在别处：也点“换个地方放”，选那个文件夹。"
                )
            )
        self.body.addWidget(Points(tuple(points)))

    def _words_of(self, place: PlaceService) -> str:
        from desktop.services.place import Kind  # noqa: PLC0415  With the page.

        words = {
            Kind.ACCOUNT: self.tr("在这台电脑里，系统给你这个账户存程序数据的文件夹。"),
            Kind.CHOSEN: self.tr("在你自己选的文件夹里。"),
            Kind.PORTABLE: self.tr(
                "便携方式：和程序放在一起，带走整个文件夹就带走了记录；"
                "要换地方，关掉程序，把整个文件夹搬过去。程序旁边的 {0} 决定了这一点。"
            ).format(FLAGS[0]),
            Kind.TOLD: self.tr("打开程序时用 --data 指定的文件夹；要换地方，换掉指定的就行。"),
        }[place.kind]
        if place.removable:
            words += self.tr("它在能拔下来的 U 盘或移动硬盘上，没插上就打不开。")
        return words

    def _open_folder(self) -> None:
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        self._problem.setText(
            "" if opened else self.tr("打不开文件夹。请复制路径，粘贴到文件管理器里打开。")
        )
        self._problem.setVisible(not opened)
