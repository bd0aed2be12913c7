"""Draws the pages of a sheet: on a printer the person chooses, and small on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from desktop.domain.typesetting import COLORS, Area, Ink, PaperPage
from desktop.services.errors import PrinterUnusable
from desktop.ui.choosing import without_traces
from desktop.ui.theme import theme

# Fonts have whole sizes only; drawn ten times as large and shrunk, tenths of a point count.
_FINE = 10


def paint_page(painter: QPainter, page: PaperPage, dots_per_point: float) -> None:
    """Draw one page with its top left corner at the painter's origin.

    Args:
        painter: Where to.
        page: What stands where.
        dots_per_point: How large.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(dots_per_point / _FINE, dots_per_point / _FINE)
    family = theme.font().family()
    for mark in page.marks:
        if isinstance(mark, Area):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_color(mark.ink))
            spot = QRectF(mark.x, mark.y, mark.width, mark.height)
            spot = QRectF(spot.topLeft() * _FINE, spot.size() * _FINE)
            painter.drawRoundedRect(spot, mark.radius * _FINE, mark.radius * _FINE)
            continue
        font = QFont(family)
        font.setPixelSize(round(mark.size * _FINE))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if mark.bold:
            font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(_color(mark.ink))
        painter.drawText(QPointF(mark.x * _FINE, mark.y * _FINE), mark.text)
    painter.restore()


def which_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Ask for a printer, set to A4 without margins; None if the person would rather not.

    Args:
        parent: The window it belongs to.
        title: What the printer's own list of jobs shows.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    with without_traces():
        dialog = QPrintDialog(printer, parent)
        try:
            if not dialog.exec():
                return None
        finally:
            # Its windows for files note everything when they go.
            delete(dialog)
    # Whatever paper the dialog knew: the sheet is laid out for A4 and keeps its own margins.
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def print_pages(pages: tuple[PaperPage, ...], printer: QPrinter) -> None:
    """Send pages to a printer; its page must be set to A4 without margins.

    Raises:
        PrinterUnusable: It did not take them.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterUnusable
    dots_per_point = printer.resolution() / 72
    try:
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise PrinterUnusable
            paint_page(painter, page, dots_per_point)
    finally:
        finished = painter.end()
    if not finished or printer.printerState() is QPrinter.PrinterState.Error:
        raise PrinterUnusable


def _color(ink: Ink) -> QColor:
    return QColor(*COLORS[ink])
