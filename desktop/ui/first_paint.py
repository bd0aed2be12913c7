"""What ``--first-paint`` tells of the start."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.lock.screen import LockScreen
    from desktop.ui.window import MainWindow

STARTED = "ANXIN_STARTED_NS"
"""Environment variable with ``time.monotonic_ns()`` of the parent just before it started us."""


def report_first_paint(app: QApplication, window: MainWindow | LockScreen) -> None:
    """Print how long the start took when the first page has been painted once, then leave."""
    started = int(os.environ.get(STARTED, "0")) or time.monotonic_ns()

    def report() -> None:
        elapsed = (time.monotonic_ns() - started) / 1e6
        import json

        print(json.dumps({"ms": round(elapsed, 1), "pss_kb": pss_kb()}), flush=True)
        window.close()
        app.quit()

    window.painted.connect(report)


def pss_kb() -> int:
    """Proportional memory of this process in KiB, 0 where the system does not tell."""
    try:
        with Path("/proc/self/smaps_rollup").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0
