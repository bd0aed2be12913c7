"""The note beside a step: kept per step and subject, and never lost when the disk refuses it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.services.errors import UserProblem
from desktop.services.notes import NoteService
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.step_list import Key
from desktop.ui.widgets.text import Text


class NotePane(Card):
    """Shows and stores the note of one step for one subject at a time."""

    kept = Signal(bool)
    """Whether everything that was typed is on disk."""

    def __init__(self, notes: NoteService, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, spacing=8, parent=parent)
        self._notes = notes
        self._key: Key | None = None
        self._unsaved: dict[Key, str] = {}
        self.body.addWidget(Text(self.tr("我的备注"), "section"))
        self._note = NoteEdit(self.tr("这一步的备注"))
        self.setFocusProxy(self._note)
        self._note.setPlaceholderText(self.tr("只存在这台电脑上"))
        self._note.settled.connect(self._save)
        self._note.textChanged.connect(self._typing)
        self._state = Text("", "small", "ok")
        self.body.addWidget(self._note, 1)
        self.body.addWidget(self._state)

    def show_key(self, key: Key, *, writable: bool) -> None:
        """Show the note of a step for a subject; what was being typed is stored first.

        Args:
            key: Step id and subject.
            writable: False where there is nobody to keep the note for.
        """
        self._note.setEnabled(writable)
        if key == self._key:
            return
        self._note.flush()
        self._key = key
        self._note.show_text(self._notes.text(*key), self._unsaved.get(key))
        self._state.setText(self._not_kept() if key in self._unsaved else "")

    def refresh(self) -> None:
        """Show the stored note anew unless the person is writing on it."""
        if self._key is None or self._note.pending() or self._key in self._unsaved:
            return
        stored = self._notes.text(*self._key)
        if stored != self._note.toPlainText():  # Else the cursor would jump to the beginning.
            self._note.show_text(stored)

    def flush(self) -> None:
        """Write down the note, and what the disk did not take before."""
        self._note.flush()
        for key, text in tuple(self._unsaved.items()):
            if key != self._key:
                with suppress(UserProblem):  # It was told when it was refused first.
                    self._notes.save(*key, text)
                    del self._unsaved[key]

    def draft(self) -> dict[str, str]:
        """The notes the disk refused, by step and subject."""
        return {f"{step} {subject}": text for (step, subject), text in self._unsaved.items()}

    def resume(self, draft: Mapping[str, str]) -> None:
        """Take back what ``draft`` gave, and offer it to the disk again."""
        for place, text in draft.items():
            step, _, subject = place.partition(" ")
            self._unsaved[step, subject] = text
        key, self._key = self._key, None
        if key is not None:
            self.show_key(key, writable=self._note.isEnabled())
        self.kept.emit(not self._unsaved)

    def unsaved(self) -> bool:
        """Whether a note could not be written down."""
        return bool(self._unsaved)

    def give_up(self) -> None:
        """Let go of the notes that could not be written down."""
        self._unsaved.clear()
        self._note.confirm(self._note.toPlainText())

    def _save(self, text: str) -> None:
        key = self._key
        if key is None:
            return
        try:
            self._notes.save(*key, text)
        except UserProblem:
            told = self._unsaved.get(key) == text
            self._unsaved[key] = text
            self._state.setText(self._not_kept())
            self.kept.emit(False)
            if told:
                return  # Every pause and every way out offers the same words again.
            raise
        self._unsaved.pop(key, None)
        if key == self._key:  # Storing it may have led to another step being shown.
            self._note.confirm(text)
            self._state.setText(self.tr("已保存"))
        self.kept.emit(not self._unsaved)

    def _not_kept(self) -> str:
        return self.tr("还没有存下")

    def _typing(self) -> None:
        if self._note.pending():
            self._state.setText(self.tr("正在写…"))
            self.kept.emit(False)
        elif self._key is not None:
            self._unsaved.pop(self._key, None)
            self._state.setText(self.tr("已保存"))
            self.kept.emit(not self._unsaved)
