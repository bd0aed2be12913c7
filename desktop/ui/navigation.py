"""Where a page asks the window to go."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.progress import Place


class Target(NamedTuple):
    """A place in the window.

    Attributes:
        page: Page name, a key of ``PAGES``.
        stage: Stage of a checklist.
        lender: Lender id.
        step: Step id.
        section: Section of the help page, such as ``rules`` or ``channels``.
        entry: Id of the entry to open in that section.
    """

    page: str
    stage: str = ""
    lender: str = ""
    step: str = ""
    section: str = ""
    entry: str = ""

    def place(self) -> Place:
        """The part of it that is remembered for the next start."""
        return Place(self.page, self.stage, self.lender, self.step)
