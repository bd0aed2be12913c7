"""Makes bundles of evidence for somebody else, beside the window, whole or not at all."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from desktop.documents import bundle_page
from desktop.documents.bundle import Bag, Written, write_bag
from desktop.documents.errors import (
    DocumentError,
    DocumentFolderUnusable,
    DocumentNoRoom,
    FontUnusable,
)
from desktop.documents.pdf import write_pdf
from desktop.documents.stripping import MOST_BYTES, CannotStrip, can_strip, stripped
from desktop.domain import bundle_words as words
from desktop.domain.attachments import Attachment
from desktop.domain.bundle import (
    BundleMade,
    BundleWish,
    Case,
    Exhibit,
    LeftOut,
    Placed,
    ShareLevel,
    build_case,
    bundle_file,
    bundle_name,
)
from desktop.domain.document import set_document
from desktop.domain.incidents import Incident
from desktop.domain.media import suffix_of
from desktop.services.desk import Desk, as_user_problems
from desktop.services.errors import (
    BundleEmpty,
    BundleFolderUnusable,
    BundleNoRoom,
    PaperFontUnusable,
)
from desktop.services.paper import shipped_typeface
from desktop.services.unfinished import Unfinished, hidden_bag
from desktop.store.aside import Pace, aside
from desktop.store.attachments import AttachmentStore
from desktop.store.errors import StoreError
from desktop.store.evidence import EvidenceStore
from desktop.store.files import FileKeys, FileStore
from desktop.store.lenders import LenderStore
from desktop.store.third_parties import own_words, third_parties

_Event = tuple[Incident, tuple[Attachment, ...]]

_PIECE = 1024 * 1024
_AT_ONCE = 50
"""Events that are read before the window has its turn."""
_TABLES = 4096
"""Bytes of the tables and pages beside the files, as reckoned for the bar of progress."""


class BundleService:
    """Makes bundles. An unknown incident is a fault of the caller, ``KeyError``."""

    def __init__(self, desk: Desk, keys: Callable[[], FileKeys | None]) -> None:
        """Touches nothing yet.

        Args:
            desk: The data file and the clock.
            keys: Gives the keys of the vault while it is on.
        """
        self._desk = desk
        self._keys = keys
        self._unfinished = Unfinished(desk)
        self._incidents = EvidenceStore(desk.database)
        self._attachments = AttachmentStore(desk.database)
        self._lenders = LenderStore(desk.database)

    def name(self, *, zipped: bool) -> str:
        """A name for a bundle that tells nobody what it is about."""
        return bundle_name(self._desk.now()) + (".zip" if zipped else "")

    def making(self, wish: BundleWish, target: Path) -> Generator[float, None, BundleMade]:
        """Makes a bundle, and its masked twin beside it; closed before its end it leaves nothing.

        Yields how much is done, from 0 to 1; its steps take a few milliseconds each, and are to be
        taken on the thread that owns the data.

        Args:
            wish: What the person wants.
            target: The zip file to make, one that is there is replaced; or the folder to make,
                which gets another name where there is one already.

        Raises:
            BundleEmpty: Nothing of what was chosen stands.
            UserProblem: It could not be made.
        """
        made = self._desk.now()
        wishes = [wish]
        if wish.twin:
            level = ShareLevel.NONE if wish.level is ShareLevel.NONE else ShareLevel.TIME_AND_HASH
            wishes.append(wish._replace(level=level, masked=True))
        told = yield from self._told(wish.incidents)
        if all(incident.withdrawn for incident, _ in told):
            raise BundleEmpty
        with self._desk.reading():
            lenders = {lender.id: lender.name for lender in self._lenders.all()}
            others = third_parties(self._desk.database)
            own = own_words(self._desk.database)
        files = FileStore(self._desk.database.path.parent, self._keys())
        pace = Pace()
        places = [_free(target, zipped=wish.zipped)]
        if wish.twin:
            # Nobody was asked whether this one may be replaced.
            places.append(_free(_twin_of(target), zipped=False))
        parts = [hidden_bag(place) for place in places]

        def work() -> tuple[list[Written], list[Placed], int]:
            cases = [build_case(each, told, lenders, others, made, own) for each in wishes]
            pace.total = sum(map(_work_of, cases))
            results = []
            try:
                for case, place, part in zip(cases, places, parts, strict=True):
                    results.append(_made(case, place, part, files, pace, zipped=wish.zipped))
            except BaseException:
                for written, _ in results:
                    _remove(written.path)
                raise
            return [written for written, _ in results], results[0][1], len(cases[0].events)

        job = aside(work, pace)
        try:
            with as_user_problems(), self._unfinished.noting(*parts):
                written, placed, events = yield from _shared(job, pace)
        except DocumentError as error:
            raise _problem(error) from error
        left = {one.exhibit.name: one.left_out for one in placed if one.left_out is not None}
        return BundleMade(
            tuple(str(each.path) for each in written),
            written[0].manifest,
            events,
            written[0].files,
            tuple(left.items()),
        )

    def _told(self, incidents: tuple[str, ...]) -> Generator[float, None, list[_Event]]:
        """What happened with its files, some at a time: a log may be long."""
        told: list[_Event] = []
        for incident in incidents:
            if len(told) % _AT_ONCE == _AT_ONCE - 1:
                yield 0.0
            with self._desk.reading():
                found = self._incidents.get(incident)
                if found is None:
                    raise KeyError(incident)
                told.append((found, self._attachments.of(incident)))
        return told


def _made(
    case: Case, place: Path, part: Path, files: FileStore, pace: Pace, *, zipped: bool
) -> tuple[Written, list[Placed]]:
    """Writes one bundle. Runs beside the thread that owns the data, and touches only files."""
    placed: list[Placed] = []

    def fill(bag: Bag) -> str:
        placed.extend(_placed(case, exhibit, bag, files, pace.step) for exhibit in case.exhibits)
        face = shipped_typeface()
        # Set once to learn on which pages the events stand; their numbers move no line.
        first = words.document(case, placed, (1,) * len(case.events))
        pages = words.event_pages(set_document(first, face.advance, face.has, words.FOOT), case)
        pace.step(0)
        blocks = words.document(case, placed, pages)
        document = set_document(blocks, face.advance, face.has, words.FOOT)
        pace.step(0)
        day = case.made.date()
        bag.add("data/list.pdf", write_pdf(document.pages, face, words.TITLE, day))
        rows = words.list_rows(case, placed, pages)
        bag.add("data/list.csv", bundle_page.table(words.LIST_HEAD, rows))
        events = words.timeline_rows(case)
        bag.add("data/events.csv", bundle_page.table(words.TIMELINE_HEAD, events))
        bag.add("data/files.csv", bundle_page.table(words.HASH_HEAD, words.hash_rows(placed)))
        bag.add("index.html", bundle_page.index_page(case, placed, pages))
        bag.add("readme.txt", bundle_page.read_me(placed))
        return bag.finish((("Bagging-Date", day.isoformat()),))

    name = bundle_name(case.made)
    return write_bag(place, part, name, zipped=zipped, fill=fill, step=pace.step), placed


def _placed(
    case: Case, exhibit: Exhibit, bag: Bag, files: FileStore, step: Callable[[int], None]
) -> Placed:
    """Puts a file in: the original or a copy of it, or nothing and why."""
    file = exhibit.attachment
    full = case.level is ShareLevel.FULL
    if file.held_back:
        return Placed(exhibit, left_out=LeftOut.NOT_AGREED)
    if not full and not can_strip(file.type):
        return Placed(exhibit, left_out=LeftOut.KIND)
    suffix = suffix_of(file.type) or ".bin"
    name = bundle_file(exhibit, suffix, copy=not full)
    if not full and file.size > MOST_BYTES:
        return Placed(exhibit, left_out=LeftOut.NOT_UNDERSTOOD)
    try:
        if not full:
            copy = stripped(b"".join(_pieces(files, file.sha256)), file.type)
            digest = bag.add(name, copy.data)
            return Placed(exhibit, name, digest, turn=copy.turn, mirrored=copy.mirrored)
        # Read to its end before: what is damaged must not stop the rest when it is half in.
        for _ in files.verifying(file.sha256):
            step(0)
    except CannotStrip:
        return Placed(exhibit, left_out=LeftOut.NOT_UNDERSTOOD)
    except StoreError:
        return Placed(exhibit, left_out=LeftOut.DAMAGED)
    return Placed(exhibit, name, bag.pour(name, _pieces(files, file.sha256), file.size))


def _pieces(files: FileStore, sha256: str) -> Iterator[bytes]:
    """A file piece by piece; what goes wrong where they are written is not told as its fault."""
    with files.open(sha256) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _work_of(case: Case) -> int:
    """Bytes that will be written and read back, about."""
    full = case.level is ShareLevel.FULL
    sizes = (
        exhibit.attachment.size
        for exhibit in case.exhibits
        if full or can_strip(exhibit.attachment.type)
    )
    return 2 * sum(sizes) + _TABLES * (1 + len(case.events))


def _shared(
    job: Generator[None, None, tuple[list[Written], list[Placed], int]], pace: Pace
) -> Generator[float, None, tuple[list[Written], list[Placed], int]]:
    try:
        while True:
            try:
                next(job)
            except StopIteration as end:
                result: tuple[list[Written], list[Placed], int] = end.value
                return result
            yield pace.share
    finally:
        job.close()


def _twin_of(target: Path) -> Path:
    return target.with_name(f"{target.stem}-masked{target.suffix}")


def _free(target: Path, *, zipped: bool) -> Path:
    """The target, or for a folder the next name that is free: no folder is ever replaced."""
    if zipped:
        return target
    return next(place for place in _names(target) if not place.exists())


def _names(target: Path) -> Iterator[Path]:
    yield target
    number = 2
    while True:
        yield target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1


def _remove(path: Path) -> None:
    """Takes away a bundle that was made when its twin could not be."""
    import shutil  # noqa: PLC0415  Hardly ever needed.
    from contextlib import suppress  # noqa: PLC0415  Likewise.

    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _problem(error: DocumentError) -> Exception:
    match error:
        case DocumentNoRoom():
            return BundleNoRoom(error.path.parent)
        case FontUnusable():
            return PaperFontUnusable(error.path, error.detail)
        case DocumentFolderUnusable():
            return BundleFolderUnusable(error.path)
        case _:
            return BundleFolderUnusable(error.path.parent)
