"""How many saved changes are lost when the program is killed outright, at random instants.

A child does through the services what a person does (ticks, notes, answers, lenders, the daily
copy). It says on a pipe what it is about to change, and again once that was saved. It is killed;
everything that was saved must be there, and only the change that was under way may be there too.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Timer
from typing import NamedTuple

import apsw

from desktop.domain.lenders import Lender
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope
from desktop.services.house import Services, open_services
from tests.bench.harness import ROOT, child_variables, report_at_most, rounds

NAME = "kill"
LIMIT = 0
SEED = 20261122
MOST_LENDERS = 40
ADDED = "added"
LONGEST_LIFE_S = 0.25
"""Of a child, from its first saved change on."""


def opened(folder: Path) -> Services:
    """The services as the program opens them."""
    return open_services(folder, None, lambda: datetime.now(UTC))


class Change(NamedTuple):
    """One thing to do.

    Attributes:
        key: What it changes.
        value: What is kept under that name afterwards.
        make: Does it.
    """

    key: tuple[str, ...]
    value: str
    make: Callable[[], object]


class Life(NamedTuple):
    """What a child said before it was killed: changes by key, the one under way, and all lines."""

    saved: dict[tuple[str, ...], str]
    under_way: tuple[tuple[str, ...], str] | None
    said: tuple[str, ...] = ()


def changes(services: Services, seed: int) -> Iterator[Change]:
    """Things a person may do, in an order that depends on the seed."""
    dice = random.Random(seed)
    pack = services.library.pack()
    of_person = [step.id for step in pack.steps if step.scope is Scope.PERSON]
    of_lender = [step.id for step in pack.steps if step.scope is Scope.LENDER]
    questions = [
        (variable.id, [option.value for option in variable.options])
        for variable in pack.triage.variables
        if variable.level is Scope.PERSON and variable.options
    ]
    for number in count(seed):
        lenders = services.lenders.all()
        what = dice.choice(("tick", "note", "answer", "lender", "copy"))
        subject = dice.choice([PERSON, *(lender.id for lender in lenders)])
        step = dice.choice(of_lender if subject else of_person)
        name = f"第 {number} 家"
        if what == "copy":
            for _ in services.copies.make():
                pass
        elif what == "lender" and len(lenders) < MOST_LENDERS:
            yield Change((ADDED,), name, partial(services.lenders.add, name))
        elif what == "lender":
            lender = dice.choice(lenders)
            rename = partial(services.lenders.rename, lender.id, name)
            yield Change(("lender", lender.id), name, rename)
        elif what == "answer":
            variable, values = dice.choice(questions)
            value = dice.choice(values)
            answer = partial(services.answers.set, variable, value)
            yield Change(("answer", variable), value, answer)
        elif what == "tick":
            state = dice.choice((State.TODO, State.DOING, State.WAITING, State.DONE))
            tick = partial(services.progress.set, step, subject, state)
            yield Change(("tick", step, subject), state, tick)
        else:
            text = f"{number} " + "字" * dice.randrange(2000)
            note = partial(services.notes.save, step, subject, text)
            yield Change(("note", step, subject), digest(text), note)


def use(folder: Path, seed: int) -> None:
    """Change things without end, and say so before and after."""
    for change in changes(opened(folder), seed):
        say_and_make(change)


def say_and_make(change: Change) -> None:
    """Change one thing, and say so before and after."""
    print(json.dumps([*change.key, change.value]), flush=True)
    made = change.make()
    print(f"saved {made.id if isinstance(made, Lender) else ''}", flush=True)


def digest(text: str) -> str:
    """Stands for a long text on the pipe."""
    return sha256(text.encode()).hexdigest()


def value_of(services: Services, key: tuple[str, ...]) -> str | None:
    """What is kept now under the name of a change."""
    kind, *names = key
    if kind == "lender":
        lender = services.lenders.get(names[0])
        return None if lender is None else lender.name
    if kind == "answer":
        return services.answers.value(names[0])
    if kind == "tick":
        progress = services.progress.get(names[0], names[1])
        return None if progress is None else progress.state
    return digest(services.notes.text(names[0], names[1]))


def live_and_die(arguments: list[str], life_s: float) -> Life:
    """Let a child work for a while, kill it, and return what it had said."""
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=child_variables(), stdout=subprocess.PIPE, encoding="utf-8"
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        death = Timer(life_s, child.kill)
        death.start()
        # Read all the while, or the child would wait for room in the pipe and always die there.
        lines = [first, *child.stdout]
        death.join()
    saved: dict[tuple[str, ...], str] = {}
    under_way = None
    for line in lines:
        if line.startswith("saved ") and line.endswith("\n") and under_way is not None:
            key, value = under_way
            saved[("lender", line.split()[1]) if key == (ADDED,) else key] = value
            under_way = None
        elif line.startswith("[") and line.endswith("\n"):
            *words, value = json.loads(line)
            under_way = tuple(words), value
    return Life(saved, under_way, tuple(line for line in lines if line.endswith("\n")))


def is_sound(folder: Path) -> bool:
    """Whether the data file and every copy of it pass SQLite's own check."""
    files = [folder / "anxin.sqlite", *folder.glob("backups/*.sqlite")]
    checks = []
    for file in files:
        connection = apsw.Connection(str(file), apsw.SQLITE_OPEN_READONLY)
        checks.append(connection.pragma("integrity_check"))
        connection.close()
    return all(check == "ok" for check in checks)


def losses(folder: Path, kills: int) -> int:
    """How often something that was saved is gone, or the data is not whole or was not."""
    dice = random.Random(SEED)
    expected: dict[tuple[str, ...], str] = {}
    lost = 0
    for kill in range(kills):
        arguments = ["tests.bench.bench_kill", "--use", str(folder), str(kill * 100_000)]
        life = live_and_die(arguments, dice.uniform(0, LONGEST_LIFE_S))
        expected |= life.saved
        services = opened(folder)
        lost += services.recovered is not None
        for key, value in expected.items():
            now = value_of(services, key)
            if now != value:
                lost += (key, now) != life.under_way
                expected[key] = now or ""
        services.close()
        lost += not is_sound(folder)
    return lost


def main() -> None:
    """Measure and print one line."""
    if "--use" in sys.argv:
        use(Path(sys.argv[-2]), int(sys.argv[-1]))
    n = rounds(200, 20)
    with tempfile.TemporaryDirectory() as folder:
        report_at_most(NAME, losses(Path(folder), n), "losses", LIMIT, n)


if __name__ == "__main__":
    main()
