"""The vault is set up, changed and taken away by hand of a person."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
)
from pytestqt.qtbot import QtBot

from desktop.domain.vault import Strength, VaultState, Weakness
from desktop.services.vault import is_locked, unlock, unlock_by_code, vault_state
from desktop.store.files import run
from desktop.ui.theme import theme
from desktop.ui.vault import vault_words
from desktop.ui.vault.frame import VaultDialog
from tests.ui.looks import cut_off, words_on
from tests.ui.program import Clock, notices, settle
from tests.ui.vaulted import VaultProgram
from tests.vaults import PASSPHRASE

NEW = "窗台上的四盆绿萝-2-雨"
LONGEST_MS = 30_000


@pytest.fixture
def plain(tmp_path: Path, clock: Clock, _look: None) -> Iterator[VaultProgram]:
    """The program on its settings page, without a vault."""
    opened = VaultProgram(tmp_path / "data", clock)
    opened.open()
    opened.home()
    to_settings(opened)
    yield opened
    with notices():
        opened.close()


@pytest.fixture
def vaulted(plain: VaultProgram) -> VaultProgram:
    """The same with a vault."""
    plain.encrypt()
    to_settings(plain)
    return plain


def to_settings(program: VaultProgram) -> None:
    program.click(program.named(QAbstractButton, "nav_settings"))


def ask(program: VaultProgram, what: str) -> VaultDialog:
    program.click(program.named(QAbstractButton, f"vault_{what}"))
    dialog = program.window.findChild(VaultDialog)
    assert dialog is not None
    return dialog


def press(dialog: QDialog, name: str) -> None:
    button = next(b for b in dialog.findChildren(QAbstractButton, name) if b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def write(dialog: QDialog, name: str, text: str) -> None:
    field = next(f for f in dialog.findChildren(QLineEdit, name) if f.isVisible())
    field.setText(text)
    field.textEdited.emit(text)


def title(dialog: QDialog) -> str:
    return next(label.text() for label in dialog.findChildren(QLabel, "vault_title"))


def problem(dialog: QDialog) -> str:
    return next(
        (p.text() for p in dialog.findChildren(QLabel, "vault_problem") if p.isVisible()), ""
    )


def groups(dialog: QDialog) -> list[str]:
    shown = [g for g in dialog.findChildren(QLabel, "code_group") if g.isVisible()]
    return [each.text() for each in shown]


def asked(dialog: QDialog) -> dict[int, QLineEdit]:
    fields = dialog.findChildren(QLineEdit)
    return {
        int(field.objectName().removeprefix("drill_")): field
        for field in fields
        if field.isVisible() and field.objectName().startswith("drill_")
    }


def to_code(qtbot: QtBot, dialog: VaultDialog, passphrase: str = NEW) -> list[str]:
    """Walk to the screen that shows the code."""
    press(dialog, "vault_next")
    write(dialog, "new_passphrase", passphrase)
    write(dialog, "new_passphrase_again", passphrase)
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: bool(groups(dialog)), timeout=LONGEST_MS)
    return groups(dialog)


# --- Turning it on --------------------------------------------------------------------------------


def test_it_says_honestly_that_nothing_is_encrypted(plain: VaultProgram) -> None:
    assert plain.sees("未加密")
    for name in ("home", "checklist", "library", "settings"):
        plain.click(plain.named(QAbstractButton, f"nav_{name}"))
        assert plain.sees("不联网·数据只在本机·未加密·已保存"), name


def test_a_person_turns_it_on(qtbot: QtBot, plain: VaultProgram) -> None:
    plain.services.lenders.add("绿萝分期")
    dialog = ask(plain, "set_up")
    words = words_on(dialog)
    for honest in ("挡得住", "挡不住", "木马", "忘了密码"):
        assert honest in words
    code = to_code(qtbot, dialog)
    assert len(code) == 7
    press(dialog, "vault_next")
    assert not is_locked(plain.folder), "nothing counts before the drill"
    for number, field in asked(dialog).items():
        field.setText(code[number - 1].lower())
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: title(dialog) == "已经加密", timeout=LONGEST_MS)
    settle()
    assert "Ctrl+L" in words_on(dialog)
    assert "15 分钟" in words_on(dialog)
    assert is_locked(plain.folder)
    assert vault_state(plain.folder) is VaultState.ON
    assert plain.sees("不联网·数据只在本机·已加密·已保存")
    assert plain.named(QAbstractButton, "nav_lock").isVisible()
    press(dialog, "vault_close")
    assert plain.sees("没有密码或恢复码打不开")
    unlock(plain.folder, NEW).wipe()
    unlock_by_code(plain.folder, "-".join(code)).wipe()
    plain.keeper.lock("asked")
    assert plain.became, "and it locks"


def test_it_goes_on_when_the_window_is_closed(qtbot: QtBot, plain: VaultProgram) -> None:
    dialog = ask(plain, "set_up")
    code = to_code(qtbot, dialog)
    press(dialog, "vault_next")
    for number, field in asked(dialog).items():
        field.setText(code[number - 1])
    press(dialog, "vault_next")
    press(dialog, "vault_close")
    qtbot.waitUntil(lambda: vault_state(plain.folder) is VaultState.ON, timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: not plain.keeper.conversion.running, timeout=LONGEST_MS)
    assert plain.sees("已加密")


def test_what_does_not_fit_is_said_and_nothing_is_begun(qtbot: QtBot, plain: VaultProgram) -> None:
    dialog = ask(plain, "set_up")
    press(dialog, "vault_next")
    press(dialog, "vault_next")
    assert "先想一个密码" in problem(dialog)
    write(dialog, "new_passphrase", NEW)
    write(dialog, "new_passphrase_again", NEW + "x")
    press(dialog, "vault_next")
    assert "两遍不一样" in problem(dialog)
    # What the program does not tell apart later is the same now: a blank that was pasted along.
    write(dialog, "new_passphrase", "１２３４")
    write(dialog, "new_passphrase_again", " 1234\u3000")
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: "太短" in problem(dialog), timeout=LONGEST_MS)
    write(dialog, "new_passphrase", "1234")
    write(dialog, "new_passphrase_again", "1234")
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: "太短" in problem(dialog), timeout=LONGEST_MS)
    write(dialog, "new_passphrase", NEW)
    write(dialog, "new_passphrase_again", NEW)
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: bool(groups(dialog)), timeout=LONGEST_MS)
    press(dialog, "vault_next")
    first, second = asked(dialog).values()
    first.setText("00000")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert not problem(dialog), "what is not typed yet is not wrong"
    assert second.hasFocus()
    second.setText("00000")
    press(dialog, "vault_next")
    assert "对不上" in problem(dialog)
    press(dialog, "vault_back")
    assert len(groups(dialog)) == 7, "the code can be looked at once more"
    dialog.reject()
    settle()
    assert not (plain.folder / "anxin.key").exists()
    assert plain.sees("未加密")


def test_what_could_not_begin_is_not_shown_as_under_way(qtbot: QtBot, plain: VaultProgram) -> None:
    run(plain.services.copies.make())
    drill = plain.services.exports().drill()
    next(drill)
    dialog = ask(plain, "set_up")
    code = to_code(qtbot, dialog)
    press(dialog, "vault_next")
    for number, field in asked(dialog).items():
        field.setText(code[number - 1])
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: title(dialog) == "没有加密", timeout=LONGEST_MS)
    settle()
    assert "等它做完" in problem(dialog)
    assert not dialog.findChildren(QProgressBar)
    press(dialog, "vault_close")
    assert plain.sees("未加密")
    drill.close()


def test_the_estimate_explains_itself(qtbot: QtBot, plain: VaultProgram) -> None:
    plain.services.lenders.add("xiaoming")
    dialog = ask(plain, "set_up")
    press(dialog, "vault_next")
    said = dialog.findChild(QLabel, "strength")
    assert said is not None
    for typed, word in (("13812345678", "手机号"), ("xiaoming1", "名字")):
        write(dialog, "new_passphrase", typed)
        qtbot.waitUntil(lambda word=word: word in said.text(), timeout=LONGEST_MS)  # type: ignore[misc]
    write(dialog, "new_passphrase", "窗台 绿萝 雨伞 门牌 十七")
    qtbot.waitUntil(lambda: "不错" in said.text() or "很好" in said.text(), timeout=LONGEST_MS)
    dialog.reject()
    settle()


def test_every_level_and_every_weakness_has_its_words() -> None:
    levels = {vault_words.strength(Strength(level, (), 1.0)) for level in range(5)}
    assert len(levels) == 5
    for weakness in Weakness:
        told = vault_words.strength(Strength(0, (weakness,), 1.0))
        assert vault_words.weakness(weakness) in told


# --- While it is on -------------------------------------------------------------------------------


def test_another_passphrase(qtbot: QtBot, vaulted: VaultProgram) -> None:
    dialog = ask(vaulted, "passphrase")
    write(dialog, "old_passphrase", "not it")
    write(dialog, "new_passphrase", NEW)
    write(dialog, "new_passphrase_again", NEW)
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: "密码不对" in problem(dialog), timeout=LONGEST_MS)
    write(dialog, "old_passphrase", PASSPHRASE)
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: title(dialog) == "密码改好了", timeout=LONGEST_MS)
    settle()
    press(dialog, "vault_close")
    unlock(vaulted.folder, NEW).wipe()
    unlock_by_code(vaulted.folder, str(vaulted.code)).wipe()


def test_whoever_came_in_by_the_code_is_asked_for_a_passphrase(
    qtbot: QtBot, vaulted: VaultProgram
) -> None:
    vaulted.keeper.stop()
    vaulted.keep(encrypted=True, by_code=True)
    qtbot.waitUntil(lambda: vaulted.window.findChild(VaultDialog) is not None)
    dialog = vaulted.window.findChild(VaultDialog)
    assert dialog is not None
    assert "恢复码打开" in words_on(dialog)
    write(dialog, "new_passphrase", NEW)
    write(dialog, "new_passphrase_again", NEW)
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: title(dialog) == "密码改好了", timeout=LONGEST_MS)
    settle()
    press(dialog, "vault_close")
    unlock(vaulted.folder, NEW).wipe()


def test_another_card_counts_when_it_was_copied_right(vaulted: VaultProgram) -> None:
    dialog = ask(vaulted, "code")
    code = groups(dialog)
    assert "-".join(code) != str(vaulted.code)
    press(dialog, "vault_next")
    for field in asked(dialog).values():
        field.setText("00000")
    press(dialog, "vault_next")
    assert "对不上" in problem(dialog)
    unlock_by_code(vaulted.folder, str(vaulted.code)).wipe()
    for number, field in asked(dialog).items():
        field.setText(code[number - 1])
    press(dialog, "vault_next")
    unlock_by_code(vaulted.folder, "-".join(code)).wipe()


def test_after_thirty_days_a_quiet_line_asks_once(vaulted: VaultProgram, clock: Clock) -> None:
    clock.moment += timedelta(days=29)
    vaulted.open_again()
    assert not vaulted.sees("恢复卡还找得到吗")
    clock.moment += timedelta(days=1)
    vaulted.open_again()
    assert vaulted.sees("恢复卡还找得到吗")
    vaulted.click(vaulted.named(QAbstractButton, "news_more"))
    dialog = vaulted.window.findChild(VaultDialog)
    assert dialog is not None
    for number, field in asked(dialog).items():
        field.setText(vaulted.code.groups[number - 1])
    press(dialog, "vault_next")
    settle()
    assert not vaulted.sees("恢复卡还找得到吗")
    vaulted.open_again()
    assert not vaulted.sees("恢复卡还找得到吗")


def test_it_is_taken_away_with_the_passphrase_only(qtbot: QtBot, vaulted: VaultProgram) -> None:
    dialog = ask(vaulted, "turn_off")
    write(dialog, "old_passphrase", "not it")
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: "密码不对" in problem(dialog), timeout=LONGEST_MS)
    assert is_locked(vaulted.folder)
    write(dialog, "old_passphrase", PASSPHRASE)
    press(dialog, "vault_next")
    qtbot.waitUntil(lambda: vault_state(vaulted.folder) is VaultState.OFF, timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: vaulted.sees("未加密"), timeout=LONGEST_MS)
    assert not vaulted.window.findChildren(QAbstractButton, "nav_lock")[0].isVisible()
    assert not (vaulted.folder / "anxin.look").exists()
    vaulted.keeper.lock("idle")
    assert vaulted.became == []


def test_time_and_the_way_back_are_kept_at_once(vaulted: VaultProgram) -> None:
    preferences = vaulted.services.preferences
    card = vaulted.window.findChild(QAbstractButton, "vault_lock")
    assert card is not None
    vaulted.click(vaulted.button("多久没有人动，就自己锁上:60 分钟"))
    assert preferences.idle_minutes == 60
    box = vaulted.named(QCheckBox, "cover_asks")
    box.click()
    assert preferences.cover_asks


# --- How it looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("what", ["set_up", "passphrase", "code", "turn_off", "drill"])
def test_nothing_is_cut_off_and_everything_has_a_name(
    vaulted: VaultProgram, plain: VaultProgram, what: str, percent: int
) -> None:
    theme.apply("light", percent)
    vaulted.window.resize(1366, 728)
    settle()
    dialog = vaulted.keeper._dialog(what)
    dialog.open()
    settle()
    assert not list(cut_off(dialog))
    for field in dialog.findChildren(QLineEdit):
        assert field.accessibleName()
    for button in dialog.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()
    start = QApplication.focusWidget()
    assert start is not None
    assert dialog.isAncestorOf(start)
    dialog.reject()
    settle()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_card_on_the_settings_page_is_whole(vaulted: VaultProgram, percent: int) -> None:
    theme.apply("light", percent)
    vaulted.window.resize(900, 600)
    settle()
    assert not list(cut_off(vaulted.page("settings")))
    assert not list(cut_off(vaulted.window))


def test_the_sheet_holds_the_code_and_no_word_of_the_subject(vaulted: VaultProgram) -> None:
    cards = vaulted.services.recovery_card()
    page = cards.page(vaulted.code)
    words = "".join(mark.text for mark in page.marks if hasattr(mark, "text"))
    for group in vaulted.code.groups:
        assert group in words
    assert not any(word in words for word in ("逾期", "催收", "借", "贷", "债"))
    assert "恢复卡" in cards.file_name()
