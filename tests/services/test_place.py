"""Moving the data: nothing is lost, the right place is opened, the other one is tidied."""

import io
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.domain.care import Concern, Risk
from desktop.domain.progress import PERSON
from desktop.services import place as module
from desktop.services import room as rooms
from desktop.services import vault
from desktop.services.errors import (
    DataForeign,
    DataInUse,
    DataMoved,
    NotWhileBusy,
    PlaceInside,
    PlaceLost,
    PlaceTaken,
    PlaceUnusable,
    RoomShort,
    StillBusy,
    UserProblem,
)
from desktop.services.house import Services, open_services
from desktop.services.place import Kind, begin_anew, use_data_in
from desktop.services.room import MEGABYTE, Room, RoomService
from desktop.services.whereabouts import FLAGS, OWN_FOLDER, portable_folder
from desktop.services.whereabouts import find_data as find_for
from desktop.store.files import FileStore, run
from desktop.store.keys import Keys
from desktop.store.place import is_removable, mount_of
from desktop.store.restored import MARK, is_marked
from desktop.store.whereabouts import POINTER, SIGN, Whereabouts
from tests.bench.broken import Broken
from tests.services.conftest import Clock
from tests.vaults import PASSPHRASE, turn_on

Usage = namedtuple("Usage", "total used free")
NOTE = "这一句要在"
ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.house import open_services
from desktop.services.whereabouts import find_data
home, there = map(Path, sys.argv[1:])
services = open_services(home, None, lambda: datetime.now(UTC), None, find_data(lambda: home, None))
for number, _ in enumerate(services.place().move(services.place().look(there))):
    if number == 4:
        os._exit(9)
"""


def find_data(home: Path) -> Whereabouts:
    return find_for(lambda: home, None)


class House:
    """Opens the data wherever they are, as a start does."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self.home = home
        self._clock = clock
        self._opened: list[Services] = []
        self._keys: Keys | None = None

    def open(self) -> Services:
        self.close()
        where = find_data(self.home)
        locked = vault.is_locked(where.folder)
        if locked and self._keys is None:
            self._keys = vault.unlock(where.folder, PASSPHRASE)
        keys = self._keys if locked else None
        self._opened.append(open_services(where.folder, None, self._clock, keys, where))
        return self._opened[-1]

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()

    def start(self) -> Services:
        """Open, and do what comes after the first picture."""
        services = self.open()
        if services.place().untidy():
            run(services.place().tidy())
        return services


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    house = House(tmp_path / "home", clock)
    yield house
    house.close()


def step_of(services: Services) -> str:
    return services.library.pack().steps[0].id


def fill(services: Services) -> str:
    """Something of every kind; the SHA-256 of the attachment."""
    services.notes.save(step_of(services), PERSON, NOTE)
    run(services.copies.make())
    file = FileStore(services.data_dir, services.vault().keys).add(io.BytesIO(b"x" * 3_000_000))
    (services.data_dir / "anxin.look").write_text("{}", encoding="ascii")
    (services.data_dir / MARK).touch()  # Data were restored, and nobody has read so yet.
    return file.sha256


def check(services: Services, digest: str) -> None:
    """All of it is there."""
    assert services.recovered is None
    assert services.notes.text(step_of(services), PERSON) == NOTE
    FileStore(services.data_dir, services.vault().keys).verify(digest)
    assert list(services.data_dir.glob("backups/hour-*.sqlite"))
    assert (services.data_dir / "anxin.look").exists()
    assert is_marked(services.data_dir)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def move(services: Services, target: Path) -> Path:
    found = services.place().look(target)
    assert not found.existing
    run(services.place().move(found))
    return found.folder


