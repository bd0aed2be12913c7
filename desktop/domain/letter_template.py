"""Texts of the content with placeholders, taken apart once; what fills them is never read."""

import re
from functools import lru_cache

from desktop.domain.conditions import Condition, parse
from desktop.domain.record import Record

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Piece(Record):
    """Some words of a template, or one placeholder.

    Attributes:
        text: The words, or the name of the placeholder.
        named: Whether it is a placeholder.
    """

    text: str
    named: bool


@lru_cache(maxsize=1024)
def pieces(template: str) -> tuple[Piece, ...]:
    """A text of the content, word for word and placeholder for placeholder."""
    parts = PLACEHOLDER.split(template)
    found = (Piece(part, bool(index % 2)) for index, part in enumerate(parts))
    return tuple(piece for piece in found if piece.text)


@lru_cache(maxsize=1024)
def names(template: str) -> tuple[str, ...]:
    """The placeholders of a text, in order."""
    return tuple(piece.text for piece in pieces(template) if piece.named)


@lru_cache(maxsize=1024)
def condition(only_if: str) -> Condition:
    """When a block is written; it is asked again with every letter that is typed."""
    return parse(only_if)
