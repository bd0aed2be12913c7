"""A letter as plain text: as typed; cut at sentences, and nothing cut in secret."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.letter_text import (
    LEAST_LIMIT,
    counted,
    in_pieces,
    lines_of,
    plain_text,
    shortened,
)
from desktop.domain.written_letter import Part, PartKind, Run, RunKind
from tests.domain.letters_written import written

TYPED = st.text("我还，。！？“”（）：、abc 019.-@\n\t😀𠮷\u200d\ufe0f\u202e{}<>$", max_size=400)
LIMITS = st.integers(LEAST_LIMIT, 300)
STORY = "他说要打给我妈妈。我问“工号多少？”他没有说，挂了电话！后来又打了三次；都没有说姓名。" * 8


def bare(text: str) -> str:
    return "".join(text.split())


def test_every_part_has_its_line_and_its_mark() -> None:
    text = plain_text(
        written(
            (PartKind.TITLE, "", "投诉书"),
            (PartKind.RECIPIENT, "", "某某局："),
            (PartKind.POINT, "1.", "停止联系。"),
            (PartKind.BOX, "", "属实。"),
            (PartKind.EXHIBIT_ROW, "证据1", "图片"),
            (PartKind.SIGNATURE, "", "张三"),
        )
    )
    assert text == "投诉书\n某某局：\n1. 停止联系。\n□ 属实。\n证据1：图片\n张三"


def test_what_was_typed_stays_as_it_is() -> None:
    typed = "  {name} <b>${x}</b>\t&amp; \u202e😀\x01\r\n第二行  "
    part = Part(PartKind.PARAGRAPH, (Run("名字："), Run(typed, RunKind.FACT, "my_name")))
    assert plain_text(written()._replace(parts=(part,))) == f"名字：{typed}"


@given(TYPED, LIMITS)
def test_pieces_fit_and_hold_all_of_it(text: str, limit: int) -> None:
    pieces = in_pieces(text, limit)
    assert all(counted(piece) <= limit for piece in pieces)
    if len(pieces) == 1:
        assert pieces[0] == text.strip()
        return
    unnumbered = []
    for number, piece in enumerate(pieces, 1):
        head = f"（{number}/{len(pieces)}）"
        assert piece.startswith(head)
        unnumbered.append(piece.removeprefix(head))
    assert all(unnumbered)
    assert bare("".join(unnumbered)) == bare(text)


@given(TYPED, LIMITS)
def test_what_was_left_out_is_told_exactly(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert counted(short.text) <= limit
    if not short.left_out:
        assert short.text == text.strip()
        return
    remark = re.fullmatch(r"(.*)（受字数限制，后面还有(\d+)字没有写在这里）", short.text, re.DOTALL)
    assert remark
    assert int(remark[2]) == counted(short.left_out)
    assert bare(remark[1] + short.left_out) == bare(text)


@pytest.mark.parametrize("limit", range(LEAST_LIMIT, 200, 7))
def test_a_cut_stands_behind_a_sentence_and_its_closing_marks(limit: int) -> None:
    for piece in in_pieces(STORY, limit):
        assert piece.rstrip("”")[-1] in "。！？；"
        assert "）”" not in piece
        assert not piece.removeprefix(piece[: piece.index("）") + 1]).startswith("”")
    kept, _ = shortened(STORY, limit).text.split("（受字数限制")
    assert kept[-1] in "。！？；”"


@settings(max_examples=30)
@given(st.integers(LEAST_LIMIT, 90))
def test_numbers_addresses_and_joined_pictures_stay_whole(limit: int) -> None:
    for word in (
        "1,234,567.89",
        "someone@example.org",
        "2026-11-22",
        "👨\u200d👩\u200d👧",
        "é" + "a\u0301",
    ):
        text = ("字" * 40 + word) * 6
        cut = [bare(re.sub(r"^（\d+/\d+）", "", piece)) for piece in in_pieces(text, limit)]
        assert "".join(cut).count(word) == 6
        whole = re.compile(re.escape(word))
        left = "".join(whole.sub("", piece) for piece in cut)
        assert set(left) == {"字"}


def test_a_sentence_without_an_end_is_cut_where_it_must_be() -> None:
    pieces = in_pieces("字" * 500, 100)
    assert [counted(piece) for piece in pieces[:-1]] == [100] * (len(pieces) - 1)


def test_more_than_nine_pieces_have_room_for_their_numbers() -> None:
    pieces = in_pieces("字" * 5000, 50)
    assert len(pieces) > 99
    assert all(counted(piece) <= 50 for piece in pieces)


def test_what_stands_beyond_the_first_characters_counts_twice() -> None:
    assert counted("a字😀𠮷") == 6


def test_a_limit_below_all_forms_is_refused() -> None:
    for cut in (in_pieces, shortened):
        with pytest.raises(ValueError, match="49"):
            cut("字", LEAST_LIMIT - 1)


def test_breaks_of_every_system_are_breaks() -> None:
    assert lines_of("a\r\nb\rc\nd\x0be\x0cf\u2028g") == ["a", "b", "c", "d", "e", "f\u2028g"]
