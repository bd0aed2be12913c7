#!/usr/bin/env python3
"""Checks the list of parts given to it against CycloneDX's own schema.

Needs cyclonedx-python-lib[json-validation], which nothing else here does.
"""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    sys.exit(None if fault is None else str(fault))
