"""What a person does with the installed program: looks, clicks, types. Run by judge.sh, inside.

    python3 -m judge.person SCENE

The eyes are AT-SPI, which tells where on the screen a control is; the hands are xdotool, which
moves the real pointer and presses real keys. Runs under the system's Python.
"""

import hashlib
import os
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  The version has to be chosen first.

from judge.opened import Opened  # noqa: E402

Node = Any
HOME = Path.home()
DATA = HOME / ".local" / "share" / "anxin-checklist" / "anxin.sqlite"
PICTURES = HOME / "pictures"
SAID = HOME / "said.txt"
ENTRY = Path("/usr/share/applications/anxin-checklist.desktop")
PATIENCE_S = 40
STATUS = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties")
# Where the foot of the window begins, and a place over the page.
BOTTOM = 700
WHEEL = ("760", "400")
LENDER = "甲家"
NOTE = "表姐接到电话，已发来截图"
CHOSEN = ("没有", "还可以", "已经逾期")


class JudgeError(Exception):
    """Something is not as a person may expect it."""


def until(look: Callable[[], object], what: str) -> object:
    """Look again and again until something is there."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            found = look()
        except GLib.Error:
            found = None
        if found:
            return found
        time.sleep(0.1)
        # A program that comes after us is told of here; nobody else runs this loop.
        while GLib.MainContext.default().iteration(may_block=False):
            pass
    picture("failed")
    raise JudgeError(what)


# --- Eyes -----------------------------------------------------------------------------------------


def controls(node: Node = None, depth: int = 0) -> Iterator[Node]:
    """Everything that shows, as a tree is read."""
    if node is None:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child is not None:
                child.set_cache_mask(Atspi.Cache.NONE)
                yield from controls(child, depth)
        return
    if depth > 60:
        return
    if depth and not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return
    yield node
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            yield from controls(child, depth + 1)


def find(name: str, role: str = "") -> Node:
    """A control that is on the screen, by its name or the end of it."""
    for node in controls():
        called = node.get_name() or ""
        if called != name and not called.endswith(f":{name}"):
            continue
        if role and node.get_role_name() != role:
            continue
        if node.get_state_set().contains(Atspi.StateType.SHOWING):
            return node
    return None


def centre(node: Node) -> tuple[int, int]:
    """Where on the screen a control is."""
    place = node.get_extents(Atspi.CoordType.SCREEN)
    return place.x + place.width // 2, place.y + place.height // 2


def picture(name: str) -> None:
    """Keep what the screen shows."""
    PICTURES.mkdir(exist_ok=True)
    subprocess.run(["import", "-window", "root", str(PICTURES / f"{name}.png")], check=True)


# --- Hands ----------------------------------------------------------------------------------------


def xdotool(*words: str) -> str:
    """Move the pointer or press keys."""
    done = subprocess.run(["xdotool", *words], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def click(name: str, role: str = "") -> None:
    """Click a control with the real pointer."""
    until(lambda: in_reach(name, role), f"nothing on the screen is called {name}")
    x, y = centre(find(name, role))
    xdotool("mousemove", str(x), str(y), "click", "1")


def in_reach(name: str, role: str) -> bool:
    """Whether a control can be clicked; what lies below the edge is brought up with the wheel."""
    node = find(name, role)
    if node is None:
        return False
    if centre(node)[1] < BOTTOM:
        return True
    xdotool("mousemove", *WHEEL, "click", "--repeat", "3", "5")
    return False


def press(*keys: str) -> None:
    """Press keys."""
    xdotool("key", "--clearmodifiers", *keys)


def write(words: str) -> None:
    """Type into whatever has the keyboard."""
    xdotool("type", "--delay", "30", words)


def write_into(name: str, words: str) -> None:
    """Type into a field and look whether it stands there; else once more, as people do.

    A character that no key has is put on a spare key first, and the program may hear of that key
    too late.
    """
    click(name)

    def stands_there() -> bool:
        press("ctrl+a")
        write(words)
        time.sleep(0.3)
        node = find(name)
        return bool(node) and Atspi.Text.get_text(node, 0, -1) == words

    until(stands_there, f"{words} cannot be typed into {name}")


# --- The program ----------------------------------------------------------------------------------


def wait_for_window() -> None:
    """Wait for a window with the program's name to show."""
    until(
        lambda: (
            subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", "安心清单"],
                capture_output=True,
                check=False,
            ).stdout
        ),
        "no window",
    )


def close(program: Opened) -> None:
    """Close the window as its title bar does, and see the program end well."""
    press("alt+F4")
    until(lambda: program.code() is not None, "it does not close")
    errors = program.said()
    if program.code() or errors:
        raise JudgeError(f"exit code {program.code()}, said: {errors}")


def ticks() -> list[tuple[object, ...]]:
    """What the data file says was done."""
    # A usual look would leave files beside it, and left open it would be in the program's way.
    with closing(sqlite3.connect(f"file:{DATA}?immutable=1", uri=True)) as database:
        return sorted(database.execute("SELECT step, state FROM progress"), key=repr)


