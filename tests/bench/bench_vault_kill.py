"""How many saved changes are lost when the program is killed while it does something large.

A child changes things through the services, says so before and after (as in ``bench_kill``), and
in between goes on with an operation, step by step: it turns the vault on or off, changes the
passphrase, makes copies, moves everything to another folder, opens old files. It is killed at a
random instant. Then everything opens, everything that was said to be saved is there, and what was
cut off can be gone on with.

A thousand kills take some twenty minutes: ``run.py bench --long vault-kill``. Without that it is a
sample of them.

Whoever builds an operation adds it to ``OPERATIONS``.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from desktop.domain.vault import VaultState
from desktop.services import vault
from desktop.services.errors import UserProblem, WrongRecoveryCode
from desktop.services.house import Services, open_services
from desktop.services.whereabouts import find_data
from desktop.store import key_wraps
from desktop.store.database import open_database
from desktop.store.errors import StoreError
from desktop.store.keys import Keys
from desktop.store.migrations import STEPS
from desktop.store.soundness import examine
from tests.bench import carried
from tests.bench.bench_kill import Life, changes, live_and_die, say_and_make, value_of
from tests.bench.harness import ROOT, report_at_most, rounds
from tests.bench.moved import AGAIN, half_moved, move

NAME = "vault-kill"
LIMIT = 0
SEED = 20261122
FIRST_PASSPHRASE = "第 0 句 密码 够长"
LONGEST_LIFE_S = 0.6
"""Of a child, from its first line on."""
LONGEST_MOVING_S = 1.2
KILLS_A_FOLDER = 100
"""So often the same folder: it grows with every file taken in, until nothing comes to its end."""
GOLDEN = ROOT / "tests" / "store" / "golden"
GOLDEN_NOTES = 1


class Place(NamedTuple):
    """Where a child works.

    Attributes:
        home: The folder that the data are in, or that tells where they were moved to.
        beside: For what an operation needs besides.
        passphrase: The present one.
        dice: Random.
    """

    home: Path
    beside: Path
    passphrase: str
    dice: random.Random


Operation = Callable[[Services, Place], Iterator[object]]


def say(line: str) -> None:
    """Tell the parent, in one write."""
    print(line, flush=True)


def nothing(_services: Services, _place: Place) -> Iterator[object]:
    """Only the changes themselves."""
    while True:
        yield None


def on_and_off(services: Services, place: Place) -> Iterator[object]:
    """Turn the vault on, or off where it is on, and so on for ever."""
    while True:
        own = services.vault()
        if own.unfinished():
            yield from own.resume()
        elif own.status().state is VaultState.ON:
            yield from own.turn_off(own.prove(place.passphrase))
        else:
            set_up = own.prepare(place.passphrase)
            say(f"code {set_up.code}")
            yield from own.turn_on(set_up)


def passphrases(services: Services, place: Place) -> Iterator[object]:
    """Change the passphrase again and again, where there is a vault."""
    own = services.vault()
    before = place.passphrase
    while own.status().state is VaultState.ON:
        after = f"第 {place.dice.randrange(10**9)} 句 密码 够长"
        say(f"passphrase {after}")
        own.change_passphrase(before, after)
        say(f"changed {after}")
        before = after
        yield None


def copies(services: Services, _place: Place) -> Iterator[object]:
    """Make the copy of this hour again and again."""
    while True:
        yield from services.copies.make()


def migrations(_services: Services, place: Place) -> Iterator[object]:
    """Open files of early versions, which brings them up to date."""
    for number in count():
        folder = place.beside / f"old-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        golden = place.dice.choice(sorted(GOLDEN.glob("*.sqlite")))
        shutil.copyfile(golden, folder / "anxin.sqlite")
        say(f"old {folder.name}")
        open_database(folder, datetime.now(UTC)).close()
        yield None


def attach(services: Services, place: Place) -> Iterator[object]:
    """Take files in."""
    return carried.attach(services, place.dice, say)


def export(services: Services, place: Place) -> Iterator[object]:
    """Put everything into one file."""
    return carried.export(services, place.beside)


def restore(services: Services, place: Place) -> Iterator[object]:
    """Put everything in place of what is in another folder."""
    return carried.restore(services, place.beside, say)


def move_on(services: Services, place: Place) -> Iterator[object]:
    """Move everything to another folder, and back."""
    return move(services, place.home, place.beside, place.dice)


OPERATIONS: dict[str, Operation] = {
    "attach": attach,
    "export": export,
    "restore": restore,
    "tick": nothing,
    "vault": on_and_off,
    "passphrase": passphrases,
    "copy": copies,
    "migrate": migrations,
    "move": move_on,
}


def cheap() -> None:
    """Let wraps be made at a low cost, which stands in the key file like any other."""
    key_wraps._COST.update(memory_kib=1024, iterations=1, lanes=1)


def keys_of(folder: Path, codes: list[str]) -> Keys | None:
    """The keys where the folder is locked, by the newest code that opens it."""
    if not vault.is_locked(folder):
        return None
    for code in reversed(codes):
        try:
            return vault.unlock_by_code(folder, code)
        except WrongRecoveryCode:
            continue
    raise AssertionError("no code opens it")


def use(home: Path, operation: str, seed: int, passphrase: str, codes: list[str]) -> None:
    """Change things without end and go on with an operation in between."""
    cheap()
    beside = home.with_name("beside")
    beside.mkdir(exist_ok=True)
    place = Place(home, beside, passphrase, random.Random(seed))
    for life in count():
        where = find_data(lambda: home, None)
        keys = keys_of(where.folder, codes)
        services = open_services(where.folder, None, lambda: datetime.now(UTC), keys, where)
        if not life:
            say("ready")
        try:
            work(services, OPERATIONS[operation](services, place), place, seed + 1000 * life)
        except UserProblem as problem:
            say(f"problem {problem!r}")
            raise
        services.close()


def work(services: Services, steps: Iterator[object], place: Place, seed: int) -> None:
    """Change things and go on, until the program would have to be started anew."""
    for change in changes(services, seed):
        say_and_make(change)
        for _ in range(place.dice.randrange(12)):
            if next(steps, None) is AGAIN:
                return


class Toll:
    """What was found after the kills."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.expected: dict[tuple[str, ...], str] = {}
        self.codes: list[str] = []
        self.passphrases = [FIRST_PASSPHRASE]
        self.lost: list[str] = []
        self.attached: set[str] = set()
        self.restored: dict[str, bool] = {}

    def listen(self, life: Life) -> None:
        """Take note of what a child said it did."""
        self.expected |= life.saved
        for line in life.said:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "code":
                self.codes.append(rest)
            elif word == "passphrase":
                self.passphrases.append(rest)
            elif word == "changed":
                self.passphrases = [rest]
            elif word == "problem":
                self.lost.append(rest)
            elif word == "attached":
                self.attached.add(rest)
            elif word in ("restoring", "restored"):
                self.restored[rest] = word == "restored"
            elif word == "old":
                self._look_at_old(self.home.with_name("beside") / rest)

    def look(self, life: Life, kill: str) -> None:
        """Open the folder and compare it with what was saved."""
        try:
            where = find_data(lambda: self.home, None)
            folder = where.folder
            keys = keys_of(folder, self.codes)
            self._look_at_passphrase(folder, keys)
            services = open_services(folder, None, lambda: datetime.now(UTC), keys, where)
        except (UserProblem, AssertionError) as problem:
            self.lost.append(f"{kill}: {problem!r}")
            return
        if services.recovered is not None:
            self.lost.append(f"{kill}: {services.recovered}")
        for key, value in self.expected.items():
            now = value_of(services, key)
            if now != value:
                if (key, now) != life.under_way:
                    self.lost.append(f"{kill}: {key} is {now!r} and was {value!r}")
                self.expected[key] = now or ""
        found = half_moved(services, self.home, self.home.with_name("beside"))
        self.lost += [f"{kill}: {line}" for line in found]
        services.close()
        self._look_at_carried(folder, keys, kill)
        for copy in folder.glob("backups/*.sqlite"):
            try:
                examine(copy, len(STEPS), None if keys is None else keys.database)
            except StoreError as error:
                self.lost.append(f"{kill}: {error!r}")

    def _look_at_carried(self, folder: Path, keys: Keys | None, kill: str) -> None:
        beside = self.home.with_name("beside")
        found = carried.damaged_files(folder, keys, self.attached)
        found += carried.damaged_export(beside / carried.EXPORT, keys)
        for name, ended in self.restored.items():
            look = partial(keys_of, codes=self.codes)
            found += carried.half_restored(beside / name, look, ended=ended)
        self.restored.clear()
        self.lost += [f"{kill}: {line}" for line in found]

    def _look_at_passphrase(self, folder: Path, keys: Keys | None) -> None:
        if keys is None:
            return
        for passphrase in reversed(self.passphrases):
            try:
                vault.unlock(folder, passphrase)
            except UserProblem:
                continue
            self.passphrases = [passphrase]
            return
        raise AssertionError("no passphrase opens it")

    def _look_at_old(self, folder: Path) -> None:
        if not folder.exists():
            return
        database = open_database(folder, datetime.now(UTC))
        if database.rows("SELECT count(*) FROM note") != [(GOLDEN_NOTES,)]:
            self.lost.append(f"{folder.name}: a note of an old file")
        database.close()


