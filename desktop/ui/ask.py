"""Words in front of the person: a notice in its own small window."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.services.errors import UserProblem
from desktop.ui.messages import sentence


def tell(problem: UserProblem, parent: QWidget | None) -> None:
    """Show a problem and wait until the person has read it."""
    box = QMessageBox(parent)
    box.setWindowTitle(box.tr("安心清单"))
    box.setIcon(QMessageBox.Icon.Information)
    box.setText(sentence(problem))
    box.addButton(box.tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


def give_up_unsaved(parent: QWidget) -> bool:
    """Ask whether to close although a note is not on disk; leaving the question keeps it open."""
    box = QMessageBox(parent)
    box.setWindowTitle(box.tr("安心清单"))
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(box.tr("有备注还没有存下，现在关掉就没有了。可以先复制到别处，再关。"))
    stay = box.addButton(box.tr("先不关"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(box.tr("不要了，关掉"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is leave


def tell_bug(details: str, parent: QWidget | None) -> None:
    """Show that the program itself failed; nothing is sent anywhere.

    Args:
        details: What happened, for copying; shown on request only.
        parent: The window it belongs to.
    """
    box = QMessageBox(parent)
    box.setWindowTitle(box.tr("安心清单"))
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(
        box.tr("程序出了差错，刚才那一下可能没有生效；之前显示已保存的都在。请关掉重开，再试一次。")
    )
    box.setInformativeText(box.tr("这份说明只在本机，不会发给任何人。"))
    box.setDetailedText(details)
    box.addButton(box.tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()
