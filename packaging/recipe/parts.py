"""The parts of other people in a package: versions and fingerprints from the lock, terms, texts."""

import re
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from recipe.facts import PACKAGING, ROOT, TITLE, version

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Part(NamedTuple):
    """One part, as components.toml and the lock file tell.

    Attributes:
        key: Its name on the package index, or our own word for it.
        title: What people call it.
        version: Empty until a package is made, where no lock file tells.
        licence: In SPDX's words.
        texts: Where its licence texts are, see components.toml.
        home: Where its sources are, if that has to be told.
        within: The key of the part it came inside of.
        hashes: SHA-256 of every file the lock accepts.
    """

    key: str
    title: str
    version: str
    licence: str
    texts: tuple[str, ...]
    home: str
    within: str
    hashes: tuple[str, ...]


class PartsError(Exception):
    """components.toml and the lock file do not fit together."""


def locked(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Version and accepted SHA-256 of everything a lock file pins, by name."""
    joined = text.replace("\\\n", " ")
    found = {}
    for line in joined.splitlines():
        pin = _PIN.match(line)
        if pin is not None:
            found[pin[1].lower()] = (pin[2], tuple(_HASH.findall(line)))
    return found


def shipped_parts(versions: Mapping[str, str]) -> tuple[Part, ...]:
    """Everything of other people that a package made here holds.

    Args:
        versions: The versions of what no lock file names, by key.

    Raises:
        PartsError: A dependency is missing from components.toml, or no longer a dependency.
    """
    table = tomllib.loads((PACKAGING / "components.toml").read_text(encoding="utf-8"))["components"]
    pins = locked((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    missing = sorted(pins.keys() - table.keys())
    if missing:
        raise PartsError(f"not in packaging/components.toml: {', '.join(missing)}")
    parts = []
    for key, row in table.items():
        pin, hashes = pins.get(key, (versions.get(key, ""), ()))
        if not row.get("shipped", True) or key not in {*pins, *versions}:
            continue
        if key in pins and not is_installed(key):
            continue  # It has nothing for this system, and the lock says so.
        parts.append(
            Part(
                key,
                row["title"],
                pin,
                row["licence"],
                tuple(row["texts"]),
                row.get("home", ""),
                row.get("part-of", ""),
                hashes,
            )
        )
    return tuple(parts)


def is_installed(key: str) -> bool:
    """Whether a dependency is in this environment."""
    try:
        metadata.version(key)
    except metadata.PackageNotFoundError:
        return False
    return True


def found_versions() -> dict[str, str]:
    """The versions of what no lock file names, asked of the parts themselves."""
    import platform  # noqa: PLC0415  Only where a package is made.

    import apsw  # noqa: PLC0415
    from cryptography.hazmat.backends.openssl import backend  # noqa: PLC0415
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415

    ciphers = str(apsw.mc_version).rpartition(" ")[2]  # type: ignore[attr-defined]
    icu = sorted(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath)).glob("*icudata*"))
    return {
        "cpython": platform.python_version(),
        "pyinstaller-bootloader": metadata.version("pyinstaller"),
        "qt": QLibraryInfo.version().toString(),
        **({"icu": icu[0].name.rpartition(".")[2]} if icu else {}),
        "openssl": backend.openssl_version_text().split()[1],
        "sqlite": apsw.sqlite_lib_version(),
        "sqlite3multipleciphers": ciphers,
        **dict.fromkeys(("inter", "roboto-mono"), ""),  # They do not say.
    }


def text_of(name: str) -> tuple[str, Path]:
    """The file of a licence text and the name it gets in a package."""
    if name.startswith("/"):
        return f"GPL-3.0{Path(name).suffix or '.txt'}", ROOT / name[1:]
    if name.startswith("<"):
        key, _, file = name[1:].partition(">/")
        for path in metadata.files(key) or ():
            if path.name == file and ".dist-info" in path.parts[0]:
                plain = file.removesuffix(".txt").replace(".", "-")
                return f"{key}-{plain}.txt", Path(str(path.locate()))
        raise PartsError(f"{key} brought no {file}")
    return name, PACKAGING / "licences" / name


def write_texts(parts: tuple[Part, ...], folder: Path) -> None:
    """Write every licence text and a page that says which is for what."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {"GPL-3.0.txt": ROOT / "LICENSE", "CC-BY-SA-4.0.md": ROOT / "LICENSE-CONTENT.md"}
    texts = {name: source.read_text(encoding="utf-8") for name, source in own.items()}
    lines = [
        f"{TITLE} {version()} 里有什么，各按什么许可",
        "",
        "程序代码：GPL-3.0-or-later，见 GPL-3.0.txt。",
        "清单内容、界面文字和图标：CC BY-SA 4.0，见 CC-BY-SA-4.0.md。",
        "",
        "Qt 按 LGPL-3.0 使用，代码没有改动（Linux 上去掉了符号表），是程序文件夹里单独的库文件。",
        "你可以换成自己编译的同一版本。它的源代码在下面写明的地方。",
        "本程序的全部源代码和打包方法都公开，照着可以重新做出这个程序。",
        "",
    ]
    for part in parts:
        names = []
        for word in part.texts:
            name, source = text_of(word)
            texts[name] = source.read_text(encoding="utf-8")
            names.append(name)
        see = f"，见 {'、'.join(names)}" if names else ""
        name = f"{part.title} {part.version}".rstrip()
        lines.append(f"{name}：{part.licence}{see}。{part.home}".rstrip())
    texts["说明.txt"] = "\n".join(lines) + "\n"
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
