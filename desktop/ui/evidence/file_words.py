"""Words for what is told of a file beside its name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.attachments import Attachment, Came, Loss, Media

_KILO = 1024


def media(file: Attachment) -> str:
    """What kind of file it is."""
    return {
        Media.PICTURE: _tr("图片"),
        Media.AUDIO: _tr("录音"),
        Media.VIDEO: _tr("录像"),
        Media.PDF: _tr("PDF 文件"),
        Media.TEXT: _tr("文字文件"),
        Media.OTHER: _tr("其他文件"),
    }[file.media]


def came(way: Came) -> str:
    """How it got here."""
    return {
        Came.CHOSEN: _tr("从电脑里选的"),
        Came.DROPPED: _tr("拖进来的"),
        Came.PASTED: _tr("粘贴的"),
        Came.WRITTEN: _tr("在程序里填写的"),
    }[way]


def loss(losses: tuple[Loss, ...]) -> str:
    """Why it may not be the original."""
    why = {
        Loss.CHAT_NAME: _tr("名字像聊天软件起的"),
        Loss.NO_CAMERA_DATA: _tr("没有拍摄信息"),
        Loss.CHAT_SIZE: _tr("大小像被压缩过"),
    }
    # How to send it again is what comes next, and stands there.
    return _tr("{0}；截图没关系。").format("、".join(why[each] for each in losses))


def size(count: int) -> str:
    """How large it is."""
    if count < _KILO:
        return _tr("{0} 字节").format(count)
    if count < _KILO**2:
        return f"{round(count / _KILO)} KB"
    if count < _KILO**3:
        return f"{count / _KILO**2:.1f} MB"
    return f"{count / _KILO**3:.1f} GB"


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)
