"""An article is named only where its text was read and it held when it happened."""

from datetime import date
from typing import Any

import pytest

from desktop.domain.confidence import Confidence
from desktop.domain.letter_citing import citation, cite
from desktop.domain.rule_refs import RefRole, RuleRef
from desktop.domain.rules import Force, Level, Provision, RuleDocument, UrlKind
from desktop.domain.written_letter import CitedWhy

HAPPENED = date(2026, 5, 1)
FIRST, SECOND = (
    RuleRef(f"v-{number}", RefRole.BASIS, article)
    for number, article in (("one", "第三条"), ("two", "第五条"))
)


def provision(id_: str, *articles: str, seen: bool = True) -> Provision:
    return Provision(id_, "", seen, articles, "", (), "", Confidence.HIGH)


def document(**changes: Any) -> RuleDocument:
    made = RuleDocument(
        "d-one", "", "某某《规则》办法（2025年修订）", "某某办法", "", "某部",
        Level.DEPARTMENT_RULE, ("金融机构",), "2025-01-01", "2026-05-01",
        Force.IN_FORCE, "", "", UrlKind.NONE,
        "2026-11-22", Confidence.HIGH,
        (provision("v-one", "第三条"), provision("v-two", "第五条")),
    )  # fmt: skip
    return made._replace(**changes)


def words(*refs: RuleRef, of: RuleDocument, happened: date = HAPPENED) -> str:
    provisions = {each.id: (of, each) for each in of.provisions}
    cited = [cite(ref, provisions, happened) for ref in refs]
    return "".join(run.text for run in citation(cited, provisions))


def why(ref: RuleRef, of: RuleDocument, happened: date = HAPPENED) -> CitedWhy:
    return cite(ref, {each.id: (of, each) for each in of.provisions}, happened).why


def test_what_was_read_and_holds_has_its_article() -> None:
    assert words(FIRST, of=document()) == "《某某〈规则〉办法》（2025年修订）第三条"
    assert words(FIRST, SECOND, of=document()) == "《某某〈规则〉办法》（2025年修订）第三条、第五条"
    cited = cite(FIRST, {"v-one": (document(), document().provisions[0])}, HAPPENED)
    assert cited.words == "《某某〈规则〉办法》（2025年修订）第三条"
    assert (cited.level, cited.binds, cited.effective) == (
        Level.DEPARTMENT_RULE,
        ("金融机构",),
        "2026-05-01",
    )


@pytest.mark.parametrize(
    ("of", "ref", "reason"),
    [
        (document(), FIRST, CitedWhy.IN_FORCE),
        (document(effective="2026-05-02"), FIRST, CitedWhy.LATER),
        (document(effective=None), FIRST, CitedWhy.NOT_IN_FORCE),
        *(
            (document(force=force), FIRST, CitedWhy.NOT_IN_FORCE)
            for force in Force
            if force is not Force.IN_FORCE
        ),
        (
            document(provisions=(provision("v-one", "第三条", seen=False),)),
            FIRST,
            CitedWhy.TEXT_NOT_SEEN,
        ),
        (document(), FIRST._replace(article="第九条"), CitedWhy.TEXT_NOT_SEEN),
        (document(), FIRST._replace(article=None), CitedWhy.TEXT_NOT_SEEN),
    ],
)
def test_everything_else_is_named_without_number_and_edition(
    of: RuleDocument, ref: RuleRef, reason: CitedWhy
) -> None:
    assert why(ref, of) is reason
    if reason is not CitedWhy.IN_FORCE:
        assert words(ref, of=of) == "《某某〈规则〉办法》"
        assert words(ref, ref._replace(provision="v-one"), of=of) == "《某某〈规则〉办法》"


def test_what_is_no_law_says_so() -> None:
    standard = document(title="某某指引", level=Level.NATIONAL_STANDARD)
    assert words(FIRST, SECOND, of=standard) == "《某某指引》（国家标准）第三条、第五条"
    own = document(title="某某公约", level=Level.SELF_REGULATION)
    assert words(FIRST, of=own, happened=date(2020, 1, 1)) == "《某某公约》（行业自律规范）"
