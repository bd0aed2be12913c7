"""Exports: everything is in them, they open elsewhere, and nothing that was touched is believed."""

import io
import json
import random
import shutil
import struct
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.backups import Difference, Thing
from desktop.domain.incidents import Incident
from desktop.domain.lenders import Lender
from desktop.domain.progress import PERSON, Progress, State
from desktop.store.aside import Pace, Stopped
from desktop.store.chunks import PIECE
from desktop.store.container import (
    COPY,
    DATABASE,
    FILE,
    MAGIC,
    Head,
    Member,
    Writer,
    body_size,
    read_head,
)
from desktop.store.copies import copy_hour, finished_copies
from desktop.store.database import FILE_NAME, Database, open_database
from desktop.store.driver import READ_WRITE, connect
from desktop.store.errors import (
    ExportCutShort,
    ExportDamaged,
    ExportForeign,
    ExportNewer,
    StoreError,
)
from desktop.store.export import Content, Lock, Made, copied, exporting, working_folder
from desktop.store.files import FileStore, run
from desktop.store.incidents import IncidentStore
from desktop.store.keys import Keys, new_code, new_vault, open_by_passphrase
from desktop.store.lenders import LenderStore
from desktop.store.migrations import STEPS
from desktop.store.notes import NoteStore
from desktop.store.progress import ProgressStore
from desktop.store.restore import Staged, commit, give_up, preview, settle, stage
from desktop.store.restored import MARK, is_marked, take_away
from desktop.store.settings import SettingStore
from tests.store.children import run as run_child
from tests.store.children import start

NOW = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
PASSPHRASE = "四个字也不够长"
MARKER = "绝不能漏出来的字"
STAMP = "2026-11-22T03:00:00Z"


@pytest.fixture(scope="session")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Lock:
    keys, file = new_vault(PASSPHRASE, new_code(), date(2026, 11, 22))
    folder = tmp_path_factory.mktemp("key")
    (folder / "backups").mkdir()
    file.save(folder)
    return Lock(keys, json.loads((folder / "anxin.key").read_text(encoding="utf-8")))


@pytest.fixture(params=["plain", "vault"])
def lock(request: pytest.FixtureRequest) -> Lock | None:
    return request.getfixturevalue("vault") if request.param == "vault" else None


def opened(folder: Path, lock: Lock | None) -> Database:
    if lock is not None and not (folder / "anxin.key").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "anxin.key").write_text(json.dumps(lock.key_file), encoding="utf-8")
    return open_database(folder, NOW, key=None if lock is None else lock.keys.database)


def keys_of(lock: Lock | None) -> Keys | None:
    return None if lock is None else lock.keys  # type: ignore[return-value]


def fill(folder: Path, lock: Lock | None) -> Database:
    database = opened(folder, lock)
    with database.transaction():
        for number in range(3):
            LenderStore(database).add(Lender(f"l{number}", f"{MARKER}{number}"), STAMP)
        progress = ProgressStore(database)
        progress.put(Progress("s-1", PERSON, State.DONE, "", 1, STAMP))
        progress.put(Progress("s-2", "l1", State.TODO, "", 1, STAMP))
        NoteStore(database).put("s-1", PERSON, MARKER * 200, STAMP)
        SettingStore(database).put({"appearance": "dark"})
    store = FileStore(folder, keys_of(lock))
    for data in attachments():
        store.add(io.BytesIO(data))
    return database


def attachments() -> list[bytes]:
    return [MARKER.encode() * 1000, b"", random.Random(1).randbytes(PIECE + 5)]


def make(database: Database, target: Path, lock: Lock | None) -> Made:
    return run(exporting(database, target, NOW, "0.1.0", lock, Pace()))


@pytest.fixture
def made(tmp_path: Path, lock: Lock | None) -> Path:
    """An export."""
    database = fill(tmp_path / "data", lock)
    made = make(database, tmp_path / "全部.anxin", lock)
    database.close()
    return made.path


