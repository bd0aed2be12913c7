"""What a full disk does at every write: a sentence for the person, and nothing lost.

A child does one operation with room for only so many bytes in any file, from none to enough; moving
also on a drive on which one operation after the other fails. Each time it must either succeed or
end in a problem that has its sentence; then, with room again, everything that was there is there,
and the operation can be done. Where that cannot even be simulated (Windows), nothing is measured.

Whoever builds an operation adds it to ``OPERATIONS``.
"""

import io
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.progress import PERSON, State
from desktop.domain.vault import VaultState
from desktop.services import vault
from desktop.services.desk import as_user_problems
from desktop.services.errors import UserProblem
from desktop.services.house import Services, open_services
from desktop.services.whereabouts import find_data
from desktop.store.files import FileStore, run
from tests.bench.bench_vault_kill import FIRST_PASSPHRASE, GOLDEN, cheap
from tests.bench.broken import Broken
from tests.bench.harness import child_output, child_variables, report_at_most, rounds

NAME = "vault-faults"
LIMIT = 0
SEED = 20261122
NOTES = 30
TOLD = ("done", "DiskFull", "CopyFailed", "ExportNoRoom")
"""How an operation may end. Any other problem would be told in a sentence about something else."""
TOLD_OF_BROKEN = ("done", "PlaceUnusable")
MOST_OPERATIONS = 150
"""More than moving takes."""
MOST_BYTES = 400_000
"""More than any file of the folder takes."""


def opened(home: Path) -> Services:
    """The services as the program opens them, wherever the data are."""
    where = find_data(lambda: home, None)
    locked = vault.is_locked(where.folder)
    keys = vault.unlock(where.folder, FIRST_PASSPHRASE) if locked else None
    return open_services(where.folder, None, lambda: datetime.now(UTC), keys, where)


def tick(services: Services) -> None:
    """Tick a step and write a long note."""
    steps = services.library.pack().steps
    services.progress.set(steps[0].id, PERSON, State.DONE)
    services.notes.save(steps[0].id, PERSON, "长" * 1900)


def copy(services: Services) -> None:
    """Make a copy."""
    for _ in services.copies.make():
        pass


def vault_on(services: Services) -> None:
    """Turn the vault on, or go on with it."""
    own = services.vault()
    if own.status().state is VaultState.OFF:
        steps = own.turn_on(own.prepare(FIRST_PASSPHRASE))
    else:
        steps = own.resume()
    for _ in steps:
        pass


def vault_off(services: Services) -> None:
    """Turn the vault off, or go on with it."""
    if services.vault().status().state is not VaultState.OFF:
        vault = services.vault()
        for _ in vault.turn_off(vault.prove(FIRST_PASSPHRASE)):
            pass


def passphrase(services: Services) -> None:
    """Change the passphrase for itself, so that it can be done again."""
    services.vault().change_passphrase(FIRST_PASSPHRASE, FIRST_PASSPHRASE)


def new_code(services: Services) -> None:
    """Make another recovery code count."""
    services.vault().adopt_code(services.vault().prepare_code())


def attach(services: Services) -> None:
    """Take a file in."""
    with as_user_problems():
        store = FileStore(services.data_dir, services.vault().keys)
        store.verify(store.add(io.BytesIO(b"file" * 300_000)).sha256)


def export(services: Services) -> None:
    """Put everything into one file."""
    run(services.exports().make(services.data_dir.with_name("trial.anxin")))


def restore(services: Services) -> None:
    """Put everything in place of itself."""
    export(services)
    path = services.data_dir.with_name("trial.anxin")
    run(services.exports().prepare(path, services.vault().keys))
    run(services.exports().restore())


def move(services: Services) -> None:
    """Move everything to another folder, or home from there."""
    own = services.place()
    home = own.where.home
    assert home is not None
    target = home.with_name("moved") if own.folder == home else home
    run(own.move(own.look(target)))


def nothing(_services: Services) -> None:
    """Opening, with all that it changes in an old file, is the operation."""


OPERATIONS: dict[str, tuple[str, Callable[[Services], None]]] = {
    "tick": ("plain", tick),
    "tick-locked": ("locked", tick),
    "copy": ("plain", copy),
    "copy-locked": ("locked", copy),
    "vault-on": ("plain", vault_on),
    "vault-off": ("locked", vault_off),
    "passphrase": ("locked", passphrase),
    "new-code": ("locked", new_code),
    "attach": ("plain", attach),
    "attach-locked": ("locked", attach),
    "export": ("plain", export),
    "export-locked": ("locked", export),
    "restore": ("plain", restore),
    "restore-locked": ("locked", restore),
    "move": ("plain", move),
    "move-locked": ("locked", move),
    "move-broken": ("plain", move),
    "move-locked-broken": ("locked", move),
    "migrate": ("old", nothing),
}
"""What is done, by name, and in which kind of folder."""


