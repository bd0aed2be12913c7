"""The recovery code: what is printed and put away, and typed when the passphrase is forgotten.

Seven groups of five characters. Four carry the secret (140 bits altogether), the fifth checks its
group, so that the program can say which group was copied wrong. The check notices every single
wrong character, every two neighbours that changed places, and groups in the wrong order.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U."""
GROUPS = 7
SECRETS = 4
"""Characters of a group that carry the secret."""
GROUP_LENGTH = SECRETS + 1
BITS_EACH = 5

_READ_AS = str.maketrans("OIL", "011")
_POLYNOMIAL = 0b100101


class CodeMistyped(ValueError):
    """What was typed cannot be a recovery code.

    Attributes:
        groups: Numbers of the groups, from 1, in which something is wrong; empty where only the
            length of the whole is.
        length: How many characters were typed, without spaces and dashes.
    """

    def __init__(self, groups: tuple[int, ...], length: int) -> None:
        super().__init__(groups, length)
        self.groups = groups
        self.length = length


class RecoveryCode(NamedTuple):
    """A code whose groups are all right in themselves.

    Attributes:
        secret: The characters that carry the secret, without the checks.
    """

    secret: str

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups as they are printed."""
        parts = [self.secret[at : at + SECRETS] for at in range(0, len(self.secret), SECRETS)]
        return tuple(part + _check(part, number) for number, part in enumerate(parts))

    def __str__(self) -> str:
        return "-".join(self.groups)


def code_from(random: Sequence[int]) -> RecoveryCode:
    """Makes a code of random numbers.

    Args:
        random: At least as many as there are secret characters; only their lowest bits are used.
    """
    return RecoveryCode("".join(ALPHABET[number % 32] for number in random[: GROUPS * SECRETS]))


def read_code(typed: str) -> RecoveryCode:
    """Reads a code as people type it: in any case and width, with or without dashes and spaces.

    Raises:
        CodeMistyped: It cannot be one; tells where.
    """
    parts = _parts(typed)
    text = "".join(parts)
    lengths = [len(part) for part in parts]
    if len(parts) == GROUPS and set(lengths) != {GROUP_LENGTH}:
        raise CodeMistyped(
            tuple(at for at, length in enumerate(lengths, 1) if length != GROUP_LENGTH), len(text)
        )
    if len(text) != GROUPS * GROUP_LENGTH:
        raise CodeMistyped((), len(text))
    cuts = range(0, len(text) + 1, GROUP_LENGTH)
    groups = [text[start:end] for start, end in pairwise(cuts)]
    wrong = tuple(number for number, group in enumerate(groups) if not _fits(group, number))
    if wrong:
        raise CodeMistyped(tuple(number + 1 for number in wrong), len(text))
    return RecoveryCode("".join(group[:SECRETS] for group in groups))


def same_group(code: RecoveryCode, number: int, typed: str) -> bool:
    """Whether a group was copied right.

    Args:
        code: The code.
        number: Which group, from 1.
        typed: What was typed for it.
    """
    return "".join(_parts(typed)) == code.groups[number - 1]


def _parts(typed: str) -> list[str]:
    """What was typed, without dashes and spaces, and with look-alikes read as what is meant."""
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    marked = "".join(character if character.isalnum() else " " for character in folded)
    return marked.split()


def _fits(group: str, number: int) -> bool:
    known = all(character in ALPHABET for character in group)
    return known and _check(group[:SECRETS], number) == group[SECRETS]


def _check(part: str, number: int) -> str:
    """The check of a group: a sum over the field of 32 elements, with a weight for each place."""
    found = number + 1
    for place, character in enumerate(part):
        found ^= _times(ALPHABET.index(character), place + 2)
    return ALPHABET[found]


def _times(one: int, other: int) -> int:
    product = 0
    for bit in range(BITS_EACH):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(2 * BITS_EACH - 2, BITS_EACH - 1, -1):
        if product >> bit & 1:
            product ^= _POLYNOMIAL << (bit - BITS_EACH)
    return product