def restored(path: Path, folder: Path, lock: Lock | None, *, same_key: bool = False) -> Staged:
    folder.mkdir(parents=True, exist_ok=True)
    staged = stage(path, folder, keys_of(lock), Pace())
    commit(folder, staged, same_key=same_key)
    assert not is_marked(folder)
    assert settle(folder)
    assert is_marked(folder), "the person is told of it"
    take_away(folder)
    return staged


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_mark_that_cannot_be_set_holds_no_restore_up(
    made: Path, tmp_path: Path, lock: Lock | None
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / MARK).symlink_to(tmp_path / "nowhere" / "x")  # As on a disk that is full.
    commit(folder, stage(made, folder, keys_of(lock), Pace()), same_key=False)
    assert settle(folder)
    assert not is_marked(folder)
    assert rows_of(folder, lock)


def rows_of(folder: Path, lock: Lock | None) -> dict[str, list[tuple[object, ...]]]:
    database = opened(folder, lock)
    try:
        named = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        tables = [name for (name,) in database.rows(named) if not name.startswith("sqlite_")]
        return {name: sorted(database.rows(f"SELECT * FROM {name}")) for name in tables}
    finally:
        database.close()


def lying_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


# --- There and back -------------------------------------------------------------------------------


def test_everything_is_restored_into_a_folder_that_was_not_there(
    tmp_path: Path, made: Path, lock: Lock | None
) -> None:
    folder = tmp_path / "another computer"
    restored(made, folder, lock)
    assert rows_of(folder, lock) == rows_of(tmp_path / "data", lock)
    store = FileStore(folder, keys_of(lock))
    for data in attachments():
        with store.open(sha256(data).hexdigest()) as stream:
            assert stream.read() == data
    assert len(store.names()) == len(attachments())
    left = {"anxin.sqlite", "backups", "files"} | ({"anxin.key"} if lock else set())
    assert lying_in(folder) == left
    assert not settle(folder)


def test_a_vault_gives_nothing_away_and_opens_with_what_is_in_the_file(
    tmp_path: Path, vault: Lock
) -> None:
    fill(tmp_path / "data", vault).close()
    database = opened(tmp_path / "data", vault)
    made = make(database, tmp_path / "x.anxin", vault)
    database.close()
    assert MARKER.encode() not in made.path.read_bytes()
    head = read_head(made.path)
    assert head.key is not None
    other = tmp_path / "other"
    (other / "backups").mkdir(parents=True)
    (other / "anxin.key").write_text(json.dumps(head.key), encoding="utf-8")
    keys = open_by_passphrase(other, PASSPHRASE)
    shutil.rmtree(other)
    restored(made.path, other, Lock(keys, head.key))
    assert rows_of(other, vault) == rows_of(tmp_path / "data", vault)
    everything = b"".join(path.read_bytes() for path in other.rglob("*") if path.is_file())
    assert MARKER.encode() not in everything


def test_the_head_tells_what_it_is(made: Path, lock: Lock | None) -> None:
    head = read_head(made)
    assert (head.made, head.program) == ("2026-11-22T03:15:00Z", "0.1.0")
    assert (head.key is None) == (lock is None)


def test_nothing_is_left_beside_the_export(tmp_path: Path, made: Path) -> None:
    assert lying_in(tmp_path) == {"data", "全部.anxin"}
    assert not list((tmp_path / "data" / "backups").iterdir())


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / "backups" / "work-old").mkdir(parents=True)
    (tmp_path / "backups" / "work-old" / "anxin.sqlite").touch()
    (tmp_path / "backups" / ".before-20261122T031500Z.anxin.part").touch()
    with working_folder(tmp_path) as one, working_folder(tmp_path) as other:
        assert lying_in(tmp_path / "backups") == {one.name, other.name}
    assert lying_in(tmp_path / "backups") == set()


def test_giving_up_leaves_nothing(tmp_path: Path, lock: Lock | None) -> None:
    database = fill(tmp_path / "data", lock)
    target = tmp_path / "x.anxin"
    target.write_bytes(b"before")
    for steps in range(1, 9):
        work = exporting(database, target, NOW, "0.1.0", lock, Pace())
        for _ in range(steps):
            next(work, None)
        work.close()
        # Unless it had ended meanwhile.
        assert target.read_bytes() == b"before" or read_head(target)
        assert lying_in(tmp_path) == {"data", "x.anxin"}
        assert not list((tmp_path / "data" / "backups").iterdir())
        target.write_bytes(b"before")
    database.close()


