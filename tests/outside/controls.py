"""What a control is to someone who hears the screen, and what can be wrong with it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

INTERACTIVE = {
    *("push button", "toggle button", "check box", "radio button", "combo box", "link", "slider"),
    *("text", "entry", "password text", "spin button", "list item", "menu item", "page tab"),
    *("check menu item", "radio menu item", "scroll bar", "table cell", "tree item"),
}
CHECKABLE = {"check box", "radio button", "check menu item", "radio menu item"}
HOME = "首页"
EMPTY_ROLES = {"", "unknown", "invalid", "filler", "redundant object"}
ENCLOSING = {"panel", "list", "table", "dialog", "frame", "alert", "window", "menu", "combo box"}
FILE_NAME = re.compile(r"[\w-]+\.(svg|png|ico|json|ya?ml|py|ttf|otf|sqlite)|[a-z]+(_[a-z0-9]+)+")


Stop = tuple[str, str]
"""Where Tab comes to: role and what is spoken."""


class Control(NamedTuple):
    """One thing on the screen, as the reader finds it.

    Attributes:
        role: What it is, such as ``push button``.
        name: What it is called; for a drop-down this is what is chosen in it.
        label: What a label beside it, or its description, says it is for.
        states: ``enabled``, ``focusable``, ``checked`` and the like.
        actions: What can be done with it.
        value: The text in it, or its number.
        parent: Whose child it is; siblings have the same.
        panel: The card, list or window it lies in.
    """

    role: str
    name: str
    label: str = ""
    states: frozenset[str] = frozenset()
    actions: tuple[str, ...] = ()
    value: str = ""
    parent: str = ""
    panel: str = ""

    @property
    def interactive(self) -> bool:
        """Whether the person can do something with it.

        A label that can be selected takes the keyboard on a click only, to be copied from.
        """
        if self.role == "label":
            return False
        return self.role in INTERACTIVE or "focusable" in self.states

    @property
    def spoken(self) -> str:
        """What it is called, with what it is for where that is told apart."""
        return f"{self.label} {self.name}".strip() if self.role == "combo box" else self.name

    def __str__(self) -> str:
        return f"[{self.role}] {self.spoken!r}"


def side_bar(controls: Sequence[Control]) -> set[str]:
    """The pages the program has, by the choices that stand beside the first of them."""
    choices = [control for control in controls if control.role == "radio button"]
    beside = {control.parent for control in choices if control.name == HOME}
    return {control.name for control in choices if control.parent in beside}


class Round:
    """One way round by Tab: it ends where it began, once it has been anywhere else.

    Where it began among several choices, it ends at whichever of them it meets again.
    """

    def __init__(self, groups: Mapping[Stop, Sequence[Stop]]) -> None:
        """Begin before the first stop.

        Args:
            groups: For each of several choices, all of them.
        """
        self._groups = groups
        self._first: Sequence[Stop] = ()
        self._elsewhere = False

    def ends_at(self, stop: Stop) -> bool:
        """Go on to a stop, and tell whether the way has come round."""
        self._first = self._first or self._groups.get(stop, (stop,))
        if stop in self._first:
            return self._elsewhere
        self._elsewhere = True
        return False


def problems(controls: Sequence[Control]) -> list[str]:
    """What is wrong with the controls that show at one time.

    Args:
        controls: All of them, in the order of the screen.
    """
    found = [
        f"{control}: {wrong}"
        for control in controls
        if control.interactive
        for wrong in _alone(control)
    ]
    return found + [f"{control}: {count} 个同名" for control, count in _namesakes(controls)]


def _alone(control: Control) -> Iterator[str]:
    if control.role in EMPTY_ROLES:
        yield "no role"
    if control.role == "combo box" and not control.label:
        yield "nothing tells what is chosen here"
    if not control.name.strip():
        yield "no name"
    elif not any(character.isalnum() for character in control.name):
        yield "the name is only a sign"
    elif FILE_NAME.fullmatch(control.name.strip()):
        yield "the name is that of a file or of the code"
    if control.role in CHECKABLE and "checkable" not in control.states:
        yield "cannot be checked"
    if "checked" in control.states and "checkable" not in control.states:
        yield "checked but not checkable"
    if "enabled" in control.states and "sensitive" not in control.states:
        yield "enabled but not sensitive"
    pressed = ("push button", "toggle button", "link", *CHECKABLE)
    if control.role in pressed and "enabled" in control.states and not control.actions:
        yield "nothing can be done with it"


def _namesakes(controls: Sequence[Control]) -> Iterator[tuple[Control, int]]:
    """Controls that nothing tells from another one in the same panel."""
    same: dict[tuple[str, str, str], list[Control]] = defaultdict(list)
    for control in controls:
        # A row and a cell are told apart by their place, which every reader says.
        if control.interactive and control.role not in ("scroll bar", "list item", "table cell"):
            same[control.panel, control.role, control.spoken].append(control)
    for alike in same.values():
        if len(alike) > 1 and alike[0].name:
            yield alike[0], len(alike)
