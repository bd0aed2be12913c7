"""What belongs in the frozen program: Qt's plugins by name, libraries by who needs them.

A short list of what is wanted is safer than a long one of what is not: a new version of Qt that
brings more plugins changes nothing here. What must never be shipped is looked for afterwards.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

# Qt finds plugins by looking into folders, so no import says which of them are needed. The names
# are without "lib" and ending; the right-hand column says what would be missed.
PLUGINS = {
    "platforms/qxcb",  # Linux: X11.
    "platforms/qwayland",  # Linux: Wayland.
    "platforms/qwindows",
    "platforms/qcocoa",
    "platforms/qoffscreen",  # --tour without a screen.
    "wayland-shell-integration/xdg-shell",  # Windows on Wayland at all.
    "wayland-decoration-client/adwaita",  # Their title bars where the desktop draws none.
    "platforminputcontexts/composeplatforminputcontextplugin",  # Dead keys.
    "platforminputcontexts/ibusplatforminputcontextplugin",  # Chinese input.
    "platformthemes/qxdgdesktopportal",  # The desktop's own file dialogs and colours.
    # Pictures kept as evidence; PNG and BMP need none.
    *(f"imageformats/{name}" for name in ("qjpeg", "qgif", "qwebp", "qmacheif")),
    "printsupport/cupsprintersupport",  # Printers; loaded only where the system has CUPS.
}
# Libraries that a package brings and our code loads by their names: package, folder, name.
LOADED_BY_NAME = (
    ("apsw", "sqlite_extra_binaries", "cksumvfs"),  # Checksums on every page of the data file.
)
# Modules that something imports only where it is there, or for what this program does not do.
UNWANTED_MODULES = (
    # Compiled before shipping: neither YAML nor the linter, pinyin or compiler.
    *("yaml", "_yaml", "pypinyin", "desktop.content.compiler", "desktop.content.lint"),
    *("desktop.content.sources", "desktop.content.plain_yaml", "desktop.content.decode"),
    # The network and what leads to it.
    *("_socket", "socket", "_ssl", "ssl", "asyncio", "http", "ftplib"),
    *("email", "smtplib", "socketserver", "xmlrpc", "webbrowser", "urllib.request", "netrc"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL"),
    # Other processes, and tools of developers.
    *("multiprocessing", "concurrent", "unittest", "doctest", "pdb", "pydoc"),
    *("tkinter", "curses", "readline", "distutils", "setuptools", "pkg_resources", "sqlite3"),
    *("_hashlib", "lib2to3", "ensurepip", "venv", "lxml", "numpy", "PIL", "uharfbuzz"),
    # Every one of them is asked for by something that does without; each brings a library.
    *("bz2", "_bz2", "lzma", "_lzma", "tarfile", "resource", "statistics"),
    *("pycparser", "pyexpat", "_elementtree", "xml.dom", "xml.parsers", "xml.sax"),
    # Written in C a second time, asked for by nobody, and texts in characters of Japan and Korea.
    *("_pydecimal", "pickle", "tracemalloc", "_codecs_jp", "_codecs_kr", "_codecs_iso2022"),
    # Fonts are read and cut here; they are not taken apart, put together or sent over the network.
    *("fontTools.ttx", "fontTools.ttLib.woff2", "fontTools.ttLib.removeOverlaps"),
    *("fontTools.ttLib.reorderGlyphs", "fontTools.ttLib.tables.S__i_l_f"),
)
# Shipped as Python although they come compiled, too: what takes long in them is not done here, and
# the compiled ones are ten times as large.
AS_PYTHON = ("fontTools.misc.bezierTools", "fontTools.varLib.iup")
# Windows' own folders and message boxes are reached through it; elsewhere nothing is.
UNWANTED_ELSEWHERE = ("ctypes", "_ctypes")
# Whatever matches must not be in a bundle, by its path below the bundle's folder.
DENIED = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i)qt6?network|QtNetwork|plugins/(tls|networkinformation|bearer|sqldrivers)/",
        r"(?i)qt6?(qml|quick|opengl|pdf|virtualkeyboard|3d|web|multimedia|sql|test|designer)",
        r"(?i)/qml/|qmltooling|/plugins/(generic|egldeviceintegrations|platforms/libqvnc)",
        r"(?i)lib(ssl|crypto|curl|gtk|gdk)[-.\d]|(^|/)(ssleay|libeay|opengl32sw|d3dcompiler)",
        r"(^|/)_?(ssl|socket|asyncio|multiprocessing|tkinter|sqlite3|yaml|msgspec)\.",
        r"(^|/)(bezierTools|iup|_codecs_(jp|kr|iso2022))\.",
        r"(^|/)(yaml|pypinyin|msgspec|checklists|tests|pytest|pip|setuptools)/",
        r"NotoSerif|\.(ya?ml|pyi|py|a|la|h|pdb|debug|ts|qml|dSYM)$",
        r"\.dist-info/",
        r"translations/(?!qtbase_zh_CN\.qm$)",
    )
)


class BundleError(Exception):
    """There is something in the bundle that must not be shipped, or something is missing."""


class File(NamedTuple):
    """A file of the bundle, as PyInstaller lists it.

    Attributes:
        name: Path below the bundle's folder, on Windows with backslashes.
        source: Where it comes from; for a link, what it points to.
        kind: PyInstaller's word for it, such as ``BINARY``.
    """

    name: str
    source: str
    kind: str

    @property
    def path(self) -> PurePosixPath:
        """The name with forward slashes."""
        return PurePosixPath(self.name.replace("\\", "/"))


def plugin_name(path: PurePosixPath) -> str | None:
    """``platforms/qxcb`` for the file of that plugin; None for a file that is no plugin."""
    if "plugins" not in path.parts[:-2]:
        return None
    stem = path.name.partition(".")[0]
    return f"{path.parent.name}/{stem.removeprefix('lib')}"


def chosen(
    files: Iterable[File],
    needs: Callable[[File], Collection[str]],
    system: Callable[[File], bool],
) -> list[File]:
    """The files that are shipped.

    Args:
        files: What PyInstaller has found.
        needs: The names of the libraries that a file asks the loader for.
        system: Whether a library is expected of the system the program runs on.
    """
    listed = list(files)
    kept: list[File] = []
    libraries: dict[str, File] = {}
    for file in listed:
        plugin = plugin_name(file.path)
        if plugin is not None:
            kept += [file] if plugin in PLUGINS else []
        elif file.kind == "BINARY":
            if not system(file):
                libraries[file.path.name.lower()] = file
        elif file.kind != "SYMLINK" and not denied([file.path.as_posix()]):
            kept.append(file)
    waiting = [file for file in kept if file.kind in {"BINARY", "EXTENSION"}]
    waiting += [file for name, file in libraries.items() if "python3" in name]
    found = {file.name: file for file in waiting}
    while waiting:
        for name in needs(waiting.pop()):
            library = libraries.get(name.lower())
            if library is not None and library.name not in found:
                found[library.name] = library
                waiting.append(library)
    shipped = [*kept, *(file for file in found.values() if file not in kept)]
    names = {file.path.as_posix() for file in shipped}
    links = [file for file in listed if file.kind == "SYMLINK" and leads_to(file) in names]
    return sorted({*shipped, *links})


def leads_to(link: File) -> str:
    """The path below the bundle's folder that a link points to."""
    return (link.path.parent / link.source.replace("\\", "/")).as_posix()


def denied(paths: Iterable[str]) -> list[str]:
    """Those of the paths that must not be in a bundle."""
    return [path for path in paths if any(pattern.search(path) for pattern in DENIED)]


def unexpected_plugins(paths: Sequence[str]) -> list[str]:
    """Plugins in a finished bundle that nobody has asked for."""
    names = {path: plugin_name(PurePosixPath(path)) for path in paths}
    return [path for path, name in names.items() if name is not None and name not in PLUGINS]
