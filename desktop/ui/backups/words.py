"""Words about copies and exports: how many, how large, since when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.domain.backups import BEFORES_KEPT, Counts, Difference, Drilled, Holding, Thing

_MEGABYTE = 1024 * 1024


def _tr(text: str) -> str:
    return QCoreApplication.translate("backups", text)


def size(number: int) -> str:
    """Bytes in the unit people know."""
    if number < _MEGABYTE:
        return _tr("{0} KB").format(-(-number // 1024))
    if number < 1024 * _MEGABYTE:
        return _tr("{0} MB").format(f"{number / _MEGABYTE:.1f}".removesuffix(".0"))
    return _tr("{0} GB").format(f"{number / _MEGABYTE / 1024:.1f}".removesuffix(".0"))


def moment(when: datetime) -> str:
    """Local day and time."""
    local = when.astimezone()
    return _tr("{0}年{1}月{2}日 {3}").format(local.year, local.month, local.day, f"{local:%H:%M}")


def hour(when: datetime) -> str:
    """Local day and hour: the name of a copy tells no more."""
    local = when.astimezone()
    return _tr("{0}年{1}月{2}日 {3} 点多").format(local.year, local.month, local.day, local.hour)


def holding(held: Holding) -> str:
    """What is kept at present."""
    if held.newest is None or held.oldest is None:
        told = _tr("还没有备份。有改动以后，程序会自动做。")
        return told + _before(held)
    told = _tr("有 {0} 份备份，共 {1}，最近一份是 {2}的。").format(
        held.number, size(held.size), hour(held.newest)
    )
    if held.number > 1:
        told += _tr("最早一份是 {0}的。").format(hour(held.oldest))
    return told + _before(held)


def _before(held: Holding) -> str:
    if not held.before:
        return ""
    return _tr("另有 {0} 份恢复之前的数据，也算在内，最多留最近 {1} 份。").format(
        held.before, BEFORES_KEPT
    )


def aside(held: Holding) -> str:
    """What lies beside the copies and is never removed by itself; empty if there is nothing."""
    if not held.aside:
        return ""
    return _tr(
        "另外留着 {0}：坏过的文件。程序不会自己删；确定不要了，可以到"
        "数据文件夹的 backups 里删掉名字以 damaged 开头的。"
    ).format(size(held.aside))


def thing(kind: Thing) -> str:
    """What is counted."""
    return {
        Thing.LENDERS: _tr("借款"),
        Thing.ANSWERS: _tr("我的情况"),
        Thing.TICKS: _tr("打过的勾"),
        Thing.NOTES: _tr("备注"),
        Thing.REMINDERS: _tr("提醒"),
        Thing.INCIDENTS: _tr("记下的骚扰"),
        Thing.FILINGS: _tr("跟进的投诉"),
        Thing.LETTERS: _tr("文书"),
        Thing.FILES: _tr("附件"),
    }[kind]


def counted(counts: Counts) -> str:
    """How much of what."""
    told = [_tr("{0} {1}").format(thing(kind), number) for kind, number in counts.items() if number]
    return _tr("、").join(told)


def drilled(found: Drilled) -> str:
    """What opening a copy has shown."""
    number = sum(found.counts.values())
    if found.damaged:
        return _tr(
            "{0}的备份能打开，共 {1} 条，但有 {2} 个附件缺了或坏了；请看看数据文件夹在的磁盘。"
        ).format(hour(found.made), number, found.damaged)
    if not number:
        return _tr("{0}的备份能打开，里面还没有内容。").format(hour(found.made))
    return _tr("{0}的备份能打开，共 {1} 条：{2}。").format(
        hour(found.made), number, counted(found.counts)
    )


def difference(found: Difference) -> str:
    """What becomes of one kind of thing."""
    parts = [
        words.format(number)
        for words, number in (
            (_tr("多 {0}"), found.added),
            (_tr("改 {0}"), found.changed),
            (_tr("少 {0}"), found.removed),
        )
        if number
    ]
    told = _tr("，").join(parts) or _tr("不变")
    return _tr("现在 {0}，恢复后 {1}（{2}）").format(found.before, found.after, told)