@pytest.mark.parametrize("locked", [False, True])
def test_everything_is_moved_and_the_old_place_is_tidied(
    house: House, tmp_path: Path, locked: bool
) -> None:
    services = house.open()
    if locked:
        turn_on(services)
    digest = fill(services)
    move(services, tmp_path / "there")
    # Until it has been opened there, everything is in the old place, too.
    assert (house.home / "anxin.sqlite").exists()
    services = house.open()
    assert services.data_dir == tmp_path / "there"
    check(services, digest)
    assert (house.home / "anxin.sqlite").exists()
    assert services.place().left() == (house.home,)
    services = house.start()
    check(services, digest)
    assert names(house.home) == [POINTER]
    assert vault.is_locked(services.data_dir) is locked
    # On to another place, and home again.
    move(services, tmp_path / "further")
    services = house.start()
    check(services, digest)
    assert not (tmp_path / "there").exists()
    move(services, house.home)
    services = house.start()
    assert services.data_dir == house.home
    check(services, digest)
    assert not (tmp_path / "further").exists()
    assert POINTER not in names(house.home)


def test_what_is_written_meanwhile_comes_along(house: House, tmp_path: Path) -> None:
    services = house.open()
    digest = fill(services)
    steps = [step.id for step in services.library.pack().steps]
    for number, _ in enumerate(services.place().move(services.place().look(tmp_path / "there"))):
        services.notes.save(steps[number % len(steps)], PERSON, f"写着 {number}")
        if number % 7 == 0:
            FileStore(services.data_dir).add(io.BytesIO(b"%d" % number))
    said = {step: services.notes.text(step, PERSON) for step in steps}
    kept = names(services.data_dir / "files")
    assert "写着 0" in said.values()
    services = house.start()
    assert {step: services.notes.text(step, PERSON) for step in steps} == said
    assert names(services.data_dir / "files") == kept
    FileStore(services.data_dir).verify(digest)


def test_nothing_can_be_written_any_more_in_the_old_place(house: House, tmp_path: Path) -> None:
    services = house.open()
    move(services, tmp_path / "there")
    with pytest.raises(DataMoved):
        services.notes.save(step_of(services), PERSON, NOTE)
    assert not services.copies.behind()


def test_one_that_is_given_up_leaves_nothing(house: House, tmp_path: Path) -> None:
    services = house.open()
    digest = fill(services)
    for stop_after in range(0, 60, 3):
        steps = services.place().move(services.place().look(tmp_path / "there"))
        for number, _ in enumerate(steps):
            if number == stop_after:
                steps.close()
        if services.place().where != find_data(house.home):
            break  # It had come to its end.
        assert not (tmp_path / "there").exists()
        assert POINTER not in names(house.home)
    services = house.start()
    check(services, digest)


def test_what_a_kill_left_in_the_new_place_goes_at_the_next_start(
    house: House, tmp_path: Path
) -> None:
    digest = fill(house.open())
    house.close()
    killed = [sys.executable, "-c", KILLED, str(house.home), str(tmp_path / "there")]
    assert subprocess.run(killed, cwd=ROOT, check=False).returncode == 9
    assert SIGN in names(tmp_path / "there")
    services = house.start()
    check(services, digest)
    assert not (tmp_path / "there").exists()
    assert POINTER not in names(house.home)


def test_a_pointer_that_was_half_written_is_nothing(house: House, tmp_path: Path) -> None:
    services = house.open()
    digest = fill(services)
    move(services, tmp_path / "there")
    house.start()
    (house.home / f"{POINTER}.part").write_text("{", encoding="ascii")
    services = house.open()
    move(services, house.home)
    services = house.start()
    assert services.data_dir == house.home
    check(services, digest)
    (house.home / f"{POINTER}.part").write_text("{", encoding="ascii")
    assert f"{POINTER}.part" not in names(house.start().data_dir)


def test_a_folder_of_the_same_name_is_not_tidied(house: House, tmp_path: Path) -> None:
    services = house.open()
    steps = services.place().move(services.place().look(tmp_path / "there"))
    next(steps)
    pointer = (house.home / POINTER).read_bytes()
    steps.close()
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / SIGN).write_text("f" * 32, encoding="ascii")
    (tmp_path / "there" / "anxin.sqlite").write_text("somebody's", encoding="ascii")
    (house.home / POINTER).write_bytes(pointer)
    house.start()
    assert names(tmp_path / "there") == [SIGN, "anxin.sqlite"]


