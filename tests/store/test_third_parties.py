"""Whom drafts of letters name, whichever version of the program wrote them."""

import pytest

from desktop.store.third_parties import _given


@pytest.mark.parametrize(
    "filling", ["", "[1]", "{", '{"facts": 3}', '{"facts": ["hr_name"]}', '{"facts": {"a": 1}}']
)
def test_what_cannot_be_understood_names_nobody(filling: str) -> None:
    assert _given(filling) == []


def test_facts_are_read() -> None:
    assert _given('{"facts": {"hr_name": "王经理", "n": 3}}') == [("hr_name", "王经理")]
