"""Packs as an author might release them one after another, without the YAML."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from desktop.content.compiled import PACK_FILE, write_compiled
from desktop.content.loader import content_folder, load_pack
from desktop.domain.pack import Former, Move, Outcome, Pack
from desktop.domain.steps import Scope, Step


@cache
def real_pack() -> Pack:
    """The pack that ships."""
    return load_pack(content_folder())


def step(id_: str, title: str, scope: Scope = Scope.PERSON, rev: int = 1) -> Step:
    """A step like any other."""
    return real_pack().steps[0]._replace(id=id_, title=title, scope=scope, rev=rev, when="always")


def pack_of(steps: Sequence[Step], moves: Iterable[Move] = (), version: str = "1.1.0") -> Pack:
    """A pack with these steps in its last list, and nothing in the others."""
    real = real_pack()
    empty = [checklist._replace(phases=()) for checklist in real.checklists]
    phase = real.checklists[0].phases[0]._replace(steps=tuple(each.id for each in steps))
    empty[-2] = empty[-2]._replace(phases=(phase,))
    return real._replace(
        info=real.info._replace(version=version),
        checklists=tuple(empty),
        steps=tuple(steps),
        triage=real.triage._replace(pins=()),
        moves=tuple(moves),
    )


def moved(outcome: Outcome, was: Sequence[Step], now: Iterable[str] = ()) -> Move:
    """An entry of migrations.yaml."""
    former = tuple(Former(each.id, each.title) for each in was)
    return Move("1.1.0", outcome, former, tuple(now), "说法变了。")


def release(pack: Pack, folder: Path) -> Path:
    """Writes a pack where a program finds it."""
    write_compiled(folder / PACK_FILE, "test", pack)
    return folder
