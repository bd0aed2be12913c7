"""Words: short, whole, by today's names, without promises or advice to dodge a debt."""

import re
from collections.abc import Iterator

from desktop.content.lint.texts import CJK, Text, prose, says_plainly
from desktop.content.lint.words import ABOLISHED_NAMES, EVASION_ADVICE, FORBIDDEN_PROMISES
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content

_LONGEST: dict[tuple[str, str], int] = {
    ("Step", "title"): 30,
    ("Step", "why"): 30,
    ("Step", "done_when"): 30,
    ("Provision", "points"): 60,
    ("Variable", "ask"): 40,
    ("ResolverQuestion", "ask"): 40,
    ("Alias", "keywords"): 12,
    ("ScriptLine", "text"): 30,
    ("ScriptLine", "why"): 30,
    ("Letter", "title"): 30,
    ("LetterFact", "label"): 20,
    ("LetterRequest", "text"): 60,
    ("LetterQuestion", "ask"): 40,
    ("Conduct", "name"): 20,
    ("Door", "why"): 50,
    ("Door", "before"): 40,
    ("Door", "bring"): 40,
    ("Door", "cannot"): 40,
    ("Door", "unsure"): 60,
}
# Single texts that must say something; lists are looked at in ``_REQUIRED_LISTS``.
_REQUIRED = frozenset(
    {
        ("Step", "title"), ("Step", "why"), ("Checklist", "title"), ("Checklist", "short_title"),
        ("Checklist", "goal"), ("Phase", "title"), ("RuleDocument", "title"),
        ("RuleDocument", "short_title"), ("RuleDocument", "issuer"),
        ("RuleDocument", "status_note"), ("Provision", "label"), ("Channel", "name"),
        ("ChannelKind", "name"), ("Phone", "number"), ("FilingWay", "text"), ("Reply", "text"),
        ("Escalation", "text"), ("Letter", "title"), ("Letter", "purpose"),
        ("PhoneTask", "title"),
        ("Consequence", "means"), ("FollowUp", "basis"), ("FollowUp", "then"),
        ("LetterFact", "label"), ("LetterChoice", "ask"), ("ChoiceOption", "text"),
        ("LetterGuard", "ask"), ("LetterGuard", "unlocks"), ("LetterQuestion", "ask"),
        ("LetterRequest", "text"), ("DebtReason", "label"),
        ("Script", "title"), ("ScriptLine", "text"), ("ScriptLine", "why"),
        ("PhoneSystem", "name"), ("PhoneSystem", "short_name"), ("PhoneGuide", "title"),
        ("Myth", "claim"), ("Myth", "instead"), ("Term", "term"), ("Term", "meaning"),
        ("Faq", "question"), ("Redirect", "old"), ("Redirect", "now"), ("Advice", "text"),
        ("PinRule", "message"), ("Variable", "ask"), ("Option", "text"), ("LenderKind", "name"),
        ("ResolverQuestion", "ask"), ("ResolverAnswer", "text"), ("PackInfo", "gist_note"),
        ("PackInfo", "phone_fallback"), ("Move", "reason"), ("Former", "title"),
        ("Conduct", "name"), ("Region", "name"), ("Region", "office"), ("Door", "why"),
    }
)  # fmt: skip
_REQUIRED_LISTS = (
    ("steps", "how"), ("checklists", "phases"), ("rules", "provisions"), ("myths", "reason"),
    ("faq", "answer"), ("phone_guides", "points"), ("letters", "recipients"),
    ("letters", "use_when"), ("letters", "avoid_when"), ("letters", "body"),
    ("scripts", "lines"),
    ("aliases", "keywords"), ("aliases", "ids"),
    ("doors", "cannot"),
)  # fmt: skip
# What people say, quoted in order to answer it.
_HEARSAY = frozenset(
    {
        *(("Myth", "claim"), ("Advice", "text"), ("Faq", "question"), ("Alias", "keywords")),
        *(("Term", "also"), ("Term", "term")),
    }
)
_DIRECTIVES = frozenset(
    {
        ("Step", "title"), ("Step", "how"), ("Step", "done_when"), ("Step", "keep"),
        ("Channel", "before"), ("FilingWay", "text"), ("Escalation", "text"), ("Myth", "instead"),
        ("Faq", "answer"), ("PhonePath", "hints"), ("PhoneGuide", "points"), ("PinRule", "message"),
        ("Phase", "title"), ("Phase", "intro"), ("Checklist", "goal"), ("Advice", "text"),
        ("Letter", "purpose"), ("Letter", "use_when"), ("Letter", "avoid_when"),
        ("Letter", "cautions"), ("Letter", "attachments"), ("Consequence", "means"),
        ("Consequence", "may_happen"), ("FollowUp", "then"), ("LetterFact", "hint"),
        ("LetterQuestion", "hint"), ("LetterBlock", "text"), ("LetterBlock", "items"),
        ("LetterRequest", "text"), ("DebtReason", "instead"), ("ResolverAnswer", "note"),
        ("ScriptLine", "text"), ("ScriptLine", "why"),
        ("Door", "why"), ("Door", "before"), ("Door", "bring"),
    }
) - _HEARSAY  # fmt: skip
_OLD_NAME_FIELDS = frozenset({"title", "number", "issuer"})
_HALF_WIDTH = re.compile(
    rf"(?<=[{CJK}”》）])[,;:?!](?=[{CJK}“《（]|$)"
    rf"|(?<=[{CJK}”》）])\((?=[{CJK}“《])|(?<=[{CJK}”》])\)(?=[{CJK}，。；：？！]|$)"
    rf'|(?<=[{CJK}])"|"(?=[{CJK}])'
)


