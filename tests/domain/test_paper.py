"""What stands on the sheet: every open step once, nothing of anybody else, no name unasked."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.paper import (
    STAND_IN,
    PaperStep,
    Sheet,
    build_sheet,
    day_words,
    file_name,
    printable,
    printable_sheet,
)
from desktop.domain.plan import Applies, build_plan, list_items
from desktop.domain.progress import PERSON
from desktop.domain.steps import Stage
from tests.domain.test_plan import TODAY, load_pack_once, situations

FORBIDDEN = ("逾期", "催收", "借款")


def made(
    situation: tuple, stage: Stage, at: int, *, whole: bool = True, named: bool = False
) -> tuple[Sheet, tuple, str]:
    """A sheet on the real pack, the items of its list, and whose it is."""
    lenders, answers, ticks = situation
    pack = load_pack_once()
    active = [lender for lender in lenders if not lender.archived]
    lender = active[at % len(active)] if active and at else None
    checklist = next(one for one in pack.checklists if one.stage is stage)
    plan = build_plan(pack, lenders, answers, ticks, TODAY)
    items = list_items(pack, checklist, lender, lenders, answers, ticks, TODAY)
    subject = lender.id if lender else PERSON
    name = lender.name if lender and named else ""
    sheet = build_sheet(plan, items, subject, name=name, note="n", day=TODAY, whole=whole)
    return sheet, (plan, items), subject


usual = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def all_steps(sheet: Sheet) -> list[PaperStep]:
    return [*sheet.first, *(step for group in sheet.groups for step in group.steps)]


@usual
@given(situations(), st.sampled_from(Stage), st.integers(0, 5))
def test_every_open_step_stands_there_exactly_once(situation: tuple, stage: Stage, at: int) -> None:
    sheet, (_, items), _ = made(situation, stage, at)
    shown = Counter(step.title for step in all_steps(sheet))
    for item in items:
        if item.open and item.applies is not Applies.NO:
            assert shown[item.step.title] == 1, item.step.title


@usual
@given(situations(), st.sampled_from(Stage), st.integers(0, 5))
def test_nothing_else_stands_there(situation: tuple, stage: Stage, at: int) -> None:
    sheet, (plan, items), subject = made(situation, stage, at)
    wanted = {item.step.title for item in items if item.open and item.applies is not Applies.NO}
    own = [item for item in plan.items if item.subject in (PERSON, subject)]
    assert [step.title for step in sheet.first] == [item.step.title for item in own[:3]]
    listed = {step.title for group in sheet.groups for step in group.steps}
    assert listed <= wanted
    assert not listed & {step.title for step in sheet.first}


@usual
@given(situations(), st.sampled_from(Stage), st.integers(0, 5), st.booleans())
def test_no_name_stands_there_unasked(situation: tuple, stage: Stage, at: int, named: bool) -> None:
    lenders = [
        lender._replace(name=f"某某{number}号机构") for number, lender in enumerate(situation[0])
    ]
    sheet, _, subject = made((lenders, *situation[1:]), stage, at, named=named)
    names = {lender.name for lender in lenders if named and lender.id == subject}
    assert {lender.name for lender in lenders if lender.name in repr(sheet)} == names


@usual
@given(situations(), st.sampled_from(Stage))
def test_groups_are_the_phases_in_their_order(situation: tuple, stage: Stage) -> None:
    sheet, (_, items), _ = made(situation, stage, 1)
    order = list(dict.fromkeys(item.phase.title for item in items))
    titles = [group.title for group in sheet.groups]
    assert titles == [title for title in order if title in titles]
    assert all(group.steps for group in sheet.groups)


def test_the_file_name_is_neutral() -> None:
    assert file_name(date(2026, 11, 22)) == "安心清单_2026-11-22.pdf"
    assert not any(word in file_name(TODAY) for word in FORBIDDEN)


def test_a_day_is_written_out() -> None:
    assert day_words(date(2026, 1, 5)) == "2026年1月5日"


# --- What cannot be printed -----------------------------------------------------------------------


def in_font(character: str) -> bool:
    return character.isprintable() and character not in "😀𠮷"


def test_a_character_without_a_picture_becomes_a_box_and_is_told() -> None:
    assert printable("甲😀乙𠮷😀", in_font) == ("甲□乙□□", ("😀", "𠮷"))


def test_what_nobody_sees_is_left_out_silently() -> None:
    assert printable("甲\x00\x07乙\u200b\u202e丙\ufe0f\ud800", in_font) == ("甲乙丙", ())


def test_spaces_and_line_breaks_become_one_space() -> None:
    assert printable("  甲\r\n\t乙\u3000\u3000丙 ", in_font) == ("甲 乙 丙", ())


@given(st.text())
def test_what_is_printed_is_in_the_font(text: str) -> None:
    shown, missing = printable(text, in_font)
    assert all(in_font(character) and character.isprintable() for character in shown)
    assert set(missing) <= set(text)
    assert (STAND_IN in shown) >= bool(missing)


def test_every_text_of_a_sheet_is_made_printable() -> None:
    step = PaperStep("做😀", ("先\x07做",), "好𠮷", maybe=False)
    sheet = Sheet(TODAY, "名😀", (step,), (), "注", whole=False)
    shown, missing = printable_sheet(sheet, in_font)
    assert shown.name == "名□"
    assert shown.first == (PaperStep("做□", ("先做",), "好□", maybe=False),)
    assert missing == ("😀", "𠮷")
