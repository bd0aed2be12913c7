"""The same files give the same archives, whatever time, order or umask they were made with."""

import hashlib
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from recipe.archives import sha256, tar_xz, write_sums, zip_deflated

EPOCH = 1_790_000_000
NAMES = ("anxin", "_internal/b.so.6", "_internal/a/说明.txt", "_internal/PySide6/x")


def make_tree(folder: Path, names: tuple[str, ...], mode: int, when: int) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
        path.chmod(mode | (0o100 if name == "anxin" else 0))
        os.utime(path, (when, when))
    if os.name == "posix":
        (folder / "link.so").symlink_to("_internal/b.so.6")
    return folder


@pytest.mark.parametrize("pack", [tar_xz, zip_deflated])
def test_twice_the_same_bytes(tmp_path: Path, pack: Callable[[Path, Path, str, int], None]) -> None:
    first = make_tree(tmp_path / "one", NAMES, 0o644, 1)
    second = make_tree(tmp_path / "two", NAMES[::-1], 0o600, 2_000_000)
    for folder in (first, second):
        pack(folder, tmp_path / f"{folder.name}.packed", "anxin-0", EPOCH)
    assert sha256(tmp_path / "one.packed") == sha256(tmp_path / "two.packed")
    (second / "anxin").write_text("other", encoding="utf-8")
    pack(second, tmp_path / "three.packed", "anxin-0", EPOCH)
    assert sha256(tmp_path / "one.packed") != sha256(tmp_path / "three.packed")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_everybody_may_read_and_only_programs_run(tmp_path: Path) -> None:
    folder = make_tree(tmp_path / "one", NAMES, 0o700, 1)
    tar_xz(folder, tmp_path / "x.tar.xz", "anxin-0", EPOCH)
    with tarfile.open(tmp_path / "x.tar.xz") as archive:
        found = {member.name: member for member in archive}
    assert found["anxin-0/anxin"].mode == 0o755
    assert found["anxin-0/_internal/b.so.6"].mode == 0o644
    assert found["anxin-0/_internal"].mode == 0o755
    assert found["anxin-0/link.so"].linkname == "_internal/b.so.6"
    assert {(member.uid, member.uname, member.mtime) for member in found.values()} == {
        (0, "root", EPOCH)
    }


def test_chinese_names_survive_in_a_zip(tmp_path: Path) -> None:
    folder = make_tree(tmp_path / "one", NAMES, 0o644, 1)
    zip_deflated(folder, tmp_path / "x.zip", "anxin-0", EPOCH)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert "anxin-0/_internal/a/说明.txt" in archive.namelist()
        assert archive.testzip() is None


def test_the_sums_name_every_file_once(tmp_path: Path) -> None:
    for name in ("b.deb", "a.tar.xz"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    sums = write_sums(tmp_path)
    write_sums(tmp_path)  # A second time it does not count itself.
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("a.tar.xz", "b.deb")}
    assert sums.read_text(encoding="utf-8") == "".join(
        f"{digest}  {name}\n" for name, digest in digests.items()
    )


@pytest.mark.skipif(os.name == "nt", reason="sha256sum")
def test_sha256sum_agrees(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    write_sums(tmp_path)
    subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, check=True)
