"""Drafts of letters: begun with what is known, kept as typed, undone, forgotten."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest

from desktop.domain.attachments import Came
from desktop.domain.backups import Thing
from desktop.domain.history import Act, Deed
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind
from desktop.domain.letter_checks import FindingKind
from desktop.domain.letter_filling import Filling, Prefilled, Proof, ProofKind
from desktop.domain.letters import LetterGroup
from desktop.domain.written_letter import MissingKind
from desktop.services.attachments import Source
from desktop.services.bus import Topic
from desktop.services.errors import LetterNameTooLong, LetterTooLong
from desktop.services.house import Services
from desktop.services.letters import FILLING_LIMIT, MOST_AT_FIRST, NAME_LIMIT, LetterDraft
from desktop.store.contents import count
from tests.services.conftest import BEIJING, Clock

NFRA = "t-csoxw"
OPERATOR = "t-pssjn"
SETTLE = "t-ihnxg"
NUMBER_CARD = "t-56xse"
CONTACTS_OWN = "t-tox34"
STATEMENT = "t-wrnzd"


def noted(services: Services, lender: str, minutes: int, **told: object) -> Incident:
    at = datetime(2026, 11, 1, 9, tzinfo=BEIJING) + timedelta(minutes=minutes)
    return services.incidents().add(at=at, lender=lender, **told)  # type: ignore[arg-type]


def attach(services: Services, incident: str, name: str) -> str:
    source = Source(BytesIO(name.encode()), name)
    for _ in services.attachments().adding(incident, (source,), Came.PASTED):
        pass
    return services.attachments().of(incident)[-1].id


def test_letters_come_by_group(services: Services) -> None:
    groups = [letter.group for letter in services.letters().letters()]
    assert len(groups) == 28
    assert groups == sorted(groups, key=tuple(LetterGroup).index)
    assert services.letters().has(NFRA)
    assert not services.letters().has("t-zzzzz")
    assert services.letters().fact("my_name").identity


def test_a_letter_begins_with_the_lender_and_the_log(services: Services) -> None:
    lender = services.lenders.add("某某消费金融有限公司").id
    other = services.lenders.add("另一家").id
    first = noted(services, lender, 0, number="0551-0001", contact="小王", line="打了")
    last = noted(services, lender, 2000, number="0551-0001", contact=" 小王", line="又打")
    noted(services, other, 1, line="别家的")
    own = noted(services, lender, 5, kinds=(IncidentKind.OWN_CALL,), line="我打去的")
    away = noted(services, lender, 6, line="记错了")
    services.incidents().withdraw(away.id)
    file = attach(services, first.id, "截图.txt")
    draft = services.letters().start(NFRA, lender)
    filling = draft.filling
    assert draft.name == "向12378投诉（持牌机构）"
    assert (filling.letter, filling.lender) == (NFRA, lender)
    assert filling.facts == {"lender_full": "某某消费金融有限公司"}
    assert filling.incidents == (first.id, last.id)
    assert own.id not in filling.incidents
    assert filling.exhibits == (file,)
    assert filling.requests == ("stop", "plan", "explain")
    # Nothing is chosen, confirmed or told in anybody's place.
    assert (filling.choices, filling.guards, filling.own_words) == ({}, frozenset(), {})
    assert services.letters().open(draft.id) == draft
    listed = services.letters().start(OPERATOR, lender).filling
    assert listed.facts["harass_since"] == "2026-11-01"
    assert listed.facts["number_list"] == "0551-0001，2次，2026年11月1日到2026年11月2日"
    assert (listed.incidents, len(listed.exhibits)) == ((), 0)
    card = services.letters().start(NUMBER_CARD, lender).filling
    assert card.facts == {"reported_number": "0551-0001", "call_time": "2026年11月2日18:20"}


def test_only_the_latest_of_a_long_log_are_taken(services: Services) -> None:
    lender = services.lenders.add("甲").id
    all_ = [noted(services, lender, minute).id for minute in range(MOST_AT_FIRST + 5)]
    assert services.letters().start(NFRA, lender).filling.incidents == tuple(all_[5:])
    chosen = services.letters().start(NFRA, lender, tuple(all_[:2]))
    assert chosen.filling.incidents == tuple(all_[:2])


def test_a_contacts_letter_begins_with_what_contacts_noted(services: Services) -> None:
    lender = services.lenders.add("甲").id
    noted(services, lender, 0, line="我接的")
    theirs = noted(services, lender, 1, line="表姐接的", by_contact=True)
    assert services.letters().start(CONTACTS_OWN, lender).filling.incidents == (theirs.id,)


def test_a_name_like_first_lender_is_no_name_for_a_letter(services: Services) -> None:
    lender = services.lenders.add(services.lenders.suggested_name()).id
    assert services.letters().start(NFRA, lender).filling.facts == {}


def test_what_was_typed_before_comes_again_for_the_same_lender(
    services: Services, clock: Clock
) -> None:
    one, two = (services.lenders.add(name).id for name in ("甲", "乙"))
    letters = services.letters()
    draft = letters.start(NFRA, one)
    typed = {"lender_full": "甲有限公司", "contract_no": "J-1", "ticket_no": "T-1"}
    letters.save(draft.id, draft.filling._replace(facts=typed))
    clock.moment += timedelta(minutes=1)
    later = letters.start(SETTLE, one).filling.facts
    assert later == {"lender_full": "甲有限公司", "contract_no": "J-1"}
    assert letters.start(SETTLE, two).filling.facts == {"lender_full": "乙"}


def test_what_whoever_asks_for_a_letter_knows_stands_in_it(services: Services) -> None:
    given = {"ticket_no": "T-9", "complaint_date": "2026-11-02", "my_name": "某", "shoe": "42"}
    draft = services.letters().start("t-2loj2", facts=given)
    assert draft.filling.facts == {"ticket_no": "T-9", "complaint_date": "2026-11-02"}


def test_another_lender_brings_what_is_known_of_it_and_leaves_what_was_typed(
    services: Services,
) -> None:
    letters = services.letters()
    one, two = (services.lenders.add(name).id for name in ("甲", "乙"))
    earlier = letters.start(SETTLE, two)
    told = {"contract_no": "Z-2", "lender_full": "乙有限公司"}
    letters.save(earlier.id, earlier.filling._replace(facts=told))
    first = noted(services, one, 0, line="甲打的")
    shown = attach(services, first.id, "甲.txt")
    second = noted(services, two, 1, line="乙打的")
    draft = letters.start(NFRA, one)
    assert (draft.filling.incidents, draft.filling.exhibits) == ((first.id,), (shown,))
    typed = {**draft.filling.facts, "principal": "5000", "platform_name": "甲的"}
    moved = letters.about_another(draft.id, draft.filling._replace(facts=typed, lender=two), one)
    assert moved.facts == {
        "lender_full": "乙有限公司",
        "contract_no": "Z-2",
        "principal": "5000",
        "platform_name": "甲的",
    }
    assert (moved.lender, moved.incidents, moved.exhibits) == (two, (second.id,), ())
    letters.save(draft.id, moved)
    kept = letters.open(draft.id).filling
    assert kept == moved
    back = letters.about_another(draft.id, kept._replace(lender=one), two)
    assert back.facts == {"lender_full": "甲", "principal": "5000", "platform_name": "甲的"}
    assert (back.incidents, back.exhibits) == ((first.id,), (shown,))


def test_another_lender_leaves_nothing_of_the_first_behind_unseen(services: Services) -> None:
    """Erasing the first lender would not find it there."""
    letters = services.letters()
    one, two = (services.lenders.add(name).id for name in ("甲", "乙"))
    earlier = letters.start(SETTLE, one)
    letters.save(earlier.id, earlier.filling._replace(facts={"contract_no": "J-1"}))
    first, second = (noted(services, one, minute, line="甲打的") for minute in (0, 1))
    attach(services, first.id, "甲.txt")
    draft = letters.start(NFRA, one)
    assert draft.filling.facts["contract_no"] == "J-1"
    typed = {**draft.filling.facts, "contract_no": "我写的", "lender_full": "我写的公司"}
    filling = draft.filling._replace(
        facts=typed, incidents=(second.id,), exhibits=(), requests=(), lender=two
    )
    letters.save(draft.id, letters.about_another(draft.id, filling, one))
    kept = letters.open(draft.id).filling
    assert kept.facts == {"contract_no": "我写的", "lender_full": "我写的公司"}
    assert kept.prefilled == Prefilled()


def test_another_lender_takes_no_record_away_that_was_picked_by_hand(services: Services) -> None:
    letters = services.letters()
    one, two = (services.lenders.add(name).id for name in ("甲", "乙"))
    first, second = (noted(services, one, minute, line="甲打的") for minute in (0, 1))
    noted(services, two, 2, line="乙打的")
    shown = attach(services, first.id, "甲.txt")
    draft = letters.start(NFRA, one)
    assert draft.filling.incidents == (first.id, second.id)
    picked = draft.filling._replace(incidents=(second.id,), lender=two)
    moved = letters.about_another(draft.id, picked, one)
    assert (moved.incidents, moved.exhibits) == ((second.id,), (shown,))


def test_a_letter_about_no_lender_begins_with_the_records_that_name_none(
    services: Services,
) -> None:
    lender = services.lenders.add("甲").id
    noted(services, lender, 0, line="甲打的")
    nobody = noted(services, "", 1, line="不知道是谁")
    assert services.letters().start(NFRA).filling.incidents == (nobody.id,)


def test_an_unknown_letter_lender_or_draft_is_a_fault(services: Services) -> None:
    letters = services.letters()
    for wrong in (
        lambda: letters.get("t-zzzzz"),
        lambda: letters.start("t-zzzzz"),
        lambda: letters.start(NFRA, "nobody"),
        lambda: letters.open("none"),
        lambda: letters.save("none", Filling(NFRA)),
        lambda: letters.rename("none", "x"),
        lambda: letters.discard("none"),
    ):
        with pytest.raises(KeyError):
            wrong()


@pytest.fixture
def draft(services: Services) -> LetterDraft:
    return services.letters().start(NFRA)


def odd_filling() -> Filling:
    return Filling(
        NFRA,
        facts={"contract_no": "{my_name}${PATH}<b>&\u202e𠮷", "of_another_version": "x"},
        incidents=("gone",),
        exhibits=("gone-too",),
        choices={"issues": ("others", "told")},
        guards=frozenset({"true_facts"}),
        own_words={"effect": "一行\n\n👩‍👩‍👧‍👦" + "很长。" * 2000},
        requests=("stop",),
        proofs={"loan": (Proof(ProofKind.PAPER, "合同"), Proof(ProofKind.INCIDENT, "gone"))},
        debt_left_out="not_mine",
    )


def test_a_draft_is_there_again_after_a_restart(
    services: Services, open_again: Callable[[], Services], draft: LetterDraft, clock: Clock
) -> None:
    filling = odd_filling()
    clock.moment += timedelta(minutes=5)
    services.letters().save(draft.id, filling)
    kept = open_again().letters().open(draft.id)
    assert kept.filling == filling
    assert kept.updated > kept.created == draft.created


def test_halves_of_characters_are_replaced_and_nothing_else(
    services: Services, draft: LetterDraft
) -> None:
    services.letters().save(draft.id, Filling(NFRA, own_words={"effect": "前\ud83d后"}))
    assert services.letters().open(draft.id).filling.own_words == {"effect": "前\ufffd后"}


def test_names_and_numbers_of_people_are_not_kept_with_a_letter(
    services: Services, draft: LetterDraft
) -> None:
    facts = {"my_name": "某某某", "contract_no": "J-1"}
    services.letters().save(draft.id, draft.filling._replace(facts=facts))
    assert services.letters().open(draft.id).filling.facts == {"contract_no": "J-1"}
    services.close()
    folder = services.data_dir
    assert all("某某某".encode() not in path.read_bytes() for path in folder.rglob("*.sqlite*"))


def test_what_is_too_long_is_not_kept_and_the_words_before_stay(
    services: Services, draft: LetterDraft
) -> None:
    with pytest.raises(LetterTooLong):
        services.letters().save(draft.id, Filling(NFRA, own_words={"effect": "长" * FILLING_LIMIT}))
    assert services.letters().open(draft.id) == draft


def test_writing_on_is_one_step_of_undo_until_a_minute_has_passed(
    services: Services, draft: LetterDraft, clock: Clock, heard: list[Topic]
) -> None:
    letters = services.letters()
    before = letters.open(draft.id)
    heard.clear()
    for words in ("对", "对方", "对方打"):
        clock.moment += timedelta(seconds=5)
        letters.save(draft.id, draft.filling._replace(own_words={"effect": words}))
    assert heard == [Topic.LETTERS] * 3
    first = letters.open(draft.id)
    letters.save(draft.id, first.filling)  # Nothing has changed.
    assert heard == [Topic.LETTERS] * 3
    clock.moment += timedelta(minutes=2)
    letters.save(draft.id, draft.filling._replace(own_words={"effect": "别的"}))
    services.history.undo()
    assert letters.open(draft.id) == first
    services.history.undo()
    assert letters.open(draft.id) == before
    services.history.redo()
    assert letters.open(draft.id) == first
    assert services.history.can_undo() == Act(Deed.LETTER_WRITTEN, detail=draft.id)


def test_what_is_typed_and_taken_back_leaves_no_step(
    services: Services, draft: LetterDraft, clock: Clock
) -> None:
    letters = services.letters()
    for words in ({"effect": "对"}, {}):
        clock.moment += timedelta(seconds=5)
        letters.save(draft.id, draft.filling._replace(own_words=words))
    assert services.history.can_undo() == Act(Deed.LETTER_STARTED, detail=draft.id)


def test_a_draft_is_renamed_thrown_away_and_brought_back(
    services: Services, draft: LetterDraft
) -> None:
    letters = services.letters()
    letters.rename(draft.id, "  给监管的  第一封 ")
    assert letters.open(draft.id).name == "给监管的 第一封"
    with pytest.raises(LetterNameTooLong):
        letters.rename(draft.id, "名" * (NAME_LIMIT + 1))
    letters.rename(draft.id, " \u200b")
    assert letters.open(draft.id).name == draft.name
    letters.discard(draft.id)
    assert letters.drafts() == ()
    services.history.undo()
    assert [each.id for each in letters.drafts()] == [draft.id]


def test_the_draft_changed_last_is_first(services: Services, clock: Clock) -> None:
    letters = services.letters()
    one = letters.start(NFRA)
    clock.moment += timedelta(minutes=1)
    two = letters.start(SETTLE)
    assert [each.id for each in letters.drafts()] == [two.id, one.id]
    clock.moment += timedelta(minutes=1)
    letters.save(one.id, one.filling._replace(guards=frozenset({"true_facts"})))
    assert [each.id for each in letters.drafts()] == [one.id, two.id]


def test_people_are_remembered_only_when_told_and_forgotten_for_good(
    services: Services, open_again: Callable[[], Services], draft: LetterDraft
) -> None:
    letters = services.letters()
    missing = [each.id for each in letters.write(draft.filling).missing]
    assert "my_name" in missing
    letters.remember("my_name", "某某某")
    letters.remember("my_phone", "13800000000")
    with pytest.raises(ValueError, match="contract_no"):
        letters.remember("contract_no", "J-1")
    assert letters.identity() == {"my_name": "某某某", "my_phone": "13800000000"}
    made = letters.write(draft.filling)
    assert "my_name" not in [each.id for each in made.missing]
    assert any("某某某" in part.text for part in made.parts)
    # Those that are handed in are all there are.
    assert "my_name" in [each.id for each in letters.write(draft.filling, {}).missing]
    letters.forget("my_name")
    assert letters.identity() == {"my_phone": "13800000000"}
    # Undo does not bring back what was forgotten: it is about the letter before.
    services.history.undo()
    assert letters.identity() == {"my_phone": "13800000000"}
    again = open_again().letters()
    again.forget()
    assert again.identity() == {}


def test_what_was_typed_is_private(services: Services, draft: LetterDraft) -> None:
    services.letters().save(draft.id, odd_filling())
    services.letters().rename(draft.id, "给监管的信")
    services.letters().remember("my_name", "某某某")
    words = services.private_words()
    for secret in (odd_filling().own_words["effect"], "合同", "给监管的信", "某某某"):
        assert secret in words
    assert "paper" not in words
    assert "others" not in words


def test_what_is_withdrawn_is_not_written(services: Services) -> None:
    lender = services.lenders.add("甲").id
    told = noted(services, lender, 0, line="打了", channel=IncidentChannel.CALL)
    file = attach(services, told.id, "截图.txt")
    letters = services.letters()
    draft = letters.start(NFRA, lender)
    made = letters.write(draft.filling, {})
    assert any("打了" in part.text for part in made.parts)
    assert [each.attachment.id for each in made.exhibits] == [file]
    services.incidents().withdraw(told.id)
    made = letters.write(draft.filling, {})
    assert not any("打了" in part.text for part in made.parts)
    assert made.gone == (told.id,)
    assert (MissingKind.FACT, "incident_list") in [(each.kind, each.id) for each in made.missing]
    found = letters.check(draft.filling, made, draft.id)
    assert FindingKind.GONE in [each.kind for each in found]


def test_a_draft_is_compared_with_the_others_and_not_with_itself(services: Services) -> None:
    letters = services.letters()
    words = "母亲接到电话以后整夜睡不着，领导把我叫去谈话，同事都在看我，邻居也来问是不是出了事情。"
    one, two = letters.start(NFRA), letters.start("t-5oegs")
    for each in (one, two):
        letters.save(each.id, each.filling._replace(own_words={"effect": words}))
    letters.rename(one.id, "第一封")
    filling = letters.open(two.id).filling
    found = letters.check(filling, letters.write(filling, {}), two.id)
    assert [each.quoted for each in found if each.kind is FindingKind.SAME] == ["第一封"]
    letters.discard(one.id)
    found = letters.check(filling, letters.write(filling, {}), two.id)
    assert FindingKind.SAME not in [each.kind for each in found]


def test_erasing_a_lender_takes_its_letters(services: Services) -> None:
    one, two = (services.lenders.add(name).id for name in ("甲", "乙"))
    letters = services.letters()
    letters.start(NFRA, one)
    kept = letters.start(NFRA, two)
    assert services.erase().extent(one).letters == 1
    for _ in services.erase().lender(one, copies=False):
        pass
    assert [each.id for each in letters.drafts()] == [kept.id]


def test_everything_is_taken_along(services: Services, draft: LetterDraft) -> None:
    services.close()
    assert count(services.data_dir / "anxin.sqlite")[Thing.LETTERS] == 1
    assert draft.id


def test_words_that_are_kept_with_a_choice_stay_when_it_is_taken_back(
    services: Services, draft: LetterDraft
) -> None:
    letters = services.letters()
    told = draft.filling._replace(own_words={"effect": "睡不着"}, requests=("stop",))
    letters.save(draft.id, told)
    services.history.undo()
    kept = letters.open(draft.id).filling
    assert (kept.own_words, kept.requests) == ({"effect": "睡不着"}, draft.filling.requests)


def test_a_choice_is_a_step_of_its_own_and_takes_no_words_with_it(
    services: Services, draft: LetterDraft, clock: Clock
) -> None:
    letters = services.letters()
    told = draft.filling._replace(own_words={"effect": "对方打给我妈"})
    letters.save(draft.id, told)
    clock.moment += timedelta(seconds=5)
    chosen = told._replace(debt_left_out="repaid")
    letters.save(draft.id, chosen)
    clock.moment += timedelta(seconds=5)
    letters.save(draft.id, chosen._replace(guards=frozenset({"true"})))
    assert services.history.can_undo() == Act(Deed.LETTER_CHOSEN, detail=draft.id)
    services.history.undo()
    assert letters.open(draft.id).filling == chosen
    services.history.undo()
    assert letters.open(draft.id).filling == told
    assert services.history.can_undo() == Act(Deed.LETTER_WRITTEN, detail=draft.id)
