"""The program as a process: one copy for each folder, bad input, and the last stop of errors."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.content.loader import content_folder
from desktop.services.house import Services, open_services
from desktop.store.database import FILE_NAME, open_database
from desktop.store.migrations import STEPS

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
LONGEST_S = 60.0
IN_USE = "安心清单已经打开了，请到任务栏找它的窗口；找不到就注销或重启电脑，再打开。"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def start(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )


def run(*arguments: str | Path, cwd: Path = ROOT) -> tuple[int, list[str], list[str]]:
    """Exit code and what was printed, without what the offscreen platform says of itself."""
    with start(*arguments, cwd=cwd) as child:
        out, err = child.communicate(timeout=LONGEST_S)
    lines = [line for line in err.splitlines() if not line.startswith("This plugin does not")]
    return child.returncode, out.splitlines(), lines


def program(folder: Path, cwd: Path = ROOT) -> tuple[int, list[str], list[str]]:
    """Start the program, paint its window once and end it."""
    return run("-m", "desktop", "--data", folder, "--first-paint", cwd=cwd)


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST_S
    while not condition():
        assert time.monotonic() < end, "it never came"
        threading.Event().wait(0.02)


def services(folder: Path) -> Services:
    return open_services(folder, None, lambda: NOW)


def is_one_sentence(lines: list[str]) -> bool:
    """One line, in Chinese, with a cause and what to do; never the inside of the program."""
    (line,) = lines
    return "Traceback" not in line and line[0] > "\u4e00" and "请" in line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one lender, as after a day of use."""
    folder = tmp_path / "data"
    opened = services(folder)
    opened.lenders.add("第一家")
    opened.preferences.set_welcomed(True)
    for _ in opened.copies.make():
        pass
    opened.close()
    return folder


def lenders(folder: Path) -> list[str]:
    opened = services(folder)
    names = [lender.name for lender in opened.lenders.all()]
    opened.close()
    return names


# --- One running copy -----------------------------------------------------------------------------


