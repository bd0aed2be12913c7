"""Puts together what the search looks through, with pinyin for every name and everyday word."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from desktop.domain.channels import Channel
from desktop.domain.library import Library
from desktop.domain.pack import Pack
from desktop.domain.phones import PhoneSystem, PhoneTask
from desktop.domain.rules import Provision, RuleDocument
from desktop.domain.search import Alias, Kind, Name, Said, SearchEntry, SearchIndex, fold
from desktop.domain.speech import Syllable

NO_PINYIN: Final = "没有安装 pypinyin，查找暂时不能用拼音，请用 python3 run.py 重新准备一次。"

_Readings = Callable[[str], tuple[str, ...]]
_RUNS = re.compile(r"([\u3400-\u9fff]+)")
_NUMBERED = re.compile(r"第([〇零一二三四五六七八九十百千]+)(?=[条款项])")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
# To pay back, or still: no dictionary of phrases tells them apart in every title.
_TWO_READINGS = {"还": ("huan", "hai")}
_CHARACTERS = range(0x4E00, 0xA000)
# Alone, a library reads them as they are read elsewhere.
_USUAL = {"还": "huan", "行": "hang", "长": "zhang", "重": "chong", "传": "chuan"}


class _Found(NamedTuple):
    """An entry before it has its pinyin and its everyday words; ``names`` are beside the title."""

    kind: Kind
    id: str
    title: str
    body: Iterable[str]
    part: str = ""
    tag: str = ""
    names: Iterable[str] = ()


class _Word(NamedTuple):
    """What is told of an everyday word, see ``Said``."""

    place: int
    urgent: bool
    alone: bool

    def together(self, other: "_Word") -> "_Word":
        """The same word written in two places leads as far up as in either."""
        return _Word(
            min(self.place, other.place), self.urgent or other.urgent, self.alone and other.alone
        )


def compose_search(pack: Pack, library: Library, aliases: Iterable[Alias]) -> SearchIndex:
    """Everything that can be found, in the order of the pack.

    Without pypinyin there is an index all the same, see ``SearchIndex.pinyin``.
    """
    readings = pinyin_reader()
    words: dict[str, dict[str, _Word]] = {}
    topics: list[str] = []
    for alias in aliases:
        for place, id_ in enumerate(alias.ids):
            said = words.setdefault(id_, {})
            new = _Word(place, alias.urgent, alias.alone)
            for word in alias.keywords:
                said[word] = new.together(said.get(word, new))
        if alias.frequent:
            topics += alias.keywords[:1]
    entries = []
    for found in _entries(pack, library):
        texts = dict.fromkeys((found.title, *filter(None, found.names)))
        places = words.get(found.part or found.id, {})
        entries.append(
            SearchEntry(
                found.kind,
                found.id,
                found.part,
                found.tag,
                found.title,
                _names(texts, readings),
                tuple(
                    Said(word, readings(word) if readings is not None else (), *said)
                    for word, said in places.items()
                ),
                tuple(line for line in found.body if line),
            )
        )
    syllables = () if readings is None else tuple(_syllables(readings))
    return SearchIndex(tuple(entries), tuple(topics), readings is not None, syllables)


def _syllables(readings: _Readings) -> Iterator[Syllable]:
    """The usual reading of every character that everyday texts use."""
    characters: dict[str, str] = {}
    for character in map(chr, _CHARACTERS):
        if character.encode("gb2312", "ignore"):  # The rarer ones nobody types.
            sound = _USUAL.get(character) or "".join(readings(character)[:1])
            characters[sound] = characters.get(sound, "") + character
    for sound in sorted(characters):
        yield Syllable(sound, characters[sound])


def pinyin_reader() -> _Readings | None:
    """What gives the readings of a name, or None where pypinyin is not installed."""
    try:
        from pypinyin import lazy_pinyin  # noqa: PLC0415  Only who compiles has to have it.
    except ImportError:
        return None

    def readings(text: str) -> tuple[str, ...]:
        plain: list[str] = []
        for part in _RUNS.split(text):
            read = lazy_pinyin(part, errors="ignore") if _RUNS.fullmatch(part) else []
            if len(read) != len(part):  # Then each character speaks for itself.
                read = [_alone(character, lazy_pinyin) for character in part]
            plain += read
        found = [plain]
        for character, sounds in _TWO_READINGS.items():
            if character in text:
                found += [
                    [sound if c == character else s for c, s in zip(text, plain, strict=True)]
                    for sound in sounds
                ]
        spoken = (" ".join(syllables) for syllables in found if any(syllables))
        return tuple(dict.fromkeys(spoken))

    return readings


def _alone(character: str, read: Callable[..., list[str]]) -> str:
    """The syllable of one character; letters and digits sound as they are written."""
    syllables = read(character, errors="ignore")
    folded = fold(character)
    return syllables[0] if syllables else folded if folded.isalnum() else ""


def _names(texts: Iterable[str], readings: _Readings | None) -> tuple[Name, ...]:
    return tuple(Name(text, readings(text) if readings is not None else ()) for text in texts)


def _entries(pack: Pack, library: Library) -> Iterator[_Found]:
    yield from _steps(pack)
    for script in library.scripts:
        lines = tuple(line.text for line in script.lines)
        yield _Found(Kind.SCRIPT, script.id, script.title, lines, tag=script.use)
    for channel in library.channels:
        numbers = (phone.number for phone in channel.phones)
        yield _Found(Kind.CHANNEL, channel.id, channel.name, _about_channel(channel), names=numbers)
    for faq in library.faq:
        yield _Found(Kind.FAQ, faq.id, faq.question, faq.answer)
    for myth in library.myths:
        body = (*myth.reason, myth.consequence, myth.instead)
        yield _Found(Kind.MYTH, myth.id, myth.claim, body, tag=myth.verdict)
    for term in library.glossary:
        yield _Found(Kind.TERM, term.id, term.term, (term.meaning,), names=term.also)
    for document in library.rules:
        yield from _rules(document)
    yield from _letters(library)
    yield from _phones(library)
    for redirect in library.redirects:
        body = (redirect.now, redirect.note)
        yield _Found(Kind.REDIRECT, redirect.id, redirect.old, body)


def _steps(pack: Pack) -> Iterator[_Found]:
    stages = _stages(pack)
    for step in pack.steps:
        body = (step.why, *step.how, step.done_when, *step.keep, step.risk)
        yield _Found(Kind.STEP, step.id, step.title, body, tag=stages[step.id])


def _stages(pack: Pack) -> dict[str, str]:
    return {
        step: checklist.stage.value
        for checklist in pack.checklists
        for phase in checklist.phases
        for step in phase.steps
    }


def _about_channel(channel: Channel) -> Iterator[str]:
    yield from channel.handles
    # Out of its list a line must still say which way it is meant.
    yield from (f"不受理：{text}" for text in channel.refuses)
    yield from (f"{phone.number} {phone.label}" for phone in channel.phones)
    yield channel.hours
    yield from channel.before
    yield from channel.materials
    yield from (way.text for way in channel.filing)
    if channel.reply is not None:
        yield channel.reply.text
    yield from (escalation.text for escalation in channel.escalation)
    yield from channel.cautions


def _rules(document: RuleDocument) -> Iterator[_Found]:
    yield _Found(
        Kind.RULE,
        document.id,
        document.short_title,
        (document.status_note, document.issuer, *document.binds),
        tag=document.force,
        names=(document.title, document.number),
    )
    for provision in document.provisions:
        yield _Found(
            Kind.RULE,
            document.id,
            f"{document.short_title} {provision.label}",
            (*provision.points, provision.note),
            part=provision.id,
            tag=document.force,
            names=_article_names(document, provision),
        )


def _article_names(document: RuleDocument, provision: Provision) -> Iterator[str]:
    """Single articles of a range, in characters and in digits: people type “第50条”."""
    for article in provision.articles:
        yield f"{document.short_title} {article}"
        digits = _NUMBERED.sub(lambda match: f"第{to_number(match[1])}", article)
        yield f"{document.short_title} {digits}"


def to_number(characters: str) -> int:
    """The value of a number below ten thousand in Chinese characters."""
    total, digit = 0, 0
    for character in characters:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def _letters(library: Library) -> Iterator[_Found]:
    for letter in library.letters:
        body = (letter.purpose, *letter.use_when, *letter.recipients)
        yield _Found(Kind.LETTER, letter.id, letter.title, body)


def _phones(library: Library) -> Iterator[_Found]:
    tasks = {task.id: task for task in library.phone_tasks}
    for system in library.phones:
        yield _Found(
            Kind.PHONE,
            system.id,
            system.name,
            _paths(system, tasks),
            names=(system.short_name,),
        )
    for guide in library.phone_guides:
        yield _Found(Kind.PHONE, guide.id, guide.title, guide.points)


def _paths(system: PhoneSystem, tasks: dict[str, PhoneTask]) -> Iterator[str]:
    for path in system.paths:
        route = " › ".join(path.route)
        yield f"{tasks[path.task].title}：{route}" if route else tasks[path.task].title
        yield from path.hints
