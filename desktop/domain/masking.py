"""Takes out of a text what nobody but the person should read, before it is copied or kept."""

import re
from collections.abc import Iterable

NUMBER = "〔数字〕"
WORDS = "〔文字〕"
HOME = "~"

# Five digits and more, also in groups: 138 0000 0000, 6222-0000.
_NUMBERS = re.compile(r"\d(?:[ \-–—.]?\d){4,}")
_OTHER_THAN_ASCII = re.compile(r"[^\x00-\x7f]+")


def masked(text: str, private: Iterable[str] = (), home: str = "") -> str:
    """The text without long numbers, private words and the place of the home folder.

    Args:
        text: What is about to be copied or kept.
        private: The person's own words: names, notes. Each line of them is looked for.
        home: The person's home folder.
    """
    if len(home) > 1:
        for form in (home, home.replace("\\", "\\\\"), home.replace("\\", "/")):
            text = re.sub(re.escape(form), HOME, text, flags=re.IGNORECASE)
    folded = text.casefold()
    # A log may have a hundred thousand lines; hardly any of them stands in the text.
    found = [words for words in _lines(private) if words.casefold() in folded]
    for words in sorted(found, key=len, reverse=True):
        text = re.sub(_pattern(words), WORDS, text, flags=re.IGNORECASE)
    return _NUMBERS.sub(NUMBER, text)


def only_ascii(text: str) -> str:
    """The text without anything that could be Chinese: the strictest mask, for messages of bugs."""
    return _OTHER_THAN_ASCII.sub(WORDS, text)


def _lines(texts: Iterable[str]) -> set[str]:
    lines = {line.strip() for text in texts for line in text.splitlines()}
    return lines - {""}


def _pattern(words: str) -> str:
    """Short or plain words count only where they stand alone, or every text would have holes."""
    if words.isascii():
        return rf"(?<![A-Za-z0-9_]){re.escape(words)}(?![A-Za-z0-9_])"
    if len(words) == 1:
        return rf"(?<!\w){re.escape(words)}(?!\w)"
    return re.escape(words)
