"""Everything in one file and back, as the person meets it."""

import io
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.backups import Difference, Thing
from desktop.domain.incidents import IncidentChannel, Reached
from desktop.domain.lenders import Lender
from desktop.domain.progress import PERSON, State
from desktop.domain.vault import VaultState
from desktop.services import errors
from desktop.services.bus import Bus
from desktop.services.desk import Desk
from desktop.services.export import ExportService
from desktop.services.house import Services, open_services
from desktop.services.vault import VaultService
from desktop.store.container import Head, Writer, body_size
from desktop.store.database import open_database
from desktop.store.files import FileStore, run
from desktop.store.keys import KeyFile, Keys, new_code, new_vault, read_key_file
from desktop.store.lenders import LenderStore
from desktop.store.readable import _READ
from tests.services.conftest import Clock

PASSPHRASE = "今天也要好好吃饭"
MARKER = "绝不能漏出来的字"
CODE = new_code()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def vault() -> tuple[Keys, KeyFile]:
    return new_vault(PASSPHRASE, CODE, date(2026, 11, 22))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder / "安心清单.anxin"


def fill(services: Services) -> None:
    services.lenders.add(MARKER)
    step = services.library.pack().steps[0]
    services.progress.set(step.id, PERSON, State.DONE)
    services.notes.save(step.id, PERSON, MARKER)


@pytest.fixture
def exported(services: Services, target: Path) -> Path:
    fill(services)
    made = run(services.exports().make(target))
    assert (made.path, made.encrypted, made.damaged) == (str(target), False, 0)
    assert made.size == target.stat().st_size
    return target


@pytest.fixture
def elsewhere(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Services]]:
    """Opens a folder on another computer, again and again."""
    opened: list[Services] = []

    def open_() -> Services:
        while opened:
            opened.pop().close()
        opened.append(open_services(tmp_path / "elsewhere", None, clock))
        return opened[-1]

    yield open_
    while opened:
        opened.pop().close()


def changes(differences: tuple[Difference, ...]) -> dict[Thing, tuple[int, int, int]]:
    found = {each.thing: (each.added, each.changed, each.removed) for each in differences}
    return {thing: numbers for thing, numbers in found.items() if any(numbers)}


def test_the_name_of_the_file_says_nothing(services: Services) -> None:
    assert services.exports().file_name() == "安心清单-2026-11-22.anxin"


def test_into_an_empty_folder(exported: Path, elsewhere: Callable[[], Services]) -> None:
    other = elsewhere()
    head = other.exports().look(exported)
    assert (head.made, head.encrypted) == (datetime(2026, 11, 22, 1, 30, tzinfo=UTC), False)
    shares = []
    work = other.exports().prepare(exported, None)
    while True:
        try:
            shares.append(next(work))
        except StopIteration as end:
            preview = end.value
            break
    assert all(0 <= share <= 1 for share in shares)
    assert preview.empty_before
    assert changes(preview.differences) == {
        Thing.LENDERS: (1, 0, 0),
        Thing.TICKS: (1, 0, 0),
        Thing.NOTES: (1, 0, 0),
    }
    assert other.lenders.all() == ()
    assert run(other.exports().restore()) is None
    other = elsewhere()
    assert [lender.name for lender in other.lenders.all()] == [MARKER]
    assert not list((other.data_dir / "backups").glob("before-*"))


def test_into_a_folder_with_data_and_back_again(
    exported: Path, elsewhere: Callable[[], Services]
) -> None:
    other = elsewhere()
    other.lenders.add("只在这里")
    FileStore(other.data_dir).add(io.BytesIO(b"only here"))
    preview = run(other.exports().prepare(exported, None))
    assert not preview.empty_before
    assert changes(preview.differences)[Thing.LENDERS] == (1, 0, 1)
    assert changes(preview.differences)[Thing.FILES] == (0, 0, 1)
    before = run(other.exports().restore())
    assert before == other.data_dir / "backups" / "before-20261122T013000Z.anxin"
    other = elsewhere()
    assert [lender.name for lender in other.lenders.all()] == [MARKER]
    assert FileStore(other.data_dir).names() == []
    assert before is not None
    run(other.exports().prepare(before, None))
    run(other.exports().restore())
    other = elsewhere()
    assert [lender.name for lender in other.lenders.all()] == ["只在这里"]
    assert len(FileStore(other.data_dir).names()) == 1


