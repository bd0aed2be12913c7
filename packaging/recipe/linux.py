"""The packages for Linux: an archive that runs from any folder, and a package for Debian."""

import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from recipe import elf
from recipe.archives import mode_of, tar_xz
from recipe.facts import (
    BUILD,
    EPOCH,
    NAME,
    PACKAGING,
    PROGRAM,
    ROOT,
    TITLE,
    debian_machine,
    epoch,
    machine,
    moment,
    version,
)
from recipe.filling import dated, fill

SOURCES = PACKAGING / "linux"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
# Where the usual systems keep libraries; %s is Debian's name for the kind of processor.
FOLDERS = ("/lib/%s", "/usr/lib/%s", "/lib64", "/usr/lib64", "/lib", "/usr/lib")
# How ldconfig marks libraries of this kind of processor, and where its loader is.
TAGS = {"x86_64": "libc6,x86-64", "aarch64": "libc6,AArch64"}
LOADERS = {
    "x86_64": "/lib64/ld-linux-x86-64.so.2",
    "aarch64": "/lib/ld-linux-aarch64.so.1",
}
MAINTAINER = "Anxin Checklist contributors <nobody@anxin-checklist.invalid>"


def launcher(files: Iterable[elf.Binary], owners: Mapping[str, str]) -> str:
    """The script that looks at the system before it starts the program.

    Args:
        files: The binaries of the bundle.
        owners: The Debian packages of libraries, by the libraries' names.
    """
    listed = list(files)
    needs = elf.needs_of(listed)
    kind = platform.machine()
    cases = [
        f'            {library}) packages="$packages {owners[library]}" ;;'
        for library in (*needs.base, *needs.x11, *needs.wayland)
        if library in owners
    ]
    values = {
        "BASE": " ".join(needs.base),
        "X11": " ".join(needs.x11),
        "WAYLAND": " ".join(needs.wayland),
        "FOLDERS": " ".join(folder.replace("%s", f"{kind}-linux-gnu") for folder in FOLDERS),
        "LOADER": LOADERS[kind],
        "TAG": TAGS[kind],
        "PROCESSOR": kind,
        "GLIBC": ".".join(map(str, elf.newest_glibc(listed))),
        "PROGRAM": PROGRAM,
        "CASES": "\n".join(cases),
    }
    return fill(SOURCES / "launcher.sh", values)


def owners_of(libraries: Iterable[str]) -> dict[str, str]:
    """The Debian packages that libraries come in, as this system knows them."""
    owners = {}
    if shutil.which("dpkg-query") is None:
        return {}
    for library in libraries:
        command = ["dpkg-query", "--search", f"*/{library}"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        for line in done.stdout.splitlines():
            package, _, path = line.partition(": ")
            if "," not in package and f"{platform.machine()}-linux-gnu" in path:
                owners[library] = package.partition(":")[0]
    return owners


def add_launcher(bundle: Path) -> list[elf.Binary]:
    """Put the launcher into a bundle; the binaries that were found in it."""
    files = elf.binaries(bundle)
    needs = elf.needs_of(files)
    owners = owners_of((*needs.base, *needs.x11, *needs.wayland))
    target = bundle / NAME
    target.write_text(launcher(files, owners), encoding="utf-8", newline="\n")
    target.chmod(0o755)
    return files


def make_archive(bundle: Path, files: Iterable[elf.Binary], licences: Path, target: Path) -> Path:
    """Make the archive that runs from any folder."""
    folder = BUILD / "archive"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bundle, folder, symlinks=True)
    shutil.copytree(licences, folder / "licences")
    oldest = {"GLIBC": ".".join(map(str, elf.newest_glibc(files)))}
    read_me = folder / "请先看我.txt"
    read_me.write_text(fill(SOURCES / read_me.name, oldest), encoding="utf-8")
    archive = target / f"{NAME}-{version()}-linux-{machine()}.tar.xz"
    tar_xz(folder, archive, f"{NAME}-{version()}", epoch())
    return archive


# --- Debian ---------------------------------------------------------------------------------------


def make_deb(bundle: Path, files: Iterable[elf.Binary], licences: Path, target: Path) -> Path:
    """Make the package for Debian, Ubuntu and what descends from them."""
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "usr" / "lib" / NAME
    home.parent.mkdir(parents=True)
    shutil.copytree(bundle, home, symlinks=True)
    binaries = tree / "usr" / "bin"
    binaries.mkdir()
    (binaries / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    add_to_desktop(tree / "usr" / "share")
    add_documents(tree / "usr" / "share", licences)
    control = tree / "DEBIAN"
    control.mkdir()
    depends = {
        field: shared_libraries(home, listed, field) for field, listed in _by_field(files).items()
    }
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024 + 1
    depends["Recommends"] = without(depends["Recommends"], depends["Depends"])
    (control / "control").write_text(control_file(size, depends), encoding="utf-8")
    shutil.copy(SOURCES / "postrm.sh", control / "postrm")
    (control / "md5sums").write_text(md5_sums(tree), encoding="utf-8")
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(mode_of(path))
    (control / "postrm").chmod(0o755)
    package = target / f"{NAME}_{version()}_{debian_machine()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(package)]
    variables = {**os.environ, EPOCH: str(epoch())}
    subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)
    return package


