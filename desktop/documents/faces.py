"""The shipped font, and fonts of the system for what it lacks."""

from collections.abc import Generator, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from desktop.documents.errors import FontUnusable
from desktop.documents.installed_fonts import Found, find_fonts
from desktop.documents.typeface import Typeface


class Faces:
    """Has what the shipped font has, and what was looked for and found elsewhere."""

    def __init__(self, shipped: Typeface, folders: Sequence[Path]) -> None:
        """Look for nothing yet.

        Args:
            shipped: The font that comes first.
            folders: Where the fonts of the system are.
        """
        self._shipped = shipped
        self._folders = tuple(folders)
        self._others: dict[str, Typeface | None] = {}

    def look_for(self, characters: Iterable[str]) -> None:
        """Looks for what the shipped font lacks, once for each character."""
        lacking = {c for c in characters if not self._shipped.has(c)} - self._others.keys()
        if not lacking:
            return
        search = find_fonts(sorted(lacking), self._folders)
        found = _taken(search)
        self._others |= {character: found.get(character) for character in lacking}

    def has(self, character: str) -> bool:
        """Whether there is a picture of a character."""
        return self._shipped.has(character) or self._others.get(character) is not None

    def advance(self, character: str) -> float:
        """The width of a character in ems."""
        return self.of(character).advance(character)

    def of(self, character: str) -> Typeface:
        """The font that has a character; the shipped one for what none has."""
        if self._shipped.has(character):
            return self._shipped
        return self._others.get(character) or self._shipped


def _taken(search: Generator[tuple[Found, str], str, None]) -> dict[str, Typeface]:
    """The font for each character that has a picture there, not only a place for one."""
    out: dict[str, Typeface] = {}
    taken = ""
    try:
        found, held = next(search)
        while True:
            face = _opened(found)
            taken = "" if face is None else face.drawn(held)
            if face is not None:
                out |= dict.fromkeys(taken, face)
            found, held = search.send(taken)
    except StopIteration:
        return out


@lru_cache(maxsize=8)
def _opened(found: Found) -> Typeface | None:
    try:
        # What fonts somebody has is told to nobody.
        return Typeface(found.path, found.number, "Substitute")
    except FontUnusable:
        return None
