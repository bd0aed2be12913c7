"""A letter is looked over before it leaves: told what, why and what to do, and no word changed."""

import re
import unicodedata

import pytest

from desktop.domain.letter_checks import LONG, Finding, FindingKind, OtherLetter, check
from desktop.domain.letter_filling import Proof, ProofKind
from desktop.domain.letters import BlockKind
from tests.domain.letter_cases import (
    CASES,
    Case,
    everything,
    letter_of,
    letters,
    nothing,
    usual,
    written,
)

# What to do: a word that asks for something, or says when it is possible.
TO_DO = re.compile("请|才|再填|改好|可以")


def found(case: Case, *others: OtherLetter) -> tuple[Finding, ...]:
    return check(case.letter, letters(), case.filling, written(case), others)


def telling(words: str, draft: str = "tpl_nfra") -> Case:
    """A letter that tells this in its own words."""
    case = usual(letter_of(draft))
    told = dict.fromkeys(case.filling.own_words, words)
    return case._replace(filling=case.filling._replace(own_words=told))


def of(kind: FindingKind, findings: tuple[Finding, ...]) -> list[str]:
    return [each.quoted for each in findings if each.kind is kind]


def test_a_letter_that_lacks_nothing_may_leave_as_it_is() -> None:
    for letter in letters().letters:
        for case in (usual(letter), everything(letter)):
            kinds = {each.kind for each in found(case)}
            # The names typed in the tests are no names of companies.
            assert kinds <= {FindingKind.NICKNAME, FindingKind.LONG}, letter.title


def test_only_what_is_missing_keeps_it_back_and_all_of_it_is_told() -> None:
    for letter in letters().letters:
        for case in (each(letter) for each in CASES):
            stopping = [each for each in found(case) if each.stops]
            assert [each.where for each in stopping] == [each.id for each in written(case).missing]
            assert all(each.kind is FindingKind.MISSING for each in stopping)


def test_every_finding_says_what_and_what_to_do() -> None:
    cases = [nothing(letter) for letter in letters().letters]
    cases += [
        telling("无良公司，否则曝光！我保证还清。我已经报警。\u202e" + "长。" * LONG),
        _dated("去年", "三千"),
    ]
    seen = set()
    for case in cases:
        for each in found(case):
            seen.add(each.kind)
            assert TO_DO.search(each.words), each.words
            assert each.words.endswith("。")
            assert re.sub("“[^”]*”", "", each.words).count("。") == 1
    assert seen == set(FindingKind) - {FindingKind.SAME, FindingKind.GONE, FindingKind.LEFT_OUT}


def _dated(day: str, sum_: str) -> Case:
    case = usual(letter_of("tpl_negotiate"))
    facts = {**case.filling.facts, "hardship_since": day, "monthly_income": sum_}
    return case._replace(filling=case.filling._replace(facts=facts))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("你们马上停止，否则我去曝光。", ["否则", "曝光"]),
        ("再打我就不客气。", ["不客气"]),
        ("这家黑心的骗子。", ["黑心", "骗子"]),
        ("我保证下个月还清。", ["保证下个月还清"]),
        ("我一定会还上。", ["一定会还上"]),
        ("对方说“否则就上门”，还骂我“骗子”。", []),
        ("对方说「曝光」。", []),
        ("我想分期还，每月八百元。", []),
        ("我不一定能按时到。", []),
    ],
)
def test_threats_insults_and_promises_are_told_but_not_those_of_others(
    words: str, said: list[str]
) -> None:
    findings = found(telling(words))
    assert of(FindingKind.TONE, findings) == said
    assert {each.where for each in findings if each.kind is FindingKind.TONE} <= {"effect"}


def test_somebody_who_says_they_went_to_the_police_needs_a_receipt() -> None:
    words = "这件事我已经去派出所报案。"
    assert of(FindingKind.REPORT, found(telling(words))) == ["已经去派出所报案"]
    assert of(FindingKind.REPORT, found(telling("对方说已经报案。"))) == []
    assert of(FindingKind.REPORT, found(telling("他说：“我们报过案了”。"))) == []
    case = telling(words, "tpl_police")
    assert of(FindingKind.REPORT, found(case)) != []
    guards = case.filling.guards | {"reported"}
    facts = {**case.filling.facts, "report_date": "2026-11-01", "receipt_no": "A1"}
    filling = case.filling._replace(guards=guards, facts=facts)
    assert of(FindingKind.REPORT, found(case._replace(filling=filling))) == []


def test_free_text_of_facts_and_papers_is_looked_over_too() -> None:
    case = usual(letter_of("tpl_nfra"))
    facts = {**case.filling.facts, "lender_full": "无良贷款有限公司"}
    proofs = {"loan": (Proof(ProofKind.PAPER, "曝光截图"),)}
    findings = found(case._replace(filling=case.filling._replace(facts=facts, proofs=proofs)))
    assert [(each.where, each.quoted) for each in findings] == [
        ("lender_full", "无良"),
        ("loan", "曝光"),
    ]


