"""Erases: one lender with everything about it, or everything; and tells what is out of reach."""

from collections.abc import Callable, Generator

from desktop.domain.erase import Extent
from desktop.domain.lenders import Lender
from desktop.services.attachments import AttachmentService
from desktop.services.bus import Topic
from desktop.services.copies import CopyService
from desktop.services.desk import Desk, as_user_problems
from desktop.services.lenders import LenderService
from desktop.store import erase as store
from desktop.store.aside import aside

_TOPICS = (
    Topic.LENDERS,
    Topic.ANSWERS,
    Topic.PROGRESS,
    Topic.NOTES,
    Topic.REMINDERS,
    Topic.INCIDENTS,
    Topic.ATTACHMENTS,
    Topic.FILINGS,
    Topic.LETTERS,
)


class EraseService:
    """What it does cannot be undone; whoever calls it has asked, and more than once."""

    def __init__(
        self,
        desk: Desk,
        lenders: LenderService,
        copies: CopyService,
        attachments: Callable[[], AttachmentService],
        remove_left: Callable[[], None],
    ) -> None:
        """Touches nothing yet.

        Args:
            desk: The data file.
            lenders: Those that can be erased.
            copies: Makes a copy of what is left.
            attachments: Gives what tidies up files.
            remove_left: Removes what a move has left in another place.
        """
        self._desk = desk
        self._folder = desk.database.path.parent
        self._lenders = lenders
        self._copies = copies
        self._attachments = attachments
        self._remove_left = remove_left

    def lenders(self) -> tuple[Lender, ...]:
        """Those that can be erased, also those that were put away."""
        return self._lenders.all()

    def extent(self, lender: str) -> Extent:
        """How much would go with a lender.

        Raises:
            UserProblem: The data cannot be read.
        """
        with as_user_problems():
            return store.extent(self._desk.database, lender)

    def lender(self, lender: str, *, copies: bool) -> Generator[None, None, None]:
        """Erases a lender, in steps; what is broken off is gone on with by ``go_on``.

        Args:
            lender: Its id.
            copies: Whether the copies go as well; else it is still in them.

        Raises:
            UserProblem: It could not be done, or not to its end: then ``unfinished``.
        """
        with self._desk.turn(), as_user_problems():
            with self._desk.change(_TOPICS):
                store.erase_lender(self._desk.database, lender, copies=copies)
            yield
            yield from self._go_on()

    def unfinished(self) -> bool:
        """Whether an erasing was broken off after the rows were gone."""
        with self._desk.reading():
            return bool(store.left(self._desk.database))

    def go_on(self) -> Generator[None, None, None]:
        """Does what is left of an erasing.

        Raises:
            UserProblem: It cannot be done now.
        """
        with self._desk.turn():
            yield from self._go_on()

    def _go_on(self) -> Generator[None, None, None]:
        with as_user_problems():
            copies = store.left(self._desk.database) == "copies"
            store.write_anew(self._desk.database)
            yield
            if copies:
                self._copies.stop()
                yield from aside(lambda: store.erase_copies(self._folder))
            # The bytes of files that no row needs any more.
            self._attachments().tidy(erasing=True)
            yield
            if copies:
                yield from self._copies.make()
            store.finished(self._desk.database)

    def everything(self) -> None:
        """From now on everything is erased: the program must end, and the next start does it.

        Raises:
            UserProblem: That could not be noted; everything stays.
        """
        self._remove_left()
        with as_user_problems():
            store.mark_all(self._folder)
