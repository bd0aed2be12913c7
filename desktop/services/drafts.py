"""What the person was still writing when the program locked itself; gone once it is stored.

A draft is kept in the data file, which is encrypted wherever there is a lock.
"""

import json

from desktop.services.desk import Desk, clean
from desktop.store.settings import SettingStore

_PREFIX = "draft."


class DraftService:
    """Keeps one draft for each page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = SettingStore(desk.database)

    def pages(self) -> tuple[str, ...]:
        """The pages on which something was being written."""
        with self._desk.reading():
            kept = self._store.all()
        return tuple(
            name.removeprefix(_PREFIX)
            for name, text in kept.items()
            if text and name.startswith(_PREFIX)
        )

    def get(self, page: str) -> dict[str, str]:
        """What was being written on a page, empty if nothing."""
        with self._desk.reading():
            kept = self._store.get(_PREFIX + page)
        try:
            found = json.loads(kept) if kept else {}
        except ValueError:
            return {}
        texts = isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
        return found if texts else {}

    def keep(self, drafts: dict[str, dict[str, str]]) -> None:
        """Keeps the drafts of some pages as one change; an empty one removes what was kept."""
        wanted = {
            _PREFIX + page: clean(json.dumps(draft, ensure_ascii=False)) if draft else ""
            for page, draft in drafts.items()
        }
        with self._desk.reading():
            changed = {n: text for n, text in wanted.items() if self._store.get(n) != text}
        if changed:
            with self._desk.change(None):
                self._store.put(changed)
