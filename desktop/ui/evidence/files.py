"""The files of one incident: how they come in, what is told of them, and how they are looked at."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.attachments import ORIGIN_LIMIT, Attachment, Came, Media
from desktop.services.attachments import Added, AttachmentService, Source
from desktop.services.errors import UserProblem
from desktop.ui.choosing import file_dialog
from desktop.ui.evidence import file_words
from desktop.ui.evidence.large import LargeDialog
from desktop.ui.evidence.pasted import picture_bytes
from desktop.ui.evidence.pictures import Pictures
from desktop.ui.evidence.preview import Seen
from desktop.ui.evidence.taking_in import TakingIn
from desktop.ui.evidence.thumbnail import Thumbnail
from desktop.ui.messages import sentence
from desktop.ui.room import go_on
from desktop.ui.widgets.acting import acting
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.text import Text

_SHOWN_HASH = 12
_AT_ONCE = 8
"""So many are shown; what the record lacks stands below them and shall be found."""
LARGE = 64 * 1024 * 1024


class FilesPanel(QWidget):
    """Lists the files of an incident and takes more of them in."""

    said = Signal(str)
    """Carries what became of files that were to be taken in, for whoever does not see the list."""

    def __init__(self, attachments: AttachmentService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self._incident = ""
        self._taking_for = ""
        """The record that files on their way go to."""
        self._shown: tuple[Attachment, ...] = ()
        self._rest: Fold | None = None
        self._folder = ""
        """Where files were chosen last."""
        self._opening: Generator[float, None, Path] | None = None
        self._pictures = Pictures(attachments, self)
        self._pictures.fetched.connect(self._fetched)
        self._thumbnails: dict[str, tuple[Thumbnail, Text]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        choose = acting(Button(self.tr("放入附件…")), "attach_choose", self._choose)
        self._paste = acting(Button(self.tr("粘贴截图")), "attach_paste", self.paste)
        self._paste.setToolTip("Ctrl+V")
        self._how = Text(
            self.tr("也可以把文件拖到这里，或按 Ctrl+V 粘贴截图。原文件一个字节也不改。"),
            "small",
            "muted",
        )
        self.taking = TakingIn()
        self.taking.done.connect(self._taken_in)
        self._list = QWidget()
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._told = Text("", "small", "amber")
        self._told.setObjectName("attach_told")
        self._told.hide()
        column.addWidget(flow(choose, self._paste))
        column.addWidget(self._how)
        column.addWidget(self.taking)
        column.addWidget(self._told)
        column.addWidget(self._list)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on_opening)
        self.hide()

    @property
    def takes(self) -> bool:
        """Whether there is a record that files can go with."""
        return bool(self._incident)

    def show_incident(self, incident: str) -> None:
        """Show the files of an incident as they are now; empty for none."""
        same = incident == self._incident
        if not same:
            self._told.hide()
        files = self._attachments.of(incident) if incident else ()
        # Told where an original is, a row stays: a click on its way to a link still counts.
        shown = tuple(file._replace(origin="") for file in files)
        if (incident, shown) == (self._incident, self._shown):
            return
        # Who has just put one in shall see it.
        grown = same and len(shown) > len(self._shown)
        opened = same and self._rest is not None and self._rest.open
        self._rest = None
        self._incident, self._shown = incident, shown
        self.taking.say_elsewhere(elsewhere=incident != self._taking_for)
        self._pictures.forget()
        self._thumbnails.clear()
        self.setVisible(bool(incident))
        with keeping_focus(self._list):
            column = self._list.layout()
            assert isinstance(column, QVBoxLayout)
            clear(column)
            for attachment in files[:_AT_ONCE]:
                column.addWidget(self._row(attachment))
            if files[_AT_ONCE:]:
                self._fold_away(column, files[_AT_ONCE:], opened=opened or grown)

    def _fold_away(
        self, column: QVBoxLayout, files: tuple[Attachment, ...], *, opened: bool
    ) -> None:
        def fill(body: QVBoxLayout) -> None:
            for attachment in files:
                body.addWidget(self._row(attachment))

        self._rest = Fold(
            self.tr("再看后面 {0} 份").format(len(files)),
            self.tr("收起后面 {0} 份").format(len(files)),
            self.tr("附件"),
            spacing=8,
            fill=fill,
        )
        self._rest.toggle.setObjectName("attach_rest")
        column.addWidget(flow(self._rest.toggle))
        column.addWidget(self._rest)
        if opened:
            self._rest.toggle.click()

    def stop(self) -> None:
        """Give up what is on its way, in or out."""
        self.taking.stop()
        self._pictures.forget()
        self._timer.stop()
        if self._opening is not None:
            self._opening.close()
            self._opening = None

    # ---- one file ----------------------------------------------------------------------------

    def _row(self, file: Attachment) -> Card:
        card = Card("inset", None, margin=10, spacing=4)
        covered = file.covered
        name = self.tr("已遮住的{0}").format(file_words.media(file)) if covered else file.shown_name
        name = name or self.tr("没有名字的文件")
        card.body.addWidget(Text(name, "strong"))
        if file.media is Media.PICTURE:
            self._add_thumbnail(card, file, name)
        about = [file_words.media(file), file_words.size(file.size), file_words.came(file.came)]
        card.body.addWidget(Text(" · ".join(about), "small", "muted"))
        card.body.addWidget(
            Text(
                self.tr("校验值 SHA-256：{0}…　{1} 存入").format(
                    file.sha256[:_SHOWN_HASH], self._attachments.came_on(file).isoformat()
                ),
                "small",
                "muted",
            )
        )
        if not file.size:
            empty = self.tr("这个文件是空的，里面什么也没有，可能没拷全；请看看手机里的原件。")
            card.body.addWidget(Text(empty, "small", "amber"))
        if file.losses:
            card.body.addWidget(flow(Chip(self.tr("可能不是原图"), "amber")))
            card.body.addWidget(Text(file_words.loss(file.losses), "small", "muted"))
        origin = QLineEdit(file.origin)
        origin.setObjectName("attach_origin")
        origin.setAccessibleName(self.tr("原件在哪里：{0}").format(name))
        origin.setPlaceholderText(self.tr("原件在哪里？比如：我手机的微信里，没有删"))
        origin.setMaxLength(ORIGIN_LIMIT)
        origin.setAcceptDrops(False)  # A file is meant for the record, not its path for here.
        origin.setProperty("attachment", file.id)
        origin.editingFinished.connect(self._origin_told)
        card.body.addWidget(origin)
        links: list[QWidget] = []
        for words, act in (
            (self.tr("打开看"), self._open),
            (self.tr("不再遮住") if covered else self.tr("遮住"), self._cover),
            (self.tr("拿走"), self._take_away),
        ):
            link = LinkButton(words)
            link.set_subject(name)
            link.setProperty("attachment", file.id)
            link.clicked.connect(act)
            links.append(link)
        card.body.addWidget(flow(*links))
        return card

    def _add_thumbnail(self, card: Card, file: Attachment, name: str) -> None:
        words = self.tr("遮住了，点这里再看") if file.covered else self.tr("正在取图…")
        thumbnail = Thumbnail(self.tr("看图：{0}").format(name), words)
        thumbnail.setObjectName("attach_picture")
        thumbnail.setProperty("attachment", file.id)
        thumbnail.clicked.connect(self._look)
        why = Text("", "small", "muted")
        why.hide()
        card.body.addWidget(flow(thumbnail))
        card.body.addWidget(why)
        self._thumbnails[file.id] = thumbnail, why
        if not file.covered:
            self._pictures.ask(file, thumbnail.room())

    def _fetched(self, file: str, seen: Seen, words: str) -> None:
        if file not in self._thumbnails:
            return
        thumbnail, why = self._thumbnails[file]
        thumbnail.show_picture(seen.image)
        why.setText(words)
        why.setVisible(bool(words))
        thumbnail.setVisible(seen.image is not None)

    def _sender_file(self) -> str:
        sender = self.sender()
        return "" if sender is None else str(sender.property("attachment"))

    def _origin_told(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit):
            self._attachments.set_origin(self._sender_file(), field.text())

    def _cover(self) -> None:
        file = self._attachments.get(self._sender_file())
        if file is not None:
            self._attachments.set_covered(file.id, not file.covered)

    def _take_away(self) -> None:
        self._attachments.detach(self._incident, self._sender_file())
        self._say(self.tr("拿走了。按 Ctrl+Z 可以放回来。"))

    # ---- looking at it -----------------------------------------------------------------------

    def _look(self) -> None:
        """Show a picture large; the arrows lead through the others of this incident."""
        files = self._attachments.of(self._incident)
        pictures = tuple(file for file in files if file.media is Media.PICTURE)
        dialog = LargeDialog(self._attachments, pictures, self._sender_file(), self)
        dialog.open_asked.connect(self._open_file)
        dialog.open()

    def _open(self) -> None:
        self._open_file(self._sender_file())

    def _open_file(self, file: str) -> None:
        """Give a copy to the system's viewer; the copy is never a program, and goes again."""
        if self._opening is None:
            self._opening = self._attachments.opening(file)
            self._timer.start()

    def _go_on_opening(self) -> None:
        work = self._opening
        if work is None:
            self._timer.stop()
            return
        try:
            next(work)
        except StopIteration as end:
            self._opening_over()
            path: Path = end.value
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._say(self.tr("这台电脑没有能打开它的程序；文件好好存着，可以换台电脑看。"))
        except UserProblem:
            self._opening_over()
            raise

    def _opening_over(self) -> None:
        self._timer.stop()
        self._opening = None

    # ---- taking in ---------------------------------------------------------------------------

    def take_files(self, paths: list[Path], came: Came) -> None:
        """Take files in that were chosen or dropped."""
        self._take(tuple(Source(path) for path in paths), came)

    def paste(self) -> bool:
        """Take in what is in the clipboard, if that is a picture or files; whether it was."""
        data = QGuiApplication.clipboard().mimeData()
        if not self._incident or data is None:
            return False
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.take_files(paths, Came.PASTED)
            return True
        picture = picture_bytes(data)
        if picture is None:
            self._say(self.tr("剪贴板里没有图片。先截图，或复制一张图，再按 Ctrl+V。"))
            return False
        name = self.tr("粘贴的截图.png")
        self._take((Source(picture, name),), Came.PASTED)
        return True

    def _choose(self) -> None:
        folder = self._folder or _pictures_folder()
        with file_dialog(self, self.tr("放入附件"), folder) as dialog:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            chosen = [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
            folder = dialog.directory().absolutePath()
        if chosen:
            self._folder = folder
            self.take_files(chosen, Came.CHOSEN)

    def _take(self, sources: tuple[Source, ...], came: Came) -> None:
        if not self._incident or not sources:
            return
        if self.taking.busy:
            self._say(self.tr("上一批还没放完，等它放完或停下，再放这一批。"))
            return
        room = self._attachments.room_for(sources)
        # A picture more or less makes no difference to a disk that is nearly full.
        if (room.short or room.needed > LARGE) and not go_on(self, room):
            return
        self._told.hide()
        self._taking_for = self._incident
        self.taking.say_elsewhere(elsewhere=False)
        self.taking.start(self._attachments.adding(self._incident, sources, came))

    def _taken_in(self, added: Added) -> None:
        if added.attachments:
            told = self.tr("放好了 {0} 份附件。")
            if added.refused:
                told = self.tr("放好了 {0} 份附件，有 {1} 份没有放进来：原因写在附件上面。")
            self.said.emit(told.format(len(added.attachments), len(added.refused)))
        words = []
        if added.known:
            words.append(self.tr("有 {0} 份以前就存过，没有多占地方。").format(len(added.known)))
        words += [
            self.tr("“{0}”是空的，可能没拷全，请看看手机里的原件。").format(each.shown_name)
            for each in added.attachments
            if not each.size
        ]
        words += [
            self.tr("“{0}”没有放进来：{1}").format(refused.name, sentence(refused.problem))
            for refused in added.refused
        ]
        if words:
            self._say("".join(words))

    def _say(self, words: str) -> None:
        self._told.setText(words)
        self._told.show()


def _pictures_folder() -> str:
    """Where screenshots lie on most computers, and not where the program was started."""
    place = QStandardPaths.StandardLocation
    folders = map(QStandardPaths.writableLocation, (place.PicturesLocation, place.HomeLocation))
    return next((folder for folder in folders if Path(folder).is_dir()), "")