def toll(scratch: Path, kills: int) -> list[str]:
    """What was lost, a line for each."""
    cheap()
    dice = random.Random(SEED)
    lost = []
    for first in range(0, kills, KILLS_A_FOLDER):
        place = scratch / str(first)
        found = Toll(place / "data")
        place.mkdir()
        for kill in range(first, min(kills, first + KILLS_A_FOLDER)):
            kill_once(found, kill, dice)
        lost += found.lost
        shutil.rmtree(place)
    return lost


def kill_once(found: Toll, kill: int, dice: random.Random) -> None:
    """Let a child live and die, and look at what it has left."""
    names = sorted(OPERATIONS)
    operation = names[kill % len(names)]
    arguments = ["tests.bench.bench_vault_kill", "--use", str(found.home), operation]
    arguments += [str(kill * 100_000), found.passphrases[-1], *found.codes[-3:]]
    longest = LONGEST_MOVING_S if operation == "move" else LONGEST_LIFE_S
    life = live_and_die(arguments, dice.uniform(0, longest))
    if not life.said:
        found.lost.append(f"kill {kill}: the child did not start")
    found.listen(life)
    found.look(life, f"kill {kill} during {operation}")


def main() -> None:
    """Measure and print one line."""
    if "--use" in sys.argv:
        home, operation, seed, passphrase, *codes = sys.argv[sys.argv.index("--use") + 1 :]
        use(Path(home), operation, int(seed), passphrase, codes)
    n = rounds(90, 45, 1000)
    with tempfile.TemporaryDirectory() as scratch:
        lost = toll(Path(scratch), n)
    for line in lost:
        print(line, file=sys.stderr)
    report_at_most(NAME, len(lost), "losses", LIMIT, n)


if __name__ == "__main__":
    main()
