"""Loads PySide6 without what only tells of it: help texts, type stubs, the words of a wrong call.

Inside its library PySide6 carries a packed folder of Python for these. At every start it unpacks
and compiles all of it and works out its patterns: thirty milliseconds before anything can be shown.
Here it is unpacked when something of it is asked for, as by a call with wrong arguments.

The folder cannot be reached before it is unpacked, so what unpacks it is given another one, with
the few names that PySide6's library looks up at once. This knows the inside of one version: any
other is loaded as it is, and a test fails.
"""

from __future__ import annotations

import builtins
import sys
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from io import BytesIO
from types import ModuleType
from typing import Any, NamedTuple

KNOWN = "6.10.2"
"""The version of PySide6 that this was written for."""
_FOLDER = "shibokensupport"
_UNPACKER = "signature_bootstrap"
# What is imported for the sake of the folder alone.
_FOR_FOLDER = ("base64", "tempfile", "textwrap", "traceback", "zipfile")
_LOOKED_UP = (
    *("create_signature", "feature_import", "feature_imported", "finish_import"),
    *("make_helptext", "post_init", "pyside_type_init", "seterror_argument"),
)


def load_qt() -> None:
    """Load PySide6 with its folder packed, and take back what it puts in the place of ``import``.

    Its own reads the source of every module that is loaded from then on, in search of a
    ``__feature__`` switch that this program does not use: five milliseconds at every start.
    """
    plain = getattr(builtins, "__orig_import__", builtins.__import__)
    # PyInstaller has loaded it before us on Windows and macOS.
    if "shiboken6" not in sys.modules and _is_known():
        _load_packed()
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


def _is_known() -> bool:
    """Whether what would be loaded is the version whose inside is known."""
    if getattr(sys, "frozen", False):
        return True  # A package holds what the requirements name, and has no source to ask.
    found = PathFinder.find_spec("shiboken6")
    if found is None or not found.origin or not found.origin.endswith(".py"):
        return False
    with open(found.origin, "rb") as source:  # noqa: PTH123  This early pathlib is not needed.
        return source.readline().rstrip() == f'__version__ = "{KNOWN}"'.encode()


def _load_packed() -> None:
    """Load what PySide6 stands on."""
    kept = {name: sys.modules.get(name) for name in _FOR_FOLDER}
    for name in _FOR_FOLDER:
        if kept[name] is None or name == "zipfile":
            sys.modules[name] = ModuleType(name)
    vars(sys.modules["zipfile"])["ZipFile"] = _OtherFolder
    if kept["base64"] is None:
        vars(sys.modules["base64"])["b64decode"] = str.encode
    try:
        import shiboken6  # noqa: F401  Its import is what unpacks.
    finally:
        for name, module in kept.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


class _Entry(NamedTuple):
    filename: str


class _OtherFolder:
    """Stands in for the packed folder, as far as it is looked into."""

    def __init__(self, packed: BytesIO) -> None:
        """Pass over what was packed."""
        self._texts = {
            f"{_FOLDER}/__init__.py": "",
            f"{_FOLDER}/signature/__init__.py": "",
            # Looked for among what is loaded when a call is wrong; nobody would load it then.
            f"{_FOLDER}/signature/mapping.py": f"from {__name__} import update_mapping\n",
            f"{_FOLDER}/signature/loader.py": f"from {_FOLDER}.signature import mapping\n"
            f"from {__name__} import {', '.join(_LOOKED_UP)}\n",
        }
        self.filelist = [_Entry(name) for name in self._texts]

    def open(self, name: str, mode: str) -> BytesIO:
        """The text of a module."""
        return BytesIO(self._texts[name].encode())


@cache
def _unpack() -> None:
    """Have the packed folder searched from now on."""
    unpacker = import_module(_UNPACKER)
    for name in _FOR_FOLDER:
        if hasattr(unpacker, name):
            setattr(unpacker, name, import_module(name))
    _, finder = unpacker.prepare_zipfile()
    sys.meta_path.append(finder)
    # What its own first step would have done.
    signature = import_module(f"{_FOLDER}.signature")
    vars(signature)["get_signature"] = unpacker.get_signature
    vars(signature)["make_snake_case_name"] = unpacker.make_snake_case_name
    # The library keeps hold of this one.
    finder.exec_module(import_module(f"{_FOLDER}.signature.mapping"))


def _of(module: str) -> Any:
    _unpack()
    return import_module(f"{_FOLDER}.signature.{module}")


# --- What PySide6's library looks up; the names and arguments are its own -------------------------


def pyside_type_init(type_key: object, sig_strings: object) -> object:
    """Read the signatures of a class."""
    return _of("parser").pyside_type_init(type_key, sig_strings)


def create_signature(props: object, key: object) -> object:
    """Make a signature of what was read."""
    return _of("layout").create_signature(props, key)


def seterror_argument(args: object, func_name: object, info: object) -> object:
    """Say what is wrong with a call."""
    return _of("errorhandler").seterror_argument(args, func_name, info)


def update_mapping() -> object:
    """Learn the names of what was loaded since."""
    return _of("mapping").update_mapping()


def make_helptext(func: object) -> object:
    """Say how a function is called."""
    return _of("errorhandler").make_helptext(func)


def finish_import(module: object) -> None:
    """Put old names into a module; in this version there are none."""


def feature_import(*args: object, **named: object) -> None:
    """Switch the spelling of names, which nobody here does."""


def feature_imported(*args: object, **named: object) -> None:
    """Note who may have switched."""


def post_init() -> None:
    """Put an own ``import`` in the place of Python's, which ``load_qt`` would take back."""
