"""A letter as it stands on paper: what a PDF file, a printer and a word processor are given."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from desktop.domain.document import Block, Break, Heading, Paragraph, Point, Row, Side, Title
from desktop.domain.letter_text import BOX, lines_of
from desktop.domain.letters import LetterForm
from desktop.domain.typesetting import Ink
from desktop.domain.written_letter import Part, PartKind, WrittenLetter

NEUTRAL_TITLE = "材料"
"""What a file says it is: enough for whoever gets it, and nothing for who sees it lie there."""

EXHIBITS_TITLE = "证据清单"
MASKED_FOOT = "姓名和号码已遮盖"
_EXHIBITS_HEAD = ("编号", "名称", "大小", "原件校验值（SHA-256）")
_EXHIBITS_SHARES = (0.11, 0.36, 0.13, 0.40)
_EXHIBITS_NOTE = "校验值用来核对：文件有没有改过，一算就知道。"
_SIZE = 12.0
_INDENT = 2.0


def letter_blocks(written: WrittenLetter) -> tuple[Block, ...]:
    """What stands on paper: the letter, then the list of evidence on a page of its own."""
    return (*_body(written), *_exhibits(written))


def letter_words(written: WrittenLetter) -> str:
    """Every character that comes onto paper, in no order that could be read."""
    blocks = letter_blocks(written)
    texts = [text for block in blocks for text in _texts(block)]
    return "\n".join((*texts, foot(written)))


def foot(written: WrittenLetter) -> str:
    """What stands at the foot of every page, beside its number."""
    return MASKED_FOOT if written.masked else ""


def _texts(block: Block) -> tuple[str, ...]:
    match block:
        case Row(cells):
            return cells
        case Point(text, mark):
            return mark, text
        case Title(text) | Heading(text) | Paragraph(text):
            return (text,)
        case _:
            return ()


def _body(written: WrittenLetter) -> Iterator[Block]:
    indent = _INDENT if written.form is LetterForm.LETTER else 0.0
    for kind, grouped in groupby(_without_list_at_end(written.parts), lambda part: part.kind):
        parts = list(grouped)
        match kind:
            case PartKind.SIGNATURE:
                yield from _signature(parts)
            case PartKind.EXHIBIT_ROW:
                words = f"见附件《{EXHIBITS_TITLE}》，共{len(parts)}份。"
                yield Paragraph(words, size=_SIZE, indent=indent)
            case _:
                for part in parts:
                    yield from _blocks(part, indent)


def _without_list_at_end(parts: Sequence[Part]) -> Sequence[Part]:
    """The parts without a list of evidence that follows them: it has a page with its own title."""
    end = len(parts)
    while end and parts[end - 1].kind is PartKind.EXHIBIT_ROW:
        end -= 1
    if end and end < len(parts) and parts[end - 1].kind is PartKind.HEADING:
        return parts[: end - 1]
    return parts


def _blocks(part: Part, indent: float) -> Iterator[Block]:
    """A part, a block for each of its lines; how far in a line begins is for the paper to say."""
    first, *more = _without_gaps(line.strip() for line in lines_of(part.text))
    match part.kind:
        case PartKind.TITLE:
            yield Title(" ".join((first, *more)), Ink.TEXT, Side.MIDDLE)
        case PartKind.HEADING:
            yield Heading(part.mark + " ".join((first, *more)), Ink.TEXT)
        case PartKind.POINT | PartKind.BOX:
            mark = part.mark or (BOX if part.kind is PartKind.BOX else "")
            yield Point(first, mark, Ink.TEXT, _SIZE)
            for line in more:
                yield Point(line, "", Ink.TEXT, _SIZE)
        case PartKind.RECIPIENT:
            for line in (first, *more):
                yield Paragraph(line, size=_SIZE)
        case _:
            for line in (part.mark + first, *more):
                # What announces a list never ends a page.
                yield Paragraph(line, size=_SIZE, indent=indent, stays=line.endswith("："))


def _without_gaps(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with one empty line where there were several, and none at the end."""
    empty = False
    for place, line in enumerate(lines):
        if line:
            if empty:
                yield ""
            yield line
        elif not place:
            yield line
        empty = not line and place > 0


def _signature(parts: list[Part]) -> Iterator[Block]:
    """Name and day at the right, on one page."""
    lines = [line for part in parts for line in lines_of(part.mark + part.text)]
    yield Paragraph("", size=_SIZE, stays=True)
    for place, line in enumerate(lines, 1):
        yield Paragraph(line, size=_SIZE, side=Side.RIGHT, stays=place < len(lines))


def _exhibits(written: WrittenLetter) -> Iterator[Block]:
    if not written.exhibits:
        return
    rows = {part.mark: part.text for part in written.parts if part.kind is PartKind.EXHIBIT_ROW}
    yield Break()
    yield Title(EXHIBITS_TITLE, Ink.TEXT, Side.MIDDLE)
    yield Paragraph(_EXHIBITS_NOTE, Ink.MUTED, 10)
    yield Row(_EXHIBITS_HEAD, _EXHIBITS_SHARES, head=True, ink=Ink.TEXT)
    for exhibit in written.exhibits:
        file = exhibit.attachment
        name = rows.get(exhibit.mark, exhibit.name)
        cells = (exhibit.mark, name, _size_words(file.size), file.sha256)
        yield Row(cells, _EXHIBITS_SHARES)


def _size_words(size: int) -> str:
    for unit, one in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= one:
            return f"{size / one:.1f} {unit}"
    return f"{size} B"
