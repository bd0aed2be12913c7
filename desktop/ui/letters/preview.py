"""The letter as it stands, on something that looks like paper, while it is being written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.domain.written_letter import Part, PartKind, Run, RunKind
from desktop.ui.theme import theme

MARGIN = 26
BETWEEN = 5
LINE_HEIGHT = 135.0
_ALIGNED = {
    PartKind.TITLE: Qt.AlignmentFlag.AlignHCenter,
    PartKind.SIGNATURE: Qt.AlignmentFlag.AlignRight,
}
_MARKED = frozenset({PartKind.POINT, PartKind.BOX, PartKind.EXHIBIT_ROW})
_NOTHING = Part(PartKind.PARAGRAPH, ())
# What Qt would take for the end of a paragraph. Inside of one, a line ends with U+2028.
_LINE = 0x2028
_BREAKS = {ord("\r"): None, ord("\n"): _LINE, 0x2029: _LINE, 0: 0xFFFD}


class LetterPreview(QTextBrowser):
    """Shows the parts of a letter; of a change, only the parts that differ are written anew.

    So it follows typing, and neither its place nor what is selected in it jumps.
    """

    pointed = Signal(object)
    """Carries a ``Run`` without words: where what the person pointed at comes from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = (_NOTHING,)
        self._large = False
        self.setAccessibleName(self.tr("这封信现在的样子"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName(self.tr("上下滚动"))
        self.anchorClicked.connect(self._clicked)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_letter(self, parts: Sequence[Part], *, large: bool) -> None:
        """Show a letter from its beginning.

        Args:
            parts: Its parts.
            large: Whether the words are to be read aloud or sent as they are.
        """
        self._large = large
        self._write(self._parts, tuple(parts) or (_NOTHING,), 0, 0)
        # What is written takes the cursor along, and Qt scrolls to it when this is first shown.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show how the same letter stands now, and bring into sight what has changed."""
        new = tuple(parts) or (_NOTHING,)
        first = _equal(self._parts, new)
        if first == len(new) == len(self._parts):
            return
        last = _equal(self._parts[first:][::-1], new[first:][::-1])
        if min(len(self._parts), len(new)) == first + last:
            # Nothing but parts that came, or went: a part beside them is written with them.
            first, last = (first - 1, last) if first else (first, last - 1)
        self._write(self._parts, new, first, last)
        if not self.hasFocus():
            self._bring_into_sight(first, len(new) - last - 1)

    def _bring_into_sight(self, first: int, last: int) -> None:
        """Scroll as little as shows the changed parts, from their beginning."""
        document, bar = self.document(), self.verticalScrollBar()
        layout = document.documentLayout()
        top = layout.blockBoundingRect(document.findBlockByNumber(first)).top()
        bottom = layout.blockBoundingRect(document.findBlockByNumber(last)).bottom()
        height = self.viewport().height()
        if bar.value() <= top and bottom <= bar.value() + height:
            return
        if bar.value() <= top < bar.value() + height and bottom - top > height:
            return
        bar.setValue(int(min(top - theme.px(MARGIN), max(bar.value(), bottom - height))))

    def plain(self) -> str:
        """The words on the screen, for tests."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return leads where a click would, from the words at the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._lead(self.textCursor().charFormat().anchorHref())
            return
        super().keyPressEvent(event)

    # ---- writing -----------------------------------------------------------------------------

    def _write(self, old: tuple[Part, ...], new: tuple[Part, ...], first: int, last: int) -> None:
        """Write ``new`` over ``old``, but for as many parts at both ends that are the same."""
        self._parts = new
        document = self.document()
        cursor = QTextCursor(document.findBlockByNumber(first))
        cursor.beginEditBlock()
        end = document.findBlockByNumber(len(old) - last - 1)
        cursor.setPosition(end.position() + end.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        for number in range(first, len(new) - last):
            part = new[number]
            if number == first:
                cursor.setBlockFormat(self._block(part))
                cursor.setBlockCharFormat(QTextCharFormat())
            else:
                cursor.insertBlock(self._block(part), QTextCharFormat())
            if part.mark:
                cursor.insertText(f"{part.mark} ", self._look(part, Run("")))
            for run in part.runs:
                cursor.insertText(run.text.translate(_BREAKS), self._look(part, run))
        cursor.endEditBlock()

    def _block(self, part: Part) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setAlignment(_ALIGNED.get(part.kind, Qt.AlignmentFlag.AlignLeft))
        before = BETWEEN * (3 if part.kind in (PartKind.HEADING, PartKind.SIGNATURE) else 1)
        block.setTopMargin(theme.px(before))
        block.setBottomMargin(theme.px(BETWEEN * 2 if part.kind is PartKind.TITLE else 0))
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if part.kind in _MARKED:
            indent = theme.px(22)
            block.setLeftMargin(indent)
            block.setTextIndent(-indent)
        return block

    def _look(self, part: Part, run: Run) -> QTextCharFormat:
        role = {PartKind.TITLE: "heading", PartKind.HEADING: "strong"}.get(part.kind, "body")
        if self._large and role == "body":
            role = "say"
        font = QFont(theme.font(role))
        look = QTextCharFormat()
        look.setFont(font)
        ink, ground = "text", ""
        if run.kind is RunKind.GAP:
            ink, ground = "amber", "amber_soft"
        elif run.kind is RunKind.FACT:
            ink = "soft_text"
        elif run.kind is RunKind.PROOF:
            ink = "muted"
        look.setForeground(theme.color(ink))
        if ground:
            look.setBackground(theme.color(ground))
        if run.of:
            look.setAnchor(True)
            look.setAnchorHref(f"{run.kind}/{run.of}")
        return look

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("surface"))
        palette.setColor(palette.ColorRole.Text, theme.color("text"))
        self.setPalette(palette)
        self.document().setDefaultFont(theme.font())
        self.document().setDocumentMargin(theme.px(MARGIN))
        bar = self.verticalScrollBar()
        place = bar.value()
        self._write(self._parts, self._parts, 0, 0)
        bar.setValue(place)  # Writing leads to the end of what is written.

    # ---- pointing ----------------------------------------------------------------------------

    def _clicked(self, address: QUrl) -> None:
        self._lead(address.toString())

    def _lead(self, place: str) -> None:
        kind, _, of = place.partition("/")
        if of:
            self.pointed.emit(Run("", RunKind(kind), of))


def _equal(old: Sequence[Part], new: Sequence[Part]) -> int:
    """How many parts are the same from the beginning."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
