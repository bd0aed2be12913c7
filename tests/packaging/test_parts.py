"""The parts of other people: none forgotten, each with its terms, texts and fingerprints."""

import json
import re
from datetime import UTC, datetime

import pytest

from recipe import parts as parts_module
from recipe.facts import ROOT
from recipe.parts import PartsError, is_installed, locked, shipped_parts, text_of
from recipe.sbom import sbom, to_bytes

UNLOCKED = (
    *("cpython", "pyinstaller-bootloader", "qt", "icu", "openssl", "sqlite"),
    *("sqlite3multipleciphers", "inter", "roboto-mono"),
)
VERSIONS = dict.fromkeys(UNLOCKED, "1.2.3")
MADE = datetime(2026, 11, 22, tzinfo=UTC)
ONLY_COMPILING = {"pyyaml", "pypinyin", "pycparser", "msgspec"}


def test_every_locked_dependency_is_accounted_for() -> None:
    """A new dependency needs an entry in packaging/components.toml: what it is, on what terms."""
    pins = locked((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    shipped = {part.key for part in shipped_parts(VERSIONS)}
    here = {key for key in pins if is_installed(key)}
    assert here - ONLY_COMPILING <= shipped
    assert shipped - pins.keys() == VERSIONS.keys()
    assert not shipped & ONLY_COMPILING


def test_a_forgotten_dependency_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "locked", lambda _: {"left-pad": ("1", ("0" * 64,))})
    with pytest.raises(PartsError, match="left-pad"):
        shipped_parts(VERSIONS)


def test_every_licence_text_is_there() -> None:
    for part in shipped_parts(VERSIONS):
        assert part.texts or part.licence == "blessing", part.key
        for word in part.texts:
            if word.startswith("<pyinstaller>"):
                continue  # Only there where packages are made.
            name, path = text_of(word)
            assert re.fullmatch(r"[\w.-]+\.txt", name)
            assert len(path.read_text(encoding="utf-8")) > 150, path


def test_the_list_of_parts_holds_each_with_what_the_lock_accepts() -> None:
    shipped = shipped_parts(VERSIONS)
    document = json.loads(to_bytes(sbom("0.1.0", shipped, MADE)))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert document["metadata"]["timestamp"] == "2026-11-22T00:00:00Z"
    pins = locked((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    components = {entry["name"]: entry for entry in document["components"]}
    assert components.keys() == {part.key for part in shipped}
    for name, (version, hashes) in pins.items():
        if name in ONLY_COMPILING or not is_installed(name):
            continue
        entry = components[name]
        assert entry["version"] == version
        assert entry["purl"] == f"pkg:pypi/{name}@{version}"
        (files,) = (one for one in entry["externalReferences"] if one["type"] == "distribution")
        assert {one["content"] for one in files["hashes"]} == set(hashes)
        assert hashes


def test_every_reference_in_it_leads_somewhere() -> None:
    document = sbom("0.1.0", shipped_parts(VERSIONS), MADE)
    refs = [document["metadata"]["component"]["bom-ref"]]
    refs += [entry["bom-ref"] for entry in document["components"]]
    assert len(set(refs)) == len(refs)
    reached = {refs[0]}
    for entry in document["dependencies"]:
        assert entry["ref"] in refs
        reached |= set(entry.get("dependsOn", ()))
    assert reached == set(refs)


def test_the_same_parts_give_the_same_list() -> None:
    shipped = shipped_parts(VERSIONS)
    one, two = (sbom("0.1.0", shipped, MADE) for _ in range(2))
    assert to_bytes(one) == to_bytes(two)
    assert sbom("0.1.1", shipped, MADE)["serialNumber"] != one["serialNumber"]
