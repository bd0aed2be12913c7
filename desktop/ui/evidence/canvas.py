"""Where a picture is looked at: fitted, or closely, moved by wheel, hand or keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollBar, QSizePolicy, QWidget

from desktop.ui.evidence.levels import Levels
from desktop.ui.evidence.zoom import STEP, Fit, first_fit, fitted, stepped
from desktop.ui.theme import theme

_FRAME = 2
_NOTCH = 120
"""What one notch of a wheel says."""
_STEP = 60


class Canvas(QLabel):
    """Where the picture stands, or why there is none; a reader hears a label of its name."""

    zoomed = Signal()
    """It is shown larger or smaller now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self._levels: Levels | None = None
        self._wish: Fit | None = None
        """What somebody chose, which goes for the pictures after it, too."""
        self._fit: Fit | None = Fit.WHOLE
        self._scale = 1.0
        self._held: QPointF | None = None
        self.across = QScrollBar(Qt.Orientation.Horizontal)
        self.across.setAccessibleName(self.tr("左右移动图片"))
        self.down = QScrollBar(Qt.Orientation.Vertical)
        self.down.setAccessibleName(self.tr("上下移动图片"))
        for bar in (self.across, self.down):
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.valueChanged.connect(self.update)
            # Room that came and went with it would change what fits.
            policy = bar.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            bar.setSizePolicy(policy)
            bar.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def framed(self) -> QWidget:
        """The canvas with the bars that move the picture."""
        frame = QWidget()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self, 0, 0)
        grid.addWidget(self.down, 0, 1)
        grid.addWidget(self.across, 1, 0)
        return frame

    @property
    def image(self) -> QImage | None:
        """The picture as it was read."""
        return None if self._levels is None else self._levels.images[0]

    def show_picture(self, name: str, levels: Levels | None, words: str) -> None:
        """Show a picture, or say why there is none.

        Args:
            name: What a screen reader says.
            levels: The picture.
            words: Why there is none.
        """
        self._levels, self.words = levels, words
        self.setAccessibleName(f"{name}：{words}" if words else name)
        if levels is None:
            self._bound()
            self.zoomed.emit()
            return
        self._fit = self._wish or first_fit(levels.size)
        self._place(self._top())
        for bar in (self.across, self.down):
            bar.setValue(0)

    # ---- how large ---------------------------------------------------------------------------

    def percent(self) -> int | None:
        """How many dots of the screen a hundred of the picture take; None without one."""
        return None if self._levels is None else round(self._scale * 100)

    def fit(self) -> Fit | None:
        """What it is fitted to; None where somebody made it larger or smaller."""
        return None if self._levels is None else self._fit

    def set_fit(self, fit: Fit) -> None:
        """Fit this picture, and those after it."""
        if self._levels is not None:
            self._wish = self._fit = fit
            # What is read goes on where it was; of anything else the middle is looked at.
            self._place(self._top() if fit is Fit.WIDTH else self._middle())

    def larger(self) -> None:
        """One step closer, around the middle."""
        self._zoom(STEP, None)

    def smaller(self) -> None:
        """One step back."""
        self._zoom(1 / STEP, None)

    def _zoom(self, factor: float, around: QPointF | None) -> None:
        if self._levels is None:
            return
        size, ratio = self._levels.size, self.devicePixelRatioF()
        scale = stepped(self._scale, factor, size, self._room() * ratio, ratio)
        if scale != self._scale:
            self._fit = None
            self._rescale(scale, around or self._middle())

    def _place(self, spot: QPointF) -> None:
        """Take the scale that fits; what stands at a spot stays there."""
        if self._levels is None:
            return
        scale, ratio = self._scale, self.devicePixelRatioF()
        if self._fit is not None:
            scale = fitted(self._fit, self._levels.size, self._room() * ratio, ratio)
        self._rescale(scale, spot)

    def _rescale(self, scale: float, spot: QPointF) -> None:
        dot = self._dot_at(spot)
        self._scale = scale
        self._bound()
        place = dot * (self._scale / self.devicePixelRatioF()) - spot
        self.across.setValue(round(place.x()) + _FRAME)
        self.down.setValue(round(place.y()) + _FRAME)
        self.update()
        self.zoomed.emit()

    def _bound(self) -> None:
        """Let the bars go as far as the picture does."""
        room, whole = self._room(), self._whole()
        for bar, has, wants in (
            (self.across, room.width(), whole.width()),
            (self.down, room.height(), whole.height()),
        ):
            bar.setRange(0, max(0, -int(-(wants - has) // 1)) if wants - has > 0.5 else 0)
            bar.setPageStep(int(has))
            bar.setSingleStep(theme.px(_STEP))
            bar.setVisible(bar.maximum() > 0)
        hand = Qt.CursorShape.OpenHandCursor if self.movable() else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    # ---- where -------------------------------------------------------------------------------

    def movable(self) -> bool:
        """Whether there is more of it than is seen."""
        return self.across.maximum() > 0 or self.down.maximum() > 0

    def _room(self) -> QSizeF:
        return QSizeF(self.width() - 2 * _FRAME, self.height() - 2 * _FRAME)

    def _whole(self) -> QSizeF:
        """How large the whole picture is, in dots of the window."""
        if self._levels is None:
            return QSizeF(0, 0)
        return QSizeF(self._levels.size) * (self._scale / self.devicePixelRatioF())

    def _corner(self) -> QPointF:
        """Where its upper left corner stands, which may be far outside."""
        room, whole, ratio = self._room(), self._whole(), self.devicePixelRatioF()
        x = (room.width() - whole.width()) / 2 if not self.across.maximum() else 0
        y = (room.height() - whole.height()) / 2 if not self.down.maximum() else 0
        # On whole dots of the screen, or writing would be smeared over two.
        x, y = (round(side * ratio) / ratio for side in (x, y))
        return QPointF(_FRAME + x - self.across.value(), _FRAME + y - self.down.value())

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _top(self) -> QPointF:
        return QPointF(self.width() / 2, _FRAME)

    def _dot_at(self, spot: QPointF) -> QPointF:
        """Which dot of the picture stands at a spot."""
        return (spot - self._corner()) * (self.devicePixelRatioF() / self._scale)

    # ---- hands -------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl it comes closer to where the pointer is; else it moves."""
        event.accept()
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned.y():
                self._zoom(STEP ** (turned.y() / _NOTCH), event.position())
            return
        dots = event.pixelDelta()
        if dots.isNull():
            dots = turned * (3 * theme.px(_STEP) / _NOTCH)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dots.x():
            dots = QPoint(dots.y(), 0)
        self.move_by(-dots.x(), -dots.y())

    def move_by(self, x: int, y: int) -> None:
        """Show what lies further right and down."""
        self.across.setValue(self.across.value() + x)
        self.down.setValue(self.down.value() + y)

    def move_across(self, steps: int) -> bool:
        """Show what lies further right, or left for less than 0; False where all of it is seen."""
        self.move_by(steps * self.across.singleStep(), 0)
        return self.across.maximum() > 0

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton and self.movable():
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """It goes with the hand."""
        if self._held is not None:
            way = (self._held - event.position()).toPoint()
            self._held = event.position()
            self.move_by(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go of it."""
        if event.button() == Qt.MouseButton.LeftButton and self._held is not None:
            self._held = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Dot for dot where the pointer is, and back."""
        if self._levels is not None:
            closely = self._fit is not Fit.DOTS
            self._fit = Fit.DOTS if closely else Fit.WHOLE
            self._place(event.position())

    # ---- painting ----------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Small, so that the buttons have room."""
        return QSize(theme.px(120), theme.px(90))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit anew; what stood at the top stays there."""
        super().resizeEvent(event)
        self._place(self._top())

    def event(self, event: QEvent) -> bool:
        """Fit anew on a screen with other dots."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._place(self._top())
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint what is in sight."""
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "border"), 1))
        painter.setBrush(theme.color("inset"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._levels is not None:
            self._paint_picture(painter, self._levels)
            return
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        side = theme.px(24)
        room = self.rect().adjusted(side, side, -side, -side)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self.words)

    def _paint_picture(self, painter: QPainter, levels: Levels) -> None:
        place = QRectF(self._corner(), self._whole())
        seen = place & QRectF(QPointF(_FRAME, _FRAME), self._room())
        ratio = self.devicePixelRatioF()
        image = levels.for_width(place.width() * ratio)
        share = image.width() / place.width(), image.height() / place.height()
        source = QRectF(
            (seen.x() - place.x()) * share[0],
            (seen.y() - place.y()) * share[1],
            seen.width() * share[0],
            seen.height() * share[1],
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=self._scale != 1)
        painter.drawImage(seen, image, source)
