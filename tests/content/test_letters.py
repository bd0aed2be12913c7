"""The letters that ship: all of them, each with its card, and read by nobody who writes none."""

from pathlib import Path

import pytest

from desktop.content.compiled import LETTERS_FILE, LIBRARY_FILE
from desktop.content.compiler import Build, build
from desktop.content.lint.letter_parts import written
from desktop.content.loader import content_folder, load_letters, load_library, load_pack
from desktop.content.problems import ContentMissing
from desktop.domain.conditions import evaluate, parse
from desktop.domain.letter_template import names
from desktop.domain.letters import (
    MOST_REQUESTS,
    BlockKind,
    FactKind,
    Letter,
    LetterForm,
    LetterGroup,
    ReplyCalendar,
)
from tests.content.conftest import CHECKLISTS

DRAFTS = {
    *("tpl_contacts_sms", "tpl_moments", "tpl_contact_reply", "tpl_pipl_request"),
    *("tpl_service_call", "tpl_collector_call", "tpl_negotiate", "tpl_fee_clarify", "tpl_nfra"),
    *("tpl_local_finance", "tpl_operator", "tpl_miit_appeal", "tpl_12321", "tpl_app_pi"),
    *("tpl_12315", "tpl_nifa", "tpl_police", "tpl_employer", "tpl_family_plan"),
    *("tpl_evidence_statement", "tpl_civil", "tpl_followup", "tpl_agreement_check"),
    *("tpl_settle", "tpl_emergency_contact_consent", "tpl_third_party_statement"),
    "tpl_credit_objection",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled content of a release, without sources beside it."""
    return tmp_path_factory.mktemp("letters") / "pack"


@pytest.fixture(scope="module")
def built(folder: Path) -> Build:
    return build(CHECKLISTS, folder)


@pytest.fixture(scope="module")
def letters(built: Build) -> tuple[Letter, ...]:
    return built.letters.letters


def test_every_draft_is_a_letter_and_one_is_new(letters: tuple[Letter, ...]) -> None:
    drafts = [letter.draft_id for letter in letters]
    assert {draft for draft in drafts if draft is not None} == DRAFTS
    assert len(DRAFTS) == 27
    assert drafts.count(None) == 1
    assert len(letters) == 28


def test_the_new_letter_is_for_somebody_who_owes_nothing(letters: tuple[Letter, ...]) -> None:
    (new,) = [letter for letter in letters if letter.draft_id is None]
    needed = [use.fact for use in new.facts if use.required]
    assert needed[:2] == ["contact_name", "contact_phone"]
    assert not {"my_name", "my_phone"} & {use.fact for use in new.facts}
    assert new.debt == ""
    assert [guard.key for guard in new.guards if guard.required] == ["uninvolved"]


def test_every_letter_has_its_card_its_time_and_its_follow_up(letters: tuple[Letter, ...]) -> None:
    for letter in letters:
        assert letter.consequence.means, letter.title
        assert letter.consequence.may_happen, letter.title
        assert letter.consequence.cannot, letter.title
        assert letter.use_when, letter.title
        assert letter.avoid_when, letter.title
        assert letter.follow_up.basis, letter.title
        assert sum(request.chosen for request in letter.requests) <= MOST_REQUESTS


def test_every_kind_of_letter_is_there(letters: tuple[Letter, ...]) -> None:
    assert {letter.group for letter in letters} == set(LetterGroup)
    assert {letter.form for letter in letters} == set(LetterForm)
    kinds = {block.kind for letter in letters for block in letter.body}
    assert kinds == set(BlockKind)
    assert {letter.follow_up.calendar for letter in letters} == set(ReplyCalendar)


def test_what_goes_to_an_office_asks_for_own_words(letters: tuple[Letter, ...]) -> None:
    offices = {LetterGroup.COMPLAINT, LetterGroup.POLICE_COURT}
    for letter in letters:
        if letter.group in offices:
            assert letter.own_words, letter.title


def test_names_and_numbers_of_people_are_asked_at_export(built: Build) -> None:
    identity = {fact.id for fact in built.letters.facts if fact.identity}
    assert identity == {
        *("my_name", "my_id_tail", "my_phone", "my_address"),
        *("contact_name", "contact_phone", "borrower_name"),
    }


def test_lists_are_shown_as_lists(built: Build) -> None:
    lists = {
        fact.id
        for fact in built.letters.facts
        if fact.kind in {FactKind.INCIDENTS, FactKind.EVIDENCE}
    }
    for letter in built.letters.letters:
        for place, text in written(letter):
            assert lists.isdisjoint(names(text)), (letter.title, place)


def test_every_answer_leaves_something_to_say_with_nothing_confirmed(
    letters: tuple[Letter, ...],
) -> None:
    for letter in letters:
        unconfirmed = {guard.key: "no" for guard in letter.guards if not guard.required}
        confirmed = {guard.key: "yes" for guard in letter.guards if guard.required}
        for choice in letter.choices:
            for option in () if choice.several else choice.options:
                answers = {**unconfirmed, **confirmed, choice.key: option.value}
                held = [
                    block
                    for block in letter.body
                    if block.only_if is None or evaluate(parse(block.only_if), answers)
                ]
                assert held, (letter.title, option.text)


def test_letters_may_be_missing_until_somebody_writes_one(built: Build, folder: Path) -> None:
    assert load_letters(folder) == built.letters
    kept = (folder / LETTERS_FILE).read_bytes()
    (folder / LETTERS_FILE).unlink()
    try:
        assert load_pack(folder) == built.pack
        assert load_library(folder) == built.library
        with pytest.raises(ContentMissing):
            load_letters(folder)
    finally:
        (folder / LETTERS_FILE).write_bytes(kept)


def test_the_library_tells_what_a_letter_is_for_and_not_its_words(
    built: Build, folder: Path
) -> None:
    library = (folder / LIBRARY_FILE).read_text("utf-8")
    for summary, letter in zip(built.library.letters, built.letters.letters, strict=True):
        assert (summary.id, summary.title) == (letter.id, letter.title)
        assert letter.consequence.means not in library


def test_a_checkout_brings_the_letters_up_to_date(checkout: Path) -> None:
    path = checkout / "checklists" / "letters" / "moments.yaml"
    assert load_letters(content_folder(checkout)).letters
    path.write_text(path.read_text("utf-8").replace("title: 朋友圈", "title: 朋友圈子"), "utf-8")
    titles = [letter.title for letter in load_letters(content_folder(checkout)).letters]
    assert "朋友圈子或群里的说明" in titles
