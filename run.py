#!/usr/bin/env python3
"""安心清单: one command that prepares everything and starts the program.

    python3 run.py [arguments of the program]
    python3 run.py test [arguments of pytest]
    python3 run.py bench [--quick | --long] [NAME ...]
    python3 run.py package [--twice]

Only the first run (and the first after an update) downloads anything. What is half done is never
believed: the environment counts from the moment its stamp is written, which is the last step.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036  Someone does start it with an older one.
    sys.exit(f"安心清单需要 Python 3.11 或更新的版本，现在用的是 {sys.version.split()[0]}。")

import contextlib
import hashlib
import io
import json
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

FORMAT = 1  # Raise it when an environment made by an older run.py must be made again.
ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / ".ready.json"
BUILD = ROOT / "build"
PACK = BUILD / "pack" / "pack.json"
TOUR = BUILD / "tour"
LOCK = "requirements.txt"
TEST_LOCK = "requirements-test.txt"
NEEDED_BYTES = 900 * 1024 * 1024
INTERRUPTED = 130
# Variables that would put packages elsewhere, hide the environment or leave out the bytecode.
DISTURBING = (
    *("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"),
    *("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_COMPILE"),
)
# Arguments with which the program opens no window.
# Arguments followed by a folder.
FOLDERS = ("--data", "--tour")
WINDOWLESS = ("-h", "--help", "--version", "--self-check", "--tour")
NO_SPACE = "磁盘空间不够。请腾出至少 1 GB，再运行一次。"
NO_NETWORK = "多半是没有联网，或者 pip 设置的下载源连不上。请检查网络，再运行一次。"
TRY_AGAIN = "请再运行一次；还不行的话，请把下面的原始信息发给懂电脑的朋友看看。"
BROKEN_CONTENT = "清单内容没有通过检查，程序没有启动。请重新取一份完整的程序。"
UNSUITABLE = "程序需要 64 位的 Windows 10、macOS 13、Linux（glibc 2.34）或更新的系统。"


class SetupError(Exception):
    """Something the person at the computer can change: the cause and what to do, in Chinese."""


def say(text: str) -> None:
    """Print one message, also on a console that cannot show every character."""
    print(f"[安心清单] {text}", flush=True)


# --- What the operating system has to bring -------------------------------------------------------


class SystemLibrary(NamedTuple):
    """A shared library that Qt loads, and the package it comes in on each kind of Linux."""

    name: str
    apt: str
    dnf: str
    pacman: str


def library_table(rows: str) -> tuple[SystemLibrary, ...]:
    """Read rows of library name and package names for apt, dnf and pacman."""
    return tuple(SystemLibrary(*row.split()) for row in rows.strip().splitlines())


BASE_LIBRARIES = library_table("""
libGL.so.1               libgl1              libglvnd-glx        libglvnd
libEGL.so.1              libegl1             libglvnd-egl        libglvnd
libOpenGL.so.0           libopengl0          libglvnd-opengl     libglvnd
libglib-2.0.so.0         libglib2.0-0        glib2               glib2
libfontconfig.so.1       libfontconfig1      fontconfig          fontconfig
libxkbcommon.so.0        libxkbcommon0       libxkbcommon        libxkbcommon
libdbus-1.so.3           libdbus-1-3         dbus-libs           dbus
""")
X11_LIBRARIES = library_table("""
libX11-xcb.so.1          libx11-xcb1         libX11-xcb          libx11
libxkbcommon-x11.so.0    libxkbcommon-x11-0  libxkbcommon-x11    libxkbcommon-x11
libxcb-cursor.so.0       libxcb-cursor0      xcb-util-cursor     xcb-util-cursor
libxcb-icccm.so.4        libxcb-icccm4       xcb-util-wm         xcb-util-wm
libxcb-image.so.0        libxcb-image0       xcb-util-image      xcb-util-image
libxcb-keysyms.so.1      libxcb-keysyms1     xcb-util-keysyms    xcb-util-keysyms
libxcb-util.so.1         libxcb-util1        xcb-util            xcb-util
libxcb-render-util.so.0  libxcb-render-util0 xcb-util-renderutil xcb-util-renderutil
libxcb-randr.so.0        libxcb-randr0       libxcb              libxcb
libxcb-shape.so.0        libxcb-shape0       libxcb              libxcb
libxcb-shm.so.0          libxcb-shm0         libxcb              libxcb
libxcb-sync.so.1         libxcb-sync1        libxcb              libxcb
libxcb-xfixes.so.0       libxcb-xfixes0      libxcb              libxcb
libxcb-xkb.so.1          libxcb-xkb1         libxcb              libxcb
""")
WAYLAND_LIBRARIES = library_table("""
libwayland-client.so.0   libwayland-client0  libwayland-client   wayland
libwayland-cursor.so.0   libwayland-cursor0  libwayland-cursor   wayland
""")
# Beside those for windows, what Qt asks for in a package; Debian's tools look each of them up.
PACKAGE_LIBRARIES = library_table("""
libcups.so.2             libcups2            cups-libs           libcups
""")
# Commands that make packages, and the Debian packages they come in.
PACKAGE_TOOLS = {"objdump": "binutils", "dpkg-shlibdeps": "dpkg-dev", "git": "git"}
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
OLDEST_WINDOWS = 17763  # The build number of Windows 10 version 1809.


def display_kind(variables: Mapping[str, str]) -> str:
    """Which windows Qt can open: ``x11``, ``wayland``, ``none``, or ``own`` where it just can."""
    if sys.platform != "linux" or variables.get("QT_QPA_PLATFORM"):
        return "own"
    if variables.get("DISPLAY"):
        return "x11"
    return "wayland" if variables.get("WAYLAND_DISPLAY") else "none"


def libraries_for(display: str) -> tuple[SystemLibrary, ...]:
    """The libraries that Qt needs on Linux for this kind of display."""
    windows = {"x11": X11_LIBRARIES, "wayland": WAYLAND_LIBRARIES}
    return BASE_LIBRARIES + windows.get(display, ())


def can_load(name: str) -> bool:
    """Whether the dynamic loader finds a shared library."""
    import ctypes  # noqa: PLC0415  Not needed at a usual start.

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_libraries(libraries: Sequence[SystemLibrary]) -> list[SystemLibrary]:
    """Those of the libraries that this system does not have."""
    return [library for library in libraries if not can_load(library.name)]


def missing_venv_packages() -> list[str]:
    """The Debian packages without which Python here cannot make an environment."""
    import importlib.util  # noqa: PLC0415  Not needed at a usual start.

    present = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    return [] if present else [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def missing_tools() -> list[str]:
    """The Debian packages without which no packages can be made here."""
    import sysconfig  # noqa: PLC0415  Not needed at a usual start.

    packages = missing_venv_packages()
    packages += [apt for tool, apt in PACKAGE_TOOLS.items() if shutil.which(tool) is None]
    # Debian's Python is one file; what is packaged needs it as a library.
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    library = f"libpython{version}.so.1.0"
    beside = Path(sysconfig.get_config_var("LIBDIR") or "") / library
    if not beside.exists() and not can_load(library):
        packages.append(f"libpython{version}")
    return packages


def apt_commands(packages: Sequence[str]) -> list[list[str]]:
    """The commands that install these packages on Debian and Ubuntu."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    return [["apt-get", "update"], install]


