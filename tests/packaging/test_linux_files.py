"""The Linux package's small files."""

import configparser
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop.ui.application import NAME as APP_NAME
from desktop.ui.handed_over import ENDING
from recipe.facts import NAME, PACKAGING, ROOT, version
from recipe.filling import dated, fill
from recipe.linux import ICON_SIZES, control_file, md5_sums, without

SOURCES = PACKAGING / "linux"


def test_the_menu_entry_opens_the_program_and_names_no_matter() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(SOURCES / f"{NAME}.desktop", encoding="utf-8")
    fields = entry["Desktop Entry"]
    assert (fields["Type"], fields["Exec"], fields["Icon"]) == ("Application", f"{NAME} %f", NAME)
    assert fields["Name[zh_CN]"] == "安心清单"
    # So that a panel knows the window is this program's.
    assert fields["StartupWMClass"] == APP_NAME == NAME
    words = "".join(fields.values())
    assert not any(word in words for word in ("逾期", "催收", "借款", "债", "loan", "debt"))


def test_the_description_is_whole_and_belongs_to_the_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    root = ET.fromstring(fill(SOURCES / f"{NAME}.metainfo.xml", dated()))
    assert root.findtext("launchable") == f"{NAME}.desktop"
    release = root.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": version(), "date": "2026-09-21"}
    assert root.findtext("provides/binary") == NAME


def test_our_files_are_opened_by_the_program() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ET.parse(SOURCES / f"{NAME}.mime.xml").getroot().find(f"{space}mime-type")
    assert kind is not None
    pattern = kind.find(f"{space}glob")
    assert pattern is not None
    assert pattern.attrib == {"pattern": f"*{ENDING}"}
    entry = (SOURCES / f"{NAME}.desktop").read_text(encoding="utf-8").splitlines()
    assert f"MimeType={kind.attrib['type']};" in entry


def test_every_size_of_the_icon_is_there() -> None:
    for size in ICON_SIZES:
        data = (ROOT / "assets" / "icons" / "app" / f"{size}.png").read_bytes()
        assert int.from_bytes(data[16:20], "big") == size


def test_what_has_no_value_to_put_in_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("version @VERSION@ for @WHOM@", encoding="utf-8")
    with pytest.raises(ValueError, match="@WHOM@"):
        fill(tmp_path / "x", {"VERSION": "1"})


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's words for processors")
def test_the_control_file_leaves_out_what_is_empty() -> None:
    text = control_file(12, {"Depends": "libc6", "Recommends": ""})
    assert "Depends: libc6\n" in text
    assert "Recommends" not in text


def test_what_is_needed_is_not_recommended_too() -> None:
    assert without("libc6 (>= 2.3), libcups2 (>= 1.4)", "libc6 (>= 2.35), libx") == (
        "libcups2 (>= 1.4)"
    )


def test_the_checksums_pass_over_links_and_control_files(tmp_path: Path) -> None:
    for name in ("DEBIAN/control", "usr/bin/x"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert md5_sums(tmp_path) == "9dd4e461268c8034f5c8564e155c67a6  usr/bin/x\n"


def test_uninstalling_touches_no_data_and_says_so() -> None:
    script = (SOURCES / "postrm.sh").read_text(encoding="utf-8")
    code = [line for line in script.splitlines() if not line.lstrip().startswith(("#", "echo"))]
    assert not any(word in line for line in code for word in ("rm ", "find", "home", "HOME"))
    assert ".local/share/anxin-checklist" in script
