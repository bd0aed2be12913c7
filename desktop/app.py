"""Start-up and wiring: the command line, the data folder, the application, the window."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.services.errors import UserProblem
    from desktop.services.house import Services
    from desktop.services.reports import Reports
    from desktop.services.whereabouts import Whereabouts
    from desktop.ui.beside import Beside
    from desktop.ui.lock.door import Opened
    from desktop.ui.lock.screen import LockScreen
    from desktop.ui.single import Single
    from desktop.ui.window import MainWindow

NAME = "anxin-checklist"
STARTED = "ANXIN_STARTED_NS"
"""Environment variable with ``time.monotonic_ns()`` of the parent just before it started us."""
START_ANEW = "start_anew"
"""Property of the window: start the program again when it is closed, on other data."""
USAGE = """用法：python -m desktop [文件.anxin] [--data 文件夹]
                          [--self-check | --tour 文件夹 | --first-paint]

  文件.anxin        打开程序，看看恢复这个文件会改变什么
  --data 文件夹     把数据存在这个文件夹，比别处说的都算数
  --self-check      检查清单内容，输出一行 JSON
  --tour 文件夹     用练习数据走一遍主要流程，把每页的图片存到这个文件夹
  --first-paint     输出打开首页用的毫秒数和内存，然后退出
  --version         输出版本号
"""


class Arguments(NamedTuple):
    """What the command line asked for."""

    data: Path | None = None
    file: Path | None = None
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
        elif name in folders:
            folder = value if equals else rest.pop(0) if rest else ""
            if not folder or folder.startswith("--"):
                raise UsageError(word)
            found[folders[name]] = Path(folder)
        elif word.lower().endswith(".anxin") and word[0] != "-" and "file" not in found:
            found["file"] = Path(word).absolute()
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
    if arguments.self_check or arguments.tour is not None:
        gc.enable()
        return _self_check() if arguments.tour is None else _tour(arguments.tour)
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
    from desktop.services.errors import DataInUse, UserProblem
    from desktop.services.reports import Reports

    where = _found(arguments.data)
    if where is None:
        return 1
    reports = Reports(where.folder, now)
    catch = _Catch(reports)
    catch.install()
    _load_qt()
    catch.watch_qt()
    folder = where.folder
    from desktop.ui.single import Single

    single = Single(folder)
    # Whoever does not answer is gone, or so slow that the data file's own lock will tell.
    if not single.first and single.call(arguments.file):
        return 0
    opened: Opened | None = None
    try:
        services, opened = _open(where, single, arguments, catch)
    except UserProblem as problem:
        _refuse(_said_of(where, problem), reports)
        return 0 if isinstance(problem, DataInUse) else 1
    if services is None:
        single.release()
        return 0
    reports.private = services.private_words
    app = _dressed(services)
    from desktop.ui.window import MainWindow, screen_area

    window = MainWindow(services, today)
    window.open_at(screen_area())
    window.painted.connect(_collect_garbage)
    beside: list[Beside] = []

    def care() -> None:
        from desktop.ui.beside import Beside

        beside.append(Beside(window, services, single, reports.mask, now, opened))

    def go_on() -> None:
        """What is not needed before the first picture."""
        catch.watch_threads()
        if not beside:
            care()
        beside[0].begin(arguments.file)

    if opened is not None:
        care()
    if arguments.first_paint:
        _report_first_paint(app, window)
    else:
        window.painted.connect(go_on)
    window.show()
    code = app.exec()
    for each in beside:
        undone = each.finish()
        if undone is not None:
            print(_words_of(undone), file=sys.stderr)
    start_anew = bool(window.property(START_ANEW))
    close(window, services)
    single.release()
    return _start_anew(where) if start_anew else code


def _start_anew(where: Whereabouts) -> NoReturn:
    from desktop.ui.lock.fresh import become, command

    become(command(where.folder if where.told else None), {})


def whereabouts(told: Path | None) -> Whereabouts:
    """Where the data are: where the command says, beside the program, or in the account.

    Raises:
        PlaceLost: They were moved to a place that is not there now.
    """
    from desktop.services.whereabouts import (
        Whereabouts,
        find_data,
        portable_folder,
        program_folder,
    )

    if told is not None:
        return Whereabouts(told)
    return find_data(data_folder, portable_folder(program_folder()))


def _found(told: Path | None) -> Whereabouts | None:
    """Where the data are, after the person has looked for them where need be; None to leave."""
    from desktop.services.errors import PlaceLost

    try:
        return whereabouts(told)
    except PlaceLost as problem:
        app = make_application()
        print(_words_of(problem), file=sys.stderr)
        if app.platformName() == "offscreen":
            return None
        from desktop.ui.place.lost import find_again

        return find_again(problem, data_folder(), lambda: whereabouts(told))


def _said_of(where: Whereabouts, problem: UserProblem) -> UserProblem:
    """What stands in the way of a portable program has an own sentence."""
    from desktop.services.errors import DataFolderUnusable, PortableUnwritable

    if where.portable and isinstance(problem, DataFolderUnusable):
        return PortableUnwritable(where.folder)
    return problem


def _open(
    where: Whereabouts, single: Single, arguments: Arguments, catch: _Catch
) -> tuple[Services | None, Opened | None]:
    """Open the data, after asking for the keys where it is locked; nothing if nobody has them."""
    from desktop.services.errors import DataLocked
    from desktop.services.house import open_services

    folder = where.folder
    try:
        return open_services(folder, None, now, None, where), None
    except DataLocked:
        catch.watch_threads()  # The key is worked out in one.
        opened = _unlock(folder, single, arguments)
        if opened is None:
            return None, None
        return open_services(folder, None, now, opened.keys, where), opened


def _dressed(services: Services) -> QApplication:
    """The application in the look the person chose."""
    from desktop.ui.theme import theme

    chosen = services.preferences.appearance, services.preferences.text_percent
    running = _running()
    if running is not None:
        theme.apply(*chosen)
        return running
    theme.preset(*chosen)
    return make_application()


def _running() -> QApplication | None:
    """The application, if there is one already."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return None if widgets is None else widgets.QApplication.instance()


