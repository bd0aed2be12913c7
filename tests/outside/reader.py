"""The screen as an accessibility reader finds it, from outside the program.

Runs under the system's Python: the bindings of AT-SPI come with the system and not from PyPI.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  The version has to be chosen first.

from tests.outside.controls import ENCLOSING, Control  # noqa: E402

Found = TypeVar("Found")
Node = Any
NAMES = {"anxin-checklist"}
PATIENCE_S = 10
SHORT_S = 0.5
DEEPEST = 60
PLAIN = {"label", "filler", "panel", "list item", "list", "layered pane", "scroll bar"}
WRITTEN = {"text", "spin button", "password text"}
SHIFT, CONTROL, ALT = 0xFFE1, 0xFFE3, 0xFFE9
KEYS = {
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Escape": 0xFF1B,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "Menu": 0xFF67,
    "F4": 0xFFC1,
}
"""Signs of keys that have no letter."""
MODIFIERS = {"Ctrl": CONTROL, "Shift": SHIFT, "Alt": ALT}
KEYCODES = {CONTROL: 37, SHIFT: 50, ALT: 64}
"""Where these keys are on the keyboard of every X server: a press takes the place, not the sign."""


class NotThereError(Exception):
    """What the screen should show did not come."""


class Seen(NamedTuple):
    """A control and the reader's hold on it."""

    control: Control
    node: Node


class Reader:
    """Reads and uses the program as a screen reader does."""

    def __init__(self) -> None:
        self._focused: list[Control] = []
        self._checked: list[tuple[str, bool]] = []
        self._listener = Atspi.EventListener.new(self._heard)
        for kind in ("object:state-changed:focused", "object:state-changed:checked"):
            self._listener.register(kind)

    # ---- events ------------------------------------------------------------------------------

    def _heard(self, event: Any) -> None:
        try:
            control = _read(event.source, "", "")
            if control.role in ("list item", "table cell"):
                control = _read(event.source.get_parent(), "", "")  # The list has the keyboard.
        except GLib.Error:
            return  # It was gone before we could ask.
        if event.type.endswith("focused"):
            if event.detail1:
                self._focused.append(control)
        else:
            self._checked.append((control.name, bool(event.detail1)))

    def turn(self) -> None:
        """Let events come in."""
        context = GLib.MainContext.default()
        while context.iteration(may_block=False):
            pass

    def until(
        self, look: Callable[[], Found | None], what: str, patience: float = PATIENCE_S
    ) -> Found:
        """Look again and again until something is there.

        Args:
            look: Returns what was looked for, or something false.
            what: What is waited for, for the message.
            patience: For how many seconds.

        Raises:
            NotThereError: It did not come.
        """
        end = time.monotonic() + patience
        context = GLib.MainContext.default()
        while time.monotonic() < end:
            self.turn()
            try:
                found = look()
            except GLib.Error:
                found = None  # The screen changed while it was read.
            if found:
                return found
            GLib.timeout_add(15, lambda: False)  # Wakes the next line, if nothing else does.
            context.iteration(may_block=True)
        raise NotThereError(what)

    # ---- looking -----------------------------------------------------------------------------

    def program(self) -> Node | None:
        """The running program, or None."""
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child is not None and child.get_name() in NAMES:
                child.set_cache_mask(Atspi.Cache.NONE)  # What is true now, not what once was.
                return child
        return None

    def windows(self) -> list[Node]:
        """The windows that show, the one in front last."""
        program = self.program()
        if program is None:
            return []
        children = [program.get_child_at_index(at) for at in range(program.get_child_count())]
        showing = [node for node in children if node is not None and "showing" in _states(node)]
        return sorted(showing, key=lambda node: "active" in _states(node))

    def is_active(self) -> bool:
        """Whether a window of the program has the keyboard."""
        return any("active" in _states(window) for window in self.windows())

    def walk(self) -> list[Seen]:
        """Everything that shows in all windows, in the order of the screen."""
        return [seen for window in self.windows() for seen in _walk(window, "", "", 0)]

    def look(self, *, brief: bool = True) -> list[Seen]:
        """Everything in the window in front.

        Args:
            brief: Leave out what is said of a control beside role, name, states and text.
        """
        windows = self.windows()
        return list(_walk(windows[-1], "", "", 0, brief=brief)) if windows else []

    def find(self, name: str, role: str = "") -> Seen | None:
        """The control of this name; one that begins so where none is called exactly so."""
        fitting = [seen for seen in self.look() if role in ("", seen.control.role)]
        usable = [seen for seen in fitting if seen.control.interactive or role]
        for seen in usable:
            if name in (seen.control.name, seen.control.label):
                return seen
        return next((seen for seen in usable if seen.control.name.startswith(name)), None)

    def wait_for(self, name: str, role: str = "") -> Seen:
        """The control of this name, as soon as it shows.

        Raises:
            NotThereError: It does not show.
        """
        try:
            return self.until(lambda: self.find(name, role), f"no {role or 'control'} {name!r}")
        except NotThereError as error:
            shown = "; ".join(str(s.control) for s in self.look() if s.control.interactive)
            raise NotThereError(f"{error}; there is: {shown}") from None

    def texts(self) -> str:
        """All words in the window in front."""
        return "\n".join(f"{s.control.name}\n{s.control.value}" for s in self.look())

    def wait_for_text(self, text: str) -> None:
        """Wait until these words are on the screen."""
        self.until(lambda: text in self.texts(), f"nowhere {text!r}")

    # ---- doing -------------------------------------------------------------------------------

    def press(self, name: str, role: str = "") -> None:
        """Do what a control offers first: press it, or toggle it."""
        press(self.wait_for(name, role).node)

    def write(self, name: str, text: str, role: str = "text") -> None:
        """Put a text into a field through the interface for text."""
        node = self.wait_for(name, role).node
        node.get_editable_text_iface().set_text_contents(text)

    def focus(self, name: str, role: str = "") -> None:
        """Give the keyboard to a control."""
        node = self.wait_for(name, role).node
        node.get_component_iface().grab_focus()
        self.until(lambda: "focused" in _states(node), f"{name!r} takes no focus")

    def keys(self, keys: str) -> None:
        """Press keys like ``Ctrl+F`` as the reader's own commands do."""
        *modifiers, key = keys.split("+")
        codes = [KEYCODES[MODIFIERS[modifier]] for modifier in modifiers]
        for code in codes:
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
        sign = KEYS.get(key) or ord(key.lower())
        Atspi.generate_keyboard_event(sign, None, Atspi.KeySynthType.SYM)
        for code in reversed(codes):
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)
        self.turn()

    def focus_after(self, keys: str) -> Control:
        """Press keys that move the focus; who has it then, as the program announces it."""
        self.turn()
        before = self._focused[-1:]
        self._focused.clear()
        self.keys(keys)
        # Inside a field for a time the keys go from part to part, and nothing is announced.
        inside = bool(before) and before[0].role == "spin button"
        try:
            self.until(
                lambda: bool(self._focused),
                f"after {keys} nobody says to have the focus",
                SHORT_S if inside else PATIENCE_S,
            )
        except NotThereError:
            if not inside:
                raise
            self._focused[:] = before
        self.turn()
        return self._focused[-1]

    def announced(self) -> list[tuple[str, bool]]:
        """Which controls have said since the last call that they were checked or not."""
        self.turn()
        told, self._checked = self._checked, []
        return told


