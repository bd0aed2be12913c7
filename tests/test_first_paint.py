"""The first picture waits for nothing that it does not need."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench import case

ROOT = Path(__file__).resolve().parents[1]

LATE = {
    *("argparse", "hashlib", "logging", "platformdirs", "yaml"),
    *("cryptography", "fontTools", "desktop.content.compiler", "desktop.domain.library"),
    *("desktop.services.evidence", "desktop.services.search", "desktop.services.vault"),
    *("desktop.ui.ask", "desktop.ui.messages", "desktop.ui.undo", "desktop.ui.news"),
    *("desktop.ui.follow_up.watch", "desktop.ui.widgets.reading"),
}
"""Each of these took a millisecond or more of somebody's start once."""


def test_the_first_picture_waits_for_nothing_it_does_not_need(tmp_path: Path) -> None:
    case.make(tmp_path)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "desktop", "--data", tmp_path, "--first-paint"],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines()]
    # What tells the time of the picture brings this one first of all.
    before = loaded[: loaded.index("json")]
    assert {"desktop.ui.pages.home", "desktop.ui.widgets.scroll"} <= set(before)
    assert LATE.isdisjoint(before)
    assert "desktop.ui.widgets.reading" in loaded, "but then it is loaded"
