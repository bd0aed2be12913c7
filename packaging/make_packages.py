#!/usr/bin/env python3
"""Makes what this system can be packaged into; run as ``python3 run.py package``.

    python3 run.py package              build/packages: packages, list of parts, checksums
    python3 run.py package --twice      make everything twice; fails unless it is the same bytes
    python3 run.py package --folder     only freeze the program; prints its folder
    python3 run.py package --empty      only freeze the empty window of the benches; likewise

Needs the network the first time, for the tools in requirements-package.txt.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from recipe import environment
from recipe.bundle import BundleError
from recipe.facts import BUILD, NAME, PACKAGING, PROGRAM, RESULTS, ROOT, moment, version
from recipe.parts import PartsError
from try_package import TryError

EMPTY = ROOT / "tests" / "bench" / "empty_window.py"


def say(text: str) -> None:
    """Print one message."""
    print(f"[安心清单] {text}", flush=True)


def frozen_program() -> Path:
    """Freeze the program with everything it ships."""
    from recipe.contents import gather  # noqa: PLC0415  Needs the environment.
    from recipe.freeze import freeze  # noqa: PLC0415

    return freeze(PACKAGING / "entry.py", PROGRAM, gather(), details())


def frozen_empty() -> Path:
    """Freeze the empty window by the same recipe."""
    from recipe.contents import gather_font  # noqa: PLC0415  Needs the environment.
    from recipe.freeze import freeze  # noqa: PLC0415

    return freeze(EMPTY, "empty", gather_font(), None)


def details() -> Path | None:
    """Icon, version and so on, where the system wants them inside the program."""
    if sys.platform == "win32":
        from recipe import windows  # noqa: PLC0415  Not needed elsewhere.

        return windows.write_details()
    if sys.platform == "darwin":
        from recipe import macos  # noqa: PLC0415  Not needed elsewhere.

        return macos.write_details()
    return None


def executable(bundle: Path) -> Path:
    """The program in a bundle."""
    return bundle / f"{PROGRAM}{'.exe' if sys.platform == 'win32' else ''}"


def make_all(target: Path) -> None:
    """Make every package of this system into an empty folder."""
    from recipe.archives import write_sums  # noqa: PLC0415  Needs the environment.
    from recipe.parts import found_versions, shipped_parts, write_texts  # noqa: PLC0415
    from recipe.sbom import sbom, to_bytes  # noqa: PLC0415
    from try_package import try_program  # noqa: PLC0415

    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    bundle = frozen_program()
    say(f"试了一遍：{try_program(executable(bundle))}")
    parts = shipped_parts(found_versions())
    licences = BUILD / "licences"
    shutil.rmtree(licences, ignore_errors=True)
    write_texts(parts, licences)
    if sys.platform == "win32":
        from recipe import windows  # noqa: PLC0415  Not needed elsewhere.

        windows.make_packages(bundle, licences, target)
    elif sys.platform == "darwin":
        from recipe import macos  # noqa: PLC0415  Not needed elsewhere.

        macos.make_packages(bundle, licences, target)
    else:
        linux_packages(bundle, licences, target)
    document = sbom(version(), parts, moment())
    (target / f"{NAME}-{version()}.cdx.json").write_bytes(to_bytes(document))
    write_sums(target)


def linux_packages(bundle: Path, licences: Path, target: Path) -> None:
    """The archive, and the Debian package where Debian's tools are."""
    from recipe import linux  # noqa: PLC0415  Not needed elsewhere.

    files = linux.add_launcher(bundle)
    linux.make_archive(bundle, files, licences, target)
    if shutil.which("dpkg-deb") and shutil.which("dpkg-shlibdeps"):
        linux.make_deb(bundle, files, licences, target)
    else:
        say("没有 dpkg-deb 和 dpkg-shlibdeps（Debian 的 dpkg-dev），这次不做 .deb。")


def same_twice() -> int:
    """Make everything twice and compare; 1 where anything differs."""
    first = BUILD / "first"
    make_all(first)
    make_all(RESULTS)
    before, after = ((folder / "SHA256SUMS").read_text("utf-8") for folder in (first, RESULTS))
    if before != after:
        say(f"两次做出来的不一样：\n{before}\n{after}")
        return 1
    say("两次做出来的完全一样。")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Do what was asked for, inside the environment of the packages."""
    parser = argparse.ArgumentParser(prog="run.py package")
    group = parser.add_mutually_exclusive_group()
    for name in ("twice", "folder", "empty"):
        group.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args(arguments)
    if not environment.inside():
        environment.make()
        command = [str(environment.python()), __file__, *arguments]
        return subprocess.run(command, check=False).returncode
    try:
        return make(options)
    except (BundleError, PartsError, TryError, RuntimeError) as error:
        say(f"没有做成。{error}")
        return 1


def make(options: argparse.Namespace) -> int:
    """Make what was asked for; the exit code."""
    if options.folder or options.empty:
        folder = frozen_empty() if options.empty else frozen_program()
        if options.folder and sys.platform == "linux":
            from recipe import linux  # noqa: PLC0415  Not needed elsewhere.

            linux.add_launcher(folder)
        print(folder, flush=True)
        return 0
    if options.twice:
        code = same_twice()
    else:
        make_all(RESULTS)
        code = 0
    for line in (RESULTS / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        say(line)
    say(f"都在这里：{RESULTS}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
