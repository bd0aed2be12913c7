"""What the person gave for a letter: typed, ticked and chosen, kept exactly as it was given."""

import json
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from desktop.domain.record import Record


class ProofKind(StrEnum):
    """What shows that something is so."""

    INCIDENT = "incident"
    ATTACHMENT = "attachment"
    PAPER = "paper"


class Proof(Record):
    """One thing that shows that a sentence is so.

    Attributes:
        kind: What it is.
        ref: The id of an incident or of a file; for a paper, what it is called.
    """

    kind: ProofKind
    ref: str


class Prefilled(Record):
    """What the program put into a letter itself, so that it can be told from what was typed.

    Attributes:
        facts: Values by fact.
        incidents: Ids of what happened.
        exhibits: Ids of files.
    """

    facts: Mapping[str, str] = MappingProxyType({})
    incidents: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()


class Filling(Record):
    """Everything about a letter that is not in the content.

    What belongs to no field of the content today, since it was written with another one, stays.

    Attributes:
        letter: Letter id.
        lender: Lender id; empty where it is about none.
        facts: What was typed, by fact: days as ISO dates, sums as digits, all else as it is.
            Names and numbers of people (``LetterFact.identity``) are never among them. What
            the program knows better is written unless something else is typed: today's date,
            the checksums of the chosen files.
        incidents: Ids of what happened; the letter tells them by time.
        exhibits: Ids of files, in the order of the list.
        choices: The ticked answers by choice.
        guards: What was confirmed.
        own_words: The answers by question.
        requests: The ticked requests.
        proofs: What shows it, by the key of a claim or of a question.
        debt_left_out: Why the debt paragraph is left out; empty where it stands.
        prefilled: What of all this the program put there and nobody typed.
        kept: What another version of the program wrote beside it, as JSON; else empty.
    """

    letter: str
    lender: str = ""
    facts: Mapping[str, str] = MappingProxyType({})
    incidents: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    guards: frozenset[str] = frozenset()
    own_words: Mapping[str, str] = MappingProxyType({})
    requests: tuple[str, ...] = ()
    proofs: Mapping[str, tuple[Proof, ...]] = MappingProxyType({})
    debt_left_out: str = ""
    prefilled: Prefilled = Prefilled()
    kept: str = ""


def is_blank(text: str) -> bool:
    """Whether nothing that can be read was typed: only spaces, breaks, or signs without a look."""
    return not any(sign.isprintable() and not sign.isspace() for sign in text)


def to_json(filling: Filling) -> str:
    """The filling as it is stored; the same filling gives the same text."""
    data: dict[str, Any] = json.loads(filling.kept) if filling.kept else {}
    data |= {
        "letter": filling.letter,
        "lender": filling.lender,
        "facts": dict(filling.facts),
        "incidents": list(filling.incidents),
        "exhibits": list(filling.exhibits),
        "choices": {key: list(values) for key, values in filling.choices.items()},
        "guards": sorted(filling.guards),
        "own_words": dict(filling.own_words),
        "requests": list(filling.requests),
        "proofs": {
            key: [[proof.kind.value, proof.ref] for proof in proofs]
            for key, proofs in filling.proofs.items()
        },
        "debt_left_out": filling.debt_left_out,
        "prefilled": {
            "facts": dict(filling.prefilled.facts),
            "incidents": list(filling.prefilled.incidents),
            "exhibits": list(filling.prefilled.exhibits),
        },
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Filling:
    """Reads what ``to_json`` wrote, also that of another version: what it lacks is empty.

    Raises:
        ValueError: It is no JSON object.
    """
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError(type(data))
    known = {field for field in Filling._fields if field != "kept"}
    rest = {key: value for key, value in data.items() if key not in known}
    return Filling(
        letter=_text(data.get("letter")),
        lender=_text(data.get("lender")),
        facts=_texts(data.get("facts")),
        incidents=_list(data.get("incidents")),
        exhibits=_list(data.get("exhibits")),
        choices={key: _list(values) for key, values in _mapping(data.get("choices")).items()},
        guards=frozenset(_list(data.get("guards"))),
        own_words=_texts(data.get("own_words")),
        requests=_list(data.get("requests")),
        proofs={key: _proofs(value) for key, value in _mapping(data.get("proofs")).items()},
        debt_left_out=_text(data.get("debt_left_out")),
        prefilled=_prefilled(_mapping(data.get("prefilled"))),
        kept=json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else "",
    )


def _prefilled(data: Mapping[str, Any]) -> Prefilled:
    return Prefilled(
        _texts(data.get("facts")), _list(data.get("incidents")), _list(data.get("exhibits"))
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> dict[str, str]:
    return {key: text for key, text in _mapping(value).items() if isinstance(text, str)}


def _list(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _proofs(value: object) -> tuple[Proof, ...]:
    found = []
    for each in value if isinstance(value, list) else ():
        match each:
            case [str(kind), str(ref)] if kind in set(ProofKind):
                found.append(Proof(ProofKind(kind), ref))
    return tuple(found)