def test_giving_up_what_is_being_laid_ready_leaves_nothing(
    tmp_path: Path, made: Path, lock: Lock | None
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    pace = Pace()
    pace.stop()
    with pytest.raises(Stopped):
        stage(made, folder, keys_of(lock), pace)
    assert lying_in(folder) == set()
    stage(made, folder, keys_of(lock), Pace())
    assert not settle(folder), "it was not wanted yet"
    assert lying_in(folder) == set()
    stage(made, folder, keys_of(lock), Pace())
    give_up(folder)
    assert lying_in(folder) == set()


def test_a_damaged_file_is_left_out_and_counted(tmp_path: Path, lock: Lock | None) -> None:
    database = fill(tmp_path / "data", lock)
    store = FileStore(tmp_path / "data", keys_of(lock))
    path = max((store.path(name) for name in store.names()), key=lambda path: path.stat().st_size)
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"?")
    made = make(database, tmp_path / "x.anxin", lock)
    database.close()
    assert (made.files, made.damaged) == (2, 1)
    staged = restored(made.path, tmp_path / "other", lock)
    assert len(staged.files) == 2


def test_a_damaged_data_file_is_not_exported(tmp_path: Path) -> None:
    database = fill(tmp_path / "data", None)
    database.close()
    with (tmp_path / "data" / FILE_NAME).open("r+b") as file:
        file.seek(-3000, 2)
        file.write(b"\xff" * 3000)
    content = Content(tmp_path / "data" / FILE_NAME, FileStore(tmp_path / "data"), None)
    from desktop.store.export import write_export

    with pytest.raises(StoreError):
        write_export(content, tmp_path / "x.anxin", NOW, "0.1.0", None, Pace())
    assert lying_in(tmp_path) == {"data"}


# --- What it would change -------------------------------------------------------------------------


def test_the_preview_counts_what_changes(tmp_path: Path, made: Path, lock: Lock | None) -> None:
    folder = tmp_path / "present"
    database = opened(folder, lock)
    with database.transaction():
        LenderStore(database).add(Lender("l1", "改过的名字"), STAMP)
        LenderStore(database).add(Lender("l7", "只在这里"), STAMP)
        ProgressStore(database).put(
            Progress("s-1", PERSON, State.DONE, "", 1, "2026-11-23T03:00:00Z")
        )
        IncidentStore(database).put(Incident("i1", NOW), STAMP)
    store = FileStore(folder, keys_of(lock))
    store.add(io.BytesIO(attachments()[0]))
    store.add(io.BytesIO(b"only here"))
    staged = stage(made, folder, keys_of(lock), Pace())
    with working_folder(folder) as work:
        run(copied(database, work / FILE_NAME))
        present = Content(work / FILE_NAME, store, keys_of(lock))
        found = {each.thing: each for each in preview(present, staged, keys_of(lock))}
    database.close()
    assert found[Thing.LENDERS] == Difference(Thing.LENDERS, 2, 3, 2, 1, 1)
    assert found[Thing.TICKS] == Difference(Thing.TICKS, 1, 1, 0, 0, 0)
    assert found[Thing.NOTES] == Difference(Thing.NOTES, 0, 1, 1, 0, 0)
    assert found[Thing.INCIDENTS] == Difference(Thing.INCIDENTS, 1, 0, 0, 0, 1)
    assert found[Thing.FILES] == Difference(Thing.FILES, 2, 3, 2, 0, 1)
    assert set(found) == set(Thing)


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_an_export_of_an_older_version_is_taken(tmp_path: Path, version: int) -> None:
    golden = Path(__file__).parent / "golden" / f"v{version}.sqlite"
    old = tmp_path / "old.sqlite"
    old.write_bytes(golden.read_bytes())
    path = hostile(tmp_path, [(Member(DATABASE, old.stat().st_size), old.read_bytes())])
    folder = tmp_path / "other"
    staged = restored(path, folder, None)
    assert staged.files == ()
    opened(folder, None).close()


# --- Into a folder with data ----------------------------------------------------------------------


