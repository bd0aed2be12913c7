"""Article numbers: shown only where the official text was read, and only where they are cited."""

import re
from collections.abc import Iterator
from typing import Any

from desktop.content.lint.texts import entry_prose
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content, Entry
from desktop.domain.confidence import Confidence
from desktop.domain.letters import Letter
from desktop.domain.rule_refs import RuleRef
from desktop.domain.rules import Provision, RuleDocument

_DIGITS = "〇零一二三四五六七八九十百千两0-9０-９"
ARTICLE = re.compile(
    rf"(?P<article>第\s*[{_DIGITS}]+\s*条(?:之[一二三四五六七八九十]+)?)"
    rf"(?P<rest>(?:第[{_DIGITS}]+款)?(?:第[{_DIGITS}]+项)?)"
)


def articles_not_seen(content: Content) -> Iterator[ContentProblem]:
    """An article number stands only where the entry cites it and its text was read."""
    provisions = {
        provision.id: provision
        for document in content.rules
        for provision in document.value.provisions
    }
    for entry in content.entries():
        rules: tuple[RuleRef, ...] = getattr(entry.value, "rules", ())
        cited = [provisions[rule.provision] for rule in rules if rule.provision in provisions]
        for number, rule in enumerate(rules, 1):
            if not _supported(provisions.get(rule.provision), rule.article):
                yield ContentProblem(
                    entry.file, f"rules[{number}].article", Rule.ARTICLE_NOT_SEEN,
                    f"“{rule.article}”不在这一处已读原文的条文里，请核对，或写 null。",
                )  # fmt: skip
        if entry in content.redirects or isinstance(entry.value, Letter):
            continue  # A letter types no number at all, see ``letter_words``.
        if isinstance(entry.value, RuleDocument):
            cited = list(entry.value.provisions)
        seen = [article for item in cited if item.text_seen for article in item.articles]
        yield from _unseen_in_prose(entry, seen)


def bad_articles(content: Content) -> Iterator[ContentProblem]:
    """Each article of a provision is one full number such as 第五十条第一款第一项."""
    for document in content.rules:
        for number, provision in enumerate(document.value.provisions, 1):
            for index, article in enumerate(provision.articles, 1):
                if ARTICLE.fullmatch(article) is None:
                    yield ContentProblem(
                        document.file, f"provisions[{number}].articles[{index}]", Rule.BAD_ARTICLE,
                        f"“{article}”不是一个完整的条号，请写成“第五十条第一款第一项”这样。",
                    )  # fmt: skip


def unverified_in_force(content: Content) -> Iterator[ContentProblem]:
    """Where the text was not read, neither label nor data may carry an article number."""
    for document in content.rules:
        for number, provision in enumerate(document.value.provisions, 1):
            if not provision.text_seen and (
                provision.articles or ARTICLE.search(provision.label) is not None
            ):
                yield ContentProblem(
                    document.file, f"provisions[{number}]", Rule.UNVERIFIED_IN_FORCE,
                    "没有读过原文却写了条号，请去掉条号，改写“条号待核”。",
                )  # fmt: skip


def myths_without_basis(content: Content) -> Iterator[ContentProblem]:
    """What we say about a claim rests on a provision, or says 待核."""
    for myth in content.myths:
        if not myth.value.rules and myth.value.confidence is not Confidence.UNVERIFIED:
            yield ContentProblem(
                myth.file, "rules", Rule.MYTH_WITHOUT_BASIS,
                "没有写依据，请补上条文，或把可信程度改为 待核。",
            )  # fmt: skip


def _supported(provision: Provision | None, article: str | None) -> bool:
    if article is None or provision is None:  # A provision that is missing is a dead reference.
        return True
    return provision.text_seen and article in provision.articles


def _unseen_in_prose(entry: Entry[Any], seen: list[str]) -> Iterator[ContentProblem]:
    for text in entry_prose(entry):
        if text.owner == "RuleDocument" and text.field in {"title", "short_title"}:
            continue  # An official title may name an article.
        for match in ARTICLE.finditer(text.text):
            if not any(_covers(article, match) for article in seen):
                yield text.problem(
                    Rule.ARTICLE_NOT_SEEN,
                    f"“{match.group()}”没有在这一份的依据里引用，或没有读过原文，请改写为“条号待核”或去掉条号。",
                )


def _covers(article: str, found: re.Match[str]) -> bool:
    cited = ARTICLE.fullmatch(article)
    if cited is None or cited["article"] != found["article"]:
        return False
    return cited["rest"].startswith(found["rest"]) or found["rest"].startswith(cited["rest"])