@pytest.fixture
def first(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A running program."""
    child = start("-m", "desktop", "--data", folder)
    wait_for((folder / f"{FILE_NAME}-wal").exists)
    yield child
    with child:
        child.kill()


def test_a_second_copy_calls_the_first_and_leaves(
    first: subprocess.Popen[str], folder: Path
) -> None:
    assert run("-m", "desktop", "--data", folder) == (0, [], [])
    assert not (folder / "anxin.call").exists()
    assert first.poll() is None


def test_other_folders_are_other_programs(first: subprocess.Popen[str], tmp_path: Path) -> None:
    code, out, _ = program(tmp_path / "other")
    assert (code, len(out)) == (0, 1)


def test_the_lock_of_a_killed_program_is_taken_over(
    first: subprocess.Popen[str], folder: Path
) -> None:
    first.kill()
    first.wait()
    assert (folder / "anxin.lock").exists()
    code, out, _ = program(folder)
    assert (code, len(out)) == (0, 1)
    assert not (folder / "anxin.lock").exists()
    assert lenders(folder) == ["第一家"]


@posix_only
def test_a_first_copy_that_hangs_is_told_about(first: subprocess.Popen[str], folder: Path) -> None:
    first.send_signal(signal.SIGSTOP)
    try:
        assert run("-m", "desktop", "--data", folder) == (0, [], [IN_USE])
    finally:
        first.send_signal(signal.SIGCONT)
    assert not (folder / "anxin.call").exists()


def test_the_data_file_itself_is_the_last_line(folder: Path) -> None:
    opened = services(folder)
    opened.lenders.add("第二家")
    assert run("-m", "desktop", "--data", folder) == (0, [], [IN_USE])
    opened.close()
    assert lenders(folder) == ["第一家", "第二家"]


# --- Bad input ------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The program with its checklists and what was compiled from them."""
    services(tmp_path / "compiles the content").close()
    root = tmp_path / "checkout"
    leave_out = shutil.ignore_patterns("__pycache__")
    for name in ("desktop", "checklists", "assets"):
        shutil.copytree(ROOT / name, root / name, ignore=leave_out)
    shutil.copytree(content_folder(), root / "build" / "pack")
    return root


SAY_WHAT_IS_STALE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.house import open_services
from desktop.ui.messages import stale_words
services = open_services(Path(sys.argv[1]), None, lambda: datetime(2026, 11, 22, tzinfo=UTC))
print(stale_words(services.stale) if services.stale else "fresh")
print(len(services.library.documents()) > 10)
services.close()
"""


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("checklists/faq/jail.yaml", "id: [oops"),
        ("checklists/pack.yaml", "- a list\n- not a pack\n"),
        ("checklists/triage.yaml", "42\n"),
        ("checklists/myths/paid-agents.yaml", "no_such_key: 1\n"),
    ],
)
def test_broken_sources_leave_the_content_compiled_last(
    checkout: Path, folder: Path, file: str, text: str
) -> None:
    assert run("-c", SAY_WHAT_IS_STALE, folder, cwd=checkout)[1] == ["fresh", "True"]
    (checkout / file).write_text(text, encoding="utf-8")
    code, out, err = program(folder, checkout)
    assert (code, len(out), err) == (0, 1, [])
    said, complete = run("-c", SAY_WHAT_IS_STALE, folder, cwd=checkout)[1]
    assert is_one_sentence([said])
    assert file.removeprefix("checklists/") in said
    assert complete == "True"
    assert lenders(folder) == ["第一家"]


def test_broken_sources_without_anything_compiled(checkout: Path, folder: Path) -> None:
    shutil.rmtree(checkout / "build")
    (checkout / "checklists" / "pack.yaml").write_text("- a list\n", encoding="utf-8")
    code, _, err = program(folder, checkout)
    assert code == 1
    assert is_one_sentence(err)
    assert "pack.yaml" in err[0]
    assert lenders(folder) == ["第一家"]


@pytest.mark.parametrize("text", ["", "[]", "{", '"text"', '{"format": 1, "content": []}', None])
def test_a_shipped_pack_that_is_none(checkout: Path, folder: Path, text: str | None) -> None:
    (checkout / "build" / "pack").rename(checkout / "pack")
    shutil.rmtree(checkout / "checklists")
    pack = checkout / "pack" / "pack.json"
    if text is None:
        pack.unlink()
    else:
        pack.write_text(text, encoding="utf-8")
    code, _, err = program(folder, checkout)
    assert code == 1
    assert is_one_sentence(err)
    assert lenders(folder) == ["第一家"]


def test_data_of_a_newer_program(tmp_path: Path) -> None:
    open_database(tmp_path, NOW, steps=(*STEPS, "CREATE TABLE later (x TEXT) STRICT")).close()
    before = (tmp_path / FILE_NAME).read_bytes()
    code, _, err = program(tmp_path)
    assert code == 1
    assert is_one_sentence(err)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "data"
    target.write_text("mine", encoding="utf-8")
    for folder in (target, target / "below"):
        code, _, err = program(folder)
        assert code == 1
        assert is_one_sentence(err)
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_strangers_file_in_place_of_the_data(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"diary" * 1000)
    code, _, err = program(tmp_path)
    assert code == 1
    assert is_one_sentence(err)
    assert path.read_bytes() == b"diary" * 1000


AS_NOBODY = """
import os, sys
# Nobody may not read the Python of whoever runs the tests; what is loaded by now is enough.
import _json, traceback
import desktop.app, desktop.services.house, desktop.services.reports, desktop.ui.single
from desktop.ui.qt import load_qt
load_qt()
import desktop.ui.ask, desktop.ui.messages, desktop.ui.theme, pylopdf_fonts_zh_cn
import PySide6.QtSvg, PySide6Qlementine
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
os.environ["HOME"] = "/"
from desktop.app import main
sys.exit(main(["--data", sys.argv[1], "--first-paint"]))
"""


@posix_only
@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_that_cannot_be_written(tmp_path: Path, folder: Path, mode: int) -> None:
    if os.getuid() == 0:
        # One more where several processes share the tests.
        for above in (tmp_path, *tmp_path.parents[:3]):
            above.chmod(above.stat().st_mode | stat.S_IXOTH)
        os.chown(folder, 65534, 65534)
        os.chown(folder / FILE_NAME, 65534, 65534)
    (folder / FILE_NAME).chmod(0o400)
    folder.chmod(mode)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    try:
        for target in (folder, closed / "data"):
            code, _, err = run("-c", AS_NOBODY, target)
            assert code == 1
            assert is_one_sentence(err)
    finally:
        folder.chmod(0o700)
        (folder / FILE_NAME).chmod(0o600)
    assert lenders(folder) == ["第一家"]


STARVED = """
import resource, sys
most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), most))
from desktop.app import main
sys.exit(main(["--data", sys.argv[1], "--first-paint"]))
"""


@posix_only
def test_a_disk_that_takes_nothing_more(tmp_path: Path, folder: Path) -> None:
    code, _, err = run("-B", "-c", STARVED, tmp_path / "new", "3000")
    assert code == 1
    assert is_one_sentence(err)
    assert "磁盘满了" in err[0]
    # What is there can be looked at all the same.
    code, out, err = run("-B", "-c", STARVED, folder, "3000")
    assert (code, len(out), err) == (0, 1, [])
    assert lenders(folder) == ["第一家"]


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("needs the right to mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


FILL = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.errors import UserProblem
from desktop.services.house import open_services
from desktop.ui.messages import sentence
services = open_services(Path(sys.argv[1]), None, lambda: datetime(2026, 11, 22, tzinfo=UTC))
saved = 0
try:
    for number in range(1000):
        services.lenders.add(f"第 {number} 家")
        saved += 1
except UserProblem as problem:
    print(saved, sentence(problem))
try:
    for _ in services.copies.make():
        pass
except UserProblem as problem:
    print(sentence(problem))
print(len(services.lenders.all()))
services.close()
"""