def test_what_was_there_is_replaced(tmp_path: Path, made: Path, lock: Lock | None) -> None:
    folder = tmp_path / "present"
    database = opened(folder, lock)
    LenderStore(database).add(Lender("l7", "只在这里"), STAMP)
    store = FileStore(folder, keys_of(lock))
    gone = store.add(io.BytesIO(b"only here"))
    run(copy_hour(database, NOW))
    (copy,) = finished_copies(folder)
    database.close()
    restored(made, folder, lock, same_key=True)
    assert rows_of(folder, lock) == rows_of(tmp_path / "data", lock)
    assert not store.has(gone.sha256)
    assert finished_copies(folder) == [copy]
    assert len(list((folder / "backups" / "files").iterdir())) == 1, "the copy needs it"


def test_with_another_key_no_older_copy_stays(tmp_path: Path, vault: Lock) -> None:
    folder = tmp_path / "present"
    database = fill(folder, None)
    run(copy_hour(database, NOW))
    database.close()
    other = tmp_path / "data"
    database = opened(other, vault)
    made = make(database, tmp_path / "x.anxin", vault)
    database.close()
    restored(made.path, folder, vault)
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert MARKER.encode() not in everything
    assert rows_of(folder, vault)["lender"] == []


def test_a_plain_export_takes_the_vault_away(tmp_path: Path, vault: Lock) -> None:
    database = fill(tmp_path / "data", None)
    made = make(database, tmp_path / "x.anxin", None)
    database.close()
    folder = tmp_path / "present"
    fill(folder, vault).close()
    (folder / "backups").mkdir(exist_ok=True)
    (folder / "backups" / "anxin.key").write_bytes((folder / "anxin.key").read_bytes())
    restored(made.path, folder, None)
    assert not list(folder.rglob("anxin.key"))
    assert rows_of(folder, None) == rows_of(tmp_path / "data", None)


# --- Kills ----------------------------------------------------------------------------------------

RESTORE = """
import sys
from pathlib import Path
from desktop.store.aside import Pace
from desktop.store.restore import commit, settle, stage
path, folder = Path(sys.argv[1]), Path(sys.argv[2])
print("begin", flush=True)
settle(folder)
staged = stage(path, folder, None, Pace())
print("staged", flush=True)
commit(folder, staged, same_key=True)
print("committed", flush=True)
settle(folder)
print("settled", flush=True)
"""


def test_a_kill_while_restoring_leaves_the_one_or_the_other(tmp_path: Path) -> None:
    """Random instants; a kill after ``committed`` may never lead back."""
    dice = random.Random(7)
    before = fill(tmp_path / "data", None)
    LenderStore(before).add(Lender("l9", "新的"), STAMP)
    path = make(before, tmp_path / "x.anxin", None).path
    before.close()
    new = rows_of(tmp_path / "data", None)
    outcomes = set()
    for round_ in range(12):
        folder = tmp_path / f"present{round_}"
        fill(folder, None).close()
        old = rows_of(folder, None)
        with start(RESTORE, str(path), str(folder)) as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 3)):
                said = child.stdout.readline().strip()
            child.kill()
            said = [said, *(line.strip() for line in child.stdout if line.endswith("\n"))][-1]
        settle(folder)
        found = rows_of(folder, None)
        assert found in (old, new)
        outcomes.add(found == new)
        if said in ("committed", "settled"):
            assert found == new
        store = FileStore(folder)
        for name in store.names():
            run(store.contents(name))
        assert lying_in(folder) <= {"anxin.sqlite", "backups", "files", MARK}
    assert outcomes == {True, False}


def broken_off(function: str, count: int) -> str:
    """Code that dies before the so-manieth renaming or removing while it settles."""
    return f"""
import os, sys
from pathlib import Path
from desktop.store.restore import settle
left = {count}
def dying(name):
    original = getattr(os, name)
    def act(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(0)
        return original(*arguments, **options)
    setattr(os, name, act)
for name in ("replace", "unlink", "rmdir", "fsync"):
    dying(name)
{function}
print("whole")
"""


