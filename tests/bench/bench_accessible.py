"""What a screen reader finds wrong: the program visited from another process, through AT-SPI.

Every page, dialog and menu is opened, every choice taken and the main job done through what the
program tells a screen reader, on a screen and a message bus of our own. Counted are the controls
without a name or a role, with a name that another one beside it has too, with a state that does not
follow what was done, or out of the reach of Tab; what of the job cannot be done counts as well.
"""

import sys

from tests.bench.harness import QUICK, report_at_most
from tests.outside.session import MissingError, visit

NAME = "accessible"


def main() -> None:
    """Visit the program and print one line; what was found goes to the console."""
    try:
        told = visit(*(["--quick"] if QUICK else []))
    except MissingError as error:
        sys.exit(f"This needs packages of the system:\n  {error}")
    print(f"{told['places']} places", file=sys.stderr)
    report_at_most(NAME, len(told["wrong"]), "controls", 0, told["visited"])


if __name__ == "__main__":
    main()
