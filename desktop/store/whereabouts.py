"""Where the data lie: in the home folder of the program, or where a small file there points to.

``anxin.place`` in the home folder is the only thing that says so, and it is written whole by one
rename: what is being copied to another place counts from that instant, and what was left behind is
listed in the same file until it is tidied. In every place that was moved to lies a sign of its own,
so that another drive that has taken the same letter or name is not taken for it.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.domain.record import Record
from desktop.store.disk import sync_file, sync_folder
from desktop.store.errors import PlaceLost, StoreError

POINTER = "anxin.place"
UNFINISHED = f"{POINTER}.part"
SIGN = "anxin.here"
_FORMAT = "anxin-place"
_SIGN_BYTES = 16


class Left(Record):
    """A place that the data were moved from, and that is not tidied yet.

    Attributes:
        folder: The place; empty for the home folder.
        said: The digest of the data file as it was moved.
    """

    folder: str
    said: str


class Coming(Record):
    """A place that data are being copied to, which do not count yet.

    Attributes:
        folder: The place; empty for the home folder.
        sign: What its sign says.
        made: Whether the folder was made for them.
    """

    folder: str
    sign: str
    made: bool


class Pointer(Record):
    """What the home folder says of the place of the data.

    Attributes:
        folder: Where they are; empty for the home folder itself.
        sign: What the sign there says.
        left: Places that are still to be tidied.
        coming: Where they are being moved to.
    """

    folder: str = ""
    sign: str = ""
    left: tuple[Left, ...] = ()
    coming: Coming | None = None


class Whereabouts(Record):
    """Where the data are, and how that is known.

    Attributes:
        folder: The data folder.
        home: The folder that says so; None if somebody else does, so that it cannot be changed.
        portable: Whether a file beside the program keeps them beside it.
    """

    folder: Path
    home: Path | None = None
    portable: bool = False

    @property
    def told(self) -> bool:
        """Whether the command that started the program says it."""
        return self.home is None and not self.portable


def find(home: Path) -> Whereabouts:
    """Where the data are that belong to a home folder.

    Raises:
        PlaceLost: They were moved, and the place is not there now, or nobody knows which it was.
    """
    # Nearly nobody has moved them, and every start asks.
    if not os.path.exists(home / POINTER):  # noqa: PTH110  Where it may not be read there is none.
        return Whereabouts(home, home)
    pointer = read_pointer(home)
    folder = folder_of(pointer.folder, home)
    if pointer.folder and read_sign(folder) != pointer.sign:
        raise PlaceLost(folder)
    return Whereabouts(folder, home)


def folder_of(told: str, home: Path) -> Path:
    """The folder that a pointer means."""
    return Path(told) if told else home


def told_of(folder: Path, home: Path) -> str:
    """How a pointer tells of a folder: so that a home that was moved as a whole is still right."""
    return "" if same_folder(folder, home) else str(folder)


def same_folder(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same folder."""
    with suppress(OSError):
        return one.samefile(other)
    return one.absolute() == other.absolute()


def read_pointer(home: Path) -> Pointer:
    """What a home folder says; what one says that has no pointer, if there is none.

    Raises:
        PlaceLost: It cannot be read.
    """
    path = home / POINTER
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return Pointer()
    except (OSError, UnicodeDecodeError) as error:
        raise PlaceLost(path) from error
    return _decoded(path, text)


def write_pointer(home: Path, pointer: Pointer) -> None:
    """Writes the pointer whole, and waits until it is on the disk; one that says nothing goes.

    Raises:
        StoreError: It could not be written; the one before counts.
    """
    from desktop.store.database import typed_failures  # noqa: PLC0415  Brings the driver.

    path = home / POINTER
    part = path.with_name(UNFINISHED)
    with typed_failures(path):
        before = path.read_bytes() if path.exists() else None
        if pointer == Pointer():
            path.unlink(missing_ok=True)
            part.unlink(missing_ok=True)
            with suppress(OSError):
                sync_folder(home)
            return
        try:
            _write(part, _encoded(pointer).encode("ascii"))
            part.replace(path)
            try:
                sync_folder(home)
            except OSError:
                # It may not outlive a power cut: then nothing must be built on it.
                _put_back(path, part, before)
                raise
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _put_back(path: Path, part: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        _write(part, before)
        part.replace(path)


def _write(path: Path, data: bytes) -> None:
    from desktop.store.database import make_private_file  # noqa: PLC0415  Likewise.

    path.unlink(missing_ok=True)
    make_private_file(path)
    path.write_bytes(data)
    sync_file(path)


def _encoded(pointer: Pointer) -> str:
    import json  # noqa: PLC0415  Nearly no start needs it.

    told = {
        "folder": pointer.folder,
        "sign": pointer.sign,
        "left": [list(each) for each in pointer.left],
        "coming": None if pointer.coming is None else list(pointer.coming),
    }
    return json.dumps({"format": _FORMAT, "version": 1, **told, "sum": _sum(told)})


def _sum(told: dict[str, Any]) -> str:
    import json  # noqa: PLC0415  Likewise.
    from hashlib import sha256  # noqa: PLC0415  Likewise.

    return sha256(json.dumps(told, sort_keys=True).encode("ascii")).hexdigest()


def _decoded(path: Path, text: str) -> Pointer:
    import json  # noqa: PLC0415  Likewise.

    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PlaceLost(path) from error
    match told:
        case {
            "format": "anxin-place",
            "version": 1,
            "folder": str(folder),
            "sign": str(sign),
            "left": list(left),
            "coming": coming,
            "sum": str(total),
        } if total == _sum({name: told[name] for name in ("folder", "sign", "left", "coming")}):
            return Pointer(
                folder,
                sign,
                tuple(Left(*each) for each in left),
                None if coming is None else Coming(*coming),
            )
    raise PlaceLost(path)


# --- The sign of a place --------------------------------------------------------------------------


def read_sign(folder: Path) -> str:
    """What the sign of a place says; empty if there is none that can be read."""
    try:
        return (folder / SIGN).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def new_sign() -> str:
    """What no other sign says."""
    return os.urandom(_SIGN_BYTES).hex()


def put_sign(folder: Path, sign: str) -> None:
    """Puts up a sign.

    Raises:
        StoreError: It could not be written.
    """
    from desktop.store.database import typed_failures  # noqa: PLC0415  Likewise.

    part = folder / f"{SIGN}.part"
    with typed_failures(folder / SIGN):
        _write(part, f"{sign}\n".encode("ascii"))
        part.replace(folder / SIGN)
        sync_folder(folder)


def use(home: Path, folder: Path) -> None:
    """Lets the data in another folder count from the next start on; nothing is moved.

    Raises:
        StoreError: That could not be noted; everything stays.
    """
    told = told_of(folder, home)
    sign = read_sign(folder) or new_sign()
    if told and not read_sign(folder):
        put_sign(folder, sign)
    try:
        before = read_pointer(home)
    except StoreError:
        before = Pointer()
    left = tuple(each for each in before.left if each.folder != told)
    write_pointer(home, Pointer(told, sign if told else "", left))
