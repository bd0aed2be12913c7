"""The fields of a statement, to be filled in by whoever was called."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.filled_statement import (
    SHORT_LIMIT,
    WORDS_LIMIT,
    Happened,
    StatementTold,
    day_words,
)
from desktop.domain.incidents import NUMBER_LIMIT, IncidentChannel, Reached
from desktop.services.statements import StatementService
from desktop.ui import incident_words
from desktop.ui.theme import theme
from desktop.ui.visit.latest import Latest
from desktop.ui.visit.pledge_line import PledgeLine
from desktop.ui.visit.stop_day import StopDay
from desktop.ui.widgets.fields import line_edit
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text

NAME, PHONE, BORROWER, RELATION = "contact_name", "contact_phone", "borrower_name", "relation"
STOP, PROOF = "stop_told_on", "evidence_list"
_WHEN = "when"
_OTHERS = (Reached.FAMILY, Reached.FRIENDS, Reached.WORK, Reached.OTHER)
_WORDS_HEIGHT = 96


class StatementForm(QWidget):
    """Says what stands in it and what is missing; stores nothing."""

    typed = Signal()

    def __init__(self, statements: StatementService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statements = statements
        self._lines: dict[str, QLineEdit] = {}
        self._words: dict[str, QPlainTextEdit] = {}
        self._pledges: dict[str, PledgeLine] = {}
        self._names: dict[str, str] = {}
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(6)
        self._build_who()
        self._build_when()
        for question in statements.questions():
            self._add_words(question.key, question.ask)
        self._add_words(PROOF, self.tr("截图、录音在谁的手机里（可以不填）"))
        self._build_pledges()
        theme.changed.connect(self._restyle)
        self._restyle()

    # ---- building ----------------------------------------------------------------------------

    def _build_who(self) -> None:
        self._add_line(NAME, self.tr("你的姓名"))
        self._add_line(PHONE, self.tr("你的手机号"))
        self._add_line(BORROWER, self.tr("对方说的那个人叫什么名字"))
        self._add_line(RELATION, self.tr("你是这个人的什么人（比如：表姐、同事）"))
        self._reached = Segments(
            [(one.value, incident_words.reached(one)) for one in _OTHERS],
            self.tr("你属于"),
            clearable=True,
        )
        self._field(self.tr("你属于（可以不选）"), self._reached)

    def _build_when(self) -> None:
        self._names[_WHEN] = self.tr("最近一次是什么时候")
        self._latest = Latest(self._names[_WHEN], self._statements.now)
        self._latest.told.connect(self.typed)
        self._field(self.tr("最近一次是什么时候（大约也可以）"), self._latest)
        self._channel = Segments(
            [(one.value, incident_words.channel(one)) for one in IncidentChannel],
            self.tr("怎么找到你的"),
            clearable=True,
        )
        self._field(self.tr("怎么找到你的（可以不选）"), self._channel)
        for row in (self._reached, self._channel):
            row.chosen.connect(row.set_value)
        self._number = self._add_line("number", self.tr("对方的号码或账号（可以不填）"))
        self._number.setMaxLength(NUMBER_LIMIT)

    def _build_pledges(self) -> None:
        self._stop = StopDay(self.tr("哪天说过不要再联系"), self._statements.now().date())
        self._stop.told.connect(self.typed)
        self._body.addSpacing(6)
        self._body.addWidget(Text(self.tr("下面的话，是真的才勾"), "strong"))
        for pledge in self._statements.pledges():
            words = pledge.text
            if not pledge.required:
                words = self.tr("{0}（可以不勾）").format(words)
            line = PledgeLine(f"statement_{pledge.key}", words)
            line.toggled.connect(self.typed)
            self._pledges[pledge.key] = line
            self._names[pledge.key] = pledge.text
            self._body.addWidget(line)
            if STOP in pledge.needs:
                self._names[STOP] = self._stop.choice.accessibleName()
                self._stop.hide()
                line.toggled.connect(self._stop.setVisible)
                self._body.addWidget(self._stop)

    def _add_line(self, key: str, label: str) -> QLineEdit:
        field = line_edit(label, f"statement_{key}")
        field.setMaxLength(SHORT_LIMIT)
        field.textChanged.connect(self.typed)
        self._lines[key] = field
        self._names[key] = label
        self._field(label, field)
        return field

    def _add_words(self, key: str, label: str) -> None:
        field = QPlainTextEdit()
        field.setAcceptDrops(False)
        field.setObjectName(f"statement_{key}")
        field.setAccessibleName(label)
        field.setTabChangesFocus(True)
        field.textChanged.connect(self.typed)
        field.setPlaceholderText(self.tr("照记得的写；记不清就写“大约”，不猜。"))
        self._words[key] = field
        self._names[key] = label
        self._field(label, field)

    def _field(self, name: str, widget: QWidget) -> None:
        self._body.addSpacing(4)
        self._body.addWidget(Text(name, "small_strong", "muted"))
        self._body.addWidget(widget)

    def _restyle(self) -> None:
        for field in self._words.values():
            field.setFont(theme.font())
            field.setFixedHeight(theme.px(_WORDS_HEIGHT))

    # ---- what stands in it -------------------------------------------------------------------

    def told(self) -> StatementTold:
        """What is to stand on paper."""
        self._latest.moment_edit.interpretText()
        facts = {key: field.text().strip() for key, field in self._lines.items()}
        words = {
            key: field.toPlainText().strip()[:WORDS_LIMIT] for key, field in self._words.items()
        }
        day = self._stop.day()
        facts[STOP] = "" if day is None else day_words(day)
        facts[PROOF] = words.pop(PROOF)
        ticked = (key for key, line in self._pledges.items() if line.box.isChecked())
        return StatementTold(tuple(facts.items()), tuple(words.items()), frozenset(ticked))

    def happened(self) -> Happened:
        """What only the log asks for."""
        channel, reached = self._channel.value(), self._reached.value()
        return Happened(
            self._latest.at(),
            IncidentChannel(channel) if channel else None,
            Reached(reached) if reached else None,
            self._number.text().strip(),
        )

    def missing(self) -> tuple[str, ...]:
        """The names of what has to be filled in or ticked and is not."""
        return tuple(self._names[key] for key in self._missing())

    def _missing(self) -> list[str]:
        missing = set(self._statements.missing(self.told()))
        if not self._latest.answered():
            missing.add(_WHEN)
        return [key for key in self._names if key in missing]

    def go_to_missing(self) -> QWidget | None:
        """Put the keyboard where something is missing first, and say where that is."""
        key = self._missing()[0]
        line = self._pledges.get(key)
        field: QWidget | None = self._lines.get(key) or self._words.get(key)
        if line is not None:
            field = line.box
        if key in (_WHEN, STOP):
            field = (self._latest if key == _WHEN else self._stop).missing()
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)
        return field

    def started(self) -> bool:
        """Whether anything was filled in."""
        fields = [field.text() for field in self._lines.values()]
        fields += [field.toPlainText() for field in self._words.values()]
        ticked = any(line.box.isChecked() for line in self._pledges.values())
        ticked = ticked or bool(self._latest.choice.value())
        return ticked or any(text.strip() for text in fields)

    def draft(self) -> dict[str, str]:
        """What stands in the fields, for after a lock."""
        told = {key: field.text() for key, field in self._lines.items()}
        told |= {key: field.toPlainText() for key, field in self._words.items()}
        told |= {key: "1" for key, line in self._pledges.items() if line.box.isChecked()}
        told["channel"], told["reached"] = self._channel.value(), self._reached.value()
        told |= self._latest.draft()
        day = self._stop.day()
        told[STOP] = "" if day is None else day.isoformat()
        return {key: text for key, text in told.items() if text}

    def resume(self, draft: Mapping[str, str]) -> None:
        """Put into the fields what stood there before a lock."""
        for key, field in self._lines.items():
            field.setText(draft.get(key, ""))
        for key, words in self._words.items():
            words.setPlainText(draft.get(key, ""))
        for key, line in self._pledges.items():
            line.box.setChecked(bool(draft.get(key)))
        self._channel.set_value(draft.get("channel", ""))
        self._reached.set_value(draft.get("reached", ""))
        self._latest.resume(draft)
        with suppress(ValueError):
            self._stop.show_day(date.fromisoformat(draft.get(STOP, "")))
