"""What a letter may say: nothing unsure, no law typed by hand, no threat, no false report."""

import re
from collections.abc import Iterator

from desktop.content.lint.citations import ARTICLE
from desktop.content.lint.letter_parts import written
from desktop.content.lint.texts import entry_prose
from desktop.content.lint.words import LETTER_TONE
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content, Entry
from desktop.domain.conditions import ConditionError, evaluate, parse
from desktop.domain.letter_tone import REPORTED
from desktop.domain.letters import BlockKind, Letter, LetterBlock, ReplyCalendar
from desktop.domain.rule_refs import RuleRef
from desktop.domain.rules import Force, Provision, RuleDocument

_UNSURE = "待核"
_WILLING = re.compile(r"愿意[^。]{0,6}还")
_TO_BE_CHECKED = re.compile(r"金额[^。]{0,8}为准")

_Provisions = dict[str, tuple[RuleDocument, Provision]]


def typed_articles(content: Content) -> Iterator[ContentProblem]:
    """The program writes the numbers of articles, so that it can leave out what does not hold."""
    for entry in content.letters:
        for text in entry_prose(entry):  # On its card and in its hints no less than in its body.
            match = ARTICLE.search(text.text)
            if match is not None:
                yield text.problem(
                    Rule.TYPED_ARTICLE,
                    f"“{match.group()}”是手写的条号，请改成引用段落里的 {{rules}} 和 cites。",
                )


def unseen_citations(content: Content) -> Iterator[ContentProblem]:
    """A letter cites only what was read, holds today, and is among the rules of the letter."""
    provisions: _Provisions = {
        provision.id: (document.value, provision)
        for document in content.rules
        for provision in document.value.provisions
    }
    for entry in content.letters:
        letter: Letter = entry.value
        listed = {(rule.provision, rule.article) for rule in letter.rules}
        for number, block in enumerate(letter.body, 1):
            for index, cite in enumerate(block.cites, 1):
                if (cite.provision, cite.article) not in listed or not _citable(cite, provisions):
                    yield ContentProblem(
                        entry.file, f"body[{number}].cites[{index}]", Rule.CITED_UNSEEN,
                        "这一条要读过原文、有条号、现行有效，并且列在 rules 里，请换一条或删去。",
                    )  # fmt: skip
        rule = letter.follow_up.rule
        if rule is not None and not _supported(rule, provisions):
            yield ContentProblem(
                entry.file, "follow_up.rule", Rule.CITED_UNSEEN,
                f"“{rule.article}”不在这一处已读原文的条文里，请核对，或写 null。",
            )  # fmt: skip


def unsure_words(content: Content) -> Iterator[ContentProblem]:
    """What is not sure may stand beside a letter, never in it."""
    for entry, place, text in _written(content):
        if _UNSURE in text:
            yield ContentProblem(
                entry.file, place, Rule.UNSURE_IN_LETTER,
                "寄出去的文字里不能有“待核”，请删去这一句，或写成已经核实的事。",
            )  # fmt: skip


def unproven_reports(content: Content) -> Iterator[ContentProblem]:
    """Nobody says that they went to the police unless they confirmed it and give the number."""
    for entry in content.letters:
        letter: Letter = entry.value
        guarded = {
            f"body[{number}].text"
            for number, block in enumerate(letter.body, 1)
            if _waits_for_a_receipt(block, letter)
        }
        for place, text in written(letter):
            if place not in guarded and REPORTED.search(text):
                yield ContentProblem(
                    entry.file, place, Rule.UNPROVEN_REPORT,
                    "说自己报过警，要有一个带回执编号的确认管着这一段，请加上 only_if。",
                )  # fmt: skip


def harsh_words(content: Content) -> Iterator[ContentProblem]:
    """A letter asks firmly: no threat, no insult, no verdict, no date that is none."""
    texts = [(entry.file, place, text) for entry, place, text in _written(content)]
    texts += [
        (reason.file, f"{reason.place}.instead", reason.value.instead)
        for reason in content.debt_reasons
    ]
    for file, place, text in texts:
        match = LETTER_TONE.search(text)
        if match is not None:
            yield ContentProblem(
                file, place, Rule.LETTER_TONE,
                f"“{match.group()}”像在威胁、骂人、下定论，或说得不确定，请改成平静、具体的说法。",
            )  # fmt: skip


def debt_paragraphs(content: Content) -> Iterator[ContentProblem]:
    """Debts are to be paid: a letter says so, or its file says why it does not."""
    for entry in content.letters:
        letter: Letter = entry.value
        blocks = sum(block.kind is BlockKind.DEBT for block in letter.body)
        message = ""
        if bool(letter.debt) == bool(letter.no_debt):
            message = (
                "要么写 debt（愿意还，金额以核对为准），要么在 no_debt 写明为什么不写，请只留一样。"
            )
        elif letter.debt and not (
            _WILLING.search(letter.debt) and _TO_BE_CHECKED.search(letter.debt)
        ):
            message = "这一段要说明愿意还、金额以核对为准，请补上。"
        elif letter.debt_stays and not letter.debt:
            message = "没有 debt 的文字，就不写 debt_stays，请删去。"
        elif bool(letter.debt) != bool(blocks):
            message = "正文里 debt 这种段落和 debt 的文字要同时有或同时没有，请改正。"
        if message:
            yield ContentProblem(entry.file, "debt", Rule.DEBT_PARAGRAPH, message)


def baseless_follow_ups(content: Content) -> Iterator[ContentProblem]:
    """Days come from a rule; where we know none, the letter says that there are none."""
    for entry in content.letters:
        follow = entry.value.follow_up
        dated = follow.calendar is not ReplyCalendar.NONE
        given = (follow.days is not None, follow.rule is not None)
        if given != (dated, dated) or (dated and not (follow.who and (follow.days or 0) > 0)):
            yield ContentProblem(
                entry.file, "follow_up", Rule.FOLLOW_UP_BASIS,
                "写了天数就要写谁答复、怎样算、依据哪一条；没有依据的，calendar 写 none，请改正。",
            )  # fmt: skip


def _written(content: Content) -> Iterator[tuple[Entry[Letter], str, str]]:
    for entry in content.letters:
        for place, text in written(entry.value):
            yield entry, place, text


def _supported(rule: RuleRef, provisions: _Provisions) -> bool:
    if rule.provision not in provisions or rule.article is None:  # A dead one is told elsewhere.
        return True
    _, provision = provisions[rule.provision]
    return provision.text_seen and rule.article in provision.articles


def _citable(cite: RuleRef, provisions: _Provisions) -> bool:
    if cite.provision not in provisions:
        return True
    document, provision = provisions[cite.provision]
    return (
        provision.text_seen
        and cite.article in provision.articles
        and document.force is Force.IN_FORCE
    )


def _waits_for_a_receipt(block: LetterBlock, letter: Letter) -> bool:
    """Whether a block is not written while a guard that asks for facts is unconfirmed."""
    if block.only_if is None:
        return False
    try:
        condition = parse(block.only_if)
    except ConditionError:  # Told by ``bad_switches``.
        return True
    return any(
        guard.needs and evaluate(condition, {guard.key: "no"}) is False for guard in letter.guards
    )
