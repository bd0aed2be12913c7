"""Archives and checksums that are the same, byte for byte, whenever the same files go in."""

import hashlib
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

SUMS = "SHA256SUMS"
_BLOCK = 1 << 20


def members(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file and folder below a folder with its name there, in an order that never changes."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        yield path, path.relative_to(folder).as_posix()


def mode_of(path: Path) -> int:
    """Permissions as everybody needs them, whatever the umask was."""
    library = ".so" in path.name  # Loaders read them; only programs are run.
    runnable = path.is_dir() or (path.stat().st_mode & stat.S_IXUSR and not library)
    return 0o755 if runnable else 0o644


def tar_xz(folder: Path, target: Path, top: str, epoch: int) -> None:
    """Pack a folder under the name ``top``; times, owners and modes are those given here."""

    def tidy(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.mtime, info.uid, info.gid, info.uname, info.gname = epoch, 0, 0, "root", "root"
        if not info.issym():
            info.mode = mode_of(folder / Path(info.name).relative_to(top))
        return info

    with (
        lzma.open(target, "wb", preset=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        archive.add(folder, top, recursive=False, filter=tidy)
        for path, name in members(folder):
            archive.add(path, f"{top}/{name}", recursive=False, filter=tidy)


def zip_deflated(folder: Path, target: Path, top: str, epoch: int) -> None:
    """Pack a folder under the name ``top`` for Windows; the names are marked as UTF-8."""
    when = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, name in members(folder):
            if path.is_dir():
                continue
            info = zipfile.ZipInfo(f"{top}/{name}", when)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | mode_of(path)) << 16
            archive.writestr(info, path.read_bytes())


def sha256(path: Path) -> str:
    """The checksum of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_sums(folder: Path) -> Path:
    """Write ``SHA256SUMS`` about every file of a folder, as ``sha256sum --check`` reads it."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    lines = [f"{sha256(path)}  {path.name}\n" for path in files]
    target = folder / SUMS
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target