def missing_message(libraries: Sequence[SystemLibrary], packages: Sequence[str]) -> str:
    """Name what the system lacks and the one command for each kind of Linux that brings it."""
    names = [library.name for library in libraries] + list(packages)
    apt = [*packages, *(library.apt for library in libraries)]
    dnf = sorted({library.dnf for library in libraries})
    pacman = sorted({library.pacman for library in libraries})
    commands = " && ".join("sudo " + " ".join(command) for command in apt_commands(apt))
    lines = [f"这台电脑还缺少：{'、'.join(names)}", f"Debian、Ubuntu 请运行：\n  {commands}"]
    if dnf:
        lines.append(f"Fedora 请运行：\n  sudo dnf install {' '.join(dnf)}")
        lines.append(f"Arch 请运行：\n  sudo pacman -S {' '.join(pacman)}")
    lines.append("装好以后，再运行一次刚才的命令。")
    return "\n".join(lines)


def install_with_apt(packages: Sequence[str]) -> None:
    """Install Debian packages; whether that was enough is looked at afterwards."""
    say(f"正在用 apt-get 安装系统组件：{' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in apt_commands(packages):
        subprocess.run([*command, "-qq"], env=environment, check=False)


def check_age() -> None:
    """Refuse a system that is too old for Qt, before anything is downloaded."""
    if sys.platform == "win32" and sys.getwindowsversion().build < OLDEST_WINDOWS:
        raise SetupError("这个 Windows 太旧：需要 Windows 10（1809）或更新的版本。请先更新系统。")
    if sys.platform != "linux":
        return
    name, version = platform.libc_ver()
    oldest = OLDEST_GLIBC.get(platform.machine())
    if name != "glibc" or oldest is None:
        raise SetupError(UNSUITABLE)
    if tuple(int(part) for part in version.split(".")[:2]) < oldest:
        raise SetupError(
            f"系统太旧：需要 glibc {oldest[0]}.{oldest[1]} 或更新的版本（现在是 {version}）。"
            "请换用 Debian 12、Ubuntu 22.04 或更新的系统。"
        )


def prepare_system(display: str) -> None:
    """Make sure that Linux brings what Python and Qt need; install it where we may."""
    check_age()
    if sys.platform == "linux":
        bring(libraries_for(display), missing_venv_packages)


def bring(libraries: Sequence[SystemLibrary], more: Callable[[], list[str]]) -> None:
    """Make sure of shared libraries and of other Debian packages; ``more`` names missing ones."""
    libraries, packages = missing_libraries(libraries), more()
    if not libraries and not packages:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install_with_apt([*packages, *(library.apt for library in libraries)])
        libraries, packages = missing_libraries(libraries), more()
    if libraries or packages:
        raise SetupError(missing_message(libraries, packages))


# --- The environment ------------------------------------------------------------------------------


def environment_python() -> Path:
    """The interpreter of the environment."""
    if os.name == "nt":
        return ENVIRONMENT / "Scripts" / "python.exe"
    return ENVIRONMENT / "bin" / "python"


def child_variables(**more: str) -> dict[str, str]:
    """The variables for programs started from here."""
    kept = {name: value for name, value in os.environ.items() if name not in DISTURBING}
    return {**kept, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}


def wanted_stamp() -> dict[str, str]:
    """What an environment made now from the present lock file would be stamped with."""
    digest = hashlib.sha256((ROOT / LOCK).read_bytes()).hexdigest()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return {"format": str(FORMAT), "python": f"{version} {platform.machine()}", LOCK: digest}


def test_stamp() -> dict[str, str]:
    """What is added to the stamp where the packages for the tests are installed too."""
    return {TEST_LOCK: hashlib.sha256((ROOT / TEST_LOCK).read_bytes()).hexdigest()}


def read_stamp() -> dict[str, str]:
    """The stamp of the environment; empty unless set-up once came to its end."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and environment_python().exists() else {}


def holds(stamp: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether a stamp says everything that is wanted."""
    return all(stamp.get(key) == value for key, value in wanted.items())


def write_stamp(stamp: Mapping[str, str]) -> None:
    """Declare the environment ready: all of the stamp or nothing."""
    beside = STAMP.with_name(f"{STAMP.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(dict(stamp), file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(STAMP)


def clear_environment() -> None:
    """Remove an environment that was left half made or belongs to older lock files."""
    STAMP.unlink(missing_ok=True)
    if ENVIRONMENT.is_symlink():
        ENVIRONMENT.unlink()
    elif ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)


def explain(output: str, otherwise: str) -> str:
    """Turn what a program wrote, or the system said, into a cause and something to do."""
    lower = output.lower()
    if "no space left" in lower or "not enough space" in lower:
        return NO_SPACE
    if "do not match the hashes" in lower:
        return (
            "下载到的文件和锁定的指纹不一样，所以没有安装。"
            "可能是下载中断，也可能是下载源被改动。请换一个下载源或网络，再运行一次。"
        )
    if "permission denied" in lower or "access is denied" in lower:
        return "没有写入权限，或者程序还开着。请先关掉程序，并把它放在自己的文件夹里，再运行一次。"
    unreachable = "retrying" in lower or "connection" in lower
    if "no matching distribution" in lower and not unreachable:
        return f"下载源里没有适合这台电脑的组件。{UNSUITABLE}"
    return otherwise


def run_step(
    command: Sequence[str | Path], action: str, otherwise: str, stdout: int | None = None
) -> None:
    """Run one step of set-up; what it writes to its standard error is explained.

    The step holds our lock too: if only we are killed, the next start waits for it to end.
    """
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=child_variables(),
        stdout=stdout,
        stderr=subprocess.PIPE,
        close_fds=False,
        check=False,
    )
    if done.returncode:
        output = done.stderr.decode(errors="replace").strip()
        cause = explain(output, otherwise)
        raise SetupError(f"{action}没有完成。{cause}\n原始信息：\n{output[-2000:]}")


