"""What undo takes back and redo makes again, in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.domain.filings import FilingStatus
from desktop.domain.history import FILING_DEEDS, INCIDENT_DEEDS, LETTER_DEEDS, Act, Deed
from desktop.domain.progress import State
from desktop.services.house import Services
from desktop.ui import filing_words, words

LONGEST_TITLE = 14
_NAMED = frozenset({Deed.LENDER_ADDED, Deed.LENDER_RENAMED})
"""What carries the name it gave: before or after, the lender has another, or is not there."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


def undo(act: Act, services: Services) -> str:
    """What the undo button would do: “撤销：完成“存证据””."""
    return _tr("撤销：{0}").format(_deed(act, services))


def redo(act: Act, services: Services) -> str:
    """What the redo button would do."""
    return _tr("重做：{0}").format(_deed(act, services))


def _deed(act: Act, services: Services) -> str:
    lender = services.lenders.get(act.subject) if act.subject else None
    name = lender.name if lender is not None and act.deed not in _NAMED else act.detail
    if act.step:
        text = _about_step(act, _title(act.step, services))
        return text if lender is None else _tr("{0}（{1}）").format(text, lender.name)
    if act.deed is Deed.ANSWER:
        asked = {variable.id: variable.ask for variable in services.answers.variables()}
        return _tr("回答“{0}”").format(_short(asked.get(act.detail, "")))
    if act.deed is Deed.PHONE:
        return _tr("选手机系统")
    if act.deed is Deed.CONTENT:
        return _tr("内容更新后的整理（{0} 步），下次打开会再整理").format(act.detail)
    if act.deed in INCIDENT_DEEDS:
        return _about_incident(act)
    if act.deed in FILING_DEEDS:
        return _about_filing(act)
    if act.deed in LETTER_DEEDS:
        return _about_letter(act)
    return _about_lender(act, name)


def _about_step(act: Act, title: str) -> str:
    if act.deed is Deed.NOTE:
        return _tr("“{0}”的备注").format(title)
    if act.deed is Deed.REMINDER:
        if not act.detail:
            return _tr("不再提醒“{0}”").format(title)
        day = words.day(date.fromisoformat(act.detail))
        return _tr("{0} 提醒“{1}”").format(day, title)
    if act.detail == State.DONE:
        return _tr("完成“{0}”").format(title)
    return _tr("“{0}”改成{1}").format(title, words.state(State(act.detail)))


def _about_incident(act: Act) -> str:
    return {
        Deed.INCIDENT_ADDED: _tr("记下一笔"),
        Deed.INCIDENT_CHANGED: _tr("改一笔记录"),
        Deed.INCIDENT_REMOVED: _tr("撤回记录"),
        Deed.INCIDENT_PUT_BACK: _tr("恢复记录"),
        Deed.INCIDENT_ERASED: _tr("删掉记录"),
        Deed.ATTACHMENT_ADDED: _tr("放入附件"),
        Deed.ATTACHMENT_CHANGED: _tr("改附件的说明"),
        Deed.ATTACHMENT_REMOVED: _tr("拿走附件"),
    }[act.deed]


def _about_filing(act: Act) -> str:
    if act.deed is Deed.FILING_STATUS:
        status = filing_words.status(FilingStatus(act.detail.partition(" ")[2]))
        return _tr("改成“{0}”").format(status)
    return {
        Deed.FILING_ADDED: _tr("记下提交“{0}”"),
        Deed.FILING_CHANGED: _tr("改“{0}”的跟进"),
        Deed.FILING_REMOVED: _tr("删掉“{0}”的跟进"),
    }[act.deed].format(_short(act.detail.partition(" ")[2]))


def _about_letter(act: Act) -> str:
    return {
        Deed.LETTER_STARTED: _tr("开始一份文书"),
        Deed.LETTER_WRITTEN: _tr("文书里写的"),
        Deed.LETTER_CHOSEN: _tr("文书里选的"),
        Deed.LETTER_RENAMED: _tr("文书改名"),
        Deed.LETTER_DISCARDED: _tr("删掉文书"),
    }[act.deed]


def _about_lender(act: Act, name: str) -> str:
    return {
        Deed.LENDER_ADDED: _tr("添加“{0}”"),
        Deed.LENDER_RENAMED: _tr("改名“{0}”"),
        Deed.LENDER_KIND: _tr("“{0}”的种类"),
        Deed.LENDER_STAGE: _tr("“{0}”到哪一步"),
        Deed.LENDER_DAYS: _tr("“{0}”逾期的天数"),
        Deed.LENDER_ARCHIVED: _tr("收起“{0}”"),
        Deed.LENDER_RESTORED: _tr("拿回“{0}”"),
    }[act.deed].format(name)


def _title(step: str, services: Services) -> str:
    try:
        return _short(services.library.step(step).title)
    except KeyError:  # A step of a newer or older pack.
        return _tr("一步")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"
