"""What is compiled: everything, in its order, and the counts people are told."""

import json
from pathlib import Path

import pytest

from desktop.content.compiled import (
    HOLIDAYS_FILE,
    LETTERS_FILE,
    LIBRARY_FILE,
    PACK_FILE,
    SEARCH_FILE,
)
from desktop.content.compiler import Build, compose, main
from desktop.content.counts import count
from desktop.content.ledger import LEDGER, append_ids, read_births
from desktop.content.lint.ids import shipped_ids
from desktop.content.loader import load_library, load_pack
from desktop.content.shapes import plain, shape_of
from desktop.content.sources import Content, read_sources
from desktop.domain.help import Verdict
from desktop.domain.letters import Letters
from desktop.domain.library import Library
from desktop.domain.pack import Pack
from desktop.domain.rules import Force
from desktop.domain.steps import Stage
from tests.content.conftest import CHECKLISTS


@pytest.fixture(scope="module")
def content() -> Content:
    return read_sources(CHECKLISTS)


@pytest.fixture(scope="module")
def built(content: Content) -> Build:
    return compose(content)


def test_counts(built: Build) -> None:
    counts = count(built.pack, built.library)
    exact = {
        "lists": 4, "rules": 69, "provisions": 254, "channels": 34, "letters": 28, "scripts": 3,
        "phone_systems": 9,
    }  # fmt: skip
    assert {name: counts[name] for name in exact} == exact
    assert counts["steps"] == len(built.pack.steps) >= 67
    assert counts["myths"] >= 12
    assert counts["terms"] > 0
    assert counts["questions"] > 0


@pytest.mark.parametrize(
    ("stage", "steps"), [(Stage.BEFORE, 13), (Stage.DURING, 6), (Stage.OVERDUE, 42)]
)
def test_every_drafted_step_is_in_its_list(built: Build, stage: Stage, steps: int) -> None:
    (checklist,) = [item for item in built.pack.checklists if item.stage is stage]
    assert sum(len(phase.steps) for phase in checklist.phases) == steps


def test_the_list_after_settling_is_worth_its_page(built: Build) -> None:
    settled = built.pack.checklists[-1]
    assert settled.stage is Stage.SETTLED
    assert sum(len(phase.steps) for phase in settled.phases) >= 6


def test_all_popular_advice_is_accounted_for(built: Build) -> None:
    used = {code for step in built.pack.steps for code in step.advice}
    advice = built.library.advice
    assert len({item.code for item in advice}) == 43
    assert {item.code for item in advice if item.verdict != "rejected"} <= used


def test_lists_come_in_the_order_of_a_loan_and_steps_in_the_order_of_lists(built: Build) -> None:
    assert [item.stage for item in built.pack.checklists] == list(Stage)
    listed = [id_ for item in built.pack.checklists for phase in item.phases for id_ in phase.steps]
    assert [step.id for step in built.pack.steps] == listed


def test_files_come_in_the_order_of_their_names(content: Content, built: Build) -> None:
    assert [entry.file for entry in content.rules] == sorted(
        path.relative_to(CHECKLISTS).as_posix() for path in CHECKLISTS.glob("rules/*.yaml")
    )
    assert [document.id for document in built.library.rules] == [
        entry.value.id for entry in content.rules
    ]


def test_nothing_is_lost_on_the_way_through_json(built: Build) -> None:
    for type_, value in (
        (Pack, built.pack),
        (Library, built.library),
        (Letters, built.letters),
    ):
        restored = shape_of(type_).restore(json.loads(json.dumps(plain(value))))
        # By repr, because tuples of different names with the same parts are equal.
        assert repr(restored) == repr(value)


def test_what_is_not_verified_is_not_called_in_force(built: Build) -> None:
    for document in built.library.rules:
        if document.promulgated is None or document.effective is None:
            assert document.force is not Force.IN_FORCE, document.title


def test_claims_are_answered_both_ways(built: Build) -> None:
    assert {myth.verdict for myth in built.library.myths} >= {Verdict.FALSE, Verdict.PARTLY}


def test_the_command_checks_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--target", str(tmp_path)]) == 0
    assert list(tmp_path.iterdir()) == []
    assert main(["--target", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(HOLIDAYS_FILE, LETTERS_FILE, LIBRARY_FILE, PACK_FILE, SEARCH_FILE)
    ]
    assert "provisions 254" in capsys.readouterr().out
    # Apart from its checkout, as in a release, the folder is used as it is.
    assert len(load_pack(tmp_path).checklists) == 4
    assert len(load_library(tmp_path).rules) == 69


def test_the_command_tells_every_problem(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = checkout / "checklists"
    for name in ("advice.yaml", "pack.yaml"):
        (sources / name).write_text("- 1\n", "utf-8")
    assert main(["--sources", str(sources), "--target", str(checkout)]) == 1
    told = capsys.readouterr().err
    assert "advice.yaml [1] [wrong-type]" in told
    assert "pack.yaml [wrong-type]" in told


def test_the_ledger_grows_and_is_never_rewritten(content: Content, tmp_path: Path) -> None:
    ids = shipped_ids(content)
    some = frozenset(sorted(ids)[:5])
    assert append_ids(tmp_path, "1.0.0", some) == tuple(sorted(some))
    before = (tmp_path / LEDGER).read_bytes()
    added = append_ids(tmp_path, "1.1.0", ids)
    after = (tmp_path / LEDGER).read_bytes()
    assert after.startswith(before + b"\n# 1.1.0\n")
    assert frozenset(added) == ids - some
    assert append_ids(tmp_path, "1.2.0", ids) == ()
    assert (tmp_path / LEDGER).read_bytes() == after
    births = read_births(tmp_path)
    assert births.keys() == ids
    assert {births[id_] for id_ in added} == {"1.1.0"}
