"""How long the letters room takes from a key to the painted preview, in the real window.

A heavy letter: two hundred records, a thousand characters of own words, and the keys that a person
types in them and in a field.
"""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.incidents import IncidentChannel
from desktop.ui.navigation import Target
from desktop.ui.pages.letters import LettersPage
from tests.bench.harness import milliseconds
from tests.bench.opened import Opened, settle

LETTER = "t-idk5w"
"""To the police: the most blocks, choices and citations of all."""
RECORDS = 200
TOLD = "昨天晚上十点多他又打来，说再不还就去找我父母。" * 45
FIELDS = ("words_worst", "fact_police_station", "words_effect")
SIGN = "甲"
WARM_UP = 5


class _Paints(QObject):
    """Counts how often the preview was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look for a paint event."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def open_heavy(opened: Opened) -> LettersPage:
    """Begin the letter and fill it as far as anybody does."""
    incidents, letters = opened.services.incidents(), opened.services.letters()
    now = incidents.now()
    told = tuple(
        incidents.add(
            now - timedelta(hours=number + 1),
            channel=IncidentChannel.CALL,
            number="0551-66881234",
            line="说再不还就找我父母",
        ).id
        for number in range(RECORDS)
    )
    lender = opened.services.lenders.active()[0].id
    draft = letters.start(LETTER, lender, told)
    several = {one.key: one.several for one in letters.get(LETTER).choices}
    answers = {
        one.key: tuple(option.value for option in one.options[: None if several[one.key] else 1])
        for one in letters.get(LETTER).choices
    }
    words = {one.key: TOLD for one in letters.get(LETTER).own_words}
    letters.save(draft.id, draft.filling._replace(choices=answers, own_words=words))
    opened.window.go(Target("letters", section="draft", entry=draft.id))
    settle()
    page = opened.window.page("letters")
    assert isinstance(page, LettersPage)
    assert len(page.preview.toPlainText()) > 2 * len(TOLD) + RECORDS * 30, "the letter is short"
    return page


def keystrokes(opened: Opened, n: int) -> list[float]:
    """Milliseconds of each key, in several fields in turn; each is checked to be shown."""
    page = open_heavy(opened)
    paints = _Paints()
    page.preview.viewport().installEventFilter(paints)
    fields = [_field(page, name) for name in FIELDS]
    times: list[float] = []
    for number in range(WARM_UP + n):
        fields[number % len(fields)].setFocus()
        settle()
        shown = page.preview.toPlainText().count(SIGN)
        paints.count = 0
        times.append(milliseconds(partial(_type, paints)))
        assert page.preview.toPlainText().count(SIGN) > shown, "the key is not in the preview"
        settle()
    return times[WARM_UP:]


def _type(paints: _Paints) -> None:
    """Press a key where the keyboard is, until the preview is painted."""
    focus = QApplication.focusWidget()
    assert focus is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focus, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, SIGN))
    while not paints.count:
        QApplication.processEvents()


def _field(page: LettersPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found
