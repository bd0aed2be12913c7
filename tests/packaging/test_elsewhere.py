"""The packages for Windows and macOS, and the workflow: what can be told without running them."""

import ast
import plistlib
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

import entry
from desktop.ui.handed_over import ENDING
from recipe import macos, windows
from recipe.facts import PACKAGING, ROOT, version
from recipe.filling import fill

WINDOWS = PACKAGING / "windows"
MACOS = PACKAGING / "macos"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


# --- Windows --------------------------------------------------------------------------------------


def test_the_manifest_asks_for_sharp_pictures_long_paths_and_no_rights() -> None:
    root = ET.parse(WINDOWS / "anxin.manifest").getroot()
    found = {node.tag.rpartition("}")[2]: node for node in root.iter()}
    assert found["dpiAwareness"].text == "PerMonitorV2, PerMonitor"
    assert found["longPathAware"].text == "true"
    assert found["requestedExecutionLevel"].get("level") == "asInvoker"
    # The sign of Windows 10 and newer.
    assert found["supportedOS"].get("Id") == "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"


def test_the_version_resource_is_python_and_carries_the_version() -> None:
    values = {"NUMBERS": windows.version_numbers(), "VERSION": version()}
    text = fill(WINDOWS / "version.txt", values)
    tree = ast.parse(text, mode="eval")
    assert isinstance(tree.body, ast.Call)
    assert f'StringStruct("ProductVersion", "{version()}")' in text
    assert len(windows.version_numbers().split(", ")) == 4


def installer() -> str:
    data = (WINDOWS / "anxin.iss").read_bytes()
    # Without the mark Inno Setup takes the text for one in the local code page.
    assert data.startswith(b"\xef\xbb\xbf")
    return data.decode("utf-8-sig")


def test_the_installer_is_for_one_person_and_refuses_what_the_program_refuses() -> None:
    text = installer()
    assert "PrivilegesRequired=lowest" in text
    assert f"MinVersion=10.0.{entry.OLDEST_WINDOWS}" in text
    assert re.search(r"DefaultDirName=\{localappdata\}", text)


def test_the_installer_never_deletes_data() -> None:
    text = installer()
    deleted = re.findall(r"^Type: \w+; Name: \"(.+)\"$", text, re.MULTILINE)
    assert deleted == [r"{app}\_internal"]
    assert "UninstallDelete" not in text
    assert not re.search(r"DelTree|DeleteFile|RemoveDir", text)
    # The program's folder is not the one that the data lies in.
    assert r"{localappdata}\anxin-checklist" in text
    assert r"DefaultDirName={localappdata}\Programs\AnxinChecklist" in text


def test_the_installer_gives_our_files_to_the_program_and_takes_that_back() -> None:
    lines = re.findall(r"^Root: (\w+); Subkey: \"([^\"]+)\";(.*)$", installer(), re.MULTILINE)
    assert {root for root, _, _ in lines} == {"HKCU"}
    kind = r"Software\Classes\AnxinChecklist.export"
    given = {key: rest for _, key, rest in lines}
    assert (
        'ValueName: "AnxinChecklist.export"' in given[rf"Software\Classes\{ENDING}\OpenWithProgids"]
    )
    assert given[rf"{kind}\shell\open\command"].endswith(r'"""{app}\{#Program}"" ""%1"""')
    assert given[kind].endswith("uninsdeletekey")


def test_every_definition_the_installer_uses_is_given_to_it() -> None:
    used = set(re.findall(r"\{#(\w+)\}", installer()))
    own = set(re.findall(r"^#define (\w+)", installer(), re.MULTILINE))
    given = set(re.findall(r'"(\w+)": ', Path(windows.__file__).read_text(encoding="utf-8")))
    assert used - own <= given


# --- macOS ----------------------------------------------------------------------------------------


def test_the_description_of_the_application_is_whole() -> None:
    info = plistlib.loads(fill(MACOS / "Info.plist", {"VERSION": version()}).encode())
    assert info["CFBundleShortVersionString"] == version()
    assert info["LSMinimumSystemVersion"] == "13.0"
    assert info["NSHighResolutionCapable"] is True
    assert info["CFBundleDisplayName"] == "安心清单"
    (kind,) = info["UTExportedTypeDeclarations"]
    assert kind["UTTypeTagSpecification"]["public.filename-extension"] == [ENDING.removeprefix(".")]
    (shown,) = info["CFBundleDocumentTypes"]
    assert shown["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]


def test_the_application_asks_for_no_rights_it_does_not_need() -> None:
    rights = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert rights == {"com.apple.security.cs.disable-library-validation": True}


def test_the_icon_holds_every_picture_whole() -> None:
    data = macos.icon()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8]) == (len(data),)
    at, kinds = 8, []
    while at < len(data):
        kind, length = struct.unpack(">4sI", data[at : at + 8])
        assert data[at + 8 : at + 16] == b"\x89PNG\r\n\x1a\n"
        kinds.append(kind)
        at += length
    assert at == len(data)
    assert kinds == list(macos.KINDS.values())


# --- What people read first -----------------------------------------------------------------------


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
def test_the_page_to_read_first_says_where_the_data_is(system: str) -> None:
    text = (PACKAGING / system / "请先看我.txt").read_text(encoding="utf-8")
    assert "你的数据" in text
    assert "anxin-checklist" in text
    assert "licences" in text


# --- The start of the packaged program ------------------------------------------------------------


def test_a_bundle_that_lost_files_says_so_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "entry.py").write_bytes((PACKAGING / "entry.py").read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", tmp_path / "entry.py"],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(entry.INCOMPLETE)
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="about the others")
def test_elsewhere_the_start_refuses_nothing() -> None:
    assert entry.refusal() == ""


# --- The workflow ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_has_no_secrets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    for job in flow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


def test_tests_and_packages_run_on_three_systems() -> None:
    (path,) = WORKFLOWS
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    tested = jobs["test"]["strategy"]["matrix"]["system"]
    packaged = [row["system"] for row in jobs["package"]["strategy"]["matrix"]["include"]]
    assert tested == packaged
    assert {system.partition("-")[0] for system in tested} == {"ubuntu", "windows", "macos"}
