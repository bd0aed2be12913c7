"""How the program looks, and where the person was."""

from desktop.domain.history import Act, Deed
from desktop.domain.progress import Place
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.store.settings import SettingStore

APPEARANCES = ("system", "light", "dark")
SMALLEST_TEXT = 90
LARGEST_TEXT = 200


class PreferenceService:
    """Reads and keeps preferences; a value out of range is a fault of the caller, ``ValueError``.

    A stored value that makes no sense reads as if it had never been chosen.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = SettingStore(desk.database)

    @property
    def appearance(self) -> str:
        """One of ``APPEARANCES``."""
        value = self._value("appearance")
        return value if value in APPEARANCES else APPEARANCES[0]

    def set_appearance(self, appearance: str) -> None:
        """Chooses light, dark or what the system says."""
        if appearance not in APPEARANCES:
            raise ValueError(appearance)
        self._keep({"appearance": appearance})

    @property
    def text_percent(self) -> int:
        """Size of text, from ``SMALLEST_TEXT`` to ``LARGEST_TEXT``."""
        value = self._value("text_percent")
        percent = int(value) if value.isascii() and value.isdecimal() else 100
        return percent if SMALLEST_TEXT <= percent <= LARGEST_TEXT else 100

    def set_text_percent(self, percent: int) -> None:
        """Chooses the size of text."""
        if not SMALLEST_TEXT <= percent <= LARGEST_TEXT:
            raise ValueError(percent)
        self._keep({"text_percent": str(percent)})

    @property
    def phone_system(self) -> str:
        """Id of the phone system the person uses, empty until told."""
        return self._value("phone_system")

    def set_phone_system(self, system: str) -> None:
        """Says which phone the person uses; empty takes it back."""
        self._keep({"phone_system": system}, act=Act(Deed.PHONE, detail=system))

    @property
    def welcomed(self) -> bool:
        """Whether the first questions were answered or skipped."""
        return self._value("welcomed") == "yes"

    def set_welcomed(self, welcomed: bool) -> None:
        """Remembers that the first questions need not come again."""
        self._keep({"welcomed": "yes" if welcomed else "no"})

    @property
    def place(self) -> Place:
        """Where the person was."""
        settings = self._all()
        told = {name: settings.get(f"place.{name}") for name in Place._fields}
        return Place(**{name: value for name, value in told.items() if value is not None})

    def set_place(self, place: Place) -> None:
        """Remembers where the person is; publishes nothing, since no page shows it."""
        self._keep({f"place.{name}": value for name, value in place._asdict().items()}, topic=None)

    def _all(self) -> dict[str, str]:
        with self._desk.reading():
            return self._store.all()

    def _value(self, name: str) -> str:
        return self._all().get(name, "")

    def _keep(
        self,
        settings: dict[str, str],
        topic: Topic | None = Topic.PREFERENCES,
        act: Act | None = None,
    ) -> None:
        if settings.items() <= self._all().items():
            return
        with self._desk.change(topic, act):
            self._store.put({name: clean(value) for name, value in settings.items()})
