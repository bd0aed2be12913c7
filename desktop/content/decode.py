"""Plain data of an author into schema values, with defaults and every problem told."""

from dataclasses import dataclass
from typing import Any, Final

from desktop.content.plain_yaml import PlainData
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.shapes import Choice, Many, Maybe, Record, Scalar, Shape, shape_of
from desktop.domain.confidence import Confidence

CHECKED_BY_DEFAULT: Final = "2026-11-22"
_TYPE_WORDS = {str: "文字（数字请加引号）", int: "整数", bool: "true 或 false"}
_REFUSED: Final = object()
# An empty identity or name is never meant; these texts must be written out.
_NO_DEFAULT = frozenset({"id", "title", "name", "when", "only_if"})


@dataclass(slots=True)
class Decoder:
    """Decodes the documents of one file.

    Attributes:
        file: Path below ``checklists/`` for the problems.
        problems: Everything found so far.
    """

    file: str
    problems: list[ContentProblem]

    def decode(self, type_: type[Any], plain: PlainData, place: str = "") -> Any | None:
        """Returns a value of the type, or None after noting at least one problem."""
        value = self._value(shape_of(type_), plain, place)
        return None if value is _REFUSED else value

    def _value(self, shape: Shape, plain: PlainData, place: str) -> Any:
        match shape:
            case Maybe(inner=inner):
                return None if plain is None else self._value(inner, plain, place)
            case Record():
                return self._record(shape, plain, place)
            case Many(inner=inner):
                return self._many(inner, plain, place)
            case Choice(members=members):
                if isinstance(plain, str) and plain in members:
                    return members[plain]
                return self._refuse(
                    place, Rule.WRONG_TYPE, f"这里只能写其中之一：{'、'.join(members)}。"
                )
            case Scalar(kind=kind):
                if type(plain) is kind:
                    return plain
                return self._refuse(
                    place, Rule.WRONG_TYPE, f"这里应为{_TYPE_WORDS[kind]}，请改写。"
                )
        raise TypeError(shape)

    def _many(self, inner: Shape, plain: PlainData, place: str) -> Any:
        if not isinstance(plain, list):
            return self._refuse(place, Rule.WRONG_TYPE, "这里应为列表，请每项一行并以“- ”开头。")
        items = [
            self._value(inner, item, f"{place}[{number}]") for number, item in enumerate(plain, 1)
        ]
        return _REFUSED if any(item is _REFUSED for item in items) else tuple(items)

    def _record(self, record: Record, plain: PlainData, place: str) -> Any:
        if not isinstance(plain, dict):
            return self._refuse(place, Rule.WRONG_TYPE, "这里应为“键: 值”的一组，请改写。")
        known = {name for name, _ in record.fields}
        unknown = [key for key in plain if key not in known]
        for key in unknown:
            self._refuse(
                _below(place, key), Rule.UNKNOWN_KEY, f"没有“{key}”这个键，请改成已有的键名或删去。"
            )
        values = [
            self._value(shape, plain[name], _below(place, name))
            if name in plain
            else self._default(shape, name, _below(place, name))
            for name, shape in record.fields
        ]
        refused = bool(unknown) or any(value is _REFUSED for value in values)
        return _REFUSED if refused else record.schema(*values)

    def _default(self, shape: Shape, name: str, place: str) -> Any:
        match shape:
            case Maybe():
                return None
            case Many():
                return ()
            case Scalar(kind=kind) if kind is bool:
                return False
            case Scalar(kind=kind) if kind is str and name not in _NO_DEFAULT:
                return CHECKED_BY_DEFAULT if name == "checked" else ""
            case Choice(kind=kind) if kind is Confidence:
                return self._refuse(
                    place, Rule.UNSOURCED_FACT, "没有写可信程度，请补上 high、medium、low 或 待核。"
                )
        return self._refuse(place, Rule.MISSING_KEY, f"缺少“{name}”，请补上。")

    def _refuse(self, place: str, rule: Rule, message: str) -> object:
        self.problems.append(ContentProblem(self.file, place, rule, message))
        return _REFUSED


def _below(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
