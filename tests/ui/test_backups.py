"""The settings card about copies, and restoring from a file, by the hands of a person."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from desktop.app import START_ANEW as APP_START_ANEW
from desktop.domain.backups import Drilled, Holding, Thing
from desktop.domain.progress import PERSON
from desktop.services.copies import MEGABYTE
from desktop.store.container import read_head
from desktop.store.files import FileStore, run
from desktop.ui.backups import words
from desktop.ui.backups.card import BackupsCard
from desktop.ui.backups.restore import START_ANEW, RestoreDialog
from desktop.ui.caretaker import Caretaker
from desktop.ui.navigation import Target
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.single import CALL, Single
from desktop.ui.theme import theme
from tests.store.children import start
from tests.ui.looks import cut_off
from tests.ui.program import Clock, Program, notices, settle

LONGEST_MS = 20_000


class Chooser(QObject):
    """Answers Qt's own file dialog by its widgets."""

    def __init__(self) -> None:
        super().__init__()
        self.file: Path | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QFileDialog):
            QTimer.singleShot(0, watched, lambda: self._choose(watched))
        return False

    def _choose(self, dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        assert field is not None
        assert buttons is not None
        if self.file is None:
            dialog.reject()
            return
        field.setText(str(self.file))
        accepting = QDialogButtonBox.ButtonRole.AcceptRole
        next(b for b in buttons.buttons() if buttons.buttonRole(b) is accepting).click()


@pytest.fixture
def chooser() -> Iterator[Chooser]:
    app = QApplication.instance()
    assert app is not None
    found = Chooser()
    app.installEventFilter(found)
    yield found
    app.removeEventFilter(found)


@pytest.fixture
def card(program: Program) -> BackupsCard:
    program.window.go(Target("settings"))
    settle()
    page = program.page("settings")
    assert isinstance(page, SettingsPage)
    return page.backups


@pytest.fixture
def exported(program: Program, tmp_path: Path) -> Path:
    """Everything there was, and then more was added."""
    program.services.lenders.add("甲")
    step = program.services.library.pack().steps[0]
    program.services.notes.save(step.id, PERSON, "写过的字")
    FileStore(program.folder).add(io.BytesIO(b"a picture"))
    path = tmp_path / "安心清单.anxin"
    run(program.services.exports().make(path))
    program.services.lenders.add("乙")
    settle()
    return path


def told(card: BackupsCard, name: str = "backups_told") -> str:
    label = card.findChild(QLabel, name)
    assert label is not None
    return label.text()


card_told = told


def dialogs() -> list[RestoreDialog]:
    widgets = QApplication.topLevelWidgets()
    return [each for each in widgets if isinstance(each, RestoreDialog) and each.isVisible()]


def seen(dialog: RestoreDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def opened(program: Program, path: Path, qtbot: QtBot) -> RestoreDialog:
    """The dialog when it has shown what would change, or why not."""
    exports, window = program.services.exports(), program.window
    dialog = RestoreDialog(exports, path, window.something_unsaved, window)
    dialog.open()
    qtbot.waitUntil(lambda: "正在" not in seen(dialog), timeout=LONGEST_MS)
    settle()
    return dialog


# --- The card -------------------------------------------------------------------------------------


def test_a_copy_is_made_and_told(card: BackupsCard, program: Program, qtbot: QtBot) -> None:
    assert "还没有备份" in told(card, "backups_held")
    program.services.lenders.add("甲")
    card.copy.setFocus()
    program.press("Return")
    assert not card.copy.isEnabled()
    assert card.stop.hasFocus()
    qtbot.waitUntil(lambda: "备份好了" in told(card), timeout=LONGEST_MS)
    assert "有 1 份备份" in told(card, "backups_held")
    assert card.copy.isEnabled()
    assert card.copy.hasFocus(), "the keyboard is where it was"
    assert not card.stop.isVisible()


def test_the_drill_opens_the_newest_copy(card: BackupsCard, program: Program, qtbot: QtBot) -> None:
    program.click(card.drill)
    qtbot.waitUntil(lambda: "请先点“立即备份”" in told(card), timeout=LONGEST_MS)
    program.services.lenders.add("甲")
    run(program.services.copies.make())
    program.click(card.drill)
    qtbot.waitUntil(lambda: "能打开，共 2 条：借款 2" in told(card), timeout=LONGEST_MS)


def test_the_limit_is_kept(card: BackupsCard, program: Program) -> None:
    assert card.limit.currentText() == "500 MB"
    card.limit.setCurrentIndex(0)
    card.limit.activated.emit(0)
    assert program.services.copies.limit == 100
    card.refresh()
    assert card.limit.currentText() == "100 MB"


def test_everything_is_exported_and_honestly_told(
    card: BackupsCard, program: Program, qtbot: QtBot, chooser: Chooser, tmp_path: Path
) -> None:
    program.click(card.export)
    assert not card.findChild(QLabel, "backups_told").isVisible(), "given up"  # type: ignore[union-attr]
    chooser.file = tmp_path / "给自己的.anxin"
    program.click(card.export)
    qtbot.waitUntil(lambda: "已导出" in told(card), timeout=LONGEST_MS)
    assert read_head(chooser.file).key is None
    assert "没有加密：谁拿到这个文件，谁就能看" in told(card)
    assert str(chooser.file) in told(card)


def test_an_export_can_be_stopped(
    card: BackupsCard, program: Program, chooser: Chooser, tmp_path: Path
) -> None:
    FileStore(program.folder).add(io.BytesIO(bytes(30 * MEGABYTE)))
    chooser.file = tmp_path / "x.anxin"
    card.export.setFocus()
    program.press("Return")
    assert program.window.focusWidget() is card.stop
    program.window.activateWindow()  # What a window manager does, and offscreen has none.
    settle()
    program.press("Space")
    assert "停下来了" in told(card)
    assert not list(tmp_path.glob("*.anxin")) + list(tmp_path.glob(".*"))
    assert card.export.hasFocus()


def test_closing_the_window_asks_before_it_gives_an_export_up(
    card: BackupsCard, program: Program, chooser: Chooser, qtbot: QtBot, tmp_path: Path
) -> None:
    FileStore(program.folder).add(io.BytesIO(bytes(30 * MEGABYTE)))
    chooser.file = tmp_path / "x.anxin"
    program.click(card.export)
    with notices() as told:
        told.answer = "先不关"
        program.window.close()
    assert "还没做完" in told.read[0]
    assert program.window.isVisible()
    qtbot.waitUntil(lambda: "已导出" in card_told(card), timeout=LONGEST_MS)
    chooser.file = tmp_path / "y.anxin"
    program.click(card.export)
    with notices() as told:
        told.answer = "不要了，关掉"
        program.window.close()
        settle()
    assert len(told.read) == 1
    assert not program.window.isVisible()


def test_closing_the_window_gives_up_what_is_under_way(
    card: BackupsCard, program: Program, chooser: Chooser, tmp_path: Path
) -> None:
    FileStore(program.folder).add(io.BytesIO(bytes(30 * MEGABYTE)))
    chooser.file = tmp_path / "x.anxin"
    program.click(card.export)
    program.close()
    assert not list(tmp_path.glob("*.anxin")) + list(tmp_path.glob(".*"))


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(
    card: BackupsCard, program: Program, exported: Path, qtbot: QtBot, percent: int
) -> None:
    run(program.services.copies.make())
    theme.apply("light", percent)
    program.click(card.drill)
    qtbot.waitUntil(lambda: "能打开" in told(card), timeout=LONGEST_MS)
    assert not list(cut_off(program.page("settings")))
    dialog = opened(program, exported, qtbot)
    assert not [words for words in cut_off(dialog) if words]  # type: ignore[arg-type]
    dialog.reject()


# --- Restoring ------------------------------------------------------------------------------------


def test_what_would_change_is_shown_and_nothing_changes(
    card: BackupsCard, program: Program, exported: Path, chooser: Chooser, qtbot: QtBot
) -> None:
    chooser.file = exported
    program.click(card.restore)
    (dialog,) = dialogs()
    qtbot.waitUntil(lambda: "恢复后" in seen(dialog), timeout=LONGEST_MS)
    assert "没有加密" in seen(dialog)
    lenders = dialog.findChild(QLabel, f"restore_{Thing.LENDERS}")
    assert lenders is not None
    assert lenders.text() == "现在 3，恢复后 2（少 1）"
    notes = dialog.findChild(QLabel, f"restore_{Thing.NOTES}")
    assert notes is not None
    assert notes.text() == "现在 1，恢复后 1（不变）"
    assert "先存成一个文件" in seen(dialog)
    assert dialog.leave.hasFocus(), "nobody restores by a stray key"
    dialog.leave.click()
    settle()
    assert dialogs() == []
    assert not list(program.folder.glob("restoring*"))
    assert len(program.services.lenders.all()) == 3


def test_it_is_restored_at_the_next_start(program: Program, exported: Path, qtbot: QtBot) -> None:
    dialog = opened(program, exported, qtbot)
    go = dialog.findChild(QPushButton, "restore_go")
    assert go is not None
    go.click()
    qtbot.waitUntil((program.folder / "restoring").is_dir, timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: dialogs() == [], timeout=LONGEST_MS)
    assert program.window.property(START_ANEW)
    assert not program.window.isVisible()
    program.open_again()
    assert len(program.services.lenders.all()) == 2
    assert len(list(program.folder.glob("backups/before-*.anxin"))) == 1
    assert not list(program.folder.glob("restoring*"))


def test_what_is_half_written_comes_before_a_restore_and_is_named(
    program: Program, exported: Path, qtbot: QtBot
) -> None:
    program.press("Ctrl+G")
    program.click(program.button("记下已提交"))
    program.write("给客服的信")
    program.press("Escape")
    program.window.call_card().open_for("", program.page("home"))
    program.window.call_card().findChildren(QLineEdit)[0].setText("8 号")
    dialog = opened(program, exported, qtbot)
    go = dialog.findChild(QPushButton, "restore_go")
    assert go is not None
    with notices() as read:
        go.click()
    assert read.read == [
        "“投诉跟进”、“打客服”里有写好的还没有存下。请先到那里存下或清掉，再来一次。"
    ]
    assert not (program.folder / "restoring").exists()
    dialog.reject()
    for part in (program.page("follow_up"), program.window.call_card()):
        part.give_up()


def test_the_window_s_loop_and_the_dialog_mean_the_same() -> None:
    assert START_ANEW == APP_START_ANEW


def test_the_same_again_needs_no_restoring(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "x.anxin"
    run(program.services.exports().make(path))
    dialog = opened(program, path, qtbot)
    assert "不用恢复" in seen(dialog)
    assert not dialog.go.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda data: b"something else", "不是安心清单导出的文件"),
        (lambda data: data[:-1], "缺了一截"),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "和导出时不一样"),
        (lambda data: data[:9] + b"\x09" + data[10:], "新版程序"),
    ],
)
def test_what_cannot_be_restored_is_refused_in_words(
    program: Program,
    exported: Path,
    qtbot: QtBot,
    spoil: Callable[[bytes], bytes],
    says: str,
) -> None:
    exported.write_bytes(spoil(exported.read_bytes()))
    dialog = opened(program, exported, qtbot)
    assert says in seen(dialog)
    assert not dialog.go.isVisible()
    assert dialog.leave.hasFocus()
    dialog.leave.click()
    settle()
    assert not list(program.folder.glob("restoring*"))


