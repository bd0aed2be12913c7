"""Names and numbers that are asked only when a letter leaves, and kept only if somebody says so."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.letters import LetterFact
from desktop.services.letters import LetterService
from desktop.ui.letters.fields import FactField
from desktop.ui.letters.ticks import Tick
from desktop.ui.widgets.text import Text


class IdentityFields(QWidget):
    """A field for each, with a box that nobody ticked beforehand."""

    typed = Signal()

    def __init__(
        self,
        letters: LetterService,
        asked: Sequence[tuple[LetterFact, bool]],
        typed: MutableMapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Build the fields with what is known.

        Args:
            letters: Keeps what is to be remembered.
            asked: The facts, and whether the letter does not leave without each.
            typed: What was typed since the start; goes on being filled, and is stored nowhere.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._letters = letters
        self._typed = typed
        self._remembered = letters.identity()
        self._fields: dict[str, FactField] = {}
        self._keep: dict[str, Tick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if asked:
            why = self.tr("下面这些只写进这一份，不存；打了“记住”才存在这台电脑上。")
            column.addWidget(Text(why, "small", "muted"))
        for fact, required in asked:
            field = FactField(fact, required=required)
            field.show_value(typed.get(fact.id) or self._remembered.get(fact.id, ""))
            field.typed.connect(self._changed)
            keep = Tick(self.tr("记住{0}").format(fact.label), f"remember_{fact.id}")
            keep.show_on(fact.id in self._remembered)
            self._fields[fact.id] = field
            self._keep[fact.id] = keep
            column.addWidget(field)
            column.addWidget(keep)

    def values(self) -> dict[str, str]:
        """What stands in the fields, with what is known besides."""
        own = {key: field.value() for key, field in self._fields.items()}
        known: Mapping[str, str] = {**self._remembered, **self._typed}
        return {**known, **own}

    def remember(self) -> None:
        """Keep what is to be kept, and forget what is no longer.

        Raises:
            UserProblem: It could not be kept.
        """
        for key, keep in self._keep.items():
            value = self._fields[key].value()
            if keep.on() and value and self._remembered.get(key) != value:
                self._letters.remember(key, value)
            elif not keep.on() and key in self._remembered:
                self._letters.forget(key)
        self._remembered = self._letters.identity()

    def lead(self, fact: str) -> bool:
        """Put the keyboard into the field of a fact."""
        if fact not in self._fields:
            return False
        self._fields[fact].stop.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def lead_to_first(self) -> bool:
        """Put the keyboard into the first empty field; False where none is."""
        for key, field in self._fields.items():
            if not field.value():
                return self.lead(key)
        return False

    def _changed(self) -> None:
        for key, field in self._fields.items():
            self._typed[key] = field.value()
        self.typed.emit()