@pytest.mark.parametrize("same_key", [True, False])
def test_settling_goes_on_wherever_it_was_broken_off(tmp_path: Path, same_key: bool) -> None:
    source = fill(tmp_path / "data", None)
    path = make(source, tmp_path / "x.anxin", None).path
    source.close()
    new = rows_of(tmp_path / "data", None)
    present = tmp_path / "present"
    database = opened(present, None)
    store = FileStore(present)
    store.add(io.BytesIO(b"only here"))
    store.add(io.BytesIO(attachments()[0]))
    run(copy_hour(database, NOW))
    database.close()
    staged = stage(path, present, None, Pace())
    commit(present, staged, same_key=same_key)
    for count in range(200):
        folder = tmp_path / f"at{count}"
        shutil.copytree(present, folder)
        lines = run_child(broken_off("settle(Path(sys.argv[1]))", count), str(folder))
        settle(folder)
        assert rows_of(folder, None) == new
        assert set(FileStore(folder).names()) == {
            sha256(data).hexdigest() for data in attachments()
        }
        assert len(finished_copies(folder)) == same_key
        assert not list(folder.glob("restoring*"))
        shutil.rmtree(folder)
        if lines == ["whole"]:
            break
    assert 10 < count < 199


@pytest.mark.parametrize("plan", [b"", b"{", b"[]", b'{"vault": 1}', b"\xff", None])
def test_settling_without_its_plan_restores_all_the_same_and_removes_nothing(
    tmp_path: Path, lock: Lock | None, plan: bytes | None
) -> None:
    source = fill(tmp_path / "data", lock)
    path = make(source, tmp_path / "x.anxin", lock).path
    source.close()
    present = tmp_path / "present"
    opened(present, None).close()
    kept = FileStore(present).add(io.BytesIO(b"only here")).sha256
    commit(present, stage(path, present, keys_of(lock), Pace()), same_key=False)
    place = present / "restoring" / "plan.json"
    place.unlink()
    if plan is not None:
        place.write_bytes(plan)
    assert settle(present)
    assert rows_of(present, lock) == rows_of(tmp_path / "data", lock)
    assert (present / "anxin.key").exists() == (lock is not None)
    assert kept in {path.name for path in (present / "files").iterdir()}
    assert not list(present.glob("restoring*"))


# --- Damage ---------------------------------------------------------------------------------------


def small(tmp_path: Path, lock: Lock | None) -> Path:
    database = opened(tmp_path / "data", lock)
    LenderStore(database).add(Lender("l1", MARKER), STAMP)
    FileStore(tmp_path / "data", keys_of(lock)).add(io.BytesIO(b"x" * 500))
    made = make(database, tmp_path / "x.anxin", lock)
    database.close()
    return made.path


def refused(path: Path, folder: Path, lock: Lock | None) -> StoreError:
    folder.mkdir(exist_ok=True)
    before = lying_in(folder)
    with pytest.raises(StoreError) as caught:
        stage(path, folder, keys_of(lock), Pace())
    assert lying_in(folder) == before
    return caught.value


def test_every_cut_is_found(tmp_path: Path, lock: Lock | None) -> None:
    path = small(tmp_path, lock)
    good = path.read_bytes()
    dice = random.Random(7)
    cuts = [*range(20), *(dice.randrange(len(good)) for _ in range(60)), len(good) - 1]
    for cut in cuts:
        path.write_bytes(good[:cut])
        error = refused(path, tmp_path / "other", lock)
        assert isinstance(error, ExportCutShort if cut else ExportForeign)
    path.write_bytes(good + b"\0")
    assert isinstance(refused(path, tmp_path / "other", lock), ExportDamaged)


def test_every_flipped_bit_is_found(tmp_path: Path, lock: Lock | None) -> None:
    path = small(tmp_path, lock)
    good = path.read_bytes()
    dice = random.Random(7)
    for spot in [*range(60), *(dice.randrange(len(good)) for _ in range(240)), len(good) - 1]:
        broken = bytearray(good)
        broken[spot] ^= 1 << dice.randrange(8)
        path.write_bytes(broken)
        error = refused(path, tmp_path / "other", lock)
        assert isinstance(error, ExportDamaged | ExportForeign | ExportNewer | ExportCutShort)


def test_any_file_at_all_is_refused_in_words(tmp_path: Path) -> None:
    dice = random.Random(7)
    path = tmp_path / "x.anxin"
    for number in range(300):
        data = dice.randbytes(dice.randrange(400))
        path.write_bytes(MAGIC + struct.pack(">H", 1) + data if number % 2 else data)
        error = refused(path, tmp_path / "other", None)
        assert isinstance(error, ExportDamaged | ExportForeign | ExportNewer | ExportCutShort)
    refused(tmp_path / "nowhere.anxin", tmp_path / "other", None)


