"""Helpers for layouts that are filled anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget

from desktop.ui.widgets.flow import FlowLayout

_TIED = "goes_with_its_control"
"""A mark on the frames that do already."""


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets when the event loop returns."""
    host = layout.parentWidget() if layout.count() else None
    if host is not None:
        tie_rings(host.window())
    _empty(layout)


def show_now(*layouts: QLayout) -> None:
    """Show what is new in layouts: they would do so a turn later, with no room for it till then."""
    for layout in layouts:
        for at in range(layout.count()):
            item = layout.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None and not widget.testAttribute(
                Qt.WidgetAttribute.WA_WState_ExplicitShowHide
            ):
                widget.show()


def replace(old: QWidget, new: QWidget) -> None:
    """Put a new widget where an old one was, laid out and shown in one go.

    A layout would show new widgets one after another later on, and be laid out for each of them.

    Args:
        old: A widget in the layout of its parent; it is deleted when the event loop returns.
        new: A widget that was not shown yet, with all that is in it.
    """
    host = old.parentWidget()
    layout = host.layout() if host is not None else None
    assert host is not None, "the old widget is in a layout"
    assert layout is not None, "the old widget is in a layout"
    tie_rings(host.window())
    new.setParent(host)
    new.ensurePolished()
    # Or it would be laid out first for the few pixels that a new widget has.
    new.setGeometry(old.geometry())
    old.hide()
    layout.replaceWidget(old, new)
    old.deleteLater()
    if host.isVisible():
        new.show()  # Else it is shown, and laid out for the first time, with its host.


def tie_rings(window: QWidget) -> None:
    """Let the focus frames of controls go when these go.

    The style gives every control a frame, hangs it into the window, and leaves it there when the
    control goes: some fifteen widgets for every step that is opened. A frame knows its control
    only while that is shown, so this is asked for before controls are hidden or deleted; one
    that knows none may be that of a control on another page, which would never get another.
    """
    # No start needs it, since there is nothing to clear yet.
    from PySide6.QtWidgets import QFocusFrame  # noqa: PLC0415

    for frame in window.findChildren(QFocusFrame):
        control = frame.widget()
        if control is not None and not frame.property(_TIED):
            frame.setProperty(_TIED, True)
            control.destroyed.connect(frame.deleteLater)


def _empty(layout: QLayout) -> None:
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
            _empty(inner)
            inner.deleteLater()


@contextmanager
def keeping_focus(
    host: QWidget, otherwise: Callable[[], QWidget | None] | None = None
) -> Iterator[None]:
    """Fill ``host`` anew inside; the keyboard then is where it was, by the name of the control.

    Without this, a person who works by keyboard would be thrown elsewhere by every answer.

    Args:
        host: What is filled.
        otherwise: Finds where the keyboard goes when that control is no longer there.
    """
    focus = QApplication.focusWidget()
    inside = focus is not None and host.isAncestorOf(focus)
    name = _name_of(focus) if inside and focus is not None else ""
    yield
    if not inside:
        return
    for widget in host.findChildren(QWidget):
        same = type(widget) is type(focus) and _name_of(widget) == name
        if name and same and not was_hidden(widget, host):
            _focus(widget, host)
            return
    fallback = otherwise() if otherwise is not None else None
    if fallback is not None:
        _focus(fallback, host)


def tab_in_order(*parts: QWidget) -> None:
    """Let the Tab key go through parts as they stand, one after the other.

    By itself it goes by when each control was made, so what was filled anew would come last.
    """
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> Iterator[QWidget]:
    for each in (part, *part.findChildren(QWidget)):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
            yield each


def was_hidden(widget: QWidget, host: QWidget) -> bool:
    """Whether somebody hid it; a new widget is not visible yet either, but nobody hid that."""
    return any(
        one.isHidden() and one.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        for one in _up_to(widget, host)
    )


def _focus(widget: QWidget, host: QWidget) -> None:
    """Give the keyboard to a widget that a layout would only show a moment later."""
    for one in reversed(list(_up_to(widget, host))):
        one.show()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _up_to(widget: QWidget, host: QWidget) -> Iterator[QWidget]:
    found: QWidget | None = widget
    while found is not None and found is not host:
        yield found
        found = found.parentWidget()


def _name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else widget.objectName()


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
