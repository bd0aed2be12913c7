"""Everything in the content is found by whatever people type of it, and the best comes first."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.content.loader import content_folder, load_search
from desktop.domain.search import (
    QUERY_LIMIT,
    Kind,
    Looked,
    Name,
    Query,
    Rank,
    SearchEntry,
    find,
    fold,
    prepare,
    show,
)

INDEX = load_search(content_folder())
LOOKED = prepare(INDEX.entries)


def ranks(typed: str, looked: tuple[Looked, ...] = LOOKED) -> dict[SearchEntry, Rank]:
    """Everything found, and how well it fits."""
    return {
        match.looked.entry: match.rank
        for group in find(looked, Query(typed))
        for match in group.matches
    }


def first(typed: str) -> str:
    """The title of what comes first."""
    return find(LOOKED, Query(typed))[0].matches[0].looked.entry.title


def note(*lines: str) -> SearchEntry:
    return SearchEntry(Kind.NOTE, "s-1", "", "", "备注", (), (), lines)


# ---- everything is found ------------------------------------------------------------------------


def test_every_title_is_found_by_itself_and_by_every_other_name() -> None:
    for entry in INDEX.entries:
        for name in entry.names:
            if len(name.text) <= QUERY_LIMIT:
                assert ranks(name.text)[entry] <= Rank.EXACT, name.text


def test_every_title_is_found_by_each_of_its_characters() -> None:
    found = {c: ranks(c) for entry in INDEX.entries for c in entry.title if not c.isspace()}
    for entry in INDEX.entries:
        for character in entry.title:
            assert character.isspace() or entry in found[character], (entry.title, character)


def test_every_title_is_found_by_its_pinyin_and_initials() -> None:
    for entry in INDEX.entries:
        for reading in entry.names[0].pinyin:
            parts = reading.split()
            for typed in ("".join(parts), "".join(part[0] for part in parts)):
                if any(c.isalpha() for c in typed):
                    assert ranks(typed)[entry] <= Rank.SOUND, (entry.title, typed)


def test_every_everyday_word_finds_its_entries_and_so_does_its_sound() -> None:
    for entry in INDEX.entries:
        for said in entry.aliases:
            assert ranks(said.text)[entry] <= Rank.EXACT, (said.text, entry.title)
            assert entry in ranks("".join(said.pinyin[0].split())), said.text


def test_every_two_and_three_characters_of_any_body_are_found() -> None:
    pieces: dict[str, set[int]] = {}
    for number, entry in enumerate(INDEX.entries):
        for line in entry.body:
            for size in (2, 3):
                for at in range(len(line) - size + 1):
                    pieces.setdefault(line[at : at + size], set()).add(number)
    for piece, numbers in pieces.items():
        if piece.strip() == piece:
            query = Query(piece)
            for number in numbers:
                looked = LOOKED[number]
                assert looked.rank(query.phrase, "") is not None or all(
                    looked.rank(word, "") is not None for word, _ in query.words
                ), (piece, looked.entry.title)


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_part_of_any_note_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    looked = prepare([note(text)])
    query = Query(text[start:end])
    assert not query.phrase or find(looked, query)


@given(st.text(max_size=80))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert "".join(fold(character) for character in text) == folded


# ---- the best comes first -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("12378", "国家金融监督管理总局 12378 银行保险消费者投诉维权热线"),
        ("110", "110 报警"),
        ("45251", "贷后催收国标"),
        ("12356", "12356 全国统一心理援助热线"),
        ("银监会", "银监会"),
        ("坐牢", "还不上会坐牢吗？"),
        ("想死", "照顾自己：打12356，找一个人说说"),
        ("打我妈", "告诉亲友：说实话，说得短"),
        ("打单位", "单位接到催收电话：主动告诉人事"),
        ("不还会怎样", "还不上会坐牢吗？"),
        ("cuishou", "催收"),
        ("cs", "催收"),
        ("CUI'SHOU", "催收"),
        ("cui shou", "催收"),
        ("txl", "拒绝通讯录、通话记录、短信、相册、位置权限"),
        ("个人信息保护法", "个人信息保护法"),
        ("个人信息保护法第50条", "个人信息保护法 第五十条"),
        ("个人信息保护法 第50条", "个人信息保护法 第五十条"),
        ("１２３７８", "国家金融监督管理总局 12378 银行保险消费者投诉维权热线"),
    ],
)
def test_what_comes_first(typed: str, title: str) -> None:
    assert first(typed) == title


def test_the_order_of_kinds_among_equals() -> None:
    kinds = [group.kind for group in find(LOOKED, Query("打我妈"))]
    assert kinds == [kind for kind in Kind if kind in kinds]


def test_better_kinds_come_first_and_each_is_sorted() -> None:
    for typed in ("催收", "12378", "征信", "c", "催", "法院 短信"):
        groups = find(LOOKED, Query(typed))
        best = [group.matches[0].rank for group in groups]
        assert best == sorted(best)
        for group in groups:
            found = [match.rank for match in group.matches]
            assert found == sorted(found)


def test_who_wants_to_die_finds_someone_to_talk_to_before_the_police() -> None:
    for typed in ("想死", "不想活", "自杀", "想不开", "活不下去"):
        groups = {group.kind: group.matches for group in find(LOOKED, Query(typed))}
        assert "12356" in groups[Kind.CHANNEL][0].looked.entry.title
        assert list(groups)[:2] == [Kind.STEP, Kind.CHANNEL] or Kind.FAQ in list(groups)[:2]


def test_several_words_all_count() -> None:
    found = ranks("法院 短信")
    assert found
    for entry in found:
        looked = Looked(entry)
        assert "法院" in looked.text
        assert "短信" in looked.text


def test_a_whole_sentence_is_understood_by_the_words_in_it() -> None:
    found = ranks("他们老是打我妈电话，怎么办啊？？")
    assert "告诉亲友：说实话，说得短" in {entry.title for entry in found}
    assert set(found.values()) == {Rank.INSIDE}


def test_a_number_inside_a_longer_number_is_not_meant() -> None:
    assert not [entry for entry in ranks("13911012345") if entry.kind is Kind.CHANNEL]


# ---- what is shown ------------------------------------------------------------------------------


def shown(typed: str, kind: Kind, title: str = "") -> dict[str, object]:
    query = Query(typed)
    matches = next(group.matches for group in find(LOOKED, query) if group.kind is kind)
    hit = show(next(m for m in matches if title in m.looked.entry.title), query)

    def parts(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
        return [text[start:end] for start, end in marks]

    return {
        "title": parts(hit.entry.title, hit.title_marks),
        "said": (hit.said, parts(hit.said, hit.said_marks)),
        "line": parts(hit.line, hit.line_marks),
        "introduces": hit.introduces,
    }


def test_the_part_that_fits_is_marked() -> None:
    assert shown("坐牢", Kind.FAQ, "坐牢")["title"] == ["坐牢"]
    assert shown("zuolao", Kind.FAQ, "坐牢")["title"] == ["坐牢"]
    assert shown("zl", Kind.FAQ, "坐牢")["title"] == ["坐牢"]
    assert shown("zuol", Kind.FAQ, "坐牢")["title"] == ["坐牢"]
    assert shown("打我妈", Kind.STEP)["said"] == ("打我妈", ["打我妈"])
    assert shown("打我妈怎么办", Kind.STEP)["said"] == ("打我妈", ["打我妈"])


def test_a_line_tells_where_it_stands() -> None:
    seen = shown("白名单", Kind.STEP, "聪明拦截")
    assert seen["line"] == ["白名单"]
    assert seen["introduces"] is False
    assert shown("聪明拦截", Kind.STEP)["introduces"] is True


def test_marks_lie_inside_and_do_not_overlap() -> None:
    for typed in ("催", "cs", "12378", "打我妈", "法院 短信", "a", "，", "没钱还怎么办"):
        query = Query(typed)
        for group in find(LOOKED, query):
            for match in group.matches:
                hit = show(match, query)
                for text, marks in (
                    (hit.entry.title, hit.title_marks),
                    (hit.said, hit.said_marks),
                    (hit.line, hit.line_marks),
                ):
                    flat = [at for mark in marks for at in mark]
                    assert flat == sorted(flat), (typed, text, marks)
                    assert all(0 <= at <= len(text) for at in flat)
                assert len(hit.line) <= 48


# ---- whatever is typed --------------------------------------------------------------------------

NASTY = [
    "",
    " \t\n\u3000",
    "\0\x01\x7f\u200b\u2028\ufeff",
    "催" * 10_000,
    "a" * 10_000,
    " ".join("ab" * 5_000),
    "' OR 1=1; --",
    "%_[]{}()*+?.\\^$|",
    "(?P<x>",
    "😀👨‍👩‍👧🇨🇳",
    "\ud800",
    "İıßﬁ㎡ǅ",
    "' ' '",
    "''''",
    "\u202e\u0301",
    "".join(chr(c) for c in range(0x20, 0x180)),
]


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_nothing_typed_is_too_much(typed: str) -> None:
    query = Query(typed)
    for group in find(LOOKED, query):
        for match in group.matches:
            show(match, query)


@given(st.text(alphabet=st.characters() | st.sampled_from(string.printable + "催收打我妈12378")))
def test_anything_can_be_typed(typed: str) -> None:
    query = Query(typed)
    for group in find(LOOKED, query):
        for match in group.matches[:3]:
            show(match, query)


def test_nothing_typed_finds_nothing() -> None:
    assert find(LOOKED, Query("")) == ()
    assert find(LOOKED, Query("  \u3000\u200b ")) == ()


def test_what_is_nowhere_is_not_found() -> None:
    assert find(LOOKED, Query("火星自行车")) == ()
    assert find(LOOKED, Query("qzxqzx")) == ()


def test_an_entry_without_names_or_words_does_no_harm() -> None:
    empty = SearchEntry(Kind.NOTE, "s-1", "", "", "", (Name("", ()),), (), ())
    assert find(prepare([empty, note()]), Query("催")) == ()


def test_width_and_case_do_not_matter() -> None:
    assert ranks("ＡＰＰ") == ranks("app") == ranks("App")
    assert unicodedata.normalize("NFKC", "１１０") == "110"
    assert ranks("１１０") == ranks("110")
