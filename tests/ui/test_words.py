"""Words that are put together in code, and words for every value that is shown."""

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

import desktop.ui
from desktop.domain.evidence_gaps import Gap, Held, NextAct
from desktop.domain.incidents import IncidentChannel, IncidentKind, Reached
from desktop.domain.progress import State
from desktop.domain.search import Kind
from desktop.domain.steps import Stage, Urgency
from desktop.ui import words
from desktop.ui.pages.find import heading

Wording = Callable[[Enum], str]


@pytest.mark.parametrize(
    ("chord", "written"),
    [("Ctrl+F", "⌘F"), ("Ctrl+Enter", "⌘Enter"), ("Ctrl+Shift+Z", "⇧⌘Z"), ("", "")],
)
def test_keys_are_written_as_on_the_keyboard_at_hand(chord: str, written: str) -> None:
    assert words.keys(chord, "darwin") == written
    assert words.keys(chord, "linux") == words.keys(chord, "win32") == chord


def wordings() -> Iterator[tuple[Wording, type[Enum]]]:
    """Every function of a file of words that takes one member of an enum, and that enum."""
    home = Path(desktop.ui.__file__).parent
    for path in sorted(home.rglob("*words.py")):
        inside = ".".join(path.relative_to(home).with_suffix("").parts)
        module = import_module(f"desktop.ui.{inside}")
        for found in vars(module).values():
            if not inspect.isfunction(found) or found.__module__ != module.__name__:
                continue
            asked = [kind for name, kind in get_type_hints(found).items() if name != "return"]
            if len(asked) == 1 and isinstance(asked[0], type) and issubclass(asked[0], Enum):
                yield found, asked[0]


WORDINGS = [*wordings(), (heading, Kind)]


@pytest.mark.parametrize(("say", "kind"), WORDINGS)
def test_every_member_of_an_enum_has_words(say: Wording, kind: type[Enum]) -> None:
    said = [say(member) for member in kind]
    assert all(said), dict(zip(kind, said, strict=True))
    if not say.__name__.endswith("_tone"):
        assert len(set(said)) == len(said), "two members cannot be told apart"


def test_the_enums_people_see_are_among_those_that_are_looked_at() -> None:
    shown = {IncidentChannel, Reached, IncidentKind, State, Stage, Urgency, Held, Gap, NextAct}
    assert shown <= {kind for _, kind in WORDINGS}
