"""Files with places to fill in."""

import re
from collections.abc import Mapping
from pathlib import Path

from recipe.facts import moment, version

_LEFT = re.compile(r"@[A-Z]+\d*@")


def fill(template: Path, values: Mapping[str, str]) -> str:
    """A file with its ``@PLACES@`` filled in.

    Raises:
        ValueError: One was left.
    """
    text = template.read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    left = _LEFT.search(text)
    if left is not None:
        raise ValueError(f"{template.name}: nothing to put in the place of {left[0]}")
    return text


def dated() -> dict[str, str]:
    """What the files that carry a version are filled in with."""
    return {"VERSION": version(), "DATE": f"{moment():%Y-%m-%d}"}
