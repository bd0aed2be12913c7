"""The recovery code on a sheet of paper: what it is, the code, and where to put it.

It names neither what the program is about nor whose data it opens: somebody else may find it.
"""

from datetime import date

from desktop.domain.paper import TITLE, day_words
from desktop.domain.record import Record
from desktop.domain.typesetting import (
    HEIGHT,
    WIDTH,
    Advance,
    Area,
    Ink,
    Mark,
    PaperPage,
    Words,
    break_lines,
)

_LEFT = 60.0
_ROOM = WIDTH - 2 * _LEFT
_CODE_SIZE = 30.0
_ROW = 62.0
_A_ROW = 4
_ADVICE = (
    "忘了密码时，用它打开。照着打就行：大小写、横线、空格都不要紧。",
    "每组最后一个字用来检查，所以抄错了，程序能说出是哪一组。",
    "和证件放在一起，或者交给信得过的人；不要拍照存在手机或这台电脑里，也不要发给任何人。",
    "谁拿到它和这台电脑，谁就能打开。丢了，就在“设置”里换一张新的。",
    "密码和这张卡都没有了，谁也打不开，做这个程序的人也不能。",
)


class RecoveryCard(Record):
    """What stands on the card.

    Attributes:
        groups: The groups of the code, in order.
        day: The day it was made; older cards open nothing.
    """

    groups: tuple[str, ...]
    day: date


def lay_out_card(card: RecoveryCard, advance: Advance) -> PaperPage:
    """Puts the card on a page of A4.

    Args:
        card: What stands on it.
        advance: The widths of the font.
    """
    marks: list[Mark] = [
        Words(_LEFT, 90, f"{TITLE} · 恢复卡", 24, Ink.ACCENT, bold=True),
        Words(
            _LEFT,
            116,
            f"{day_words(card.day)} 做的；以后换了新的，这张只打得开之前导出的文件。",
            11,
            Ink.MUTED,
        ),
    ]
    rows = -(-len(card.groups) // _A_ROW)
    top = 140.0
    marks.append(Area(_LEFT, top, _ROOM, rows * _ROW + 16, Ink.SOFT, 10))
    column = _ROOM / _A_ROW
    for number, group in enumerate(card.groups):
        x = _LEFT + 14 + number % _A_ROW * column
        y = top + 24 + number // _A_ROW * _ROW
        marks.append(Words(x, y, f"第 {number + 1} 组", 9, Ink.MUTED))
        marks.append(Words(x, y + 31, group, _CODE_SIZE, bold=True))
    y = top + rows * _ROW + 50
    for advice in _ADVICE:
        for line in break_lines(advice, _ROOM / 12, advance):
            marks.append(Words(_LEFT, y, line, 12))
            y += 19
        y += 7
    marks.append(Words(_LEFT, HEIGHT - 60, "这张纸不要放在电脑旁边。", 11, Ink.MUTED))
    return PaperPage(tuple(marks))
