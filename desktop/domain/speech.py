"""How running text sounds: what a person wrote is found by its pinyin and initials, too.

The syllables are compiled with the content, one for each character, so the program needs no
library that reads Chinese. A character with two readings has the one usual where debts are spoken
of.
"""

from collections.abc import Iterable

from desktop.domain.record import Record

SHORTEST = 3
"""Fewer letters would be heard in nearly every text."""
_VOWELS = frozenset("aeiou")
_NO_INITIALS = frozenset("iuv")


class Syllable(Record):
    """A syllable and every character that is read like this."""

    sound: str
    characters: str


class Syllables:
    """Syllables by their characters, in the forms that are asked for."""

    __slots__ = ("begun", "initials", "plain")

    def __init__(self, syllables: Iterable[Syllable]) -> None:
        self.plain = {ord(c): sound for sound, characters in syllables for c in characters}
        # With a capital one sees where a syllable begins.
        self.begun = {code: sound.capitalize() for code, sound in self.plain.items()}
        self.initials = {code: sound[0] for code, sound in self.plain.items()}


class Speech:
    """A text, ready to be listened to; nothing is made before letters are first typed."""

    __slots__ = ("_begun", "_initials", "_plain", "_syllables", "_text")

    def __init__(self, text: str, syllables: Syllables) -> None:
        self._text = text
        self._syllables = syllables
        self._plain = self._begun = self._initials = ""

    def holds(self, typed: str) -> bool:
        """Whether letters are the beginning of syllables in it, or the initials of characters."""
        return len(typed) >= SHORTEST and (self._at(typed) >= 0 or self._initials_at(typed) >= 0)

    def heard(self, typed: str) -> str:
        """The characters that sound like this; empty if there are none."""
        if not self.holds(typed):
            return ""
        first = self._at(typed)
        if first < 0:
            at = self._initials_at(typed)
            return self._text[at : at + len(typed)]
        begin, length = 0, 0
        for number, character in enumerate(self._text):
            if length == first:
                begin = number
            if length >= first + len(typed):
                return self._text[begin:number]
            length += len(self._syllables.plain.get(ord(character), character))
        return self._text[begin:]

    # Each form of two thousand notes takes a fiftieth of a second, so only what may fit is made.

    def _at(self, typed: str) -> int:
        if _VOWELS.isdisjoint(typed):
            return -1
        self._plain = self._plain or self._text.translate(self._syllables.plain)
        at = self._plain.find(typed)
        if at >= 0:
            self._begun = self._begun or self._text.translate(self._syllables.begun)
        while at >= 0 and not self._begun[at].isupper():
            at = self._plain.find(typed, at + 1)
        return at

    def _initials_at(self, typed: str) -> int:
        if not _NO_INITIALS.isdisjoint(typed):
            return -1
        self._initials = self._initials or self._text.translate(self._syllables.initials)
        return self._initials.find(typed)
