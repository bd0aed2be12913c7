"""What is told of something handed in: the fields, for a new one and for a correction."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.filings import (
    NOTE_LIMIT,
    RECIPIENT_LIMIT,
    TICKET_LIMIT,
    TITLE_LIMIT,
    Filing,
    FilingWay,
    terms_of,
)
from desktop.domain.letters import LetterForm
from desktop.domain.touched import touched
from desktop.services.errors import FilingTooLong
from desktop.services.filings import FilingService
from desktop.services.lenders import LenderService
from desktop.ui import filing_words
from desktop.ui.theme import theme
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.day_edit import DayEdit, OptionalDay
from desktop.ui.widgets.fields import labelled, line_edit
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text


class FilingForm(QWidget):
    """Only a name and a day have to be told; what is being written stays until it is stored."""

    typed = Signal()
    """Something was changed by the person."""
    save_asked = Signal()

    def __init__(
        self, filings: FilingService, lenders: LenderService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filings = filings
        self._lenders = lenders
        self._editing: Filing | None = None
        self._shown = Filing("", "", filings.today())
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(6)
        self._build_what()
        self._build_days()
        self._note = QPlainTextEdit()
        self._note.setAcceptDrops(False)
        self._note.setObjectName("filing_note")
        self._note.setAccessibleName(self.tr("备注"))
        self._note.setTabChangesFocus(True)
        self._note.verticalScrollBar().setAccessibleName(self.tr("上下滚动"))
        self._note.textChanged.connect(self._changed)
        self._field(self.tr("备注（可以不填）"), self._note)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_filing(None)

    # ---- building ----------------------------------------------------------------------------

    def _build_what(self) -> None:
        self._letter = Combo(self.tr("交的是哪一份"))
        self._letter.setObjectName("filing_letter")
        self._letter.setMinimumContentsLength(18)
        self._letter.activated.connect(self._letter_taken)
        self._title = self._line(self.tr("给它起个名字"), "filing_title")
        self._lender = Combo(self.tr("关于哪一家"))
        self._lender.setObjectName("filing_lender")
        self._lender.activated.connect(self._changed)
        # What it was sets the days to wait, so it is not asked when something is corrected.
        self._which = self._labelled(self._letter.accessibleName(), self._letter)
        lender = self._labelled(self.tr("关于哪一家（可以不填）"), self._lender)
        self._body.addWidget(flow(self._which, lender, spacing=14))
        self._field(self._title.accessibleName(), self._title)
        self._way = Segments(
            [(way.value, filing_words.way(way)) for way in FilingWay],
            self.tr("怎么交的"),
            clearable=True,
        )
        self._way.chosen.connect(self._way.set_value)
        self._way.chosen.connect(self._changed)
        self._field(self._way.accessibleName(), self._way)
        self._sent = DayEdit(self.tr("哪天交的"))
        self._sent.setObjectName("filing_sent")
        self._sent.told.connect(self._changed)
        self._ticket = self._line(self.tr("工单号、快递单号"), "filing_ticket")
        self._ticket.setPlaceholderText(self.tr("对方给的编号，照着抄"))
        self._recipient = self._line(self.tr("交给了谁"), "filing_recipient")
        self._recipient.setPlaceholderText(self.tr("比如：客服、某某路派出所"))
        three = (
            self._labelled(self._sent.accessibleName(), self._sent),
            self._labelled(self.tr("工单号、快递单号（可以不填）"), self._ticket),
            self._labelled(self.tr("交给了谁（可以不填）"), self._recipient),
        )
        self._body.addWidget(flow(*three, spacing=14))

    def _build_days(self) -> None:
        self._days: dict[str, OptionalDay] = {}
        for key, words, name in (
            ("received", self.tr("知道对方哪天收到"), self.tr("收到的日子")),
            ("accepted", self.tr("知道对方哪天受理"), self.tr("受理的日子")),
            ("told", self.tr("对方说了哪天答复，或信里写了哪天"), self.tr("等到哪天")),
        ):
            day = OptionalDay(words, name)
            day.known.setObjectName(f"filing_{key}")
            day.told.connect(self._changed)
            self._days[key] = day
            self._body.addWidget(day)
        self._due = Text("", "small", "soft_text")
        self._due.setObjectName("filing_due")
        self._body.addWidget(self._due)

    def _line(self, name: str, object_name: str) -> QLineEdit:
        field = line_edit(name, object_name)
        field.textChanged.connect(self._changed)
        field.returnPressed.connect(self.save_asked)
        return field

    def _field(self, name: str, widget: QWidget) -> None:
        self._body.addWidget(Text(name, "small", "muted"))
        self._body.addWidget(widget)

    def _labelled(self, name: str, widget: QWidget) -> QWidget:
        return labelled(name, widget, self._body.spacing())

    def _restyle(self) -> None:
        self._note.setFont(theme.font())
        self._note.setFixedHeight(theme.px(76))
        for field in (self._ticket, self._recipient):
            field.setFixedWidth(theme.px(236))

    # ---- showing -----------------------------------------------------------------------------

    @property
    def editing(self) -> Filing | None:
        """What is being corrected; None while something new is told."""
        return self._editing

    def refresh(self) -> None:
        """Read everything anew; what is being written stays."""
        if self._editing is not None:
            self._follow(self._filings.get(self._editing.id))
        self._fill_lenders(str(self._lender.currentData() or ""))
        self._changed()

    def _follow(self, filing: Filing | None) -> None:
        """What nobody touched here is as it was changed elsewhere: noting this would undo that."""
        if filing is None and not self.unsaved() and not self.isVisible():
            self.show_filing(None)
        elif filing is None:
            self._editing = None  # It was undone; what stands here can be noted anew.
            self._which.show()
        elif filing != self._editing:
            kept = touched(self._shown, self._told())
            self._editing = filing
            self._put(filing)
            self._shown = self._told()
            self._put(self._shown._replace(**kept))

    def show_filing(self, filing: Filing | None) -> None:
        """Show something to be corrected, or an empty form."""
        self._editing = filing
        self._put(filing or Filing("", "", self._filings.today()))
        self._settled()

    def begin(self, letter: str, lender: str, ticket: str = "") -> None:
        """Begin to tell of a letter that was just handed in."""
        self._editing = None
        found = self._filings.letter(letter) if letter else None
        known = self._lenders.get(lender) if lender else None
        # What is said on the phone is heard at once.
        said = found is not None and found.form is LetterForm.SCRIPT
        self._put(
            Filing(
                "",
                "" if found is None else found.title,
                self._filings.today(),
                letter="" if found is None else found.id,
                lender="" if known is None else known.id,
                way=FilingWay.PHONE if said else None,
                ticket=ticket,
                received=self._filings.today() if said else None,
            )
        )
        self._settled()

    def take_focus(self) -> None:
        """Start where something is to be told first."""
        first = self._ticket if self._title.text() else self._title
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, filing: Filing) -> None:
        self.blockSignals(True)
        self._fill_letters(filing.letter)
        self._which.setVisible(self._editing is None)
        self._fill_lenders(filing.lender)
        self._title.setText(filing.title)
        self._recipient.setText(filing.recipient)
        self._way.set_value(filing.way or "")
        self._ticket.setText(filing.ticket)
        self._sent.show_day(filing.sent)
        today = self._filings.today()
        for key, day in self._days.items():
            day.show_day(getattr(filing, key), today)
        self._note.setPlainText(filing.note)
        self.blockSignals(False)

    def _settled(self) -> None:
        """What stands here now is where it begins."""
        self._shown = self._told()
        self._changed()

    def _fill_letters(self, chosen: str) -> None:
        self._letter.clear()
        self._letter.addItem(self.tr("别的（自己起名字）"), "")
        for letter in self._filings.letters():
            self._letter.addItem(letter.title, letter.id)
        self._letter.setCurrentIndex(max(0, self._letter.findData(chosen)))

    def _fill_lenders(self, chosen: str) -> None:
        self._lender.clear()
        self._lender.addItem(self.tr("不分哪家"), "")
        for lender in self._lenders.all():
            if not lender.archived or lender.id == chosen:
                self._lender.addItem(lender.name, lender.id)
        self._lender.setCurrentIndex(max(0, self._lender.findData(chosen)))

    def _letter_taken(self) -> None:
        """The name of the letter is a good name, as long as the person wrote no other."""
        names = {letter.title for letter in self._filings.letters()}
        if not self._title.text().strip() or self._title.text() in names:
            chosen = self._letter.currentData()
            self._title.setText(self._letter.currentText() if chosen else "")
        self._changed()

    def _changed(self) -> None:
        told = self._told()
        due = self._filings.due(told)
        said = filing_words.counted(told, due, self._filings.holidays())
        if told.terms.days is None and due.day is None and told.terms.basis:
            said = (told.terms.basis, *said)
        self._due.setText("".join(said))
        self.typed.emit()

    # ---- what stands in it -------------------------------------------------------------------

    def _told(self) -> Filing:
        """What stands in the form; what it does not ask for stays as it was."""
        before = self._editing or Filing("", "", self._filings.today())
        letter = before.letter if self._editing else str(self._letter.currentData() or "")
        terms = before.terms
        if self._editing is None:
            found = self._filings.letter(letter) if letter else None
            terms = before.terms if found is None else terms_of(found.follow_up)
        way = self._way.value()
        return before._replace(
            letter=letter,
            terms=terms,
            title=self._title.text(),
            sent=self._sent.day(),
            lender=str(self._lender.currentData() or ""),
            recipient=self._recipient.text(),
            way=FilingWay(way) if way else None,
            ticket=self._ticket.text(),
            received=self._days["received"].day(),
            accepted=self._days["accepted"].day(),
            told=self._days["told"].day(),
            note=self._note.toPlainText(),
        )

    def store(self) -> str:
        """Store what stands in the form, and empty it; what cannot be stored stays there.

        Returns:
            The id of what was stored.

        Raises:
            UserProblem: It could not be stored.
        """
        told = self._told()
        try:
            if self._editing is None:
                told = self._filings.add(told)
            else:
                self._filings.change(told)
        except FilingTooLong:
            self._lead_to_what_is_long()
            raise
        self.show_filing(None)
        return told.id

    def _lead_to_what_is_long(self) -> None:
        """Put the keyboard into the field that the notice speaks of."""
        for field, text, limit in (
            (self._title, self._title.text(), TITLE_LIMIT),
            (self._ticket, self._ticket.text(), TICKET_LIMIT),
            (self._recipient, self._recipient.text(), RECIPIENT_LIMIT),
            (self._note, self._note.toPlainText(), NOTE_LIMIT),
        ):
            if len(text.strip()) > limit:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def unsaved(self) -> bool:
        """Whether something stands in the form that is not on disk."""
        return self._told() != self._shown

    def draft(self) -> dict[str, str]:
        """What stands in the form and was not stored; empty if nothing was told yet."""
        if not self.unsaved():
            return {}
        told = self._told()
        days = {key: day.day() for key, day in self._days.items()}
        drafted = {
            "editing": "" if self._editing is None else self._editing.id,
            "letter": told.letter,
            "title": told.title,
            "lender": told.lender,
            "recipient": told.recipient,
            "way": self._way.value(),
            "ticket": told.ticket,
            "sent": told.sent.isoformat(),
            "note": told.note,
            **{key: "" if day is None else day.isoformat() for key, day in days.items()},
        }
        return {name: text for name, text in drafted.items() if text}

    def resume(self, draft: Mapping[str, str]) -> None:
        """Put into the form what stood there before a lock."""
        self.show_filing(self._filings.get(draft.get("editing", "")))
        shown = self._shown
        way = draft.get("way", "")
        self._put(
            shown._replace(
                letter=draft.get("letter", ""),
                title=draft.get("title", ""),
                lender=draft.get("lender", ""),
                recipient=draft.get("recipient", ""),
                way=FilingWay(way) if way in set(FilingWay) else None,
                ticket=draft.get("ticket", ""),
                sent=_day(draft, "sent") or shown.sent,
                received=_day(draft, "received"),
                accepted=_day(draft, "accepted"),
                told=_day(draft, "told"),
                note=draft.get("note", ""),
            )
        )
        self._changed()


def _day(draft: Mapping[str, str], name: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(draft.get(name, ""))
    return None
