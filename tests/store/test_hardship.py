"""Full disks and folders that cannot be written: a typed problem, and nothing lost."""

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.store.database import FILE_NAME, open_database
from desktop.store.settings import SettingStore
from tests.store.children import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits and owners of POSIX")

NOW = datetime(2026, 11, 22, tzinfo=UTC)

OPENING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.store.database import open_database
from desktop.store.errors import StoreError
from desktop.store.settings import SettingStore

def attempt(action):
    try:
        result = action()
    except StoreError as error:
        print(type(error).__name__, error.path)
    else:
        print("fine")
        return result

folder = Path(sys.argv[1])
now = datetime(2026, 11, 22, tzinfo=UTC)
"""

AS_NOBODY = (
    OPENING
    + """
import os
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
attempt(lambda: open_database(folder, now))
"""
)

STARVED = (
    OPENING
    + """
import resource
database = open_database(folder, now)
settings = SettingStore(database)
settings.put({"before": "kept"})
size = (folder / "anxin.sqlite-wal").stat().st_size
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, most))
attempt(lambda: settings.put({"huge": "x" * 1_000_000}))
attempt(lambda: settings.put({"before": "kept", "small": "kept"}))
print(sorted(settings.all()))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
attempt(lambda: settings.put({"after": "kept"}))
database.close()
"""
)

STARVED_FROM_THE_START = (
    OPENING
    + """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
attempt(lambda: open_database(folder, now))
"""
)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A data folder with one setting in it."""
    folder = tmp_path / "data"
    database = open_database(folder, NOW)
    SettingStore(database).put({"before": "kept"})
    database.close()
    return folder


@pytest.fixture
def reachable(tmp_path: Path) -> Path:
    """Lets a process without rights come as far as the folder under test."""
    if os.getuid() == 0:
        # One more where several processes share the tests.
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    return tmp_path


def settings_in(folder: Path) -> dict[str, str]:
    folder.chmod(0o700)
    (folder / FILE_NAME).chmod(0o600)
    database = open_database(folder, NOW)
    try:
        return SettingStore(database).all()
    finally:
        database.close()


def give_to_nobody(folder: Path) -> None:
    """So that modes, not the owner of the test run, decide what the child may do."""
    if os.getuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, 65534, 65534)


def test_a_folder_that_cannot_be_made(reachable: Path) -> None:
    closed = reachable / "closed"
    closed.mkdir(mode=0o555)
    assert run(AS_NOBODY, str(closed / "data")) == [f"StoreFolderUnusable {closed / 'data'}"]


def test_somebody_elses_folder(reachable: Path, filled: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("needs a second owner")
    lines = run(AS_NOBODY, str(filled))
    assert lines == [f"StoreFolderUnusable {filled / FILE_NAME}"]
    assert settings_in(filled) == {"before": "kept"}


def test_a_file_that_may_only_be_read(reachable: Path, filled: Path) -> None:
    give_to_nobody(filled)
    path = filled / FILE_NAME
    path.chmod(0o400)
    before = path.read_bytes()
    assert run(AS_NOBODY, str(filled)) == [f"StoreFolderUnusable {path}"]
    assert path.read_bytes() == before
    assert [found.name for found in filled.iterdir()] == [FILE_NAME]
    assert settings_in(filled) == {"before": "kept"}


def test_a_folder_that_may_only_be_read(reachable: Path, filled: Path) -> None:
    """The file alone could be written, but its log has no place to go."""
    if os.getuid() != 0:
        pytest.skip("needs a second owner")
    (filled / FILE_NAME).chmod(0o666)
    filled.chmod(0o755)
    assert run(AS_NOBODY, str(filled)) == [f"StoreFolderUnusable {filled / FILE_NAME}"]
    assert settings_in(filled) == {"before": "kept"}


def test_a_full_disk_loses_only_the_change_that_did_not_fit(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    lines = run(STARVED, str(folder))
    assert lines == [
        f"StoreFull {folder / FILE_NAME}",
        "fine",
        "['before', 'small']",
        "fine",
    ]
    assert sorted(settings_in(folder)) == ["after", "before", "small"]


def test_a_disk_too_full_to_begin(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert run(STARVED_FROM_THE_START, str(folder)) == [f"StoreFull {folder / FILE_NAME}"]
    assert settings_in(folder) == {}
