"""Is the person safe right now? If not, one number and what to do until help is there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text

POLICE = "110"
MIND = "12356"
RING = 4
"""Pixels around an answer for the ring of the keyboard, which lies outside of it."""


class _Choice(Button):
    """A wide answer that is easy to hit with a shaking hand."""

    def __init__(self, text: str, icon: str, token: str, *, primary: bool = False) -> None:
        super().__init__(text, primary=primary)
        self.wear(icon, token)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _restyle(self) -> None:
        super()._restyle()
        self.setMaximumWidth(theme.px(560))
        self.setMinimumHeight(theme.px(60))


class SafetyScreen(QWidget):
    """Asks first; an answer other than “safe” shows the one number that helps."""

    safe = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QVBoxLayout(self)
        body.setContentsMargins(RING, 0, RING, RING)
        self._parts = {"ask": self._ask(), "danger": self._danger(), "mind": self._mind()}
        for part in self._parts.values():
            body.addWidget(part)
        body.addStretch(1)
        self.show_part("ask")

    def show_part(self, name: str) -> None:
        """Show the question, or what helps in one of the two kinds of danger."""
        for key, part in self._parts.items():
            part.setVisible(key == name)
        self._part = name

    def take_focus(self) -> None:
        """Put the keyboard on the first answer, or on what follows the number."""
        first = self._parts[self._part].findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Text(self.tr("现在安全吗？"), "title"))
        column.addWidget(Text(self.tr("先看人，再说钱。"), "lead", "muted"))
        door = _Choice(self.tr("有人在门口，或威胁要动手"), "warning", "danger")
        door.setObjectName("not_safe")
        door.clicked.connect(self._show_danger)
        mind = _Choice(self.tr("心里撑不住了"), "heart", "danger")
        mind.setObjectName("not_well")
        mind.clicked.connect(self._show_mind)
        safe = _Choice(self.tr("我现在安全"), "check", "on_primary", primary=True)
        safe.setObjectName("safe")
        safe.clicked.connect(self.safe)
        for choice in (door, mind, safe):
            column.addWidget(choice)
        return part

    def _danger(self) -> QWidget:
        return self._help(
            self.tr("先打 110"),
            POLICE,
            self.tr("接通后说：我在（地址），有人堵门、威胁我，请派人来。"),
            (
                self.tr("在家：不开门，不下楼。在外面：往人多的地方走，别跟他们走。"),
                self.tr("不要动手，什么也别签。记住有几个人、说了什么。"),
                self.tr("请邻居或物业来作见证。"),
                self.tr("民警到了，照实说，请他给回执。"),
            ),
        )

    def _mind(self) -> QWidget:
        return self._help(
            self.tr("先打 12356，有人听你说"),
            MIND,
            self.tr("说什么都可以，不用提债务，也可以不说名字。"),
            (
                self.tr("到有人的地方去，或叫一个信得过的人来陪你。"),
                self.tr("把手边能伤到自己的东西放远。"),
                self.tr("各地接听时间不同；马上有危险，打 120 或 110。"),
                self.tr("钱的事可以慢慢办，人先要紧。"),
            ),
        )

    def _help(self, title: str, number: str, line: str, points: tuple[str, ...]) -> QWidget:
        part = Card(margin=22, spacing=10)
        part.body.addWidget(Text(title, "title"))
        big = Text(number, "number", "danger", wrap=False, selectable=True)
        big.setAccessibleName(title)
        part.body.addWidget(big)
        part.body.addWidget(flow(CopyLink(self.tr("复制号码"), number)))
        part.body.addWidget(Text(line, "heading", selectable=True))
        part.body.addWidget(Points(points, "lead", spacing=6))
        on = Button(self.tr("现在安全了，往下走"), primary=True)
        on.clicked.connect(self.safe)
        back = LinkButton(self.tr("‹ 换一个回答"))
        back.clicked.connect(self._show_ask)
        part.body.addSpacing(4)
        part.body.addWidget(flow(on, back))
        return part

    def _show_danger(self) -> None:
        self.show_part("danger")
        self.take_focus()

    def _show_mind(self) -> None:
        self.show_part("mind")
        self.take_focus()

    def _show_ask(self) -> None:
        self.show_part("ask")
        self.take_focus()
