"""How much memory a long sitting adds: five hundred page switches and a hundred dialogs.

After fifty switches and one dialog of each kind, which fill every cache, on twelve lenders with
forty ticks each. Switches go round over every page, every list and every part of the library, so
both counts are taken at the same place; widgets, timers and threads must not become more at all.
"""

import gc
import sys
import threading
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.domain.steps import Stage
from desktop.ui.ask import inform
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.first_paint import pss_kb
from desktop.ui.library.entries import SECTIONS
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.window import MainWindow
from tests.bench.harness import report, rounds
from tests.bench.opened import Opened, on_case, settle

NAME = "pages-memory"
LIMIT_MB = 10
WARM_UP = 50
HOME = Target("home")


class _Count(NamedTuple):
    """What there is of everything that must not become more."""

    widgets: int
    timers: int
    python_threads: int
    threads: int


def targets(opened: Opened) -> Iterator[Target]:
    """Places of the program, one after another."""
    lenders = cycle(lender.id for lender in opened.services.lenders.active())
    for entry in PAGES:
        yield Target(entry.name)
    for stage in Stage:
        yield Target("checklist", stage.value, next(lenders))
        yield HOME
    for section in SECTIONS:
        yield Target("library", section=section)


def switch(opened: Opened, at_least: int) -> int:
    """Go round over all places, in whole rounds, and home at the end; how many switches it took."""
    done = 0
    while done < at_least:
        for target in (*targets(opened), HOME):
            opened.window.go(target)
            settle()
            done += 1
    return done


def show_paper(window: MainWindow) -> None:
    """Open the dialog that makes sheets of paper, and close it."""
    window.page("home").paper_asked.emit(Target("checklist", Stage.OVERDUE.value))
    settle()
    (dialog,) = window.findChildren(PaperDialog)
    dialog.reject()
    settle()


def show_notice(window: MainWindow) -> None:
    """Open a notice, and close it."""
    inform("磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。", window, str)
    settle()
    (box,) = window.findChildren(QMessageBox)
    box.close()
    settle()


def show_dialogs(window: MainWindow, times: int) -> None:
    """Open and close so many dialogs, of every kind in turn."""
    for number in range(times):
        (show_paper, show_notice)[number % 2](window)


def count() -> _Count:
    """What there is now, garbage and what waits for its deletion left out."""
    settle()
    gc.collect()
    settle()
    tops = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    roots: list[QObject] = [*tops, *filter(None, [QApplication.instance()])]
    timers = sum(len(root.findChildren(QTimer)) for root in roots)
    tasks = Path("/proc/self/task")
    threads = len(list(tasks.iterdir())) if tasks.is_dir() else 0
    return _Count(len(QApplication.allWidgets()), timers, threading.active_count(), threads)


def main() -> None:
    """Measure and print one line."""
    switches, dialogs = rounds(500, 100), rounds(100, 20)
    with on_case() as opened:
        switch(opened, WARM_UP)
        show_dialogs(opened.window, 2)
        before, memory = count(), pss_kb()
        switches = switch(opened, switches)
        show_dialogs(opened.window, dialogs)
        after, grown = count(), (pss_kb() - memory) / 1024
    if after != before:
        print(f"before: {before}\nafter:  {after}", file=sys.stderr)
    steady = all(new <= old for new, old in zip(after, before, strict=True))
    ok = steady and grown <= LIMIT_MB
    report(NAME, grown, "MB", LIMIT_MB, switches + dialogs, ok=ok)


if __name__ == "__main__":
    main()
