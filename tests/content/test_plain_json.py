"""Compiled content is read as the standard library reads it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.content.plain_json import read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(VALUES)
def test_it_reads_what_the_library_writes(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"a":}', "[1,]", '{"a":1', '"\x01"', "NaN", "-Infinity", "[] []", "[]x", "nul", '"'],
)
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  As the library; callers tell no more of it.
        read_json(text.encode())


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(ValueError):  # noqa: PT011  As above.
        read_json(b'"\xff"')


def test_what_goes_too_deep_is_refused() -> None:
    with pytest.raises(RecursionError):
        read_json(b"[" * 100_000)