def test_nothing_changes_until_it_is_wanted(
    exported: Path, elsewhere: Callable[[], Services]
) -> None:
    other = elsewhere()
    other.lenders.add("只在这里")
    run(other.exports().prepare(exported, None))
    other = elsewhere()
    assert [lender.name for lender in other.lenders.all()] == ["只在这里"]
    assert not list(other.data_dir.glob("restoring*"))
    run(other.exports().prepare(exported, None))
    other.exports().give_up()
    assert not list(other.data_dir.glob("restoring*"))
    with pytest.raises(RuntimeError):
        run(other.exports().restore())


def test_the_same_again_changes_nothing(services: Services, exported: Path) -> None:
    preview = run(services.exports().prepare(exported, None))
    assert not preview.changes
    services.exports().give_up()


# --- With a vault ---------------------------------------------------------------------------------


def locked(folder: Path, clock: Clock, vault: tuple[Keys, KeyFile]) -> tuple[Desk, ExportService]:
    keys, file = vault
    (folder / "backups").mkdir(parents=True, exist_ok=True)
    file.save(folder)
    desk = Desk(open_database(folder, clock(), key=keys.database), Bus(), clock)
    return desk, ExportService(desk, lambda: keys)


def test_an_encrypted_export_opens_elsewhere_with_passphrase_or_code(
    tmp_path: Path,
    clock: Clock,
    target: Path,
    vault: tuple[Keys, KeyFile],
    elsewhere: Callable[[], Services],
) -> None:
    desk, exports = locked(tmp_path / "vault", clock, vault)
    LenderStore(desk.database).add(Lender("l1", MARKER), "")
    FileStore(tmp_path / "vault", vault[0]).add(io.BytesIO(MARKER.encode()))
    assert run(exports.make(target)).encrypted
    desk.database.close()
    assert MARKER.encode() not in target.read_bytes()
    other = elsewhere()
    other.lenders.add("没有加密的名字")
    for _ in other.copies.make():
        pass
    damaged = other.data_dir / "backups" / "damaged-20261101T000000Z" / "anxin.sqlite"
    damaged.parent.mkdir()
    damaged.write_text("坏过的旧文件", encoding="utf-8")
    assert other.exports().look(target).encrypted
    with pytest.raises(errors.WrongPassphrase):
        other.exports().unlock(target, "不是这个")
    keys = other.exports().unlock(target, PASSPHRASE)
    assert keys.key_id == vault[0].key_id
    wrong = new_code()
    with pytest.raises(errors.WrongRecoveryCode):
        other.exports().unlock_by_code(target, str(wrong))
    keys = other.exports().unlock_by_code(target, str(CODE))
    preview = run(other.exports().prepare(target, keys))
    assert (preview.vault_before, preview.vault_after, preview.same_key) == (False, True, False)
    before = run(other.exports().restore())
    assert before is not None
    folder = other.data_dir
    other.close()
    # The next start.
    from desktop.store.restore import settle

    settle(folder)
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for words in (MARKER, "没有加密的名字"):
        assert words.encode() not in everything
    desk, exports = locked(folder, clock, vault)
    assert [lender.name for lender in LenderStore(desk.database).all()] == [MARKER]
    # What was damaged before there was a vault does not stay readable either.
    read_key_file(folder).with_state(vault[0], VaultState.ON).save(folder)
    own = VaultService(desk, vault[0])
    assert own.unfinished()
    for _ in own.resume():
        pass
    assert not damaged.exists()
    assert not own.unfinished()
    # And back to what was not encrypted.
    keys = exports.unlock(before, PASSPHRASE)
    preview = run(exports.prepare(before, keys))
    assert (preview.vault_before, preview.vault_after) == (True, False)
    run(exports.restore())
    desk.database.close()
    other = elsewhere()
    assert [lender.name for lender in other.lenders.all()] == ["没有加密的名字"]
    assert other.copies.holding().number == 1


