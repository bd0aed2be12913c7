"""One thing handed in: where it stands, when the reply is due and why, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.filings import (
    WAITING,
    Filing,
    FilingDue,
    FilingStatus,
    lapsed,
    urgent,
)
from desktop.domain.steps import REMINDER_LETTER
from desktop.services.filings import FilingService
from desktop.services.library import LibraryService
from desktop.ui import filing_words, words
from desktop.ui.follow_up.listing import due_words
from desktop.ui.navigation import Target
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.layouts import clear, flow, keeping_focus
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.points import Points
from desktop.ui.widgets.rule_card import place_name
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class _WayOn(LinkButton):
    """Leads to another place in the window."""

    went = Signal(object)

    def __init__(self, text: str, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(text, "chevron-right", parent)
        self._target = target
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self.went.emit(self._target)


class FilingCard(Card):
    """Shows one filing; everything that changes it is asked of the page."""

    went = Signal(object)
    """Carries the ``Target`` the person wants to go to."""
    status_asked = Signal(object)
    """Carries the ``FilingStatus`` it came to."""
    change_asked = Signal()
    remove_asked = Signal()
    calendar_asked = Signal()

    def __init__(
        self,
        filings: FilingService,
        library: LibraryService,
        lender_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margin=18, spacing=8, parent=parent)
        self.setObjectName("filing_card")
        self._filings = filings
        self._library = library
        self._lender_name = lender_name
        self._shown: Filing | None = None

    @property
    def shown(self) -> Filing | None:
        """What is shown."""
        return self._shown

    def show_filing(self, filing: Filing | None) -> None:
        """Show something handed in, or that nothing is chosen."""
        with keeping_focus(self):
            clear(self.body)
            self._shown = filing
            if filing is None:
                text = self.tr("在左边选一项，这里写着等到哪天、依据是什么、下一步做什么。")
                self.body.addWidget(Text(text, "body", "muted"))
            else:
                self._fill(filing, self._filings.due(filing))
            self.body.addStretch(1)

    def _fill(self, filing: Filing, due: FilingDue) -> None:
        self.body.addWidget(Text(filing.title, "heading", selectable=True))
        self._say_facts(filing)
        self._say_due(filing, due)
        self._say_next(filing, due)
        self._say_status(filing)
        self._add_buttons(filing, due)

    def _say_facts(self, filing: Filing) -> None:
        way = "" if filing.way is None else filing_words.way(filing.way)
        parts = [
            self.tr("{0}交").format(filing_words.day(filing.sent)),
            way,
            filing.recipient,
            self._lender_name(filing.lender),
        ]
        said = "·".join(part for part in parts if part)
        self.body.addWidget(Text(said, "body", "muted", selectable=True))
        if filing.ticket:
            copy = CopyLink(self.tr("复制编号"), filing.ticket)
            copy.setObjectName("filing_copy")
            number = Text(self.tr("编号 {0}").format(filing.ticket), selectable=True)
            self.body.addWidget(number)
            self.body.addWidget(flow(copy))
        if filing.note:
            self.body.addWidget(Text(filing.note, "body", selectable=True))

    def _say_due(self, filing: Filing, due: FilingDue) -> None:
        today = self._filings.today()
        host = Card("amber_soft" if urgent(due, today) else "inset", None, margin=12, spacing=4)
        host.setObjectName("filing_due_card")
        left = due_words(self._filings, filing, due)
        if due.day is not None:
            host.body.addWidget(Text(filing_words.day(due.day), "section"))
        if left:
            host.body.addWidget(flow(Chip(left, "surface")))
        if filing.status in WAITING:
            if filing.terms.who:
                host.body.addWidget(
                    Text(self.tr("该答复的：{0}").format(filing.terms.who), "small")
                )
            for sentence in filing_words.counted(filing, due, self._filings.holidays()):
                host.body.addWidget(Text(sentence, "small"))
        if filing.terms.basis:
            sure = words.confidence(filing.terms.confidence)
            basis = self.tr("{0}（{1}）").format(filing.terms.basis, sure)
            host.body.addWidget(Text(basis, "small", "muted"))
        self._say_rule(filing, host)
        if host.body.count():
            self.body.addWidget(host)
        else:
            host.deleteLater()

    def _say_rule(self, filing: Filing, host: Card) -> None:
        if not filing.terms.provision:
            return
        try:
            document, provision = self._library.provision(filing.terms.provision)
        except KeyError:  # Of a newer or older pack.
            return
        name = self.tr("依据：《{0}》{1}").format(document.short_title, place_name(provision))
        target = Target("library", section="rules", entry=document.id, part=provision.id)
        host.body.addWidget(flow(self._way_on("filing_rule", name, target)))

    def _way_on(self, name: str, text: str, target: Target) -> LinkButton:
        link = _WayOn(text, target)
        link.setObjectName(name)
        link.went.connect(self.went)
        return link

    def _say_next(self, filing: Filing, due: FilingDue) -> None:
        letter = self._filings.letter(filing.letter) if filing.letter else None
        now = lapsed(due, self._filings.today()) or filing.status is FilingStatus.UNSATISFIED
        if filing.status in (FilingStatus.ANSWERED, FilingStatus.CLOSED):
            return
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        said = self._next_words(filing, due, "" if letter is None else letter.follow_up.then)
        column.addWidget(Text(said, "strong" if now else "body"))
        following, step = REMINDER_LETTER, ""
        if letter is not None:
            following, step = letter.follow_up.letter or "", letter.follow_up.step or ""
        links = self._links(following, step, filing)
        if links:
            column.addWidget(flow(*links))
        self.body.addWidget(host)

    def _next_words(self, filing: Filing, due: FilingDue, then: str) -> str:
        gone = lapsed(due, self._filings.today())
        if filing.status is FilingStatus.UNSATISFIED:
            begin = self.tr("对答复不满意，可以接着走：")
        elif gone and due.day is not None:
            days = (self._filings.today() - due.day).days
            begin = self.tr("已过 {0} 天，可以这样做：").format(days)
        else:
            begin = self.tr("到时没有答复的话：")
        return begin + (then or self.tr("打电话问一问进度，再写一封催办。"))

    def _links(self, letter: str, step: str, filing: Filing) -> list[QWidget]:
        found: list[QWidget] = []
        following = self._filings.letter(letter) if letter else None
        if following is not None:
            words_ = self.tr("写“{0}”").format(following.title)
            target = Target("letters", entry=following.id, lender=filing.lender, part=filing.id)
            found.append(self._way_on("filing_next_letter", words_, target))
        for checklist in self._library.checklists():
            if step and any(step in phase.steps for phase in checklist.phases):
                title = self._library.step(step).title
                place = Target("checklist", checklist.stage.value, filing.lender, step)
                words_ = self.tr("看这一步：{0}").format(title)
                found.append(self._way_on("filing_next_step", words_, place))
        return found

    def _say_status(self, filing: Filing) -> None:
        self.body.addWidget(Text(self.tr("现在到哪一步了"), "small_strong", "muted"))
        status = Segments(
            [(each.value, filing_words.status(each)) for each in FilingStatus],
            self.tr("现在到哪一步了"),
        )
        status.setObjectName("filing_status")
        status.set_value(filing.status.value)
        status.chosen.connect(self._status_chosen)
        self.body.addWidget(status)
        past = [
            self.tr("{0}　{1}").format(filing_words.day(each.day), filing_words.status(each.status))
            for each in self._filings.history(filing.id)
        ]
        self.body.addWidget(Points(past, "small", "muted", spacing=2))

    def _status_chosen(self, value: str) -> None:
        self.status_asked.emit(FilingStatus(value))

    def _add_buttons(self, filing: Filing, due: FilingDue) -> None:
        buttons: list[QWidget] = []
        change = Button(self.tr("改一改"))
        change.setObjectName("filing_change")
        change.clicked.connect(self.change_asked)
        buttons.append(change)
        if due.day is not None:
            calendar = Button(self.tr("放进日历…"))
            calendar.setObjectName("filing_calendar")
            calendar.clicked.connect(self.calendar_asked)
            buttons.append(calendar)
        remove = LinkButton(self.tr("删掉"))
        remove.setObjectName("filing_remove")
        remove.set_subject(filing.title)
        remove.clicked.connect(self.remove_asked)
        buttons.append(remove)
        self.body.addWidget(flow(*buttons))
