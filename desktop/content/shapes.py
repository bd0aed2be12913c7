"""The schema records as shapes of plain data: the one place that looks at their types.

Both ways into the program use them: ``decode`` fills defaults and collects every problem of an
author; ``Shape.restore`` rebuilds a value from the compiled JSON, which must fit exactly. This is
ten milliseconds quicker at start than importing a decoding library for the same hundred kilobytes.
"""

import enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

_SHAPES: dict[Any, "Shape"] = {}


class ShapeError(ValueError):
    """Compiled data that does not fit the schema of this program."""


class Shape:
    """What a value looks like as plain data."""

    __slots__ = ()

    def restore(self, plain: Any) -> Any:
        """Rebuilds the value.

        Raises:
            ShapeError: The plain data does not fit.
        """
        raise NotImplementedError


class Scalar(Shape):
    """A text, a whole number or a truth value.

    Attributes:
        kind: ``str``, ``int`` or ``bool``.
    """

    __slots__ = ("kind",)

    def __init__(self, kind: type) -> None:
        self.kind = kind

    def restore(self, plain: Any) -> Any:
        """Returns the value itself."""
        if type(plain) is not self.kind:
            raise ShapeError
        return plain


class Choice(Shape):
    """One member of an enumeration, written as its value.

    Attributes:
        kind: The enumeration.
        members: Its members by value.
    """

    __slots__ = ("kind", "members")

    def __init__(self, kind: type[enum.Enum]) -> None:
        self.kind = kind
        self.members = {member.value: member for member in kind}

    def restore(self, plain: Any) -> Any:
        """Returns the member."""
        try:
            return self.members[plain]
        except (KeyError, TypeError) as error:
            raise ShapeError from error


class Maybe(Shape):
    """A value or nothing."""

    __slots__ = ("inner",)

    def __init__(self, inner: Shape) -> None:
        self.inner = inner

    def restore(self, plain: Any) -> Any:
        """Returns None or the value."""
        return None if plain is None else self.inner.restore(plain)


class Many(Shape):
    """Values of one shape in order."""

    __slots__ = ("inner",)

    def __init__(self, inner: Shape) -> None:
        self.inner = inner

    def restore(self, plain: Any) -> Any:
        """Returns a tuple."""
        if type(plain) is not list:
            raise ShapeError
        restore = self.inner.restore
        return tuple([restore(item) for item in plain])


class Record(Shape):
    """A named tuple of the schema.

    Attributes:
        schema: The named tuple class.
        fields: Names and shapes of its fields, in the order of declaration.
    """

    __slots__ = ("fields", "schema")

    def __init__(self, schema: Any, fields: tuple[tuple[str, Shape], ...]) -> None:
        self.schema = schema
        self.fields = fields

    def restore(self, plain: Any) -> Any:
        """Returns an instance."""
        if type(plain) is not dict or len(plain) != len(self.fields):
            raise ShapeError
        try:
            return self.schema(*[shape.restore(plain[name]) for name, shape in self.fields])
        except KeyError as error:
            raise ShapeError from error


def shape_of(type_: Any) -> Shape:
    """Describes a schema type."""
    known = _SHAPES.get(type_)
    if known is None:
        known = _SHAPES[type_] = _describe(type_)
    return known


def _describe(type_: Any) -> Shape:
    if type_ in (str, int, bool):
        return Scalar(type_)
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return Choice(type_)
    if isinstance(type_, type) and hasattr(type_, "_fields"):
        # The schema writes types, not their names, so they need no looking up.
        types = type_.__annotations__
        return Record(type_, tuple((name, shape_of(types[name])) for name in type_._fields))
    if get_origin(type_) is tuple:
        item, *rest = get_args(type_)
        if rest == [...]:
            return Many(shape_of(item))
    if get_origin(type_) is UnionType:
        inner = [member for member in get_args(type_) if member is not NoneType]
        if len(inner) == 1:
            return Maybe(shape_of(inner[0]))
    raise TypeError(f"no plain form for {type_}")


def plain(value: Any) -> Any:
    """The plain data of a schema value: what ``restore`` takes back."""
    if hasattr(value, "_fields"):
        return {name: plain(getattr(value, name)) for name in value._fields}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.value if isinstance(value, enum.Enum) else value
