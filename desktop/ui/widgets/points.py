"""A list of short sentences with a mark in front of each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.text import Text


class Points(QWidget):
    """Each sentence wraps beside its mark, never under it."""

    def __init__(
        self,
        points: Iterable[str],
        role: str = "body",
        token: str = "text",
        *,
        spacing: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(spacing)
        for point in points:
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            line.addWidget(Text("•", role, "muted", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(point, role, token, selectable=True), 1)
            body.addLayout(line)
