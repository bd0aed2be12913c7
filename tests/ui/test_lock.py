"""Locking keeps every word and lets go of everything; the lock screen knows nothing."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services.errors import (
    KeyFileDamaged,
    RecoveryCodeMistyped,
    UserProblem,
    WrongPassphrase,
    WrongRecoveryCode,
)
from desktop.services.look import FILE_NAME as LOOK
from desktop.services.look import Look, read_look, write_look
from desktop.services.preferences import IDLE_MINUTES
from desktop.services.vault import unlock, unlock_by_code
from desktop.ui.lock.fresh import command
from desktop.ui.lock.place import stand, told
from desktop.ui.lock.screen import LockScreen
from desktop.ui.lock.session import SessionWatch
from desktop.ui.messages import sentence
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from tests.ui.looks import cut_off, words_on
from tests.ui.program import Clock, Program, notices, settle
from tests.ui.vaulted import VaultProgram, keyboard
from tests.vaults import PASSPHRASE

CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = "anxin.key"
SUBJECT = ("逾期", "催收", "借", "贷", "债", "轰炸", "还款", "欠")
LONGEST_MS = 20_000


@pytest.fixture
def vaulted(tmp_path: Path, clock: Clock, _look: None) -> Iterator[VaultProgram]:
    """The program on its home page, the data encrypted and unlocked."""
    opened = VaultProgram(tmp_path / "data", clock)
    opened.open()
    opened.home()
    opened.encrypt()
    yield opened
    with notices():
        opened.close()


def nav(program: Program, name: str) -> None:
    program.click(program.named(QAbstractButton, f"nav_{name}"))


@contextmanager
def no_room(folder: Path) -> Iterator[None]:
    """The log of the data file cannot grow by a byte."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = folder / "anxin.sqlite-wal"
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size if log.exists() else 0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def note_of(program: Program) -> QPlainTextEdit:
    nav(program, "checklist")
    note = next(w for w in program.window.findChildren(QPlainTextEdit) if w.isVisible())
    note.setFocus()
    return note


def incident_form(program: Program) -> QLineEdit:
    nav(program, "incidents")
    program.click(program.button("记一笔"))
    line = program.named(QLineEdit, "incident_line")
    line.setFocus()
    return line


# --- What locks -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("_look")
def test_without_a_vault_nothing_locks_and_nothing_offers_to(tmp_path: Path, clock: Clock) -> None:
    plain = VaultProgram(tmp_path / "data", clock)
    plain.open()
    plain.home()
    assert not plain.window.findChildren(QAbstractButton, "nav_lock")
    keyboard(plain.window, Qt.Key.Key_L, CONTROL)
    plain.keeper.lock("idle")
    assert plain.became == []
    assert plain.keeper.guard.idle is None
    assert not (plain.folder / LOOK).exists()
    plain.close()


def test_the_button_and_the_keys_lock_at_once(vaulted: VaultProgram) -> None:
    nav(vaulted, "lock")
    keyboard(vaulted.window, Qt.Key.Key_L, CONTROL)
    assert [why for why, _ in vaulted.became] == ["asked"]
    assert not vaulted.window.isVisible()


def test_the_keys_lock_with_a_question_open(vaulted: VaultProgram) -> None:
    dialog = QDialog(vaulted.window)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    settle()
    keyboard(dialog, Qt.Key.Key_L, CONTROL)
    assert [why for why, _ in vaulted.became] == ["asked"]
    assert not dialog.isVisible()


def test_it_locks_from_inside_the_loop_of_a_question(vaulted: VaultProgram) -> None:
    from desktop.ui.ask import give_up_unsaved

    seen: list[bool] = []

    def lock() -> None:
        vaulted.keeper.lock("left")
        seen.append(bool(vaulted.became))

    QTimer.singleShot(0, vaulted.window, lock)
    give_up_unsaved(vaulted.window, ["清单"])
    assert seen == [True], "it locked while the question was open"


@pytest.mark.parametrize("minutes", [each for each in IDLE_MINUTES if each])
def test_it_locks_after_a_time_without_anybody(vaulted: VaultProgram, minutes: int) -> None:
    vaulted.services.preferences.set_idle_minutes(minutes)
    idle = vaulted.keeper.guard.idle
    assert idle is not None
    vaulted.seconds.now += minutes * 60 - 1
    idle.check()
    assert vaulted.became == []
    vaulted.seconds.now += 1
    idle.check()
    assert [why for why, _ in vaulted.became] == ["idle"]