def add_to_desktop(share: Path) -> None:
    """Menu entry, the kind of our files, description for software centres, icons."""
    for name in ("applications", "metainfo"):
        (share / name).mkdir(parents=True)
    shutil.copy(SOURCES / f"{NAME}.desktop", share / "applications")
    metainfo = share / "metainfo" / f"{NAME}.metainfo.xml"
    metainfo.write_text(fill(SOURCES / metainfo.name, dated()), encoding="utf-8")
    (share / "mime" / "packages").mkdir(parents=True)
    shutil.copy(SOURCES / f"{NAME}.mime.xml", share / "mime" / "packages" / f"{NAME}.xml")
    for size in ICON_SIZES:
        folder = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "assets" / "icons" / "app" / f"{size}.png", folder / f"{NAME}.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copy(ROOT / "assets" / "icon.svg", scalable / f"{NAME}.svg")


def add_documents(share: Path, licences: Path) -> None:
    """Terms, history, manual page, and what we answer lintian."""
    documents = share / "doc" / NAME
    shutil.copytree(licences, documents / "licences")
    (documents / "copyright").write_text(
        fill(SOURCES / "copyright", {"YEAR": f"{moment():%Y}"}), encoding="utf-8"
    )
    history = (
        f"{NAME} ({version()}) stable; urgency=medium\n\n"
        f"  * {TITLE} {version()}, see /usr/share/doc/{NAME}/CHANGELOG.md.gz\n\n"
        f" -- {MAINTAINER}  {moment():%a, %d %b %Y %H:%M:%S} +0000\n"
    )
    write_gzip(documents / "changelog.gz", history)
    write_gzip(documents / "CHANGELOG.md.gz", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    manual = share / "man" / "man1"
    manual.mkdir(parents=True)
    write_gzip(manual / f"{NAME}.1.gz", fill(SOURCES / f"{NAME}.1", dated()))
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copy(SOURCES / "lintian-overrides", overrides / NAME)


def write_gzip(path: Path, text: str) -> None:
    """Write a compressed file that holds neither a time nor a name."""
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def control_file(kilobytes: int, depends: Mapping[str, str]) -> str:
    """What the package manager knows of the package."""
    fields = {
        "Package": NAME,
        "Version": version(),
        "Architecture": debian_machine(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(kilobytes),
        **depends,
        "Section": "misc",
        "Priority": "optional",
        "Description": "offline checklist in Simplified Chinese\n"
        " Shows what to do first, why, and when a step is done, and names the rule each\n"
        " step rests on. Progress is kept on this computer only; the program never uses\n"
        " the network.",
    }
    return "".join(f"{field}: {value}\n" for field, value in fields.items() if value)


def _by_field(files: Iterable[elf.Binary]) -> dict[str, list[Path]]:
    """The binaries by the field that their libraries belong in."""
    fields: dict[str, list[Path]] = {"Depends": [], "Recommends": []}
    for file in files:
        optional = elf.is_optional(file)
        fields["Recommends" if optional else "Depends"].append(file.path)
    return fields


def shared_libraries(home: Path, files: Iterable[Path], field: str) -> str:
    """The Debian packages and versions that binaries need, as Debian's own tool finds them."""
    scratch = BUILD / "shlibdeps"
    (scratch / "debian").mkdir(parents=True, exist_ok=True)
    stub = f"Source: {NAME}\nMaintainer: {MAINTAINER}\n\nPackage: {NAME}\nArchitecture: any\n"
    (scratch / "debian" / "control").write_text(stub, encoding="utf-8")
    private = {str((home / path).parent) for path in files} | {str(home / "_internal")}
    private.add(str(home / "_internal" / "PySide6" / "Qt" / "lib"))
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", f"-d{field}"]
    command += [f"-l{folder}" for folder in sorted(private)]
    command += [str(home / path) for path in sorted(files)]
    done = subprocess.run(command, cwd=scratch, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "error: " in line]
        raise RuntimeError("\n".join(errors))
    found = re.search(rf"^shlibs:{field}=(.*)$", done.stdout, re.MULTILINE)
    return found[1] if found is not None else ""


def without(packages: str, others: str) -> str:
    """A list of packages without those that are on another list, whatever the versions."""
    taken = {word.split()[0] for word in others.split(", ")}
    return ", ".join(word for word in packages.split(", ") if word and word.split()[0] not in taken)


def md5_sums(tree: Path) -> str:
    """The checksums that ``dpkg --verify`` compares."""
    lines = []
    for path in sorted(tree.rglob("*")):
        name = path.relative_to(tree).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith("DEBIAN/"):
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {name}\n")
    return "".join(lines)
