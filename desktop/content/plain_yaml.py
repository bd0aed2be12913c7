"""A strict, small YAML: block data without anchors, tags, doubled keys or surprises.

Plain scalars are ``null``, ``true``, ``false``, integers or text; dates and words such as ``no``
stay text, so what an author reads is what the program gets.
"""

import re
from collections.abc import Iterator

import yaml

from desktop.content.rulebook import Rule

PlainData = bool | int | str | list["PlainData"] | dict[str, "PlainData"] | None

_LARGEST = 1_000_000
_DEEPEST = 12
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,8})\Z")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)


class YamlFault(Exception):
    """A file that cannot be read.

    Attributes:
        rule: The rule that was broken.
        line: Line number counted from one, or None for the file as a whole.
        message: One Chinese sentence: the cause and what to do.
    """

    def __init__(self, rule: Rule, message: str, line: int | None = None) -> None:
        """Keeps what was found and where."""
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.line = line


def read_yaml(data: bytes) -> PlainData:
    """Reads one document.

    Raises:
        YamlFault: The bytes are not a document of the strict kind.
    """
    text = _text(data)
    try:
        return _Builder(yaml.parse(text, Loader=_Loader)).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise YamlFault(
            Rule.BAD_YAML, "这里不合 YAML 语法，请检查缩进、冒号后的空格和引号。", line
        ) from error
    except yaml.YAMLError as error:
        raise YamlFault(
            Rule.BAD_YAML, "文件里有 YAML 不允许的字符，请删去看不见的控制字符。"
        ) from error


def _text(data: bytes) -> str:
    if len(data) > _LARGEST:
        raise YamlFault(Rule.BAD_FILE, "文件超过 1 MB，请拆成几个文件。")
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise YamlFault(Rule.BAD_FILE, "文件开头有 BOM 标记，请改存为无 BOM 的 UTF-8。")
    if b"\0" in data:
        raise YamlFault(Rule.BAD_FILE, "文件里有空字节，可能已损坏，请换回完好的一份。")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YamlFault(
            Rule.BAD_FILE, "文件不是 UTF-8 编码，请用 UTF-8 重新保存。", line
        ) from error
    if not text.strip():
        raise YamlFault(Rule.BAD_FILE, "文件是空的，请补上内容或删去这个文件。")
    if "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + 1
        raise YamlFault(Rule.BAD_FILE, "这里有制表符，请改用空格。", line)
    return text


class _Builder:
    """Turns the events of one document into plain data."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events

    def document(self) -> PlainData:
        next(self._events)
        first = next(self._events)
        if not isinstance(first, yaml.DocumentStartEvent):
            raise YamlFault(Rule.BAD_FILE, "文件里没有内容，请补上内容或删去这个文件。")
        result = self._value(next(self._events), 0)
        next(self._events)
        second = next(self._events)
        if not isinstance(second, yaml.StreamEndEvent):
            raise YamlFault(
                Rule.BAD_YAML,
                "一个文件只能有一份文档，请把“---”以后的内容移到别的文件。",
                _line(second),
            )
        return result

    def _value(self, event: yaml.Event, depth: int) -> PlainData:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise YamlFault(
                Rule.ANCHOR, "不能用 & 和 * 引用别处的内容，请把内容写全。", _line(event)
            )
        if depth > _DEEPEST:
            raise YamlFault(Rule.BAD_YAML, "嵌套太深，请检查缩进和括号。", _line(event))
        if getattr(event, "tag", None) not in (None, "!"):
            raise YamlFault(Rule.BAD_YAML, "不能用 ! 开头的类型标记，请删去。", _line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(depth)
        return _scalar(event)

    def _mapping(self, depth: int) -> dict[str, PlainData]:
        found: dict[str, PlainData] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            if not isinstance(key, str):
                raise YamlFault(Rule.BAD_YAML, "键必须是文字，请检查冒号前面。", _line(event))
            if key in found:
                raise YamlFault(Rule.DUPLICATE_KEY, f"“{key}”写了两次，请只留一处。", _line(event))
            found[key] = self._value(next(self._events), depth + 1)
        return found

    def _sequence(self, depth: int) -> list[PlainData]:
        found: list[PlainData] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, depth + 1))
        return found


def _scalar(event: yaml.Event) -> PlainData:
    if not isinstance(event, yaml.ScalarEvent):
        raise YamlFault(Rule.BAD_YAML, "这里缺少内容，请补上。", _line(event))
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.match(text) else text


def _line(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None