# --- What can go wrong ----------------------------------------------------------------------------


def test_files_that_are_no_exports(services: Services, tmp_path: Path, exported: Path) -> None:
    exports = services.exports()
    other = tmp_path / "x.anxin"
    with pytest.raises(errors.ExportUnreadable):
        exports.look(other)
    with pytest.raises(errors.ExportUnreadable):
        exports.look(tmp_path)
    other.write_bytes(b"something else")
    with pytest.raises(errors.ExportForeign):
        exports.look(other)
    good = exported.read_bytes()
    other.write_bytes(good[:-10])
    with pytest.raises(errors.ExportCutShort):
        exports.look(other)
    other.write_bytes(good[:-10] + bytes([good[-10] ^ 1]) + good[-9:])
    exports.look(other)
    with pytest.raises(errors.ExportDamaged):
        run(exports.prepare(other, None))
    assert not list(services.data_dir.glob("restoring*"))
    other.write_bytes(good[:9] + b"\x09" + good[10:])
    with pytest.raises(errors.ExportNewer):
        exports.look(other)


def test_an_export_whose_key_file_is_none_is_told_as_damaged(
    services: Services, target: Path
) -> None:
    with target.open("wb") as file:
        head = Head("2026-11-22T01:30:00Z", "1.0", body_size([]), {"format": "anxin-key"})
        Writer(file, head, bytes(32)).finish()
    with pytest.raises(errors.ExportDamaged) as caught:
        services.exports().unlock(target, PASSPHRASE)
    assert caught.value.path == target


def test_a_place_that_takes_no_files(services: Services, tmp_path: Path) -> None:
    with pytest.raises(errors.ExportFolderUnusable):
        run(services.exports().make(tmp_path / "nowhere" / "x.anxin"))
    (tmp_path / "x.anxin").mkdir()
    with pytest.raises(errors.ExportFolderUnusable):
        run(services.exports().make(tmp_path / "x.anxin"))
    assert not list(tmp_path.glob(".*"))


# --- The drill ------------------------------------------------------------------------------------


def test_the_drill_opens_the_newest_copy(services: Services, clock: Clock) -> None:
    with pytest.raises(errors.NoCopy):
        run(services.exports().drill())
    fill(services)
    FileStore(services.data_dir).add(io.BytesIO(b"a file"))
    run(services.copies.make())
    services.lenders.add("后来的")
    drilled = run(services.exports().drill())
    assert drilled.made == datetime(2026, 11, 22, 1, tzinfo=UTC)
    assert drilled.damaged == 0
    assert drilled.counts[Thing.LENDERS] == 1
    assert drilled.counts[Thing.FILES] == 1
    (name,) = (services.data_dir / "files").iterdir()
    name.write_bytes(b"a fild")
    assert run(services.exports().drill()).damaged == 1
    assert not list((services.data_dir / "backups").glob("work-*"))


@contextmanager
def no_room() -> Iterator[None]:
    """No file can grow by a byte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_as_one_by_the_drill_and_when_a_file_is_unlocked(
    tmp_path: Path,
    clock: Clock,
    target: Path,
    vault: tuple[Keys, KeyFile],
    services: Services,
) -> None:
    fill(services)
    run(services.copies.make())
    with no_room(), pytest.raises(errors.DiskFull):
        run(services.exports().drill())
    desk, exports = locked(tmp_path / "vault", clock, vault)
    run(exports.make(target))
    with no_room(), pytest.raises(errors.ExportNoRoom):
        exports.unlock(target, PASSPHRASE)
    desk.database.close()


def test_the_drill_says_when_a_copy_is_damaged(services: Services, clock: Clock) -> None:
    fill(services)
    run(services.copies.make())
    (copy,) = (services.data_dir / "backups").glob("*.sqlite")
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    with pytest.raises(errors.DataUnreadable):
        run(services.exports().drill())
    clock.moment += timedelta(hours=1)
    run(services.copies.make())
    assert run(services.exports().drill()).counts[Thing.LENDERS] == 1


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.house import open_services
services = open_services(Path(sys.argv[1]), None, lambda: datetime.now(UTC))
target = Path(sys.argv[2])
for _ in services.exports().make(target):
    if target.with_name("." + target.name + ".part").exists():
        os._exit(9)
"""


