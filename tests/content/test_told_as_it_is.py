"""Things that were once told wrongly: each is held to what its source says."""

import re
from typing import Any

import pytest

from desktop.content.sources import Content, read_sources
from desktop.domain.letters import Letter
from desktop.domain.rules import Provision
from desktop.domain.steps import Step
from tests.content.conftest import CHECKLISTS


@pytest.fixture(scope="module")
def content() -> Content:
    return read_sources(CHECKLISTS)


def with_id(entries: Any, permanent: str) -> Any:
    """The one entry of a kind that has an id."""
    (found,) = [entry.value for entry in entries if entry.value.id == permanent]
    return found


def points(content: Content, permanent: str) -> str:
    """What we tell of a provision."""
    provisions: list[Provision] = [
        provision
        for document in content.rules
        for provision in document.value.provisions
        if provision.id == permanent
    ]
    assert len(provisions) == 1
    return "".join(provisions[0].points)


def letter(content: Content, permanent: str) -> Letter:
    found: Letter = with_id(content.letters, permanent)
    return found


def step(content: Content, permanent: str) -> Step:
    found: Step = with_id(content.steps, permanent)
    return found


def test_that_the_data_can_be_encrypted_is_told(content: Content) -> None:
    answer = "".join(with_id(content.faq, "f-lwclt").answer)
    assert "现在没有加密" not in answer
    assert "设一个密码" in answer


def test_who_writes_that_they_will_pay_is_told_of_the_limitation(content: Content) -> None:
    """民法典 第一百九十五条: agreeing to perform interrupts it, so the card says so before."""
    for entry in content.letters:
        if not entry.value.debt:
            continue
        card = "".join((*entry.value.avoid_when, *entry.value.consequence.may_happen))
        cited = {(rule.provision, rule.article) for rule in entry.value.rules}
        assert "时效" in card, entry.file
        assert "12348" in card, entry.file
        assert ("v-yfzy5", "第一百九十五条") in cited, entry.file


@pytest.mark.parametrize("permanent", ["t-dinlj", "t-6y6qn"])
def test_a_call_promises_no_payment_to_whoever_asks_for_one(
    content: Content, permanent: str
) -> None:
    """Also said by somebody who owes nothing, or whose debt is past its limitation."""
    said = [
        item
        for block in letter(content, permanent).body
        if block.only_if is None
        for item in block.items
    ]
    (answer,) = [item for item in said if "转账" in item]
    assert "里还" not in answer
    assert "不" in answer


def test_who_did_not_borrow_does_not_state_where_the_money_went(content: Content) -> None:
    """With a name misused, the money often passed through the person's own account."""
    reason = with_id(content.debt_reasons, "not_mine")
    assert "没有收到" not in reason.instead
    assert "核实" in reason.instead


def test_the_short_times_around_a_report_are_told(content: Content) -> None:
    """治安管理处罚法 第二十五条 (six months); 公安刑事程序规定 第一百七十九条 (seven days)."""
    when = step(content, "s-noln2")
    report = letter(content, "t-idk5w")
    office = with_id(content.channels, "c-w4n2p")
    refused = with_id(content.faq, "f-jzanm")
    for entry, texts in [
        (when, when.how),
        (report, report.cautions),
        (office, office.cautions),
    ]:
        assert any("六个月" in text for text in texts), entry.id
        assert ("v-4fi4h", "第二十五条") in {(r.provision, r.article) for r in entry.rules}
    for entry, texts in [
        (when, when.how),
        (office, [way.text for way in office.escalation]),
        (refused, refused.answer),
    ]:
        (told,) = [text for text in texts if "复议" in text and "立案" in text]
        assert "7日" in told, entry.id
        assert ("v-hqabx", "第一百七十九条") in {(r.provision, r.article) for r in entry.rules}


CONDITIONS: list[tuple[str, tuple[str, ...]]] = [
    # What a provision asks for, and where it ends.
    ("v-rwtzm", ("超过四次",)),  # App认定方法 一、4
    ("v-jqyqc", ("担保", "三十日")),  # 民事诉讼法 第一百零三条、第一百零四条
    ("v-wnudp", ("债权人能证明",)),  # 民法典 第一千零六十四条第二款
    ("v-qq5s4", ("约定", "除外")),  # 民法典 第五百四十五条第一款
    ("v-lrfki", ("服务标准",)),  # 电信条例 第三十九条
    ("v-nhvum", ("公共信息服务",)),  # 电信条例 第六十一条
    ("v-l5hjh", ("足以", "人身")),  # 反有组织犯罪法 第二十三条第二款
    ("v-yg3am", ("违反国家有关规定",)),  # 侵犯公民个人信息解释 第四条
    ("v-53ov6", ("数额较大", "多次")),  # 刑法 第二百七十四条
    ("v-5ul5x", ("另有规定的除外",)),  # 个人信息保护法 第四十四条
    ("v-gg6at", ("可以依法起诉",)),  # 个人信息保护法 第五十条第二款
    ("v-hqabx", ("收到", "控告人")),  # 公安刑事程序规定 第一百七十八条、第一百七十九条
    ("v-7kclg", ("未依法履行",)),  # 行政复议法 第十一条第十一项
    ("v-gm43m", ("举证期限", "书面")),  # 民诉法解释 第九十四条第二款
    ("v-wylb6", ("可以要求",)),  # 银保投诉办法 第十三条
]


@pytest.mark.parametrize(("permanent", "words"), CONDITIONS, ids=[row[0] for row in CONDITIONS])
def test_no_condition_of_a_provision_is_dropped(
    content: Content, permanent: str, words: tuple[str, ...]
) -> None:
    told = points(content, permanent)
    for word in words:
        assert word in told


