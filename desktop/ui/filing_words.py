"""Words for what was handed in: ways, statuses, and the day a reply is due."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.domain.filings import (
    DueKind,
    Filing,
    FilingDue,
    FilingStatus,
    FilingWay,
    lapsed,
    urgent,
)
from desktop.domain.holidays import Holidays
from desktop.domain.letters import CountedFrom, ReplyCalendar


def _tr(text: str) -> str:
    return QCoreApplication.translate("filings", text)


def way(value: FilingWay) -> str:
    """How it was handed in."""
    return {
        FilingWay.EMS: _tr("EMS"),
        FilingWay.ONLINE: _tr("网上"),
        FilingWay.PHONE: _tr("电话"),
        FilingWay.IN_PERSON: _tr("当面"),
        FilingWay.EMAIL: _tr("邮件"),
        FilingWay.OTHER: _tr("其他"),
    }[value]


def handed_in(filing: Filing) -> str:
    """How it was handed in and to whom, as a letter says it; empty where nobody told."""
    how = "" if filing.way in (None, FilingWay.OTHER) else way(filing.way)
    to = filing.recipient and _tr("交给{0}").format(filing.recipient)
    return _tr("，").join(part for part in (how, to) if part)


def status(value: FilingStatus) -> str:
    """What became of it."""
    return {
        FilingStatus.SUBMITTED: _tr("已提交"),
        FilingStatus.ACCEPTED: _tr("已受理"),
        FilingStatus.ANSWERED: _tr("已答复"),
        FilingStatus.UNSATISFIED: _tr("不满意"),
        FilingStatus.CLOSED: _tr("已结"),
    }[value]


def day(value: date) -> str:
    """A day as it stands on letters."""
    return _tr("{0}年{1}月{2}日").format(value.year, value.month, value.day)


def left(due: FilingDue, today: date, calendar: ReplyCalendar, working: int | None) -> str:
    """How long it is until the day: “还有 3 个工作日”.

    Args:
        due: When the reply is due.
        today: The local date.
        calendar: How its days are counted.
        working: Working days that are left; None where they cannot be told.
    """
    if due.kind is DueKind.SETTLED:
        return ""
    if due.day is None:
        return {
            DueKind.NO_RULE: _tr("没有法定的天数"),
            DueKind.NOT_BEGUN: _tr("还没开始算"),
            DueKind.UNCOVERED: _tr("还算不出哪天"),
        }[due.kind]
    days = (due.day - today).days
    if days < 0:
        return _tr("已过 {0} 天").format(-days)
    if days == 0:
        return _tr("今天到期")
    if due.kind is DueKind.COUNTED and calendar is ReplyCalendar.WORKING and working is not None:
        return _tr("还有 {0} 个工作日").format(working)
    return _tr("还有 {0} 天").format(days)


def tone(due: FilingDue, today: date) -> str:
    """The colour the words repeat themselves in."""
    if lapsed(due, today) or urgent(due, today):
        return "amber"
    return "soft" if due.day is not None else "neutral"


def counted(filing: Filing, due: FilingDue, holidays: Holidays) -> tuple[str, ...]:
    """How the day came about, a sentence each."""
    terms, deadline = filing.terms, due.deadline
    said: list[str] = []
    if due.kind is DueKind.TOLD and due.day is not None:
        said.append(_tr("按你填的日子等：{0}。").format(day(due.day)))
    if terms.days is None:
        if due.kind is DueKind.NO_RULE:
            said.append(_tr("没有规定写明几天。对方说过哪天，或信里写了哪天，可以填上。"))
        return tuple(said)
    unit = _tr("个工作日") if terms.calendar is ReplyCalendar.WORKING else _tr("天")
    begins = {
        CountedFrom.SENT: _tr("提交"),
        CountedFrom.RECEIVED: _tr("收到"),
        CountedFrom.ACCEPTED: _tr("受理"),
    }[terms.counted_from]
    if due.start is None or deadline is None:
        said.append(
            _tr("从{0}的第二天起数 {1} {2}。知道是哪天{0}的，就填上，程序来数。").format(
                begins, terms.days, unit
            )
        )
        return tuple(said)
    said.append(
        _tr("{0}{1}，从第二天起数 {2} {3}。").format(day(due.start), begins, terms.days, unit)
    )
    if deadline.counted is None:
        said.append(_uncovered(deadline.until, deadline.left))
    elif not deadline.sure:
        said.append(
            _tr("数到 {0}。{1}年的放假安排还没有收进来，那天要是休息，可能再顺延。").format(
                day(deadline.counted), deadline.counted.year
            )
        )
    elif deadline.rolled and deadline.day is not None:
        said.append(
            _tr("数到 {0}，那天休息。{1}（{2}）所以等到 {3}。").format(
                day(deadline.counted),
                holidays.roll.words,
                holidays.roll.confidence.value,
                day(deadline.day),
            )
        )
    else:
        said.append(_tr("数到 {0}。").format(day(deadline.counted)))
    return tuple(said)


def _uncovered(until: date | None, left: int) -> str:
    if until is None:
        return _tr("那一年的放假安排没有收进来，工作日数不了；可以自己填一个日子。")
    return _tr(
        "只能数到 {0}，还差 {1} 个工作日：{2}年的放假安排还没有收进来。可以先自己填一个日子。"
    ).format(day(until), left, until.year + 1)
