"""Conditions such as ``stage == 'overdue' and contacts in ['yes', 'fear']``.

They are parsed once and evaluated in three values: a variable nobody answered makes a comparison
unknown (``None``), never false, so that a step which may apply is still shown. So does the answer
“I do not know” (``'unknown'``), unless the condition asks for just that.

Grammar::

    condition  = "always" | either
    either     = both { "or" both }
    both       = single { "and" single }
    single     = "(" either ")" | name [ comparison ]
    comparison = ("==" | "!=") value | ("<" | "<=" | ">" | ">=") integer | "in" list
    list       = "[" value { "," value } "]"
    value      = integer | "'" characters "'"

A name that stands alone means ``name == 'yes'``.
"""

import re
from collections.abc import Mapping
from enum import Enum, StrEnum

from desktop.domain.record import Record

Value = str | int
_LONGEST = 500
_DEEPEST = 20
_TOKEN = re.compile(
    r"(?P<integer>\d{1,6})(?!\w)|(?P<name>[a-z][a-z0-9_]*)|'(?P<text>[^'\n]*)'"
    r"|(?P<sign>==|!=|<=|>=|<|>|\(|\)|\[|\]|,)|(?P<blank>\s+)"
)
_WORDS = frozenset({"always", "and", "or", "in"})


class ConditionFault(Enum):
    """What is wrong with a condition."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    UNKNOWN_CHARACTER = "unknown_character"
    UNEXPECTED = "unexpected"
    UNFINISHED = "unfinished"


class ConditionError(ValueError):
    """A condition that does not follow the grammar.

    Attributes:
        fault: What is wrong.
        position: Index of the character at which it was noticed.
    """

    def __init__(self, fault: ConditionFault, position: int) -> None:
        super().__init__(f"{fault.value} at {position}")
        self.fault = fault
        self.position = position


class Comparator(StrEnum):
    """How a variable is compared with a value."""

    EQUAL = "=="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    IN = "in"


UNDECIDED = "unknown"
"""The answer “I do not know”: it equals itself and decides nothing else."""

_ORDERS = frozenset(
    {Comparator.LESS, Comparator.AT_MOST, Comparator.MORE, Comparator.AT_LEAST},
)


class Always(Record):
    """Holds for everybody."""


class Comparison(Record):
    """One variable against one value, or for ``in`` against several."""

    name: str
    comparator: Comparator
    values: tuple[Value, ...]


class Both(Record):
    """Holds when every part holds."""

    parts: tuple["Condition", ...]


class Either(Record):
    """Holds when at least one part holds."""

    parts: tuple["Condition", ...]


Condition = Always | Comparison | Both | Either


def parse(text: str) -> Condition:
    """Reads a condition.

    Raises:
        ConditionError: The text does not follow the grammar.
    """
    if len(text) > _LONGEST:
        raise ConditionError(ConditionFault.TOO_LONG, _LONGEST)
    return _Parser(_tokens(text), len(text)).condition()


def evaluate(condition: Condition, values: Mapping[str, str | int | None]) -> bool | None:
    """Tells whether a condition holds.

    Args:
        condition: A parsed condition.
        values: Answers by variable name; a missing name or ``None`` is an unanswered question.

    Returns:
        True or False, or None when it depends on something that was not answered.
    """
    match condition:
        case Always():
            return True
        case Comparison():
            return _compare(condition, values.get(condition.name))
        case Both(parts):
            results = [evaluate(part, values) for part in parts]
            return False if False in results else None if None in results else True
        case Either(parts):
            results = [evaluate(part, values) for part in parts]
            return True if True in results else None if None in results else False


def variables(condition: Condition) -> frozenset[str]:
    """Names the variables a condition depends on."""
    return frozenset(comparison.name for comparison in comparisons(condition))


def comparisons(condition: Condition) -> tuple[Comparison, ...]:
    """Lists every comparison in a condition, from left to right."""
    match condition:
        case Always():
            return ()
        case Comparison():
            return (condition,)
        case Both(parts) | Either(parts):
            return tuple(found for part in parts for found in comparisons(part))


def _compare(comparison: Comparison, answer: str | int | None) -> bool | None:
    if answer is None or (answer == UNDECIDED and UNDECIDED not in comparison.values):
        return None
    if comparison.comparator is Comparator.IN:
        return answer in comparison.values
    value = comparison.values[0]
    if comparison.comparator is Comparator.EQUAL:
        return answer == value
    if comparison.comparator is Comparator.NOT_EQUAL:
        return answer != value
    if not isinstance(answer, int) or not isinstance(value, int):
        return None  # An answer of the wrong kind tells nothing; it must not count silently.
    match comparison.comparator:
        case Comparator.LESS:
            return answer < value
        case Comparator.AT_MOST:
            return answer <= value
        case Comparator.MORE:
            return answer > value
        case _:
            return answer >= value


class _Token(Record):
    kind: str
    text: str
    position: int


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ConditionError(ConditionFault.UNKNOWN_CHARACTER, position)
        kind = match.lastgroup or ""
        content = match.group(kind)
        if kind == "name" and content in _WORDS:
            kind = "word"
        if kind != "blank":
            found.append(_Token(kind, content, position))
        position = match.end()
    if not found:
        raise ConditionError(ConditionFault.EMPTY, 0)
    return found


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._end = end
        self._next = 0
        self._depth = 0

    def condition(self) -> Condition:
        result: Condition = Always() if self._skip("word", "always") else self._either()
        if self._next < len(self._tokens):
            raise self._unexpected()
        return result

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._skip("word", "or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._single()]
        while self._skip("word", "and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _single(self) -> Condition:
        if not self._skip("sign", "("):
            return self._comparison()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ConditionError(ConditionFault.TOO_DEEP, self._tokens[self._next - 1].position)
        inner = self._either()
        self._take("sign", ")")
        self._depth -= 1
        return inner

    def _comparison(self) -> Condition:
        name = self._take("name").text
        if self._skip("word", "in"):
            return Comparison(name, Comparator.IN, self._list())
        for comparator in Comparator:
            if self._skip("sign", comparator.value):
                value = self._integer() if comparator in _ORDERS else self._value()
                return Comparison(name, comparator, (value,))
        return Comparison(name, Comparator.EQUAL, ("yes",))

    def _list(self) -> tuple[Value, ...]:
        self._take("sign", "[")
        values = [self._value()]
        while self._skip("sign", ","):
            values.append(self._value())
        self._take("sign", "]")
        return tuple(values)

    def _value(self) -> Value:
        if self._peek("text"):
            return self._take("text").text
        return self._integer()

    def _integer(self) -> int:
        return int(self._take("integer").text)

    def _peek(self, kind: str, text: str | None = None) -> bool:
        if self._next == len(self._tokens):
            return False
        token = self._tokens[self._next]
        return token.kind == kind and text in (None, token.text)

    def _skip(self, kind: str, text: str) -> bool:
        if self._peek(kind, text):
            self._next += 1
            return True
        return False

    def _take(self, kind: str, text: str | None = None) -> _Token:
        if not self._peek(kind, text):
            raise self._unexpected()
        self._next += 1
        return self._tokens[self._next - 1]

    def _unexpected(self) -> ConditionError:
        if self._next == len(self._tokens):
            return ConditionError(ConditionFault.UNFINISHED, self._end)
        return ConditionError(ConditionFault.UNEXPECTED, self._tokens[self._next].position)
