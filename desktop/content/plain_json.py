"""Reads JSON with the scanner of the standard library, but without the library around it.

Importing ``json`` compiles patterns and brings the writer too: a millisecond at every start.
"""

from typing import Any


def _refuse(word: str) -> None:
    raise ValueError(word)


class _Manner:
    """How the scanner reads: as ``json.loads`` does, but for NaN and the like."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(_refuse)


def read_json(data: bytes) -> Any:
    """The value of a document; quick if no space is around it, as the compiler writes it.

    Raises:
        ValueError: It is something else.
        RecursionError: It goes too deep.
    """
    text = data.decode()
    try:
        from _json import make_scanner  # noqa: PLC0415  CPython has it, others need not.

        value, end = make_scanner(_Manner)(text, 0)  # type: ignore[arg-type]
        if end == len(text):
            return value
    except (AttributeError, ImportError, StopIteration, SystemError, TypeError, ValueError):
        # Without the library the scanner cannot say what is wrong, and raises SystemError. That of
        # another Python may be made in another way.
        pass
    import json  # noqa: PLC0415  See above.

    return json.loads(text, parse_constant=_refuse)
