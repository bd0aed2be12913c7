"""Visits the program from outside: every page, every control, and the main job.

Started by ``session.visit`` under the system's Python. Prints one line of JSON. With ``--quick``
Tab is not pressed everywhere; with ``--job`` the main job is all that is done.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from gi.repository import GLib

from tests.outside import job
from tests.outside.choices import wrong_states
from tests.outside.controls import problems
from tests.outside.evidence import evidence
from tests.outside.follow_up import follow_up
from tests.outside.letters import letters
from tests.outside.pages import pages
from tests.outside.program import Program, announce_reader
from tests.outside.reader import NotThereError, Reader
from tests.outside.router import router
from tests.outside.settings import settings
from tests.outside.tab import unreachable
from tests.outside.vault import vault

ROOMS: dict[str, Callable[[Reader], Iterator[str]]] = {
    "走到每一处": pages,
    "证据": evidence,
    "投诉跟进": follow_up,
    "文书": letters,
    "找对门": router,
    "设置": settings,
    "加密": vault,  # Last: afterwards everything is encrypted.
}
"""What opens place after place, and what it is called where one of them does not open."""
CHOICES = ("--quick", "--job")


class Visit:
    """What was visited, and what was found wrong."""

    def __init__(self, reader: Reader, *, quick: bool) -> None:
        self._reader = reader
        self._quick = quick
        self.visited: set[tuple[str, str]] = set()
        self.places = 0
        self.wrong: dict[str, str] = {}

    def note(self, place: str, found: Iterable[str]) -> None:
        """Keep what was found, once for each control however often it shows."""
        for problem in found:
            if problem not in self.wrong:
                print(f"{place}: {problem}", file=sys.stderr, flush=True)
            self.wrong.setdefault(problem, place)

    def look_at(self, place: str) -> None:
        """Look at everything in one place."""
        self.places += 1
        controls = [seen.control for seen in self._reader.walk()]
        self.visited |= {(c.role, c.spoken) for c in controls if c.interactive}
        self.note(place, problems(controls))
        if not self._quick:
            self.try_to(place, lambda: self.note(place, unreachable(self._reader)))
        self.try_to(place, lambda: self.note(place, wrong_states(self._reader)))

    def try_to(self, place: str, do: Callable[[], None]) -> None:
        """Do something; what does not come is a finding and no end."""
        try:
            do()
        except (NotThereError, GLib.Error) as error:
            self.note(place, [str(error)])


def main(arguments: list[str]) -> None:
    """Visit the program that the arguments start."""
    choices = [argument for argument in arguments if argument in CHOICES]
    command = arguments[len(choices) :]
    rooms = {} if "--job" in choices else ROOMS
    announce_reader()
    reader = Reader()
    visit = Visit(reader, quick="--quick" in choices)
    program = Program(reader, command)

    def visit_all(places: Iterable[str]) -> None:
        for place in places:
            visit.look_at(place)

    try:
        visit.look_at("第一次打开")
        visit.try_to("第一次打开", lambda: job.answer(reader))
        visit.try_to("主要的事", lambda: job.work(reader))
        visit.note("关闭", program.quit())
        program = Program(reader, command)
        visit.try_to("再打开", lambda: job.look_again(reader))
        for what, places in rooms.items():
            visit.try_to(what, partial(visit_all, places(reader)))
        visit.note("关闭", program.quit())
    finally:
        program.kill()
    told = {"visited": len(visit.visited), "places": visit.places, "wrong": visit.wrong}
    print(json.dumps(told, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
