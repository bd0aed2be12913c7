"""What stands on a printed sheet: the first steps with how they are done, then what is still open.

The words here are those of a document, whatever language the window speaks.
"""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from desktop.domain.plan import Applies, Plan, PlanItem
from desktop.domain.progress import PERSON
from desktop.domain.record import Record

TITLE = "安心清单"
MOST_FIRST = 3
STAND_IN = "□"
"""Stands where the font has no picture of a character."""

NUMBERS = (("有人身危险", "110"), ("心理援助", "12356"), ("法律援助", "12348"))


class PaperStep(Record):
    """One step on paper.

    Attributes:
        title: What to do.
        how: The actions in order; only what stands among the first steps shows them.
        done_when: How one knows that it is done.
        maybe: Whether it is not sure to apply.
    """

    title: str
    how: tuple[str, ...]
    done_when: str
    maybe: bool


class PaperGroup(Record):
    """The open steps of one phase."""

    title: str
    steps: tuple[PaperStep, ...]


class Sheet(Record):
    """Everything that may stand on the sheet; how much of it fits is decided when it is laid out.

    Attributes:
        day: The day it was made.
        name: The lender's name, if the person wants it there.
        first: What to do first, at most ``MOST_FIRST``.
        groups: The other open steps by phase; none of them is among the first.
        note: What kind of text this is.
        whole: Whether everything shall be there, on as many pages as it takes.
    """

    day: date
    name: str
    first: tuple[PaperStep, ...]
    groups: tuple[PaperGroup, ...]
    note: str
    whole: bool


def build_sheet(
    plan: Plan,
    items: Sequence[PlanItem],
    subject: str,
    *,
    name: str = "",
    note: str,
    day: date,
    whole: bool,
) -> Sheet:
    """Chooses what stands on the sheet.

    Args:
        plan: What to do first, for everybody.
        items: The steps of one list, for one lender or for none.
        subject: Whose list it is: a lender's id or ``PERSON``.
        name: The lender's name, if it shall stand there.
        note: What kind of text this is.
        day: The day it is made.
        whole: Whether everything shall be there.
    """
    first = [item for item in plan.items if item.subject in (PERSON, subject)][:MOST_FIRST]
    taken = {item.key for item in first}
    phases: dict[str, list[PlanItem]] = {}
    for item in items:
        if item.open and item.applies is not Applies.NO and item.key not in taken:
            phases.setdefault(item.phase.id, []).append(item)
    return Sheet(
        day=day,
        name=name,
        first=tuple(map(_on_paper, first)),
        groups=tuple(
            PaperGroup(group[0].phase.title, tuple(map(_on_paper, group)))
            for group in phases.values()
        ),
        note=note,
        whole=whole,
    )


def file_name(day: date) -> str:
    """A file name that tells nobody what the sheet is about."""
    return f"{TITLE}_{day.isoformat()}.pdf"


def day_words(day: date) -> str:
    """A day as it is written on paper."""
    return f"{day.year}年{day.month}月{day.day}日"


_WIDE = "\t\u2003\u3000"


def printable(
    text: str, has: Callable[[str], bool], *, spaces: bool = False
) -> tuple[str, tuple[str, ...]]:
    """The text as it can be printed, and the characters for which something else stands.

    What cannot be seen anyway, such as control characters, is left out without a word.

    Args:
        text: Any text.
        has: Whether the font has a picture of a character.
        spaces: Whether several spaces between words stay, and wide ones wide; a tab is a wide one.
    """
    kept: list[str] = []
    missing: dict[str, None] = {}
    for character in text:
        if character.isspace():
            kept.append("\u3000" if spaces and character in _WIDE else " ")
        elif _is_unseen(character):
            continue
        elif has(character):
            kept.append(character)
        else:
            kept.append(STAND_IN)
            missing[character] = None
    said = "".join(kept)
    return said.strip() if spaces else " ".join(said.split()), tuple(missing)


def printable_sheet(sheet: Sheet, has: Callable[[str], bool]) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet as it can be printed, and the characters for which something else stands."""
    missing: dict[str, None] = {}

    def tidy(text: str) -> str:
        shown, lost = printable(text, has)
        missing.update(dict.fromkeys(lost))
        return shown

    def step(one: PaperStep) -> PaperStep:
        return PaperStep(tidy(one.title), tuple(map(tidy, one.how)), tidy(one.done_when), one.maybe)

    shown = sheet._replace(
        name=tidy(sheet.name),
        first=tuple(map(step, sheet.first)),
        groups=tuple(
            PaperGroup(tidy(group.title), tuple(map(step, group.steps))) for group in sheet.groups
        ),
        note=tidy(sheet.note),
    )
    return shown, tuple(missing)


def _on_paper(item: PlanItem) -> PaperStep:
    step = item.step
    return PaperStep(step.title, step.how, step.done_when, item.applies is Applies.MAYBE)


def _is_unseen(character: str) -> bool:
    """Control and format characters, halves of characters, and what only varies another one."""
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs")
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
