"""Words for the vault: how strong a passphrase is, and what a conversion is at."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.vault import Progress, Strength, Weakness, Work


def _tr(text: str) -> str:
    return QCoreApplication.translate("vault", text)


def level(strength: Strength) -> str:
    """How strong, in one short sentence."""
    return [
        _tr("太好猜：认识你的人试几次就能开。"),
        _tr("好猜：用电脑试，很快就能开。"),
        _tr("一般：挡得住身边的人，挡不住用电脑慢慢试的人。"),
        _tr("不错：用电脑试也要很久。"),
        _tr("很好：很难试出来。"),
    ][strength.level]


def weakness(value: Weakness) -> str:
    """What makes a passphrase easier to guess, and so how to better it."""
    return {
        Weakness.SHORT: _tr("太短，再加几个词"),
        Weakness.COMMON: _tr("里面有大家常用的密码"),
        Weakness.PINYIN: _tr("里面有常见词的拼音"),
        Weakness.NAME: _tr("里面有你记下的名字，身边的人会试"),
        Weakness.DATE: _tr("像生日或日期"),
        Weakness.PHONE: _tr("像手机号"),
        Weakness.REPEAT: _tr("有重复的字"),
        Weakness.SEQUENCE: _tr("有顺着排的字，像 abc、123"),
        Weakness.KEYBOARD: _tr("键盘上挨着的键"),
        Weakness.DIGITS: _tr("只有数字"),
    }[value]


def strength(value: Strength) -> str:
    """The estimate with its reasons, the worst first."""
    reasons = "；".join(weakness(each) for each in value.weaknesses[:2])
    return level(value) + (_tr("（{0}）").format(reasons) if reasons else "")


def work(progress: Progress) -> str:
    """What a conversion is at."""
    words = {
        Work.KEYS: _tr("正在准备…"),
        Work.DATABASE: _tr("正在处理你的记录…"),
        Work.FILES: _tr("正在处理附件 {0} / {1}"),
        Work.BACKUPS: _tr("正在处理备份 {0} / {1}"),
        Work.DONE: _tr("好了。"),
    }[progress.work]
    return words.format(progress.done, progress.total)
