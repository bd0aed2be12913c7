"""Freezes a program into a folder that needs no Python, and looks through what came out."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from recipe.bundle import BundleError, denied, unexpected_plugins
from recipe.elf import forget_builder
from recipe.facts import BUILD, EPOCH, PACKAGING, epoch

# What our own code imports only where it is there.
DONE_WITHOUT = {"pypinyin", "desktop.content.compiler"}
_LEFT_OUT = re.compile(r"^excluded module named '?([\w.]+)'? - imported by (.+)$", re.MULTILINE)
_IMPORTER = re.compile(r"([\w.]+) \(([\w, -]+)\)")
# The endings of our modules that only other systems load.
_ELSEWHERE = tuple(
    ending
    for system, ending in (("win32", "_windows"), ("darwin", "_mac"), ("linux", "_linux"))
    if system != sys.platform
)
# Python's own modules that ask for one of them are not loaded by anything either, but PyInstaller
# always takes them along; Qt's modules are said to need each other by a list, not by an import.
_NEVER_ALONE = {*sys.stdlib_module_names, "PySide6"}


def freeze(entry: Path, name: str, data: Path | None, details: Path | None) -> Path:
    """Freeze a program.

    Args:
        entry: The script that starts it.
        name: Name of its executable and of the folder.
        data: Folder with what is shipped beside the code, if anything is.
        details: Folder with icon, version and so on for Windows and macOS.

    Returns:
        The finished folder.

    Raises:
        BundleError: A file in it is on the list of what must never be shipped.
    """
    target = BUILD / "frozen"
    work = BUILD / "work" / name
    for old in (target / name, work):
        shutil.rmtree(old, ignore_errors=True)
    work.mkdir(parents=True)
    variables = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        EPOCH: str(epoch()),
        # With another seed the order of what is in the archive of modules would be another.
        "PYTHONHASHSEED": "1",
        # Unpacking the modules costs ten milliseconds at every start, and saves a download nothing:
        # packages are packed as a whole.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
        "PYINSTALLER_CONFIG_DIR": str(BUILD / "cache"),
        "ANXIN_ENTRY": str(entry),
        "ANXIN_NAME": name,
        "ANXIN_DATA": str(data or ""),
        "ANXIN_DETAILS": str(details or ""),
    }
    folders = ["--distpath", str(target), "--workpath", str(work)]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders]
    subprocess.run([*command, str(PACKAGING / "anxin.spec")], env=variables, check=True)
    folder = target / name
    if sys.platform == "linux":
        forget_builder(folder)
    check_bundle(folder)
    warnings = work / "anxin" / "warn-anxin.txt"
    check_imports(warnings.read_text(encoding="utf-8"))
    return folder


def check_imports(warnings: str) -> None:
    """Look through what PyInstaller says of modules that are not in the bundle.

    Raises:
        BundleError: Something that is shipped imports one of them as soon as it is loaded, or our
            own code imports it anywhere.
    """
    bad = []
    for module, importers in _LEFT_OUT.findall(warnings):
        for importer, ways in _IMPORTER.findall(importers):
            if importer.endswith(_ELSEWHERE):
                continue
            ours = importer.startswith("desktop.") and module not in DONE_WITHOUT
            at_once = ways == "top-level" and importer.partition(".")[0] not in _NEVER_ALONE
            if ours or at_once:
                bad.append(f"{module} (by {importer})")
    if bad:
        raise BundleError(f"left out, but imported: {', '.join(bad)}")


def listed(folder: Path) -> list[str]:
    """Every file below a folder, with forward slashes, sorted."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def check_bundle(folder: Path) -> None:
    """Look through a finished bundle.

    Raises:
        BundleError: Names what must not be there.
    """
    files = listed(folder)
    bad = [*denied(files), *unexpected_plugins(files)]
    bad += [name for name in files if (folder / name).is_symlink() and not (folder / name).exists()]
    if bad:
        raise BundleError(f"must not be shipped: {', '.join(bad)}")
