"""Reads back PDF files as a reader program does."""

import warnings
from pathlib import Path
from typing import NamedTuple

with warnings.catch_warnings():
    # It reads its own version number without naming an encoding.
    warnings.simplefilter("ignore", EncodingWarning)
    import pypdfium2


class Read(NamedTuple):
    """What a reader program finds in a file.

    Attributes:
        pages: The text of each page.
        sizes: Width and height of each page in points.
        metadata: What the file says about itself; empty entries are left out.
    """

    pages: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]
    metadata: dict[str, str]

    @property
    def text(self) -> str:
        """All of the text without any spaces, since lines break where they like."""
        return bare("".join(self.pages))


def bare(text: str) -> str:
    """A text without spaces and line breaks."""
    return "".join(text.split())


def read_pdf(source: Path | bytes) -> Read:
    """Read a file, or the bytes of one."""
    document = pypdfium2.PdfDocument(source)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return Read(
            tuple(pages),
            tuple(document.get_page_size(number) for number in range(len(document))),
            {key: value for key, value in document.get_metadata_dict().items() if value},
        )
    finally:
        document.close()


def pixels(source: Path | bytes, page: int = 0) -> tuple[int, int, bytes]:
    """Width, height and grey pixels of a page at 72 dots per inch."""
    document = pypdfium2.PdfDocument(source)
    try:
        shown = document[page]
        bitmap = shown.render(scale=1, grayscale=True)
        rows = [
            bytes(bitmap.buffer)[row * bitmap.stride : row * bitmap.stride + bitmap.width]
            for row in range(bitmap.height)
        ]
        size = bitmap.width, bitmap.height
        bitmap.close()
        shown.close()
        return (*size, b"".join(rows))
    finally:
        document.close()
