"""Writes blocks as DOCX: a text that can be worked on in a word processor, with its real styles.

Nothing in it tells who wrote it, where, when or with what, and it asks word processors to add no
name either. The same blocks give the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import NamedTuple

from desktop.documents import docx_parts as parts
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
from desktop.domain.typesetting import COLORS, Ink

# What XML cannot hold, not even as a number. Half characters are among it.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Breaks of a line and of a page, as they come with text that was copied elsewhere.
_BREAKS = re.compile("\r\n|[\n\r\v\f]")
_NUMBERED = re.compile(r"([1-9]\d*)\.")
_PAGE = (1980, 1, 1, 0, 0, 0)
_TEXT_WIDTH = 9026  # A4 without its margins, in twentieths of a point.
_BOX, _DOT = "□", "·"
_BODY = 12.0


class Docx(NamedTuple):
    """A file for a word processor.

    Attributes:
        data: All of it.
        left_out: Control characters that such a file cannot hold, each once; everything else is
            in it.
    """

    data: bytes
    left_out: tuple[str, ...]


def write_docx(blocks: Sequence[Block], title: str, foot: str = "") -> Docx:
    """A DOCX file of blocks.

    Args:
        blocks: What stands there, in order.
        title: Title of the document.
        foot: What stands at the foot of every page, beside its number.
    """
    body = _Body()
    for block in blocks:
        body.add(block)
    title, foot = body.clean(title), body.clean(foot)
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.PACKAGE_LINKS,
        "docProps/core.xml": parts.PROPERTIES.format(title=escape(title, quote=False)),
        "word/document.xml": parts.DOCUMENT.format(body=body.xml()),
        "word/_rels/document.xml.rels": parts.DOCUMENT_LINKS,
        "word/styles.xml": parts.STYLES,
        "word/numbering.xml": parts.NUMBERING.format(lists=body.lists()),
        "word/settings.xml": parts.SETTINGS,
        "word/footer1.xml": parts.FOOTER.format(foot=_run(f"{foot}　" if foot else "")),
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _PAGE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return Docx(data.getvalue(), tuple(sorted(body.left_out)))


def illegal(text: str) -> tuple[str, ...]:
    """The characters of a text that no DOCX file can hold, each once."""
    return tuple(sorted(set(_ILLEGAL.findall(_BREAKS.sub("", text)))))


class _Body:
    """Puts the body together."""

    def __init__(self) -> None:
        self.left_out: set[str] = set()
        self._out: list[str] = []
        self._rows: list[Row] = []
        self._page = False
        self._number = 0
        self._list = parts.FIRST_LIST - 1

    def add(self, block: Block) -> None:
        """Adds a block."""
        if isinstance(block, Row):
            self._rows.append(block)
            return
        self._end_table()
        if isinstance(block, Break):
            self._page = True
            return
        if not isinstance(block, Point):
            self._number = 0
        self._out += self._paragraphs(block)

    def xml(self) -> str:
        """Everything that was added."""
        self._end_table()
        return "".join(self._out)

    def lists(self) -> str:
        """The numbered lists, each beginning with 1."""
        return "".join(
            parts.LIST.format(number=number) for number in range(parts.FIRST_LIST, self._list + 1)
        )

    def clean(self, text: str) -> str:
        """Text that XML can hold; what it cannot hold is remembered."""
        self.left_out.update(illegal(text))
        return _ILLEGAL.sub("", _BREAKS.sub("\n", text))

    def _paragraphs(self, block: Block) -> Iterator[str]:
        match block:
            case Title(text):
                yield self._paragraph("Title", text)
            case Heading(text):
                yield self._paragraph("Heading1", text)
            case Paragraph():
                yield self._plain(block)
            case Point():
                yield self._point(block)
            case Ruled(lines):
                for _ in range(lines):
                    yield self._paragraph("Ruled", "")

    def _plain(self, block: Paragraph) -> str:
        more = "<w:keepNext/>" if block.stays else ""
        if block.indent:
            hundredths = round(block.indent * 100)
            points = round(block.indent * block.size * 20)
            more += f'<w:ind w:firstLineChars="{hundredths}" w:firstLine="{points}"/>'
        if block.side is Side.MIDDLE:
            more += '<w:jc w:val="center"/>'
        look = ""
        if block.ink is not Ink.TEXT:
            look += f'<w:color w:val="{bytes(COLORS[block.ink]).hex().upper()}"/>'
        if block.size != _BODY:
            look += (
                f'<w:sz w:val="{round(block.size * 2)}"/><w:szCs w:val="{round(block.size * 2)}"/>'
            )
        style = "Signature" if block.side is Side.RIGHT else "BodyText"
        return self._paragraph(style, block.text, more, look)

    def _point(self, point: Point) -> str:
        numbered = _NUMBERED.fullmatch(point.mark)
        if numbered and int(numbered[1]) in (1, self._number + 1):
            self._number = int(numbered[1])
            if self._number == 1:
                self._list += 1
            return self._paragraph("ListNumber", point.text, _numbering(self._list))
        if point.mark == _BOX:
            return self._paragraph("ListBullet", point.text, _numbering(parts.BOXES))
        if point.mark == _DOT:
            return self._paragraph("ListBullet", point.text, _numbering(parts.DOTS))
        text = f"{point.mark}\t{point.text}" if point.mark else point.text
        more = '<w:ind w:left="420" w:hanging="420"/>' if point.mark else ""
        return self._paragraph("ListContinue", text, more)

    def _end_table(self) -> None:
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        widths = [round(_TEXT_WIDTH * share) for share in rows[0].shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        self._out.append(parts.TABLE.format(grid=grid, width=sum(widths)))
        for row in rows:
            style = "TableHead" if row.head else "TableText"
            head = "<w:tblHeader/>" if row.head else ""
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f"{self._paragraph(style, text)}</w:tc>"
                for text, width in zip(row.cells, widths, strict=True)
            )
            self._out.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
        # A table that ends a document needs a paragraph behind it.
        self._out.append('</w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>')

    def _paragraph(self, style: str, text: str, more: str = "", look: str = "") -> str:
        page, self._page = "<w:pageBreakBefore/>" if self._page else "", False
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_ordered(page, more)}</w:pPr>'
            f"{_run(self.clean(text), look)}</w:p>"
        )


def _ordered(page: str, more: str) -> str:
    """Properties of a paragraph in the order that the standard wants."""
    keep = "<w:keepNext/>"
    return f"{keep}{page}{more.removeprefix(keep)}" if more.startswith(keep) else page + more


def _numbering(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _run(text: str, look: str = "") -> str:
    """Words as they are; marks that both scripts have are those of the Chinese font."""
    if not text:
        return ""
    pieces = (
        {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(piece)
        or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in re.split("([\n\t])", text)
        if piece
    )
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{look}</w:rPr>{"".join(pieces)}</w:r>'
