"""How a letter hangs together: what it names is there, and what is there is used."""

import re
from collections.abc import Iterable, Iterator

from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content, Entry
from desktop.domain.conditions import Comparator, Comparison, ConditionError, comparisons, parse
from desktop.domain.letter_template import PLACEHOLDER
from desktop.domain.letters import (
    MOST_REQUESTS,
    OWES,
    RULES_PLACEHOLDER,
    BlockKind,
    FactKind,
    Letter,
    LetterBlock,
)

_BRACES = re.compile(r"[{}]")
# What each kind of block has to say; everything else that can be said stays empty.
_NEEDS: dict[BlockKind, frozenset[str]] = {
    BlockKind.RECIPIENT: frozenset({"text"}),
    BlockKind.HEADING: frozenset({"text"}),
    BlockKind.PARAGRAPH: frozenset({"text"}),
    BlockKind.CLAIM: frozenset({"key", "text", "proof"}),
    BlockKind.POINTS: frozenset({"items"}),
    BlockKind.BOXES: frozenset({"items"}),
    BlockKind.OWN_WORDS: frozenset({"of"}),
    BlockKind.INCIDENTS: frozenset({"of"}),
    BlockKind.EVIDENCE: frozenset({"of"}),
    BlockKind.DEBT: frozenset(),
    BlockKind.REQUESTS: frozenset({"text"}),
    BlockKind.CITATION: frozenset({"text", "cites"}),
    BlockKind.SIGNATURE: frozenset({"items"}),
}
_PARTS = ("key", "text", "items", "of", "proof", "cites")
_LISTED = {BlockKind.INCIDENTS: FactKind.INCIDENTS, BlockKind.EVIDENCE: FactKind.EVIDENCE}