def install(lock: str) -> None:
    """Install exactly what a lock file names, every file checked by its hash."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--compile"]
    pip: list[str | Path] = [environment_python(), "-m", "pip", "install", *quiet, *options]
    run_step([*pip, "-r", ROOT / lock], "安装组件", NO_NETWORK)


def make_environment(lock: str) -> None:
    """Make the environment from nothing."""
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise SetupError(NO_SPACE)
    clear_environment()
    run_step([sys.executable, "-m", "venv", ENVIRONMENT], "建立运行环境", TRY_AGAIN)
    install(lock)
    package = ROOT / "desktop"
    run_step([environment_python(), "-m", "compileall", "-q", package], "编译程序", TRY_AGAIN)


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Let one set-up work at a time; the system lifts the lock even if it is killed."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("a+b") as file:
        os.set_inheritable(file.fileno(), True)
        if not try_lock(file.fileno(), wait=False):
            say("另一个窗口正在准备，等它完成……")
            while not try_lock(file.fileno(), wait=True):
                pass
        yield


def try_lock(descriptor: int, *, wait: bool) -> bool:
    """Take the lock of an open file; on Windows waiting ends after ten seconds."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def compile_content() -> None:
    """Compile the content once; from then on the program itself notices edited files."""
    compiler: list[str | Path] = [environment_python(), "-m", "desktop.content.compiler"]
    run_step(compiler, "检查清单内容", BROKEN_CONTENT, stdout=subprocess.DEVNULL)


