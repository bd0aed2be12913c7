"""A user's problem in one plain Chinese sentence: the cause, and what to do."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.domain.recovery import Recovered, Source
from desktop.services import errors


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)


def sentence(problem: errors.UserProblem) -> str:
    """The words for a problem.

    Args:
        problem: Any subclass of ``UserProblem``; a test walks them all.
    """
    for words in (
        _about_words,
        _about_filings,
        _about_attachment,
        _about_vault,
        _about_data,
        _about_place,
        _about_files,
        _about_paper,
    ):
        if told := words(problem):
            return told
    return _unforeseen()


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
        case errors.IncidentTooLong():
            return _tr("字太多，没有存下，这一格请控制在 {0} 个字以内。").format(problem.limit)
        case errors.IncidentAhead():
            return _tr("这个时间还没到，没有存下，请看看日期和钟点是不是选错了。")
        case errors.HistoryBroken():
            return _tr(
                "这一步后来又变过，撤销不了，也重做不了；现在的内容没有动，需要的话请直接改。"
            )
        case errors.ReasonTooLong():
            return _tr("原因太长，没有存下，请控制在 {0} 个字以内。").format(problem.limit)
    return ""


def _about_filings(problem: errors.UserProblem) -> str:
    """What was told of something handed in cannot be."""
    match problem:
        case errors.FilingUnnamed():
            return _tr("还没写交的是什么，没有存下，请写一个看得懂的名字。")
        case errors.FilingTooLong():
            return _tr("字太多，没有存下，这一格请控制在 {0} 个字以内。").format(problem.limit)
        case errors.FilingAhead():
            return _tr("这个日子还没到，没有存下，请看看日期是不是选错了。")
        case errors.FilingBackwards():
            return _tr("收到或受理的日子比提交还早，没有存下，请看看哪个日期选错了。")
    return ""


def _about_attachment(problem: errors.UserProblem) -> str:
    """A file with an incident."""
    match problem:
        case errors.OriginTooLong():
            return _tr("“原件在哪”没有存下，请控制在 {0} 个字以内。").format(problem.limit)
        case errors.IncidentGone():
            return _tr("这一笔已经撤销了；要放附件，请先按重做恢复它，再放一次。")
        case errors.AttachmentNotShown():
            return _tr("这种文件程序不代为打开；它好好存着，需要时请导出后再看。")
        case errors.AttachmentTooLarge():
            return _tr("这个文件太大，这里显示不了，请用系统的程序打开看。")
        case errors.AttachmentDamaged():
            return _tr("这份附件存下的内容缺了或变了，请用备份恢复，或者找原件重新放进来。")
    return ""


def _about_vault(problem: errors.UserProblem) -> str:
    """Passphrase, recovery code, key file: three things that can be wrong, never mixed up."""
    match problem:
        case errors.WrongPassphrase():
            return _tr("密码不对，请看看大小写和输入法再试；想不起来，可以用打印的恢复码打开。")
        case errors.WrongRecoveryCode():
            return _tr(
                "恢复码没有抄错，但不是这份数据的，可能后来换过，请找最近打印的一张，或用密码打开。"
            )
        case errors.RecoveryCodeMistyped(groups=()):
            text = _tr("恢复码应该有 {1} 个字，现在是 {0} 个，请对着纸从头数一遍。")
            return text.format(problem.length, problem.wanted)
        case errors.RecoveryCodeMistyped():
            numbers = "、".join(str(number) for number in problem.groups)
            return _tr("恢复码第 {0} 组抄得不对，请对着纸再看一遍。").format(numbers)
        case errors.KeyFileDamaged():
            text = _tr(
                "钥匙文件和它的备份都坏了，密码和恢复码都用不上；请把这个文件夹改个名字留着，"
                "再打开程序，在设置里点“从文件恢复”，选以前导出的文件：{0}"
            )
            return text.format(problem.path.parent)
        case errors.PassphraseTooShort():
            text = _tr("密码太短，没有设成，请至少写 {0} 个字母或数字，一个汉字算两个。")
            return text.format(problem.limit)
        case errors.MemoryShort():
            return _tr("内存不够，没法核对密码，请关掉别的程序再试一次。")
        case errors.DataLocked():
            return _tr("数据加密了，还没有解锁，请输入密码或恢复码。")
        case errors.StillBusy():
            return _tr(
                "加密、导出、恢复或删除里有一件还没有做完，这件没有开始；请等它做完，再来一次。"
            )
        case errors.ProgramIncomplete():
            text = _tr("程序缺了一个文件，打不开数据；请重新安装一次程序，你的记录不受影响：{0}")
            return text.format(problem.path.name)
    return ""


def _about_data(problem: errors.UserProblem) -> str:
    """Disk, folder, data file or content."""
    match problem:
        case errors.DataUnreadable():
            text = _tr(
                "数据文件读不出来，没有动它；请关掉程序再打开试试，还不行，就把这个文件夹改个名字"
                "留着，重新打开，在设置里用导出的文件恢复：{0}"
            )
            return text.format(problem.path.parent)
        case errors.DataForeign():
            text = _tr("这个文件是别的程序的，没有动它；请把它移到别处，或换个数据文件夹：{0}")
            return text.format(problem.path)
        case errors.DataNewer():
            text = _tr("数据是更新版本的程序存的，怕损坏没有打开，请换用新版程序：{0}")
            return text.format(problem.path)
        case errors.DataFolderUnusable():
            text = _tr("数据文件夹用不了，可能没有写入权限，请换个位置或改权限：{0}")
            return text.format(problem.path)
        case errors.DataFolderGone():
            text = _tr(
                "数据文件夹不见了，U 盘是不是拔掉了？刚才的改动没有存下，之前的都在；请插回去，"
                "再试一次，不行就关掉重开：{0}"
            )
            return text.format(problem.path)
        case errors.DataInUse():
            return _tr("安心清单已经打开了，请到任务栏找它的窗口；找不到就注销或重启电脑，再打开。")
        case errors.DiskFull():
            return _tr("磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。")
        case errors.CopyFailed():
            return _about_copy(problem.reason)
        case errors.ContentBroken():
            text = _tr("清单文件 {0} 有错，请照着改好再打开：{1} {2}")
            return text.format(problem.file, problem.place, problem.detail)
        case errors.ContentUnusable():
            return _tr("清单内容读不出来，请重新安装一次程序，你的进度不受影响。")
    return ""


def _about_place(problem: errors.UserProblem) -> str:
    """Where the data are, and whether there is room."""
    match problem:
        case errors.DataMoved():
            return _tr("记录刚搬到新位置，刚才这一下没有存下；请关掉程序再打开，然后再做一次。")
        case errors.PlaceLost():
            text = _tr("记录放在这个位置，现在找不到它；请插上那个 U 盘或硬盘，再打开程序：{0}")
            return text.format(problem.path)
        case errors.PlaceInside():
            text = _tr("不能搬到现在的数据文件夹里面，什么都没有动；请换一个文件夹：{0}")
            return text.format(problem.path)
        case errors.PlaceUnusable():
            text = _tr("这个位置写不进去，没有搬，记录还在原来的地方；请换一个文件夹：{0}")
            return text.format(problem.path)
        case errors.PlaceTaken():
            text = _tr("这个位置里已经有别的东西，怕弄混，没有搬；请换一个空的文件夹：{0}")
            return text.format(problem.path)
        case errors.NotWhileBusy():
            return _tr("加密或放附件还没有做完，现在不能搬；请等它做完再来。")
        case errors.PortableUnwritable():
            text = _tr(
                "程序放在只能读的地方，记录存不进去；请关掉 U 盘的写保护，"
                "或把整个程序拷到能写的地方，再打开：{0}"
            )
            return text.format(problem.path)
        case errors.RoomShort():
            text = _tr("这个磁盘只剩 {0} MB，这件事要 {1} MB，还没有开始；请先清出一些空间：{2}")
            return text.format(problem.free, problem.needed, problem.path)
    return ""


def _about_files(problem: errors.UserProblem) -> str:
    """A file that is taken in, an export that is made or read."""
    texts: dict[type[errors.UserProblem], str] = {
        errors.FileUnusable: _tr("这个文件读不出来，没有存进来；请看看它还在不在、能不能打开：{0}"),
        errors.FileChanged: _tr("这个文件正被别的程序改动，没有存进来；请等它写完再试：{0}"),
        errors.ExportForeign: _tr("这不是安心清单导出的文件，什么都没有动；请换一个文件：{0}"),
        errors.ExportNewer: _tr("这个文件是新版程序导出的，什么都没有动；请换用新版程序：{0}"),
        errors.ExportCutShort: _tr("这个文件后面缺了一截，什么都没有动；请重新拷一次再试：{0}"),
        errors.ExportDamaged: _tr("这个文件和导出时不一样，可能坏了，什么都没有动；请换一份：{0}"),
        errors.ExportUnreadable: _tr("这个文件读不出来，请看看它还在不在、能不能打开：{0}"),
        errors.ExportNoRoom: _tr("这个磁盘放不下，没有做成，你的记录都在；请清出一些空间：{0}"),
        errors.BundleNoRoom: _tr("这个磁盘放不下，材料没有做成；请清出一些空间，或换个地方：{0}"),
        errors.BundleFolderUnusable: _tr("这个位置写不进去，材料没有做成；请换个地方再存：{0}"),
        errors.ExportFolderUnusable: _tr("这个位置写不进去，没有导出；请换个地方再存一次：{0}"),
    }
    path = getattr(problem, "path", "")
    if isinstance(problem, errors.BundleEmpty):
        return _tr("选中的都已经撤回了，没有可以交的；请先选至少一件。")
    if isinstance(problem, errors.NoCopy):
        return _tr("还没有备份，请先点“立即备份”，再来试。")
    text = texts.get(type(problem), "")
    return text.format(path) if text else ""


def _about_paper(problem: errors.UserProblem) -> str:
    """What was to be printed or saved as PDF."""
    match problem:
        case errors.LetterTooLong():
            text = _tr("这份文书太长，最多 {0} 字，新写的没有存；请删短一些，或分成两份")
            return text.format(problem.limit)
        case errors.LetterNameTooLong():
            return _tr("名字太长，最多 {0} 个字，请写短一些").format(problem.limit)
        case errors.LetterIncomplete():
            text = _tr("还差这几样，没有导出，请先补上：{0}")
            return text.format("、".join(problem.missing))
        case errors.PaperNoRoom():
            text = _tr("这个磁盘满了，文件没有存成；请清出一些空间，或换个地方存：{0}")
            return text.format(problem.path.parent)
        case errors.PaperFolderUnusable():
            text = _tr("这个文件夹写不进去，文件没有存成；请换个地方再存一次：{0}")
            return text.format(problem.path)
        case errors.PaperInUse():
            text = _tr("同名的文件正被别的程序打开，没有动它；请先关掉它，或换个名字：{0}")
            return text.format(problem.path)
        case errors.PaperFontUnusable():
            return _tr("打印用的字体读不出来，请重新安装一次程序，你的进度不受影响。")
        case errors.PrinterUnusable():
            return _tr("打印机没有接下这份纸，请看看它开了没有、连上没有，再试一次。")
    return ""


def _about_copy(reason: errors.UserProblem) -> str:
    """Why there is no copy of today; what the person wrote is not touched by that."""
    match reason:
        case errors.DiskFull():
            return _tr("磁盘满了，今天的备份没有做成；你的记录都在，请清出一些空间。")
        case errors.DataUnreadable():
            return _tr(
                "今天的备份没有通过检查，数据文件可能坏了；请关掉程序再打开，它会检查并修复。"
            )
        case errors.DataFolderUnusable():
            text = _tr("今天的备份写不进去；你的记录都在，请看看这个位置能不能写：{0}")
            return text.format(reason.path)
    return _tr("今天的备份没有做成；你的记录都在，请关掉程序再打开。")


def recovered_words(recovered: Recovered) -> str:
    """What became of a damaged data file, and where it was left."""
    texts = {
        Source.FILE: _tr("数据文件有一处坏了，已经修好；到 {0} 的改动都在，之后的请看看要不要补。"),
        Source.COPY: _tr("数据文件坏了，已用备份恢复到 {0}；之后的改动没有了，请看看要不要补。"),
        Source.ROWS: _tr(
            "数据文件坏了，也没有备份；读得出来的都救回来了，可能缺一些，请核对一遍。"
        ),
        Source.NOTHING: _tr("数据文件坏了，读不出来，也没有备份，只能从头开始。"),
    }
    words = texts[recovered.source].format(_local_time(recovered.as_of))
    if not recovered.kept:
        return words
    return words + _tr("坏的文件没有删，留在：{0}").format(recovered.kept)


def _local_time(utc: str) -> str:
    try:
        moment = datetime.fromisoformat(utc).astimezone()
    except ValueError:
        return _tr("坏掉之前")
    return _tr("{0}年{1}月{2}日 {3}").format(
        moment.year, moment.month, moment.day, f"{moment:%H:%M}"
    )


def not_followed_words(problem: errors.UserProblem) -> str:
    """Why ticks do not show on steps that have moved, and that they are not lost."""
    text = _tr("内容有更新，有几步的勾和备注这次没能跟过来，都还在，下次打开会再试。{0}")
    return text.format(sentence(problem))


def stale_words(broken: errors.ContentBroken) -> str:
    """What is wrong with the edited checklists, while the ones before are shown."""
    text = _tr("清单文件 {0} 有错，先显示改之前的内容；改好后请重新打开：{1} {2}")
    return text.format(broken.file, broken.place, broken.detail)
