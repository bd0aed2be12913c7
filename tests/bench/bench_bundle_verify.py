"""Whether every changed byte of a bundle is found, by bagit and by sha256sum, and the file named.

Bundles of every level are made of pictures with planted words. Each must be valid; each file is
then changed by one byte, and both have to name it. Below the full level no planted word may stand
in any byte, and the line for certutil must lead to a file whose sum the list of files tells.
"""

import io
import logging
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import bagit

from desktop.domain.attachments import Came
from desktop.domain.bundle import BundleWish, ShareLevel
from desktop.services.attachments import Source
from desktop.services.house import Services, open_services
from desktop.store.files import run
from tests.bench.harness import report_at_most, rounds
from tests.pictures import HEIC, PLANTED, jpeg, png

NAME = "bundle-verify"
LIMIT = 0
SEED = 20261122
NAMED = "张小红"


def fill(services: Services, events: int) -> tuple[str, ...]:
    """Writes events with three pictures and a recording each."""
    ids = []
    for number in range(events):
        incident = services.incidents().add(line=f"打给了{NAMED}", contact=NAMED, number="010123")
        own = f"PLANTED {number}".encode()
        files = {
            f"C:\\Users\\PLANTED\\{number}.jpg": jpeg(behind=own),
            "a.png": png() + own,
            "b.heic": HEIC,
            "c.mp3": b"ID3" + own,
        }
        sources = tuple(Source(io.BytesIO(data), name) for name, data in files.items())
        run(services.attachments().adding(incident.id, sources, Came.CHOSEN, "PLANTED"))
        ids.append(incident.id)
    return tuple(ids)


def bagit_names(bag: Path) -> set[str] | None:
    """The files that bagit finds wrong; None where it finds the bag valid."""
    try:
        bagit.Bag(str(bag)).validate()
    except bagit.BagValidationError as error:
        return {str(each.path) for each in error.details}
    return None


def sums_names(bag: Path) -> set[str]:
    """The files that sha256sum finds wrong, in both lists."""
    found: set[str] = set()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(
            ["sha256sum", "-c", "--quiet", manifest],
            cwd=bag,
            capture_output=True,
            text=True,
            check=False,
        )
        found |= {line.partition(":")[0] for line in done.stdout.splitlines()}
    return found


@contextmanager
def changed(path: Path, chance: random.Random) -> Iterator[None]:
    """Changes one bit of a file for a while."""
    before = path.read_bytes()
    data = bytearray(before)
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    yield
    path.write_bytes(before)


def faults(bag: Path, level: ShareLevel, tries: int, chance: random.Random) -> Iterator[str]:
    """What is wrong with a bundle."""
    if bagit_names(bag) is not None or sums_names(bag):
        yield f"{level}: not valid as it is"
    files = sorted(path for path in bag.rglob("*") if path.is_file())
    if level is not ShareLevel.FULL:
        told = b"".join(path.read_bytes() for path in files)
        for marker in (PLANTED, b"Exif", b"Users", NAMED.encode(), str(bag.parent).encode()):
            if marker in told:
                yield f"{level}: {marker!r} stands in it"
    text = (bag / "readme.txt").read_text(encoding="utf-8-sig")
    line = re.search(r"certutil -hashfile (\S+) SHA256", text)
    if line is None:
        yield f"{level}: no line for certutil"
    else:
        name = line[1].replace("\\", "/")
        digest = sha256((bag / name).read_bytes()).hexdigest()
        if f"{digest}  {name}\n" not in (bag / "manifest-sha256.txt").read_text(encoding="ascii"):
            yield f"{level}: certutil would tell another sum"
    # The list of lists proves all but itself.
    proven = [path for path in files if path.name != "tagmanifest-sha256.txt"]
    for path in chance.sample(proven, min(tries, len(proven))):
        name = path.relative_to(bag).as_posix()
        with changed(path, chance):
            if name not in sums_names(bag):
                yield f"{level}: sha256sum does not name {name}"
            # What a bag cannot do without may also make it no bag at all.
            if path.parent != bag and name not in (bagit_names(bag) or ()):
                yield f"{level}: bagit does not name {name}"


def main() -> None:
    """Make a bundle of each level, and change it."""
    if shutil.which("sha256sum") is None:
        sys.exit("sha256sum is not here")
    logging.disable()
    n = rounds(full=120, quick=8)
    chance = random.Random(SEED)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        now = datetime(2026, 11, 22, 9, tzinfo=UTC)
        services = open_services(Path(folder) / "data", None, lambda: now)
        ids = fill(services, rounds(full=30, quick=3))
        for level in ShareLevel:
            wish = BundleWish(ids, level, zipped=False)
            target = Path(folder) / "out" / level.value
            target.parent.mkdir(exist_ok=True)
            run(services.bundles().making(wish, target))
            found += faults(target, level, n, chance)
        services.close()
    print("\n".join(found), file=sys.stderr)
    report_at_most(NAME, len(found), "faults", LIMIT, n * len(ShareLevel))


if __name__ == "__main__":
    main()
