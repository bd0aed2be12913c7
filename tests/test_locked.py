"""Twelve routes to what is locked, on a real process: every one of them gives nothing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.progress import PERSON, State
from desktop.services.errors import DataLocked
from desktop.services.house import Services, open_services
from desktop.services.reports import Reports
from tests.locked import LONGEST_S, ROOT, Running, in_files, in_memory, running
from tests.vaults import make_vault

MARK = "印记Qx7"
NOTE, NAME, REASON = f"{MARK}备注nnn", f"{MARK}称呼lll", f"{MARK}原因rrr"
NUMBER, LINE = "13987654321", f"{MARK}原话iii"
DRAFT, CLIP, DIALOG = f"{MARK}草稿ddd", f"{MARK}剪贴ccc", f"{MARK}问题qqq"
STORED = (NOTE, NAME, REASON, NUMBER, LINE)
MARKERS = (*STORED, DRAFT, CLIP, DIALOG)
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
proc_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def fill(services: Services) -> None:
    """A marker in every field a person can write into."""
    lender = services.lenders.add(NAME)
    steps = services.library.pack().steps
    services.notes.save(steps[0].id, PERSON, NOTE)
    person = next(step for step in steps if step.scope.value == "person")
    services.progress.set(person.id, PERSON, State.NOT_APPLICABLE, REASON)
    services.incidents().add(lender=lender.id, number=NUMBER, line=LINE)
    for _ in services.copies.make():
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked data folder."""
    folder = tmp_path_factory.mktemp("locked") / "data"
    make_vault(folder, lambda: NOW, fill)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything else a program may write to."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def locked(folder: Path, home: Path) -> Iterator[tuple[Running, dict[str, object]]]:
    """A program that was unlocked, used and locked again, and what its lock screen says."""
    secrets = {"draft": DRAFT, "clipboard": CLIP, "dialog": DIALOG}
    places = {"HOME": str(home), "XDG_DATA_HOME": str(home / "share"), "TMPDIR": str(home)}
    with running(folder, secrets=secrets, **places) as program:
        unlocked = program.told()
        assert unlocked["at"] == "unlocked"
        if sys.platform == "linux":
            before = in_memory(program.process.pid, MARKERS)
            assert {DRAFT, DIALOG, NAME} <= before, "it was there to be found"
        facts = program.lock()
        assert facts["at"] == "locked"
        assert facts["after"] is True
        yield program, facts


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_S,
        check=False,
    )


def nothing_in(text: str) -> bool:
    return not any(marker in text for marker in MARKERS)


def test_route_1_no_menu(locked: tuple[Running, dict[str, object]]) -> None:
    _, facts = locked
    assert facts["menus"] == 0
    assert facts["actions"] == []


def test_route_2_no_shortcut_opens_anything(locked: tuple[Running, dict[str, object]]) -> None:
    _, facts = locked
    assert facts["windows"] == facts["windows_later"] == 1
    assert facts["store"] == [], "no page of the program is even loaded"


def test_route_3_no_tray(locked: tuple[Running, dict[str, object]]) -> None:
    _, facts = locked
    assert facts["trays"] == 0


def test_route_4_nothing_can_be_dropped_and_nothing_dragged(
    locked: tuple[Running, dict[str, object]],
) -> None:
    _, facts = locked
    assert facts["drops"] == []


def test_route_5_the_command_line_gives_nothing(
    locked: tuple[Running, dict[str, object]], folder: Path, tmp_path: Path
) -> None:
    checked = run("--self-check", "--data", folder)
    assert "problems" in json.loads(checked.stdout)
    export = tmp_path / "x.anxin"
    export.write_bytes(b"x")
    for done in (checked, run("--data", folder, export), run("--version")):
        assert nothing_in(done.stdout + done.stderr)


def test_route_6_nothing_is_exported_without_the_keys(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(folder, copy)
    with pytest.raises(DataLocked):
        open_services(copy, None, lambda: NOW)


def test_route_7_no_notice_is_sent_to_the_system(
    locked: tuple[Running, dict[str, object]],
) -> None:
    """Only the icon of an open program says anything, and its words are tested with the watch."""
    _, facts = locked
    assert facts["trays"] == 0
    sources = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "desktop").rglob("*.py")
    }
    senders = {name for name, text in sources.items() if "showMessage" in text}
    assert senders == {"desktop/ui/lock/tray.py"}
    assert {name for name, text in sources.items() if "notice.emit" in text} == {
        "desktop/ui/follow_up/watch.py"
    }
    assert not any("Notifications" in text for text in sources.values())


def test_route_8_nothing_is_noted_as_used_recently(
    locked: tuple[Running, dict[str, object]], home: Path
) -> None:
    assert in_files(home, MARKERS) == set()
    assert not list(home.rglob("*recent*"))


def test_route_9_the_clipboard_is_empty(locked: tuple[Running, dict[str, object]]) -> None:
    _, facts = locked
    assert facts["clipboard"] == ""


def test_route_10_a_second_start_brings_the_lock_screen_and_nothing_else(
    locked: tuple[Running, dict[str, object]], folder: Path
) -> None:
    program, _ = locked
    second = run("--data", folder)
    assert second.returncode == 0
    assert nothing_in(second.stdout + second.stderr)
    assert program.process.poll() is None, "the first is still there"


def test_route_11_a_report_of_a_crash_has_nothing_to_tell(
    locked: tuple[Running, dict[str, object]], folder: Path, tmp_path: Path
) -> None:
    reports = Reports(tmp_path, lambda: NOW)
    with pytest.raises(DataLocked) as caught:
        open_services(folder, None, lambda: NOW)
    written = reports.write(reports.describe(caught.value))
    assert written is not None
    assert nothing_in(written.read_text(encoding="utf-8"))
    logs = folder / "logs"
    assert not logs.exists() or in_files(logs, MARKERS) == set()


def test_route_12_the_title_and_the_words_say_nothing(
    locked: tuple[Running, dict[str, object]],
) -> None:
    _, facts = locked
    assert facts["titles"] == ["安心清单"]
    assert nothing_in(json.dumps(facts, ensure_ascii=False))


@proc_only
def test_the_memory_of_the_locked_program_holds_nothing(
    locked: tuple[Running, dict[str, object]],
) -> None:
    program, facts = locked
    assert facts["pid"] == program.process.pid, "the same process to the system"
    assert in_memory(program.process.pid, MARKERS) == set()
    assert in_memory(program.process.pid, ("已锁上",)), "a scan that finds what is there"


def test_no_byte_on_the_disk_holds_anything(
    locked: tuple[Running, dict[str, object]], folder: Path, home: Path
) -> None:
    assert in_files(folder, MARKERS) == set()
    assert in_files(home, MARKERS) == set()


def test_a_file_to_be_opened_waits_for_the_keys(folder: Path, tmp_path: Path) -> None:
    export = tmp_path / "整案.anxin"
    export.write_bytes(b"x")
    copy = tmp_path / "data"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("anxin.lock"))
    with running(copy, export) as program:
        facts = program.told()
        assert facts["windows_later"] == 1
        assert facts["store"] == []
