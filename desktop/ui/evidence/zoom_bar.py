"""What makes a picture larger and smaller: a choice, two buttons, and keys for all of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollBar, QWidget

from desktop.ui.evidence.canvas import Canvas
from desktop.ui.evidence.zoom import Fit
from desktop.ui.widgets.acting import acting
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.segments import Segments


class ZoomBar(QObject):
    """Serves one canvas; ``widgets`` are for whoever lays out."""

    def __init__(self, canvas: Canvas, window: QWidget) -> None:
        """Build it.

        Args:
            canvas: What is made larger and smaller.
            window: Where the keys are heard, wherever in it the keyboard is.
        """
        super().__init__(window)
        self._canvas = canvas
        self._fits = Segments(
            [
                (Fit.WHOLE, self.tr("整张")),
                (Fit.WIDTH, self.tr("同宽")),
                (Fit.DOTS, self.tr("原大小")),
            ],
            self.tr("看多大"),
        )
        self._fits.setToolTip(self.tr("按键：0 看整张，1 看原大小，2 和窗口同宽"))
        self._fits.chosen.connect(lambda fit: canvas.set_fit(Fit(fit)))
        by_wheel = self.tr("按键 {0}；也可以按住 Ctrl 滚动滚轮")
        self._smaller = acting(Button(self.tr("缩小")), "picture_smaller", canvas.smaller)
        self._smaller.setToolTip(by_wheel.format("−"))
        self._larger = acting(Button(self.tr("放大")), "picture_larger", canvas.larger)
        self._larger.setToolTip(by_wheel.format("+"))
        self.widgets: tuple[QWidget, ...] = (self._fits, self._smaller, self._larger)
        self._bind(window)
        canvas.zoomed.connect(self._show)
        self._show()

    def _bind(self, window: QWidget) -> None:
        canvas = self._canvas
        fits = {"0": Fit.WHOLE, "1": Fit.DOTS, "2": Fit.WIDTH}
        bound: dict[str, Callable[[], object]] = {
            key: partial(canvas.set_fit, fit) for key, fit in fits.items()
        }
        # On most keyboards plus is above "=", and nobody holds Shift for it.
        bound |= dict.fromkeys(("+", "="), canvas.larger) | {"-": canvas.smaller}
        for key, act in bound.items():
            for chord in (key, f"Ctrl+{key}"):
                QShortcut(QKeySequence(chord), window).activated.connect(act)
        action = QScrollBar.SliderAction
        down = canvas.down
        for place, moved in (
            (Qt.Key.Key_Up, action.SliderSingleStepSub),
            (Qt.Key.Key_Down, action.SliderSingleStepAdd),
            (Qt.Key.Key_PageUp, action.SliderPageStepSub),
            (Qt.Key.Key_PageDown, action.SliderPageStepAdd),
            (Qt.Key.Key_Home, action.SliderToMinimum),
            (Qt.Key.Key_End, action.SliderToMaximum),
        ):
            shortcut = QShortcut(QKeySequence(place), window)
            shortcut.activated.connect(partial(down.triggerAction, moved))

    def _show(self) -> None:
        shown = self._canvas.percent() is not None
        fit = self._canvas.fit()
        self._fits.set_value("" if fit is None else fit.value)
        for widget in self.widgets:
            widget.setEnabled(shown)
