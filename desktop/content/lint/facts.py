"""Dates and addresses."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from desktop.content.lint.texts import all_texts
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content, Entry
from desktop.domain.rules import Force, UrlKind

_DATE_FIELDS = frozenset(
    {"checked", "issued", "promulgated", "effective", "since", "first", "last", "working"}
)


def bad_dates(content: Content) -> Iterator[ContentProblem]:
    """Dates are ISO dates, and nothing was checked after the pack was issued."""
    issued = iso_date(content.info.value.issued)
    for text in all_texts(content):
        if text.field not in _DATE_FIELDS:
            continue
        day = iso_date(text.text)
        if day is None:
            yield text.problem(
                Rule.BAD_DATE, f"“{text.text}”不是日期，请写成 2026-11-22 这样，不知道就写 null。"
            )
        elif text.field == "checked" and issued is not None and day > issued:
            yield text.problem(
                Rule.BAD_DATE, f"核对日期 {text.text} 晚于发布日期 {issued}，请改正其中一个。"
            )


def null_dates_in_force(content: Content) -> Iterator[ContentProblem]:
    """Without its dates a document cannot be called in force."""
    for document in content.rules:
        value = document.value
        if value.force is Force.IN_FORCE and None in (value.promulgated, value.effective):
            yield ContentProblem(
                document.file, "force", Rule.NULL_DATE_IN_FORCE,
                "缺公布或施行日期，不能写成现行有效，请补上日期或改为 unclear。",
            )  # fmt: skip


def not_yet_in_force(content: Content) -> Iterator[ContentProblem]:
    """A document whose day has not come is not in force."""
    issued = iso_date(content.info.value.issued)
    for document in content.rules:
        effective = iso_date(document.value.effective or "")
        if issued is None or effective is None or document.value.force is not Force.IN_FORCE:
            continue
        if effective > issued:
            yield ContentProblem(
                document.file, "effective", Rule.NOT_YET_IN_FORCE,
                f"{effective} 才施行，发布时还没有生效，请把 force 改为 not_yet。",
            )  # fmt: skip


def bad_urls(content: Content) -> Iterator[ContentProblem]:
    """An address is http or https, and its kind says whether there is one."""
    entries: tuple[Entry[Any], ...] = (*content.rules, *content.channels)
    for entry in entries:
        url, kind = entry.value.url, entry.value.url_kind
        if (url == "") != (kind is UrlKind.NONE):
            yield ContentProblem(
                entry.file, "url_kind", Rule.BAD_URL,
                "有网址时 url_kind 写 page 或 site，没有网址时写 none，请改成一致。",
            )  # fmt: skip
        elif url and not good_url(url):
            yield ContentProblem(
                entry.file, "url", Rule.BAD_URL,
                "网址要以 https:// 或 http:// 开头，且不含空格和中文，请改正。",
            )  # fmt: skip


def good_url(url: str) -> bool:
    """Whether an address can be opened in a browser."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and "." in parts.netloc


def iso_date(text: str) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
