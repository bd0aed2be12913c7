"""The packages for Windows: a folder to unpack, and an installer for the present user.

Written without a Windows machine at hand: see docs/decisions/0007 for what was run where.
"""

import os
import shutil
import subprocess
from pathlib import Path

from recipe.archives import zip_deflated
from recipe.facts import BUILD, NAME, PACKAGING, ROOT, epoch, machine, version
from recipe.filling import fill

SOURCES = PACKAGING / "windows"
ICON = ROOT / "assets" / "icon.ico"
READ_ME = "请先看我.txt"


def version_numbers() -> str:
    """The version as four numbers, which is how Windows counts."""
    numbers = [*version().split("."), "0", "0", "0"][:4]
    return ", ".join(numbers)


def write_details() -> Path:
    """Icon and version resource for the executable."""
    folder = BUILD / "details"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ICON, folder / "icon.ico")
    values = {"NUMBERS": version_numbers(), "VERSION": version()}
    (folder / "version.txt").write_text(fill(SOURCES / "version.txt", values), encoding="utf-8")
    return folder


def make_packages(bundle: Path, licences: Path, target: Path) -> None:
    """Make the archive, and the installer where Inno Setup is."""
    folder = BUILD / "portable"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bundle, folder)
    shutil.copytree(licences, folder / "licences")
    # Notepad on older systems takes a text without the mark for one in the local code page.
    text = (SOURCES / READ_ME).read_text(encoding="utf-8")
    (folder / READ_ME).write_text(text, encoding="utf-8-sig", newline="\r\n")
    name = f"{NAME}-{version()}-windows-{machine()}"
    zip_deflated(folder, target / f"{name}.zip", f"{NAME}-{version()}", epoch())
    compiler = inno_setup()
    if compiler is None:
        print("没有 Inno Setup 6，这次不做安装程序。", flush=True)
        return
    values = {"Version": version(), "Bundle": bundle, "Licences": licences}
    values |= {"Icon": ICON, "Target": target}
    definitions = [f"/D{key}={value}" for key, value in values.items()]
    script = str(SOURCES / "anxin.iss")
    subprocess.run([str(compiler), "/Q", *definitions, script], check=True)


def inno_setup() -> Path | None:
    """The compiler of Inno Setup, if it is there."""
    found = shutil.which("ISCC")
    if found is not None:
        return Path(found)
    for variable in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"):
        folder = os.environ.get(variable)
        if folder is not None:
            path = Path(folder, "Inno Setup 6", "ISCC.exe")
            if path.exists():
                return path
    return None