def press(node: Node) -> None:
    """Do what a control offers first."""
    node.get_action_iface().do_action(0)


def states_of(node: Node) -> frozenset[str]:
    """The states of a control as they are now."""
    return _states(node)


def _states(node: Node) -> frozenset[str]:
    return frozenset(state.value_nick for state in node.get_state_set().get_states())


def _actions(node: Node) -> tuple[str, ...]:
    actions = node.get_action_iface()
    if actions is None:
        return ()
    return tuple(Atspi.Action.get_action_name(actions, at) for at in range(actions.get_n_actions()))


def _label(node: Node) -> str:
    """What a label says the control is for, else its description."""
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return " ".join(
                str(relation.get_target(at).get_name()) for at in range(relation.get_n_targets())
            )
    return str(node.get_description())


def _value(node: Node) -> str:
    text = node.get_text_iface()
    if text is not None:
        return str(Atspi.Text.get_text(text, 0, -1))
    value = node.get_value_iface()
    return "" if value is None else str(value.get_current_value())


def _read(node: Node, parent: str, panel: str, *, brief: bool = False) -> Control:
    role = str(node.get_role_name())
    # Each answer is a message to the program and back; what nobody asks for is left out.
    return Control(
        role,
        str(node.get_name()),
        _label(node) if role == "combo box" or not (brief or role in PLAIN) else "",
        _states(node),
        _actions(node) if not (brief or role in PLAIN) else (),
        _value(node) if role in WRITTEN else "",
        parent,
        panel,
    )


def _walk(
    node: Node, parent: str, panel: str, depth: int, *, brief: bool = False
) -> Iterator[Seen]:
    if node is None or depth > DEEPEST:
        return
    control = _read(node, parent, panel, brief=brief)
    # A row that is scrolled out of sight can be reached, and a reader reads it.
    if "showing" not in control.states and control.role != "list item":
        return
    yield Seen(control, node)
    own = str(hash(node))
    if control.role in ENCLOSING:
        panel = own
    for at in range(node.get_child_count()):
        yield from _walk(node.get_child_at_index(at), own, panel, depth + 1, brief=brief)
