"""Running text on pages: nothing is lost or leaves the paper, and nothing stands alone."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.document import (
    Block,
    Break,
    Heading,
    Paragraph,
    Point,
    Row,
    SetDocument,
    Side,
    Title,
    set_document,
)
from desktop.domain.typesetting import HEIGHT, WIDTH, PaperPage, Words

SHARES = (0.3, 0.7)
FOOT = "页脚"


def advance(character: str) -> float:
    return 0.55 if character.isascii() else 1.0


def width(mark: Words) -> float:
    return sum(map(advance, mark.text)) * mark.size


def bare(text: str) -> str:
    return "".join(text.split())


def made(blocks: Sequence[Block]) -> SetDocument:
    return set_document(blocks, advance, lambda _: True, FOOT)


def words(page: PaperPage) -> list[Words]:
    """The lines of a page without its foot."""
    return [m for m in page.marks if isinstance(m, Words) and m.y < HEIGHT - 60 and m.text]


def lines(count: int) -> str:
    """A text of so many lines."""
    return "字" * (44 * count)


texts = st.text("安心，。（）“”abc 019-/", max_size=400)
blocks_ = st.lists(
    st.one_of(
        st.builds(lambda text, side: Title(text, side=side), texts, st.sampled_from(Side)),
        texts.map(Heading),
        st.builds(
            lambda text, size, indent, side, stays: Paragraph(
                text, size=size, indent=indent, side=side, stays=stays
            ),
            texts,
            st.sampled_from((9.0, 11.0, 12.0)),
            st.sampled_from((0.0, 2.0)),
            st.sampled_from(Side),
            st.booleans(),
        ),
        st.tuples(texts, st.sampled_from(("·", "1.", "100.", "□", "（第十二）", ""))).map(
            lambda each: Point(*each)
        ),
        st.builds(lambda a, b, head: Row((a, b), SHARES, head=head), texts, texts, st.booleans()),
        st.just(Break()),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(blocks_)
def test_nothing_is_lost_and_nothing_leaves_the_paper(blocks: list[Block]) -> None:
    set_ = made(blocks)
    assert len(set_.begins) == len(blocks)
    assert list(set_.begins) == sorted(set_.begins)
    for page in set_.pages:
        for mark in words(page):
            assert mark.x >= 49
            assert mark.x + width(mark) <= WIDTH - 49
            assert 40 <= mark.y <= HEIGHT - 62
    said = bare("".join(mark.text for page in set_.pages for mark in words(page)))
    for block in blocks:
        if not isinstance(block, Break | Row | Point):
            assert bare(block.text) in said


@settings(max_examples=60, deadline=None)
@given(blocks_)
def test_no_two_lines_lie_on_each_other(blocks: list[Block]) -> None:
    for page in made(blocks).pages:
        spots = sorted((round(mark.y, 1), mark.x, mark.x + width(mark)) for mark in words(page))
        for (y, _, right), (below, left, _) in pairwise(spots):
            assert y != below or left >= right - 0.01


def test_a_heading_never_ends_a_page() -> None:
    for filled in range(20, 50):
        blocks = (*[Paragraph("字")] * filled, Heading("题"), Paragraph("完"))
        begins = made(blocks).begins
        assert begins[-1] == begins[-2]


def test_no_line_of_a_paragraph_stands_alone() -> None:
    for filled in range(20, 45):
        for count in (2, 3, 5):
            blocks = (*[Paragraph("满")] * filled, Paragraph(lines(count)))
            on = [sum("字" in m.text for m in words(page)) for page in made(blocks).pages]
            assert 1 not in on, (filled, count)


def test_what_stays_together_is_on_one_page() -> None:
    for filled in range(20, 50):
        end = (Paragraph("", stays=True), Paragraph("名", stays=True), Paragraph("日"))
        begins = made((*[Paragraph("字")] * filled, *end)).begins
        assert len(set(begins[-3:])) == 1


def test_a_page_full_to_its_end_is_followed_by_none() -> None:
    for filled in range(20, 80):
        set_ = made([Paragraph("字")] * filled)
        assert all(words(page) for page in set_.pages), filled


def test_the_head_of_a_table_stands_on_every_page_of_it_and_never_alone() -> None:
    head = Row(("头", "栏"), SHARES, head=True)
    for filled in range(20, 50):
        rows = [Row(("行", "字"), SHARES)] * 80
        pages = made((*[Paragraph("段")] * filled, head, *rows)).pages
        for page in pages:
            said = [mark.text for mark in words(page)]
            if "行" in said:
                assert said.count("头") == 1
                assert said.index("头") < said.index("行")
            else:
                assert "头" not in said


def test_the_first_line_stands_in_and_the_others_do_not() -> None:
    (page,) = made([Paragraph(lines(3), size=12, indent=2)]).pages
    first, *more = words(page)
    assert first.x == 50 + 24
    assert {mark.x for mark in more} == {50}


def test_sides() -> None:
    (page,) = made([Title("题", side=Side.MIDDLE), Paragraph("名", side=Side.RIGHT)]).pages
    title, name = words(page)
    assert abs(title.x + width(title) / 2 - WIDTH / 2) < 0.1
    assert abs(name.x + width(name) - (WIDTH - 50)) < 0.1


def test_a_word_wider_than_what_is_left_of_an_indented_line_stays_on_the_paper() -> None:
    (page,) = made([Paragraph("a" * 80, size=12, indent=2)]).pages
    assert all(mark.x + width(mark) <= WIDTH - 50 for mark in words(page))
    assert "".join(mark.text for mark in words(page)) == "a" * 80


def test_a_break_begins_a_page_unless_it_is_empty() -> None:
    set_ = made([Break(), Paragraph("一"), Break(), Break(), Paragraph("二")])
    assert len(set_.pages) == 2
    assert set_.begins == (1, 1, 2, 2, 2)


def test_every_page_has_its_number_and_the_foot() -> None:
    pages = made([Paragraph(lines(120))]).pages
    for number, page in enumerate(pages, 1):
        said = [mark.text for mark in page.marks if isinstance(mark, Words)]
        assert said[-2:] == [FOOT, f"第 {number} 页，共 {len(pages)} 页"]
