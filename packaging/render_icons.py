"""Turn the drawings in ``assets/`` into the pictures that systems ask for.

Run ``python packaging/render_icons.py`` after changing anything there; it writes
``assets/icons/app/<size>.png``, ``assets/icon.ico`` and ``assets/icons/lines.txt``, the line icons
in the form in which the program draws them.

    --check        write nothing; fail when a picture is not what its drawing gives
    --sheet FILE   also draw every line icon, light and dark, on one picture to look at

Each run also fails when a line icon breaks the rules of ``assets/README.md``.

The same drawings give the same bytes on the same PySide6: no clock, no names, no fonts.
"""

import argparse
import math
import re
import struct
import sys
from collections.abc import Iterator
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


Point = tuple[float, float]
Command = tuple[str, tuple[float, ...]]

PATH_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)")
PATH_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


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
    files[ASSETS / "icons" / "lines.txt"] = "".join(map(line_of, line_icons())).encode()
    files[ASSETS / "icon.ico"] = ico_bytes({size: pictures[size] for size in ICO_SIZES})
    return files


def line_icons() -> list[Path]:
    """Find the line icons, in the order of their names."""
    return sorted((ASSETS / "icons").glob("*.svg"))


def line_path(data: str) -> str:
    """Rewrite path data as words such as ``M4,10.25``, ``L20,8``, ``C1,2,3,4,5,6`` and ``Z``.

    The program draws these itself: QtSvg would cost every start three milliseconds.

    Raises:
        ValueError: The data uses something the icons do not need, such as a quadratic curve.
    """
    words = []
    for letter, numbers in absolute_commands(data):
        words.append(
            letter + ",".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in numbers)
        )
    return " ".join(words)


def absolute_commands(data: str) -> Iterator[Command]:
    """Yield what path data draws, as moves, lines, curves and closings in absolute numbers."""
    at = start = handle = (0.0, 0.0)
    for letter, values in path_commands(data):
        kind = letter.upper()
        x, y = at if letter.islower() else (0.0, 0.0)
        if kind == "Z":
            yield "Z", ()
            at = handle = start
            continue
        if kind == "A":
            end = (values[5] + x, values[6] + y)
            yield from arc_curves(at, values, end)
        elif kind in "CS":
            points = [(values[i] + x, values[i + 1] + y) for i in range(0, len(values), 2)]
            if kind == "S":  # The first handle mirrors the last one of the curve before.
                points.insert(0, (2 * at[0] - handle[0], 2 * at[1] - handle[1]))
            yield "C", tuple(number for point in points for number in point)
            handle, end = points[1], points[2]
        elif kind in "HV":
            end = (values[0] + x, at[1]) if kind == "H" else (at[0], values[0] + y)
            yield "L", end
        else:
            end = (values[0] + x, values[1] + y)
            yield kind, end
        if kind == "M":
            start = end
        if kind not in "CS":
            handle = end
        at = end


def path_commands(data: str) -> Iterator[Command]:
    """Yield the commands of path data as they are written."""
    tokens = PATH_TOKEN.findall(data)
    position = 0
    letter = ""
    while position < len(tokens):
        if tokens[position].isalpha():
            letter = tokens[position]
            position += 1
        elif letter in "Mm":
            letter = "L" if letter == "M" else "l"  # More points after a move are lines.
        count = PATH_ARGUMENTS.get(letter.upper())
        if count is None or position + count > len(tokens):
            raise ValueError(f"{letter!r} in {data!r}")
        yield letter, tuple(float(token) for token in tokens[position : position + count])
        position += count


def arc_curves(start: Point, values: tuple[float, ...], end: Point) -> Iterator[Command]:
    """An elliptic arc as cubic curves of at most a quarter each (SVG 1.1, appendix F.6)."""
    rx, ry, turn, large, sweep = values[:5]
    if turn:
        raise ValueError("only upright arcs")
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    grow = max(1.0, math.hypot(dx / rx, dy / ry))
    rx, ry = rx * grow, ry * grow
    u, v = dx / rx, dy / ry
    length = math.hypot(u, v)
    reach = math.sqrt(max(0.0, 1 / length**2 - 1)) * (1 if large != sweep else -1)
    cx = reach * rx * v + (start[0] + end[0]) / 2
    cy = -reach * ry * u + (start[1] + end[1]) / 2
    first = math.atan2((start[1] - cy) / ry, (start[0] - cx) / rx)
    span = math.atan2((end[1] - cy) / ry, (end[0] - cx) / rx) - first
    if sweep and span < 0:
        span += 2 * math.pi
    elif not sweep and span > 0:
        span -= 2 * math.pi
    parts = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-6))
    step = span / parts
    bulge = 4 / 3 * math.tan(step / 4)
    for part in range(parts):
        a, b = first + part * step, first + (part + 1) * step
        last = end if part == parts - 1 else (cx + rx * math.cos(b), cy + ry * math.sin(b))
        yield (
            "C",
            (
                cx + rx * (math.cos(a) - bulge * math.sin(a)),
                cy + ry * (math.sin(a) + bulge * math.cos(a)),
                cx + rx * (math.cos(b) + bulge * math.sin(b)),
                cy + ry * (math.sin(b) - bulge * math.cos(b)),
                *last,
            ),
        )


def line_of(path: Path) -> str:
    """The line of ``lines.txt`` for one line icon: its name, then its strokes."""
    strokes = [element.get("d", "") for element in ElementTree.parse(path).iter(f"{SVG}path")]
    return f"{path.stem} {'|'.join(line_path(stroke) for stroke in strokes)}\n"


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
