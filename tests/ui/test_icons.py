"""The line icons: what the program draws itself looks as QtSvg draws it."""

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.icons import ASSETS, tinted

DRAWINGS = sorted((ASSETS / "icons").glob("*.svg"))
# Of 255; a tenth of a pixel may fall to the other side of an edge.
TOLERANCE = 26


def by_qt_svg(drawing: bytes, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def alphas(image: QImage) -> list[int]:
    return [
        image.pixelColor(x, y).alpha() for y in range(image.height()) for x in range(image.width())
    ]


@pytest.mark.parametrize("size", [18, 36])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_line_icon_looks_as_drawn(qapp, drawing, size):
    ours = alphas(tinted(drawing.stem, QColor("#000000"), size).toImage())
    theirs = alphas(by_qt_svg(drawing.read_bytes(), size))

    assert max(abs(one - other) for one, other in zip(ours, theirs, strict=True)) <= TOLERANCE


def test_a_line_icon_has_the_colour_asked_for(qapp):
    image = tinted("check", QColor("#0f766e"), 36).toImage()
    solid = [
        image.pixelColor(x, y).name()
        for y in range(36)
        for x in range(36)
        if image.pixelColor(x, y).alpha() == 255
    ]

    assert set(solid) == {"#0f766e"}


def test_a_button_changes_the_colour_of_its_icon_with_the_theme(qapp, qtbot):
    button = Button("记一笔", primary=True)
    qtbot.addWidget(button)
    button.wear("plus", "on_primary")
    for look in ("dark", "light"):
        theme.apply(look, 100)
        centre = button.icon().pixmap(18, 18).toImage()
        ink = centre.pixelColor(centre.width() // 2, centre.height() // 2)
        # Its edges are smoothed: a shade off is the same colour.
        assert abs(ink.lightness() - theme.color("on_primary").lightness()) < 4, look
