"""Which provisions a letter may cite with their articles, and how they are written.

An article is named only where its text was read and the document was in force when it happened;
everything else is named without one. What is no law says so.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from desktop.domain.rule_refs import RuleRef
from desktop.domain.rules import Force, Level, Provision, RuleDocument
from desktop.domain.written_letter import Cited, CitedWhy, Run, RunKind

_NO_LAW = {Level.NATIONAL_STANDARD: "（国家标准）", Level.SELF_REGULATION: "（行业自律规范）"}
# A title that names its own year would be that of another text than the one in force before.
_EDITION = re.compile(r"（\d{4}年[^（）]*）(?=》$)")


def cite(
    ref: RuleRef, provisions: Mapping[str, tuple[RuleDocument, Provision]], happened: date
) -> Cited:
    """A provision as it may be cited for what happened on a day.

    Raises:
        KeyError: There is no such provision.
    """
    document, provision = provisions[ref.provision]
    why = _why(ref, document, provision, happened)
    return Cited(
        ref, _name(document, why) + (ref.article or "" if why is CitedWhy.IN_FORCE else ""),
        why, document.level, document.binds, document.effective,
    )  # fmt: skip


def citation(
    cited: Sequence[Cited], provisions: Mapping[str, tuple[RuleDocument, Provision]]
) -> tuple[Run, ...]:
    """Provisions as they stand in a sentence; a document is named once for those that follow."""
    runs: list[Run] = []
    last = ""
    for each in cited:
        document, _ = provisions[each.ref.provision]
        name = _name(document, each.why)
        article = (each.ref.article or "") if each.with_article else ""
        if name == last and not article:
            continue
        words = article if name == last else name + article
        runs.append(Run(f"{'、' if runs else ''}{words}", RunKind.CITATION, each.ref.provision))
        last = name
    return tuple(runs)


def _why(ref: RuleRef, document: RuleDocument, provision: Provision, happened: date) -> CitedWhy:
    if not provision.text_seen or ref.article not in provision.articles:
        return CitedWhy.TEXT_NOT_SEEN
    if document.force is not Force.IN_FORCE or document.effective is None:
        return CitedWhy.NOT_IN_FORCE
    if happened < date.fromisoformat(document.effective):
        return CitedWhy.LATER
    return CitedWhy.IN_FORCE


def _name(document: RuleDocument, why: CitedWhy) -> str:
    title = document.quoted_title
    edition = _EDITION.search(title)
    if edition is not None:
        # It is no part of the name of a law; it tells which text the articles are counted in.
        title = _EDITION.sub("", title) + (edition[0] if why is CitedWhy.IN_FORCE else "")
    return title + _NO_LAW.get(document.level, "")
