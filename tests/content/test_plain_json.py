"""Compiled content is read as the standard library reads it."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.content import plain_json
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
    [
        "",
        "{",
        '{"a":}',
        "[1,]",
        '{"a":1',
        '"\x01"',
        "NaN",
        "-Infinity",
        "[] []",
        "[]x",
        "1 2",
        "nul",
        '"',
    ],
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


ALONE = """
import sys
from desktop.content.plain_json import read_json
assert read_json(b'{"a":[1,2.5,null,true]}') == {"a": [1, 2.5, None, True]}
assert "json" not in sys.modules
for wrong in (b"{", b'{"a":1', b"[1,]", b'"', b""):
    try:
        read_json(wrong)
    except ValueError:
        continue
    raise SystemExit(wrong)
"""


def test_a_start_does_without_the_library_until_something_is_wrong() -> None:
    assert subprocess.run([sys.executable, "-c", ALONE], check=False).returncode == 0


@pytest.mark.parametrize("manner", ["strict", "object_hook", "parse_constant"])
def test_a_scanner_that_asks_for_more_is_left_alone(
    manner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(plain_json._Manner, manner)
    assert read_json(b'{"a": [1, null]}') == {"a": [1, None]}
