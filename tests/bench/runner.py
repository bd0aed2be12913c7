"""Runs the benchmarks, each in a fresh process, and keeps the record of a full run.

With ``--long`` the benchmarks that are named do all they can, for hours if need be, and what they
found is kept in a record of its own.
"""

import argparse
import ast
import json
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.harness import ROOT, child_variables

FOLDER = Path(__file__).resolve().parent
RECORD = FOLDER / "record.json"
LONG_RECORD = FOLDER / "record-long.json"
FIELDS = {"name", "value", "unit", "limit", "ok", "n"}
LONGEST_S = 600
LONGEST_LONG_S = 6 * 3600


def bench_name(file: Path) -> str:
    """The constant NAME of a benchmark, read without running it.

    Raises:
        ValueError: It has none.
    """
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name("NAME")], value=ast.Constant(str(name))):
                return name
    raise ValueError(f"{file.name} has no constant NAME")


def benches(folder: Path, wanted: Sequence[str]) -> dict[str, Path]:
    """The benchmarks whose name contains one of the words, or all of them; sorted by name."""
    named = {bench_name(file): file for file in folder.glob("bench_*.py")}
    return {
        name: named[name]
        for name in sorted(named)
        if not wanted or any(word in name for word in wanted)
    }


def read_result(output: str, name: str) -> dict[str, Any]:
    """The result a benchmark printed.

    Raises:
        ValueError: It did not print exactly one line of the agreed form.
    """
    lines = output.splitlines()
    result = json.loads(lines[0]) if len(lines) == 1 else None
    if not isinstance(result, dict) or set(result) != FIELDS or result["name"] != name:
        raise ValueError(f"{name} did not print one line of JSON with {sorted(FIELDS)}: {output!r}")
    return result


def run(name: str, file: Path, options: Sequence[str]) -> dict[str, Any] | None:
    """Run one benchmark; None where it failed to give a result."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{file.stem}", *options],
            cwd=ROOT,
            env=child_variables(),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
            timeout=LONGEST_LONG_S if "--long" in options else LONGEST_S,
        )
        return read_result(done.stdout, name)
    except (subprocess.SubprocessError, ValueError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return None


def write_record(results: Sequence[Mapping[str, Any]], path: Path = RECORD) -> None:
    """Keep the figures of a run of everything, without anything that names the machine."""
    record = {
        "date": date.today().isoformat(),  # noqa: DTZ011  The day by the clock of whoever ran it.
        "python": platform.python_version(),
        "machine": platform.machine(),
        "results": sorted(results, key=lambda result: str(result["name"])),
    }
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def with_others(results: Sequence[Mapping[str, Any]], path: Path) -> list[Mapping[str, Any]]:
    """The results together with those of other benchmarks that a record keeps."""
    kept = json.loads(path.read_text(encoding="utf-8"))["results"] if path.exists() else []
    new = {result["name"] for result in results}
    return [*results, *(result for result in kept if result["name"] not in new)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 1 when a benchmark is over its limit or gives no result."""
    parser = argparse.ArgumentParser(prog="run.py bench")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no record")
    parser.add_argument("--long", action="store_true", help="all rounds of what is named")
    parser.add_argument("names", nargs="*", metavar="NAME", help="part of a benchmark's name")
    options = parser.parse_args(arguments)
    if options.long and (options.quick or not options.names):
        parser.error("--long takes names, and is not quick")
    chosen = benches(FOLDER, options.names)
    if not chosen:
        print("no benchmark of that name", file=sys.stderr)
        return 1
    results = []
    for name, file in chosen.items():
        flags = [flag for flag in ("--quick", "--long") if getattr(options, flag[2:])]
        result = run(name, file, flags)
        if result is not None:
            print(json.dumps(result, ensure_ascii=False), flush=True)
            results.append(result)
    complete = len(results) == len(chosen)
    if complete and not options.quick and not options.names:
        write_record(results)
    if options.long:
        write_record(with_others(results, LONG_RECORD), LONG_RECORD)
    return 0 if complete and all(result["ok"] for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
