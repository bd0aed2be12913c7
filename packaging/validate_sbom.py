#!/usr/bin/env python3
"""Checks a list of parts against CycloneDX's own schema; needs cyclonedx-python-lib.

python3 packaging/validate_sbom.py FILE
"""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    sys.exit(str(fault) if fault else 0)
