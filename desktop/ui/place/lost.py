"""Asks where the data are, when they were moved to a place that is not there now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from desktop.services.errors import PlaceLost, UserProblem
from desktop.services.place import begin_anew, use_data_in
from desktop.services.whereabouts import Whereabouts
from desktop.ui import ask
from desktop.ui.messages import sentence


def find_again(
    problem: PlaceLost, home: Path, look: Callable[[], Whereabouts]
) -> Whereabouts | None:
    """Ask until the data are found or the person begins anew.

    Args:
        problem: Where they should be.
        home: The folder that says where they are.
        look: Looks again.

    Returns:
        Where they are; None if the person leaves.
    """
    told = ""
    while True:
        box = ask.empty_notice(None)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(sentence(problem))
        box.setInformativeText(
            told
            or box.tr(
                "记录没有丢，只是现在够不着。盘符或文件夹改过名字，就选一下它现在在哪里；"
                "真的找不回来了，才从头开始。"
            )
        )
        again = box.addButton(box.tr("插好了，再找一次"), QMessageBox.ButtonRole.AcceptRole)
        choose = box.addButton(box.tr("选它在哪里…"), QMessageBox.ButtonRole.ActionRole)
        anew = box.addButton(box.tr("从头开始…"), QMessageBox.ButtonRole.DestructiveRole)
        leave = box.addButton(box.tr("先关掉"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(again)
        box.setEscapeButton(leave)
        box.exec()
        chosen = box.clickedButton()
        box.deleteLater()
        if chosen is leave:
            return None
        told = _do(home, choose=chosen is choose, anew=chosen is anew)
        try:
            return look()
        except PlaceLost as still:
            problem = still


def _do(home: Path, *, choose: bool, anew: bool) -> str:
    """Do what was chosen; what there is to say about it."""
    box = ask.empty_notice(None)
    try:
        if choose:
            folder = ask.which_folder(box, Path.home(), box.tr("记录在哪个文件夹"))
            if folder is not None and not use_data_in(home, folder):
                return box.tr("这个文件夹里没有安心清单的记录，请再选一次。")
        elif anew and _sure():
            begin_anew(home)
    except UserProblem as problem:
        return sentence(problem)
    finally:
        box.deleteLater()
    return ""


def _sure() -> bool:
    box = ask.empty_notice(None)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(box.tr("从头开始，会是空的。以后找到了以前的文件夹，还可以在“设置”里换回去。"))
    stay = box.addButton(box.tr("再找找"), QMessageBox.ButtonRole.RejectRole)
    anew = box.addButton(box.tr("从头开始"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is anew
