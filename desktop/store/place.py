"""What kind of place a folder is in: one that others keep copies of, one that may go away."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

# By the first letters of a folder's name, in small letters, and how people call the service.
_SYNCED = {
    "onedrive": "OneDrive",
    "nutstore": "坚果云",
    "坚果云": "坚果云",
    "我的坚果云": "坚果云",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "dropbox": "Dropbox",
    "baidusyncdisk": "百度网盘",
    "baidunetdiskworkspace": "百度网盘",
    "百度网盘": "百度网盘",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "wps云盘": "WPS 云盘",
    "wpsdrive": "WPS 云盘",
    "微云同步": "微云",
    "阿里云盘": "阿里云盘",
    "天翼云盘": "天翼云盘",
}
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORK = ("nfs", "cifs", "smb", "afpfs", "davfs", "fuse.sshfs", "fuse.davfs", "9p", "ncpfs")


def synced_by(folder: Path, environment: Mapping[str, str]) -> str:
    """The service that copies a folder to other places, empty if none is known to."""
    for part in folder.parts:
        small = part.casefold()
        for start, name in _SYNCED.items():
            if small.startswith(start):
                return name
    for variable in _VARIABLES:
        place = environment.get(variable, "")
        if place and folder.is_relative_to(place):
            return "OneDrive"
    return ""


def on_network(folder: Path) -> bool:
    """Whether a folder lies on another machine, as far as the system tells."""
    if sys.platform == "win32":
        from desktop.store.drives_windows import is_remote  # noqa: PLC0415  Only there.

        return folder.drive.startswith("\\\\") or is_remote(folder.drive)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return is_network(kind_of_mount(folder, mounts))


def is_removable(folder: Path) -> bool:
    """Whether a folder is on a drive that can be pulled, as far as the system tells."""
    if sys.platform == "win32":
        from desktop.store.drives_windows import is_removable as told  # noqa: PLC0415  Only there.

        return told(folder.drive)
    if sys.platform == "darwin":
        return folder.is_relative_to("/Volumes")
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    mount = mount_of(folder, mounts)
    # Where desktops put what somebody plugs in.
    if any(mount.point.startswith(place) for place in ("/media/", "/run/media/")):
        return True
    device = Path("/sys/dev/block") / mount.device
    for told_by in (device / "removable", device / ".." / "removable"):
        try:
            if told_by.read_text(encoding="ascii").strip() == "1":
                return True
        except (OSError, UnicodeDecodeError):
            continue
    return False


class Mount(NamedTuple):
    """A file system of the kernel's own list.

    Attributes:
        point: The folder it is seen in.
        kind: What kind it is.
        device: The numbers of its device.
    """

    point: str
    kind: str
    device: str


def mount_of(folder: Path, mounts: str) -> Mount:
    """The file system a folder is on, by the kernel's own list."""
    found = Mount("", "", "")
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        words = fields.split(" ")
        point = words[4].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(found.point):
            found = Mount(point, rest.split(" ")[0], words[2])
    return found


def kind_of_mount(folder: Path, mounts: str) -> str:
    """The kind of file system a folder is on."""
    return mount_of(folder, mounts).kind


def is_network(kind: str) -> bool:
    """Whether a kind of file system is one of another machine."""
    return kind.startswith(_NETWORK)


def environment() -> Mapping[str, str]:
    """The environment of this process."""
    return os.environ
