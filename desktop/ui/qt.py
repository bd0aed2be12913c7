"""Loading Qt without what its Python binding loads for those who develop with it.

PySide6 loads the writers of its type stubs at every start, and with them a command line parser and
logging: a tenth of the time to this program's first picture, and nothing of it is called here.
They are there all the same for whoever asks for something in them.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec, module_from_spec
from types import ModuleType

_STUB_WRITERS = {"shibokensupport.signature.lib": ("enum_sig", "pyi_generator")}
"""Modules that only write stubs, by their package; those of another version load as ever."""


def load_qt() -> None:
    """Load PySide6, and take back what it puts in the place of ``import``.

    Its own reads the source of every module that is loaded from then on, in search of a
    ``__feature__`` switch that this program does not use: five milliseconds at every start.
    """
    plain = builtins.__import__

    def without_writers(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        for leaf in _STUB_WRITERS.get(name, ()):
            if leaf in (fromlist or ()):
                _put_off(name, leaf)
        return plain(name, globals, locals, fromlist or (), level)

    builtins.__import__ = without_writers
    try:
        # First alone: it brings all of that, and what comes after it needs none.
        import shiboken6  # noqa: F401
    finally:
        builtins.__import__ = plain
    import PySide6.QtCore  # noqa: F401


def _put_off(package: str, leaf: str) -> None:
    """Make a module that runs its code when it is first asked for something."""
    name = f"{package}.{leaf}"
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    module, loader = module_from_spec(spec), spec.loader

    def fetch(wanted: str) -> object:
        # Python asks modules for names of its own, such as where their file is.
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        del vars(module)["__getattr__"]
        # PySide6 calls it something else meanwhile, and its loader finds nothing by that name.
        known_as, spec.name = spec.name, name
        loader.exec_module(module)
        spec.name = known_as
        return getattr(module, wanted)

    vars(module)["__getattr__"] = fetch
    sys.modules[name] = module
    setattr(sys.modules[package], leaf, module)