def test_the_key_of_another_vault_opens_nothing(tmp_path: Path, vault: Lock) -> None:
    path = small(tmp_path, vault)
    other, _ = new_vault("另外一个口令", new_code(), date(2026, 11, 22))
    assert isinstance(refused(path, tmp_path / "other", Lock(other, {})), ExportDamaged)


def test_a_newer_export_says_so(tmp_path: Path) -> None:
    path = small(tmp_path, None)
    data = bytearray(path.read_bytes())
    data[9] += 1
    path.write_bytes(data)
    assert isinstance(refused(path, tmp_path / "other", None), ExportNewer)


# --- Made by somebody who means ill ---------------------------------------------------------------


def hostile(tmp_path: Path, members: list[tuple[Member, bytes]], body: int | None = None) -> Path:
    """An export with right sums and whatever in it."""
    path = tmp_path / "hostile.anxin"
    size = body_size([member for member, _ in members]) if body is None else body
    with path.open("wb") as file:
        writer = Writer(file, Head("2026-11-22T03:15:00Z", "0.1.0", size, None), None)
        for member, data in members:
            writer.add(member, iter([data]) if data else iter(()))
        writer.finish()
    return path


def good_database(tmp_path: Path) -> bytes:
    folder = tmp_path / "good"
    opened(folder, None).close()
    return (folder / FILE_NAME).read_bytes()


