"""What an independent reader finds in a DOCX file is what was put in, under its real styles."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.docx import illegal, write_docx
from desktop.domain.document import (
    Block,
    Break,
    Heading,
    Paragraph,
    Point,
    Row,
    Ruled,
    Side,
    Title,
)
from desktop.domain.typesetting import Ink

SHARES = (0.2, 0.8)


def read(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def made(*blocks: Block) -> Document:
    return read(write_docx(blocks, "材料").data)


def texts(*blocks: Block) -> list[str]:
    return [paragraph.text for paragraph in made(*blocks).paragraphs]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


EVERYTHING: tuple[Block, ...] = (
    Title("投诉书", side=Side.MIDDLE),
    Paragraph("某某局："),
    Heading("一、请求"),
    Point("停止联系", "1."),
    Point("说明名称", "2."),
    Heading("二、事实"),
    Paragraph("他打给了我妈妈。", size=12, indent=2),
    Point("属实", "□"),
    Point("第一", "1."),
    Point("张三", "（一）"),
    Point("接着", ""),
    Ruled(2),
    Paragraph("张三", side=Side.RIGHT),
    Break(),
    Title("证据清单"),
    Row(("编号", "名称"), SHARES, head=True),
    Row(("证据1", "图片"), SHARES),
)


def test_everything_stands_there_in_order_under_its_style() -> None:
    document = made(*EVERYTHING)
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "投诉书"),
        ("Body Text", "某某局："),
        ("Heading 1", "一、请求"),
        ("List Number", "停止联系"),
        ("List Number", "说明名称"),
        ("Heading 1", "二、事实"),
        ("Body Text", "他打给了我妈妈。"),
        ("List Bullet", "属实"),
        ("List Number", "第一"),
        ("List Continue", "（一）\t张三"),
        ("List Continue", "接着"),
        ("Ruled", ""),
        ("Ruled", ""),
        ("Signature", "张三"),
        ("Title", "证据清单"),
        ("Table Text", ""),
    ]
    (table,) = document.tables
    assert table.style.name == "Table Grid"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["编号", "名称"],
        ["证据1", "图片"],
    ]


def test_lists_count_by_themselves_and_each_begins_with_one() -> None:
    document = made(*EVERYTHING)
    used = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert used[0] == used[1] != used[2]
    numbering = document.part.numbering_part.element
    for number in used:
        found = numbering.num_having_numId(number)
        (start,) = found.iter(qn("w:startOverride"))
        assert start.get(qn("w:val")) == "1"


def test_a_number_out_of_turn_stays_as_it_was_written() -> None:
    assert texts(Point("三", "3."), Point("一", "1."), Point("三", "3.")) == [
        "3.\t三",
        "一",
        "3.\t三",
    ]


def test_the_head_of_a_table_stands_again_on_every_page_and_no_row_is_torn() -> None:
    (table,) = made(*EVERYTHING).tables
    head, row = (each._tr.trPr for each in table.rows)
    assert head.find(qn("w:tblHeader")) is not None
    assert row.find(qn("w:tblHeader")) is None
    assert all(each.find(qn("w:cantSplit")) is not None for each in (head, row))


def test_what_follows_a_break_begins_a_page() -> None:
    found = {p.text: p.paragraph_format.page_break_before for p in made(*EVERYTHING).paragraphs}
    assert found["证据清单"] is True
    assert not any(value for text, value in found.items() if text != "证据清单")


def test_a_heading_never_ends_a_page_and_a_signature_stays_together() -> None:
    document = made(Heading("题"), Paragraph("名", side=Side.RIGHT, stays=True), Paragraph("日"))
    heading, name, day = document.paragraphs
    assert heading.style.paragraph_format.keep_with_next is True
    assert name.paragraph_format.keep_with_next is True
    assert not day.paragraph_format.keep_with_next


def test_look_of_a_paragraph() -> None:
    (paragraph,) = made(Paragraph("小字", Ink.MUTED, 9, indent=2)).paragraphs
    (run,) = paragraph.runs
    assert run.font.size.pt == 9
    assert str(run.font.color.rgb) == "56635F"
    assert paragraph.paragraph_format.first_line_indent.pt == 18


def test_a4_with_the_number_of_the_page_at_its_foot() -> None:
    document = read(write_docx(EVERYTHING, "材料", "已遮盖").data)
    (section,) = document.sections
    assert section.page_width.mm == pytest.approx(210, abs=0.1)
    assert section.page_height.mm == pytest.approx(297, abs=0.1)
    (foot,) = section.footer.paragraphs
    assert foot.style.name == "Footer"
    fields = [each.get(qn("w:instr")).strip() for each in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    said = "".join(each.text for each in foot._p.iter(qn("w:t")))
    assert said == "已遮盖　第 1 页，共 1 页"


def test_chinese_and_latin_characters_have_their_fonts() -> None:
    document = made(*EVERYTHING)
    for style, font in (("Title", "黑体"), ("Heading 1", "黑体")):
        fonts = document.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
    defaults = document.styles.element.find(qn("w:docDefaults"))
    (fonts,) = defaults.iter(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    # Quotation marks belong to both scripts: without a hint they are narrow ones.
    hints = {each.get(qn("w:hint")) for each in document.element.body.iter(qn("w:rFonts"))}
    assert hints == {"eastAsia"}


def test_the_file_says_its_title_and_nothing_about_who_made_it() -> None:
    data = write_docx(EVERYTHING, "材料 <1> & 2").data
    properties = read(data).core_properties
    assert properties.title == "材料 <1> & 2"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is properties.modified is properties.last_printed is None
    found = parts(data)
    assert not any("app.xml" in name or "thumbnail" in name for name in found)
    whole = b"".join(found.values()).lower()
    for word in (b"creator", b"/home", b"/tmp", b"python"):
        assert word not in whole
    assert re.search(rb"20\d\d-\d\d", whole) is None
    # Word adds no name when the file is worked on and saved.
    assert b"removePersonalInformation" in found["word/settings.xml"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_blocks_give_the_same_bytes() -> None:
    assert write_docx(EVERYTHING, "x") == write_docx(EVERYTHING, "x")


@pytest.mark.parametrize(
    "typed",
    [
        "{name} ${x} <b>&amp;</b> ]]> \"'",
        "  两个  空格  ",
        "\u202e倒着\u200f\u200d\ufe0f",
        "张𠮷 😀 👨\u200d👩 龘",
        "a\tb\tc",
        "\u2028\u0085\u00a0\u3000",
        "_x0041_",
    ],
)
def test_what_was_typed_comes_back_exactly(typed: str) -> None:
    for block in (Title(typed), Heading(typed), Paragraph(typed), Point(typed, "1.")):
        assert texts(block) == [typed]
    (table,) = made(Row((typed, "x"), SHARES)).tables
    assert table.cell(0, 0).text == typed


def test_breaks_are_breaks() -> None:
    assert texts(Paragraph("a\r\nb\rc\nd\x0be\x0cf")) == ["a\nb\nc\nd\ne\nf"]


def test_what_xml_cannot_hold_is_told_and_nothing_else_is_lost() -> None:
    typed = "前\x00\x01\x1b中\x7f\ufffe\uffff\ud800后\x01"
    written = write_docx([Paragraph(typed), Row((typed, ""), SHARES)], "x\x02", "\x03")
    assert written.left_out == (
        "\x00",
        "\x01",
        "\x02",
        "\x03",
        "\x1b",
        "\ud800",
        "\ufffe",
        "\uffff",
    )
    document = read(written.data)
    assert document.paragraphs[0].text == "前中\x7f后"
    assert document.tables[0].cell(0, 0).text == "前中\x7f后"
    assert illegal(typed) == ("\x00", "\x01", "\x1b", "\ud800", "\ufffe", "\uffff")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_comes_back_but_for_what_was_told(typed: str) -> None:
    written = write_docx([Paragraph(typed)], typed)
    wanted = re.sub("\r\n|[\r\v\f]", "\n", typed)
    for lost in written.left_out:
        wanted = wanted.replace(lost, "")
    assert read(written.data).paragraphs[0].text == wanted


def test_every_part_is_well_formed_named_and_linked() -> None:
    found = parts(write_docx(EVERYTHING, "材料").data)
    for content in found.values():
        ElementTree.fromstring(content)
    kinds = found["[Content_Types].xml"].decode()
    for name in found:
        assert name.endswith(".rels") or name == "[Content_Types].xml" or f'"/{name}"' in kinds


def test_an_empty_document_is_one() -> None:
    assert made().paragraphs == []


def test_word_takes_it_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(write_docx(EVERYTHING, "材料").data)
    assert docx.Document(str(path)).paragraphs[0].text == "投诉书"
