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
