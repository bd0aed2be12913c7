"""Walks every text an author wrote, with the place where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content, Entry

CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_CLAUSE_END = re.compile(r"[，。；：！？,;!?]")
_NEGATION = re.compile(
    r"[不别勿莫没未无非禁拒防]|避免|警惕|当心|小心|远离|谎称|声称|宣称|号称|承诺"
)

# Names of things rather than sentences; no rule about wording looks at them.
_NOT_PROSE = frozenset(
    {
        "id", "draft_id", "draft_label", "old", "code", "when", "only_if", "checked", "url",
        "promulgated", "effective", "since", "issued", "version", "min_app", "licence",
        "value", "group", "topic", "topic_order", "provision", "article", "articles", "task",
        "kind", "channel", "goto", "by", "steps", "channels", "letters", "phone_tasks", "advice",
        "lender_kinds", "pin", "number", "outcome", "now", "verdict", "ids", "key", "needs", "of",
        "fact", "letter", "step", "also", "redirects", "about", "told", "first", "last", "working",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One text.

    Attributes:
        file: File below ``checklists/``.
        place: Place in the file.
        owner: Name of the schema class that holds it.
        field: Name of its field.
        text: The text itself.
    """

    file: str
    place: str
    owner: str
    field: str
    text: str

    def problem(self, rule: Rule, message: str) -> ContentProblem:
        """A problem at this place."""
        return ContentProblem(self.file, self.place, rule, message)


@lru_cache(maxsize=1)  # Ten rules ask for the same walk.
def all_texts(content: Content) -> tuple[Text, ...]:
    """Every text of the content."""
    return tuple(text for entry in content.entries() for text in texts(entry))


def prose(content: Content) -> Iterator[Text]:
    """Every text a person may read as a sentence or a name."""
    for text in all_texts(content):
        if text.field not in _NOT_PROSE or (text.owner == "Redirect" and text.field == "now"):
            yield text


def entry_prose(entry: Entry[Any]) -> Iterator[Text]:
    """The texts of one entry that a person may read."""
    return (text for text in texts(entry) if text.field not in _NOT_PROSE)


def texts(entry: Entry[Any]) -> Iterator[Text]:
    """Every text of one entry."""
    return _texts(entry.value, entry.file, entry.place, "", "")


def says_plainly(text: str, start: int) -> bool:
    """Whether the words at ``start`` are said outright: not negated and not in quotation marks."""
    before = text[:start]
    if before.count("“") > before.count("”"):
        return False
    clause = _CLAUSE_END.split(before)[-1]
    return _NEGATION.search(clause) is None


def _texts(value: Any, file: str, place: str, owner: str, field_: str) -> Iterator[Text]:
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield Text(file, place, owner, field_, value)
    elif hasattr(value, "_fields"):
        for name in value._fields:
            below = f"{place}.{name}" if place else name
            yield from _texts(getattr(value, name), file, below, type(value).__name__, name)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _texts(item, file, f"{place}[{number}]", owner, field_)
