"""One door: why this one, what to bring, what it cannot do, and the way in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.channels import Channel, Phone
from desktop.domain.confidence import Confidence
from desktop.domain.help import Redirect
from desktop.domain.routes import Door, DoorRank, FoundDoor, Region
from desktop.domain.steps import CALL_LETTER
from desktop.services.library import LibraryService
from desktop.ui.library import entries as sections
from desktop.ui.library.detail import LIBRARY, TargetLink
from desktop.ui.navigation import Target
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.rule_card import address_links, checked_line
from desktop.ui.widgets.text import Text


class DoorCard(Card):
    """What is sure stands in sight; what is needed only when going there is folded away."""

    went = Signal(object)
    """Carries the ``Target`` the person wants to go to."""
    call_asked = Signal()
    """The person wants to call the lender now."""

    def __init__(
        self, number: int, found: FoundDoor, lender: str, region: Region | None,
        library: LibraryService,
    ) -> None:  # fmt: skip
        """Build the card.

        Args:
            number: Its place in the order, from 1.
            found: The door.
            lender: The lender it is about; empty while there is none.
            region: Where the lender is registered, if that is known.
            library: The content.
        """
        super().__init__(margin=18, spacing=6)
        self._found = found
        self._door = found.door
        self._lender = lender
        self._library = library
        self._channel = library.channel(self._door.channel)
        self._chips()
        title = self.tr("{0}. {1}").format(number, self._channel.name)
        self.body.addWidget(Text(title, "section", selectable=True))
        self.body.addWidget(Text(self._door.why, "lead", selectable=True))
        if not found.sure:
            maybe = self.tr("是不是这里，要看放款人是哪一类；先把上面那一步做了。")
            self._line(maybe, "amber")
        self._line(self._door.unsure, "amber")
        self._office(region)
        self._numbers()
        self._letters()
        self._old_names()
        more, less = self.tr("要带什么、它做不到什么"), self.tr("收起")
        fold = Fold(more, less, self._channel.name, 6, fill=self._fill)
        whole = LinkButton(self.tr("这个渠道的全部说明"))
        whole.set_subject(self._channel.name)
        whole.clicked.connect(self._open_channel)
        self.body.addWidget(flow(fold.toggle, whole, spacing=14))
        self.body.addWidget(fold)

    def _open_channel(self) -> None:
        self.went.emit(Target(LIBRARY, section=sections.CHANNELS, entry=self._channel.id))

    # ---- in sight ----------------------------------------------------------------------------

    def _chips(self) -> None:
        chips = []
        if self._door.rank is DoorRank.URGENT:
            chips.append(Chip(self.tr("先做这个"), "amber"))
        if not self._found.sure:
            chips.append(Chip(self.tr("可能"), "amber"))
        if self._door.unsure or self._door.confidence is Confidence.UNVERIFIED:
            chips.append(Chip(self.tr("有待核的地方"), "amber"))
        if chips:
            self.body.addWidget(flow(*chips, spacing=6))

    def _line(self, text: str, token: str = "text") -> None:
        if text:
            self.body.addWidget(Text(text, "body", token, selectable=True))

    def _office(self, region: Region | None) -> None:
        if not self._door.regional:
            return
        if region is None:
            self._line(self.tr("选了公司登记的省，这里会写出那里的局。"), "muted")
        elif region.confidence is Confidence.UNVERIFIED:
            words = self.tr("那里的局多半叫“{0}”（名称待核，以省政府网站为准）。")
            self._line(words.format(region.office))
        else:
            self._line(region.office)

    def _numbers(self) -> None:
        for phone in self._channel.phones:
            self.body.addWidget(self._number(phone))
        addresses = address_links(
            self._channel.url, self._channel.url_kind, self.tr("官方页面"), self._channel.name
        )
        if addresses:
            self.body.addWidget(flow(*addresses, spacing=4))

    def _number(self, phone: Phone) -> QWidget:
        copy = CopyLink(self.tr("复制号码"), phone.number)
        copy.set_subject(f"{phone.number} {self._channel.name}")
        parts: list[QWidget] = [
            Text(phone.number, "title", "soft_text", wrap=False, selectable=True),
            copy,
            Text(phone.label, "small", "muted"),
        ]
        if phone.confidence is Confidence.UNVERIFIED:
            parts.append(Chip(self.tr("号码待核"), "amber"))
        return flow(*parts, spacing=10)

    def _letters(self) -> None:
        if CALL_LETTER in self._found.letters:
            call = Button(self.tr("打客服，边说边勾"), primary=self._found.sure)
            call.wear("phone", "on_primary" if self._found.sure else "text")
            call.setObjectName("router_call")
            call.clicked.connect(self.call_asked)
            self.body.addWidget(flow(call))
        for letter in self._found.letters:
            if letter != CALL_LETTER:
                name = self._library.letter(letter).title
                target = Target("letters", entry=letter, lender=self._lender)
                link = TargetLink(self.tr("用这份文书：{0}").format(name), target)
                link.setAccessibleName(f"{link.text()}：{self._channel.name}")
                link.asked.connect(self.went)
                self.body.addWidget(link)

    def _old_names(self) -> None:
        old = self._redirects()
        if old:
            names = "、".join(redirect.old for redirect in old)
            words = self.tr("别处写的{0}，是旧的叫法。").format(names)
            self.body.addWidget(Text(words, "small", "muted", selectable=True))

    def _redirects(self) -> list[Redirect]:
        return [one for one in self._library.redirects() if one.id in self._door.redirects]

    # ---- folded away -------------------------------------------------------------------------

    def _fill(self, body: QVBoxLayout) -> None:
        door, channel = self._door, self._channel
        self._points(body, self.tr("先做好"), door.before)
        self._points(body, self.tr("带上"), door.bring)
        self._points(body, self.tr("它做不到"), door.cannot)
        if channel.reply is not None:
            self._points(body, self.tr("多久有答复"), (_reply(channel),))
        if self._redirects():
            told = [
                self.tr("{0}：现在是{1}。{2}").format(one.old, one.now, one.note)
                for one in self._redirects()
            ]
            self._points(body, self.tr("旧的叫法怎么样了"), told)
        for other in door.also:
            self._link(
                body,
                self.tr("还可以：{0}").format(self._library.channel(other).name),
                Target(LIBRARY, section=sections.CHANNELS, entry=other),
            )
        if door.step is not None:
            step = self._library.step(door.step)
            stage = self._stage(door)
            words = self.tr("照着清单做：{0}").format(step.title)
            target = Target("checklist", stage=stage, lender=self._lender, step=step.id)
            self._link(body, words, target)
        if door.rules:
            body.addWidget(Text(self.tr("依据"), "small_strong", "muted"))
            for ref in door.rules:
                cited = self._library.cite(ref)
                body.addWidget(Text(cited, "small", "muted", selectable=True))
            body.addWidget(Text(self._library.pack().info.gist_note, "small", "muted"))
        body.addWidget(Text(checked_line(door.checked, door.confidence), "small", "muted"))

    def _points(self, body: QVBoxLayout, name: str, points: tuple[str, ...] | list[str]) -> None:
        if points:
            body.addWidget(Text(name, "small_strong", "muted"))
            body.addWidget(Points(points))

    def _link(self, body: QVBoxLayout, words: str, target: Target) -> None:
        link = TargetLink(words, target)
        link.setAccessibleName(f"{words}：{self._channel.name}")
        link.asked.connect(self.went)
        body.addWidget(link)

    def _stage(self, door: Door) -> str:
        return next(
            (
                checklist.stage.value
                for checklist in self._library.checklists()
                for phase in checklist.phases
                if door.step in phase.steps
            ),
            "",
        )


def _reply(channel: Channel) -> str:
    return "" if channel.reply is None else channel.reply.text
