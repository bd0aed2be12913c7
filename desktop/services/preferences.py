"""How the program looks, and where the person was."""

from desktop.domain.history import Act, Deed
from desktop.domain.progress import Place
from desktop.services.bus import Topic
from desktop.services.desk import Desk, clean
from desktop.store.settings import SettingStore

APPEARANCES = ("system", "light", "dark")
SMALLEST_TEXT = 90
LARGEST_TEXT = 200
IDLE_MINUTES = (5, 15, 30, 60, 0)
"""After how long without anybody a vault locks; 0 is never."""
USUAL_IDLE_MINUTES = 15


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
    def cover(self) -> bool:
        """Whether Shift three times covers the screen."""
        return self._value("cover") != "no"

    def set_cover(self, cover: bool) -> None:
        """Turns the quick cover on or off."""
        self._keep({"cover": "yes" if cover else "no"})

    @property
    def tray(self) -> bool:
        """Whether a small icon covers the screen with one click, where the system shows such."""
        return self._value("tray") != "no"

    def set_tray(self, tray: bool) -> None:
        """Shows the small icon or takes it away."""
        self._keep({"tray": "yes" if tray else "no"})

    @property
    def cover_asks(self) -> bool:
        """Whether the passphrase leads back from the cover; only a vault has one."""
        return self._value("cover_asks") == "yes"

    def set_cover_asks(self, asks: bool) -> None:
        """Chooses how one comes back from the cover."""
        self._keep({"cover_asks": "yes" if asks else "no"})

    @property
    def idle_minutes(self) -> int:
        """One of ``IDLE_MINUTES``."""
        value = self._value("idle_minutes")
        minutes = int(value) if value.isascii() and value.isdecimal() else -1
        return minutes if minutes in IDLE_MINUTES else USUAL_IDLE_MINUTES

    def set_idle_minutes(self, minutes: int) -> None:
        """Chooses how long without anybody it takes until a vault locks."""
        if minutes not in IDLE_MINUTES:
            raise ValueError(minutes)
        self._keep({"idle_minutes": str(minutes)})

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
