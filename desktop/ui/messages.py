"""A user's problem in one plain Chinese sentence: the cause, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.services import errors


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)


def sentence(problem: errors.UserProblem) -> str:
    """The words for a problem.

    Args:
        problem: Any subclass of ``UserProblem``; a test walks them all.
    """
    return _about_words(problem) or _about_data(problem) or _unforeseen()


def _unforeseen() -> str:
    return _tr("刚才的操作没有成功，也没有存下，请再试一次。")


def _about_words(problem: errors.UserProblem) -> str:
    """What the person typed does not fit."""
    match problem:
        case errors.LenderNameEmpty():
            return _tr("名字是空的，写一个你自己认得的称呼就行。")
        case errors.LenderNameTooLong():
            return _tr("名字太长了，请控制在 {0} 个字以内。").format(problem.limit)
        case errors.LenderNameTaken(archived=True):
            text = _tr("“{0}”已经有了，收在“收起来的”里，可以拿回来，或换个称呼。")
            return text.format(problem.name)
        case errors.LenderNameTaken():
            return _tr("“{0}”已经有了，换个称呼，免得弄混。").format(problem.name)
        case errors.NoteTooLong():
            return _tr("备注太长，没有存下，请控制在 {0} 个字以内。").format(problem.limit)
        case errors.HistoryBroken():
            return _tr("这一步后来又变过，撤销不了，也重做不了；现在的内容没有动。")
        case errors.ReasonTooLong():
            return _tr("原因太长，没有存下，请控制在 {0} 个字以内。").format(problem.limit)
    return ""


def _about_data(problem: errors.UserProblem) -> str:
    """Disk, folder, data file or content."""
    match problem:
        case errors.DataUnreadable():
            text = _tr("数据文件读不出来，没有动它；请先把它另存一份，再找懂电脑的人看：{0}")
            return text.format(problem.path)
        case errors.DataNewer():
            text = _tr("数据是更新版本的程序存的，怕损坏没有打开，请换用新版程序：{0}")
            return text.format(problem.path)
        case errors.DataFolderUnusable():
            text = _tr("数据文件夹用不了，可能没有写入权限，请换个位置或改权限：{0}")
            return text.format(problem.path)
        case errors.DataInUse():
            return _tr("安心清单已经打开了，请用已经打开的那个窗口。")
        case errors.DiskFull():
            return _tr("磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。")
        case errors.ContentUnusable():
            return _tr("清单内容读不出来，请重新安装一次程序，你的进度不受影响。")
    return ""