def test_what_was_changed_in_the_old_place_since_stays(house: House, tmp_path: Path) -> None:
    services = house.open()
    digest = fill(services)
    move(services, tmp_path / "there")
    house.close()
    # Somebody opens the old place by a command and writes something.
    old = open_services(house.home, None, lambda: Clock().moment)
    old.notes.save(old.library.pack().steps[1].id, PERSON, "只在旧的地方")
    old.close()
    services = house.open()
    assert run(services.place().tidy()) is True
    check(services, digest)
    assert not services.place().untidy()
    old = open_services(house.home, None, lambda: Clock().moment)
    assert old.notes.text(old.library.pack().steps[1].id, PERSON) == "只在旧的地方"
    old.close()


def test_an_old_place_that_is_in_use_is_tidied_later(house: House, tmp_path: Path) -> None:
    services = house.open()
    fill(services)
    move(services, tmp_path / "there")
    services = house.open()
    old = open_services(house.home, None, lambda: Clock().moment)
    with pytest.raises(DataInUse):
        run(services.place().tidy())
    old.close()
    house.start()
    assert names(house.home) == [POINTER]


def test_what_is_not_ours_stays_where_it_is(house: House, tmp_path: Path) -> None:
    services = house.open()
    fill(services)
    run(services.exports().make(house.home / "mine.anxin"))
    (house.home / "合同.pdf").write_text("theirs", encoding="ascii")
    move(services, tmp_path / "there")
    shutil.copyfile(house.home / "mine.anxin", house.home / "later.anxin")
    services = house.start()
    assert names(house.home) == [POINTER, "later.anxin", "合同.pdf"]
    assert "mine.anxin" in names(services.data_dir)


# --- Which places will do -------------------------------------------------------------------------


def test_places_that_will_not_do_are_refused(house: House, tmp_path: Path) -> None:
    place = house.open().place()
    for inside in (house.home, house.home / "inner", house.home / "backups" / "x"):
        with pytest.raises(PlaceInside):
            place.look(inside)
    link = tmp_path / "link"
    if sys.platform != "win32":
        link.symlink_to(house.home)
        with pytest.raises(PlaceInside):
            place.look(link / "inner")
    (tmp_path / "taken" / OWN_FOLDER).mkdir(parents=True)
    (tmp_path / "taken" / "x.txt").write_text("x", encoding="ascii")
    (tmp_path / "taken" / OWN_FOLDER / "x.txt").write_text("x", encoding="ascii")
    with pytest.raises(PlaceTaken):
        place.look(tmp_path / "taken")


