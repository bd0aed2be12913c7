"""How the program looks, and where the person was."""

from desktop.domain.progress import Place

APPEARANCES = ("system", "light", "dark")
SMALLEST_TEXT = 90
LARGEST_TEXT = 200


class PreferenceService:
    """Reads and keeps preferences. A value out of range is a fault: ``ValueError``."""

    @property
    def appearance(self) -> str:
        """One of ``APPEARANCES``."""
        raise NotImplementedError

    def set_appearance(self, appearance: str) -> None:
        """Chooses light, dark or what the system says."""
        raise NotImplementedError

    @property
    def text_percent(self) -> int:
        """Size of text, from ``SMALLEST_TEXT`` to ``LARGEST_TEXT``."""
        raise NotImplementedError

    def set_text_percent(self, percent: int) -> None:
        """Chooses the size of text."""
        raise NotImplementedError

    @property
    def phone_system(self) -> str:
        """Id of the phone system the person uses, empty until told."""
        raise NotImplementedError

    def set_phone_system(self, system: str) -> None:
        """Says which phone the person uses; empty takes it back."""
        raise NotImplementedError

    @property
    def welcomed(self) -> bool:
        """Whether the first questions were answered or skipped."""
        raise NotImplementedError

    def set_welcomed(self, welcomed: bool) -> None:
        """Remembers that the first questions need not come again."""
        raise NotImplementedError

    @property
    def place(self) -> Place:
        """Where the person was."""
        raise NotImplementedError

    def set_place(self, place: Place) -> None:
        """Remembers where the person is; publishes nothing, since no page shows it."""
        raise NotImplementedError
