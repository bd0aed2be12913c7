"""Takes third parties out of what is handed on: their names, numbers and accounts.

Known are the names the program was told; each gets one stand-in, so that one can tell them apart.
A name that nobody told the program is not found, nor one that is spelled wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from desktop.domain.masking import NUMBER
from desktop.domain.people_names import called, given_name, people

ACCOUNT = "〔账号〕"
ADDRESS = "〔住址〕"
PERSON = "〔本人〕"

# Also what nobody sees, and what is typed to get past something like this.
_UNSEEN = r"\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\u20e3\ufeff"
# What may stand between groups of a number.
_APART = rf"[\s\-‐-―−－.．·•・_＿()（）{_UNSEEN}]{{0,3}}"
_SPOKEN = "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_DIGIT = r"[\d⓪①-⑨]"
# Days stay, and so does what somebody owes or was asked for: seven digits and more are masked.
_DAY = r"(?P<day>(?<!\d)(?:19|20)\d\d(?P<dash>[-.])\d{1,2}(?P=dash)\d{1,2}(?!\d))"
_LONG_NUMBER = (
    rf"[+＋]?{_DIGIT}(?:{_APART}[\d⓪①-⑨{_SPOKEN}]){{5,}}{_APART}{_DIGIT}"
    r"(?:\s?[XxＸｘ](?![A-Za-z0-9]))?"  # At the end of a number of an identity card.
    r"(?:\s*(?:转|轉|分机|[Ee]xt\.?|[#＃*])\s*[:：]?\s*\d{1,6})?"
)
_SPOKEN_NUMBER = rf"[{_SPOKEN}](?:{_APART}[{_SPOKEN}]){{6,}}"
# Signs that stand between sums and pages, too: only where they part it as mobile numbers are.
_MOBILE = r"[1１][3-9３-９]\d(?P<apart>[,，、/／])\d{4}(?P=apart)\d{4}(?!\d)"
_NUMBERS = re.compile(rf"{_DAY}|(?<!\d)(?:{_MOBILE}|{_LONG_NUMBER})|{_SPOKEN_NUMBER}")
_LATIN = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_MAIL = re.compile(
    rf"[{_LATIN}._%+-]+\s?[@＠]\s?[{_LATIN}-]+(?:\s?[.．。]\s?[{_LATIN}-]+)*[{_LATIN}]"
)
# What the accounts of these places are called is written behind them.
_ACCOUNT_OF = re.compile(
    rf"(?P<of>(?:微信|薇信|威信|(?<![{_LATIN}])(?:[VvＶｖ][XxＸｘ信]|[Ww][Xx]|[Ww]e[Cc]hat|[Ww]ei[Xx]in)"
    r"|支付宝|抖音|快手|小红书|微博|钉钉)"
    r"\s?(?:号码|号|账号|帐号|账户|[Ii][Dd])?[\s:：,，是为叫加=（(【“\"']{0,4})"
    rf"(?P<account>[A-Za-zＡ-Ｚａ-ｚ][{_LATIN}_-]{{5,29}})"
)
_QQ = re.compile(
    rf"(?P<of>(?:(?<![{_LATIN}])[QqＱｑ]{{2}}|扣扣|企鹅号)(?:号码|号|群)?[\s:：,，是为加=]{{0,4}})\d{{5,}}"
)
_LONG = 7
_IS_ACCOUNT = re.compile(r"[A-Za-z0-9._@+-]{6,}")
# What may stand inside a name that is spread out or cut in two.
_SLIT = rf"[\s·•・.．\-_{_UNSEEN}]"
_SLITS = re.compile(f"{_SLIT}+")
_WIDE = 0xFEE0
"""How far the wide form of a Latin letter is from it."""


class Mask:
    """Masks third parties wherever they stand in a text."""

    def __init__(
        self, names: Iterable[str], *, on: bool, others: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """If it is not on, nothing is changed.

        Args:
            names: Names of third parties as the person wrote them.
            on: Whether anything is masked.
            others: More that is masked, each with its own stand-in.
        """
        told = {_key(name): stand_in for name, stand_in in others.items() if _key(name)}
        self._on = on
        self._stand_ins: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}
        given: dict[str, str] = {}
        count = 0
        for name in dict.fromkeys(each for line in names for each in people(line)):
            keys = {_key(each): each for each in called(name) if _key(each) not in told}
            if not keys or _key(name) in told or _key(name) in self._stand_ins:
                continue
            known = (self._stand_ins[key] for key in keys if key in self._stand_ins)
            stand_in = next(known, "")
            if not stand_in:
                count += 1
                stand_in = f"〔第三人{count}〕"
            self._stand_ins |= dict.fromkeys(keys, stand_in)
            self._names |= keys
            # Two people may share it, and a third may be called just so.
            given |= {part: stand_in for each in keys.values() if (part := given_name(each))}
        for name, stand_in in others.items():
            self._names.setdefault(_key(name), name.strip())
            if part := given_name(name.strip()):
                given.setdefault(part, stand_in)
        self._stand_ins |= told
        for part, stand_in in given.items():
            self._stand_ins.setdefault(_key(part), stand_in)
            self._names.setdefault(_key(part), part)
        self._names.pop("", None)

    def text(self, text: str, keep: str = "") -> str:
        """A text without names, numbers and accounts, but for one of those that may stand."""
        if not self._on:
            return text
        # Only where it stands whole, or it would take other numbers and names apart; a short one
        # is never masked.
        stands = sum(map(str.isdigit, keep)) >= _LONG or _IS_ACCOUNT.fullmatch(keep) is not None
        edge = "A-Za-z0-9_"
        whole = rf"(?<![{edge}]){re.escape(keep)}(?![{edge}])"
        parts = re.split(whole, text) if stands else [text]
        return self.names(keep).join(map(self._part, parts))

    def names(self, text: str) -> str:
        """A text without names; its numbers stay."""
        if not self._on:
            return text
        key = _key(text)
        # Of a thousand names hardly one stands in a text.
        found = tuple(name for each, name in self._names.items() if each in key)
        if not found:
            return text
        if found not in self._patterns:
            ordered = sorted(found, key=len, reverse=True)
            self._patterns[found] = re.compile("|".join(map(_pattern, ordered)), re.IGNORECASE)
        return self._patterns[found].sub(self._stand_in, text)

    def _part(self, text: str) -> str:
        text = _MAIL.sub(ACCOUNT, text)
        text = self.names(text)
        text = _ACCOUNT_OF.sub(lambda found: found["of"] + ACCOUNT, text)
        text = _NUMBERS.sub(lambda found: found["day"] or NUMBER, text)
        return _QQ.sub(lambda found: found["of"] + NUMBER, text)

    def _stand_in(self, found: "re.Match[str]") -> str:
        return self._stand_ins.get(_key(found[0]), "〔第三人〕")


def _key(text: str) -> str:
    """A text as names are looked for: whatever its width, its case and what stands inside it."""
    return _SLITS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _pattern(name: str) -> str:
    """A name of one character, or of letters, counts only where it stands alone."""
    letters = _SLITS.sub("", unicodedata.normalize("NFKC", name))
    body = f"{_SLIT}*".join(map(_either_width, letters))
    if name.isascii():  # Chinese may follow at once.
        edge = f"{_LATIN}_"
        return rf"(?<![{edge}]){body}(?![{edge}])"
    if len(letters) > 1:
        return body
    return rf"(?<!\w){body}(?!\w)"


def _either_width(letter: str) -> str:
    if "!" <= letter <= "~":
        return f"(?:{re.escape(letter)}|{chr(ord(letter) + _WIDE)})"
    return re.escape(letter)
