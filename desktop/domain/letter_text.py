"""A letter as plain text, and as the shorter texts that forms on the web take."""

import re
import unicodedata
from collections.abc import Iterator

from desktop.domain.record import Record
from desktop.domain.written_letter import Part, PartKind, WrittenLetter

BOX = "□"

LEAST_LIMIT = 50
"""No form asks for less; below it a text would be nothing but its own remark."""

_BREAKS = re.compile("\r\n|[\n\r\v\f]")
# Where a text may end, the best first: a sentence, a part of one, a word.
_SENTENCE = re.compile(r"[。！？!?；;…][”’」』）)》】]*|\n")
_PART = re.compile(r"[，、：][”’」』）)》】]*|[,:](?!\d)|\s")
_CLOSING = 8  # Closing marks behind the end of a sentence that belong to it.
_LETTERS = "[A-Za-z0-9\u00c0-\u024f\u0300-\u036f]+"
_WORD = re.compile(rf"{_LETTERS}(?:[-.,:@_/]{_LETTERS})*|.", re.DOTALL)


class Shortened(Record):
    """A text that a form takes, and what it does not hold.

    Attributes:
        text: What is to be copied; where something was cut, its end says so.
        left_out: What was cut, exactly; empty where all of it fits.
    """

    text: str
    left_out: str


def plain_text(written: WrittenLetter) -> str:
    """All of a letter, a line for each part, every word as it was typed."""
    return "\n".join(map(part_text, written.parts))


def part_text(part: Part) -> str:
    """A part with its mark."""
    match part.kind:
        case PartKind.POINT:
            return f"{part.mark} {part.text}" if part.mark[-1:].isascii() else part.mark + part.text
        case PartKind.BOX:
            return f"{part.mark or BOX} {part.text}"
        case PartKind.EXHIBIT_ROW:
            return f"{part.mark}：{part.text}"
        case _:
            return part.mark + part.text


def lines_of(text: str) -> list[str]:
    """The lines of what was typed; breaks of any system, and of pages, are breaks."""
    return _BREAKS.split(text)


def counted(text: str) -> int:
    """How long a text is for a form on the web.

    Browsers count as JavaScript does: what stands beyond the first 65,536 characters, such as
    emoji and rare names, counts twice.
    """
    return len(text) + sum(character > "\uffff" for character in text)


def in_pieces(text: str, limit: int) -> tuple[str, ...]:
    """The whole text in as many pieces as it takes, each with its number where there are several.

    Args:
        text: Any text.
        limit: How much one piece may hold, its number included.

    Raises:
        ValueError: The limit is below ``LEAST_LIMIT``.
    """
    _check(limit)
    text = text.strip()
    if counted(text) <= limit:
        return (text,)
    digits = 1
    while True:
        # The number of pieces depends on the room that their numbers take.
        room = limit - counted(f"（{'9' * digits}/{'9' * digits}）")
        parts = list(_split(text, room))
        if len(str(len(parts))) <= digits:
            break
        digits += 1
    return tuple(f"（{number}/{len(parts)}）{part}" for number, part in enumerate(parts, 1))


def shortened(text: str, limit: int) -> Shortened:
    """As much of the text as fits, ending with a sentence and with how much is missing.

    Args:
        text: Any text.
        limit: How much it may hold, the remark included.

    Raises:
        ValueError: The limit is below ``LEAST_LIMIT``.
    """
    _check(limit)
    text = text.strip()
    if counted(text) <= limit:
        return Shortened(text, "")
    # No remark is longer than this one, since nothing that is left out is longer than the text.
    room = limit - counted(_remark(counted(text)))
    end = _end(text, room)
    left_out = text[end:].lstrip()
    return Shortened(text[:end].rstrip() + _remark(counted(left_out)), left_out)


def _check(limit: int) -> None:
    if limit < LEAST_LIMIT:
        raise ValueError(limit)


def _remark(left_out: int) -> str:
    return f"（受字数限制，后面还有{left_out}字没有写在这里）"


def _split(text: str, room: int) -> Iterator[str]:
    while text:
        end = _end(text, room)
        yield text[:end].rstrip()
        text = text[end:].lstrip()


def _end(text: str, room: int) -> int:
    """Where to end so that it fits: after a sentence, or a part of one, or a word."""
    most = _fitting(text, room)
    if most == len(text):
        return most
    for ends in (_SENTENCE, _PART):
        # An end that leaves half of the room empty is worse than one inside a sentence.
        found = [m.end() for m in ends.finditer(text, 0, most + _CLOSING) if m.end() <= most]
        if found and found[-1] * 2 >= most:
            return found[-1]
    last = 0
    for word in _WORD.finditer(text):
        if word.end() > most:
            break
        last = word.end()
    # A word longer than the room is cut; what only varies a character stays with it.
    return _before_a_character(text, last if last * 2 >= most else most)


def _fitting(text: str, room: int) -> int:
    used = 0
    for place, character in enumerate(text):
        used += counted(character)
        if used > room:
            return place
    return len(text)


def _before_a_character(text: str, place: int) -> int:
    start = place
    while 0 < start < len(text) and (_joins(text[start]) or text[start - 1] == "\u200d"):
        start -= 1
    return start or place


def _joins(character: str) -> bool:
    """Whether it is part of what stands before it: accents, joiners, shades of emoji."""
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
