"""The list of parts of a package (SBOM) as CycloneDX 1.6, written by hand from the lock file.

A library that writes it would bring a dozen more packages, for some sixty lines.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from recipe.facts import NAME
from recipe.parts import Part

# Ours, so that the same parts give the same serial number.
_SPACE = uuid.UUID("5d9b2a52-6a39-4f6b-93a5-6c1a0e6f7c11")
_UNLISTED = ("any-OSI", " ")  # Words that are no single licence on SPDX's list.


def sbom(version: str, parts: Iterable[Part], made: datetime) -> dict[str, Any]:
    """The document.

    Args:
        version: The version of the program.
        parts: What it holds of other people.
        made: The time to put on it.
    """
    listed = list(parts)
    program = {
        "type": "application",
        "bom-ref": NAME,
        "name": NAME,
        "version": version,
        "description": "An offline checklist companion for people with online loans",
        "licenses": [{"expression": "GPL-3.0-or-later AND CC-BY-SA-4.0"}],
    }
    document: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": f"{made:%Y-%m-%dT%H:%M:%SZ}", "component": program},
        "components": [_component(part) for part in listed],
        "dependencies": [
            {"ref": NAME, "dependsOn": [_ref(part) for part in listed if not part.within]},
            *(_holds(part, listed) for part in listed),
        ],
    }
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return {**document, "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, text)}"}


def to_bytes(document: Mapping[str, Any]) -> bytes:
    """The document as a file."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(part),
        "name": part.key,
        **({"version": part.version} if part.version else {}),
        "description": part.title,
        "licenses": [_licence(part.licence)],
    }
    references: list[dict[str, Any]] = []
    if part.hashes:
        component["purl"] = _ref(part)
        hashes = [{"alg": "SHA-256", "content": value} for value in part.hashes]
        comment = "Every file that the lock accepts; which one was used depends on the system."
        reference = {"type": "distribution", "url": _ref(part), "comment": comment}
        references.append({**reference, "hashes": hashes})
    if part.home:
        references.append({"type": "vcs" if "cgit" in part.home else "website", "url": part.home})
    return {**component, **({"externalReferences": references} if references else {})}


def _ref(part: Part) -> str:
    at = f"@{part.version}" if part.version else ""
    return f"pkg:{'pypi' if part.hashes else 'generic'}/{part.key}{at}"


def _holds(part: Part, parts: Iterable[Part]) -> dict[str, Any]:
    inside = [_ref(other) for other in parts if other.within == part.key]
    return {"ref": _ref(part), **({"dependsOn": inside} if inside else {})}


def _licence(words: str) -> dict[str, Any]:
    if any(sign in words for sign in _UNLISTED):
        return {"license": {"name": words}}
    return {"license": {"id": words}}