def make(folder: Path, kind: str) -> None:
    """A folder with something in it."""
    if kind == "old":
        folder.mkdir()
        shutil.copyfile(GOLDEN / "v1.sqlite", folder / "anxin.sqlite")
        return
    services = opened(folder)
    for step in services.library.pack().steps[:NOTES]:
        services.notes.save(step.id, PERSON, f"记 {step.id} " + "字" * 900)
    copy(services)
    if kind == "locked":
        vault_on(services)
    services.close()


def said(folder: Path) -> list[tuple[str, str]]:
    """The notes of a folder, whatever became of it."""
    services = opened(folder)
    if services.place().untidy():
        assert not run(services.place().tidy()), "the old place says something else"
    assert services.recovered is None, services.recovered
    notes = [
        (step.id, services.notes.text(step.id, PERSON)) for step in services.library.pack().steps
    ]
    services.close()
    return [note for note in notes if note[1]]


def starve(folder: Path, name: str, room: int) -> None:
    """In a child: do one operation with so much room, and say how it ended."""
    import resource

    cheap()
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    services = None if name == "migrate" else opened(folder)
    broken = Broken() if name.endswith("-broken") and room >= 0 else None
    if broken is None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    else:
        broken.fail(str(folder.parent), room)
    outcome = "done"
    try:
        services = services or opened(folder)
        OPERATIONS[name][1](services)
    except UserProblem as problem:
        outcome = type(problem).__name__
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        if broken is not None:
            broken.mend()
    if services is not None:
        services.close()
    print(json.dumps({"outcome": outcome}))


def fault(scratch: Path, name: str, room: int) -> list[str]:
    """What was wrong after one operation with so much room."""
    folder = scratch / "trial"
    for old in (folder, folder.with_name("moved")):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(scratch / OPERATIONS[name][0], folder)
    before = said_of(scratch, OPERATIONS[name][0])
    outcome = starved(folder, name, room)
    where = f"{name} with room for {room}"
    told = TOLD_OF_BROKEN if name.endswith("-broken") else TOLD
    wrong = [] if outcome in told else [f"{where}: {outcome}"]
    after = dict(said(folder))
    wrong += [
        f"{where}: {step} is gone" for step, text in before if not same(text, after.get(step))
    ]
    # With room again the same can be done to the end.
    outcome = starved(folder, name, -1)
    return wrong if outcome == "done" else [*wrong, f"{where}: afterwards {outcome}"]


def starved(folder: Path, name: str, room: int) -> str:
    """How an operation with so much room ended in a child."""
    command = [sys.executable, "-m", "tests.bench.bench_vault_faults"]
    arguments = ["--starve", str(folder), name, str(room)]
    lines = child_output([*command, *arguments], child_variables()).splitlines()
    return str(json.loads(lines[-1])["outcome"])


def same(before: str, after: str | None) -> bool:
    """Whether a note is as it was, or as the operation leaves it."""
    return after == before or after == "长" * 1900


_SAID: dict[str, list[tuple[str, str]]] = {}


def said_of(scratch: Path, kind: str) -> list[tuple[str, str]]:
    """The notes of a kind of folder before anything was done."""
    if kind not in _SAID:
        twin = scratch / f"{kind}-twin"
        shutil.copytree(scratch / kind, twin)
        _SAID[kind] = said(twin)
    return _SAID[kind]


def main() -> None:
    """Measure and print one line."""
    if "--starve" in sys.argv:
        home, operation, most = sys.argv[-3:]
        starve(Path(home), operation, int(most))
        return
    if sys.platform == "win32":
        report_at_most(NAME, 0, "faults", LIMIT, 0)
        return
    n = rounds(8, 3, 60)
    cheap()
    dice = random.Random(SEED)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for kind in ("plain", "locked", "old"):
            make(scratch / kind, kind)
        for name in OPERATIONS:
            for number in range(n):
                # Small files fail early, so most limits are small.
                room = 0 if not number else int(MOST_BYTES ** dice.uniform(0.3, 1.0))
                if name.endswith("-broken"):
                    room = number * MOST_OPERATIONS // n
                wrong += fault(scratch, name, room)
    for line in wrong:
        print(line, file=sys.stderr)
    report_at_most(NAME, len(wrong), "faults", LIMIT, n * len(OPERATIONS))


if __name__ == "__main__":
    main()
