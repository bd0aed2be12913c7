"""Files with incidents: taken in unchanged, looked at as a copy, proven at any time."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import BinaryIO

from desktop.domain.attachments import AddProgress, Attachment, Came
from desktop.domain.record import Record
from desktop.services.desk import Desk
from desktop.services.errors import UserProblem
from desktop.store.files import FileKeys


class Source(Record):
    """A file to take in.

    Attributes:
        file: Where it lies, or its bytes from the start.
        name: Its name; of a path, empty for the one it has.
    """

    file: Path | BinaryIO
    name: str = ""


class Refused(Record):
    """A file that was not taken in.

    Attributes:
        name: Its shown name.
        problem: Why.
    """

    name: str
    problem: UserProblem


class Added(Record):
    """What became of files that were to be taken in.

    Attributes:
        attachments: Those that are with the incident now, in the order they were given.
        known: The ids of those whose bytes were kept already.
        refused: Those that were not taken in.
    """

    attachments: tuple[Attachment, ...]
    known: frozenset[str]
    refused: tuple[Refused, ...]


class Checked(Record):
    """What became of the proof of kept files.

    Attributes:
        whole: How many are as they were.
        damaged: Those that are missing or not as they were.
    """

    whole: int
    damaged: tuple[Attachment, ...]


class AttachmentService:
    """Everything that can be done with files of incidents; publishes ``Topic.ATTACHMENTS``.

    What takes long is a generator whose steps take a few milliseconds each, to be iterated from a
    timer on the thread that owns the data; reading and hashing go on in a thread meanwhile. To
    cancel, close it. An unknown incident or attachment is a fault of the caller, ``KeyError``.
    """

    def __init__(self, desk: Desk, keys: Callable[[], FileKeys | None]) -> None:
        """Touches nothing yet.

        Args:
            desk: The data file and the clock.
            keys: Gives the keys of the vault while it is on.
        """
        raise NotImplementedError

    def adding(
        self, incident: str, sources: tuple[Source, ...], came: Came, origin: str = ""
    ) -> Generator[AddProgress, None, Added]:
        """Takes files in and puts them with an incident: one change, undone as one.

        Closed before its end it leaves nothing behind. A file that cannot be read is refused and
        the others are taken in.

        Raises:
            UserProblem: There is no room or no right to write; nothing was taken in.
        """
        raise NotImplementedError

    def of(self, incident: str) -> tuple[Attachment, ...]:
        """The files of an incident, in the order in which they came."""
        raise NotImplementedError

    def get(self, attachment: str) -> Attachment | None:
        """One file."""
        raise NotImplementedError

    def link(self, incident: str, attachment: str) -> None:
        """Puts a file that is kept already with another incident."""
        raise NotImplementedError

    def detach(self, incident: str, attachment: str) -> None:
        """Takes a file away from an incident; undo brings it back.

        Its bytes go when no incident, nothing that could be undone, and no copy needs them.
        """
        raise NotImplementedError

    def set_origin(self, attachment: str, origin: str) -> None:
        """Tells where the original is.

        Raises:
            UserProblem: The text is too long.
        """
        raise NotImplementedError

    def set_covered(self, attachment: str, covered: bool) -> None:
        """Shows a file only when asked for, or at once."""
        raise NotImplementedError

    def read(self, attachment: str, most: int) -> bytes:
        """The bytes, for a picture in the window.

        Raises:
            AttachmentTooLarge: There are more than ``most``.
            DataUnreadable: They are missing or not as they were.
        """
        raise NotImplementedError

    def opening(self, attachment: str) -> Generator[float, None, Path]:
        """Makes a plain copy for the system's viewer; it goes with ``close_copies``.

        Its name ends as its bytes say, whatever its own name ends with; nobody can write to it.

        Raises:
            AttachmentNotShown: It is no picture, sound, film, PDF or plain text.
            UserProblem: It is damaged, or there is no room.
        """
        raise NotImplementedError

    def close_copies(self) -> None:
        """Removes the plain copies: when the program ends, locks, or starts."""
        raise NotImplementedError

    def checking(self, attachments: tuple[str, ...] = ()) -> Generator[float, None, Checked]:
        """Reads files to their end and compares; all of them if none is named."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Removes what a kill has left, and the bytes that nothing needs any more.

        Nothing that is being taken in may be underway. Cheap where there is nothing to do.
        """
        raise NotImplementedError