def test_a_disk_that_is_really_full(tiny: Path) -> None:
    _, out, err = run("-B", "-c", FILL, tiny)
    assert err == []
    (first, copy, left) = out
    saved, said = first.split(maxsplit=1)
    assert int(saved) > 0
    assert said == "磁盘满了，刚才的改动没有存下，请清出一些空间再试一次。"
    assert copy == "磁盘满了，今天的备份没有做成；你的记录都在，请清出一些空间。"
    assert left == saved
    # A program that cannot even make its log says so; what was saved is there.
    assert len(lenders(tiny)) == int(saved)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:5000],
        lambda data: b"",
        lambda data: bytes(len(data)),
        lambda data: data[:200] + os.urandom(4000) + data[4200:],
        lambda data: b"SQLite format 3\0" + os.urandom(300),
        None,
    ],
    ids=["cut short", "zero bytes", "zeros", "scratched", "rubbish", "gone"],
)
def test_damaged_data_opens_all_the_same(
    folder: Path, damage: Callable[[bytes], bytes] | None
) -> None:
    path = folder / FILE_NAME
    data = path.read_bytes()
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage(data))
        data = path.read_bytes()
    code, out, err = program(folder)
    assert (code, len(out), err) == (0, 1, [])
    kept = [found.read_bytes() for found in folder.glob(f"backups/damaged-*/{FILE_NAME}")]
    assert kept == ([data] if data and damage is not None else [])
    assert lenders(folder) == ["第一家"]


# --- Errors ---------------------------------------------------------------------------------------

FAILING = """
import sys, threading
from pathlib import Path
from datetime import UTC, datetime
from desktop.ui.catch import Catch
from desktop.services.reports import Reports
catch = Catch(Reports(Path(sys.argv[1]), lambda: datetime.now(UTC)))
catch.install()
catch.watch_threads()

class Dying:
    def __del__(self):
        raise ValueError("in a destructor 张三")

def fail():
    raise ValueError("in a thread 13800000000")

Dying()
Dying()
for _ in range(3):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
raise ValueError("before there is a window")
"""


def test_bugs_outside_the_window_are_printed_and_kept_once(tmp_path: Path) -> None:
    code, _, err = run("-c", FAILING, tmp_path)
    assert code == 1
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("logs/*"))]
    assert len(texts) == 3
    for text, words in zip(texts, ("destructor", "thread", "window"), strict=True):
        assert words in text
        assert "张三" not in text
        assert "138" not in text
        assert sum(words in line for line in err if line.startswith("ValueError")) == 1


LOOPING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QWidget
from desktop.ui.application import make_application
from desktop.ui.catch import Catch
from desktop.services.errors import DiskFull
from desktop.services.reports import Reports
catch = Catch(Reports(Path(sys.argv[1]), lambda: datetime.now(UTC)))
catch.install()
app = make_application()

class Broken(QWidget):
    painted = 0
    def paintEvent(self, event):
        Broken.painted += 1
        raise ZeroDivisionError("while painting")

class Refused(QWidget):
    def mousePressEvent(self, event):
        raise DiskFull(Path("x"))

shown = []
def look():
    boxes = [w for w in app.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert len(boxes) <= 1
    broken.update()
    if boxes:
        shown.append(boxes[0].text()[:4])
        try:
            raise DiskFull(Path("x"))
        except DiskFull as problem:
            sys.excepthook(type(problem), problem, problem.__traceback__)
        boxes[0].defaultButton().click()
    if Broken.painted > 20:
        print(shown)
        timer.stop()
        app.quit()
broken = Broken()
broken.show()
timer = QTimer()
timer.timeout.connect(look)
timer.start(1)
app.exec()
"""


def test_what_fails_while_painting_is_shown_once(tmp_path: Path) -> None:
    code, out, err = run("-c", LOOPING, tmp_path)
    assert code == 0, err
    # The problem that came up while the first notice was open is told after it, and again while it
    # is open itself it is not.
    assert out == ["['程序出了', '磁盘满了']"]
    assert sum("while painting" in line for line in err) == 1
    assert len(list(tmp_path.glob("logs/*"))) == 1


def test_what_qt_says_before_it_gives_up_is_kept(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--data", folder],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "nonsense"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode
    (report,) = folder.glob("logs/*")
    assert "nonsense" in done.stderr
    assert "platform plugin" in report.read_text(encoding="utf-8")
    assert lenders(folder) == ["第一家"]


def test_first_paint_prints_one_line_of_json(folder: Path) -> None:
    _, out, _ = program(folder)
    assert set(json.loads(out[0])) == {"ms", "pss_kb"}
