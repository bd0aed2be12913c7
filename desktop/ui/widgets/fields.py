"""Fields whose words others may get to read, and their own words above them."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.widgets.text import Text


def line_edit(name: str, object_name: str) -> QLineEdit:
    """A line to write in; a file that is dropped on it leaves no path there for others to read.

    Args:
        name: What it is called, also aloud.
        object_name: How the program finds it.
    """
    field = QLineEdit()
    field.setAcceptDrops(False)
    field.setObjectName(object_name)
    field.setAccessibleName(name)
    return field


def labelled(name: str, widget: QWidget, spacing: int) -> QWidget:
    """A field under its own words, to stand beside another."""
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    column.addWidget(Text(name, "small", "muted", wrap=False))
    column.addWidget(widget)
    return host
