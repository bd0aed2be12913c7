"""Helpers for layouts that are filled anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLayout, QWidget

from desktop.ui.widgets.flow import FlowLayout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets when the event loop returns."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


@contextmanager
def keeping_focus(host: QWidget) -> Iterator[None]:
    """Fill ``host`` anew inside; the keyboard then is where it was, by the name of the control.

    Without this, a person who works by keyboard would be thrown elsewhere by every answer.
    """
    focus = QApplication.focusWidget()
    inside = focus is not None and host.isAncestorOf(focus)
    name = _name_of(focus) if inside and focus is not None else ""
    yield
    if not name:
        return
    for widget in host.findChildren(QWidget):
        if type(widget) is type(focus) and _name_of(widget) == name and widget.isVisibleTo(host):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else widget.objectName()


def row(*widgets: QWidget, spacing: int = 8, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side, pushed to the left unless ``stretch`` is off."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return layout


def flow(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Widgets in a wrapping row, as one widget."""
    host = QWidget()
    layout = FlowLayout(host, spacing=spacing)
    for widget in widgets:
        layout.addWidget(widget)
    policy = host.sizePolicy()
    policy.setHeightForWidth(True)
    host.setSizePolicy(policy)
    return host
