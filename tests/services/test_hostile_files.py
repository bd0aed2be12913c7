"""Files that were made to do harm are kept as bytes, and every way out gives them a safe name."""

import io
import zipfile
from pathlib import Path

import pytest

from desktop.domain.attachments import Came
from desktop.domain.bundle import BundleWish, ShareLevel
from desktop.services.attachments import Source
from desktop.services.errors import AttachmentNotShown
from desktop.services.house import Services
from desktop.store.files import run
from tests.bench.fuzzed import file_of
from tests.pictures import HEIC

NAMES = (
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "C:\\Users\\me\\a.jpg",
    "a\0b.jpg",
    "\u202egpj.exe",
    "a\u2066b\u2069.png",
    "CON.jpg",
    "name. . ",
    "两\n行",
    "x" * 3000,
    "\ud800.png",
    "",
)


def bomb() -> bytes:
    """A zip file of some kilobytes that unpacks to sixty-four megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", bytes(64 << 20))
    return out.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_anywhere_or_turns_a_line(
    services: Services, name: str, tmp_path: Path
) -> None:
    incident = services.incidents().add()
    source = Source(io.BytesIO(HEIC), name)
    (file,) = run(services.attachments().adding(incident.id, (source,), Came.DROPPED)).attachments
    assert not set(file.shown_name) & set("/\\\0\n\u202e\u2066\u2069")
    assert file.shown_name.isprintable()
    assert len(file.shown_name) <= 255
    copy = run(services.attachments().opening(file.id))
    assert copy.is_relative_to(services.data_dir / "opened")
    assert copy.resolve().is_relative_to((services.data_dir / "opened").resolve())
    assert copy.suffix == ".heic"
    services.attachments().close_copies()
    wish = BundleWish((incident.id,), ShareLevel.FULL, zipped=False)
    bag = Path(run(services.bundles().making(wish, tmp_path / "bag")).paths[0])
    assert [path.name for path in (bag / "data/files").iterdir()] == ["0001-picture.heic"]


def test_a_zip_bomb_is_kept_and_never_unpacked(services: Services, tmp_path: Path) -> None:
    data = bomb()
    incident = services.incidents().add()
    source = Source(io.BytesIO(data), "图片.jpg")
    (file,) = run(services.attachments().adding(incident.id, (source,), Came.DROPPED)).attachments
    assert file.type == "application/zip"
    with pytest.raises(AttachmentNotShown):
        run(services.attachments().opening(file.id))
    wish = BundleWish((incident.id,), ShareLevel.NONE, zipped=False)
    made = run(services.bundles().making(wish, tmp_path / "bag"))
    assert made.files == 0
    assert len(made.left_out) == 1


def test_the_fuzz_gives_the_same_files_for_the_same_numbers() -> None:
    assert [file_of(1, number) for number in range(20)] == [file_of(1, n) for n in range(20)]
    assert len({file_of(1, number) for number in range(50)}) > 40
