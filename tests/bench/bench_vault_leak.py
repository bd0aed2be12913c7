"""With the vault on, no marker from any field, file name or attachment in any byte that is left.

A real program is unlocked, used with a marker in every field, on the clipboard, in a draft and in
an open question, and locked. Then every file of the data folder, of the backups and of the folder
for temporary files is searched, and the whole memory of the process that shows the lock screen.
"""

import io
import secrets
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.progress import PERSON, State
from desktop.services.house import Services
from desktop.store.files import FileStore
from tests.bench.harness import report_at_most, rounds
from tests.locked import in_files, in_memory, running
from tests.vaults import make_vault

NAME = "vault-leak"
LIMIT = 0
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FIELDS = (
    *("name", "note", "reason", "line", "draft", "clipboard", "dialog", "file", "attachment"),
    *("letter", "told", "identity"),
)


def marks() -> dict[str, str]:
    """A text for each field that stands nowhere else in the world."""
    found = {field: f"印{secrets.token_hex(9)}记" for field in FIELDS}
    return {**found, "number": "1" + "".join(secrets.choice("3456789") for _ in range(15))}


def fill(services: Services, found: dict[str, str]) -> None:
    """Write a marker into every field, and attach a file whose bytes and name are markers."""
    lender = services.lenders.add(found["name"])
    steps = services.library.pack().steps
    services.notes.save(steps[0].id, PERSON, found["note"])
    person = next(step for step in steps if step.scope.value == "person")
    services.progress.set(person.id, PERSON, State.NOT_APPLICABLE, found["reason"])
    services.incidents().add(lender=lender.id, number=found["number"], line=found["line"])
    letters = services.letters()
    letter = letters.start("t-csoxw", lender.id)  # The complaint to the supervisor.
    letters.save(letter.id, letter.filling._replace(own_words={"effect": found["told"]}))
    letters.rename(letter.id, found["letter"])
    letters.remember("my_name", found["identity"])
    source = services.data_dir.parent / f"{found['file']}.txt"
    source.write_text(found["attachment"] * 1000, encoding="utf-8")
    FileStore(services.data_dir).add(source)
    FileStore(services.data_dir).add(io.BytesIO(found["attachment"].encode()))
    source.unlink()
    for _ in services.copies.make():
        pass


def leaks(folder: Path) -> tuple[set[str], int]:
    """The markers found, and how many were looked for."""
    found = marks()
    markers = tuple(found.values())
    data, home = folder / "data", folder / "home"
    home.mkdir()

    def full(services: Services) -> None:
        fill(services, found)
        lost = set(markers) - in_files(data, markers)
        expected = {found[name] for name in ("draft", "clipboard", "dialog", "file")}
        assert lost <= expected, "the search finds what lies there plain"

    make_vault(data, lambda: NOW, full)
    typed = {name: found[name] for name in ("draft", "clipboard", "dialog")}
    places = {"HOME": str(home), "XDG_DATA_HOME": str(home), "TMPDIR": str(home)}
    leaked = in_files(data, markers)
    with running(data, secrets=typed, **places) as program:
        program.told()
        pid = program.process.pid
        if sys.platform == "linux":
            seen = in_memory(pid, markers)
            assert {found["name"], found["draft"]} <= seen, "the search finds what is in memory"
        leaked |= in_files(data, markers)
        program.lock()
        if sys.platform == "linux":
            leaked |= in_memory(pid, markers)
        leaked |= in_files(data, markers) | in_files(home, markers)
    return leaked, len(markers)


def main() -> None:
    """Look and print one line."""
    n = rounds(5, 1)
    found = 0
    for _ in range(n):
        with tempfile.TemporaryDirectory() as folder:
            leaked, _ = leaks(Path(folder))
            found += len(leaked)
    report_at_most(NAME, found, "markers", LIMIT, n * (len(FIELDS) + 1))


if __name__ == "__main__":
    main()
