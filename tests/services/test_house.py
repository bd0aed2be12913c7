"""Opening everything: problems come typed, with their data, and leave the folder alone."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from desktop.content.loader import content_folder
from desktop.domain.recovery import Source
from desktop.domain.steps import Scope
from desktop.services import errors
from desktop.services.desk import as_user_problems
from desktop.services.house import Services, open_services
from desktop.store import errors as store_errors
from desktop.store.database import FILE_NAME, open_database
from desktop.store.migrations import STEPS
from tests.services.conftest import Clock


def test_nothing_is_made_up_for_the_person(services: Services, folder: Path) -> None:
    assert services.data_dir == folder
    assert services.lenders.all() == ()
    assert services.preferences.welcomed is False
    for variable in services.answers.variables():
        if variable.level is Scope.PERSON:
            assert services.answers.value(variable.id) is None


def test_every_store_error_has_its_user_problem() -> None:
    path = Path("x")
    for kind in store_errors.StoreError.__subclasses__():
        newer = kind is store_errors.StoreNewer
        error = kind(path, 2, 1) if newer else kind(path, "why")  # type: ignore[call-arg]
        with pytest.raises(errors.UserProblem) as caught, as_user_problems():
            raise error
        assert caught.value.path == path  # type: ignore[attr-defined]
        assert caught.value.__cause__ is error


def test_a_newer_file(folder: Path, clock: Clock) -> None:
    open_database(folder, clock(), steps=(*STEPS, "CREATE TABLE later (x TEXT) STRICT")).close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(errors.DataNewer) as caught:
        open_services(folder, None, clock)
    assert caught.value.path == folder / FILE_NAME
    assert (caught.value.found, caught.value.known) == (len(STEPS) + 1, len(STEPS))
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_file_that_is_not_ours(folder: Path, clock: Clock) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_text("日记" * 1000, encoding="utf-8")
    with pytest.raises(errors.DataUnreadable) as caught:
        open_services(folder, None, clock)
    assert caught.value.path == folder / FILE_NAME
    assert (folder / FILE_NAME).read_text(encoding="utf-8") == "日记" * 1000


def test_a_file_of_another_program(folder: Path, clock: Clock) -> None:
    folder.mkdir()
    connection = apsw.Connection(str(folder / FILE_NAME))
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(errors.DataForeign):
        open_services(folder, None, clock)
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_damaged_file_is_recovered_and_told(
    open_again: Callable[[], Services], folder: Path
) -> None:
    services = open_again()
    services.lenders.add("一")
    for _ in services.copies.make():
        pass
    services.close()
    (folder / FILE_NAME).write_bytes(bytes(9000))
    services = open_again()
    assert services.recovered is not None
    assert services.recovered.source is Source.COPY
    assert services.recovered.as_of == "2026-11-22T01:30:00Z"
    assert (Path(services.recovered.kept) / FILE_NAME).read_bytes() == bytes(9000)
    assert [lender.name for lender in services.lenders.all()] == ["一"]
    assert open_again().recovered is None


def test_a_file_where_the_folder_should_be(folder: Path, clock: Clock) -> None:
    folder.write_text("mine", encoding="utf-8")
    with pytest.raises(errors.DataFolderUnusable) as caught:
        open_services(folder, None, clock)
    assert caught.value.path == folder
    assert folder.read_text(encoding="utf-8") == "mine"


def test_a_second_program(services: Services, folder: Path, clock: Clock) -> None:
    services.lenders.add("一")
    with pytest.raises(errors.DataInUse):
        open_services(folder, None, clock)
    services.lenders.add("二")


def test_content_that_is_missing_leaves_the_data_alone(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    with pytest.raises(errors.ContentUnusable) as caught:
        open_services(folder, tmp_path / "nothing", clock)
    assert caught.value.detail
    assert not folder.exists()


def test_a_damaged_library_is_a_problem_when_it_is_needed(
    tmp_path: Path, folder: Path, clock: Clock, services: Services
) -> None:
    services.library.documents()  # Compiled by now, whatever ran before.
    services.close()
    content = tmp_path / "content"
    shutil.copytree(content_folder(), content)
    (content / "library.json").write_text("{", encoding="utf-8")
    opened = open_services(folder, content, clock)
    assert opened.plan.plan().items
    with pytest.raises(errors.ContentUnusable):
        opened.library.documents()
    opened.close()


def test_a_full_disk_is_told_and_nothing_else_changes(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("needs a limit on file size")
    code = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.services.errors import DiskFull
from desktop.services.house import open_services
services = open_services(Path(sys.argv[1]), None, lambda: datetime(2026, 11, 22, tzinfo=UTC))
step = services.library.pack().steps[0].id
services.lenders.add("一")
heard = []
services.bus.subscribe(heard.append)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
size = (services.data_dir / "anxin.sqlite-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, most))
try:
    services.notes.save(step, "", "字" * 20000)
except DiskFull as error:
    print(error.path == services.data_dir / "anxin.sqlite", heard, services.notes.text(step, ""))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
services.notes.save(step, "", "有地方了")
print(len(heard), services.notes.text(step, ""), len(services.lenders.all()))
services.close()
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(folder)],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.stdout.splitlines() == ["True [] ", "1 有地方了 1"], done.stderr


def test_closing_folds_everything_into_one_file(
    open_again: Callable[[], Services], folder: Path
) -> None:
    services = open_again()
    services.lenders.add("一")
    assert (folder / f"{FILE_NAME}-wal").stat().st_size
    services.close()
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