def changed(tmp_path: Path, *statements: str) -> bytes:
    path = tmp_path / "changed.sqlite"
    path.write_bytes(good_database(tmp_path))
    connection = connect(path, READ_WRITE, None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path.read_bytes()


def members(database: bytes, *more: tuple[Member, bytes]) -> list[tuple[Member, bytes]]:
    return [(Member(DATABASE, len(database)), database), *more]


NAMES = [
    "../../evil.sqlite",
    "/tmp/evil.sqlite",
    "..\\evil.sqlite",
    "C:evil.sqlite",
    "hour-20261122T03Z.sqlite/../x",
    "hour-20261122T03Z.sqlite\n",
    "anxin.key",
    "NUL",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_anywhere(tmp_path: Path, name: str) -> None:
    database = good_database(tmp_path)
    path = hostile(tmp_path, members(database, (Member(COPY, 1, name), b"x")))
    before = set(tmp_path.rglob("*"))
    assert isinstance(refused(path, tmp_path / "other", None), ExportDamaged)
    assert set(tmp_path.rglob("*")) - before == {tmp_path / "other"}


def test_nothing_comes_twice(tmp_path: Path) -> None:
    database = good_database(tmp_path)
    copy = (Member(COPY, 1, "hour-20261122T03Z.sqlite"), b"x")
    file = (Member(FILE, 1), b"x")
    for twice in (
        [*members(database), *members(database)],
        members(database, copy, copy),
        members(database, file, file),
    ):
        error = refused(hostile(tmp_path, twice), tmp_path / "other", None)
        assert isinstance(error, ExportDamaged)


def test_there_is_a_data_file_and_it_comes_first(tmp_path: Path) -> None:
    file = (Member(FILE, 1), b"x")
    for wrong in ([], [file], [file, *members(good_database(tmp_path))]):
        error = refused(hostile(tmp_path, wrong), tmp_path / "other", None)
        assert isinstance(error, ExportDamaged)


def test_what_is_no_member_is_refused(tmp_path: Path) -> None:
    path = hostile(tmp_path, [(Member(9, 1), b"x")])
    assert isinstance(refused(path, tmp_path / "other", None), ExportDamaged)


@pytest.mark.parametrize("size", [2**63, 2**40, 10_000])
def test_a_huge_size_costs_nothing(tmp_path: Path, size: int) -> None:
    path = hostile(tmp_path, members(good_database(tmp_path)))
    data = bytearray(path.read_bytes())
    (length,) = struct.unpack_from(">I", data, 12)
    at = 16 + length + 32
    assert data[at] == DATABASE
    data[at + 2 : at + 10] = struct.pack(">Q", size)
    path.write_bytes(data)
    assert isinstance(refused(path, tmp_path / "other", None), ExportDamaged)


@pytest.mark.parametrize("body", [1, 2**40])
def test_a_body_of_another_length_is_refused(tmp_path: Path, body: int) -> None:
    path = hostile(tmp_path, members(good_database(tmp_path)), body)
    assert isinstance(
        refused(path, tmp_path / "other", None), ExportCutShort if body > 1 else ExportDamaged
    )


STATEMENTS = [
    "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note; END",
    "CREATE VIEW v AS SELECT 1",
    "DROP TABLE note",
    'CREATE TABLE "x (SELECT 1); --" (updated TEXT)',
    "ALTER TABLE note ADD COLUMN evil TEXT",
    "CREATE TABLE lender2 (updated TEXT)",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_only_our_own_tables_are_taken(tmp_path: Path, statement: str) -> None:
    path = hostile(tmp_path, members(changed(tmp_path, statement)))
    assert isinstance(refused(path, tmp_path / "other", None), ExportDamaged)


def test_a_data_file_of_a_newer_program_is_told_apart(tmp_path: Path) -> None:
    path = hostile(tmp_path, members(changed(tmp_path, f"PRAGMA user_version={len(STEPS) + 1}")))
    assert isinstance(refused(path, tmp_path / "other", None), ExportNewer)


@pytest.mark.parametrize(
    "data", [b"", b"junk", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(5000), bytes(8192)]
)
def test_what_is_no_data_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = hostile(tmp_path, members(data))
    assert isinstance(refused(path, tmp_path / "other", None), ExportDamaged)


def test_a_data_file_with_torn_rows_is_refused(tmp_path: Path) -> None:
    rows = "INSERT INTO note (step, subject, text, updated) VALUES ('s', 'l', 'x', '')"
    path = hostile(tmp_path, members(changed(tmp_path, "PRAGMA foreign_keys=OFF", rows)))
    assert isinstance(refused(path, tmp_path / "other", None), ExportDamaged)


HEADS: list[object] = [
    [],
    "x",
    {},
    {"format": "anxin-export", "made": 1, "program": "", "body": 50, "key": None},
    {"format": "anxin-export", "made": "", "program": "", "body": -1, "key": None},
    {"format": "anxin-export", "made": "", "program": "", "body": True, "key": None},
    {"format": "anxin-export", "made": "", "program": "", "body": 1e300, "key": None},
    {"format": "anxin-export", "made": "", "program": "", "body": 50, "key": "x"},
    {"format": "anxin-export", "made": "", "program": "", "body": 50, "key": {"x": 1}},
    {"format": "other", "made": "", "program": "", "body": 50, "key": None},
]


@pytest.mark.parametrize("head", [*HEADS, None], ids=str)
def test_a_head_of_other_types_is_refused(tmp_path: Path, head: object) -> None:
    text = b"[" * 60_000 if head is None else json.dumps(head).encode()
    begin = struct.pack(">8sHHI", MAGIC, 1, 0, len(text)) + text
    path = tmp_path / "x.anxin"
    path.write_bytes(begin + sha256(begin).digest() + bytes(50))
    assert isinstance(refused(path, tmp_path / "other", None), ExportDamaged)


# --- Full disks -----------------------------------------------------------------------------------

STARVED = """
import io, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.store.aside import Pace
from desktop.store.database import open_database
from desktop.store.errors import StoreError
from desktop.store.export import exporting
from desktop.store.files import FileStore, run
from desktop.store.restore import stage
now = datetime(2026, 11, 22, tzinfo=UTC)
folder, target = Path(sys.argv[1]), Path(sys.argv[2])
database = open_database(folder, now)
FileStore(folder).add(io.BytesIO(bytes(3_000_000)))
run(exporting(database, target, now, "0", None, Pace()))
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
for limit in (10_000, 200_000, 2_000_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    for work in (
        lambda: run(exporting(database, target.with_name("y.anxin"), now, "0", None, Pace())),
        lambda: stage(target, folder, None, Pace()),
    ):
        try:
            work()
        except StoreError as error:
            print(type(error).__name__)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
database.close()
print(sorted(path.name for path in folder.parent.iterdir()))
print(sorted(path.name for path in folder.iterdir()), list((folder / "backups").iterdir()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    lines = run_child(STARVED, str(tmp_path / "data"), str(tmp_path / "x.anxin"))
    assert lines[:-2] == ["StoreFull"] * 6
    assert lines[-2:] == [
        "['data', 'x.anxin']",
        "['anxin.sqlite', 'backups', 'files'] []",
    ]
