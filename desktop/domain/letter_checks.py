"""What to look at before a letter leaves: what is missing, its tone, whether it is like another.

A finding never changes a word. Only what is missing keeps a letter back; the rest is for the
person to judge.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from desktop.domain.letter_facts import day_of, is_sum
from desktop.domain.letter_filling import Filling, ProofKind, is_blank
from desktop.domain.letter_template import names
from desktop.domain.letter_tone import INSULTS, PROMISES, REPORTED, THREATS
from desktop.domain.letters import FactKind, Letter, LetterFact, LetterForm, Letters
from desktop.domain.record import Record
from desktop.domain.written_letter import REQUESTS, Missing, MissingKind, WrittenLetter

LONG = 2000
"""Characters from which on many forms on the web take no more."""
ALIKE = 0.8
"""Two answers that share so much of what they say are nearly the same."""
SHORTEST_ALIKE = 30
"""Answers below it say too little to be like each other."""


class FindingKind(StrEnum):
    """What was found, the most pressing first."""

    MISSING = "missing"
    """Without it the letter does not leave; ``where`` is the id in ``Missing``."""
    REPORT = "report"
    """It says that somebody went to the police, and nothing shows it."""
    TONE = "tone"
    """A threat, an insult, a promise."""
    SAME = "same"
    """Nearly the words of another letter of theirs."""
    GONE = "gone"
    """Something that was chosen is withdrawn, erased, or may not be handed on."""
    LEFT_OUT = "left_out"
    """Ticked, but not written for want of something."""
    UNREADABLE = "unreadable"
    """A day or a sum that is none."""
    NICKNAME = "nickname"
    """A lender that is not called as the contract calls it."""
    HIDDEN_SIGNS = "hidden_signs"
    """Signs that cannot be seen; they stay."""
    LONG = "long"
    """More than most forms on the web take."""


class Finding(Record):
    """One thing to look at.

    Attributes:
        kind: What it is.
        where: The fact, choice, guard, question or request it is about; empty for the whole.
        words: One plain sentence: what, why, what to do.
        quoted: The words it is about; empty for none.
        stops: Whether the letter does not leave before it is mended.
    """

    kind: FindingKind
    where: str
    words: str
    quoted: str
    stops: bool


class OtherLetter(Record):
    """Another letter of theirs, to be compared.

    Attributes:
        name: What the person calls it.
        own_words: What they told in it.
    """

    name: str
    own_words: tuple[str, ...]


def check(
    letter: Letter,
    letters: Letters,
    filling: Filling,
    written: WrittenLetter,
    others: Sequence[OtherLetter],
) -> tuple[Finding, ...]:
    """Everything to look at, the most pressing first; empty when the letter may leave as it is.

    Args:
        letter: The letter of the content.
        letters: All of the content.
        filling: What the person gave.
        written: What was made of it.
        others: Their other letters.
    """
    facts = {fact.id: fact for fact in letters.facts}
    used = {use.fact: facts[use.fact] for use in letter.facts}
    found = [
        *map(_missing, written.missing),
        *_harsh(letter, filling, used),
        *_alike(letter, filling, others),
        *_gone(written),
        *_left_out(letter, filling, used),
        *_unreadable(filling, used),
        *_hidden(letter, filling, used),
        *_long(letter, written),
    ]
    order = {kind: place for place, kind in enumerate(FindingKind)}
    return tuple(sorted(found, key=lambda each: order[each.kind]))


# --- What is missing ------------------------------------------------------------------------------

_LACKS = {
    MissingKind.FACT: "还没填“{0}”，填好才能导出。",
    MissingKind.IDENTITY: "“{0}”导出时再填，默认不存。",
    MissingKind.CHOICE: "还没选“{0}”，选好才能导出。",
    MissingKind.GUARD: "还没确认“{0}”，是真的才勾，勾了才能导出。",
    MissingKind.QUESTION: "还没写“{0}”，用自己的话写几句才能导出。",
    MissingKind.REQUEST: "{0}，改好才能导出。",
}


def _missing(missing: Missing) -> Finding:
    words = _LACKS[missing.kind].format(missing.label)
    return Finding(FindingKind.MISSING, missing.id, words, "", stops=True)


# --- Tone -----------------------------------------------------------------------------------------

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|\"[^\"\n]*\"")
_TONES = (
    (re.compile(THREATS), "“{0}”像在威胁，对方可能拿它说事；请改成希望对方做什么、哪天前答复。"),
    (re.compile(INSULTS), "“{0}”像在骂人，看的人会先看语气、不看事实；请改成对方做了什么。"),
    (re.compile(PROMISES), "“{0}”是很重的承诺，做不到会更难谈；请改成做得到的数额和日期。"),
)  # fmt: skip
_REPORT = "“{0}”要有回执或报警编号才写；没有报过的，请删去这几个字。"


def _harsh(letter: Letter, filling: Filling, used: dict[str, LetterFact]) -> Iterator[Finding]:
    # A receipt that was asked for and confirmed stands behind what is said.
    reported = any(guard.needs and guard.key in filling.guards for guard in letter.guards)
    for where, _, typed in _typed(letter, filling, used):
        # What others said may be as harsh as it was: that is what the letter is about.
        own = _QUOTED.sub(lambda quote: "\0" * len(quote[0]), typed)
        for pattern, words in _TONES:
            for said in dict.fromkeys(match[0] for match in pattern.finditer(own)):
                yield Finding(FindingKind.TONE, where, words.format(said), said, stops=False)
        match = None if reported else REPORTED.search(own)
        if match is not None:
            words = _REPORT.format(match[0])
            yield Finding(FindingKind.REPORT, where, words, match[0], stops=False)


# --- Sameness -------------------------------------------------------------------------------------


def _alike(letter: Letter, filling: Filling, others: Sequence[OtherLetter]) -> Iterator[Finding]:
    for question in letter.own_words:
        typed = filling.own_words.get(question.key, "")
        own = _grams(typed)
        if len(own) < SHORTEST_ALIKE:
            continue
        for other in others:
            if any(_share(own, _grams(words)) >= ALIKE for words in other.own_words):
                words = (
                    f"“{question.ask}”写的和“{other.name}”里的几乎一样，看的人会以为是套用的；"
                    "请补上只和这一份有关的事。"
                )
                yield Finding(FindingKind.SAME, question.key, words, other.name, stops=False)
                break


@lru_cache(maxsize=64)  # Others are compared with every letter that is typed.
def _grams(text: str) -> frozenset[str]:
    """What a text says, three characters at a time, whatever stands between them."""
    plain = "".join(sign for sign in text if sign.isalnum())
    return frozenset(plain[place : place + 3] for place in range(len(plain) - 2))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


# --- What is not in it, or not as it seems --------------------------------------------------------


def _gone(written: WrittenLetter) -> Iterator[Finding]:
    if written.gone:
        words = (
            f"选过的记录、文件里，有 {len(written.gone)} 个已经撤回、删掉，或写的人没有同意交出去，"
            "没有写进来；要用就去“证据”里看看，不用就在这里取消。"
        )
        yield Finding(FindingKind.GONE, "", words, "", stops=False)


def _left_out(letter: Letter, filling: Filling, used: dict[str, LetterFact]) -> Iterator[Finding]:
    required = {use.fact for use in letter.facts if use.required}
    for request in letter.requests:
        lacking = [
            used[name].label
            for name in names(request.text)
            if name in used
            and not used[name].identity
            and name not in required
            and is_blank(filling.facts.get(name, ""))
        ]
        if request.key in filling.requests and lacking:
            words = f"勾了一项请求，还缺“{lacking[0]}”，这一项先没有写进去；请填上，或取消这一项。"
            yield Finding(FindingKind.LEFT_OUT, REQUESTS, words, request.key, stops=False)


_REGISTERED = re.compile("公司|银行|信用社|合作社|中心|有限|集团")


def _unreadable(filling: Filling, used: dict[str, LetterFact]) -> Iterator[Finding]:
    for fact in used.values():
        typed = filling.facts.get(fact.id, "")
        if is_blank(typed) or fact.identity:
            continue
        words, kind = "", FindingKind.UNREADABLE
        if fact.kind is FactKind.DATE and day_of(typed) is None:
            words = f"“{fact.label}”里的“{typed}”不是完整的日期，会照原样写；请改成年、月、日。"
        elif fact.kind is FactKind.MONEY and not is_sum(typed):
            words = f"“{fact.label}”里的“{typed}”不是一个数，会照原样写；请只写数字，不写单位。"
        elif fact.kind is FactKind.LENDER and _REGISTERED.search(typed) is None:
            words = f"“{typed}”不像登记的全称，收的人可能对不上；请照合同上的“贷款人”写。"
            kind = FindingKind.NICKNAME
        if words:
            yield Finding(kind, fact.id, words, typed, stops=False)


# What controls or formats and cannot be seen, but for the breaks of lines and what joins emoji. As
# ranges, since a text is looked through at every keystroke.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001]"
)


def _hidden(letter: Letter, filling: Filling, used: dict[str, LetterFact]) -> Iterator[Finding]:
    for where, label, typed in _typed(letter, filling, used):
        signs = dict.fromkeys(f"U+{ord(sign):04X}" for sign in _HIDDEN.findall(typed))
        if signs:
            words = (
                f"“{label}”里有看不见的符号，印在纸上没有，别处会原样保留，可能让文字换方向；"
                "不是有意的话，请删掉这一段重打。"
            )
            yield Finding(FindingKind.HIDDEN_SIGNS, where, words, "、".join(signs), stops=False)


def _long(letter: Letter, written: WrittenLetter) -> Iterator[Finding]:
    length = sum(len(part.mark) + len(part.text) + 1 for part in written.parts)
    if letter.form is LetterForm.FORM and length > LONG:
        words = f"全文大约 {length} 字，不少网页只收 {LONG} 字；复制时选好字数，可以分段或截短。"
        yield Finding(FindingKind.LONG, "", words, "", stops=False)


def _typed(
    letter: Letter, filling: Filling, used: dict[str, LetterFact]
) -> Iterable[tuple[str, str, str]]:
    """Every free text: where it was typed, what that is called, and the text."""
    for question in letter.own_words:
        yield question.key, question.ask, filling.own_words.get(question.key, "")
    for fact in used.values():
        if fact.kind in {FactKind.TEXT, FactKind.LINES, FactKind.LENDER} and not fact.identity:
            yield fact.id, fact.label, filling.facts.get(fact.id, "")
    for key, proofs in filling.proofs.items():
        for proof in proofs:
            if proof.kind is ProofKind.PAPER:
                yield key, "凭证", proof.ref