def written(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every text that may stand in the finished letter, with its place."""
    if letter.paper_title:
        yield "paper_title", letter.paper_title
    for number, block in enumerate(letter.body, 1):
        if block.text:
            yield f"body[{number}].text", block.text
        for index, item in enumerate(block.items, 1):
            yield f"body[{number}].items[{index}]", item
    for number, request in enumerate(letter.requests, 1):
        yield f"requests[{number}].text", request.text
    for number, choice in enumerate(letter.choices, 1):
        for index, option in enumerate(choice.options, 1):
            yield f"choices[{number}].options[{index}].text", option.text
    if letter.debt:
        yield "debt", letter.debt


def dead_names(content: Content) -> Iterator[ContentProblem]:
    """Facts, questions and doors that a letter names exist."""
    facts = {entry.value.id: entry.value.kind for entry in content.letter_facts}
    for entry in content.letters:
        letter: Letter = entry.value
        for place, known, name in _named(letter, facts):
            if name not in known:
                yield ContentProblem(
                    entry.file, place, Rule.DEAD_REFERENCE,
                    f"这里写的“{name}”在这一份里没有，请改成已有的名字，或先在前面加上。",
                )  # fmt: skip


def bad_switches(content: Content) -> Iterator[ContentProblem]:
    """A block is switched by choices and guards of its own letter, and only by their answers."""
    for entry in content.letters:
        answers = _answers(entry.value)
        for number, block in enumerate(entry.value.body, 1):
            for message in _faults(block.only_if, answers):
                yield ContentProblem(
                    entry.file, f"body[{number}].only_if", Rule.BAD_CONDITION, message
                )


def names_used_twice(content: Content) -> Iterator[ContentProblem]:
    """A name stands for one thing, whether a switch, a placeholder or a link to proof."""
    for entry in content.letters:
        letter: Letter = entry.value
        families = (
            [
                *(use.fact for use in letter.facts),
                *(choice.key for choice in letter.choices),
                *(guard.key for guard in letter.guards),
                RULES_PLACEHOLDER,
                OWES,
            ],
            [block.key for block in letter.body if block.key]
            + [question.key for question in letter.own_words],
            [request.key for request in letter.requests],
            *([option.value for option in choice.options] for choice in letter.choices),
        )
        for names in families:
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield ContentProblem(
                    entry.file, "", Rule.DUPLICATE_ID,
                    f"这一份里“{name}”用了两次，请给其中一处换个名字。",
                )  # fmt: skip


def incomplete_blocks(content: Content) -> Iterator[ContentProblem]:
    """Each kind of block says what it needs and nothing that would never be read."""
    for entry in content.letters:
        for number, block in enumerate(entry.value.body, 1):
            for part in _PARTS:
                there, wanted = bool(getattr(block, part)), part in _NEEDS[block.kind]
                if there != wanted:
                    yield ContentProblem(
                        entry.file, f"body[{number}].{part}", Rule.LETTER_BLOCK,
                        f"{block.kind} 这种段落{'要写' if wanted else '不写'}“{part}”，请改正。",
                    )  # fmt: skip


def gaps(content: Content) -> Iterator[ContentProblem]:
    """A placeholder is a fact or a choice of the letter; ``{rules}`` belongs to citations."""
    for entry in content.letters:
        letter: Letter = entry.value
        known = {use.fact for use in letter.facts} | {choice.key for choice in letter.choices}
        for place, text in written(letter):
            names = PLACEHOLDER.findall(text)
            expected = known
            if _block_at(letter, place, BlockKind.CITATION):
                if names.count(RULES_PLACEHOLDER) != 1:
                    yield _gap(entry, place, "引用的一句里要有一个 {rules}，请补上或只留一个。")
                expected = known | {RULES_PLACEHOLDER}
            elif place.startswith(("choices[", "paper_title")):
                expected = set()
            for name in names:
                if name not in expected:
                    yield _gap(entry, place, f"“{name}”不是这一份要填的空，请先加到 facts 里。")
            if _BRACES.search(PLACEHOLDER.sub("", text)):
                yield _gap(entry, place, "花括号没有写完整，请写成 {my_name} 这样。")
    for reason in content.debt_reasons:
        if _BRACES.search(reason.value.instead):
            yield ContentProblem(
                reason.file, f"{reason.place}.instead", Rule.LETTER_GAP,
                "这里不能有要填的空，请把话写全。",
            )  # fmt: skip


def unused_parts(content: Content) -> Iterator[ContentProblem]:
    """Nobody is asked for what the letter never says."""
    asked: set[str] = set()
    for entry in content.letters:
        letter: Letter = entry.value
        asked |= {use.fact for use in letter.facts}
        for place, name in _unused(letter):
            yield ContentProblem(
                entry.file, place, Rule.UNUSED_IN_LETTER,
                f"“{name}”在正文里没有用到，请用上它或删去。",
            )  # fmt: skip
    for fact in content.letter_facts:
        if fact.value.id not in asked:
            yield ContentProblem(
                fact.file, fact.place, Rule.UNUSED_IN_LETTER,
                f"没有一份文书用到“{fact.value.id}”，请用上它或删去。",
            )  # fmt: skip


def too_many_requests(content: Content) -> Iterator[ContentProblem]:
    """More than a few requests are read as none."""
    for entry in content.letters:
        chosen = sum(request.chosen for request in entry.value.requests)
        if chosen > MOST_REQUESTS:
            yield ContentProblem(
                entry.file, "requests", Rule.TOO_MANY_REQUESTS,
                f"一开始就勾了 {chosen} 条请求，最多 {MOST_REQUESTS} 条，请留下最要紧的。",
            )  # fmt: skip


def _named(letter: Letter, facts: dict[str, FactKind]) -> Iterator[tuple[str, Iterable[str], str]]:
    """Place, what is known there, and the name that was written."""
    own = {use.fact for use in letter.facts}
    for number, use in enumerate(letter.facts, 1):
        yield f"facts[{number}].fact", facts, use.fact
    for number, guard in enumerate(letter.guards, 1):
        for index, need in enumerate(guard.needs, 1):
            yield f"guards[{number}].needs[{index}]", own, need
    questions = {question.key for question in letter.own_words}
    for number, block in enumerate(letter.body, 1):
        if block.kind is BlockKind.OWN_WORDS and block.of:
            yield f"body[{number}].of", questions, block.of
        elif block.kind in _LISTED and block.of:
            fitting = {name for name in own if facts.get(name) is _LISTED[block.kind]}
            yield f"body[{number}].of", fitting, block.of


def _answers(letter: Letter) -> dict[str, frozenset[str]]:
    """Names that a condition may use, with the answers they may have."""
    confirmed = frozenset({"yes"})
    found = {guard.key: confirmed for guard in letter.guards}
    if letter.debt:
        found[OWES] = frozenset({"yes", "no"})
    for choice in letter.choices:
        values = frozenset(option.value for option in choice.options)
        if choice.several:
            found.update({f"{choice.key}_{value}": confirmed for value in values})
        else:
            found[choice.key] = values
    return found


def _faults(only_if: str | None, answers: dict[str, frozenset[str]]) -> Iterator[str]:
    if only_if is None:
        return
    try:
        parts = comparisons(parse(only_if))
    except ConditionError as error:
        yield f"条件“{only_if}”第 {error.position + 1} 个字符读不懂，请照 a == 'b' 这样写。"
        return
    for part in parts:
        if not _answerable(part, answers):
            yield f"“{part.name}”不是这一份里的选择或确认，或者没有这个答案，请改正。"


def _answerable(part: Comparison, answers: dict[str, frozenset[str]]) -> bool:
    fitting = {Comparator.EQUAL, Comparator.NOT_EQUAL, Comparator.IN}
    known = answers.get(part.name, frozenset())
    return part.comparator in fitting and known.issuperset(map(str, part.values))


def _unused(letter: Letter) -> Iterator[tuple[str, str]]:
    said = {name for _, text in written(letter) for name in PLACEHOLDER.findall(text)}
    shown = {block.of for block in letter.body}
    switches = {
        part.name
        for block in letter.body
        if block.only_if is not None
        for part in _parsed(block.only_if)
    }
    for number, use in enumerate(letter.facts, 1):
        if use.fact not in said | shown:
            yield f"facts[{number}]", use.fact
    for number, choice in enumerate(letter.choices, 1):
        names = {choice.key, *(f"{choice.key}_{option.value}" for option in choice.options)}
        if names.isdisjoint(said | switches):
            yield f"choices[{number}]", choice.key
    for number, guard in enumerate(letter.guards, 1):
        if guard.key not in switches and not guard.required:
            yield f"guards[{number}]", guard.key
    for number, question in enumerate(letter.own_words, 1):
        if question.key not in shown:
            yield f"own_words[{number}]", question.key
    if letter.requests and all(block.kind is not BlockKind.REQUESTS for block in letter.body):
        yield "requests", "requests"


def _parsed(only_if: str) -> tuple[Comparison, ...]:
    try:
        return comparisons(parse(only_if))
    except ConditionError:  # Told by ``bad_switches``.
        return ()


def _block_at(letter: Letter, place: str, kind: BlockKind) -> bool:
    blocks: dict[str, LetterBlock] = {
        f"body[{number}].text": block for number, block in enumerate(letter.body, 1)
    }
    return place in blocks and blocks[place].kind is kind


def _gap(entry: Entry[Letter], place: str, message: str) -> ContentProblem:
    return ContentProblem(entry.file, place, Rule.LETTER_GAP, message)
