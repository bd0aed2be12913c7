"""Whether any of thousands of random and damaged files ends or stops the program.

Each is taken in as a person drops it on the window, under a name that was made to do harm, shown
small, and copied without what it tells. The work is done in a child that says what it is at; if it
ends, or is silent for five seconds, the file it was at is to blame.
"""

import json
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.bench.harness import ROOT, child_variables, report_at_most, rounds

NAME = "evidence-fuzz"
LIMIT = 0
LONGEST_S = 5
SEED = 20261122

CHILD = """
import io, json, random, sys, zlib
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from desktop.documents.stripping import CannotStrip, stripped
from desktop.domain.attachments import Came
from desktop.services.attachments import Source
from desktop.services.errors import UserProblem
from desktop.services.house import open_services
from desktop.ui.evidence.preview import MOST_BYTES, read_picture
from tests.bench.fuzzed import file_of

app = QGuiApplication([])
services = open_services(Path(sys.argv[1]), None, lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))
incident = services.incidents().add().id
attachments = services.attachments()
counts = {"taken": 0, "shown": 0, "copied": 0, "refused": 0}
for number in range(int(sys.argv[2])):
    print(number, flush=True)
    name, data = file_of(int(sys.argv[3]), number)
    job = attachments.adding(incident, (Source(io.BytesIO(data), name),), Came.DROPPED)
    try:
        while True:
            next(job)
    except StopIteration as end:
        added = end.value
    except UserProblem:
        counts["refused"] += 1
        continue
    for file in added.attachments:
        counts["taken"] += 1
        kept = attachments.read(file.id, MOST_BYTES)
        assert kept == data, number
        assert file.shown_name.isprintable() and "/" not in file.shown_name, number
        counts["shown"] += read_picture(kept, file.type, QSize(640, 480)).image is not None
        try:
            counts["copied"] += bool(stripped(kept, file.type).data)
        except CannotStrip:
            pass
        attachments.detach(incident, file.id)
services.close()
print(json.dumps(counts), flush=True)
"""


def watch(folder: Path, count: int) -> tuple[list[int], dict[str, int]]:
    """Runs a child over all files; the numbers of those that ended or stopped it, and counts."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, folder, str(count), str(SEED)],
        cwd=ROOT,
        env=child_variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    lines: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        assert child.stdout is not None
        for line in child.stdout:
            lines.put(line)
        lines.put("")

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    at, found = -1, {}
    # What is imported first takes longer than any file.
    patience = 60
    try:
        while line := lines.get(timeout=patience):
            patience = LONGEST_S
            if line.startswith("{"):
                found = json.loads(line)
            else:
                at = int(line)
    except queue.Empty:
        child.kill()
        print(f"file {at}: silent for {patience} s", file=sys.stderr)
        return [at], found
    finally:
        child.wait()
        listener.join()
        if child.stdout is not None:
            child.stdout.close()
    if child.returncode:
        print(f"file {at}: the child ended with {child.returncode}", file=sys.stderr)
        return [at], found
    return [], found


def main() -> None:
    """Take in, show and copy every file."""
    n = rounds(full=5_000, quick=300)
    with tempfile.TemporaryDirectory() as folder:
        guilty, counts = watch(Path(folder) / "data", n)
    # Nothing shown or copied would mean that nothing was tried.
    if not guilty and not all(counts.get(key) for key in ("taken", "shown", "copied")):
        guilty = [-1]
    print(counts, file=sys.stderr)
    report_at_most(NAME, len(guilty), "files", LIMIT, n)


if __name__ == "__main__":
    main()
