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
    match problem:
        case errors.LenderNameEmpty():
            return _tr("名字是空的，写一个你自己认得的称呼就行。")
        case errors.LenderNameTooLong():
            return _tr("名字太长了，请控制在 {0} 个字以内。").format(problem.limit)
        case errors.LenderNameTaken():
            if problem.archived:
                return _tr("“{0}”已经有了，在“收起来的”里，可以拿回来或换个称呼。").format(problem.name)
            return _tr("“{0}”已经有了，换个称呼，免得弄混。").format(problem.name)
        case errors.NoteTooLong():
            return _tr("备注太长，没有存下，请控制在 {0} 个字以内。").format(problem.limit)
        case errors.ReasonTooLong():
            return _tr("原因太长，没有存下，请控制在 {0} 个字以内。").format(problem.limit)
        case errors.DataUnreadable():
            return _tr("数据文件读不出来，没有动它：{0}。请把这个文件另存一份，再找人帮忙看。").format(
                problem.path
            )
        case errors.DataNewer():
            return _tr("数据是更新版本的程序存的，为免损坏没有打开，请换用新版程序。文件：{0}").format(
                problem.path
            )
        case errors.DataFolderUnusable():
            return _tr("数据文件夹用不了，可能没有写入权限，请换个位置或改权限：{0}").format(
                problem.path
            )
        case errors.DataInUse():
            return _tr("数据正被另一个安心清单使用，请先关掉那一个，再打开。")
        case errors.DiskFull():
            return _tr("磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。")
        case errors.ContentUnusable():
            return _tr("清单内容读不出来，请重新安装一次程序，你的进度不受影响。")
    return _tr("刚才的操作没有成功，也没有存下，请再试一次。")
