"""Nobody is there while something long goes on: covered at once, and locked when it is done."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.attachments import Came
from desktop.services.house import open_services
from desktop.services.taking_in import Source
from desktop.services.whereabouts import find_data
from desktop.store.container import read_head
from desktop.store.files import FileStore, run
from desktop.ui.backups.card import BackupsCard
from desktop.ui.backups.restore import START_ANEW, RestoreDialog
from desktop.ui.evidence.taking_in import TakingIn
from desktop.ui.lock.drafts import Drafts
from desktop.ui.lock.holding import LONGEST_S
from desktop.ui.lock.locker import Locker
from desktop.ui.navigation import Target
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.place.dialog import MoveDialog
from desktop.ui.widgets.news_bar import NewsBar
from tests.ui.looks import words_on
from tests.ui.program import Clock, notices, settle
from tests.ui.test_backups import Chooser, chooser
from tests.ui.vaulted import VaultProgram
from tests.vaults import PASSPHRASE

__all__ = ["chooser"]
LONGEST_MS = 20_000
MEGABYTE = 1024 * 1024


@pytest.fixture
def vaulted(tmp_path: Path, clock: Clock, _look: None) -> Iterator[VaultProgram]:
    """The program with an encrypted large file, at its settings."""
    opened = VaultProgram(tmp_path / "data", clock)
    opened.open()
    opened.home()
    opened.encrypt()
    FileStore(opened.folder, opened.services.vault().keys).add(io.BytesIO(bytes(12 * MEGABYTE)))
    opened.window.go(Target("settings"))
    settle()
    yield opened
    with notices():
        opened.close()


def card_of(program: VaultProgram) -> BackupsCard:
    page = program.page("settings")
    assert isinstance(page, SettingsPage)
    return page.backups


def export(program: VaultProgram, chooser: Chooser, path: Path) -> None:
    """Begin an export of everything."""
    chooser.file = path
    program.click(card_of(program).export)
    assert card_of(program).stop.isVisible(), "it has not ended yet"


def nobody(program: VaultProgram) -> None:
    """A quarter of an hour goes by."""
    idle = program.keeper.guard.idle
    assert idle is not None
    program.seconds.now += 15 * 60
    idle.check()
    settle()


def covers() -> list[QWidget]:
    widgets = QApplication.topLevelWidgets()
    return [each for each in widgets if each.objectName() == "cover" and each.isVisible()]


def bars(program: VaultProgram) -> list[NewsBar]:
    return [bar for bar in program.window.findChildren(NewsBar) if bar.isVisible()]


def bar_words(program: VaultProgram) -> str:
    return "".join(bar.accessibleName() for bar in bars(program))


def test_a_long_export_ends_below_the_cover_and_then_it_locks(
    vaulted: VaultProgram, chooser: Chooser, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "给自己的.anxin"
    export(vaulted, chooser, path)
    nobody(vaulted)
    assert vaulted.became == [], "it is not broken off"
    assert covers(), "nobody sees anything meanwhile"
    assert not vaulted.window.isVisible()
    qtbot.waitUntil(lambda: bool(vaulted.became), timeout=LONGEST_MS)
    assert [why for why, _ in vaulted.became] == ["idle"]
    assert read_head(path).key is not None
    vaulted.open_again()
    assert "导出做完了" in bar_words(vaulted)
    assert str(path) in bar_words(vaulted)
    bars(vaulted)[0].known.emit()
    settle()
    vaulted.open_again()
    assert bars(vaulted) == [], "it is told once"


def test_whoever_comes_back_needs_the_passphrase_and_goes_on(
    vaulted: VaultProgram, chooser: Chooser, qtbot: QtBot, tmp_path: Path
) -> None:
    export(vaulted, chooser, tmp_path / "x.anxin")
    nobody(vaulted)
    (cover,) = covers()
    vaulted.keeper.guard.toggle_cover()
    settle()
    assert "还有一件事在做" in words_on(cover)
    assert "导出" not in words_on(cover), "whoever stands there reads it"
    field = cover.findChild(QLineEdit, "ask_passphrase")
    assert field is not None
    card = card_of(vaulted)
    field.setText(PASSPHRASE)
    field.returnPressed.emit()
    qtbot.waitUntil(lambda: not covers(), timeout=LONGEST_MS)
    told = card.findChild(QLabel, "backups_told")
    assert told is not None
    qtbot.waitUntil(lambda: "已导出" in told.text(), timeout=LONGEST_MS)
    assert [why for why, _ in vaulted.became] in ([], ["idle"])


def test_it_does_not_lock_once_somebody_is_back(
    vaulted: VaultProgram, chooser: Chooser, qtbot: QtBot, tmp_path: Path
) -> None:
    export(vaulted, chooser, tmp_path / "x.anxin")
    nobody(vaulted)
    vaulted.keeper.guard.toggle_cover()
    vaulted.keeper.guard._may_go_back(None, by_code=False)
    settle()
    told = card_of(vaulted).findChild(QLabel, "backups_told")
    assert told is not None
    qtbot.waitUntil(lambda: "已导出" in told.text(), timeout=LONGEST_MS)
    settle()
    assert vaulted.became == []
    assert vaulted.window.isVisible()


@pytest.mark.parametrize("why", ["asked", "left"])
def test_asking_for_the_lock_and_leaving_wait_likewise(
    vaulted: VaultProgram, chooser: Chooser, qtbot: QtBot, tmp_path: Path, why: str
) -> None:
    export(vaulted, chooser, tmp_path / "x.anxin")
    vaulted.keeper.lock(why)
    vaulted.keeper.lock(why)
    assert vaulted.became == []
    assert covers()
    qtbot.waitUntil(lambda: bool(vaulted.became), timeout=LONGEST_MS)
    assert [each for each, _ in vaulted.became] == [why]


def test_sleep_waits_for_nothing_and_says_what_was_broken_off(
    vaulted: VaultProgram, chooser: Chooser, tmp_path: Path
) -> None:
    export(vaulted, chooser, tmp_path / "x.anxin")
    session = vaulted.keeper.guard._session
    assert session is not None
    session.sleeps.emit()
    assert [why for why, _ in vaulted.became] == ["left"]
    vaulted.open_again()
    assert "导出还没做完" in bar_words(vaulted)
    assert "再导出一次" in bar_words(vaulted)
    assert not list(tmp_path.glob("*.anxin")) + list(tmp_path.glob(".*"))


def test_what_never_ends_is_broken_off_in_the_end(
    vaulted: VaultProgram, chooser: Chooser, tmp_path: Path
) -> None:
    export(vaulted, chooser, tmp_path / "x.anxin")
    nobody(vaulted)
    holding = vaulted.keeper._holding
    assert holding is not None
    vaulted.seconds.now += LONGEST_S - 1
    holding.check()
    assert vaulted.became == []
    vaulted.seconds.now += 2
    holding.check()
    assert [why for why, _ in vaulted.became] == ["idle"]
    vaulted.open_again()
    assert "导出还没做完" in bar_words(vaulted)


def test_an_export_that_fails_below_the_cover_is_told(
    vaulted: VaultProgram, chooser: Chooser, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    export(vaulted, chooser, folder / "x.anxin")
    nobody(vaulted)
    folder.rename(tmp_path / "pulled")
    qtbot.waitUntil(lambda: bool(vaulted.became), timeout=LONGEST_MS)
    vaulted.open_again()
    assert "导出没有做成" in bar_words(vaulted)
    assert "再导出一次" in bar_words(vaulted)


def ends_the_loop() -> bool:
    """Whether the program's own loop comes to its end by itself."""
    late = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(lambda: QApplication.exit(7))
    late.start(LONGEST_MS)
    code = QApplication.exec()
    late.stop()
    return code == 0


