"""``Record``: a named tuple whose class is made in a fifth of the time.

``typing.NamedTuple`` compiles a constructor for every class and looks at the type of every field.
Some thirty classes are made at every start; this saves two milliseconds of it.
"""

from typing import TYPE_CHECKING, Any, Self

__all__ = ["Record"]

if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:
    try:
        from _collections import _tuplegetter as _field
    except ImportError:  # As in the standard library, where Python is another than CPython.
        from operator import itemgetter

        def _field(index: int, doc: str | None) -> property:
            return property(itemgetter(index), doc=doc)

    class _Fields(type):
        """Turns the annotations of a class into the fields of a tuple."""

        def __new__(
            cls, name: str, bases: tuple[type, ...], members: dict[str, Any]
        ) -> type["Record"]:
            annotations = members.get("__annotations__")
            if annotations is None:
                # From Python 3.14 on, only a class that is made tells them.
                annotations = super().__new__(cls, name, bases, dict(members)).__annotations__
            fields = tuple(annotations)
            members["_field_defaults"] = {
                field: members[field] for field in fields if field in members
            }
            members["_fields"] = members["__match_args__"] = fields
            members["__slots__"] = ()
            for index, field in enumerate(fields):
                members[field] = _field(index, None)
            return super().__new__(cls, name, bases, members)

    class Record(tuple, metaclass=_Fields):
        """Base of the values; it does what a ``typing.NamedTuple`` does."""

        def __new__(cls, *values: Any, **named: Any) -> Self:
            """Made like a call with the fields as parameters."""
            if named or len(values) != len(cls._fields):
                values = cls._completed(values, named)
            return tuple.__new__(cls, values)

        @classmethod
        def _completed(cls, values: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
            given = dict(zip(cls._fields, values, strict=False))
            known = {**cls._field_defaults, **given, **named}
            twice = len(values) > len(cls._fields) or not given.keys().isdisjoint(named)
            if twice or known.keys() != set(cls._fields):
                raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}")
            return [known[field] for field in cls._fields]

        @classmethod
        def _make(cls, values: Any) -> Self:
            return cls(*values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes: Any) -> Self:
            return type(self)(**{**self._asdict(), **changes})

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            inner = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({inner})"
