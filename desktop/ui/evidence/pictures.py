"""Fetches pictures one after the other, beside the window's thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Signal

from desktop.domain.attachments import Attachment, Media
from desktop.services.attachments import AttachmentService
from desktop.services.errors import UserProblem
from desktop.ui.evidence.preview import (
    MOST_BYTES,
    Seen,
    Unseen,
    read_picture,
    read_whole,
    unseen_words,
)
from desktop.ui.lock.apart import Apart
from desktop.ui.messages import sentence


class Pictures(QObject):
    """Reads, decrypts and decodes; one at a time, since each may take a quarter of a gigabyte.

    What was fetched is handed on and not kept: nothing of it may stay when somebody locks.
    """

    fetched = Signal(str, object, str)
    """The id of the file, its ``Seen``, and one sentence of why there is no picture."""

    def __init__(self, attachments: AttachmentService, parent: QObject) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self._waiting: deque[tuple[Attachment, QSize | None]] = deque()
        self._fetching: Apart | None = None
        self._file = ""
        self._wanted = False

    def ask(self, file: Attachment, room: QSize | None) -> None:
        """Fetch a picture.

        Args:
            file: The picture.
            room: Where it shall be shown, in dots of the screen; None to look at it closely.
        """
        self._waiting.append((file, room))
        if self._fetching is None:
            self._next()

    def forget(self) -> None:
        """Nobody waits any more for what was asked."""
        self._waiting.clear()
        self._wanted = False

    def _next(self) -> None:
        while self._waiting and self._fetching is None:
            file, room = self._waiting.popleft()
            if file.media is not Media.PICTURE:
                self.fetched.emit(file.id, Seen(None), unseen_words(Unseen.KIND))
            elif file.size > MOST_BYTES:
                self.fetched.emit(file.id, Seen(None), unseen_words(Unseen.TOO_LARGE))
            else:
                read = self._attachments.reader(file.id, MOST_BYTES)
                self._fetch(file, read, room)

    def _fetch(self, file: Attachment, read: Callable[[], bytes], room: QSize | None) -> None:
        def see() -> Seen:
            if room is None:
                return read_whole(read(), file.type)
            return read_picture(read(), file.type, room)

        self._file, self._wanted = file.id, True
        self._fetching = Apart(see, self)
        self._fetching.done.connect(self._done)
        self._fetching.failed.connect(self._failed)
        self._fetching.start()

    def _done(self, seen: Seen) -> None:
        self._tell(seen, "" if seen.unseen is None else unseen_words(seen.unseen))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserProblem):
            self._fetching = None
            raise problem
        self._tell(Seen(None), sentence(problem))

    def _tell(self, seen: Seen, words: str) -> None:
        self._fetching = None
        if self._wanted:
            self.fetched.emit(self._file, seen, words)
        self._next()
