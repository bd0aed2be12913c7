"""A scroll area that only ever scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

SCROLL_BAR = 10


class VerticalScroll(QScrollArea):
    """Its content takes the width there is and wraps; ``body`` is the content's layout."""

    def __init__(self, margin: int = 0, spacing: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The area itself is not a stop for the Tab key; its content is.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Asking for the viewport the area made itself would make PySide look up every widget
        # class there is, four milliseconds at every start; so the area is given ours.
        viewport = QWidget()
        self.setViewport(viewport)
        viewport.setAutoFillBackground(False)
        content = QWidget()
        self.body = QVBoxLayout(content)
        # Room for the scroll bar, so that it never lies on a card.
        self.body.setContentsMargins(margin, margin, margin + SCROLL_BAR, margin)
        self.body.setSpacing(spacing)
        self.setWidget(content)
        # setWidget switches the content's own background on; what lies below shall show through.
        content.setAutoFillBackground(False)
        self._served = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """After the first picture, see to screen readers: they need classes that it does not.

        Those of what a reader is given take two milliseconds to make, that of the bar a third.
        """
        super().paintEvent(event)
        if not self._served:
            self._served = True
            QTimer.singleShot(0, self, self._serve_readers)

    def _serve_readers(self) -> None:
        from desktop.ui.widgets.reading import read_scroll_areas_safely  # noqa: PLC0415  As above.

        read_scroll_areas_safely()
        self.verticalScrollBar().setAccessibleName(self.tr("上下滚动"))

    def _follow(self, _left: QWidget | None, entered: QWidget | None) -> None:
        """Show what the keyboard came to from outside; Qt does so for steps inside only.

        Under the mouse nothing moves: what is being clicked is in sight.
        """
        if entered is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        content = self.widget()
        if self.isVisible() and content is not None and content.isAncestorOf(entered):
            self.ensureWidgetVisible(entered)