def prepare(display: str, *, tests: bool = False, content: bool = True) -> None:
    """Bring environment and content up to date; does nothing where they already are.

    Args:
        display: Kind of display, see ``display_kind``.
        tests: Whether the packages for the tests are wanted too.
        content: Whether compiled content is wanted; the tests look at the content themselves.
    """
    wanted = {**wanted_stamp(), **(test_stamp() if tests else {}), f"display {display}": "yes"}
    if holds(read_stamp(), wanted) and (PACK.exists() or not content):
        return
    with only_one():
        prepare_environment(display, wanted, tests=tests)
        if content and not PACK.exists():
            compile_content()


def prepare_environment(display: str, wanted: Mapping[str, str], *, tests: bool) -> None:
    """Bring the environment up to what is wanted; the stamp is written last."""
    stamp = read_stamp()
    if holds(stamp, wanted):
        return
    prepare_system(display)
    if not holds(stamp, wanted_stamp()):
        say("第一次运行或刚更新过，正在准备（要联网，通常几分钟）……")
        make_environment(TEST_LOCK if tests else LOCK)
        stamp = {}
    elif tests and not holds(stamp, test_stamp()):
        say("正在安装测试用的组件……")
        STAMP.unlink()
        install(TEST_LOCK)
    write_stamp({**stamp, **wanted})
    say("准备好了。")


