"""The package for macOS: the application in a disk image.

Written without a Mac at hand: see docs/decisions/0007 for what was run where.
"""

import os
import shutil
import struct
import subprocess
from pathlib import Path

from recipe.facts import BUILD, NAME, PACKAGING, ROOT, TITLE, machine, version
from recipe.filling import fill

SOURCES = PACKAGING / "macos"
READ_ME = "请先看我.txt"
# The kinds of pictures in an icon file that hold PNG, by their size in pixels.
KINDS = {128: b"ic07", 256: b"ic08", 512: b"ic09"}


def icon() -> bytes:
    """The icon file: a head, then each picture with its kind and its length."""
    pictures = b""
    for size, kind in KINDS.items():
        data = (ROOT / "assets" / "icons" / "app" / f"{size}.png").read_bytes()
        pictures += kind + struct.pack(">I", 8 + len(data)) + data
    return b"icns" + struct.pack(">I", 8 + len(pictures)) + pictures


def write_details() -> Path:
    """Icon and description for the application."""
    folder = BUILD / "details"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "icon.icns").write_bytes(icon())
    text = fill(SOURCES / "Info.plist", {"VERSION": version()})
    (folder / "Info.plist").write_text(text, encoding="utf-8")
    return folder


def make_packages(bundle: Path, licences: Path, target: Path) -> None:
    """Sign the application and put it into a disk image.

    Without a bought certificate the signature says no name; Apple silicon starts nothing without
    one. ``ANXIN_SIGNER`` names a certificate in the key chain.
    """
    application = bundle.with_name(f"{TITLE}.app")
    signer = os.environ.get("ANXIN_SIGNER", "-")
    hardened = [] if signer == "-" else ["--options", "runtime", "--timestamp"]
    entitlements = ["--entitlements", str(SOURCES / "entitlements.plist")]
    sign = ["codesign", "--force", "--deep", "--sign", signer, *hardened, *entitlements]
    subprocess.run([*sign, str(application)], check=True)
    subprocess.run(["codesign", "--verify", "--deep", "--strict", str(application)], check=True)
    folder = BUILD / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(application, folder / application.name, symlinks=True)
    shutil.copytree(licences, folder / "licences")
    shutil.copy(SOURCES / READ_ME, folder)
    (folder / "应用程序").symlink_to("/Applications")
    image = target / f"{NAME}-{version()}-macos-{machine()}.dmg"
    make = ["hdiutil", "create", "-volname", TITLE, "-srcfolder", str(folder), "-ov"]
    subprocess.run([*make, "-format", "ULFO", str(image)], check=True)
