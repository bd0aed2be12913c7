"""Says before something large is begun that there is no room for it, or hardly any."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.services.errors import RoomShort
from desktop.services.room import MEGABYTE, Room
from desktop.ui.ask import empty_notice
from desktop.ui.messages import sentence


def go_on(parent: QWidget, *rooms: Room) -> bool:
    """Whether to begin; asks only where the disk is full or would be as good as full.

    Args:
        parent: The window it belongs to.
        rooms: What each of the disks has, and what it takes.
    """
    for room in rooms:
        if room.short:
            try:
                room.check()
            except RoomShort as problem:
                _refuse(sentence(problem), parent)
                return False
    scarce = next((room for room in rooms if room.scarce), None)
    return scarce is None or _ask(scarce, parent)


def _refuse(words: str, parent: QWidget) -> None:
    box = empty_notice(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(words)
    known = box.addButton(box.tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(known)
    box.setEscapeButton(known)
    box.exec()
    box.deleteLater()


def _ask(room: Room, parent: QWidget) -> bool:
    box = empty_notice(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(
        box.tr("这个磁盘只剩 {0} MB，做完就快满了；请先清出一些空间，也可以现在就做：{1}").format(
            room.free // MEGABYTE, room.folder
        )
    )
    later = box.addButton(box.tr("先不做"), QMessageBox.ButtonRole.RejectRole)
    now = box.addButton(box.tr("现在就做"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(later)
    box.setEscapeButton(later)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is now
