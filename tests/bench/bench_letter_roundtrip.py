"""Whether everything typed into any letter is in its text, its DOCX and its PDF, as it was typed.

Every letter with nothing, as usual and with everything. DOCX files are read by python-docx and by
LibreOffice, PDF files by PDFium. The value is the number of mistakes; each is told.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import docx

from desktop.app import now
from desktop.domain.letter_facts import fact_words
from desktop.domain.letter_text import in_pieces, plain_text
from desktop.domain.letters import FactKind, LetterFact
from desktop.domain.paper import printable
from desktop.domain.written_letter import RunKind, WrittenLetter
from desktop.services.errors import LetterIncomplete
from desktop.services.house import open_services
from desktop.services.letter_outputs import LetterOutputService
from tests.bench.harness import QUICK, report_at_most
from tests.bench.letters import EVERYTHING, NOTHING, Case, Content, said

with warnings.catch_warnings():
    warnings.simplefilter("ignore", EncodingWarning)
    import pypdfium2  # type: ignore[import-untyped]

NAME = "letter-roundtrip"
FORM_LIMIT = 500
OFFICE = "soffice"
NO_OFFICE = (
    f"{NAME}: LibreOffice is not here, so no DOCX was converted and there is no result."
    " On Debian: apt install libreoffice-writer-nogui"
)
T = TypeVar("T")


class Made(NamedTuple):
    """A letter that was let out.

    Attributes:
        case: What was given for it.
        written: The letter.
        docx: Its file for word processors.
    """

    case: Case
    written: WrittenLetter
    docx: Path


def main() -> None:
    """Let every letter out in every way and read it back."""
    office = shutil.which(OFFICE)
    if office is None:
        sys.exit(NO_OFFICE)
    mistakes: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        services = open_services(folder / "data", None, now)
        try:
            content = Content()
            outputs = services.letter_outputs()
            made: list[Made] = []
            for case in content.cases():
                if QUICK and case.name == EVERYTHING and made and made[-1].case.name == EVERYTHING:
                    continue
                made += _let_out(case, content, outputs, folder, mistakes)
            mistakes += _never_placed(made, content)
            mistakes += _all_characters(content, outputs, folder)
            mistakes += _in_office(office, made, folder)
        finally:
            services.close()
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    report_at_most(NAME, len(mistakes), "mistakes", 0, len(made))


def _let_out(
    case: Case,
    content: Content,
    outputs: LetterOutputService,
    folder: Path,
    mistakes: list[str],
) -> Iterator[Made]:
    name = f"{case.letter.draft_id or case.letter.id} {case.name}"
    written = content.write(case)
    if written.missing:
        if case.name != NOTHING:
            mistakes.append(f"{name}: lacks {[each.id for each in written.missing]}")
        try:
            outputs.text(written)
            mistakes.append(f"{name}: left although it lacks something")
        except LetterIncomplete:
            pass
        return
    number = len(list(folder.glob("*.docx")))
    word, pdf = folder / f"{number}.docx", folder / f"{number}.pdf"
    twin = content.write(case, masked=True)
    for each, kind in ((twin, "masked"), (written, "whole")):
        _run(outputs.docx(each, word))
        missing = _run(outputs.pdf(each, pdf))
        found = {
            "text": outputs.text(each),
            "pieces": "".join(
                re.sub(r"^（\d+/\d+）", "", piece)
                for piece in in_pieces(plain_text(each), FORM_LIMIT)
            ),
            "docx": read_docx(word),
            "pdf": read_pdf(pdf),
        }
        mistakes += (f"{name} {kind}: {lost}" for lost in _lost(each, found, missing))
        if kind == "masked":
            names = [words for words in case.identity.values() if case.name == EVERYTHING]
            mistakes += (
                f"{name} masked: {way} tells {words}"
                for way, text in found.items()
                for words in names
                if bare(words) in bare(text)
            )
    yield Made(case, written, word)


def _lost(written: WrittenLetter, found: dict[str, str], missing: Sequence[str]) -> Iterator[str]:
    """What was typed and is not there: exactly, or on paper as it can be printed."""
    lines = said(written)
    for line in lines:
        for way in ("text", "docx"):
            if line not in found[way]:
                yield f"{way} lacks {line[:60]!r}"
    paper = bare(found["pdf"])
    for line in lines:
        if on_paper(line, missing) not in paper:
            yield f"pdf lacks {line[:60]!r}"
    # With exhibits, their list stands on a page of its own.
    if not written.exhibits and on_paper(found["text"], missing) != paper:
        yield "the text of the pdf is another one"
    if bare(found["text"]) != bare(found["pieces"]):
        yield "pieces for a form lose something"


def _never_placed(made: Sequence[Made], content: Content) -> Iterator[str]:
    """Facts that no letter with everything has, or has otherwise than they were typed."""
    facts = {fact.id: fact for fact in content.letters.facts}
    for letter in content.letters.letters:
        mine = [each for each in made if each.case.letter.id == letter.id]
        for one in mine:
            yield from _otherwise(one, facts)
        whole = [each for each in mine if each.case.name == EVERYTHING]
        if QUICK or not whole:
            continue
        placed = {run.of for each in whole for part in each.written.parts for run in part.runs}
        given = {*whole[0].case.filling.facts, *whole[0].case.identity}
        given |= set(whole[0].case.filling.own_words)
        for fact in sorted(given - placed):
            if facts.get(fact) is None or facts[fact].kind not in _LISTS:
                yield f"{letter.id}: nothing tells {fact}"


_LISTS = frozenset({FactKind.INCIDENTS, FactKind.EVIDENCE})


def _otherwise(made: Made, facts: dict[str, LetterFact]) -> Iterator[str]:
    given = {**made.case.filling.facts, **made.case.identity, **made.case.filling.own_words}
    for part in made.written.parts:
        for run in part.runs:
            typed = given.get(run.of)
            if run.kind is not RunKind.FACT or not typed:
                continue
            wanted = fact_words(facts[run.of].kind, typed) if run.of in facts else typed
            if run.text != wanted:
                name = f"{made.case.letter.id}: {run.of}"
                yield f"{name} was typed {typed[:40]!r}, not {run.text[:40]!r}"


def _all_characters(content: Content, outputs: LetterOutputService, folder: Path) -> Iterator[str]:
    """Every character of GB 2312, in the words of the person."""
    characters = gb2312()
    assert len(characters) == 6763
    letter = next(each for each in content.letters.letters if each.own_words)
    case = content.everything(letter)
    filling = case.filling._replace(
        own_words={question.key: characters for question in letter.own_words},
        exhibits=(),
        proofs={},
    )
    identity = dict.fromkeys(case.identity, "张三")
    written = content.write(case._replace(filling=filling, identity=identity))
    path = folder / "all.pdf"
    missing = _run(outputs.pdf(written, path))
    if set(missing) & set(characters):
        yield f"no font has {missing}"
    paper = bare(read_pdf(path))
    if on_paper(outputs.text(written), missing) != paper:
        yield "the text of all characters is another one"
    if characters not in paper:
        yield "not every character comes back from the pdf"


def _in_office(office: str, made: Sequence[Made], folder: Path) -> Iterator[str]:
    """What LibreOffice makes of the files: text with every word, and PDF."""
    files = [each.docx for each in made]
    for kind, suffix in (("txt:Text (encoded):UTF8", "txt"), ("pdf", "pdf")):
        out = folder / suffix
        command = [
            *(office, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(out), *map(str, files)),
        ]
        done = subprocess.run(command, capture_output=True, check=False, timeout=200)
        if done.returncode:
            yield f"LibreOffice ended with {done.returncode}"
    for each in made:
        name = f"{each.case.letter.id} {each.case.name}"
        text, pdf = (
            folder / "txt" / f"{each.docx.stem}.txt",
            folder / "pdf" / f"{each.docx.stem}.pdf",
        )
        if not text.exists() or not pdf.exists() or not read_pdf(pdf, foot=False).strip():
            yield f"{name}: LibreOffice makes nothing of it"
            continue
        converted = bare(text.read_text(encoding="utf-8-sig"))
        for line in said(each.written):
            if bare(line) not in converted:
                yield f"{name}: LibreOffice lacks {line[:60]!r}"


def read_docx(path: Path) -> str:
    """All paragraphs and cells."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def read_pdf(path: Path, *, foot: bool = True) -> str:
    """The text of all pages, without the foot that we put there."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    finally:
        document.close()
    if not foot:
        return "".join(pages)
    return "".join(
        re.sub(r"(姓名和号码已遮盖)?\s*第 \d+ 页，共 \d+ 页\s*$", "", page) for page in pages
    )


def bare(text: str) -> str:
    """A text without spaces and breaks, which stand elsewhere on paper."""
    return "".join(text.split())


def on_paper(text: str, missing: Sequence[str]) -> str:
    """A text as it can be printed where some characters have no font."""
    return bare(printable(text, lambda character: character not in missing)[0])


def gb2312() -> str:
    """The 6,763 characters of GB 2312, by their places."""
    places = (bytes((row, at)) for row in range(0xB0, 0xF8) for at in range(0xA1, 0xFF))
    return "".join(place.decode("gb2312", errors="ignore") for place in places)


def _run(work: Generator[None, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as ended:
            value: T = ended.value
            return value


if __name__ == "__main__":
    main()