# --- A file on the command line -------------------------------------------------------------------

CALLING = """
import sys
from pathlib import Path
from desktop.ui.single import Single
print(Single(Path(sys.argv[1])).call(Path(sys.argv[2])))
"""


# The offscreen platform has no stack of windows.
@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)
def test_a_second_copy_hands_its_file_to_the_first(
    program: Program, exported: Path, qtbot: QtBot
) -> None:
    single = Single(program.folder)
    caretaker = Caretaker(program.window, program.services, single.call_file, str)
    with start(CALLING, str(program.folder), str(exported)) as child:
        qtbot.waitUntil(lambda: bool(dialogs()), timeout=LONGEST_MS)
        output, _ = child.communicate()
    assert output == "True\n"
    (dialog,) = dialogs()
    qtbot.waitUntil(lambda: "恢复后" in seen(dialog), timeout=LONGEST_MS)
    caretaker.open_file(exported)
    assert dialogs() == [dialog], "one at a time"
    dialog.reject()
    settle()
    assert not (program.folder / CALL).exists()
    assert caretaker.finish() is None
    single.release()


# --- Words ----------------------------------------------------------------------------------------


def test_sizes_are_told_as_people_know_them() -> None:
    sizes = [0, 1, 1024, 1536 * 1024, 500 * MEGABYTE, 5000 * MEGABYTE]
    assert [words.size(each) for each in sizes] == [
        "0 KB",
        "1 KB",
        "1 KB",
        "1.5 MB",
        "500 MB",
        "4.9 GB",
    ]


def test_what_was_put_aside_is_told(clock: Clock) -> None:
    held = Holding(1, 0, 5, clock.moment, clock.moment, 7, 3 * MEGABYTE)
    assert "3 MB" in words.aside(held)
    assert words.aside(held._replace(aside=0)) == ""
    assert "最早" not in words.holding(held)
    assert "恢复之前" not in words.holding(held)
    told = words.holding(held._replace(before=2))
    assert "另有 2 份恢复之前的数据，也算在内，最多留最近 3 份" in told


def test_a_drill_that_misses_files_says_so(clock: Clock) -> None:
    assert "2 个附件缺了或坏了" in words.drilled(Drilled(clock.moment, {Thing.NOTES: 1}, 2))
    assert "还没有内容" in words.drilled(Drilled(clock.moment, {Thing.NOTES: 0}, 0))
    assert date(2026, 11, 22) == clock.moment.astimezone(UTC).date()