def _unlock(folder: Path, single: Single, arguments: Arguments) -> Opened | None:
    """Show the lock screen until somebody has the keys; None if it was closed."""
    from desktop.ui.lock.door import Door, preset_look

    preset_look(folder)
    app = make_application()
    gc.enable()
    door = Door(folder, single.call_file)
    if arguments.first_paint:
        _report_first_paint(app, door.screen)
    return door.wait()


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


def _words_of(problem: UserProblem) -> str:
    from desktop.ui.messages import sentence

    return sentence(problem)


def _refuse(problem: UserProblem, reports: Reports) -> None:
    """Say why the program cannot open, in a window and on the console."""
    app = _running() or make_application()
    from desktop.ui.ask import tell

    print(_words_of(problem), file=sys.stderr)
    if app.platformName() != "offscreen":
        tell(problem, None, reports.mask)


class _Catch:
    """Last stop of every exception: a user's problem is told, a bug is kept, shown and printed.

    A bug is printed, kept and shown once for each place in the program: what fails while painting
    fails again as soon as its notice is closed. What happens while a notice is open waits for its
    turn.
    """

    def __init__(self, reports: Reports | None = None) -> None:
        self._reports = reports
        self._showing = False
        self._waiting: list[tuple[str, Callable[[QWidget | None], None]]] = []
        self._places: set[tuple[str, str, int]] = set()

    def install(self) -> None:
        """Become the last stop of this thread and of destructors."""
        sys.excepthook = self
        sys.unraisablehook = self._unraisable

    def watch_threads(self) -> None:
        """Become the last stop of the other threads, of which there are none at first."""
        import threading  # Half a millisecond, which the first picture need not wait for.

        threading.excepthook = lambda found: self(
            found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback
        )

    def watch_qt(self) -> None:
        """Keep what Qt says before it ends the program."""
        from PySide6.QtCore import qInstallMessageHandler

        qInstallMessageHandler(self._qt_message)

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        try:
            self._take(kind, error, trace)
        except Exception:  # noqa: BLE001  What cannot be told must not start over.
            sys.__excepthook__(kind, error, trace)

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        from desktop.services.errors import UserProblem

        mask = str if self._reports is None else self._reports.mask
        if isinstance(error, UserProblem):
            problem = error

            def tell_problem(window: QWidget | None) -> None:
                from desktop.ui.ask import tell

                tell(problem, window, mask)

            self._show(_words_of(error), tell_problem)
            return
        if not self._is_new(error, trace):
            return
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, KeyboardInterrupt):
            return
        details, report = self._keep(error)

        def tell_of_bug(window: QWidget | None) -> None:
            from desktop.ui.ask import tell_bug

            tell_bug(details, report, window)

        self._show(details, tell_of_bug)

    def _is_new(self, error: BaseException, trace: TracebackType | None) -> bool:
        last = trace
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        file = "" if last is None else last.tb_frame.f_code.co_filename
        place = (type(error).__name__, file, 0 if last is None else last.tb_lineno)
        new = place not in self._places
        self._places.add(place)
        return new

    def _keep(self, error: BaseException) -> tuple[str, Path | None]:
        """The report on a bug and where it was kept."""
        if self._reports is None:
            import traceback

            return "".join(traceback.format_exception(error)), None
        details = self._reports.describe(error)
        return details, self._reports.write(details)

    def _show(self, words: str, show: Callable[[QWidget | None], None]) -> None:
        """Show a notice now, or after the one that is open; never the same one twice in a row."""
        # Other threads must not touch windows; what they did is printed and kept.
        import threading

        on_main = threading.current_thread() is threading.main_thread()
        if not on_main or "PySide6.QtWidgets" not in sys.modules:
            return
        from PySide6.QtWidgets import QApplication

        if QApplication.instance() is None:
            return
        if any(words == waiting for waiting, _ in self._waiting):
            return
        self._waiting.append((words, show))
        if self._showing:
            return
        self._showing = True
        try:
            while self._waiting:
                self._waiting[0][1](QApplication.activeWindow())
                self._waiting.pop(0)
        finally:
            self._waiting.clear()
            self._showing = False

    def _unraisable(self, found: sys.UnraisableHookArgs) -> None:
        """Keep what went wrong where nobody could be told, such as in a destructor."""
        with suppress(Exception):
            if found.exc_value is not None and self._is_new(found.exc_value, found.exc_traceback):
                sys.__unraisablehook__(found)
                self._keep(found.exc_value)

    def _qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        from PySide6.QtCore import QtMsgType, qFormatLogMessage

        with suppress(Exception):
            print(qFormatLogMessage(kind, context, text), file=sys.stderr, flush=True)
            if self._reports is not None and kind == QtMsgType.QtFatalMsg:
                self._reports.write(self._reports.mask(f"Qt: {text}"))


def _report_first_paint(app: QApplication, window: MainWindow | LockScreen) -> None:
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
