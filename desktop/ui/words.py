"""Words for values: the one place where an enum becomes Chinese on screen."""

from __future__ import annotations

import sys
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.domain.confidence import Confidence
from desktop.domain.progress import State
from desktop.domain.steps import Scope, Stage, Urgency


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def keys(chord: str, platform: str = sys.platform) -> str:
    """A chord such as ``Ctrl+F`` as it stands on the keys of this system.

    ``QKeySequence`` knows it too, but no start can wait for it.
    """
    if platform != "darwin":
        return chord
    *held, key = chord.split("+")
    marks = {"Ctrl": "⌘", "Shift": "⇧"}
    return "".join(marks[each] for each in reversed(held)) + key


def unlocked() -> str:
    """What holds of every file that leaves the program, whether its own data are locked or not."""
    return _tr("它没有密码，能用这台电脑的人都打得开。和别人共用的，存到 U 盘，用完删掉。")


def urgency(value: Urgency) -> str:
    """How soon, as said on a step card."""
    return {
        Urgency.NOW: _tr("现在就做"),
        Urgency.TODAY: _tr("今天做"),
        Urgency.THIS_WEEK: _tr("这周做"),
        Urgency.MONTHLY: _tr("每月一次"),
    }[value]


def urgency_short(value: Urgency) -> str:
    """How soon, in two characters for a list row."""
    return {
        Urgency.NOW: _tr("现在"),
        Urgency.TODAY: _tr("今天"),
        Urgency.THIS_WEEK: _tr("这周"),
        Urgency.MONTHLY: _tr("每月"),
    }[value]


def urgency_tone(value: Urgency) -> str:
    """The chip tone of an urgency."""
    return "amber" if value in (Urgency.NOW, Urgency.TODAY) else "neutral"


def state(value: State) -> str:
    """The state of a step."""
    return {
        State.TODO: _tr("未开始"),
        State.DOING: _tr("进行中"),
        State.WAITING: _tr("等对方"),
        State.DONE: _tr("完成"),
        State.NOT_APPLICABLE: _tr("不适用"),
    }[value]


def stage(value: Stage) -> str:
    """The stage of a loan, as a tab."""
    return {
        Stage.BEFORE: _tr("借款前"),
        Stage.DURING: _tr("还款中"),
        Stage.OVERDUE: _tr("逾期后"),
        Stage.SETTLED: _tr("结清后"),
    }[value]


def scope(value: Scope) -> str:
    """Whom a step is ticked for."""
    return {
        Scope.PERSON: _tr("做一次，各家都算"),
        Scope.LENDER: _tr("每一家各做一次"),
    }[value]


def minutes(value: int) -> str:
    """How long a step takes."""
    if value >= 60 and value % 30 == 0:
        hours = value / 60
        return _tr("约 {0} 小时").format(f"{hours:g}")
    return _tr("约 {0} 分钟").format(value)


def day(value: date) -> str:
    """A day within a year, as short as it can be said."""
    return f"{value:%m-%d}"


def reminder(value: date, *, due: bool) -> str:
    """When a step comes back, as a chip."""
    return _tr("到日子了") if due else _tr("{0} 提醒").format(day(value))


def confidence(value: Confidence) -> str:
    """How sure we are, as a short phrase."""
    return {
        Confidence.HIGH: _tr("把握：高"),
        Confidence.MEDIUM: _tr("把握：中"),
        Confidence.LOW: _tr("把握：低"),
        Confidence.UNVERIFIED: _tr("待核"),
    }[value]
