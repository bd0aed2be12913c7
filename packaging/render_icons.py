"""Turn the drawings in ``assets/`` into the pictures that systems ask for.

Run ``python packaging/render_icons.py`` after changing ``assets/icon.svg`` or
``assets/icon-small.svg``; it writes ``assets/icons/app/<size>.png`` and ``assets/icon.ico``.

    --check        write nothing; fail when a picture is not what its drawing gives
    --sheet FILE   also draw every line icon, light and dark, on one picture to look at

Each run also fails when a line icon breaks the rules of ``assets/README.md``.

The same drawings give the same bytes on the same PySide6: no clock, no names, no fonts.
"""

import argparse
import struct
import sys
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ASSETS = Path(__file__).resolve().parent.parent / "assets"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# Below this size the lines of the list turn to mud, so only the tick is drawn.
SMALLEST_FULL_ICON = 32

SVG = "{http://www.w3.org/2000/svg}"
LINE_ICON_ATTRIBUTES = {
    "width": "24",
    "height": "24",
    "viewBox": "0 0 24 24",
    "fill": "none",
    "stroke": "#000000",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}

SHEET_SCHEMES = (("#f4f7f6", "#1c2522", "#0f766e"), ("#171d1b", "#e8eeec", "#3fb8a9"))
SHEET_SIZES = (18, 24, 48)
SHEET_COLUMNS = 11


def render(svg: bytes, size: int) -> QImage:
    """Draw an SVG into a transparent square of ``size`` pixels."""
    renderer = QSvgRenderer(QByteArray(svg))
    if not renderer.isValid():
        raise SystemExit("QtSvg cannot read this drawing")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png_bytes(image: QImage) -> bytes:
    """Encode an image as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image.convertToFormat(QImage.Format.Format_ARGB32)):
        raise SystemExit(f"Qt could not write a PNG: {writer.errorString()}")
    return bytes(buffer.data().data())


def ico_bytes(pictures: dict[int, bytes]) -> bytes:
    """Pack PNGs into one ICO: a header, one 16-byte entry per picture, then the pictures."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(header) + 16 * len(pictures)
    entries = []
    for size, picture in sorted(pictures.items()):
        side = size % 256  # the format writes 256 as 0
        entries.append(struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset))
        offset += len(picture)
    return header + b"".join(entries) + b"".join(pictures[size] for size in sorted(pictures))


def rendered_files() -> dict[Path, bytes]:
    """Compute every file this script is responsible for."""
    full = (ASSETS / "icon.svg").read_bytes()
    small = (ASSETS / "icon-small.svg").read_bytes()
    pictures = {
        size: png_bytes(render(full if size >= SMALLEST_FULL_ICON else small, size))
        for size in PNG_SIZES
    }
    files = {
        ASSETS / "icons" / "app" / f"{size}.png": picture for size, picture in pictures.items()
    }
    files[ASSETS / "icon.ico"] = ico_bytes({size: pictures[size] for size in ICO_SIZES})
    return files


def line_icons() -> list[Path]:
    """Find the line icons, in the order of their names."""
    return sorted((ASSETS / "icons").glob("*.svg"))


def line_icon_faults(path: Path) -> list[str]:
    """Name what in one line icon breaks the rules of ``assets/README.md``."""
    root = ElementTree.fromstring(path.read_bytes())
    faults = [
        f"{path.name}: {name} must be {value}"
        for name, value in LINE_ICON_ATTRIBUTES.items()
        if root.get(name) != value
    ]
    faults += [f"{path.name}: unknown {name}" for name in root.keys() - LINE_ICON_ATTRIBUTES.keys()]
    for element in root.iter():
        if element is not root and (element.tag != f"{SVG}path" or element.keys() != ["d"]):
            faults.append(f"{path.name}: only <path d=…> is allowed inside")
    if not QSvgRenderer(QByteArray(path.read_bytes())).isValid():
        faults.append(f"{path.name}: QtSvg cannot read it")
    return faults


def contact_sheet() -> QImage:
    """Draw all line icons at three sizes, on the light and on the dark background."""
    icons = line_icons()
    cell = max(SHEET_SIZES) + 20
    rows = -(-len(icons) // SHEET_COLUMNS)
    block_height = (sum(SHEET_SIZES) + 40) * rows
    sheet = QImage(
        cell * SHEET_COLUMNS, block_height * len(SHEET_SCHEMES), QImage.Format.Format_ARGB32
    )
    painter = QPainter(sheet)
    for block, (background, ink, accent) in enumerate(SHEET_SCHEMES):
        top = block * block_height
        painter.fillRect(0, top, sheet.width(), block_height, QColor(background))
        for index, path in enumerate(icons):
            left = index % SHEET_COLUMNS * cell + 10
            y = top + index // SHEET_COLUMNS * (block_height // rows) + 10
            for size in SHEET_SIZES:
                colour = accent if size == max(SHEET_SIZES) else ink
                tinted = path.read_bytes().replace(b"#000000", colour.encode())
                painter.drawImage(left, y, render(tinted, size))
                y += size + 8
    painter.end()
    return sheet


def main() -> int:
    """Write or check the pictures; the exit code is 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--sheet", type=Path)
    options = parser.parse_args()

    faults = [fault for path in line_icons() for fault in line_icon_faults(path)]
    for path, data in rendered_files().items():
        if not options.check:
            path.write_bytes(data)
        elif not path.exists() or path.read_bytes() != data:
            faults.append(f"{path.name}: differs from the drawing; run this script without --check")
    if options.sheet is not None and not contact_sheet().save(str(options.sheet)):
        faults.append(f"{options.sheet}: could not be written")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