def test_fifteen_minutes_is_usual_and_never_means_never(vaulted: VaultProgram) -> None:
    assert vaulted.services.preferences.idle_minutes == 15
    vaulted.services.preferences.set_idle_minutes(0)
    idle = vaulted.keeper.guard.idle
    assert idle is not None
    vaulted.seconds.now += 10 * 24 * 3600
    idle.check()
    assert vaulted.became == []


def test_a_key_a_click_and_words_being_composed_count_as_somebody(vaulted: VaultProgram) -> None:
    idle = vaulted.keeper.guard.idle
    assert idle is not None
    nav(vaulted, "find")
    field = vaulted.focus()
    for touch in (
        lambda: keyboard(vaulted.window, Qt.Key.Key_A),
        lambda: QApplication.sendEvent(field, QInputMethodEvent("cui", [])),
        lambda: QApplication.sendEvent(field, QInputMethodEvent("", [])),
        lambda: QTest.mouseMove(vaulted.window.windowHandle(), QPoint(300, 30)),
        lambda: QTest.mouseClick(
            vaulted.window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(400, 8)
        ),
    ):
        vaulted.seconds.now += 14 * 60
        touch()
        idle.check()
        assert vaulted.became == []


def test_it_waits_for_words_that_are_not_finished_but_not_for_ever(
    vaulted: VaultProgram,
) -> None:
    idle = vaulted.keeper.guard.idle
    assert idle is not None
    nav(vaulted, "find")
    QApplication.sendEvent(vaulted.focus(), QInputMethodEvent("cuishou", []))
    vaulted.seconds.now += 15 * 60 + 1
    idle.check()
    assert vaulted.became == []
    vaulted.seconds.now += 15 * 60
    idle.check()
    assert [why for why, _ in vaulted.became] == ["idle"]


def test_whoever_comes_back_after_the_time_finds_it_locked(vaulted: VaultProgram) -> None:
    """A computer that slept has not run a timer; the first key must not count as being there."""
    vaulted.seconds.now += 3 * 3600
    keyboard(vaulted.window, Qt.Key.Key_A)
    assert [why for why, _ in vaulted.became] == ["idle"]


def test_minimising_does_not_lock(vaulted: VaultProgram) -> None:
    vaulted.window.showMinimized()
    settle()
    vaulted.window.showNormal()
    settle()
    assert vaulted.became == []


def test_a_minute_before_it_says_so_quietly_and_goes_when_somebody_moves(
    vaulted: VaultProgram,
) -> None:
    idle = vaulted.keeper.guard.idle
    assert idle is not None
    vaulted.seconds.now += 14 * 60 + 1
    idle.check()
    settle()
    assert vaulted.sees("快要自己锁上了")
    keyboard(vaulted.window, Qt.Key.Key_Shift)
    idle.check()
    settle()
    assert not vaulted.sees("快要自己锁上了")
    assert vaulted.became == []


@pytest.mark.skipif(sys.platform != "linux", reason="the bus of Linux")
def test_sleep_and_the_lock_of_the_screen_lock(qtbot: QtBot) -> None:
    watch = SessionWatch(0)
    heard: list[str] = []
    watch.left.connect(lambda: heard.append("left"))
    watch.changed(False)
    assert heard == [], "coming back is not going"
    watch.changed(True)
    assert heard == ["left"]
    watch.stop()


