"""Helpers for layouts that are filled anew."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

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
