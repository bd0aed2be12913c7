"""Whom to turn to, in which order: by real clicks and keys on the content that ships."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from desktop.domain.steps import CALL_LETTER, Stage
from desktop.ui.call.card import CallCard
from desktop.ui.navigation import Target
from desktop.ui.router.door_card import DoorCard
from desktop.ui.widgets.combo import Combo
from tests.ui.looks import cut_off, words_on
from tests.ui.program import Clock, Program, settle
from tests.ui.vaulted import VaultProgram

MICRO = "microloan"


def lender(program: Program, kind: str = MICRO) -> str:
    found = program.services.lenders.active()[0].id
    program.services.lenders.set_kind(found, kind)
    return found


def open_router(program: Program, kind: str = MICRO, done: str = "") -> str:
    about = lender(program, kind)
    program.window.go(Target("router", lender=about, section=done))
    settle()
    return about


def shown(program: Program) -> list[str]:
    cards = program.page("router").findChildren(DoorCard)
    seen = [card for card in cards if card.isVisible()]
    seen.sort(key=lambda card: card.y())
    return [card.objectName().removeprefix("door_") for card in seen]


def card(program: Program, door: str) -> DoorCard:
    return program.named(DoorCard, f"door_{door}")


def tick(program: Program, conduct: str) -> QCheckBox:
    return program.named(QCheckBox, f"conduct_{conduct}")


def choose(program: Program, name: str, text: str) -> None:
    combo = program.named(Combo, name)
    combo.setFocus()
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())
    settle()


def here(program: Program) -> str:
    target = program.window.here()
    assert target is not None
    return target.page


# ---- the doors -------------------------------------------------------------------------------


def test_every_tick_shows_where_to_go(program: Program) -> None:
    open_router(program)
    assert shown(program) == ["lender", "local_finance", "hotline", "legal_aid"]
    program.click(tick(program, "danger"))
    assert shown(program)[0] == "police_now"
    program.click(tick(program, "danger"))
    choose(program, "router_region", "四川")
    assert shown(program) == ["lender", "local_finance", "legal_aid"]


def test_what_is_not_sure_says_so(program: Program) -> None:
    open_router(program)
    words = words_on(card(program, "local_finance"))
    assert "有待核的地方" in words
    assert "12378也受理小贷" in words
    assert "四川省地方金融管理局" not in words
    choose(program, "router_region", "四川")
    words = words_on(card(program, "local_finance"))
    assert "四川省地方金融管理局" in words
    assert "名称待核" in words
    assert "可能" not in words_on(card(program, "lender"))
    program.click(tick(program, "calls"))
    assert "号码待核" in words_on(card(program, "spam"))


def test_what_nobody_told_gives_doors_that_may_be_right(program: Program) -> None:
    about = open_router(program, "unknown")
    assert shown(program)[0] == "find_lender"
    assert "可能" in words_on(card(program, "nfra"))
    assert "可能" in words_on(card(program, "local_finance"))
    program.click(program.named(QAbstractButton, "router_tell_kind"))
    assert here(program) == "person"
    program.services.lenders.set_kind(about, "bank")
    program.window.go(Target("router"))
    assert shown(program) == ["lender", "nfra", "legal_aid"]


def test_a_door_says_what_to_bring_what_it_cannot_do_and_what_old_names_became(
    program: Program,
) -> None:
    open_router(program, "bank", "contacts")
    nfra = card(program, "nfra")
    program.click(program.button(f"要带什么、它做不到什么：{_title(program, 'c-cfb6j')}"))
    words = words_on(nfra)
    for part in (
        "先做好",
        "带上",
        "它做不到",
        "不替你判定欠多少",
        "银保监会：现在是",
        "依据",
        "核对日期",
    ):
        assert part in words
    assert "12378" in words


def _title(program: Program, channel: str) -> str:
    return program.services.library.channel(channel).name


def test_every_link_of_every_door_leads_somewhere(program: Program) -> None:
    about = open_router(program, "unlicensed", "contacts app calls credit middleman visit court")
    page = program.page("router")
    went: list[Target] = []
    page.went.disconnect()
    page.went.connect(went.append)
    for door in page.findChildren(DoorCard):
        link_with(door, "要带什么").click()
        for link in door.findChildren(QAbstractButton):
            if link.text().startswith(("用这份文书", "还可以", "照着清单做", "这个渠道")):
                link.click()
    library = program.services.library
    for target in went:
        match target.page:
            case "library":
                assert library.channel(target.entry)
            case "checklist":
                assert library.step(target.step)
                assert target.stage
            case _:
                assert target.page == "letters"
                assert library.letter(target.entry)
                assert target.lender == about
    assert {target.page for target in went} == {"library", "checklist", "letters"}


def link_with(door: DoorCard, words: str) -> QAbstractButton:
    return next(b for b in door.findChildren(QAbstractButton) if words in b.text())


def test_the_call_is_one_click_away_and_its_letter_is_not_to_be_sent(program: Program) -> None:
    open_router(program, "bank", "contacts")
    title = program.services.library.letter(CALL_LETTER).title
    assert title not in words_on(program.page("router"))
    program.click(program.button("打客服，边说边勾"))
    small = program.window.call_card()
    assert isinstance(small, CallCard)
    assert small.isVisible()


# ---- what is known beforehand ----------------------------------------------------------------


def test_what_was_answered_is_ticked_until_the_person_changes_it(program: Program) -> None:
    program.services.answers.set("contacts", "yes")
    open_router(program)
    assert tick(program, "contacts").isChecked()
    assert program.sees("先勾了几项")
    program.click(tick(program, "contacts"))
    assert not program.sees("先勾了几项")
    program.services.answers.set("many_calls", "yes")
    settle()
    assert not tick(program, "contacts").isChecked()
    assert not tick(program, "calls").isChecked()


def test_each_lender_has_its_own_ticks_and_place(program: Program) -> None:
    first = open_router(program)
    program.services.lenders.add("乙家", kind="bank")
    name = program.services.lenders.get(first)
    assert name is not None
    program.click(tick(program, "fees"))
    choose(program, "router_region", "四川")
    choose(program, "router_lender", "乙家")
    assert not tick(program, "fees").isChecked()
    assert program.named(Combo, "router_region").currentData() == ""
    assert shown(program) == ["lender", "nfra", "legal_aid"]
    choose(program, "router_lender", name.name)
    assert tick(program, "fees").isChecked()
    assert program.named(Combo, "router_region").currentData() == "sichuan"


def test_a_lender_that_was_put_away_is_not_asked_about(program: Program) -> None:
    first = open_router(program)
    program.services.lenders.add("乙家", kind="bank")
    program.services.lenders.archive(first)
    settle()
    assert program.named(Combo, "router_lender").currentText() == "乙家"
    assert shown(program)[1] == "nfra"


# ---- the ways in and out ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["home", "library", "checklist"])
def test_esc_leads_back(program: Program, name: str) -> None:
    program.window.go(Target(name))
    open_router(program)
    assert program.named(QAbstractButton, "nav_library").isChecked()
    assert program.window.findChild(QWidget, "nav_router") is None
    program.press("Esc")
    assert here(program) == name


def test_the_library_leads_to_it(program: Program) -> None:
    program.window.go(Target("library", section="channels"))
    program.click(program.named(QAbstractButton, "library_router"))
    assert here(program) == "router"
    program.click(program.named(QAbstractButton, "router_leave"))
    assert here(program) == "library"
    program.click(program.named(QAbstractButton, "nav_home"))
    open_router(program)
    program.click(program.named(QAbstractButton, "nav_library"))
    assert here(program) == "library"
    program.window.go(Target("library", section="rules"))
    assert not [
        b for b in program.window.findChildren(QAbstractButton, "library_router") if b.isVisible()
    ]


def test_steps_lead_to_it_and_to_the_call(program: Program) -> None:
    about = lender(program)
    program.services.lenders.set_stage(about, Stage.OVERDUE)
    program.window.go(Target("checklist", "overdue", about, "s-uvajo"))
    settle()
    program.click(program.named(QAbstractButton, "step_call"))
    assert program.window.call_card().isVisible()
    program.window.activateWindow()
    settle()
    program.click(program.named(QAbstractButton, "step_router"))
    assert here(program) == "router"
    assert program.named(Combo, "router_lender").currentData() == about


def test_it_works_without_a_mouse(program: Program) -> None:
    open_router(program)
    box = tick(program, "danger")
    for _ in range(8):
        if program.focus() is box:
            break
        program.press("Tab")
    assert program.focus() is box
    program.press("Space")
    assert box.isChecked()
    assert shown(program)[0] == "police_now"
    assert program.focus() is box, "the keyboard stays where it was"


# ---- room ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "percent"), [((1366, 768), 100), ((1366, 768), 200), ((900, 600), 150)]
)
def test_nothing_is_cut_off(program: Program, size: tuple[int, int], percent: int) -> None:
    program.services.preferences.set_text_percent(percent)
    program.window.resize(*size)
    every = " ".join(conduct.id for conduct in program.services.library.conducts())
    for kind in ("unknown", "microloan", "bank_assisted", "unlicensed"):
        open_router(program, kind, every)
        for card_ in program.page("router").findChildren(DoorCard):
            link_with(card_, "要带什么").click()
        settle()
        assert list(cut_off(program.page("router"))) == []


def test_below_each_other_there_is_a_way_down(program: Program) -> None:
    open_router(program)
    onward = program.page("router").findChild(QAbstractButton, "router_onward")
    assert isinstance(onward, QAbstractButton)
    assert not onward.isVisible()
    program.window.resize(900, 600)
    settle()
    assert onward.isVisible()
    program.click(onward)
    first = card(program, "lender")
    top = first.mapTo(program.page("router"), first.rect().topLeft()).y()
    assert 0 <= top < 300


# ---- across a lock ---------------------------------------------------------------------------


@pytest.mark.usefixtures("_look")
def test_what_was_ticked_is_there_after_a_lock(tmp_path: Path, clock: Clock) -> None:
    vaulted = VaultProgram(tmp_path / "data", clock)
    vaulted.open()
    vaulted.home()
    vaulted.encrypt()
    open_router(vaulted)
    vaulted.click(tick(vaulted, "fees"))
    choose(vaulted, "router_region", "四川")
    vaulted.keeper.lock("asked")
    vaulted.close()
    vaulted.open()
    assert here(vaulted) == "router"
    assert tick(vaulted, "fees").isChecked()
    assert vaulted.named(Combo, "router_region").currentData() == "sichuan"
    vaulted.close()


def test_the_hint_of_a_box_is_told(program: Program) -> None:
    open_router(program)
    assert "还在现场" in tick(program, "visit").accessibleDescription()
    assert tick(program, "visit").focusPolicy() & Qt.FocusPolicy.TabFocus