STORY = "母亲接到电话以后整夜睡不着，领导把我叫去谈话，同事都在看我，邻居也来问是不是出了什么事情。"


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (STORY, True),
        (STORY.replace("，", "\n"), True),
        (STORY + "就这样。", True),
        (STORY.replace("母亲", "父亲"), True),
        ("对方在公司门口等我，问前台我在哪一层上班，还说要把合同贴在门上，保安请了才走。", False),
        ("", False),
    ],
)  # fmt: skip
def test_nearly_the_same_words_as_in_another_letter_are_told(other: str, alike: bool) -> None:
    findings = found(telling(STORY), OtherLetter("给金融局的", ("", other)))
    assert of(FindingKind.SAME, findings) == (["给金融局的"] if alike else [])


def test_short_answers_are_like_nothing() -> None:
    findings = found(telling("睡不着。"), OtherLetter("另一封", ("睡不着。",)))
    assert of(FindingKind.SAME, findings) == []


def test_a_request_that_is_ticked_but_lacks_its_sum_is_told() -> None:
    case = usual(letter_of("tpl_civil"))
    filling = case.filling._replace(requests=("stop", "damages"))
    findings = found(case._replace(filling=filling))
    assert of(FindingKind.LEFT_OUT, findings) == ["damages"]
    assert "请求赔偿的金额" in next(
        each.words for each in findings if each.kind is FindingKind.LEFT_OUT
    )
    facts = {**filling.facts, "claim_amount": "300"}
    filled = found(case._replace(filling=filling._replace(facts=facts)))
    assert of(FindingKind.LEFT_OUT, filled) == []


def test_what_was_chosen_and_is_gone_is_told() -> None:
    case = usual(letter_of("tpl_nfra"))
    filling = case.filling._replace(incidents=(*case.filling.incidents, "gone"))
    findings = found(case._replace(filling=filling))
    assert [each.kind for each in findings if each.kind is FindingKind.GONE] == [FindingKind.GONE]


@pytest.mark.parametrize(
    ("day", "sum_", "told"),
    [
        ("2026-10-03", "3000", []),
        ("2026-13-01", "3000", ["2026-13-01"]),
        ("去年冬天", "大约三千", ["去年冬天", "大约三千"]),
    ],
)
def test_what_is_no_day_and_no_sum_is_told(day: str, sum_: str, told: list[str]) -> None:
    assert of(FindingKind.UNREADABLE, found(_dated(day, sum_))) == told


@pytest.mark.parametrize(
    ("name", "nickname"),
    [("某某消费金融有限公司", False), ("某某银行", False), ("第 1 家", True), ("小蓝", True)],
)
def test_a_nickname_of_a_lender_is_told(name: str, nickname: bool) -> None:
    case = usual(letter_of("tpl_nfra"))
    facts = {**case.filling.facts, "lender_full": name}
    findings = found(case._replace(filling=case.filling._replace(facts=facts)))
    assert of(FindingKind.NICKNAME, findings) == ([name] if nickname else [])


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("他\u202e说\u200f", "U+202E、U+200F"),
        ("响铃\x07", "U+0007"),
        ("零\u200b宽", "U+200B"),
        ("👩‍👩‍👧❤️ 换行\n制表\t", ""),
    ],
)
def test_signs_nobody_sees_are_told_and_stay(words: str, signs: str) -> None:
    case = telling(words)
    assert of(FindingKind.HIDDEN_SIGNS, found(case)) == ([signs] if signs else [])
    assert any(words in part.text for part in written(case).parts)


def test_every_sign_that_cannot_be_seen_is_known() -> None:
    signs = map(chr, range(0x110000))
    hidden = {sign for sign in signs if unicodedata.category(sign) in {"Cc", "Cf"}}
    tags = {chr(code) for code in range(0xE0020, 0xE0080)}  # They make flags.
    harmless = {"\n", "\r", "\t", "\u200d", *tags}
    case = telling("".join(sorted(hidden)))
    (told,) = of(FindingKind.HIDDEN_SIGNS, found(case))
    assert set(told.split("、")) == {f"U+{ord(sign):04X}" for sign in hidden - harmless}


def test_only_a_form_is_too_long() -> None:
    words = "长。" * LONG
    for draft, told in (("tpl_nfra", 1), ("tpl_police", 0)):
        assert len(of(FindingKind.LONG, found(telling(words, draft)))) == told


def test_every_kind_of_block_has_been_looked_over() -> None:
    kinds = {block.kind for letter in letters().letters for block in letter.body}
    assert kinds == set(BlockKind)
