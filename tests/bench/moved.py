"""How ``vault-kill`` moves the data to other folders, and how it looks at what is left."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from desktop.services.house import Services
from desktop.store.files import run
from desktop.store.whereabouts import POINTER, SIGN

AGAIN = object()
"""Said when the program would have to be started anew."""
_MAY_STAY = {POINTER, SIGN, "anxin.lock"}


def move(services: Services, home: Path, beside: Path, dice: random.Random) -> Iterator[object]:
    """Tidy what the move before has left, and move everything to another folder or home."""
    own = services.place()
    if own.untidy():
        yield from own.tidy()
    # As the program does; nothing is moved before that has come to its end.
    yield from services.vault().resume()
    target = home
    if own.folder == home or dice.random() < 0.5:
        target = next(path for n in count() if not (path := beside / f"there-{n}").exists())
    yield from own.move(own.look(target))
    yield AGAIN


def half_moved(services: Services, home: Path, beside: Path) -> list[str]:
    """What is not where it should be, after whatever a move has left was tidied."""
    own = services.place()
    if own.untidy() and run(own.tidy()):
        return ["the old place says something else"]
    found = []
    for place in (home, *beside.glob("there-*")):
        names = {path.name for path in place.iterdir()} if place.exists() else set()
        if place == own.folder:
            continue
        if names - _MAY_STAY or (place != home):
            found.append(f"{place.name} holds {sorted(names)}")
    if (home / POINTER).exists() is (own.folder == home):
        found.append("the pointer says nothing, or is missing")
    return found
