"""No real lender is named anywhere.

The list must not name lenders either, so ``checklists/lint/lender-names.txt`` holds salted hashes:
a first line ``# salt: <hex>``, then one line ``<length> <first 16 hex digits of the hash>`` each.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from desktop.content.lint.texts import CJK, prose
from desktop.content.lint.words import ALLOWED_NAMES
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content

NAME_LIST = "lint/lender-names.txt"
_DROPPED = re.compile(rf"[^0-9a-z{CJK}]")
_LINE = re.compile(r"(\d{1,2}) ([0-9a-f]{16})\Z")
_SALT = "# salt: "


@dataclass(frozen=True, slots=True, eq=False)
class NameList:
    """Salted hashes of names.

    Attributes:
        salt: Prefix of every hashed name.
        digests: First 16 hex digits of the hashes by length of the name.
        known: Whether a run of characters is on the list, as far as it was looked up; allowed
            names are looked up beforehand.
    """

    salt: bytes
    digests: dict[int, frozenset[str]]
    known: dict[str, bool]


def normalised(text: str) -> str:
    """Letters, digits and Chinese characters only, in one width and one case."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).lower())


def digest(salt: bytes, name: str) -> str:
    """The hash of a normalised name as the list holds it."""
    return hashlib.sha256(salt + name.encode()).hexdigest()[:16]


def read_name_list(folder: Path) -> NameList | None:
    """The list, or None where it is missing or not of its form."""
    path = folder / NAME_LIST
    if not path.is_file():
        return None
    return _parse(path.read_text("utf-8"))


@lru_cache(maxsize=2)
def _parse(text: str) -> NameList | None:
    first, *lines = text.splitlines() or [""]
    digests: defaultdict[int, set[str]] = defaultdict(set)
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.match(line.strip())
        if match is None:
            return None
        digests[int(match[1])].add(match[2])
    salt = first.removeprefix(_SALT).strip()
    if not first.startswith(_SALT) or re.fullmatch(r"(?:[0-9a-f]{2})+", salt) is None:
        return None
    return NameList(
        bytes.fromhex(salt),
        {length: frozenset(found) for length, found in digests.items()},
        {normalised(name): False for name in ALLOWED_NAMES},
    )


def lender_names(content: Content, names: NameList | None) -> Iterator[ContentProblem]:
    """No text holds a name of the list."""
    if names is None:
        yield ContentProblem(
            NAME_LIST, "", Rule.MISSING_FILE, "缺少这份名单或写法不对，请从版本库取回。"
        )
        return
    for text in prose(content):
        found = _find(normalised(text.text), names)
        if found is not None:
            yield text.problem(
                Rule.LENDER_NAME, f"“{found}”是机构的名字，请改用类别的说法，如“放款人”“某银行”。"
            )


@lru_cache(maxsize=16_384)  # Most texts are the same when an author checks again.
def _find(text: str, names: NameList) -> str | None:
    for length, digests in names.digests.items():
        for start in range(len(text) - length + 1):
            window = text[start : start + length]
            hit = names.known.get(window)
            if hit is None:
                hit = names.known[window] = digest(names.salt, window) in digests
            if hit:
                return window
    return None
