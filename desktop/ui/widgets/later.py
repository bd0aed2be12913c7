"""The days to which a step can be put off, where the buttons of the step were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QScrollArea, QTableView, QVBoxLayout, QWidget

from desktop.domain.reminders import first_day, in_three_days, last_day, next_monday
from desktop.ui import words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import clear, flow
from desktop.ui.widgets.text import Text

DAY_WIDTH = 30


class LaterChoices(QWidget):
    """Asks for a day; whoever shows it keeps the day and takes it away again."""

    chosen = Signal(object)
    """The day, or None for no reminder."""
    dropped = Signal()

    def __init__(self, today: date, remind: date | None, parent: QWidget | None = None) -> None:
        """Show the days that most people want first.

        Args:
            today: The local date.
            remind: The day chosen before, if there is one.
            parent: Parent widget.
        """
        super().__init__(parent)
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(Text(self.tr("哪天再提醒你？"), "strong"))
        buttons: list[QWidget] = []
        offered: set[date] = set()
        for name, say, day in (
            ("later_tomorrow", self.tr("明天（{0}）"), first_day(today)),
            ("later_three", self.tr("三天后（{0}）"), in_three_days(today)),
            ("later_monday", self.tr("下周一（{0}）"), next_monday(today)),
        ):
            if day in offered:  # After a Sunday and after a Friday, Monday has a button already.
                continue
            offered.add(day)
            button = Button(say.format(words.day(day)))
            button.setObjectName(name)
            button.setProperty("day", day.isoformat())
            button.clicked.connect(self._day_clicked)
            buttons.append(button)
        pick = Button(self.tr("选一天…"))
        pick.setObjectName("later_pick")
        pick.clicked.connect(self._show_calendar)
        buttons.append(pick)
        if remind is not None:
            buttons.append(self._never())
        buttons.append(self._drop())
        self._buttons = flow(*buttons)
        self._column.addWidget(self._buttons)
        self._column.addWidget(
            Text(self.tr("到那天打开程序时提醒你；程序没开时不会响。"), "small", "muted")
        )
        self._calendar: QCalendarWidget | None = None
        self._month: Text
        self._before: Button
        self._after: Button
        self._taking: Button

    def take_focus(self) -> None:
        """Put the keyboard on the first day."""
        first = self.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._into_view)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            return
        super().keyPressEvent(event)

    def _never(self) -> Button:
        button = Button(self.tr("不用提醒了"))
        button.setObjectName("later_never")
        button.clicked.connect(self._never_clicked)
        return button

    def _drop(self) -> Button:
        button = Button(self.tr("先不改"))
        button.setObjectName("later_drop")
        button.clicked.connect(self.dropped)
        return button

    def _show_calendar(self) -> None:
        clear(self._column)
        calendar = QCalendarWidget()
        calendar.setObjectName("later_calendar")
        calendar.setAccessibleName(self.tr("哪天再提醒你"))
        calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        # Its own bar writes dark words on the accent colour.
        calendar.setNavigationBarVisible(False)
        # Two digits need half the room that it asks for; a narrow window has no more.
        calendar.setMinimumWidth(theme.px(7 * DAY_WIDTH))
        days = calendar.findChild(QTableView)
        if days is not None:
            days.horizontalHeader().setMinimumSectionSize(theme.px(DAY_WIDTH))
        calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        calendar.setMinimumDate(_qdate(first_day(self._today)))
        calendar.setMaximumDate(_qdate(last_day(self._today)))
        # A weekend is a day like any other here; its red would not be read in the dark.
        plain = QTextCharFormat()
        plain.setForeground(theme.color("text"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, plain)
        calendar.activated.connect(self._date_taken)
        calendar.currentPageChanged.connect(self._show_month)
        self._calendar = calendar
        self._month = Text("", "strong", wrap=False)
        self._before = self._turn("‹", self.tr("上个月"), calendar.showPreviousMonth)
        self._after = self._turn("›", self.tr("下个月"), calendar.showNextMonth)
        self._column.addWidget(flow(self._before, self._month, self._after))
        self._show_month(calendar.yearShown(), calendar.monthShown())
        self._column.addWidget(calendar)
        take = Button(self.tr("就这一天"), primary=True)
        take.setObjectName("later_take")
        take.clicked.connect(self._take_clicked)
        self._taking = take
        calendar.selectionChanged.connect(self._name_day)
        self._name_day()
        self._column.addWidget(flow(take, self._drop()))
        self._column.addWidget(
            Text(self.tr("到那天打开程序时提醒你；程序没开时不会响。"), "small", "muted")
        )
        calendar.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._into_view)

    def _name_day(self) -> None:
        """Say the whole date: a day of the calendar is called by a number that may stand twice."""
        if self._calendar is None:
            return
        day = words.day(_date(self._calendar.selectedDate()))
        self._taking.setAccessibleName(f"{self._taking.text()}：{day}")
        for part in self._calendar.findChildren(QTableView):
            part.setAccessibleName(f"{self._calendar.accessibleName()}：{day}")

    def _turn(self, sign: str, name: str, turn: Callable[[], None]) -> Button:
        button = Button(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(turn)
        return button

    def _show_month(self, year: int, month: int) -> None:
        self._month.setText(self.tr("{0} 年 {1} 月").format(year, month))
        shown = (year, month)
        first, last = first_day(self._today), last_day(self._today)
        self._before.setEnabled(shown > (first.year, first.month))
        self._after.setEnabled(shown < (last.year, last.month))

    def _into_view(self) -> None:
        """Where the buttons scroll with the text, the days may be below the edge."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self)

    def _day_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.chosen.emit(date.fromisoformat(str(button.property("day"))))

    def _never_clicked(self) -> None:
        self.chosen.emit(None)

    def _take_clicked(self) -> None:
        if self._calendar is not None:
            self._date_taken(self._calendar.selectedDate())

    def _date_taken(self, day: QDate) -> None:
        self.chosen.emit(_date(day))


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