# --- What can be asked for ------------------------------------------------------------------------


def run_python(arguments: Sequence[str | Path], **variables: str) -> int:
    """Run the environment's Python and wait for it."""
    command = [environment_python(), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=child_variables(**variables), check=False
    ).returncode


def become_program(arguments: Sequence[str]) -> NoReturn:
    """Hand this process over to the program, so that nothing of us stays in memory."""
    os.chdir(ROOT)
    python = str(environment_python())
    os.execve(python, [python, "-m", "desktop", *arguments], child_variables())  # noqa: S606


def with_own_folders(arguments: Sequence[str]) -> list[str]:
    """The arguments with every folder written out, since the program starts in another one."""
    words: list[str] = []
    for word in arguments:
        name, equals, value = word.partition("=")
        if words and words[-1] in FOLDERS and word:
            words.append(str(Path(word).absolute()))
        elif name in FOLDERS and equals and value:
            words.append(f"{name}={Path(value).absolute()}")
        else:
            words.append(word)
    return words


def start(arguments: Sequence[str]) -> int:
    """Start the program; where there is no screen, let it draw itself into files."""
    display = display_kind(os.environ)
    prepare(display)
    if display == "none":
        return start_without_display(arguments)
    if os.name == "nt":
        return run_python(["-m", "desktop", *arguments])
    become_program(arguments)


def start_without_display(arguments: Sequence[str]) -> int:
    """Draw the windows into files, unless the arguments ask for something that opens none."""
    if any(argument in WINDOWLESS for argument in arguments):
        return run_python(["-m", "desktop", *arguments], QT_QPA_PLATFORM="offscreen")
    say(
        "没有找到显示器（DISPLAY 和 WAYLAND_DISPLAY 都没有设置），窗口打不开，"
        "改为把各个页面画成图片。"
    )
    code = run_python(["-m", "desktop", "--tour", TOUR, *arguments], QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say(f"图片在这里：{TOUR}")
    return code


def no_window() -> dict[str, str]:
    """The variables that keep tests and benchmarks off the screen of whoever runs them."""
    return {"QT_QPA_PLATFORM": "offscreen"} if sys.platform == "linux" else {}


def test(arguments: Sequence[str]) -> int:
    """Run the tests; an ``open`` without an encoding counts as a failure.

    The files are shared among the processors; ``-n0`` among the arguments runs one after the other.
    """
    prepare("own", tests=True, content=False)
    strict = ["-X", "warn_default_encoding"]
    shared = ["-n", "auto", "--dist", "loadfile"]
    variables = {"PYTHONWARNDEFAULTENCODING": "1", **no_window()}
    return run_python([*strict, "-m", "pytest", *shared, *arguments], **variables)


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks."""
    prepare("own", tests=True)
    return run_python(["-m", "tests.bench.runner", *arguments], **no_window())


def package(arguments: Sequence[str]) -> int:
    """Make the packages of this system, in an environment of their own."""
    check_age()
    if sys.platform == "linux":
        windows = (*X11_LIBRARIES, *WAYLAND_LIBRARIES, *PACKAGE_LIBRARIES)
        bring((*BASE_LIBRARIES, *windows), missing_tools)
    command = [sys.executable, str(ROOT / "packaging" / "make_packages.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=child_variables(), check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Do what was asked for; whatever goes wrong in set-up becomes a plain message."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    commands = {"test": test, "bench": bench, "package": package}
    try:
        if arguments and arguments[0] in commands:
            return commands[arguments[0]](arguments[1:])
        return start(with_own_folders(arguments))
    except SetupError as error:
        say(str(error))
    except KeyboardInterrupt:
        say("已停止。没有留下半成品；想继续时再运行一次就行。")
        return INTERRUPTED
    except OSError as error:
        say(f"准备时出错。{explain(str(error), TRY_AGAIN)}\n原始信息：{error}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
