"""run.py: what it decides, and what it does in a copy that needs no packages and no network."""

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import os, sys
print("started", sys.argv[1:], os.environ.get("QT_QPA_PLATFORM", "-"), flush=True)
"""
COMPILER = """
from pathlib import Path
Path("build/pack").mkdir(parents=True)
Path("build/pack/pack.json").write_text("{}", encoding="utf-8")
"""
PYTEST = """
import os, sys
print("tested", sys.argv[1:], sys.flags.warn_default_encoding, os.environ["QT_QPA_PLATFORM"])
sys.exit(7)
"""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="about Linux")
posix_only = pytest.mark.skipif(os.name == "nt", reason="about signals")


def heed_interrupts() -> None:
    """Undo what a parent in the background hands down: to pass over Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py as a module that believes it lives in an empty folder."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    environment = tmp_path / ".venv"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "ENVIRONMENT", environment)
    monkeypatch.setattr(module, "STAMP", environment / ".ready.json")
    monkeypatch.setattr(module, "BUILD", tmp_path / "build")
    for name in (module.LOCK, module.TEST_LOCK):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    return module


def pretend_environment(run: ModuleType) -> None:
    """Put a file where the environment's interpreter would be."""
    run.environment_python().parent.mkdir(parents=True)
    run.environment_python().touch()


# --- What it decides ------------------------------------------------------------------------------


@linux_only
@pytest.mark.parametrize(
    ("variables", "kind"),
    [
        ({}, "none"),
        ({"DISPLAY": ""}, "none"),
        ({"DISPLAY": ":0"}, "x11"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "x11"),
        ({"QT_QPA_PLATFORM": "vnc"}, "own"),
    ],
)
def test_kind_of_display(run: ModuleType, variables: Mapping[str, str], kind: str) -> None:
    assert run.display_kind(variables) == kind


def test_a_window_needs_more_libraries_than_drawing_into_files(run: ModuleType) -> None:
    base = {library.name for library in run.libraries_for("none")}
    x11 = {library.name for library in run.libraries_for("x11")}
    assert "libEGL.so.1" in base
    assert base < x11
    # Without these two Qt blames another library.
    assert {"libxcb-icccm.so.4", "libxcb-keysyms.so.1"} <= x11 - base
    assert {library.name for library in run.libraries_for("wayland")} > base


@linux_only
def test_the_lists_name_every_library_that_qt_s_own_files_ask_for(run: ModuleType) -> None:
    pyside = importlib.util.find_spec("PySide6")
    assert pyside is not None
    assert pyside.origin is not None
    plugin = Path(pyside.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    support = plugin.parents[2] / "lib" / "libQt6XcbQpa.so.6"
    wanted = {
        word.decode()
        for file in (plugin, support)
        for word in file.read_bytes().split(b"\0")
        if word.startswith((b"libxcb-", b"libxkbcommon", b"libX11-")) and b".so." in word
    }
    listed = {library.name for library in run.libraries_for("x11")}
    # It comes with libxcb-render-util, which needs it.
    assert wanted - listed <= {"libxcb-render.so.0"}
    assert len(wanted) > 10


@linux_only
def test_the_lists_name_the_graphics_libraries_that_the_style_asks_for(run: ModuleType) -> None:
    """Without them the style cannot be loaded, and the program would quietly look plainer."""
    spec = importlib.util.find_spec("PySide6Qlementine")
    if spec is None or spec.origin is None:
        assert platform.machine() != "x86_64"  # There it has a wheel.
        return
    (library,) = Path(spec.origin).parent.glob("PySide6Qlementine*.so")
    words = (word.decode("ascii", "replace") for word in library.read_bytes().split(b"\0"))
    wanted = {word for word in words if re.fullmatch(r"lib(OpenGL|EGL)\.so\.\d+", word)}
    assert "libOpenGL.so.0" in wanted
    assert wanted <= {library.name for library in run.libraries_for("none")}


def test_a_missing_library_is_named_with_the_command_that_brings_it(run: ModuleType) -> None:
    libraries = [library for library in run.libraries_for("x11") if "libEGL" in library.name] + [
        library for library in run.libraries_for("x11") if "icccm" in library.name
    ]
    message = run.missing_message(libraries, ["python3.11-venv"])
    assert "这台电脑还缺少：libEGL.so.1、libxcb-icccm.so.4、python3.11-venv" in message
    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "python3.11-venv libegl1 libxcb-icccm4\n"
    ) in message
    assert "sudo dnf install libglvnd-egl xcb-util-wm\n" in message
    assert "sudo pacman -S libglvnd xcb-util-wm\n" in message