def first() -> None:
    """The first day."""
    program = Opened(ENTRY, SAID)
    wait_for_window()
    until(lambda: find("生成我的清单"), "no first questions")
    picture("1-first-window")
    for answer in CHOSEN:
        click(answer, "radio button")
    picture("2-answers")
    click("生成我的清单")
    until(lambda: find("开始这一步"), "no home page")
    picture("3-home")
    click("我的情况", "radio button")
    write_into("这一家叫什么", LENDER)
    press("Tab")
    until(lambda: find(f"撤销：改名“{LENDER}”"), "the name is not kept")
    picture("4-lender")
    press("ctrl+2")
    until(lambda: find("完成，看下一步"), "no list")
    press("ctrl+Return")
    write_into("这一步的备注", NOTE)
    press("Tab")
    picture("5-list")
    press("ctrl+1")
    until(lambda: find("打印或存成 PDF…"), "home does not come back")
    click("打印或存成 PDF…")
    click("存成 PDF…")
    time.sleep(1)
    picture("6-paper")
    press("ctrl+a")
    write(str(HOME / "paper.pdf"))
    press("Return")
    until((HOME / "paper.pdf").exists, "no sheet of paper")
    picture("7-saved")
    press("Escape")
    time.sleep(1)
    close(program)
    if not ticks():
        raise JudgeError("nothing was kept")
    print("kept:", ticks())


def again(name: str) -> None:
    """Another day: everything is as it was left."""
    before = ticks()
    program = Opened(ENTRY, SAID)
    wait_for_window()
    press("ctrl+2")
    until(lambda: find("完成，看下一步") or find("这一步的备注"), "no list")
    time.sleep(1)
    picture(f"8-{name}")
    close(program)
    if not before or ticks() != before:
        raise JudgeError(f"was {before}, is {ticks()}")
    print("still there:", before)


def make_newer() -> None:
    """Have the data file say that a newer program wrote it; its first page still proves itself."""
    data = bytearray(DATA.read_bytes())
    data[60:64] = (9999).to_bytes(4, "big")
    page = int.from_bytes(data[16:18], "big")
    if data[20] == 8:  # Then each page ends with two sums, as SQLite's cksumvfs reckons them.
        one = two = 0
        words = struct.unpack(f"<{(page - 8) // 4}I", data[: page - 8])
        for first_word, second_word in zip(words[::2], words[1::2], strict=True):
            one = (one + first_word + two) & 0xFFFFFFFF
            two = (two + second_word + one) & 0xFFFFFFFF
        data[page - 8 : page] = struct.pack("<II", one, two)
    DATA.write_bytes(data)


def newer() -> None:
    """Data of a newer program."""
    for beside in DATA.parent.glob("anxin.sqlite-*"):
        raise JudgeError(f"not closed: {beside}")
    make_newer()
    before = hashlib.sha256(DATA.read_bytes()).hexdigest()
    program = Opened(ENTRY, SAID)
    wait_for_window()
    time.sleep(1)
    picture("9-newer-data")
    press("Return")
    until(lambda: program.code() is not None, "it does not end")
    words = program.said()
    print(f"exit code {program.code()}: {words}")
    if not program.code() or not words:
        raise JudgeError("it did not say why")
    if hashlib.sha256(DATA.read_bytes()).hexdigest() != before:
        raise JudgeError("it changed the file")


def refused() -> None:
    """A system that lacks a library."""
    program = Opened(ENTRY, SAID)
    wait_for_window()
    time.sleep(1)
    picture("10-library-missing")
    press("Return")
    until(lambda: program.code() is not None, "the message does not go")
    words = program.said()
    print(f"exit code {program.code()}: {words}")


SCENES: dict[str, Callable[..., None]] = {
    "first": first,
    "again": again,
    "newer": newer,
    "refused": refused,
}


# --- The screen -----------------------------------------------------------------------------------


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[str]]:
    """Something that goes on beside the scene, and ends with it."""
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    with child:
        try:
            yield child
        finally:
            child.terminate()


def first_line(child: subprocess.Popen[str]) -> str:
    """What a program says first, which it does when it is ready."""
    assert child.stdout is not None
    return child.stdout.readline().strip()


def announce_eyes() -> None:
    """Tell all programs that somebody looks at what they say, as a screen reader does."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    value = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", value=True)))
    bus.call_sync(*STATUS, "Set", value, None, Gio.DBusCallFlags.NONE, -1, None)


def main() -> int:
    """Play one scene on a screen of its own."""
    # A chroot shares the abstract names of sockets with the machine: the screen takes a free number
    # and says which. Without -noreset it begins anew when its first client leaves, and drops
    # whoever is coming.
    options = ("-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset")
    with running("Xvfb", "-displayfd", "1", *options) as screen:
        os.environ["DISPLAY"] = f":{first_line(screen)}"
        with running("openbox", "--startup", "echo ready") as manager:
            if not first_line(manager):
                raise JudgeError("no window manager")
            announce_eyes()
            SCENES[sys.argv[1]](*sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
