"""A note that saves itself while the person types."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.ring import paint_ring

PAUSE_MS = 500
LONGEST_MS = 1500


class NoteEdit(QPlainTextEdit):
    """Emits ``settled`` with the text after a pause, on leaving the field and when hidden.

    Whoever stores the text calls ``confirm`` once it is on disk; until then it counts as pending
    and is offered again.
    """

    settled = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.verticalScrollBar().setAccessibleName(self.tr("上下滚动"))
        self.setTabChangesFocus(True)
        self._saved = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        # Who types without a pause is not kept waiting for one.
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_MS)
        self._longest.timeout.connect(self.flush)
        self.textChanged.connect(self._typed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_text(self, stored: str, written: str | None = None) -> None:
        """Put a stored text into the field without emitting anything.

        Args:
            stored: What is on disk.
            written: What was written over it and is not on disk yet.
        """
        self._timer.stop()
        self._longest.stop()
        self._saved = stored
        text = stored if written is None else written
        self.blockSignals(True)
        # Even where the texts are the same: what can be undone belongs to the note shown before.
        self.setPlainText(text)
        self.blockSignals(False)

    def flush(self) -> None:
        """Emit ``settled`` now if there is something unsaved."""
        self._timer.stop()
        self._longest.stop()
        text = self.toPlainText()
        if text != self._saved:
            self.settled.emit(text)

    def confirm(self, text: str) -> None:
        """Tell the field that this text is on disk now."""
        self._saved = text

    def pending(self) -> bool:
        """Whether something typed is not yet saved."""
        return self.toPlainText() != self._saved

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Leaving the field saves it."""
        self.flush()
        super().focusOutEvent(event)
        paint_ring(self)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """So does leaving the page."""
        self.flush()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._timer.start()
        if not self._longest.isActive():
            self._longest.start()

    def _restyle(self) -> None:
        self.setFont(theme.font())