def test_a_library_is_looked_for_where_programs_look(run: ModuleType) -> None:
    nowhere = run.SystemLibrary("libno-such-thing.so.9", "a", "b", "c")
    assert run.missing_libraries([nowhere]) == [nowhere]


@linux_only
@pytest.mark.parametrize(("user", "installs"), [(0, True), (1000, False)])
def test_only_root_installs_what_the_system_lacks(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, user: int, installs: bool
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(run.os, "geteuid", lambda: user)
    monkeypatch.setattr(run.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(run, "can_load", lambda name: bool(commands) or "EGL" not in name)
    monkeypatch.setattr(run.subprocess, "run", lambda command, **_: commands.append(list(command)))
    if installs:
        run.prepare_system("none")
        assert [command[:2] for command in commands] == [
            ["apt-get", "update"],
            ["apt-get", "install"],
        ]
        assert "libegl1" in commands[1]
    else:
        with pytest.raises(run.SetupError, match="sudo apt-get install"):
            run.prepare_system("none")


@linux_only
@pytest.mark.parametrize(
    ("libc", "words"), [(("glibc", "2.31"), "glibc 2.34"), (("", ""), "64 位")]
)
def test_a_system_too_old_for_qt_is_refused_before_anything_is_fetched(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, libc: tuple[str, str], words: str
) -> None:
    monkeypatch.setattr(run.platform, "libc_ver", lambda: libc)
    monkeypatch.setattr(run.platform, "machine", lambda: "x86_64")
    with pytest.raises(run.SetupError, match=words):
        run.prepare_system("none")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "磁盘空间不够"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "指纹"),
        ("[Errno 13] Permission denied: '/opt/x'", "没有写入权限"),
        ("ERROR: No matching distribution found for x==1", "没有适合这台电脑的组件"),
        ("Retrying after connection broken\nNo matching distribution found for x", "没联上"),
        ("whatever else", "没联上"),
    ],
)
def test_every_failure_gets_its_cause(run: ModuleType, output: str, words: str) -> None:
    assert words in run.explain(output, "没联上")


def test_a_stamp_counts_only_if_it_is_whole_and_the_interpreter_is_there(run: ModuleType) -> None:
    assert run.read_stamp() == {}
    pretend_environment(run)
    assert not run.holds(run.read_stamp(), run.wanted_stamp())
    run.write_stamp(run.wanted_stamp())
    assert run.holds(run.read_stamp(), run.wanted_stamp())
    assert [path.name for path in run.ENVIRONMENT.iterdir() if path.is_file()] == [".ready.json"]
    whole = run.STAMP.read_bytes()
    run.STAMP.write_bytes(whole[:-5])
    assert run.read_stamp() == {}
    run.STAMP.write_bytes(whole)
    run.environment_python().unlink()
    assert run.read_stamp() == {}


