"""Start-up and wiring: the command line, the data folder, the application, the window."""

from __future__ import annotations

import gc
import os
import sys
import time
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.services.house import Services
    from desktop.ui.window import MainWindow

NAME = "anxin-checklist"
STARTED = "ANXIN_STARTED_NS"
"""Environment variable with ``time.monotonic_ns()`` of the parent just before it started us."""
USAGE = """用法：python -m desktop [--data 文件夹] [--self-check | --tour 文件夹 | --first-paint]

  --data 文件夹     把数据存在这个文件夹
  --self-check      检查清单内容，输出一行 JSON
  --tour 文件夹     用练习数据走一遍主要流程，把每页的图片存到这个文件夹
  --first-paint     输出打开首页用的毫秒数和内存，然后退出
  --version         输出版本号
"""


class Arguments(NamedTuple):
    """What the command line asked for."""

    data: Path | None = None
    self_check: bool = False
    tour: Path | None = None
    first_paint: bool = False
    help: bool = False
    version: bool = False


class UsageError(Exception):
    """The command line has a word the program does not know, or misses one."""


def parse(words: list[str]) -> Arguments:
    """Read the command line.

    Written by hand because ``argparse`` would add several milliseconds to every start.

    Raises:
        UsageError: Carries the word that does not fit.
    """
    flags = {"--self-check": "self_check", "--first-paint": "first_paint", "--version": "version"}
    flags |= {"-h": "help", "--help": "help"}
    folders = {"--data": "data", "--tour": "tour"}
    found: dict[str, bool | Path] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if word in flags:
            found[flags[word]] = True
        elif name in folders and (equals or rest):
            found[folders[name]] = Path(value if equals else rest.pop(0))
        else:
            raise UsageError(word)
    return Arguments(**found)  # type: ignore[arg-type]


def data_folder() -> Path:
    """Where the person's data lives when nothing else was said."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False, roaming=False)


def now() -> datetime:
    """The local time with its zone."""
    return datetime.now().astimezone()


def today() -> date:
    """The local date."""
    return now().date()


def main(words: list[str]) -> int:
    """Run the program; returns the exit code."""
    # A Chinese console on Windows may not know every character.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        arguments = parse(words)
    except UsageError as error:
        print(f"不认识的参数：{error}\n\n{USAGE}", file=sys.stderr)
        return 2
    if arguments.help:
        print(USAGE)
        return 0
    if arguments.version:
        from desktop import __version__

        print(__version__)
        return 0
    if arguments.self_check:
        return _self_check()
    if arguments.tour is not None:
        return _tour(arguments.tour)
    # Nothing made during the start is garbage; looking for it would only cost time. It begins
    # after the first paint, see _collect_garbage.
    gc.disable()
    return _window(arguments)


def _self_check() -> int:
    import json

    from desktop.services.self_check import self_check

    result = self_check()
    print(json.dumps(result, ensure_ascii=False))
    return 1 if result["problems"] else 0


def _tour(folder: Path) -> int:
    from desktop.ui.tour import run_tour

    app = make_application()
    return run_tour(app, folder)


def make_application() -> QApplication:
    """The application with font, look and Qt's own words in Chinese; no window yet."""
    _prepare_input_method()
    _load_qt()
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtWidgets import QApplication

    from desktop.ui.theme import theme

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication([NAME])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("安心清单")
    app.setDesktopFileName(NAME)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    theme.install(app, font_file())
    return app


def _load_qt() -> None:
    """Load PySide6, and take back what it puts in the place of ``import``.

    Its own reads the source of every module that is loaded from then on, in search of a
    ``__feature__`` switch that this program does not use: five milliseconds at every start.
    """
    import builtins

    import PySide6.QtCore  # noqa: F401  Its import is what changes the others.

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def font_file() -> Path | None:
    """The Chinese font that comes with the dependencies, or None to rely on the system's."""
    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        return None
    path = sans_path()
    return path if path.is_file() else None


def _prepare_input_method() -> None:
    """Let fcitx reach Qt through the IBus portal: the Qt wheels carry no fcitx plugin."""
    if sys.platform == "linux" and os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"


def _window(arguments: Arguments) -> int:
    from desktop.services.errors import UserProblem
    from desktop.services.house import open_services

    try:
        services = open_services(arguments.data or data_folder(), None, now)
    except UserProblem as problem:
        return _refuse(problem)
    _load_qt()
    from desktop.ui.theme import theme

    theme.preset(services.preferences.appearance, services.preferences.text_percent)
    app = make_application()
    sys.excepthook = _Catch()
    from desktop.ui.window import MainWindow, screen_area

    window = MainWindow(services, today)
    window.open_at(screen_area())
    window.painted.connect(_collect_garbage)
    if arguments.first_paint:
        _report_first_paint(app, window)
    window.show()
    code = app.exec()
    close(window, services)
    return code


def _collect_garbage() -> None:
    """Collect garbage from now on, but do not look again at what the start has made."""
    gc.freeze()
    gc.enable()


def close(window: MainWindow, services: Services) -> None:
    """Take the window down before the services it reads, and both before the interpreter."""
    window.dispose()
    window.close()
    window.deleteLater()
    services.close()


def _refuse(problem: Exception) -> int:
    """Say why the program cannot open, in a window and on the console."""
    from desktop.services.errors import UserProblem

    app = make_application()
    from desktop.ui.ask import tell
    from desktop.ui.messages import sentence

    assert isinstance(problem, UserProblem)
    print(sentence(problem), file=sys.stderr)
    if app.platformName() != "offscreen":
        tell(problem, None)
    return 1


class _Catch:
    """Last stop of every exception: a user's problem is told, a bug is shown and printed."""

    def __init__(self) -> None:
        self._showing = False

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.services.errors import UserProblem
        from desktop.ui.ask import tell, tell_bug

        window: QWidget | None = QApplication.activeWindow()
        if isinstance(error, UserProblem):
            tell(error, window)
            return
        sys.__excepthook__(kind, error, trace)
        if self._showing or isinstance(error, KeyboardInterrupt):
            return
        import traceback

        self._showing = True
        tell_bug("".join(traceback.format_exception(kind, error, trace)), window)
        self._showing = False


def _report_first_paint(app: QApplication, window: MainWindow) -> None:
    """Print how long the start took when the home page has been painted once, then leave."""
    started = int(os.environ.get(STARTED, "0")) or time.monotonic_ns()

    def report() -> None:
        elapsed = (time.monotonic_ns() - started) / 1e6
        import json

        print(json.dumps({"ms": round(elapsed, 1), "pss_kb": pss_kb()}), flush=True)
        app.quit()

    window.painted.connect(report)


def pss_kb() -> int:
    """Proportional memory of this process in KiB, 0 where the system does not tell."""
    try:
        with Path("/proc/self/smaps_rollup").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0