ON_A_BUS = """
import sys
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from desktop.ui.lock.session import SessionWatch

app = QCoreApplication([])
watch = SessionWatch(0)
watch.left.connect(app.quit)
QTimer.singleShot(20_000, lambda: sys.exit("nothing is heard"))
saver = "org.freedesktop.ScreenSaver"
other = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "saver")
assert other.registerService(saver), "no name on the bus"
word = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", saver, "ActiveChanged")
word.setArguments([True])
assert other.send(word)
app.exec()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the bus of Linux")
@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no bus to be had")
def test_the_screen_saver_s_word_is_heard_on_the_bus() -> None:
    command = ["dbus-run-session", "--", sys.executable, "-c", ON_A_BUS]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_system_s_word_locks(vaulted: VaultProgram) -> None:
    session = vaulted.keeper.guard._session
    assert session is not None
    session.left.emit()
    assert [why for why, _ in vaulted.became] == ["left"]


# --- What is kept ---------------------------------------------------------------------------------


def test_a_note_that_is_being_written_is_there_again(vaulted: VaultProgram) -> None:
    note = note_of(vaulted)
    vaulted.write("刚打来的，说要")
    vaulted.keeper.lock("asked")
    vaulted.open_again()
    assert vaulted.window.here() is not None
    assert vaulted.window.here().page == "checklist"  # type: ignore[union-attr]
    again = next(w for w in vaulted.window.findChildren(QPlainTextEdit) if w.isVisible())
    assert again is not note
    assert again.toPlainText() == "刚打来的，说要"


def test_a_reason_half_written_is_there_again(vaulted: VaultProgram) -> None:
    nav(vaulted, "checklist")
    vaulted.click(vaulted.button("不适用"))
    vaulted.write("没有人上过")
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    assert vaulted.named(QLineEdit, "reason").text() == "没有人上过"
    vaulted.click(vaulted.named(QAbstractButton, "reason_save"))
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    assert not [f for f in vaulted.window.findChildren(QLineEdit, "reason") if f.isVisible()]


def test_words_an_input_method_has_not_finished_are_kept(vaulted: VaultProgram) -> None:
    note = note_of(vaulted)
    vaulted.write("先")
    note.textCursor()
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    again = next(w for w in vaulted.window.findChildren(QPlainTextEdit) if w.isVisible())
    assert again.toPlainText() == "先"


def test_the_form_of_an_incident_is_there_again(vaulted: VaultProgram, clock: Clock) -> None:
    line = incident_form(vaulted)
    vaulted.click(vaulted.button("怎么来的:电话"))
    vaulted.click(vaulted.button("提前 5 分钟"))
    line.setFocus()
    vaulted.write("说要来单位")
    vaulted.named(QLineEdit, "incident_number").setText("13800000000")
    vaulted.keeper.lock("idle")
    clock.moment += timedelta(hours=2)
    vaulted.open_again()
    assert vaulted.sees("十秒钟记一笔"), "the place that was left"
    assert vaulted.named(QLineEdit, "incident_line").text() == "说要来单位"
    assert vaulted.named(QLineEdit, "incident_number").text() == "13800000000"
    vaulted.click(vaulted.named(QAbstractButton, "incident_save"))
    (noted,) = vaulted.services.incidents().latest(5)
    assert (noted.line, noted.channel) == ("说要来单位", "call")
    assert noted.at == clock.moment - timedelta(hours=2, minutes=5)


def test_a_draft_that_was_stored_does_not_come_again(vaulted: VaultProgram) -> None:
    line = incident_form(vaulted)
    line.setFocus()
    vaulted.write("说要来单位")
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    vaulted.click(vaulted.named(QAbstractButton, "incident_save"))
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    assert incident_form(vaulted).text() == ""


def test_a_draft_survives_an_end_that_was_none_and_another_lock(vaulted: VaultProgram) -> None:
    line = incident_form(vaulted)
    vaulted.write("说要来单位")
    nav(vaulted, "home")
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    # The page was never opened this time: its draft waits.
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    line = incident_form(vaulted)
    assert line.text() == "说要来单位"
    vaulted.open_again()
    line = incident_form(vaulted)
    assert line.text() == "说要来单位"


def test_leaving_in_order_lets_go_of_the_draft(vaulted: VaultProgram) -> None:
    incident_form(vaulted)
    vaulted.write("说要来单位")
    vaulted.keeper.lock("idle")
    vaulted.open_again()
    for page in vaulted.window.opened().values():
        page.give_up()
    vaulted.keeper.finish()
    vaulted.open_again()
    assert incident_form(vaulted).text() == ""


def test_a_name_that_is_taken_is_kept_and_tells_nobody(vaulted: VaultProgram) -> None:
    vaulted.services.lenders.add("甲分期")
    nav(vaulted, "person")
    vaulted.click(vaulted.named(QAbstractButton, "lender_add"))
    field = vaulted.named(QLineEdit, "lender_name")
    field.setFocus()
    field.selectAll()
    vaulted.write("甲分期")
    with notices() as told_:
        vaulted.keeper.lock("idle")
        assert [why for why, _ in vaulted.became] == ["idle"]
        assert told_.read == [], "a notice would wait for somebody who is not there"
        vaulted.open_again()
    assert vaulted.named(QLineEdit, "lender_name").text() == "甲分期"


def test_a_full_disk_covers_instead_of_losing_words(vaulted: VaultProgram) -> None:
    incident_form(vaulted)
    vaulted.named(QLineEdit, "incident_line").insert("说要来单位，" * 5000)
    with no_room(vaulted.folder):
        vaulted.keeper.lock("idle")
    settle()
    assert vaulted.became == []
    cover = vaulted.keeper.guard.cover
    assert cover is not None
    assert cover.up
    front = cover.front
    assert front is not None
    vaulted.click(front.back)
    field = front.findChild(QLineEdit, "ask_passphrase")
    assert field is not None, "only the passphrase leads back"
    cover.lift()
    assert "说要来单位" in vaulted.named(QLineEdit, "incident_line").text()


def test_a_full_disk_asks_whoever_asked(vaulted: VaultProgram) -> None:
    incident_form(vaulted)
    vaulted.named(QLineEdit, "incident_line").insert("说要来单位，" * 5000)
    with notices() as told_, no_room(vaulted.folder):
        told_.answer = "先不锁"
        vaulted.keeper.lock("asked")
        assert vaulted.became == []
        told_.answer = "不要了，锁上"
        vaulted.keeper.lock("asked")
        assert [why for why, _ in vaulted.became] == ["asked"]
    assert "磁盘" in told_.read[0]


# --- What is let go -------------------------------------------------------------------------------


def test_every_window_goes_and_so_does_what_was_copied(vaulted: VaultProgram) -> None:
    other = QWidget()
    other.setWindowFlags(Qt.WindowType.Window)
    other.show()
    settle()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("说要来单位")
    owns = clipboard.ownsClipboard()
    vaulted.keeper.lock("asked")
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == []
    assert owns == (clipboard.text() == "") or not owns
    other.deleteLater()
    settle()


def test_what_was_covered_does_not_come_up_again(vaulted: VaultProgram) -> None:
    vaulted.keeper.guard.toggle_cover()
    assert not vaulted.window.isVisible()
    vaulted.keeper.lock("idle")
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == []


def test_a_process_that_cannot_be_replaced_ends(tmp_path: Path) -> None:
    script = (
        "from desktop.ui.lock.fresh import become\n"
        "try:\n"
        f"    become([{str(tmp_path / 'gone')!r}], {{}})\n"
        "except BaseException:\n"
        "    print('still there')\n"
    )
    words = [sys.executable, "-c", script]
    ended = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout) == (1, ""), "what it knew would stay in memory"


def test_a_failure_on_the_way_does_not_keep_it_open(vaulted: VaultProgram) -> None:
    def fail() -> None:
        raise RuntimeError("on the way")

    vaulted.keeper._let_go = fail
    vaulted.keeper.lock("asked")
    assert [why for why, _ in vaulted.became] == ["asked"]


def test_the_next_process_is_told_the_folder_the_reason_and_the_place(
    vaulted: VaultProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    vaulted.window.setGeometry(30, 40, 1000, 640)
    settle()
    vaulted.keeper.lock("idle")
    assert vaulted.became == [("idle", "30,40,1000,640")]
    monkeypatch.setattr(sys, "argv", ["/x/desktop/__main__.py", "--data", "x", "secret.anxin"])
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-X", "dev", "-m", "desktop", *sys.argv[1:]])
    words = command(vaulted.folder)
    assert words == [
        sys.executable,
        *("-X", "dev", "-m", "desktop"),
        *("--data", str(vaulted.folder)),
    ]


@pytest.mark.parametrize(
    "words", ["", "x", "1,2,3", "1,2,3,x", "9000,9000,800,600", "0,0,50,50", "0,0,800,600"]
)
def test_a_place_is_taken_only_where_it_can_be_seen(qtbot: QtBot, words: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before = window.geometry()
    assert stand(window, words) == (words == "0,0,800,600")
    if words == "0,0,800,600":
        assert window.geometry() == QRect(0, 0, 800, 600)
        assert told(window) == words
    else:
        assert window.geometry() == before


# --- The lock screen ------------------------------------------------------------------------------


def fails(problem: UserProblem) -> object:
    def attempt(_typed: str) -> object:
        raise problem

    return attempt


@pytest.fixture
def screen(qtbot: QtBot, vaulted: VaultProgram) -> LockScreen:
    folder = vaulted.folder
    shown = LockScreen(
        lambda typed: unlock(folder, typed), lambda typed: unlock_by_code(folder, typed)
    )
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)
    shown.passphrase.take_focus()
    settle()
    return shown


def type_into(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text) if text.isascii() else field.insert(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def field_of(screen: LockScreen, name: str) -> QLineEdit:
    found = screen.findChild(QLineEdit, name)
    assert found is not None
    return found


def answer_of(screen: LockScreen) -> str:
    return next((a.text() for a in screen.findChildren(QLabel, "ask_answer") if a.isVisible()), "")


def test_three_things_that_can_be_wrong_are_three_sentences(
    qtbot: QtBot, vaulted: VaultProgram, screen: LockScreen
) -> None:
    field = field_of(screen, "ask_passphrase")
    type_into(field, "not it at all")
    qtbot.waitUntil(lambda: answer_of(screen) != "", timeout=LONGEST_MS)
    assert answer_of(screen) == sentence(WrongPassphrase(Path(KEY)))
    assert field.accessibleDescription() == answer_of(screen)
    assert QApplication.focusWidget() is field
    assert field.selectedText(), "what was typed can be put right or typed over"

    other = screen.findChild(QAbstractButton, "lock_other")
    assert other is not None
    other.click()
    code = field_of(screen, "ask_code")
    assert QApplication.focusWidget() is code
    groups = list(vaulted.code.groups)
    wrong = groups[2][:4] + ("7" if groups[2][4] != "7" else "8")
    type_into(code, " ".join([*groups[:2], wrong, *groups[3:]]))
    qtbot.waitUntil(lambda: answer_of(screen) != "", timeout=LONGEST_MS)
    assert answer_of(screen) == sentence(RecoveryCodeMistyped((3,), 35, 35))
    assert "第 3 组" in answer_of(screen)

    from desktop.store.keys import new_code

    type_into(code, str(new_code()))
    qtbot.waitUntil(
        lambda: answer_of(screen) == sentence(WrongRecoveryCode(Path(KEY))), timeout=LONGEST_MS
    )

    key_file = vaulted.folder / "anxin.key"
    for path in (key_file, vaulted.folder / "backups" / "anxin.key"):
        path.write_bytes(path.read_bytes()[:-20])
    other.click()
    type_into(field, PASSPHRASE)
    qtbot.waitUntil(
        lambda: answer_of(screen) == sentence(KeyFileDamaged(key_file)), timeout=LONGEST_MS
    )


def test_the_passphrase_opens_and_the_window_stays_alive_meanwhile(
    qtbot: QtBot, screen: LockScreen
) -> None:
    got: list[tuple[object, bool]] = []
    screen.opened.connect(lambda keys, by_code: got.append((keys, by_code)))
    beats: list[int] = []
    heart = QTimer(screen)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(5)
    type_into(field_of(screen, "ask_passphrase"), PASSPHRASE)
    go = next(b for b in screen.findChildren(QAbstractButton, "ask_go") if b.isVisible())
    assert go.text() == "正在打开…"
    go.click()
    qtbot.waitUntil(lambda: bool(got), timeout=LONGEST_MS)
    heart.stop()
    assert len(got) == 1, "once, however often it was asked"
    assert got[0][1] is False
    assert len(beats) > 3, "the window went on painting"
    assert field_of(screen, "ask_passphrase").text() == ""


@pytest.mark.parametrize(
    "typed",
    [f" {PASSPHRASE}\u3000\n", PASSPHRASE.replace("-", "－")],
    ids=["pasted with blanks and a line break", "in full width"],
)
def test_the_passphrase_opens_however_an_input_method_or_a_copy_spells_it(
    qtbot: QtBot, screen: LockScreen, typed: str
) -> None:
    got: list[object] = []
    screen.opened.connect(lambda keys, _by_code: got.append(keys))
    field = field_of(screen, "ask_passphrase")
    screen.passphrase.field.eye.click()
    QGuiApplication.clipboard().setText(typed)
    field.paste()
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(got), timeout=LONGEST_MS)


def test_it_says_how_characters_are_typed_that_a_hidden_field_does_not_take(
    screen: LockScreen,
) -> None:
    """Where dots are shown, no input method is asked: Chinese characters cannot be typed there."""
    field = field_of(screen, "ask_passphrase")
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText
    assert "密码里有汉字，先点“显示”再打" in words_on(screen)
    screen.passphrase.field.eye.click()
    assert not field.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText


def test_the_code_opens_however_it_is_typed(
    qtbot: QtBot, vaulted: VaultProgram, screen: LockScreen
) -> None:
    got: list[bool] = []
    screen.opened.connect(lambda _keys, by_code: got.append(by_code))
    other = screen.findChild(QAbstractButton, "lock_other")
    assert other is not None
    other.click()
    type_into(field_of(screen, "ask_code"), str(vaulted.code).lower().replace("-", " "))
    qtbot.waitUntil(lambda: bool(got), timeout=LONGEST_MS)
    assert got == [True]


def test_what_was_typed_does_not_come_back_by_undo(screen: LockScreen) -> None:
    field = field_of(screen, "ask_passphrase")
    screen.passphrase.field.eye.click()
    QTest.keyClicks(field, "geheim")
    screen.passphrase.field.clear()
    field.undo()
    assert (field.text(), field.isUndoAvailable()) == ("", False)


def test_letters_can_be_shown_and_capitals_are_noticed(screen: LockScreen) -> None:
    field = field_of(screen, "ask_passphrase")
    asking = screen.passphrase
    assert field.echoMode() is QLineEdit.EchoMode.Password
    asking.field.eye.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert asking.field.eye.text() == "藏起"
    asking.field.eye.click()
    assert field.echoMode() is QLineEdit.EchoMode.Password
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for letter, held, warned in (
        ("a", none, False),
        ("A", none, True),
        ("A", shift, False),
        ("a", shift, True),
        ("1", none, True),
        ("b", none, False),
    ):
        kind = QKeyEvent.Type.KeyPress
        QApplication.sendEvent(field, QKeyEvent(kind, 0, held, letter))
        assert asking.field.capitals.isVisible() == warned, (letter, held)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("", ""),
        ("idle", "15 分钟没有人动"),
        ("left", "锁屏或睡眠"),
        ("asked", "打开就能接着写"),
        ("nonsense", ""),
    ],
)
def test_it_says_why_and_nothing_of_the_subject(qtbot: QtBot, why: str, words: str) -> None:
    screen = LockScreen(lambda _: None, lambda _: None, why, 15)
    qtbot.addWidget(screen)
    shown = words_on(screen)
    assert words in shown
    assert screen.windowTitle() == "安心清单"
    assert "110" in shown
    assert "12356" in shown
    assert not any(word in shown for word in SUBJECT)
    assert not screen.acceptDrops()
    assert not screen.actions()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(480, 420), (1366, 700)])
def test_nothing_is_cut_off(qtbot: QtBot, size: tuple[int, int], percent: int) -> None:
    theme.apply("light", percent)
    screen = LockScreen(lambda _: None, lambda _: None, "idle", 15)
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    screen.passphrase.answer.setText(sentence(WrongPassphrase(Path(KEY))))
    screen.passphrase.answer.show()
    settle()
    assert not list(cut_off(screen))


def test_everything_can_be_done_by_keyboard(screen: LockScreen) -> None:
    names = []
    for _ in range(12):
        widget = QApplication.focusWidget()
        assert widget is not None
        assert widget.accessibleName() or isinstance(widget, Button)
        names.append(widget.objectName())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        settle()
    assert {"ask_passphrase", "ask_go", "lock_other"} <= set(names)


# --- The look -------------------------------------------------------------------------------------


def test_the_lock_screen_may_know_the_look_and_the_time_it_took(vaulted: VaultProgram) -> None:
    vaulted.services.preferences.set_appearance("dark")
    vaulted.services.preferences.set_text_percent(150)
    vaulted.services.preferences.set_idle_minutes(30)
    assert read_look(vaulted.folder) == Look("dark", 150, 30)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"appearance": 1}', "\udcff", "null"])
def test_a_look_that_makes_no_sense_is_the_usual_one(tmp_path: Path, text: str) -> None:
    (tmp_path / LOOK).write_text(text, encoding="utf-8", errors="surrogateescape")
    assert read_look(tmp_path) == Look()
    write_look(tmp_path, Look("dark", 200, 5))
    assert read_look(tmp_path) == Look("dark", 200, 5)
    (tmp_path / LOOK).write_text(
        '{"appearance": "pink", "text_percent": 9, "minutes": 3}', encoding="utf-8"
    )
    assert read_look(tmp_path) == Look("system", 100, 3)
