"""Words in front of the person: a notice in its own small window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from desktop.services.errors import UserProblem
from desktop.ui.choosing import file_dialog
from desktop.ui.clipboard import put_text
from desktop.ui.messages import sentence

Mask = Callable[[str], str]


def tell(problem: UserProblem, parent: QWidget | None, mask: Mask) -> None:
    """Show a problem and wait until the person has read it.

    Args:
        problem: What happened.
        parent: The window it belongs to.
        mask: Takes out of a copied text what others should not read.
    """
    box = _notice(sentence(problem), parent, mask)
    box.exec()
    box.deleteLater()


def inform(words: str, parent: QWidget, mask: Mask) -> QMessageBox:
    """Show a calm notice and go on; it is gone when the person closes it."""
    box = _notice(words, parent, mask)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def tell_bug(details: str, report: Path | None, parent: QWidget | None) -> None:
    """Show that the program itself failed; nothing is sent anywhere.

    Args:
        details: What happened, masked; shown on request, and what the button copies.
        report: The file in which it is kept, if it could be.
        parent: The window it belongs to.
    """
    box = empty_notice(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(
        box.tr("程序出了差错，刚才那一下可能没有生效；之前显示已保存的都在。请关掉重开，再试一次。")
    )
    where = box.tr("这份说明只在本机，不会发给任何人。")
    if report is not None:
        where += box.tr("存在：{0}").format(report)
    box.setInformativeText(where)
    box.setDetailedText(details)
    _add_buttons(box, details)
    box.exec()
    box.deleteLater()


def give_up_unsaved(parent: QWidget, where: Sequence[str]) -> bool:
    """Ask whether to close although words are not on disk; leaving the question keeps it open.

    Args:
        parent: The window.
        where: What people call the places where the words stand.
    """
    words = parent.tr("{0}里有写好的还没有存下，现在关掉就没有了。可以先存下或复制到别处，再关。")
    words = words.format(_all_of(where))
    return _gives_up(parent, words, parent.tr("先不关"), parent.tr("不要了，关掉"))


def let_go_of_words(parent: QWidget) -> bool:
    """Ask whether what stands in a form may go; leaving the question keeps it."""
    words = parent.tr("写到这里的还没有记下，不要了就没有了。")
    return _gives_up(parent, words, parent.tr("接着写"), parent.tr("不要了"))


def give_up_work(parent: QWidget) -> bool:
    """Ask whether to close although something goes on that would be lost."""
    words = parent.tr("有一件事还没做完（导出，或放进来的文件），现在关掉就白做了。")
    return _gives_up(parent, words, parent.tr("先不关"), parent.tr("不要了，关掉"))


def store_first(parent: QWidget, where: Sequence[str]) -> None:
    """Say that words are not on disk, which have to be before the data are moved or replaced.

    Args:
        parent: The window.
        where: What people call the places where the words stand.
    """
    box = empty_notice(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setText(
        box.tr("{0}里有写好的还没有存下。请先到那里存下或清掉，再来一次。").format(_all_of(where))
    )
    known = box.addButton(box.tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(known)
    box.setEscapeButton(known)
    box.exec()
    box.deleteLater()


def lock_and_lose(parent: QWidget) -> bool:
    """Ask whether to lock although words are not on disk; leaving the question does not lock."""
    words = parent.tr(
        "有写好的字存不下，磁盘可能满了，现在锁上就没有了。可以先复制到纸上或清出空间，再锁。"
    )
    return _gives_up(parent, words, parent.tr("先不锁"), parent.tr("不要了，锁上"))


def _all_of(where: Sequence[str]) -> str:
    """Names in quotation marks, one after the other."""
    return "、".join(f"“{name}”" for name in where)


def _gives_up(parent: QWidget, words: str, stay: str, leave: str) -> bool:
    """Ask whether something may be lost; whoever leaves the question keeps it."""
    box = empty_notice(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(words)
    staying = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    leaving = box.addButton(leave, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(staying)
    box.setEscapeButton(staying)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is leaving


def where_to_save(parent: QWidget, suggested: Path, kind: str, suffix: str) -> Path | None:
    """Ask where a file shall be saved; None if nowhere.

    Args:
        parent: The window it belongs to.
        suggested: Folder and name to begin with; a number is added where a file has that name:
            who is tired says yes to replacing what they made before.
        kind: What kind of file it is, in words.
        suffix: Ending of its name, added where the person leaves it out.
    """
    with file_dialog(parent, parent.tr("存到哪里"), suggested.parent) as dialog:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{kind} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(_free(suggested).name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def _free(path: Path) -> Path:
    found, number = path, 2
    try:
        while found.exists():
            found = path.with_stem(f"{path.stem}_{number}")
            number += 1
    except OSError:  # A folder nobody may look into; the dialog will say so.
        return path
    return found


def which_folder(parent: QWidget, suggested: Path, title: str) -> Path | None:
    """Ask for a folder that is there; None if for none.

    Args:
        parent: The window it belongs to.
        suggested: The folder to begin with.
        title: What it is for.
    """
    with file_dialog(parent, title, suggested) as dialog:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def _notice(words: str, parent: QWidget | None, mask: Mask) -> QMessageBox:
    box = empty_notice(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setText(words)
    _add_buttons(box, mask(words))
    return box


def empty_notice(parent: QWidget | None) -> QMessageBox:
    """An empty notice. Its title says nothing that others should not see on the screen."""
    box = QMessageBox(parent)
    box.setWindowTitle(box.tr("安心清单"))
    # A name may look like markup.
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box


def _add_buttons(box: QMessageBox, copied: str) -> None:
    known = box.addButton(box.tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(known)
    box.setEscapeButton(known)
    copy = QPushButton(box.tr("复制"))
    box.addButton(copy, QMessageBox.ButtonRole.ActionRole)
    # A button of a notice closes it; this one does not.
    copy.clicked.disconnect()

    def put() -> None:
        put_text(copied)
        copy.setText(box.tr("已复制"))

    copy.clicked.connect(put)
