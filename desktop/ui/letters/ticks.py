"""What is ticked in a letter: answers, confirmations, requests, the debt paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.letters import (
    MOST_REQUESTS,
    DebtReason,
    Letter,
    LetterChoice,
    LetterGuard,
    LetterRequest,
)
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class _Label(Text):
    """Words that turn the box beside them, as the words of a usual check box do."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
        super().mouseReleaseEvent(event)


class Tick(QWidget):
    """A check box whose words wrap. ``ticked`` says that the person turned it."""

    ticked = Signal()

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        """Build an empty box.

        Args:
            words: What stands beside it.
            name: Its object name.
            parent: Parent widget.
        """
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.setObjectName(name)
        self.box.toggled.connect(self.ticked)
        self._words = _Label(words)
        self._words.pressed.connect(self._pressed)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def on(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def show_on(self, on: bool) -> None:
        """Tick it, or not, without a word."""
        self.box.blockSignals(True)
        self.box.setChecked(on)
        self.box.blockSignals(False)

    def set_able(self, able: bool) -> None:
        """Whether the person may turn it."""
        self.box.setEnabled(able)
        self._words.setEnabled(able)

    def _pressed(self) -> None:
        if self.box.isEnabled():
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.toggle()


class _Asked(QWidget):
    """A question with what belongs under it; ``stop`` is where the keyboard starts."""

    typed = Signal()
    stop: QWidget

    def __init__(self, ask: str, hint: str = "") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(3)
        if ask:
            self.column.addWidget(Text(ask, "strong"))
        if hint:
            self.column.addWidget(Text(hint, "small", "muted"))

    def add_ticks(self, ticks: Iterable[Tick]) -> None:
        for tick in ticks:
            tick.ticked.connect(self.typed)
            self.column.addWidget(tick)


class ChoiceField(_Asked):
    """One question with its given answers; nothing is chosen beforehand."""

    def __init__(self, choice: LetterChoice) -> None:
        ask = choice.ask if choice.required else self.tr("{0}（可以不选）").format(choice.ask)
        super().__init__(ask, self.tr("可以选几项。") if choice.several else "")
        self.choice = choice
        self._ticks: dict[str, Tick] = {}
        self._one: Segments | None = None
        if choice.several:
            for option in choice.options:
                self._ticks[option.value] = Tick(option.text, f"choice_{choice.key}_{option.value}")
            self.add_ticks(self._ticks.values())
            self.stop = next(iter(self._ticks.values())).box
            return
        options = [(option.value, option.text) for option in choice.options]
        self._one = Segments(options, choice.ask, clearable=True)
        self._one.setObjectName(f"choice_{choice.key}")
        self._one.chosen.connect(self._chosen)
        self.column.addWidget(self._one)
        self.stop = self._one.button(options[0][0])

    def value(self) -> tuple[str, ...]:
        """The answers, in the order of the content."""
        if self._one is not None:
            return (self._one.value(),) if self._one.value() else ()
        return tuple(value for value, tick in self._ticks.items() if tick.on())

    def show_value(self, values: Sequence[str]) -> None:
        """Show which answers were given."""
        if self._one is not None:
            self._one.set_value(values[0] if values else "")
        for value, tick in self._ticks.items():
            tick.show_on(value in values)

    def _chosen(self, value: str) -> None:
        assert self._one is not None
        self._one.set_value(value)
        self.typed.emit()


class GuardField(_Asked):
    """Something to be confirmed, and what may be said then."""

    def __init__(self, guard: LetterGuard) -> None:
        super().__init__("")
        self.guard = guard
        self._tick = Tick(guard.ask, f"guard_{guard.key}")
        self.add_ticks((self._tick,))
        then = self.tr("打了勾，{0}。") if not guard.required else self.tr("要打勾才{0}。")
        self.column.addWidget(Text(then.format(guard.unlocks), "small", "muted"))
        self.stop = self._tick.box

    def on(self) -> bool:
        """Whether it is confirmed."""
        return self._tick.on()

    def show_on(self, on: bool) -> None:
        """Show whether it is confirmed."""
        self._tick.show_on(on)


class RequestField(_Asked):
    """What is asked for; of more than a few, none would be read."""

    def __init__(self, requests: Sequence[LetterRequest], texts: Sequence[str]) -> None:
        super().__init__(self.tr("希望怎么处理（最多选 {0} 条）").format(MOST_REQUESTS))
        self._ticks = {
            request.key: Tick(text, f"request_{request.key}")
            for request, text in zip(requests, texts, strict=True)
        }
        self.add_ticks(self._ticks.values())
        self.full = Text(self.tr("已经选满，要换一条，先去掉一条。"), "small", "soft_text")
        self.column.addWidget(self.full)
        self.typed.connect(self._look)
        self.stop = next(iter(self._ticks.values())).box

    def value(self) -> tuple[str, ...]:
        """The keys of what is ticked, in the order of the content."""
        return tuple(key for key, tick in self._ticks.items() if tick.on())

    def show_value(self, requests: Sequence[str]) -> None:
        """Show what is ticked."""
        for key, tick in self._ticks.items():
            tick.show_on(key in requests)
        self._look()

    def _look(self) -> None:
        full = len(self.value()) >= MOST_REQUESTS
        self.full.setVisible(full and len(self._ticks) > MOST_REQUESTS)
        for tick in self._ticks.values():
            tick.set_able(tick.on() or not full)


class DebtField(_Asked):
    """The debt paragraph: there at first; who takes it out says why."""

    def __init__(self, letter: Letter, reasons: Sequence[DebtReason]) -> None:
        super().__init__(self.tr("还款意愿"))
        self._reasons = tuple(reasons)
        self._stays = letter.debt_stays
        self._value = ""
        self._tick = Tick(letter.debt, "debt")
        self._tick.show_on(True)
        self._tick.set_able(not letter.debt_stays)
        self._tick.ticked.connect(self._turned)
        self.column.addWidget(self._tick)
        self._why = QWidget()
        why = QVBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.setSpacing(3)
        why.addWidget(Text(self.tr("为什么去掉？选一个，信里会照实说明。"), "strong"))
        self._reason = Segments(
            [(reason.id, reason.label) for reason in reasons], self.tr("为什么去掉还款意愿")
        )
        self._reason.setObjectName("debt_reason")
        self._reason.chosen.connect(self._chosen)
        why.addWidget(self._reason)
        self.column.addWidget(self._why)
        self._why.hide()
        self.stop = self._tick.box

    def value(self) -> str:
        """Why it is left out; empty where it stands, also while no reason was given yet."""
        return self._value

    def waits(self) -> bool:
        """Whether it was taken out and the reason is not told yet."""
        return not self._tick.on() and not self._value

    def show_value(self, left_out: str) -> None:
        """Show whether it stands."""
        if left_out == self._value and (left_out or not self.waits()):
            return
        self._value = left_out
        self._tick.show_on(not left_out)
        self._reason.set_value(left_out)
        self._why.setVisible(bool(left_out))

    def _turned(self) -> None:
        self._why.setVisible(not self._tick.on())
        if self._tick.on():
            self._reason.set_value("")
            self._value = ""
            self.typed.emit()
        else:
            self._reason.button(self._reasons[0].id).setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, reason: str) -> None:
        self._value = reason
        self._reason.set_value(reason)
        self.typed.emit()
