"""Words that are nearly there: with others in between, or with one character mistyped.

Asked only where nothing else was found, so that it never pushes aside what fits.
"""

SHORTEST = 3
"""Shorter words would stand, with others in between, in nearly everything."""
ONE_WRONG_FROM = 4
"""From this length on, a word may have one character that was not typed."""
_SHORTEST_LETTERS = 5
_LONGEST = 16
_LONGEST_PHRASE = 80
"""In a longer text nearly every word stands somewhere, and looking takes a while."""


class Near:
    """Some words, ready to be looked for in what was typed."""

    __slots__ = ("_words",)

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = tuple(
            (word, frozenset(word))
            for word in words
            # Digits are right or wrong, never nearly right.
            if len(word) <= _LONGEST and sum(not c.isascii() for c in word) >= SHORTEST
        )

    def find(self, phrase: str) -> tuple[int, str] | None:
        """How much of the best word stands in the phrase, and that word; None if none does."""
        if len(phrase) > _LONGEST_PHRASE:
            return None
        typed = frozenset(phrase)
        best: tuple[int, str] | None = None
        for word, characters in self._words:
            allowed = 1 if len(word) >= ONE_WRONG_FROM else 0
            # All but a few of thousands of words are done with here.
            if len(characters - typed) > allowed:
                continue
            common = _common(word, phrase)
            lacking = len(word) - common
            if lacking <= allowed and (best is None or common - lacking > best[0]):
                best = common - lacking, word
        return best


def nearly(typed: str, sound: str) -> bool:
    """Whether a sound begins with these letters but for one: left out, doubled, wrong, swapped."""
    size = len(typed)
    if size < _SHORTEST_LETTERS or size > len(sound) + 1 or typed[0] != sound[0]:
        return False
    same = sound[:size]
    apart = [at for at, (a, b) in enumerate(zip(typed, same, strict=False)) if a != b]
    if len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(typed) == sorted(same):
        return True
    longest = _common(typed, sound[: size + 1])
    if longest < size - 1:  # As nearly all of them.
        return False
    return (
        longest == size
        or _common(typed, same) >= size - 1
        or _common(typed, sound[: size - 1]) == size - 1
    )


def _common(one: str, other: str) -> int:
    """The length of the longest text whose characters stand in both, in this order."""
    lengths = [0] * (len(other) + 1)
    for a in one:
        before = 0
        for at, b in enumerate(other, 1):
            before, lengths[at] = (
                lengths[at],
                before + 1 if a == b else max(lengths[at], lengths[at - 1]),
            )
    return lengths[-1]
