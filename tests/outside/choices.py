"""Whether the state of a control follows what was done with it."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from gi.repository import GLib

from tests.outside.controls import Control, side_bar
from tests.outside.reader import NotThereError, Reader, Seen, press, states_of

SOON_S = 5
PLACES = ("阶段:", "栏目:", "正在被轰炸:", "哪一家:")
"""Beginnings of the names of choices that open another place."""


def wrong_states(reader: Reader) -> Iterator[str]:
    """Use every choice, box and drop-down on screen; what its state does not follow.

    Everything stands as before afterwards, but for what has to be chosen and was not.
    """
    groups: dict[str, list[Seen]] = defaultdict(list)
    shown = reader.look()
    pages = side_bar([seen.control for seen in shown])
    for seen in shown:
        control = seen.control
        if control.role == "radio button" and not leads_on(control, pages):
            groups[control.parent].append(seen)
        elif control.role == "check box" and "enabled" in control.states:
            yield from _box(reader, seen)
        elif control.role == "combo box":
            yield from _drop_down(reader, seen)
    for group in groups.values():
        yield from _Group(reader, group).wrong()


def leads_on(control: Control, pages: Collection[str]) -> bool:
    """Whether a choice opens another place; ``pages.choose`` looks at the states of these."""
    return control.name in pages or control.name.startswith(PLACES)


class _Group:
    """Choices of which one is taken. What is taken may make all of them anew."""

    def __init__(self, reader: Reader, group: list[Seen]) -> None:
        self._reader = reader
        self._nodes = {seen.control.name: seen.node for seen in group}
        self._before = [s.control.name for s in group if "checked" in s.control.states]

    def wrong(self) -> Iterator[str]:
        """Take one after the other, the one taken before last."""
        for name in [*(name for name in self._nodes if name not in self._before), *self._before]:
            yield from self._take(name, [name])
        if not self._before and len(self._nodes) > 1:
            last = list(self._nodes)[-1]
            yield from self._take(last, [])

    def _take(self, name: str, wanted: list[str]) -> Iterator[str]:
        self._reader.announced()
        if self._taken() != wanted:
            press(self._nodes[name])
        try:
            self._reader.until(lambda: self._taken() == wanted, name, SOON_S)
        except NotThereError:
            yield f"{name}: taken, but what is checked is {self._taken()}"
            return
        if self._reader.announced() == [] and not self._made_anew:
            yield f"{name}: does not announce that it was taken"

    def _taken(self) -> list[str]:
        self._made_anew = False
        try:
            states = {name: states_of(node) for name, node in self._nodes.items()}
        except GLib.Error:
            states = {}
        if not states or not all("showing" in found for found in states.values()):
            self._made_anew = True
            fresh = {seen.control.name: seen for seen in self._reader.look()}
            self._nodes = {name: fresh[name].node for name in self._nodes if name in fresh}
            states = {name: fresh[name].control.states for name in self._nodes}
        return [name for name, found in states.items() if "checked" in found]


def _box(reader: Reader, seen: Seen) -> Iterator[str]:
    for wanted in ("checked" not in seen.control.states, "checked" in seen.control.states):
        press(seen.node)
        try:
            reader.until(
                lambda: ("checked" in states_of(seen.node)) == wanted,  # noqa: B023
                seen.control.name,
            )
        except NotThereError:
            yield f"{seen.control}: its mark does not follow"


def _drop_down(reader: Reader, seen: Seen) -> Iterator[str]:
    press(seen.node)
    try:
        reader.until(lambda: "expanded" in states_of(seen.node), seen.control.spoken)
        reader.keys("Escape")
        reader.until(lambda: "expanded" not in states_of(seen.node), seen.control.spoken)
    except NotThereError:
        yield f"{seen.control}: does not say whether it is open"