def test_a_stamp_is_for_one_lock_one_python_and_one_run_py(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = run.wanted_stamp()
    assert stamp[run.LOCK] == hashlib.sha256(b"# requirements.txt\n").hexdigest()
    assert not run.holds(stamp, run.test_stamp())
    (run.ROOT / run.LOCK).write_text("# newer\n", encoding="utf-8")
    assert not run.holds(stamp, run.wanted_stamp())
    (run.ROOT / run.LOCK).write_text("# requirements.txt\n", encoding="utf-8")
    monkeypatch.setattr(run, "FORMAT", run.FORMAT + 1)
    assert not run.holds(stamp, run.wanted_stamp())
    monkeypatch.undo()
    monkeypatch.setattr(run.sys, "version_info", (3, 99, 0))
    assert not run.holds(stamp, run.wanted_stamp())


def test_a_full_disk_is_noticed_before_anything_is_removed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_environment(run)
    run.write_stamp({"format": "0"})
    usage = run.shutil.disk_usage(run.ROOT)._replace(free=1024)
    monkeypatch.setattr(run.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(run.SetupError, match="至少 1 GB"):
        run.make_environment(run.LOCK)
    assert run.read_stamp() == {"format": "0"}


def test_children_get_bytecode_and_install_nowhere_else(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PIP_TARGET"):
        monkeypatch.setenv(name, "1")
    variables = run.child_variables(EXTRA="yes")
    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PIP_TARGET"} & set(variables)
    assert variables["PIP_USER"] == "0"
    assert variables["EXTRA"] == "yes"


# --- What it does ---------------------------------------------------------------------------------


class Checkout:
    """A copy of run.py beside a program of two lines and lock files without packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(ROOT / "run.py", folder)
        content = folder / "desktop" / "content"
        content.mkdir(parents=True)
        (folder / "desktop" / "__init__.py").touch()
        (folder / "desktop" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
        (content / "__init__.py").touch()
        (content / "compiler.py").write_text(COMPILER, encoding="utf-8")
        (folder / "pytest.py").write_text(PYTEST, encoding="utf-8")
        for name in ("requirements.txt", "requirements-test.txt"):
            (folder / name).write_text("# nothing\n", encoding="utf-8")
        self.environment = folder / ".venv"
        self.stamp = self.environment / ".ready.json"

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start run.py as someone would, at the head of a process group."""
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        kept = {name: value for name, value in os.environ.items() if name not in hidden}
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_INDEX": "1"}
        return subprocess.Popen(
            [sys.executable, self.folder / "run.py", *arguments],
            env={**kept, **offline, "PYTHONIOENCODING": "utf-8", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            preexec_fn=heed_interrupts if os.name == "posix" else None,  # noqa: PLW1509
        )

    def run(self, *arguments: str, **variables: str) -> tuple[int, str]:
        """Run run.py to its end; its exit code and everything it printed."""
        process = self.start(*arguments, **variables)
        output, _ = process.communicate()
        return process.returncode, output


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for a condition while a process runs."""
    while not condition():
        try:
            process.wait(timeout=0.01)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail("the process ended first")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A copy of which nothing is prepared."""
    return Checkout(tmp_path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A copy that has been started once, where no bytecode was wanted."""
    copy = Checkout(tmp_path_factory.mktemp("prepared"))
    code, output = copy.run("--version", QT_QPA_PLATFORM="offscreen", PYTHONDONTWRITEBYTECODE="1")
    assert (code, output.count("准备好了")) == (0, 1), output
    assert "started ['--version'] offscreen" in output
    return copy


def test_the_first_start_leaves_bytecode_and_content_behind(prepared: Checkout) -> None:
    assert list((prepared.folder / "desktop").rglob("__main__.*.pyc"))
    assert list(prepared.environment.rglob("site-packages/pip/__pycache__/*.pyc"))
    assert (prepared.folder / "build" / "pack" / "pack.json").exists()


def test_a_second_start_prepares_nothing_and_hands_on_what_it_was_given(
    prepared: Checkout,
) -> None:
    before = prepared.stamp.stat().st_mtime_ns
    folder = str(prepared.folder / "some where")
    code, output = prepared.run("--data", folder, QT_QPA_PLATFORM="offscreen")
    assert (code, output) == (0, f"started ['--data', {folder!r}] offscreen\n")
    assert prepared.stamp.stat().st_mtime_ns == before


@linux_only
def test_without_a_display_the_windows_are_drawn_into_files(prepared: Checkout) -> None:
    code, output = prepared.run()
    tour = str(prepared.folder / "build" / "tour")
    assert code == 0
    assert "没有找到显示器" in output
    assert f"started ['--tour', {tour!r}] offscreen" in output
    assert output.endswith(f"图片在这里：{tour}\n")


@linux_only
def test_without_a_display_what_opens_no_window_is_just_done(prepared: Checkout) -> None:
    code, output = prepared.run("--version")
    assert (code, output) == (0, "started ['--version'] offscreen\n")


@linux_only
def test_tests_get_their_arguments_and_give_their_exit_code(prepared: Checkout) -> None:
    code, output = prepared.run("test", "-k", "some words", DISPLAY=":7")
    assert code == 7
    shared = ["-n", "auto", "--dist", "loadfile"]
    assert output.endswith(f"tested {[*shared, '-k', 'some words']} 1 offscreen\n")
    assert "requirements-test.txt" in json.loads(prepared.stamp.read_text(encoding="utf-8"))
    # The program goes on with the same environment.
    assert "准备" not in prepared.run("--version", QT_QPA_PLATFORM="offscreen")[1]


@posix_only
@pytest.mark.parametrize("kill", [os.killpg, os.kill], ids=["with its children", "alone"])
def test_a_set_up_killed_half_way_is_made_again(
    checkout: Checkout, kill: Callable[[int, int], None]
) -> None:
    process = checkout.start("--version", QT_QPA_PLATFORM="offscreen")
    wait_until((checkout.environment / "pyvenv.cfg").exists, process)
    kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not checkout.stamp.exists()
    half = checkout.environment / "half"
    half.touch()
    code, output = checkout.run("--version", QT_QPA_PLATFORM="offscreen")
    assert code == 0, output
    assert "准备好了" in output
    assert ("等它完成" in output) == (kill is os.kill)
    assert not half.exists()
    process.communicate()


@posix_only
def test_control_c_says_that_nothing_is_half_done(checkout: Checkout) -> None:
    process = checkout.start("--version", QT_QPA_PLATFORM="offscreen")
    wait_until((checkout.environment / "pyvenv.cfg").exists, process)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate()
    assert process.returncode == 130
    assert "已停止。没有留下半成品" in output
    assert "Traceback" not in output
    assert not checkout.stamp.exists()


def test_two_starts_at_once_prepare_once(checkout: Checkout) -> None:
    first = checkout.start("--version", QT_QPA_PLATFORM="offscreen")
    second = checkout.start("--version", QT_QPA_PLATFORM="offscreen")
    outputs = [process.communicate()[0] for process in (first, second)]
    assert [process.returncode for process in (first, second)] == [0, 0], outputs
    assert sorted(output.count("准备好了") for output in outputs) == [0, 1]
    assert sorted(output.count("等它完成") for output in outputs) == [0, 1]
    assert all("started ['--version']" in output for output in outputs)


def test_packages_that_cannot_be_fetched_are_explained_and_nothing_is_believed(
    checkout: Checkout,
) -> None:
    lock = checkout.folder / "requirements.txt"
    lock.write_text(f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    # Nobody listens on the discard port of this machine: it is as if there were no network.
    nowhere = {"PIP_NO_INDEX": "", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}
    code, output = checkout.run("--version", **nowhere, QT_QPA_PLATFORM="offscreen")
    assert code == 1
    assert "安装组件没有完成。多半是没有联网" in output
    assert "Traceback" not in output
    assert not checkout.stamp.exists()
    lock.write_text("# nothing\n", encoding="utf-8")
    assert checkout.run("--version", QT_QPA_PLATFORM="offscreen")[0] == 0


def test_content_that_does_not_compile_stops_the_start(checkout: Checkout) -> None:
    broken = "import sys\nsys.exit('steps/a.yaml: unknown key')\n"
    (checkout.folder / "desktop/content/compiler.py").write_text(broken, encoding="utf-8")
    code, output = checkout.run("--version", QT_QPA_PLATFORM="offscreen")
    assert code == 1
    assert "steps/a.yaml: unknown key" in output
    assert "清单内容没有通过检查" in output
    assert "started" not in output


def test_folders_are_those_of_the_person_not_of_the_program(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["--data", "mine", "--tour=pictures", "--self-check", "--data="]
    expected = ["--data", str(tmp_path / "mine"), f"--tour={tmp_path / 'pictures'}"]
    assert run.with_own_folders(given) == [*expected, "--self-check", "--data="]
