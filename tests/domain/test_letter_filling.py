"""What was given for a letter comes back as it was, also from another version of the program."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.letter_filling import (
    Filling,
    Prefilled,
    Proof,
    ProofKind,
    from_json,
    is_blank,
    to_json,
)

WORDS = st.text(max_size=40)
KEYS = st.text(max_size=12)
MANY = st.lists(WORDS, max_size=4).map(tuple)
FILLINGS = st.builds(
    Filling,
    letter=WORDS,
    lender=WORDS,
    facts=st.dictionaries(KEYS, WORDS, max_size=4),
    incidents=MANY,
    exhibits=MANY,
    choices=st.dictionaries(KEYS, MANY, max_size=3),
    guards=st.frozensets(KEYS, max_size=3),
    own_words=st.dictionaries(KEYS, WORDS, max_size=3),
    requests=MANY,
    proofs=st.dictionaries(
        KEYS,
        st.lists(st.builds(Proof, st.sampled_from(ProofKind), WORDS), max_size=3).map(tuple),
        max_size=3,
    ),
    debt_left_out=WORDS,
    prefilled=st.builds(
        Prefilled, st.dictionaries(KEYS, WORDS, max_size=4), incidents=MANY, exhibits=MANY
    ),
    kept=st.just(""),
)


@given(FILLINGS)
def test_it_comes_back_as_it_was(filling: Filling) -> None:
    text = to_json(filling)
    assert from_json(text) == filling
    assert to_json(from_json(text)) == text


def test_what_another_version_wrote_stays() -> None:
    text = '{"letter":"t","facts":{"a":"1","b":7,"c":null},"tone":"calm","more":{"x":[1,{"y":2}]}}'
    filling = from_json(text)
    assert filling.letter == "t"
    assert filling.facts == {"a": "1"}
    changed = to_json(filling._replace(facts={"a": "2"}))
    assert json.loads(changed)["tone"] == "calm"
    assert json.loads(changed)["more"] == {"x": [1, {"y": 2}]}
    assert json.loads(changed)["facts"] == {"a": "2"}


@pytest.mark.parametrize(
    "strange",
    [
        {},
        {"facts": [], "incidents": {}, "choices": "x", "guards": 3, "proofs": None},
        {"incidents": [1, None, "a"], "choices": {"k": ["v", 2]}, "own_words": {"q": []}},
        {"proofs": {"k": [["paper", "x"], ["ghost", "y"], ["paper"], "z", ["paper", 1]]}},
    ],
)
def test_what_makes_no_sense_reads_as_not_given(strange: dict[str, object]) -> None:
    filling = from_json(json.dumps(strange))
    assert set(filling.incidents) <= {"a"}
    assert filling.proofs in ({}, {"k": (Proof(ProofKind.PAPER, "x"),)})
    assert all(isinstance(value, str) for value in filling.own_words.values())


@pytest.mark.parametrize("broken", ["", "[]", "3", "{", '"x"'])
def test_what_is_no_object_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  Whatever it is called.
        from_json(broken)


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("", True),
        (" \n\t　", True),
        ("\u200b\u202e", True),
        ("0", False),
        ("。", False),
        ("🙂", False),
    ],
)
def test_blank_is_what_nobody_can_read(text: str, blank: bool) -> None:
    assert is_blank(text) is blank
