"""Looking after the data: warned before harm, told once, and damage is found."""

import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from desktop.domain.care import Concern, Risk
from desktop.services import care as module
from desktop.services.errors import DataFolderGone, DataInUse, DataUnreadable
from desktop.services.house import Services, open_services
from desktop.store.errors import StoreFolderUnusable
from desktop.store.files import FileStore
from desktop.store.place import is_network, kind_of_mount, synced_by
from tests.services.conftest import Clock

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/a/OneDrive - Firma/data", "OneDrive"),
        ("/home/a/我的坚果云/data", "坚果云"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/data", "iCloud"),
        ("/Users/a/Library/CloudStorage/OneDrive-Personal/x", "OneDrive"),
        ("/home/a/Dropbox (Personal)/x", "Dropbox"),
        ("/home/a/BaiduSyncdisk/x", "百度网盘"),
        ("/home/a/.local/share/anxin-checklist", ""),
        ("/home/a/my dropbox notes/x", ""),
        ("/srv/work/x", "OneDrive"),
        ("/srv/working/x", ""),
    ],
)
def test_folders_that_others_copy_are_known(path: str, service: str) -> None:
    assert synced_by(Path(path), {"OneDriveCommercial": "/srv/work", "OneDrive": ""}) == service


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/share\\040one rw - cifs //server/share rw
31 30 0:41 / /mnt/share\\040one/inner rw shared:9 - btrfs /dev/sdb rw
32 22 0:42 / /mnt/home rw - nfs4 server:/home rw
33 22 0:43 / /mnt/fuse rw - fuse.sshfs somebody@host: rw
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/a", False),
        ("/mnt/share one/data", True),
        ("/mnt/share one/inner/data", False),
        ("/mnt/home/a", True),
        ("/mnt/homeless", False),
        ("/mnt/fuse/x", True),
    ],
)
def test_folders_on_other_machines_are_known(path: str, network: bool) -> None:
    assert is_network(kind_of_mount(Path(path), MOUNTS)) is network


def test_a_synced_folder_is_told_once(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "Dropbox" / "data"
    for told in ([Concern(Risk.SYNCED, "Dropbox")], []):
        services = open_services(folder, None, clock)
        found = [each for each in services.care().concerns() if each.risk is not Risk.ROOM]
        assert found == told
        for each in found:
            services.care().told(each)
        services.close()
    # Elsewhere it is another folder.
    moved = tmp_path / "OneDrive" / "data"
    shutil.copytree(folder, moved)
    services = open_services(moved, None, clock)
    assert Concern(Risk.SYNCED, "OneDrive") in services.care().concerns()
    services.close()


def test_little_room_is_told_at_every_start(
    services: Services, open_again: Callable[[], Services], monkeypatch: pytest.MonkeyPatch
) -> None:
    free = module.ENOUGH
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free))
    assert services.care().concerns() == ()
    free -= 1
    (concern,) = services.care().concerns()
    assert concern == (Risk.ROOM, "199")
    services.care().told(concern)
    assert services.care().concerns() == ()
    assert open_again().care().concerns() == (concern,)


def risks(services: Services) -> list[Risk]:
    return [each.risk for each in services.care().concerns() if each.risk is not Risk.ROOM]


def test_a_clock_that_was_put_back_is_told(
    services: Services, open_again: Callable[[], Services], clock: Clock
) -> None:
    services.care().note_time()
    clock.moment -= timedelta(minutes=9)
    services.care().note_time()
    assert risks(open_again()) == []
    clock.moment -= timedelta(days=3)
    again = open_again()
    again.care().note_time()
    assert risks(again) == [Risk.CLOCK]
    again.care().told(Concern(Risk.CLOCK, ""))
    assert risks(open_again()) == []
    clock.moment += timedelta(days=30)
    assert risks(open_again()) == []


def test_a_folder_that_was_taken_away_is_said_and_works_when_it_is_back(
    services: Services, folder: Path
) -> None:
    away = folder.with_name("away")
    folder.rename(away)
    desk = services.lenders._desk
    with pytest.raises(DataFolderGone), desk.reading():
        raise StoreFolderUnusable(folder, "disk I/O error")
    with pytest.raises(DataFolderGone), desk.change(None):
        raise StoreFolderUnusable(folder, "disk I/O error")
    away.rename(folder)
    services.lenders.add("还在")
    assert services.lenders.all()[-1].name == "还在"


def test_a_copied_folder_is_a_folder_of_its_own(services: Services, clock: Clock) -> None:
    services.lenders.add("甲")
    folder = services.data_dir
    (folder / "anxin.lock").touch()
    other = folder.with_name("copied")
    shutil.copytree(folder, other)
    copy = open_services(other, None, clock)
    assert [each.name for each in copy.lenders.all()] == ["甲"]
    copy.lenders.add("乙")
    assert [each.name for each in services.lenders.all()] == ["甲"]
    copy.close()
    with pytest.raises(DataInUse):
        open_services(folder, None, clock)


# --- Whether it is whole --------------------------------------------------------------------------


def check(services: Services) -> int:
    steps = services.care().check()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)


def test_it_is_looked_over_once_a_week(
    services: Services, open_again: Callable[[], Services], clock: Clock
) -> None:
    assert services.care().check_due()
    assert check(services) == 0
    assert not open_again().care().check_due()
    clock.moment += timedelta(days=6)
    assert not open_again().care().check_due()
    clock.moment += timedelta(days=1)
    assert open_again().care().check_due()
    clock.moment -= timedelta(days=30)
    assert open_again().care().check_due()


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.house import open_services
services = open_services(Path(sys.argv[1]), None, lambda: datetime(2026, 11, 22, 1, 30, tzinfo=UTC))
for _ in services.care().check():
    pass
services.lenders.add("x")
os._exit(1)
"""


def test_after_an_unclean_end_it_is_looked_over(folder: Path, clock: Clock) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    for unclean in (True, False):
        services = open_services(folder, None, clock)
        assert services.care().unclean is unclean
        assert services.care().check_due() is unclean
        services.close()


def test_a_damaged_file_is_counted(services: Services, folder: Path) -> None:
    for number in range(3):
        FileStore(folder).add(BytesIO(b"%d" % number))
    first, *_ = sorted((folder / "files").iterdir())
    first.write_bytes(b"other")
    assert check(services) == 1


def test_damage_of_a_large_data_file_is_found_and_repaired_at_the_next_start(
    services: Services, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store import database

    for number in range(200):
        services.lenders.add(f"lender number {number} {'x' * 20}")
    for _ in services.copies.make():
        pass
    services.close()
    monkeypatch.setattr(database, "_CHECKED_BYTES", 0)
    path = folder / "anxin.sqlite"
    whole = bytearray(path.read_bytes())
    place = whole.index(b"lender number 100 ")
    whole[place] ^= 1
    path.write_bytes(whole)
    opened = open_services(folder, None, clock)
    assert opened.recovered is None
    with pytest.raises(DataUnreadable):
        check(opened)
    opened.close()
    assert (folder / "anxin.check").exists()
    again = open_services(folder, None, clock)
    assert again.recovered is not None
    assert len(again.lenders.all()) >= 200
    assert not (folder / "anxin.check").exists()
    again.close()
