"""``python -m desktop`` starts the program."""

import gc
import sys

if __name__ == "__main__":
    # Nothing loaded at the start is garbage; ``main`` decides when to look for some.
    gc.disable()

    from desktop.app import main

    sys.exit(main(sys.argv[1:]))