def test_a_folder_with_other_things_gets_one_of_our_own(house: House, tmp_path: Path) -> None:
    services = house.open()
    digest = fill(services)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "照片.jpg").write_text("x", encoding="ascii")
    assert move(services, tmp_path / "stick") == tmp_path / "stick" / OWN_FOLDER
    services = house.start()
    check(services, digest)
    assert names(tmp_path / "stick") == [OWN_FOLDER, "照片.jpg"]


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_nothing_is_refused(house: House, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(PlaceUnusable):
        house.open().place().look(tmp_path / "shut")


def test_a_file_in_the_way_is_refused(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    with pytest.raises((PlaceUnusable, PlaceTaken)):
        house.open().place().look(tmp_path / "file" / "inner")


@contextmanager
def free_space(monkeypatch: pytest.MonkeyPatch, free: int) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(rooms.shutil, "disk_usage", lambda _: Usage(free * 2, free, free))
        yield


def test_a_disk_without_room_is_refused_before_anything_is_done(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = house.open()
    with free_space(monkeypatch, 3 * MEGABYTE), pytest.raises(RoomShort) as caught:
        services.place().look(tmp_path / "there")
    assert caught.value.free == 3
    assert caught.value.needed >= 16
    assert not (tmp_path / "there").exists()


def test_it_says_what_kind_of_place_it_is(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = house.open().place()
    assert Concern(Risk.SYNCED, "Dropbox") in place.look(tmp_path / "Dropbox" / "x").risks
    monkeypatch.setattr(module.place, "is_removable", lambda _: True)
    assert Concern(Risk.REMOVABLE, "") in place.look(tmp_path / "stick").risks
    monkeypatch.setattr(module.place, "on_network", lambda _: True)
    assert place.look(tmp_path / "share").risks == (Concern(Risk.NETWORK, ""),)


def test_drives_that_are_plugged_in_are_known() -> None:
    mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n30 22 8:17 / /media/a/STICK rw - vfat /x rw\n"
    assert mount_of(Path("/media/a/STICK/x"), mounts) == ("/media/a/STICK", "vfat", "8:17")
    assert mount_of(Path("/media/a/STICKER"), mounts).point == "/"
    assert is_removable(Path(__file__)) is False


def test_not_while_something_is_being_encrypted_or_taken_in(house: House, tmp_path: Path) -> None:
    services = house.open()
    target = services.place().look(tmp_path / "there")
    own = services.vault()
    steps = own.turn_on(own.prepare(PASSPHRASE))
    next(steps)
    with pytest.raises(StillBusy):
        run(services.place().move(target))
    for _ in steps:
        pass
    # Left where it was: it goes on by itself, and then there is time.
    left = own.turn_off(own.prove(PASSPHRASE))
    next(left)
    left.close()
    with pytest.raises(NotWhileBusy):
        run(services.place().move(target))
    run(own.resume())
    (services.data_dir / "taking-in").touch()
    with pytest.raises(NotWhileBusy):
        run(services.place().move(target))


# --- Found again ----------------------------------------------------------------------------------


def test_a_place_that_is_gone_is_said_and_nothing_new_is_begun(
    house: House, tmp_path: Path
) -> None:
    services = house.open()
    digest = fill(services)
    move(services, tmp_path / "there")
    house.start()
    house.close()
    (tmp_path / "there").rename(tmp_path / "elsewhere")
    with pytest.raises(PlaceLost) as caught:
        find_data(house.home)
    assert caught.value.path == tmp_path / "there"
    assert names(house.home) == [POINTER]
    # Another folder of that name is not it.
    (tmp_path / "there").mkdir()
    with pytest.raises(PlaceLost):
        find_data(house.home)
    # It is found where it is now.
    assert not use_data_in(house.home, tmp_path / "there")
    assert use_data_in(house.home, tmp_path / "elsewhere")
    check(house.start(), digest)


def test_whoever_has_really_lost_it_can_begin_anew(house: House, tmp_path: Path) -> None:
    services = house.open()
    fill(services)
    move(services, tmp_path / "there")
    house.start()
    house.close()
    shutil.rmtree(tmp_path / "there")
    begin_anew(house.home)
    assert house.start().data_dir == house.home


def test_a_damaged_pointer_is_no_new_beginning(house: House, tmp_path: Path) -> None:
    services = house.open()
    move(services, tmp_path / "there")
    path = house.home / POINTER
    whole = path.read_bytes()
    for spoiled in (
        b"",
        b"{}",
        whole[:-5],
        whole.replace(b"there", b"thers"),
        b"\xff" * 20,
        b"[" * 9000,
    ):
        path.write_bytes(spoiled)
        with pytest.raises(PlaceLost):
            find_data(house.home)
    assert use_data_in(house.home, tmp_path / "there")
    assert house.start().data_dir == tmp_path / "there"


def test_data_of_before_are_found_after_the_system_was_set_up_anew(
    house: House, tmp_path: Path, clock: Clock
) -> None:
    services = house.open()
    digest = fill(services)
    move(services, tmp_path / "stick")
    house.start()
    house.close()
    shutil.rmtree(house.home)
    services = house.open()
    assert services.notes.text(step_of(services), PERSON) == ""
    found = services.place().look(tmp_path / "stick")
    assert found.existing
    services.place().use(found)
    services = house.start()
    check(services, digest)
    # What was begun meanwhile is not lost: it can be used again.
    found = services.place().look(house.home)
    assert found.existing
    services.place().use(found)
    assert house.start().data_dir == house.home


def test_data_of_another_program_are_not_used(house: House, tmp_path: Path) -> None:
    import apsw

    (tmp_path / "theirs").mkdir()
    connection = apsw.Connection(str(tmp_path / "theirs" / "anxin.sqlite"))
    connection.execute("CREATE TABLE x (y); PRAGMA application_id = 7")
    connection.close()
    services = house.open()
    found = services.place().look(tmp_path / "theirs")
    assert found.existing
    with pytest.raises(DataForeign):
        services.place().use(found)
    assert POINTER not in names(house.home)


def test_a_command_or_a_file_beside_the_program_says_where(
    house: House, tmp_path: Path, clock: Clock
) -> None:
    services = open_services(tmp_path / "data", None, clock)
    assert (services.place().kind, services.place().movable) == (Kind.TOLD, False)
    assert not services.place().untidy()
    services.close()
    program = tmp_path / "program"
    program.mkdir()
    assert portable_folder(program) is None
    for flag in FLAGS:
        (program / flag).touch()
        assert portable_folder(program) == program
        (program / flag).unlink()
    where = find_for(lambda: tmp_path / "home", program)
    assert where.folder == program / OWN_FOLDER
    services = open_services(where.folder, None, clock, None, where)
    assert (services.place().kind, services.place().movable) == (Kind.PORTABLE, False)
    services.close()
    services = house.open()
    assert (services.place().kind, services.place().movable) == (Kind.ACCOUNT, True)
    move(services, tmp_path / "there")
    assert house.start().place().kind is Kind.CHOSEN


def test_erasing_everything_erases_also_what_a_move_has_left(house: House, tmp_path: Path) -> None:
    services = house.open()
    fill(services)
    move(services, tmp_path / "there")
    services = house.open()
    services.erase().everything()
    assert names(house.home) == [POINTER]
    services = house.start()
    assert services.data_dir == tmp_path / "there"
    assert services.notes.text(step_of(services), PERSON) == ""


# --- Faults ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def broken() -> Broken:
    return Broken()


@pytest.mark.parametrize("locked", [False, True])
def test_an_error_at_any_operation_loses_nothing(
    house: House, tmp_path: Path, broken: Broken, locked: bool
) -> None:
    services = house.open()
    if locked:
        turn_on(services)
    digest = fill(services)
    refused = 0
    for number in range(400):
        services = house.open()
        target = services.place().look(tmp_path / f"there-{number}")
        broken.fail(str(tmp_path), number)
        try:
            run(services.place().move(target))
        except PlaceUnusable:
            refused += 1
        except UserProblem as problem:
            pytest.fail(repr(problem))
        finally:
            reached = broken.mend()
        check(house.start(), digest)
        if not reached:
            break
    assert not reached
    assert refused > 20


# --- Room -----------------------------------------------------------------------------------------


def test_how_much_room_things_take(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = house.open()
    fill(services)
    room = RoomService(services.data_dir)
    (tmp_path / "big").write_bytes(b"x" * 5_000_000)
    with free_space(monkeypatch, 4 * MEGABYTE):
        assert room.for_vault().short
        assert room.for_restore(tmp_path / "big").short
        assert all(each.short for each in room.for_export(tmp_path / "x.anxin"))
        assert room.for_files([tmp_path / "big"]).short
    with free_space(monkeypatch, 210 * MEGABYTE):
        assert not room.for_vault().short
        assert room.for_vault().scarce
        room.for_vault().check()
    with free_space(monkeypatch, 900 * MEGABYTE):
        assert not room.for_files([tmp_path / "big"]).scarce
    assert room.for_files([tmp_path / "big"]).needed >= 5_000_000
    assert Room(tmp_path, 0, 1).scarce
