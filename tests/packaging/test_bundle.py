"""What goes into a package and what may not: on made-up bundles, so that it costs nothing."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from recipe.bundle import (
    AS_PYTHON,
    PLUGINS,
    UNWANTED_MODULES,
    File,
    chosen,
    denied,
    plugin_name,
    unexpected_plugins,
)
from recipe.elf import Binary, needs_of, newest_glibc
from recipe.facts import ROOT
from recipe.freeze import BundleError, check_bundle, check_imports

QT = "PySide6/Qt"
NEEDS = {
    "PySide6/QtWidgets.abi3.so": {"libQt6Widgets.so.6", "libc.so.6"},
    f"{QT}/lib/libQt6Widgets.so.6": {"libQt6Core.so.6", "libGL.so.1"},
    f"{QT}/plugins/platforms/libqxcb.so": {"libQt6XcbQpa.so.6"},
    f"{QT}/plugins/tls/libqopensslbackend.so": {"libQt6Network.so.6"},
}
FOUND = [
    File("PySide6/QtWidgets.abi3.so", "", "EXTENSION"),
    File("libpython3.11.so.1.0", "", "BINARY"),
    *(
        File(f"{QT}/lib/libQt6{name}.so.6", "", "BINARY")
        for name in ("Core", "Widgets", "XcbQpa", "Network", "Qml")
    ),
    *(
        File(f"{QT}/plugins/{name}.so", "", "BINARY")
        for name in ("platforms/libqxcb", "platforms/libqvnc", "tls/libqopensslbackend")
    ),
    File("libGL.so.1", "/usr/lib/libGL.so.1", "BINARY"),
    File("libQt6Core.so.6", f"{QT}/lib/libQt6Core.so.6", "SYMLINK"),
    File("libQt6Qml.so.6", f"{QT}/lib/libQt6Qml.so.6", "SYMLINK"),
    File("pack/pack.json", "", "DATA"),
    File(f"{QT}/translations/qtbase_zh_CN.qm", "", "DATA"),
    File(f"{QT}/translations/qtbase_de.qm", "", "DATA"),
]


def shipped() -> list[str]:
    files = chosen(
        FOUND,
        lambda file: NEEDS.get(file.name, set()),
        lambda file: file.source.startswith("/usr/"),
    )
    return [file.name for file in files]


def test_plugins_are_taken_by_name_and_libraries_by_who_needs_them() -> None:
    assert shipped() == sorted(
        [
            "PySide6/QtWidgets.abi3.so",
            f"{QT}/lib/libQt6Core.so.6",
            f"{QT}/lib/libQt6Widgets.so.6",
            f"{QT}/lib/libQt6XcbQpa.so.6",
            f"{QT}/plugins/platforms/libqxcb.so",
            f"{QT}/translations/qtbase_zh_CN.qm",
            "libQt6Core.so.6",
            "libpython3.11.so.1.0",
            "pack/pack.json",
        ]
    )


def test_what_is_chosen_passes_its_own_check() -> None:
    assert denied(shipped()) == []
    assert unexpected_plugins(shipped()) == []


def test_the_same_names_are_known_on_every_system() -> None:
    names = {
        "PySide6/plugins/platforms/qwindows.dll": "platforms/qwindows",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib": "platforms/qcocoa",
        "PySide6/Qt/plugins/platforms/libqxcb.so": "platforms/qxcb",
    }
    for path, name in names.items():
        assert plugin_name(File(path.replace("/", "\\"), "", "BINARY").path) == name
        assert name in PLUGINS
    assert plugin_name(File("pack/pack.json", "", "DATA").path) is None


@pytest.mark.parametrize(
    "path",
    [
        "_internal/PySide6/Qt/lib/libQt6Network.so.6",
        "_internal/PySide6/QtNetwork.abi3.so",
        "_internal/PySide6/Qt6Network.dll",
        "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "_internal/PySide6/plugins/networkinformation/qnetworklistmanager.dll",
        "_internal/PySide6/Qt/lib/libQt6Qml.so.6",
        "_internal/PySide6/Qt6Quick.dll",
        "_internal/PySide6/Qt/qml/QtQuick/qmldir",
        "_internal/PySide6/opengl32sw.dll",
        "_internal/libssl.so.3",
        "_internal/fontTools/misc/bezierTools.cpython-311-x86_64-linux-gnu.so",
        "_internal/python3.11/lib-dynload/_codecs_jp.cpython-311-x86_64-linux-gnu.so",
        "_internal/libcrypto-3.dll",
        "_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "_internal/_socket.pyd",
        "_internal/yaml/_yaml.cpython-311-x86_64-linux-gnu.so",
        "_internal/pylopdf_fonts_zh_cn/NotoSerifSC-Regular.otf",
        "_internal/PySide6/Qt/translations/qtbase_de.qm",
        "_internal/PySide6/Qt/translations/qt_help_zh_CN.qm",
        "_internal/checklists/ids.txt",
        "_internal/desktop/app.py",
        "_internal/cryptography-50.0.2.dist-info/RECORD",
    ],
)
def test_a_planted_file_is_noticed(tmp_path: Path, path: str) -> None:
    for name in (*shipped(), "anxin"):
        file = tmp_path / "_internal" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    check_bundle(tmp_path)
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).touch()
    with pytest.raises(BundleError, match=Path(path).name):
        check_bundle(tmp_path)


def test_a_plugin_nobody_asked_for_is_noticed(tmp_path: Path) -> None:
    plugin = tmp_path / "_internal/PySide6/Qt/plugins/imageformats/libqtiff.so"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    with pytest.raises(BundleError, match="libqtiff"):
        check_bundle(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_nothing_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "libQt6Core.so.6").symlink_to("gone")
    with pytest.raises(BundleError, match="libQt6Core"):
        check_bundle(tmp_path)


# --- Modules that were left out -------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "excluded module named decimal - imported by zxcvbn.scoring (top-level)",
        "excluded module named socket - imported by desktop.app (delayed, optional)",
        "excluded module named 'xml.sax' - imported by posix (top-level), desktop.ui.x (delayed)",
    ],
)
def test_a_module_that_will_be_missed_is_noticed(line: str) -> None:
    with pytest.raises(BundleError, match="left out"):
        check_imports(f"some words\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "excluded module named bz2 - imported by shutil (optional), zipfile (top-level)",
        "excluded module named pypinyin - imported by desktop.content.search_index (delayed)",
        "excluded module named doctest - imported by fontTools.misc.transform (conditional)",
        "missing module named pathops - imported by fontTools.ttLib.removeOverlaps (top-level)",
    ],
)
def test_a_module_nobody_will_miss_is_passed_over(line: str) -> None:
    check_imports(line)


CUT = """
import sys
from desktop.documents.typeface import Typeface, shipped_font
face = Typeface(shipped_font())
face.drawn("安心")
face.part("安心")
print(*sys.modules)
"""


def test_a_font_is_cut_without_what_is_left_out_and_with_what_is_shipped_as_python() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CUT], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    loaded = set(done.stdout.split())
    assert "fontTools.subset" in loaded
    assert not loaded & {name for name in UNWANTED_MODULES if name.startswith("fontTools")}
    for name in AS_PYTHON:
        found = find_spec(name)
        assert found is not None
        assert found.origin is not None
        folder, leaf = Path(found.origin).parent, name.rpartition(".")[2]
        assert (folder / f"{leaf}.py").is_file()


# --- What a bundle needs of Linux -----------------------------------------------------------------


def binary(path: str, *needed: str, glibc: tuple[int, int] = (2, 14)) -> Binary:
    return Binary(Path(path), frozenset(needed), glibc)


BINARIES = [
    binary("anxin", "libc.so.6", "libdl.so.2"),
    binary("_internal/PySide6/QtGui.abi3.so", "libQt6Gui.so.6", "libGL.so.1"),
    binary("_internal/PySide6/Qt/lib/libQt6Gui.so.6", "libEGL.so.1", glibc=(2, 34)),
    binary("_internal/PySide6/Qt/plugins/platforms/libqxcb.so", "libQt6XcbQpa.so.6"),
    binary("_internal/PySide6/Qt/lib/libQt6XcbQpa.so.6", "libxcb-cursor.so.0", "libGL.so.1"),
    binary("_internal/PySide6/Qt/plugins/platforms/libqwayland.so", "libwayland-client.so.0"),
    binary("_internal/PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", "libcups.so.2"),
    binary("_internal/PySide6/Qt/plugins/platforms/libqoffscreen.so", "libfontconfig.so.1"),
]


def test_libraries_are_told_apart_by_what_needs_them() -> None:
    needs = needs_of(BINARIES)
    assert needs.base == (
        *("libEGL.so.1", "libGL.so.1", "libc.so.6", "libdl.so.2", "libfontconfig.so.1"),
    )
    assert needs.x11 == ("libxcb-cursor.so.0",)
    assert needs.wayland == ("libwayland-client.so.0",)
    assert needs.optional == ("libcups.so.2",)


def test_the_newest_demand_counts() -> None:
    assert newest_glibc(BINARIES) == (2, 34)
