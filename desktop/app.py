"""Start-up and wiring: the data folder, the services, the window, and taking them down."""

from __future__ import annotations

import gc
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from desktop.command_line import USAGE, Arguments, UsageError, parse
from desktop.ui.application import NAME, dressed, make_application, running
from desktop.ui.catch import Catch
from desktop.ui.qt import load_qt

if TYPE_CHECKING:
    from desktop.services.errors import UserProblem
    from desktop.services.house import Services
    from desktop.services.reports import Reports
    from desktop.services.whereabouts import Whereabouts
    from desktop.ui.beside import Beside
    from desktop.ui.lock.door import Opened
    from desktop.ui.single import Single
    from desktop.ui.window import MainWindow

START_ANEW = "start_anew"
"""Property of the window: start the program again when it is closed, on other data."""


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


def _window(arguments: Arguments) -> int:
    from desktop.services.errors import DataInUse, UserProblem
    from desktop.services.reports import Reports

    where = _found(arguments.data)
    if where is None:
        return 1
    reports = Reports(where.folder, now)
    catch = Catch(reports)
    catch.install()
    load_qt()
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
    app = dressed(services)
    from desktop.ui.first_size import open_at, screen_area
    from desktop.ui.window import MainWindow

    window = MainWindow(services, today)
    open_at(window, screen_area())
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
        from desktop.ui.first_paint import report_first_paint

        report_first_paint(app, window)
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
    where: Whereabouts, single: Single, arguments: Arguments, catch: Catch
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


def _unlock(folder: Path, single: Single, arguments: Arguments) -> Opened | None:
    """Show the lock screen until somebody has the keys; None if it was closed."""
    from desktop.ui.lock.door import Door, preset_look

    preset_look(folder)
    app = make_application()
    gc.enable()
    door = Door(folder, single.call_file)
    if arguments.first_paint:
        from desktop.ui.first_paint import report_first_paint

        report_first_paint(app, door.screen)
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
    app = running() or make_application()
    from desktop.ui.ask import tell

    print(_words_of(problem), file=sys.stderr)
    if app.platformName() != "offscreen":
        tell(problem, None, reports.mask)
