"""The launcher of the Linux packages, on made-up systems that lack something."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from recipe.elf import Binary
from recipe.facts import NAME
from recipe.linux import launcher

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the launcher is Linux's")

PROGRAM = '#!/bin/sh\necho "opened $QT_QPA_PLATFORM $*"\n'
THERE, GONE = "libthere.so.1", "libgone.so.9"


class Installed:
    """A launcher beside a program of two lines, on a system that is made up."""

    def __init__(self, folder: Path, *needed: str) -> None:
        self.home = folder / "usr lib" / "anxin"
        self.home.mkdir(parents=True)
        self.libraries = folder / "lib"
        self.libraries.mkdir()
        self.tools = folder / "tools"
        self.tools.mkdir()
        (self.libraries / THERE).touch()
        self.program = self.home / "anxin"
        self.program.write_text(PROGRAM, encoding="utf-8")
        self.program.chmod(0o755)
        files = [
            Binary(Path("anxin"), frozenset({THERE, *needed}), (2, 35)),
            Binary(Path("plugins/platforms/libqxcb.so"), frozenset({"libxcb-x.so.0"}), (2, 2)),
        ]
        text = launcher(files, {GONE: "libgone9", "libxcb-x.so.0": "libxcb-x0"})
        lines = text.splitlines()
        lines = [f"folders='{self.libraries}'" if s.startswith("folders=") else s for s in lines]
        self.script = self.home / NAME
        self.script.write_text("\n".join(lines), encoding="utf-8")
        self.script.chmod(0o755)
        self.tool("getconf", "echo glibc 2.36")
        self.tool("uname", f"echo {os.uname().machine}")
        self.tool("ldconfig", "echo 'libother.so.1 (libc6,x86-64) => /x'")

    def tool(self, name: str, body: str) -> None:
        """Put a command before those of the system."""
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def start(
        self, *arguments: str, script: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LD_LIBRARY_PATH")
        kept = {key: value for key, value in os.environ.items() if key not in hidden}
        path = f"{self.tools}:/usr/bin:/bin"
        return subprocess.run(
            [script or self.script, *arguments],
            env={**kept, "PATH": path, **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def install(tmp_path: Path) -> Callable[..., Installed]:
    return lambda *needed: Installed(tmp_path, *needed)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It did not open, and one sentence in Chinese says why."""
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    for word in words:
        assert word in done.stderr, done.stderr


def test_a_system_in_order_just_opens_it(install: Callable[..., Installed]) -> None:
    done = install().start("--data", "some where", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "opened offscreen --data some where\n"


def test_a_link_to_it_works_from_anywhere(install: Callable[..., Installed]) -> None:
    installed = install()
    link = installed.tools / "anxin-checklist"
    link.symlink_to(Path("..") / installed.script.relative_to(installed.tools.parent))
    done = installed.start(script=link, QT_QPA_PLATFORM="x")
    assert done.stdout == "opened x \n"


@pytest.mark.parametrize(
    ("version_", "opens"),
    [("2.35", True), ("2.36", True), ("3.0", True), ("2.34", False), ("2.5", False)],
)
def test_an_old_system_is_refused(
    install: Callable[..., Installed], version_: str, opens: bool
) -> None:
    installed = install()
    installed.tool("getconf", f"echo glibc {version_}")
    done = installed.start(QT_QPA_PLATFORM="x")
    if opens:
        assert done.returncode == 0
    else:
        refused(done, "太旧", "glibc 2.35", f"这里是 {version_}", "没有被动过")


def test_a_missing_library_is_named_with_its_package(install: Callable[..., Installed]) -> None:
    done = install(GONE).start(QT_QPA_PLATFORM="x")
    refused(done, f"缺少系统组件：{GONE}，", "sudo apt-get install libgone9（", "没有被动过")


def test_a_library_in_an_unusual_place_is_found(install: Callable[..., Installed]) -> None:
    installed = install(GONE)
    known = f"echo '\t{GONE} (libc6,x86-64, OS ABI: Linux 3.2.0) => /opt/{GONE}'"
    installed.tool("ldconfig", known)
    assert installed.start(QT_QPA_PLATFORM="x").returncode == 0
    installed.tool("ldconfig", f"echo '{GONE} (libc6) => /usr/lib32/{GONE}'")
    refused(installed.start(QT_QPA_PLATFORM="x"), GONE)
    other = installed.tools.parent / "elsewhere"
    other.mkdir()
    (other / GONE).touch()
    assert installed.start(QT_QPA_PLATFORM="x", LD_LIBRARY_PATH=f"/x:{other}").returncode == 0


def test_where_nobody_can_tell_it_is_tried(install: Callable[..., Installed]) -> None:
    installed = install(GONE)
    installed.tool("ldconfig", "exit 1")
    assert installed.start(QT_QPA_PLATFORM="x").returncode == 0


def test_libraries_of_a_display_matter_only_there(install: Callable[..., Installed]) -> None:
    installed = install()
    refused(installed.start(DISPLAY=":0", ANXIN_NO_WINDOW="1"), "libxcb-x.so.0", "libxcb-x0")
    assert installed.start(WAYLAND_DISPLAY="wayland-0").returncode == 0


def test_another_processor_is_told_apart_from_missing_libraries(
    install: Callable[..., Installed],
) -> None:
    installed = install(GONE)
    installed.tool("uname", "echo riscv64")
    refused(installed.start(QT_QPA_PLATFORM="x"), "riscv64", "处理器")


def test_without_a_display_only_what_needs_none_goes_on(
    install: Callable[..., Installed],
) -> None:
    installed = install()
    refused(installed.start(), "没有找到显示器")
    assert installed.start("--self-check").stdout == "opened  --self-check\n"
    assert installed.start("--tour", "x").stdout == "opened offscreen --tour x\n"


def test_half_unpacked_or_not_allowed_to_run_is_said(install: Callable[..., Installed]) -> None:
    installed = install()
    installed.program.chmod(0o644)
    refused(installed.start(QT_QPA_PLATFORM="x"), "可执行", "chmod +x")
    installed.program.unlink()
    refused(installed.start(QT_QPA_PLATFORM="x"), "没有解压完整")


@pytest.mark.parametrize("tool", ["zenity", "kdialog", "yad", "xdg-open"])
def test_where_there_is_a_screen_a_window_says_it(
    install: Callable[..., Installed], tool: str
) -> None:
    installed = install(GONE)
    # Only what is needed of the system, so that no other way to show a window is found.
    for name in ("sh", "readlink", "sed", "tr", "mktemp", "cat"):
        (installed.tools / name).symlink_to(f"/usr/bin/{name}")
    shown = installed.tools / "shown"
    body = 'cat "$1"' if tool == "xdg-open" else 'echo "$@"'
    installed.tool(tool, f'{body} > "{shown}"')
    done = installed.start(
        DISPLAY=":0", PATH=str(installed.tools), TMPDIR=str(installed.tools), ANXIN_NO_WINDOW=""
    )
    refused(done, GONE)
    assert done.stderr.strip() in shown.read_text(encoding="utf-8")
