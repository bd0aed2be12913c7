"""Puts words on the clipboard so that no list of what was copied keeps them."""

from __future__ import annotations

import atexit
from functools import cache

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = bytes(4)
SECRET = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
    "x-kde-passwordManagerHint": b"secret",
}
"""What asks the lists of Windows (Win+V, also on other computers) and of KDE to leave it out."""


def put_text(text: str) -> None:
    """Copy words; they can be pasted as always."""
    data = QMimeData()
    data.setText(text)
    for form, value in SECRET.items():
        data.setData(form, value)
    QGuiApplication.clipboard().setMimeData(data)
    _let_go_in_time()


@cache
def _let_go_in_time() -> None:
    """Have what was copied taken down before Python ends, where nothing else sees to it.

    The platform without a screen keeps it longer than that, and would then end in a crash. The
    others let go of it with the application, and some leave the words for the next program.
    """
    if QGuiApplication.platformName() == "offscreen":
        atexit.register(lambda: QGuiApplication.clipboard().clear())
