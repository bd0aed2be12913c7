"""The cross at the end of a field, which empties it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QToolButton


def let_clear(field: QLineEdit) -> None:
    """Give a field its cross, and the cross a name for screen readers, since Qt gives it none.

    Args:
        field: A field that says what it is for.
    """
    field.setClearButtonEnabled(True)
    words = QCoreApplication.translate("clearing", "清空：{0}")
    for cross in field.findChildren(QToolButton):
        cross.setAccessibleName(words.format(field.accessibleName()))
