"""Whether Tab comes to everything that can take the keyboard."""

from collections.abc import Iterator, Sequence

from tests.outside.controls import Control, Round, Stop, side_bar
from tests.outside.reader import Reader

MOST = 250
INSIDE = {"list item", "table cell", "scroll bar", "menu item", "label"}
"""The arrows lead to these, or nothing needs to."""


def unreachable(reader: Reader) -> Iterator[str]:
    """Press Tab until it comes round; what it has not come to.

    Of several choices Tab comes to one, and the arrows to the others.
    """
    wanted = _wanted(reader)
    if len(wanted) < 2 and all("focused" in control.states for control in wanted):
        return  # Tab stays where it is.
    shown = [seen.control for seen in reader.look()]
    pages, groups = side_bar(shown), _groups(shown)
    reached: set[Stop] = set()
    walked: set[Stop] = set()
    way = Round(groups)
    for _ in range(MOST):
        stop = _stop(reader.focus_after("Tab"))
        if way.ends_at(stop):
            break
        reached.add(stop)
        group = groups.get(stop, ())
        if len(group) > 1 and stop not in walked and stop[1] not in pages:
            for _ in group[1:]:
                reached.add(_stop(reader.focus_after("Right")))
            walked.update(group)
    else:
        yield "Tab never comes round"
    choices = {("radio button", name) for name in pages}
    if reached & choices:
        reached |= choices  # In the side bar the arrows open pages.
    for control in wanted:
        if not _is_among(control, reached):
            yield f"{control}: Tab does not come to it"


def _wanted(reader: Reader) -> list[Control]:
    """What can take the keyboard."""
    controls = [seen.control for seen in reader.look() if seen.control.role not in INSIDE]
    return [c for c in controls if c.states >= {"focusable", "enabled", "showing"}]


def _is_among(control: Control, reached: set[Stop]) -> bool:
    """Whether Tab came to it, or to the part of it that has the keyboard."""
    role, name = _stop(control)
    return any(role == other and spoken.startswith(name) for other, spoken in reached)


def _stop(control: Control) -> Stop:
    return control.role, control.spoken


def _groups(controls: Sequence[Control]) -> dict[Stop, tuple[Stop, ...]]:
    by_parent: dict[str, list[Stop]] = {}
    for control in controls:
        if control.role == "radio button" and "enabled" in control.states:
            by_parent.setdefault(control.parent, []).append(_stop(control))
    return {stop: tuple(group) for group in by_parent.values() for stop in group}
