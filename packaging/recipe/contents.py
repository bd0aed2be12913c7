"""What is shipped beside the code: the compiled content, the pictures, the font."""

import shutil
import sys
from pathlib import Path

from recipe.bundle import BundleError
from recipe.facts import BUILD, ROOT, version

sys.path.append(str(ROOT))  # At the end: "packaging" must stay the library of that name.

from desktop.content import lint
from desktop.content.compiler import compose, write_build
from desktop.content.rulebook import ContentError
from desktop.content.sources import read_sources


def gather() -> Path:
    """Put everything in place below one folder, as the program looks for it.

    Raises:
        BundleError: The content does not keep its rules; nothing broken is ever packaged.
    """
    folder = BUILD / "contents"
    shutil.rmtree(folder, ignore_errors=True)
    sources = ROOT / "checklists"
    try:
        content = read_sources(sources)
    except ContentError as error:
        raise BundleError(str(error)) from error
    problems = lint.check_all(content, sources)
    if problems:
        raise BundleError(str(ContentError(problems)))
    built = compose(content)
    if not built.search.pinyin:
        raise BundleError("pypinyin is missing from the environment")
    # No fingerprint of the sources: it holds the times of files, which differ in every clone.
    write_build(built, version(), folder / "pack")
    icons = folder / "assets" / "icons"
    shutil.copytree(ROOT / "assets" / "icons" / "app", icons / "app")
    shutil.copy(ROOT / "assets" / "icons" / "lines.txt", icons)
    add_font(folder)
    return folder


def gather_font() -> Path:
    """Put only the font in place, for the empty window of the benches."""
    folder = BUILD / "font"
    shutil.rmtree(folder, ignore_errors=True)
    add_font(folder)
    return folder


def add_font(folder: Path) -> None:
    """Put the font where the package that brings it looks for it."""
    font = font_file()
    (folder / font.parent.name).mkdir(parents=True)
    shutil.copy(font, folder / font.parent.name)


def font_file() -> Path:
    """The one font that is used; the package brings a second one, which is larger."""
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415  Only where packages are made.

    return sans_path()
