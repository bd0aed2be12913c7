"""How hard a passphrase is to guess, and why. The estimate is zxcvbn's, taught some Chinese.

zxcvbn knows English words, dates, keyboards and repeats. It takes a Chinese character for one of
ten, and the pinyin of a word for random letters; so characters are counted by how many people
choose from, and letters that can be read as pinyin by syllables. What is reckoned low is safe.
"""

import re
from itertools import groupby
from math import log10
from typing import Any

from desktop.domain.vault import Strength, Weakness
from desktop.services.limits import PASSPHRASE_LETTERS
from desktop.store.key_wraps import normalised

_MOST = 72
"""More is not looked at by zxcvbn, and nobody needs it."""
_CHARACTER_GUESSES = log10(40)
"""A character of a sentence; at random out of the common ones it would be 2,500."""
_SYLLABLE_GUESSES = log10(30)
_LEVELS = (3, 6, 8, 10)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PHONE = re.compile(r"1[3-9]\d{9}")
_LETTERS = re.compile(r"[a-z]+")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue"
    r"|ui|un|uo|ve|a|e|i|o|u|v)"
)
# What is tried first by whoever knows the language; also in pinyin. Short on purpose.
_COMMON = (
    *("我爱你", "我的密码", "密码", "生日快乐", "一二三四五六", "一二三四", "你好", "芝麻开门"),
    *(
        "不告诉你",
        "新年快乐",
        "恭喜发财",
        "天天向上",
        "好好学习",
        "中国",
        "北京",
        "上海",
        "安心清单",
    ),
)
_COMMON_PINYIN = (
    *("woaini", "wodemima", "mima", "nihao", "zhimakaimen", "bugaosuni", "baobei", "laopo"),
    *("laogong", "gongxifacai", "xinnian", "zhongguo", "beijing", "shanghai", "anxin", "qingdan"),
    *("mimashi", "woshishui", "wangluo", "diannao", "shouji", "qian", "jiekuan", "huankuan"),
    *("aini1314", "5201314", "1314520", "520520", "woaini1314", "woaini520", "a123456", "qq123456"),
)
_PATTERNS = {
    "spatial": Weakness.KEYBOARD,
    "repeat": Weakness.REPEAT,
    "sequence": Weakness.SEQUENCE,
    "date": Weakness.DATE,
    "regex": Weakness.DATE,
}


def weight(passphrase: str) -> int:
    """How long a passphrase is, where a Chinese character counts as two letters."""
    text = normalised(passphrase)
    return len(text) + len(_HAN.findall(text))


def strength(passphrase: str, own_words: tuple[str, ...] = ()) -> Strength:
    """Estimates how hard a passphrase is to guess. The first call takes some 100 ms.

    Args:
        passphrase: As typed.
        own_words: Names out of the person's data, which somebody close would try.
    """
    text = normalised(passphrase)[:_MOST]
    if not text:
        return Strength(0, (Weakness.SHORT,), 0.0)
    found: dict[Weakness, None] = {}
    if weight(passphrase) < PASSPHRASE_LETTERS + 2:
        found[Weakness.SHORT] = None
    if text.isdecimal():
        found[Weakness.DIGITS] = None
    if _PHONE.search(text):
        found[Weakness.PHONE] = None
    guesses = _characters(text, own_words, found) + _others(text, own_words, found)
    level = sum(guesses >= most for most in _LEVELS)
    return Strength(level, tuple(found) if level < len(_LEVELS) - 1 else (), guesses)


def _characters(text: str, own_words: tuple[str, ...], found: dict[Weakness, None]) -> float:
    """The Chinese characters of it: known words count as one choice, repeats as nothing."""
    rest = "".join(_HAN.findall(text))
    guesses = 0.0
    for words, weakness in ((own_words, Weakness.NAME), (_COMMON, Weakness.COMMON)):
        for word in sorted(filter(_HAN.search, words), key=len, reverse=True):
            if word in rest:
                found[weakness] = None
                rest = rest.replace(word, "")
                guesses += 2
    alone = [character for character, _ in groupby(rest)]
    if len(alone) < len(rest) or len(set(rest)) * 2 < len(rest):
        found[Weakness.REPEAT] = None
        alone = sorted(set(rest))
    return guesses + len(alone) * _CHARACTER_GUESSES


def _others(text: str, own_words: tuple[str, ...], found: dict[Weakness, None]) -> float:
    """The rest of it, reckoned twice: as zxcvbn sees it, and with pinyin read as pinyin."""
    rest = _HAN.sub("", text)
    if not rest.strip():
        return 0.0
    whole = _reckoned(rest, own_words, found)
    parts: list[str] = []
    syllables = 0

    def take(run: "re.Match[str]") -> str:
        nonlocal syllables
        count = _syllables(run[0])
        if count < 2:
            return run[0]
        syllables += count
        parts.append(run[0])
        return ""

    left = _LETTERS.sub(take, rest.lower())
    if not parts:
        return whole
    as_pinyin = syllables * _SYLLABLE_GUESSES
    if left.strip():
        as_pinyin += _reckoned(left, own_words, {})
    if as_pinyin < whole:
        found[Weakness.PINYIN] = None
    return min(whole, as_pinyin)


def _reckoned(text: str, own_words: tuple[str, ...], found: dict[Weakness, None]) -> float:
    """The estimate of zxcvbn; what it noticed is added to what was found."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  Half a megabyte of words.

    own = [word.lower() for word in own_words if word]
    result: dict[str, Any] = zxcvbn(text, user_inputs=[*own, *_COMMON_PINYIN])
    for match in result["sequence"]:
        if match["pattern"] == "dictionary":
            word = str(match["matched_word"])
            if match["dictionary_name"] != "user_inputs":
                found[Weakness.COMMON] = None
            elif word in own:
                found[Weakness.NAME] = None
            else:
                found[Weakness.PINYIN] = None
        elif match["pattern"] in _PATTERNS:
            found[_PATTERNS[match["pattern"]]] = None
    return float(result["guesses_log10"])


def _syllables(letters: str) -> int:
    """Of how many syllables of pinyin a run of letters consists; 0 if of none."""
    best: list[int] = [0] + [-1] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            if best[start] >= 0 and _SYLLABLE.fullmatch(letters, start, end):
                count = best[start] + 1
                best[end] = count if best[end] < 0 else min(best[end], count)
    return max(0, best[-1])
