"""Windows in which files are chosen. They leave nothing with the account that would tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import delete, isValid


@contextmanager
def file_dialog(parent: QWidget, title: str, folder: Path | str) -> Iterator[QFileDialog]:
    """A window to choose files in; it is gone afterwards, and so is what it has noted.

    Args:
        parent: The window it belongs to.
        title: What it is for.
        folder: The folder to begin with.
    """
    with without_traces():
        dialog = QFileDialog(parent, title, str(folder))
        try:
            yield dialog
        finally:
            # It notes everything when it goes, and that must not be later.
            if isValid(dialog):
                delete(dialog)


@contextmanager
def without_traces() -> Iterator[None]:
    """Puts back what Qt keeps for all of its programs about files that were chosen.

    That is the folders somebody has been in and the last one of them, in plain words: in
    ``QtProject.conf`` or, on Windows, in the registry. What other programs have noted stays.
    """
    before = _noted()
    try:
        yield
    finally:
        _put_back(before)


def _settings() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")


def _noted() -> dict[str, object]:
    kept = _settings()
    kept.sync()
    return {key: kept.value(key) for key in kept.allKeys()}


def _put_back(before: dict[str, object]) -> None:
    kept = _settings()
    for key in kept.allKeys():
        if key not in before:
            kept.remove(key)
        elif kept.value(key) != before[key]:
            kept.setValue(key, before[key])
    kept.sync()