def test_moving_ends_below_the_cover_and_the_program_starts_anew(
    vaulted: VaultProgram, tmp_path: Path
) -> None:
    dialog = MoveDialog(vaulted.services.place(), vaulted.window)
    dialog.open()
    dialog.look(tmp_path / "elsewhere")
    dialog.go.click()
    nobody(vaulted)
    assert covers()
    assert vaulted.became == []
    assert ends_the_loop(), "it would stay behind the cover for ever"
    assert vaulted.window.property(START_ANEW)
    assert vaulted.became == [], "its own start has the lock screen"
    vaulted.close()
    assert find_data(lambda: vaulted.folder, None).folder == tmp_path / "elsewhere"


def restoring(program: VaultProgram, path: Path, qtbot: QtBot) -> RestoreDialog:
    """The dialog, at work on making an export count."""
    exports, window = program.services.exports(), program.window
    dialog = RestoreDialog(exports, path, window.something_unsaved, window)
    dialog.open()
    field = dialog.findChild(QLineEdit, "ask_passphrase")
    if field is not None:
        field.setText(PASSPHRASE)
        field.returnPressed.emit()
    qtbot.waitUntil(dialog.go.isVisible, timeout=LONGEST_MS)
    dialog.go.click()
    return dialog


def test_restoring_ends_below_the_cover_and_the_program_starts_anew(
    vaulted: VaultProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "x.anxin"
    run(vaulted.services.exports().make(path))
    vaulted.services.lenders.add("甲")
    restoring(vaulted, path, qtbot)
    nobody(vaulted)
    assert covers()
    assert ends_the_loop()
    assert vaulted.window.property(START_ANEW)
    assert vaulted.became == []
    assert (vaulted.folder / "restoring").is_dir()


def test_what_would_come_up_unlocked_is_not_restored_while_nobody_is_there(
    vaulted: VaultProgram, qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "plain.anxin"
    plain = open_services(tmp_path / "other", None, clock)
    plain.lenders.add("甲")
    run(plain.exports().make(path))
    plain.close()
    restoring(vaulted, path, qtbot)
    nobody(vaulted)
    assert [why for why, _ in vaulted.became] == ["idle"]
    assert not (vaulted.folder / "restoring").exists()
    vaulted.open_again()
    assert "现在的内容没有变" in bar_words(vaulted)


def test_files_on_their_way_in_are_waited_for(
    vaulted: VaultProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    source = tmp_path / "recording.m4a"
    source.write_bytes(bytes(20 * MEGABYTE))
    services = vaulted.services
    incident = services.incidents().add()
    taking = TakingIn(vaulted.window)
    taking.start(services.attachments().adding(incident.id, (Source(source),), Came.CHOSEN))
    nobody(vaulted)
    assert covers()
    qtbot.waitUntil(lambda: bool(vaulted.became), timeout=LONGEST_MS)
    vaulted.open_again()
    assert "都放进来了，共 1 个" in bar_words(vaulted)
    assert len(vaulted.services.attachments().of(incident.id)) == 1


def test_short_work_of_the_program_itself_holds_nothing(vaulted: VaultProgram) -> None:
    vaulted.services.lenders.add("甲")
    vaulted.click(card_of(vaulted).copy)
    nobody(vaulted)
    assert [why for why, _ in vaulted.became] == ["idle"]


def test_what_does_not_let_go_does_not_keep_it_open(vaulted: VaultProgram) -> None:
    """A drive that answers no more: the process goes all the same."""
    gone = threading.Event()
    became: list[str] = []

    def become(why: str, _place: str) -> None:
        became.append(why)
        gone.set()

    def let_go() -> None:
        assert gone.wait(10), "it waited for ever"

    drafts = Drafts(vaulted.window, vaulted.services.drafts())
    Locker(vaulted.window, drafts, let_go, become, lambda _: True, patience_s=0.05).lock("idle")
    assert became[0] == "idle"
