"""Something that is out of the way until it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.buttons import LinkButton


class Fold(QWidget):
    """A body that is hidden at first, and the link that opens and closes it.

    The caller places ``toggle`` where it belongs; the fold itself is only the body.
    """

    def __init__(
        self,
        more: str,
        less: str,
        subject: str,
        spacing: int = 4,
        parent: QWidget | None = None,
        *,
        fill: Callable[[QVBoxLayout], None] | None = None,
    ) -> None:
        """Build a closed fold.

        Args:
            more: Words of the link while closed.
            less: Words of the link while open.
            subject: What is folded away, for screen readers.
            spacing: Space between the things in the body.
            parent: Parent widget.
            fill: Fills the body when it is first opened; for bodies that mostly stay closed.
        """
        super().__init__(parent)
        self._fill = fill
        self._more, self._less, self._subject = more, less, subject
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self.toggle = LinkButton(more)
        self.toggle.clicked.connect(self._turn)
        self._open = False
        self.setVisible(False)
        self._name()

    @property
    def open(self) -> bool:
        """Whether the body is shown."""
        return self._open

    def _turn(self) -> None:
        self._open = not self._open
        if self._fill is not None:
            self._fill(self.body)
            self._fill = None
        self.toggle.setText(self._less if self._open else self._more)
        self.toggle.updateGeometry()
        self._name()
        self.setVisible(self._open)

    def _name(self) -> None:
        self.toggle.setAccessibleName(f"{self.toggle.text()}：{self._subject}")
