"""How long DOCX and PDF of a letter with 200 exhibits take together, imports included.

They are made in a thread: the window's own must never wait for them longer than a blink.
"""

import statistics
import sys

from tests.bench.harness import child_json, report, rounds

NAME = "letter-render"
LIMIT_MS = 2000
BLINK_MS = 100
EXHIBITS = 200

CHILD = """
import json, sys, tempfile, time
from pathlib import Path
from tests.bench.letters import Content
from desktop.app import now
from desktop.services.house import open_services

content = Content(exhibits=int(sys.argv[1]))
letter = next(each for each in content.letters.letters if each.draft_id == "tpl_nfra")
written = content.write(content.everything(letter))
assert len(written.exhibits) == int(sys.argv[1]) and not written.missing
longest = 0.0

def run(work):
    global longest
    while True:
        before = time.perf_counter_ns()
        try:
            next(work)
        except StopIteration:
            return
        finally:
            longest = max(longest, (time.perf_counter_ns() - before) / 1e6)

with tempfile.TemporaryDirectory() as folder:
    services = open_services(Path(folder) / "data", None, now)
    before = time.perf_counter_ns()
    outputs = services.letter_outputs()
    imports = (time.perf_counter_ns() - before) / 1e6
    run(outputs.docx(written, Path(folder) / "x.docx"))
    run(outputs.pdf(written, Path(folder) / "x.pdf"))
    all_of_it = (time.perf_counter_ns() - before) / 1e6
    services.close()
print(json.dumps({"ms": all_of_it, "imports": imports, "longest": longest}))
"""


def main() -> None:
    """Make both in a new process each time; the files are in the system's cache."""
    n = rounds(full=7, quick=3)
    answers = [child_json(["-c", CHILD, str(EXHIBITS)]) for _ in range(1 + n)][1:]
    middle = {name: statistics.median(each[name] for each in answers) for name in answers[0]}
    print(
        f"imports {middle['imports']:.0f} ms, longest wait {middle['longest']:.0f} ms",
        file=sys.stderr,
    )
    ok = middle["ms"] <= LIMIT_MS and middle["longest"] <= BLINK_MS
    report(NAME, middle["ms"], "ms", LIMIT_MS, n, ok=ok)


if __name__ == "__main__":
    main()