def test_the_half_that_a_kill_left_goes_at_the_next_start_or_export(
    open_again: Callable[[], Services], target: Path, folder: Path
) -> None:
    services = open_again()
    fill(services)
    FileStore(folder).add(io.BytesIO(b"x" * 30_000_000))
    services.close()
    part = target.with_name(f".{target.name}.part")
    for clean in (
        lambda services: services.care().sweep_exports(),
        lambda services: run(services.exports().make(target.with_name("other.anxin"))),
    ):
        killed = [sys.executable, "-c", KILLED, str(folder), str(target)]
        assert subprocess.run(killed, cwd=ROOT, check=False).returncode == 9
        assert part.exists()
        services = open_services(folder, None, lambda: datetime.now(UTC))
        # Not while the drive is away.
        target.parent.rename(target.parent.with_name("away"))
        services.care().sweep_exports()
        target.parent.with_name("away").rename(target.parent)
        assert part.exists()
        clean(services)
        assert not part.exists()
        # Somebody else's file of that name is nobody's half.
        part.write_bytes(b"somebody's")
        services.care().sweep_exports()
        assert part.exists()
        part.unlink()
        services.close()


HOSTILE = (
    "UPDATE journal SET deed = 'explode'",
    "UPDATE journal SET at = 'yesterday'",
    "UPDATE lender SET overdue_since = '2026-02-31'",
    "INSERT INTO reminder (step, subject, day, updated) VALUES ('s', '', '9999-99-99', '')",
    "UPDATE incident SET at = '0001-01-01T00:00:00Z'",
    "UPDATE incident SET at = '2026-01-01T00:00:00'",
    "UPDATE incident SET offset_minutes = 99999999",
    "UPDATE incident SET created = ''",
    "UPDATE incident_revision SET channel = 'telepathy'",
    "UPDATE incident_revision SET reached = 'everybody'",
    "INSERT INTO setting (name, value) VALUES ('text_percent', '" + "9" * 5000 + "')",
)


@pytest.mark.parametrize("statement", HOSTILE, ids=lambda text: text[:44])
def test_rows_that_nobody_can_read_are_refused_in_one_sentence(
    services: Services,
    target: Path,
    folder: Path,
    elsewhere: Callable[[], Services],
    clock: Clock,
    statement: str,
) -> None:
    fill(services)
    incident = services.incidents().add(channel=IncidentChannel.CALL, reached=Reached.ME)
    services.incidents().change(incident._replace(channel=IncidentChannel.SMS))
    other = elsewhere()
    for hostile in (False, True):
        if hostile:
            services.close()
            database = open_database(folder, clock())
            database.write(statement, ())
            assert database.changes()
            database.close()
            services = open_services(folder, None, clock)
        run(services.exports().make(target))
        if not hostile:
            run(other.exports().prepare(target, None))
            continue
        with pytest.raises(errors.ExportDamaged):
            run(other.exports().prepare(target, None))
    services.close()
    assert not (other.data_dir / "restoring.part").exists()


def test_everything_that_is_text_to_sqlite_is_known(folder: Path, clock: Clock) -> None:
    """A new column with a day, a moment or one of some words has to be read here, too."""
    database = open_database(folder, clock())
    columns = {
        (table, column)
        for (table,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for (column,) in database.rows("SELECT name FROM pragma_table_info(?)", (table,))
    }
    database.close()
    assert set(_READ) <= columns
    telling = re.compile(
        r"(^|_)(at|day|days|until|since|offset|sent|received|accepted|created)($|_)"
    )
    # Nothing reads these but as text.
    untold = {("letter_draft", "created"), ("filing", "created"), ("move", "at")}
    found = {each for each in columns if telling.search(each[1])}
    assert found - set(_READ) - untold == set()
