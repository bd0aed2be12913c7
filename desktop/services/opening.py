"""What is done around opening the data: ending what was begun, mending, following, taking away."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.pack import Pack, mark_of
from desktop.services.desk import Desk
from desktop.services.errors import UserProblem
from desktop.store.database import Database, has_key_file, is_locked, open_database
from desktop.store.errors import StoreError, StoreUnreadable
from desktop.store.settings import PACK_MARK, SettingStore

if TYPE_CHECKING:
    from desktop.domain.recovery import Recovered
    from desktop.services.attachments import AttachmentService
    from desktop.store.keys import Keys


def settle(folder: Path) -> None:
    """Ends what was begun before: erasing, a restore (``store.restore``), looking at files."""
    # First, since Windows lets nobody delete them as they are: erasing would stop at them.
    _remove_opened(folder)
    # Not Path.exists: in a folder that may not be read it fails, and the store says that better.
    if os.path.exists(folder / "erasing"):  # noqa: PTH110
        from desktop.store.erase import erase_all  # noqa: PLC0415  Hardly ever needed.

        erase_all(folder)
    if any(os.path.isdir(folder / name) for name in ("restoring", "restoring.part")):  # noqa: PTH112
        from desktop.store.restore import settle  # noqa: PLC0415  Hardly ever needed.

        settle(folder)


def open_or_recover(
    folder: Path, now: datetime, keys: "Keys | None"
) -> "tuple[Database, Recovered | None]":
    """Opens the data, and what can be had of it where it is damaged."""
    key = None if keys is None else keys.database
    try:
        return open_database(folder, now, key=key), None
    except StoreUnreadable:
        from desktop.store.recovery import recover  # noqa: PLC0415  Hardly ever needed.

        recovered = recover(folder, now, key=key if is_locked(folder) else None)
        return open_database(folder, now, key=key), recovered


def give_up_keys(folder: Path) -> bool:
    """Removes a key file that nothing needs; it can be tried again at the next start."""
    if not has_key_file(folder):
        return False
    from desktop.store import convert  # noqa: PLC0415  Hardly ever needed.

    with suppress(StoreError):
        return convert.give_up_keys(folder)
    return False


def follow_pack(desk: Desk, pack: Pack) -> UserProblem | None:
    """Lets the data follow a pack it was not opened with last; the problem if that fails.

    What cannot be written now, on a full disk for instance, must not keep anybody from help.
    """
    mark = mark_of(pack)
    try:
        with desk.reading():
            before = SettingStore(desk.database).get(PACK_MARK)
        if before != mark:
            from desktop.services.moves import follow  # noqa: PLC0415  Hardly ever needed.

            follow(desk, pack, mark, before)
    except UserProblem as problem:
        return problem
    return None


def tidy_after_a_kill(folder: Path, attachments: "Callable[[], AttachmentService]") -> None:
    """Puts files in order again where the program was killed while taking some in."""
    if os.path.exists(folder / "taking-in"):  # noqa: PTH110
        with suppress(UserProblem):
            attachments().tidy()


def close(database: Database) -> None:
    """Closes the data, and takes away what was made of it to be looked at."""
    _remove_opened(database.path.parent)
    database.close()


def _remove_opened(folder: Path) -> None:
    """Removes plain copies made for the viewers of the system; before any key is asked for."""
    if os.path.isdir(folder / "opened"):  # noqa: PTH112
        from desktop.store.opened import remove_opened  # noqa: PLC0415  Hardly ever needed.

        remove_opened(folder)
