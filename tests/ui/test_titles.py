"""Nothing that others see at a glance tells what this program is about."""

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.domain.recovery import Recovered, Source
from desktop.services.errors import DiskFull
from desktop.services.reports import Reports
from desktop.ui.ask import give_up_unsaved, inform, tell, tell_bug
from desktop.ui.messages import recovered_words
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.single import CALL, LOCK
from tests.ui.program import Clock, Program, settle

TELLING = re.compile("逾期|催收|借款|贷|债|欠|loan|debt|overdue|collect", re.IGNORECASE)


class Titles(QObject):
    """Collects what stands in the title of every window, and closes notices."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        shown = (QEvent.Type.Show, QEvent.Type.WindowTitleChange)
        if event.type() in shown and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append(watched.windowTitle())
            if isinstance(watched, QMessageBox) and event.type() == QEvent.Type.Show:
                QTimer.singleShot(0, watched, watched.reject)
        return False


def test_no_title_tells_what_the_program_is_about(program: Program) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    titles = Titles()
    app.installEventFilter(titles)
    try:
        for entry in PAGES:
            program.window.go(Target(entry.name))
            settle()
        mask = Reports(program.folder, Clock()).mask
        tell(DiskFull(Path("x")), program.window, mask)
        tell_bug("details", None, program.window)
        give_up_unsaved(program.window, ["清单"])
        inform(recovered_words(Recovered(Source.COPY, "", "")), program.window, mask)
        settle()
    finally:
        app.removeEventFilter(titles)
    titles.found.append(program.window.windowTitle())
    assert len(titles.found) > 5
    assert [title for title in titles.found if TELLING.search(title)] == []
    assert "安心清单" in titles.found


def test_no_file_name_tells_what_the_program_is_about(program: Program) -> None:
    program.services.lenders.add("某某贷款")
    for _ in program.services.copies.make():
        pass
    Reports(program.folder, Clock()).write("x")
    names = [str(path.relative_to(program.folder)) for path in program.folder.rglob("*")]
    assert len(names) >= 5
    assert [name for name in (*names, LOCK, CALL) if TELLING.search(name)] == []


def test_no_title_in_the_source_tells_what_the_program_is_about() -> None:
    """Whoever adds a window, also one that the walk above does not open."""
    root = Path(__file__).parents[2] / "desktop"
    titled = re.compile(
        r"setWindowTitle\(|file_dialog\(|QInputDialog|QSystemTrayIcon|showMessage\("
    )
    lines = [
        line
        for path in root.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if titled.search(line)
    ]
    assert lines
    assert [line for line in lines if TELLING.search(line)] == []