def done_when_missing(content: Content) -> Iterator[ContentProblem]:
    """A step says how the person knows that it is finished."""
    for step in content.steps:
        if not step.value.done_when.strip():
            yield ContentProblem(
                step.file, "done_when", Rule.DONE_WHEN_MISSING,
                "没有写怎样算做完，请补上看得见的完成标志。",
            )  # fmt: skip


def empty_texts(content: Content) -> Iterator[ContentProblem]:
    """What the screen needs is written, and no list holds a blank."""
    for text in prose(content):
        blank = not text.text.strip()
        required = (text.owner, text.field) in _REQUIRED or text.place.endswith("]")
        if blank and required:
            yield text.problem(Rule.EMPTY_TEXT, "这里是空的，请补上文字。")
        elif text.text != text.text.strip():
            yield text.problem(Rule.EMPTY_TEXT, "文字前后有空格或换行，请删去。")
    for kind, field in _REQUIRED_LISTS:
        for entry in getattr(content, kind):
            if not getattr(entry.value, field):
                place = f"{entry.place}.{field}" if entry.place else field
                yield ContentProblem(
                    entry.file, place, Rule.EMPTY_TEXT, "这里至少要有一项，请补上。"
                )


def too_long(content: Content) -> Iterator[ContentProblem]:
    """Short enough for a tired person and for the screen."""
    for text in prose(content):
        limit = _LONGEST.get((text.owner, text.field))
        if limit is not None and len(text.text) > limit:
            yield text.problem(
                Rule.TOO_LONG, f"有 {len(text.text)} 个字，最多 {limit} 个，请写短或拆开。"
            )


def abolished_names(content: Content) -> Iterator[ContentProblem]:
    """Agencies go by today's names, except where a document is quoted by its own data."""
    for text in _without_redirects(content):
        if text.owner == "RuleDocument" and text.field in _OLD_NAME_FIELDS:
            continue
        for old, now in ABOLISHED_NAMES.items():
            if old in text.text:
                yield text.problem(Rule.ABOLISHED_NAME, f"“{old}”已不再使用，请改为{now}。")
                break


def forbidden_promises(content: Content) -> Iterator[ContentProblem]:
    """Nothing is promised, and no verdict is given that only an authority may give."""
    for text in prose(content):
        if (text.owner, text.field) in _HEARSAY:
            continue
        for match in FORBIDDEN_PROMISES.finditer(text.text):
            if says_plainly(text.text, match.start()):
                yield text.problem(
                    Rule.FORBIDDEN_PROMISE,
                    f"“{match.group()}”是保证或定论，请改成“可以申请”“由机构认定”这样的说法。",
                )


def evasion_advice(content: Content) -> Iterator[ContentProblem]:
    """Nothing we tell a person to do helps to dodge a debt or to make something up."""
    for text in prose(content):
        if (text.owner, text.field) not in _DIRECTIVES:
            continue
        for match in EVASION_ADVICE.finditer(text.text):
            if says_plainly(text.text, match.start()):
                yield text.problem(
                    Rule.EVASION_ADVICE,
                    f"“{match.group()}”像在教人逃避或造假，请改写或去掉。",
                )


def half_width(content: Content) -> Iterator[ContentProblem]:
    """Chinese sentences have Chinese punctuation."""
    for text in prose(content):
        match = _HALF_WIDTH.search(text.text)
        if match is not None:
            yield text.problem(
                Rule.HALF_WIDTH,
                f"第 {match.start() + 1} 个字“{match.group()}”是半角标点，请改为全角。",
            )


def _without_redirects(content: Content) -> Iterator[Text]:
    return (text for text in prose(content) if text.owner != "Redirect")
