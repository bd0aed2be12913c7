"""Identity: ids are unique, opaque, and never vanish unsaid."""

import re
from collections.abc import Collection, Iterator

from desktop.content.lint.texts import all_texts
from desktop.content.rulebook import ContentProblem, Rule
from desktop.content.sources import Content

_OPAQUE = {
    "Step": "s", "Checklist": "l", "Phase": "p", "RuleDocument": "d", "Provision": "v",
    "Channel": "c", "Letter": "t", "PhoneSystem": "h", "PhoneGuide": "u", "Myth": "m",
    "Term": "g", "Faq": "f", "Redirect": "o", "PinRule": "n",
    "Script": "x",
}  # fmt: skip
_READABLE = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")
_ADVICE_CODE = re.compile(r"[A-Z][0-9]{2}\Z")


def shipped_ids(content: Content) -> frozenset[str]:
    """Every id that a person's data may refer to.

    Readable ids carry the name of their family, because two families may use the same word.
    """
    triage = content.triage.value
    return frozenset(
        (
            *(id_ for owner, id_, _, _ in _ids(content) if owner in _OPAQUE),
            *(f"kind:{kind.id}" for kind in triage.kinds),
            *(f"fact:{fact.value.id}" for fact in content.letter_facts),
            *(f"debt:{reason.value.id}" for reason in content.debt_reasons),
            *(f"variable:{variable.id}" for variable in triage.variables),
        )
    )


def duplicate_ids(content: Content) -> Iterator[ContentProblem]:
    """An id stands for one thing in the whole pack; a readable one for one thing in its family."""
    seen: dict[tuple[str, str], str] = {}
    for owner, id_, file, place in _ids(content):
        key = ("" if owner in _OPAQUE else owner, id_)
        if key in seen:
            yield ContentProblem(
                file, place, Rule.DUPLICATE_ID,
                f"编号 {id_} 在 {seen[key]} 里已经用过，请换一个新编号。",
            )  # fmt: skip
        seen.setdefault(key, file)


def id_formats(content: Content) -> Iterator[ContentProblem]:
    """Opaque ids look like ``s-k3f9a``; the others are short words or advice codes."""
    for owner, id_, file, place in _ids(content):
        prefix = _OPAQUE.get(owner)
        if prefix is not None:
            good = re.fullmatch(rf"{prefix}-[a-z2-7]{{5}}", id_) is not None
            wanted = f"“{prefix}-”加五个小写字母或 2 到 7 的数字"
        elif owner == "Advice":
            good, wanted = _ADVICE_CODE.match(id_) is not None, "一个大写字母加两位数字"
        else:
            good, wanted = _READABLE.match(id_) is not None, "小写英文字母、数字和下划线"
        if not good:
            yield ContentProblem(
                file, place, Rule.ID_FORMAT, f"编号“{id_}”的写法不对，请写成{wanted}。"
            )


def ledger_gaps(content: Content, ledger: Collection[str]) -> Iterator[ContentProblem]:
    """Every id is in the ledger, and every id of the ledger is still here or accounted for."""
    here = shipped_ids(content)
    moved = {id_ for move in content.moves for id_ in move.value.gone}
    listed = frozenset(ledger)
    for id_ in sorted(listed - here - moved):
        yield ContentProblem(
            "ids.txt", id_, Rule.VANISHED_ID,
            f"编号 {id_} 发布过却不见了，请恢复它，或在 migrations.yaml 写明去向。",
        )  # fmt: skip
    for id_ in sorted(here - listed):
        yield ContentProblem(
            "ids.txt", id_, Rule.UNLISTED_ID,
            f"编号 {id_} 还没有登记，请运行 python -m desktop.content.compiler --register。",
        )  # fmt: skip


def _ids(content: Content) -> Iterator[tuple[str, str, str, str]]:
    for text in all_texts(content):
        if text.field == "id" or (text.owner, text.field) == ("Advice", "code"):
            yield text.owner, text.text, text.file, text.place
