"""Text with marked parts: bold and in the accent colour, underlined where all of it is bold."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop.ui.widgets.wrapping import wrap_flags

Marks = tuple[tuple[int, int], ...]


class MarkedText:
    """One paragraph laid out in a given width.

    Attributes:
        height: How much room it takes.
    """

    def __init__(self, text: str, font: QFont, width: int, marks: Marks) -> None:
        self._marks = marks
        # Qt counts characters outside the usual plane twice.
        self._at = [0]
        for character in text:
            self._at.append(self._at[-1] + (2 if ord(character) > 0xFFFF else 1))
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        anywhere = wrap_flags(text) & int(Qt.TextFlag.TextWrapAnywhere)
        mode = QTextOption.WrapMode
        option.setWrapMode(mode.WrapAtWordBoundaryOrAnywhere if anywhere else mode.WordWrap)
        self._layout.setTextOption(option)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        self._layout.setFormats(self._ranges(bold))
        self._layout.beginLayout()
        self.height = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
        self._layout.endLayout()

    def paint(self, painter: QPainter, room: QRect, accent: QColor) -> None:
        """Draw it with the pen of the painter, and the marked parts in the accent colour."""
        look = QTextCharFormat()
        look.setForeground(accent)
        look.setFontUnderline(self._layout.font().bold())
        self._layout.draw(painter, QPointF(room.topLeft()), self._ranges(look))

    def _ranges(self, look: QTextCharFormat) -> list[QTextLayout.FormatRange]:
        ranges = []
        for start, end in self._marks:
            one = QTextLayout.FormatRange()
            one.start = self._at[start]
            one.length = self._at[end] - one.start
            one.format = look
            ranges.append(one)
        return ranges