def test_what_a_couple_lived_on_together_is_told_apart(content: Content) -> None:
    """民法典 第一千零六十四条: a creditor may prove that the money was used by both."""
    assert "证明" in "".join(with_id(content.faq, "f-flv5v").answer)


@pytest.mark.parametrize("permanent", ["t-zxkrs", "t-csoxw", "t-x56gn"])
def test_nobody_asks_that_a_guarantor_be_left_alone(content: Content, permanent: str) -> None:
    """信用卡业务办法 第六十八条: a guarantor may be dunned; a court grants nothing against it."""
    for request in letter(content, permanent).requests:
        assert "以外的人" not in request.text


def test_a_forged_picture_is_not_reported_as_obscenity_alone(content: Content) -> None:
    """治安管理处罚法: insult and defamation, and spreading what is private, fit it as well."""
    (block,) = [block for block in letter(content, "t-idk5w").body if "不雅图片" in block.text]
    assert {cite.article for cite in block.cites} == {
        "第八十条",
        "第五十条第一款第二项",
        "第五十条第一款第六项",
    }


def test_who_is_followed_outside_is_told_where_to_go(content: Content) -> None:
    told = step(content, "s-s3lpk").how
    assert told[0].startswith("打110")
    assert any(way.startswith("在外面") for way in told)


def test_who_thinks_of_dying_reads_first_what_to_do(content: Content) -> None:
    """Paper leaves out the last actions of a step first; 12356 is not answered all night."""
    told = step(content, "s-zl3ag").how
    assert "轻生" in told[0]
    assert "12356" in told[0]
    assert "接不通" in told[0]
    assert "120" in told[0]


def test_days_to_answer_a_court_are_marked_as_not_read(content: Content) -> None:
    """The article on the answer is not among those that were read; the paper itself says it."""
    (told,) = [way for way in step(content, "s-bckrv").how if "答辩期" in way]
    assert "待核" in told
    assert "文书" in told


def test_an_app_that_forces_is_reported_without_waiting(content: Content) -> None:
    """个人信息保护法 第六十五条 asks nobody to wait first; the fifteen days are the App's own."""
    told = (*step(content, "s-ix5so").how, *with_id(content.channels, "c-j65vi").before)
    assert sum("直接举报" in way for way in told) == 2


def test_no_sentence_of_a_step_is_longer_than_a_tired_person_reads(content: Content) -> None:
    for entry in content.steps:
        value = entry.value
        for text in (value.title, value.why, *value.how, value.done_when, value.risk):
            for sentence in re.split("[。？！；]", text):
                assert len(sentence) <= 60, (entry.file, sentence)


def test_whoever_cannot_reach_12356_has_another_number(content: Content) -> None:
    """各地每天不少于18小时: at night nobody may answer."""
    (pin,) = [rule for rule in content.triage.value.pins if rule.id == "n-tzhh6"]
    door = with_id(content.doors, "crisis_line")
    assert "120" in pin.message
    assert any("120" in text for text in door.cannot)


def test_telling_it_in_public_is_no_plain_advice(content: Content) -> None:
    """个人信息保护法 第二十七条: what somebody made public is harder to protect afterwards."""
    (found,) = [entry.value for entry in content.advice if entry.value.code == "B17"]
    assert found.verdict == "kept_with_limit"


def test_nobody_is_sent_to_a_stranger_s_app_with_all_their_messages(content: Content) -> None:
    """We tell people to refuse that permission; a copy of such an App is easily a trap."""
    for entry in content.phones:
        for path in entry.value.paths:
            if path.task == "export_calls_sms":
                assert "Backup & Restore" not in "".join(path.hints), entry.file
                assert "截图" in "".join(path.hints), entry.file


def test_who_fears_blows_at_home_is_not_sent_to_talk_alone(content: Content) -> None:
    told = step(content, "s-3ok7c")
    assert "动手" in told.risk
    assert "12348" in told.risk


@pytest.mark.parametrize("permanent", ["t-56xse", "t-of46p"])
def test_nobody_is_told_that_an_old_number_is_gone(content: Content, permanent: str) -> None:
    """Whether 12321 and 12300 became 12381 was only read second-hand."""
    told = letter(content, permanent)
    assert "原123" not in "".join((told.title, *told.recipients))
    assert any("待核" in office for office in told.recipients)


def test_whose_name_was_misused_finds_the_police_and_the_objection(content: Content) -> None:
    """They found the credit objection alone: the report to the police comes first."""
    told = with_id(content.faq, "f-r2z5x")
    assert "报警" in "".join(told.answer)
    assert "异议" in "".join(told.answer)
    (alias,) = [entry.value for entry in content.aliases if "冒名" in entry.value.keywords]
    assert {"f-r2z5x", "c-w4n2p", "s-dfp2v"} <= set(alias.ids)


def test_whose_wages_are_held_is_told_of_what_one_lives_on(content: Content) -> None:
    """The law keeps the necessities of life; its article was not read, so it is marked."""
    told = with_id(content.faq, "f-z4p4f")
    assert "生活" in "".join(told.answer)
    assert "条号待核" in "".join(told.answer)
    (alias,) = [entry.value for entry in content.aliases if "工资卡" in entry.value.keywords]
    assert "f-z4p4f" in alias.ids


def test_a_judgment_is_told_apart_from_a_summons(content: Content) -> None:
    told = step(content, "s-bckrv").how
    assert any(way.startswith("收到判决书") and "文书写明" in way for way in told)


def test_the_cause_of_action_is_left_to_the_court(content: Content) -> None:
    """The list of causes was not read; the window where a suit is handed in knows it."""
    told = letter(content, "t-x56gn")
    assert any("案由" in caution and "待核" in caution for caution in told.cautions)
