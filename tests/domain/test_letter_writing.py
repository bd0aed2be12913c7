"""Every letter, however much of it is known: what was typed is in it, what is missing is named."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.attachments import NOT_AGREED, Came
from desktop.domain.bundle import HELD_BACK
from desktop.domain.conditions import evaluate, parse
from desktop.domain.letter_facts import fact_words
from desktop.domain.letter_filling import Filling, Proof, ProofKind
from desktop.domain.letters import (
    MOST_REQUESTS,
    OWES,
    BlockKind,
    FactKind,
    Letter,
    LetterForm,
    LetterGroup,
)
from desktop.domain.rules import Force
from desktop.domain.written_letter import (
    DEBT,
    REQUESTS,
    CitedWhy,
    MissingKind,
    PartKind,
    RunKind,
    WrittenLetter,
)
from tests.domain.letter_cases import (
    CASES,
    CLAIMS,
    CONTACT,
    KNOWN,
    TODAY,
    TYPED_DAY,
    WRITTEN_DAY,
    Case,
    answered,
    attachment,
    everything,
    facts,
    incident,
    known,
    letter_of,
    letters,
    nothing,
    own_words,
    provisions,
    text,
    typed,
    usual,
    with_debt_left_out,
    written,
)

LETTERS = letters().letters
every_letter = pytest.mark.parametrize("letter", LETTERS, ids=lambda each: each.draft_id or each.id)
every_case = pytest.mark.parametrize("case", CASES, ids=lambda each: each.__name__)
LISTS = {FactKind.INCIDENTS, FactKind.EVIDENCE}
ODD = [
    "𠮷野𡈽㐂",
    "{my_name}{rules}",
    "${PATH} $(ls) %s %(a)s {0} {{}} }{",
    "<b>&amp;</b> <script> ]]> \\n \\",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u202eרעב\u202c عربي\u200f",
    "他说：“否则就{}”",
    "  前后有空格  ",
    "一行\n二行\n\n四行\t制表",
]


def required_and_written(case: Case) -> set[str]:
    """The facts that this letter has to say: named by a block whose condition holds."""
    letter, filling = case.letter, case.filling
    needed = {use.fact for use in letter.facts if use.required}
    for guard in letter.guards:
        if guard.key in filling.guards:
            needed |= set(guard.needs)
    named: set[str] = set()
    for block in letter.body:
        if holds(case, block.only_if):
            named |= {block.of}
            for words in (block.text, *block.items):
                named |= {fact for fact in needed if f"{{{fact}}}" in words}
    for request in letter.requests:
        if request.key in filling.requests:
            named |= {fact for fact in needed if f"{{{fact}}}" in request.text}
    return named & needed


def holds(case: Case, only_if: str | None) -> bool:
    if only_if is None:
        return True
    values: dict[str, str | int | None] = {
        guard.key: "yes" if guard.key in case.filling.guards else "no"
        for guard in case.letter.guards
    }
    values[OWES] = "no" if case.filling.debt_left_out else "yes"
    for choice in case.letter.choices:
        ticked = case.filling.choices.get(choice.key, ())
        if not choice.several:
            values[choice.key] = ticked[0] if ticked else None
        elif ticked:
            for option in choice.options:
                values[f"{choice.key}_{option.value}"] = "yes" if option.value in ticked else "no"
    return evaluate(parse(only_if), values) is True


def gaps(letter: WrittenLetter) -> list[tuple[str, str]]:
    return [
        (run.of, run.text) for part in letter.parts for run in part.runs if run.kind is RunKind.GAP
    ]


# --- What was given is in it ----------------------------------------------------------------------


@every_letter
def test_everything_that_was_typed_stands_in_it(letter: Letter) -> None:
    case = everything(letter)
    for choice in letter.choices:
        if choice.several:
            continue
        # Every block is written with one answer or another.
        seen = "\n".join(
            text(written(answered(case, choice.key, option.value))) for option in choice.options
        )
        break
    else:
        seen = text(written(case))
    damages = "claim_amount"  # Named by a request that is the fourth, beyond what may be ticked.
    for fact, given_ in {**case.filling.facts, **case.identity}.items():
        if fact != damages:
            assert fact_words(facts()[fact].kind, given_) in seen, fact
    for question in letter.own_words:
        assert own_words(question.key) in seen
    for request in letter.requests[:MOST_REQUESTS]:
        assert request.text in seen


@every_case
@every_letter
def test_nothing_stands_in_it_that_nobody_gave(
    letter: Letter, case: Callable[[Letter], Case]
) -> None:
    made = written(case(letter))
    said = text(made)
    assert "{" not in said
    assert "}" not in said
    for part in made.parts:
        for run in part.runs:
            assert run.text
            if run.kind is RunKind.FACT and part.kind is not PartKind.EXHIBIT_ROW:
                assert run.of in {
                    *(use.fact for use in letter.facts),
                    *(choice.key for choice in letter.choices),
                    *(question.key for question in letter.own_words),
                }


@every_letter
def test_a_claim_says_what_shows_it_or_that_only_the_person_says_so(letter: Letter) -> None:
    asked = letter.group not in {LetterGroup.FAMILY, LetterGroup.SELF} and (
        letter.form in {LetterForm.LETTER, LetterForm.FORM, LetterForm.MESSAGE}
    )
    for case in (each(letter) for each in CASES):
        made = written(case)
        keys = [block.key or block.of for block in letter.body if block.kind in CLAIMS]
        claims = [part for part in made.parts if part.block in keys]
        for part in claims:
            told = [run.text for run in part.runs if run.kind is RunKind.PROOF]
            waits = all(run.kind is RunKind.GAP for run in part.runs)
            if not asked or waits:
                assert told == []
            elif case.filling.proofs:
                listed = "经过第2条" if "事情经过" in text(made) else ""
                assert told[0].startswith("（证据")
                assert listed in told[0]
                assert "客服工单短信" in told[0]
                assert part.block not in made.unproven
            else:
                assert told == ["（仅本人陈述）"]
                assert part.block in made.unproven
        if not asked:
            assert made.unproven == ()


# --- What is missing ------------------------------------------------------------------------------


@every_case
@every_letter
def test_what_is_missing_is_a_gap_with_its_name_and_stops_the_letter(
    letter: Letter, case: Callable[[Letter], Case]
) -> None:
    made = written(case(letter))
    seen = {of for of, _ in gaps(made)}
    stops = {
        missing.id
        for missing in made.missing
        if missing.kind is not MissingKind.GUARD and missing.label
    }
    assert seen == stops
    for missing in made.missing:
        if missing.kind is not MissingKind.GUARD:
            assert (missing.id, f"＿＿（{missing.label}）") in gaps(made)


@every_letter
def test_only_what_the_letter_would_say_is_asked(letter: Letter) -> None:
    for choice in [None, *(each for each in letter.choices if not each.several)]:
        for option in choice.options if choice else ["", ""][:1]:
            empty = nothing(letter)
            if choice is not None:
                empty = answered(empty, choice.key, option.value)  # type: ignore[union-attr]
            made = written(empty)
            wanted = required_and_written(empty) - {"today"}
            found = {
                missing.id
                for missing in made.missing
                if missing.kind in {MissingKind.FACT, MissingKind.IDENTITY}
            }
            assert found <= wanted
            # A block that waits for an answer does not ask for what is in it yet.
            assert all(f"＿＿（{facts()[fact].label}）" in text(made) for fact in found)
            if not any(missing.kind is MissingKind.CHOICE for missing in made.missing):
                assert found == wanted


@every_letter
def test_who_did_what_is_usual_lacks_nothing(letter: Letter) -> None:
    for case in (usual(letter), everything(letter)):
        made = written(case)
        assert made.missing == ()
        assert gaps(made) == []


@every_letter
def test_each_required_thing_that_is_taken_away_is_missed_alone(letter: Letter) -> None:
    case = usual(letter)
    needed = required_and_written(case) - {"today"}
    for fact in needed:
        filling, identity = case.filling, dict(case.identity)
        kind = facts()[fact].kind
        if kind is FactKind.INCIDENTS:
            filling = filling._replace(incidents=())
        elif kind is FactKind.EVIDENCE:
            filling = filling._replace(exhibits=())
        elif facts()[fact].identity:
            identity[fact] = " \u200b\n"
        else:
            filling = filling._replace(facts={**filling.facts, fact: "  "})
        made = written(Case(letter, filling, identity))
        expected = MissingKind.IDENTITY if facts()[fact].identity else MissingKind.FACT
        assert [(each.kind, each.id) for each in made.missing] == [(expected, fact)]
    for guard in letter.guards:
        if guard.required:
            guards = case.filling.guards - {guard.key}
            made = written(case._replace(filling=case.filling._replace(guards=guards)))
            assert (MissingKind.GUARD, guard.key) in [(each.kind, each.id) for each in made.missing]
    for question in letter.own_words:
        words = {key: each for key, each in case.filling.own_words.items() if key != question.key}
        made = written(case._replace(filling=case.filling._replace(own_words=words)))
        block = next(each for each in letter.body if each.of == question.key)
        expected_ = [question.key] if question.required and holds(case, block.only_if) else []
        assert [each.id for each in made.missing] == expected_


def test_a_guard_asks_for_what_its_sentence_needs() -> None:
    case = usual(letter_of("tpl_police"))
    filling = case.filling._replace(guards=case.filling.guards | {"reported"})
    made = written(case._replace(filling=filling))
    assert [each.id for each in made.missing] == ["report_date", "receipt_no"]
    full = {**filling.facts, "report_date": "2026-11-09", "receipt_no": "A-1"}
    made = written(case._replace(filling=filling._replace(facts=full)))
    assert made.missing == ()
    assert "我在2026年11月9日报过案，编号A-1" in text(made)
    # Without the guard nobody says it, whatever is typed.
    assert "报过案" not in text(written(case._replace(filling=case.filling._replace(facts=full))))


def test_a_choice_that_nobody_made_stands_where_it_decides() -> None:
    made = written(nothing(letter_of("tpl_police")))
    assert [(part.kind, part.text) for part in made.parts[1:]] == [
        (PartKind.PARAGRAPH, "＿＿（现在是哪种情形？）")
    ]
    assert [(each.kind, each.id) for each in made.missing] == [
        (MissingKind.CHOICE, "version"),
        (MissingKind.GUARD, "true_facts"),
    ]


def test_a_choice_that_a_sentence_names_is_asked_there_and_only_there() -> None:
    case = answered(usual(letter_of("tpl_police")), "issues")
    made = written(case)
    assert [(each.kind, each.id) for each in made.missing] == [(MissingKind.CHOICE, "issues")]
    assert [of for of, _ in gaps(made)] == ["issues"]
    assert "经过里有这些情形：＿＿（发生了哪些情形" in text(made)


def test_a_choice_that_may_be_left_open_leaves_its_sentences_out() -> None:
    letter = letter_of("tpl_nfra")
    open_ = letter._replace(
        choices=tuple(choice._replace(required=False) for choice in letter.choices)
    )
    case = usual(letter)._replace(letter=open_)
    made = written(answered(answered(case, "outcome"), "issues"))
    assert made.missing == ()
    assert "涉及的情形" not in text(made)
    assert "我在2026年10月3日向该机构投诉" not in text(made)
    assert "亲友的生活安宁" not in text(made)


def test_not_knowing_is_an_answer() -> None:
    case = answered(usual(letter_of("tpl_fee_clarify")), "lost", "unknown")
    made = written(case)
    assert made.missing == ()
    assert "到手的钱少于合同上写的本金" not in text(made)
    less = written(answered(case, "lost", "less"))
    assert "到手的钱少于合同上写的本金（仅本人陈述）。" in text(less)


def test_an_answer_of_another_version_is_no_answer() -> None:
    case = answered(usual(letter_of("tpl_fee_clarify")), "lost", "perhaps")
    assert [each.id for each in written(case).missing] == ["lost"]


def test_requests_are_one_to_three() -> None:
    letter = letter_of("tpl_nfra")
    case = usual(letter)
    for keys, complains in (((), True), (("stop",), False), (tuple("abc"), True)):
        made = written(case._replace(filling=case.filling._replace(requests=keys)))
        assert (REQUESTS in [each.id for each in made.missing]) is complains
    all_ = tuple(request.key for request in letter.requests)
    made = written(case._replace(filling=case.filling._replace(requests=all_)))
    assert [(each.id, "最多勾3项" in each.label) for each in made.missing] == [(REQUESTS, True)]
    assert all(request.text in text(made) for request in letter.requests)


# --- The log and files ----------------------------------------------------------------------------


def test_what_happened_is_told_by_time_and_points_to_its_files() -> None:
    case = usual(letter_of("tpl_nifa"))
    exhibits = ("file-3", "file-1")
    made = written(
        case._replace(
            filling=case.filling._replace(
                incidents=("incident-3", "incident-1", "gone"), exhibits=exhibits
            )
        )
    )
    points = [part for part in made.parts if part.block == "incident_list"]
    assert [part.mark for part in points] == ["1.", "2."]
    assert points[0].text == (
        "2026年11月1日21:41，电话，找的是家人（表姐王小梅），对方号码0085290000001，"
        "疑似一天里反复联系：对方在电话里说了第1件事（证据2）"
    )
    assert [(each.mark, each.attachment.id) for each in made.exhibits] == [
        ("证据1", "file-3"),
        ("证据2", "file-1"),
    ]
    rows = [part for part in made.parts if part.kind is PartKind.EXHIBIT_ROW]
    assert [part.mark for part in rows] == ["证据1", "证据2"]
    assert rows[1].text == "通话录音1.m4a，原件在：旧手机1（经过第1条）"
    assert made.gone == ("gone",)


def test_what_somebody_did_not_agree_to_hand_on_is_not_told() -> None:
    held = attachment(1, "情况说明.pdf")._replace(
        came=Came.WRITTEN, origin=f"情况说明表；{NOT_AGREED}，交之前先问"
    )
    what = known([incident(1), incident(2)], [held, attachment(2)])
    case = usual(letter_of("tpl_nifa"))
    filling = case.filling._replace(
        incidents=("incident-1", "incident-2"), exhibits=("file-1", "file-2")
    )
    made = written(case._replace(filling=filling), what)
    words = text(made)
    assert "第1件事" not in words
    assert "0085290000001" not in words
    assert HELD_BACK in words
    assert "第2件事" in words
    assert [each.attachment.id for each in made.exhibits] == ["file-2"]
    assert made.gone == ("file-1",)


def test_the_same_bytes_are_one_exhibit() -> None:
    twin = attachment(1)._replace(id="twin", name="另一个名字.m4a")
    what = known([incident(1)], [attachment(1), twin])
    case = usual(letter_of("tpl_nifa"))
    filling = case.filling._replace(incidents=("incident-1",), exhibits=("file-1", "twin"))
    assert len(written(case._replace(filling=filling), what).exhibits) == 1


def test_a_letter_without_a_place_for_evidence_lists_at_its_end_what_it_points_to() -> None:
    case = usual(letter_of("tpl_settle"))
    assert written(case).exhibits == ()
    proofs = {
        "settled": (
            Proof(ProofKind.ATTACHMENT, "file-2"),
            Proof(ProofKind.ATTACHMENT, "gone"),
            Proof(ProofKind.INCIDENT, "incident-1"),
        )
    }
    made = written(case._replace(filling=case.filling._replace(proofs=proofs)))
    assert "已在2026年10月3日全部还清（证据1；2026年11月1日21:41的记录）。" in text(made)
    assert [part.text for part in made.parts[-2:]] == ["证据清单", "通话录音2.m4a，原件在：旧手机2"]
    assert made.gone == ("gone",)
    assert made.dates == (date(2026, 11, 1),)


def test_checksums_are_written_unless_others_are_typed() -> None:
    case = everything(letter_of("tpl_evidence_statement"))
    facts_ = {key: words for key, words in case.filling.facts.items() if key != "hash_list"}
    made = written(case._replace(filling=case.filling._replace(facts=facts_)))
    assert made.missing == ()
    for each in made.exhibits:
        assert f"{each.mark} {each.name} {each.attachment.sha256}" in text(made)


def test_the_day_is_todays_unless_another_is_typed() -> None:
    case = usual(letter_of("tpl_nfra"))
    assert made_day(case) == WRITTEN_DAY
    facts_ = {key: words for key, words in case.filling.facts.items() if key != "today"}
    assert made_day(case._replace(filling=case.filling._replace(facts=facts_))) == "2026年11月22日"


def made_day(case: Case) -> str:
    return written(case).parts[-1].text


# --- Citations ------------------------------------------------------------------------------------


@every_case
@every_letter
def test_every_cited_article_was_read_and_in_force(
    letter: Letter, case: Callable[[Letter], Case]
) -> None:
    made = written(case(letter))
    for cited in made.cited:
        document, provision = provisions()[cited.ref.provision]
        assert cited.with_article
        assert provision.text_seen
        assert cited.ref.article in provision.articles
        assert document.force is Force.IN_FORCE
        assert document.effective is not None
        assert date.fromisoformat(document.effective) <= made.dates[0]
        name = f"《{document.title}》".replace("（2025年修订）》", "》（2025年修订）")
        assert cited.words == name + (cited.ref.article or "")
        assert (cited.level, cited.binds) == (document.level, document.binds)
    shown = [run for part in made.parts for run in part.runs if run.kind is RunKind.CITATION]
    assert {run.of for run in shown} == {cited.ref.provision for cited in made.cited}


@every_letter
def test_what_is_older_than_the_document_is_cited_without_number(letter: Letter) -> None:
    case = everything(letter)
    old = known([incident(1, date(1999, 1, 1))], map(attachment, range(1, 4)))
    filling = case.filling._replace(
        incidents=("incident-1",),
        proofs={key: (Proof(ProofKind.INCIDENT, "incident-1"),) for key in case.filling.proofs},
    )
    made = written(case._replace(filling=filling), old)
    if date(1999, 1, 1) in made.dates:
        assert all(cited.why is CitedWhy.LATER for cited in made.cited)
        assert "第" + "条" not in "".join(
            run.text for part in made.parts for run in part.runs if run.kind is RunKind.CITATION
        )
        for cited in made.cited:
            assert cited.words in text(made)
            assert "年修订" not in cited.words


def test_the_day_before_a_document_came_into_force_decides() -> None:
    case = usual(letter_of("tpl_police"))
    before, after = (
        known([incident(1, day)], map(attachment, range(1, 4)))
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    )
    filling = case.filling._replace(incidents=("incident-1",))
    old = written(case._replace(filling=filling), before)
    new = written(case._replace(filling=filling), after)
    assert "可能涉及《中华人民共和国治安管理处罚法》。" in text(old)
    assert "可能涉及《中华人民共和国治安管理处罚法》（2025年修订）第五十条第一款第一项。" in text(
        new
    )
    # Both together: one of them is older, so no number.
    both = known([incident(1, date(2026, 2, 1)), incident(2, date(2025, 12, 31))])
    filling = case.filling._replace(incidents=("incident-1", "incident-2"))
    assert text(written(case._replace(filling=filling), both)).count("第五十条") == 0


def test_the_day_of_the_loan_counts_where_the_letter_tells_it() -> None:
    case = answered(everything(letter_of("tpl_fee_clarify")), "lost", "less")
    facts_ = {**case.filling.facts, "loan_date": "2019-05-01"}
    made = written(case._replace(filling=case.filling._replace(facts=facts_)))
    assert "依据是《中华人民共和国民法典》。" in text(made)
    assert "《中华人民共和国消费者权益保护法》第八条" in text(made)


def test_several_articles_of_one_document_name_it_once() -> None:
    made = written(everything(letter_of("tpl_pipl_request")))
    assert "《中华人民共和国个人信息保护法》第四十四条、第四十五条、第四十七条。" in text(made)


# --- The debt -------------------------------------------------------------------------------------


@every_letter
def test_the_debt_stands_until_a_reason_takes_its_place(letter: Letter) -> None:
    case = everything(letter)
    has = [part for part in written(case).parts if part.block == DEBT]
    assert [part.text for part in has] == ([letter.debt] if letter.debt else [])
    for reason in letters().debt_reasons:
        made = written(with_debt_left_out(case, reason.id))
        expected = letter.debt if letter.debt_stays else reason.instead if letter.debt else None
        shown = [part.text for part in made.parts if part.block == DEBT]
        assert shown == ([expected] if expected else [])
        if letter.debt and not letter.debt_stays:
            owing = [
                words.partition("{")[0]
                for block in letter.body
                if block.only_if == OWES
                for words in (block.text, *block.items)
                if words
            ]
            assert all(words not in text(made) for words in owing)
        assert made.missing == ()


def test_a_reason_that_is_gone_has_to_be_chosen_again() -> None:
    made = written(with_debt_left_out(usual(letter_of("tpl_nfra")), "other"))
    assert [(each.kind, each.id) for each in made.missing] == [(MissingKind.CHOICE, DEBT)]
    assert "愿意" not in text(made)


# --- Nothing typed is interpreted -----------------------------------------------------------------


@every_letter
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_signs_stand_as_they_were_typed(letter: Letter, odd: str) -> None:
    case = everything(letter)
    lists_and_days = {FactKind.INCIDENTS, FactKind.EVIDENCE, FactKind.DATE, FactKind.MONEY}
    filling = case.filling._replace(
        facts={
            fact: odd if facts()[fact].kind not in lists_and_days else given_
            for fact, given_ in case.filling.facts.items()
        },
        own_words=dict.fromkeys(case.filling.own_words, odd),
    )
    identity = dict.fromkeys(case.identity, odd)
    what = known([incident(1, line=odd)], [attachment(1)])
    plain = written(case, KNOWN)
    made = written(Case(letter, filling._replace(incidents=("incident-1",)), identity), what)
    said = [run for part in made.parts for run in part.runs if run.kind is RunKind.FACT]
    for run in said:
        fact = facts().get(run.of)
        if fact is not None and fact.kind not in lists_and_days:
            assert run.text == odd
        if run.of in case.filling.own_words:
            assert run.text == odd
        if run.of == "incident_list":
            assert run.text.endswith(f"：{odd}")
    # What is ours is ours still.
    ours = [run for part in plain.parts for run in part.runs if run.kind is RunKind.TEXT]
    shown = [run for part in made.parts for run in part.runs if run.kind is RunKind.TEXT]
    assert {run.text for run in shown} <= {run.text for run in ours} | {"（经过第1条）"}


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("公司裁员", "公司裁员。我现在"),
        ("公司裁员。", "公司裁员。我现在"),
        ("公司裁员！", "公司裁员！我现在"),
        ("公司裁员。。", "公司裁员。。我现在"),
        ("公司裁员，", "公司裁员，。我现在"),
    ],
)
def test_what_ends_with_a_full_stop_gets_no_second_one(reason: str, shown: str) -> None:
    case = usual(letter_of("tpl_negotiate"))
    facts = {**case.filling.facts, "hardship_reason": reason}
    assert shown in text(written(case._replace(filling=case.filling._replace(facts=facts))))


def test_five_thousand_characters_stay() -> None:
    story = "那天晚上，电话响了十七次。" * 400
    case = usual(letter_of("tpl_nfra"))
    made = written(case._replace(filling=case.filling._replace(own_words={"effect": story})))
    assert len(story) > 5000
    assert story in text(made)


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=300), st.sampled_from(LETTERS))
def test_whatever_is_typed_stands_once_for_each_place(said: str, letter: Letter) -> None:
    case = everything(letter)
    mark = "〖始〗" + said + "〖终〗"
    plain = {
        fact for fact in case.filling.facts if facts()[fact].kind in {FactKind.TEXT, FactKind.LINES}
    }
    filling = case.filling._replace(
        facts={**case.filling.facts, **dict.fromkeys(plain, mark)},
        own_words=dict.fromkeys(case.filling.own_words, mark),
    )
    before = text(written(case))
    after = text(written(case._replace(filling=filling)))
    places = sum(before.count(typed(fact)) for fact in plain)
    places += sum(before.count(own_words(key)) for key in case.filling.own_words)
    assert after.count(mark) == places


@pytest.mark.parametrize(
    ("kind", "typed_", "shown"),
    [
        (FactKind.DATE, TYPED_DAY, WRITTEN_DAY),
        (FactKind.DATE, "去年冬天", "去年冬天"),
        (FactKind.DATE, "2026-02-30", "2026-02-30"),
        (FactKind.MONEY, "3000", "3000元"),
        (FactKind.MONEY, "3,000.50", "3,000.50元"),
        (FactKind.MONEY, "３０００", "３０００元"),
        (FactKind.MONEY, "3000元", "3000元"),
        (FactKind.MONEY, "大约三千", "大约三千"),
        (FactKind.COUNT, "12", "12"),
        (FactKind.TEXT, "2026-10-03", "2026-10-03"),
    ],
)
def test_days_and_sums_are_written_as_in_a_letter(kind: FactKind, typed_: str, shown: str) -> None:
    assert fact_words(kind, typed_) == shown


# --- The look of it -------------------------------------------------------------------------------


@every_case
@every_letter
def test_no_heading_stands_above_nothing(letter: Letter, case: Callable[[Letter], Case]) -> None:
    made = written(case(letter))
    kinds = [part.kind for part in made.parts]
    for kind, following in zip(kinds, [*kinds[1:], PartKind.HEADING], strict=True):
        if kind is PartKind.HEADING:
            assert following not in {PartKind.HEADING, PartKind.SIGNATURE}
    titles = [part.text for part in made.parts if part.kind is PartKind.TITLE]
    assert titles == ([letter.paper_title] if letter.paper_title else [])


# --- The masked copy ------------------------------------------------------------------------------


@every_letter
def test_the_masked_copy_names_nobody(letter: Letter) -> None:
    case = everything(letter)
    words = f"我{typed('my_name')}和{CONTACT}都接到了，我的号码13800001111。"
    filling = case.filling._replace(own_words=dict.fromkeys(case.filling.own_words, words))
    case = Case(letter, filling, {**case.identity})
    full, masked = text(written(case)), text(written(case, masked=True))
    hidden = {use.fact for use in letter.facts} & {
        fact for fact, each in facts().items() if each.identity or each.masked
    }
    for fact in hidden:
        label = facts()[fact].label.removeprefix("你的")
        if typed(fact) in full:
            assert f"〔{label}〕" in masked
        assert typed(fact) not in masked
    for secret in (CONTACT, "13800001111", "通话录音", "旧手机"):
        assert secret not in masked
    # Those who are complained of stay.
    assert ("0085290000001" in full) == ("0085290000001" in masked)
    assert full.count("\n") == masked.count("\n")


def test_each_masked_number_goes_by_its_own_name_though_they_are_the_same() -> None:
    case = usual(letter_of("tpl_police"))
    same = dict.fromkeys(case.identity, "1234")
    made = written(case._replace(identity=same), masked=True)
    assert "我叫〔姓名〕，身份证后四位〔身份证后四位〕，电话〔手机号〕。" in text(made)


def test_both_copies_lack_the_same() -> None:
    for letter in LETTERS:
        for case in (each(letter) for each in CASES):
            assert written(case).missing == written(case, masked=True).missing
            assert written(case).cited == written(case, masked=True).cited


def test_an_empty_filling_of_every_letter_has_today_as_its_day() -> None:
    for letter in LETTERS:
        assert written(Case(letter, Filling(letter.id), {})).dates == (TODAY,)


def test_the_log_is_told_only_where_the_letter_tells_it() -> None:
    chat = answered(everything(letter_of("tpl_pipl_request")), "version", "chat")
    assert "事情经过" not in text(written(chat))
    blocks = {block.kind for block in chat.letter.body}
    assert BlockKind.INCIDENTS in blocks
