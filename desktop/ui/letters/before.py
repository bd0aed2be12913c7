"""What stands before a letter: what sending it means, and when it is the right one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.filings import Filing
from desktop.domain.letters import Letter
from desktop.services.letters import LetterDraft
from desktop.ui import filing_words
from desktop.ui.letters import listing
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.text import Text


class BeforeCard(QWidget):
    """Comes first with every letter; asks to begin, or to go on with one begun before."""

    begin_asked = Signal()
    open_asked = Signal(str)
    """Carries the id of a draft."""

    def __init__(
        self,
        letter: Letter,
        drafts: Sequence[LetterDraft],
        lenders: Sequence[tuple[str, str]],
        lender: str,
        follows: Filing | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the card.

        Args:
            letter: The letter.
            drafts: What the person has begun of it before.
            lenders: Those it can be about, each with its name.
            lender: The one it is most likely about; empty for none.
            follows: What was handed in before and the letter follows up.
            parent: Parent widget.
        """
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(flow(Chip(listing.group(letter.group)), Chip(listing.form(letter.form))))
        title = Text(letter.title, "heading")
        title.setObjectName("letter_title")
        column.addWidget(title)
        column.addWidget(Text(letter.purpose, "lead"))
        column.addWidget(self._meaning(letter))
        if follows is not None:
            column.addWidget(Text(self._followed(follows), "body", "soft_text"))
        links = [self._draft(draft) for draft in drafts]
        # Who has begun one is more likely to want that one than another.
        again = bool(drafts) and follows is None
        for link in links if again else ():
            column.addWidget(link)
        self._lender = Combo(self.tr("关于哪一家"))
        self._lender.setObjectName("before_lender")
        self._lender.addItem(self.tr("不写哪一家"), "")
        for id_, name in lenders:
            self._lender.addItem(name, id_)
        self._lender.setCurrentIndex(max(0, self._lender.findData(lender)))
        if lenders:
            asked = Text(self._lender.accessibleName(), "small_strong", "muted", wrap=False)
            column.addWidget(flow(asked, self._lender))
        else:
            self._lender.setParent(self)
            self._lender.hide()
        words = self.tr("我明白了，另写一份") if again else self.tr("我明白了，开始写")
        self.begin = Button(words, primary=not again)
        self.begin.setObjectName("letter_begin")
        self.begin.clicked.connect(self.begin_asked)
        column.addWidget(self.begin)
        for link in () if again else links:
            column.addWidget(link)
        self.start: QWidget = links[0] if again else self.begin
        """Where the keyboard starts."""
        for name, points in (
            (self.tr("什么时候用"), letter.use_when),
            (self.tr("什么时候不用"), letter.avoid_when),
            (self.tr("写给谁"), letter.recipients),
            (self.tr("要附上或备好的"), letter.attachments),
            (self.tr("寄出前留意"), letter.cautions),
        ):
            if points:
                column.addWidget(Text(name, "small_strong", "muted"))
                column.addWidget(Points(points))
        column.addWidget(Text(self.tr("核对日期 {0}").format(letter.checked), "small", "muted"))

    def lender(self) -> str:
        """The lender it will be about; empty for none."""
        return str(self._lender.currentData() or "")

    def _followed(self, filing: Filing) -> str:
        said = self.tr("接着“{0}”写：{1}交").format(filing.title, filing_words.day(filing.sent))
        if filing.ticket:
            said += self.tr("，编号 {0}").format(filing.ticket)
        return said + self.tr("。这些会自动填好，可以改。")

    def _draft(self, draft: LetterDraft) -> WrapLink:
        link = WrapLink(self.tr("接着写：{0}").format(draft.name))
        link.setProperty("draft", draft.id)
        link.clicked.connect(self._open)
        return link

    def _meaning(self, letter: Letter) -> Card:
        card = Card("amber_soft", None, margin=14, spacing=6)
        card.body.addWidget(Text(self.tr("寄出去意味着什么"), "small_strong", "amber"))
        card.body.addWidget(Text(letter.consequence.means, "strong"))
        for name, points in (
            (self.tr("可能会发生"), letter.consequence.may_happen),
            (self.tr("做不到的"), letter.consequence.cannot),
        ):
            if points:
                card.body.addWidget(Text(name, "small_strong", "amber"))
                card.body.addWidget(Points(points))
        return card

    def _open(self) -> None:
        link = self.sender()
        if isinstance(link, WrapLink):
            self.open_asked.emit(str(link.property("draft")))
