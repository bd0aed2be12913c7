"""A letter on paper: what it looks like, and where its list of evidence stands."""

from desktop.domain.document import Block, Break, Heading, Paragraph, Point, Row, Side, Title
from desktop.domain.letter_pages import foot, letter_blocks, letter_words
from desktop.domain.letters import LetterForm
from desktop.domain.typesetting import Ink
from desktop.domain.written_letter import PartKind
from tests.domain.letters_written import exhibit, usual, written


def of(kind: type[Block], blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if isinstance(block, kind)]


def test_every_part_has_its_look() -> None:
    title, recipient, heading, first, second, _, told, _, _, enclosed, box, _, name, day, *_ = (
        letter_blocks(usual())
    )
    assert title == Title("投诉书", Ink.TEXT, Side.MIDDLE)
    assert recipient == Paragraph("某某监管局：", size=12)
    assert heading == Heading("一、请求", Ink.TEXT)
    assert isinstance(first, Point)
    assert isinstance(second, Point)
    assert (first.mark, second.mark) == ("1.", "2.")
    assert told == Paragraph("2026年11月18日共来电14次。（证据1、2）", size=12, indent=2)
    assert enclosed == Paragraph("见附件《证据清单》，共2份。", size=12, indent=2)
    assert box == Point("以上属实。", "□", Ink.TEXT, 12)
    assert name == Paragraph("投诉人：张三", size=12, side=Side.RIGHT, stays=True)
    assert day == Paragraph("2026年11月22日", size=12, side=Side.RIGHT)


def test_forms_do_not_stand_in() -> None:
    blocks = letter_blocks(usual()._replace(form=LetterForm.FORM))
    assert {block.indent for block in blocks if isinstance(block, Paragraph)} == {0}


def test_lines_of_the_person_stay_lines() -> None:
    blocks = letter_blocks(usual(0, "第一行\n\n第三行"))
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    at = said.index("第一行")
    assert said[at : at + 3] == ["第一行", "", "第三行"]
    blocks = letter_blocks(written((PartKind.POINT, "1.", "一\r\n二")))
    assert [(each.mark, each.text) for each in of(Point, blocks)] == [("1.", "一"), ("", "二")]


def test_the_list_of_evidence_has_a_page_with_everything_the_letter_says_of_a_file() -> None:
    letter = written(
        (PartKind.TITLE, "", "投诉书"),
        (PartKind.EXHIBIT_ROW, "证据1", "图片，原件在：旧手机（经过第1条）"),
        exhibits=2,
    )
    blocks = letter_blocks(letter)
    begins = blocks.index(Break())
    assert blocks[begins + 1] == Title("证据清单", Ink.TEXT, Side.MIDDLE)
    head, first, second = of(Row, blocks[begins:])
    assert head.head
    assert head.cells == ("编号", "名称", "大小", "原件校验值（SHA-256）")
    sha256 = [exhibit(number).attachment.sha256 for number in (1, 2)]
    assert first.cells == ("证据1", "图片，原件在：旧手机（经过第1条）", "123.5 KB", sha256[0])
    assert second.cells == ("证据2", "微信截图_2.jpg", "246.9 KB", sha256[1])


def test_a_list_behind_everything_is_not_announced_behind_the_signature() -> None:
    letter = written(
        (PartKind.SIGNATURE, "", "张三"),
        (PartKind.HEADING, "", "证据清单"),
        (PartKind.EXHIBIT_ROW, "证据1", "图片"),
        exhibits=1,
    )
    blocks = letter_blocks(letter)
    before = blocks[: blocks.index(Break())]
    assert [block.text for block in of(Paragraph, before)] == ["", "张三"]
    assert not of(Heading, blocks)


def test_without_files_there_is_no_list() -> None:
    assert not of(Break, letter_blocks(usual(0)))


def test_the_masked_twin_says_what_it_is() -> None:
    assert foot(usual()) == ""
    assert foot(usual()._replace(masked=True)) == "姓名和号码已遮盖"


def test_every_character_that_comes_onto_paper_is_among_the_words() -> None:
    letter = usual(1)._replace(masked=True)
    words = letter_words(letter)
    for part in letter.parts:
        assert part.text in words
    assert "□" in words
    assert exhibit(1).attachment.sha256 in words
    assert "姓名和号码已遮盖" in words


def test_what_announces_something_never_ends_a_page() -> None:
    blocks = letter_blocks(
        written((PartKind.PARAGRAPH, "", "请求："), (PartKind.PARAGRAPH, "", "还有一句。"))
    )
    assert [block.stays for block in blocks if isinstance(block, Paragraph)] == [True, False]
