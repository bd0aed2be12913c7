"""What a masked bundle lets nobody read: names of third parties and their numbers."""

import pytest

from desktop.domain.bundle import Mask

FRIENDS_NUMBER = "13805711234"


def masked(text: str, *names: str, keep: str = "") -> str:
    return Mask(names, on=True).text(text, keep)


@pytest.mark.parametrize("keep", ["0571", "5", "805", "3805711"])
def test_a_number_that_may_stand_takes_no_other_number_apart(keep: str) -> None:
    told = masked(f"{keep} 打来，又打 {FRIENDS_NUMBER}", keep=keep)
    assert told == f"{keep} 打来，又打 〔数字〕"


def test_the_number_they_used_stands_beside_those_of_others() -> None:
    told = masked("0551-66881234 打来，又打 138 0571 1234", keep="0551-66881234")
    assert told == "0551-66881234 打来，又打 〔数字〕"


def test_a_name_is_masked_also_where_a_nickname_that_may_stand_begins_it() -> None:
    assert masked("小王 说小王子欠钱", "小王子", keep="小王") == "小王 说〔第三人1〕欠钱"


@pytest.mark.parametrize(
    "number",
    [
        "138 0571  1234",
        "138·0571·1234",
        "138_0571_1234",
        "138\u00a00571\u30001234",
        "\u202a138\u200b0571\u200b1234\u202c",
        "(0571)88886666",
        "（0571）88886666",
        "１３８０５７１１２３４",
    ],
)
def test_a_number_is_masked_however_it_is_grouped(number: str) -> None:
    assert not any(sign.isdecimal() for sign in masked(f"打给 {number} 了"))


@pytest.mark.parametrize("text", ["2026-11-22 21:30 打来", "11-22 21:30 又打来", "欠 3000 元"])
def test_days_and_sums_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ("王芳、李四", "王芳"),
        ("王芳，李四", "李四"),
        ("表姐 王芳", "王芳"),
        ("王芳（表姐）", "王芳"),
        ("表姐王芳", "王芳"),
        ("同事小李", "小李"),
        ("王芳 13805711234", "王芳"),
        ("Mary Anne", "Mary Anne"),
    ],
)
def test_each_name_among_several_is_masked(contact: str, name: str) -> None:
    told = masked(f"又打给{name}，说他欠钱", contact)
    assert name not in told
    assert "〔第三人" in told


def test_what_somebody_is_or_has_is_no_name() -> None:
    assert masked("手机响个不停", "妈妈手机") == "手机响个不停"


def test_one_person_has_one_stand_in_however_they_are_called() -> None:
    told = masked("打给表姐王芳，骂王芳", "表姐王芳")
    assert told == "打给〔第三人1〕，骂〔第三人1〕"
    assert masked("王芳和李四", "王芳、李四") == "〔第三人1〕和〔第三人2〕"
