"""A file is there as a whole or not at all, and whoever cannot have it is told why."""

import errno
import os
from pathlib import Path

import pytest

from desktop.documents.errors import DocumentFolderUnusable, DocumentInUse, DocumentNoRoom
from desktop.documents.files import write_whole


def test_writes_what_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "安心清单_2026-11-22.pdf"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_only_the_person_can_read_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "x", b"one")
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"before")
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(DocumentNoRoom) as caught:
            write_whole(path, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.path == path
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_while_the_file_is_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DocumentNoRoom):
        write_whole(tmp_path / "x.pdf", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_folder_that_is_none(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DocumentFolderUnusable) as caught:
        write_whole(tmp_path / folder / "x.pdf", b"x")
    assert caught.value.path == tmp_path / folder


def test_a_folder_that_takes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object) -> int:
        raise PermissionError(errno.EACCES, "refused", str(path))

    monkeypatch.setattr(os, "open", refuse)  # Whoever runs the tests may be allowed everything.
    with pytest.raises(DocumentFolderUnusable):
        write_whole(tmp_path / "x.pdf", b"x")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(DocumentFolderUnusable):
        write_whole(tmp_path / "x.pdf", b"x")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"before")

    def held(_self: Path, _target: Path) -> None:
        # Windows answers so while a reader program shows the file.
        error = PermissionError(errno.EACCES, "held")
        error.winerror = winerror
        raise error

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(DocumentInUse) as caught:
        write_whole(path, b"x")
    assert caught.value.path == path
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1
