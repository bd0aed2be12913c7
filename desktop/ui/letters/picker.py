"""Takes records, files and papers out of what is there: words to look for, and ticks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.evidence import SEARCH_LIMIT, EvidenceFilter, EvidenceRow, EvidenceSort
from desktop.domain.progress import State
from desktop.domain.record import Record
from desktop.services.attachments import AttachmentService
from desktop.services.evidence import EvidenceService
from desktop.ui import ask, evidence_words, incident_words
from desktop.ui.letters.fields import LinesEdit
from desktop.ui.letters.ticks import Tick
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.clearing import let_clear
from desktop.ui.widgets.fields import line_edit
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.step_list import Heading, Key, Row, RowList
from desktop.ui.widgets.text import Text

WIDTH, HEIGHT = 640, 600
MARGIN = 22
MOST = 200
"""Records that are listed; of more, words to look for find the others."""
INCIDENT, FILE = "incident", "file"


class Log(Record):
    """Where records and files are read.

    Attributes:
        evidence: The records.
        attachments: Their files.
        lender_name: The name of a lender by its id; empty for an unknown one.
    """

    evidence: EvidenceService
    attachments: AttachmentService
    lender_name: Callable[[str], str]


class Picked(Record):
    """What was picked, in the order in which it was."""

    incidents: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


class Wanted(Record):
    """What can be picked.

    Attributes:
        title: What it is for.
        incidents: Whether records can be.
        files: Whether their files can be.
        papers: Whether papers can be named that are not here.
        lender: The lender the letter is about, whose records come first; empty for none.
    """

    title: str
    incidents: bool
    files: bool
    papers: bool = False
    lender: str = ""


class PickDialog(QDialog):
    """``picked`` carries what is ticked when the person says that this is it."""

    picked = Signal(object)

    def __init__(self, log: Log, wanted: Wanted, before: Picked, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            log: What there is.
            wanted: What can be picked.
            before: What is picked already.
            parent: The window it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("选证据"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._log = log
        self._wanted = wanted
        self._before = before.papers
        self._incidents = dict.fromkeys(before.incidents)
        self._files = dict.fromkeys(before.files)
        self._build(before)
        self._lay_out(parent)
        self._show()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, before: Picked) -> None:
        self._search = line_edit(self.tr("在记录里找"), "pick_search")
        self._search.setPlaceholderText(self.tr("找号码、姓名、说过的话"))
        let_clear(self._search)
        self._search.setMaxLength(SEARCH_LIMIT)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(0)
        self._waiting.timeout.connect(self._show)
        self._search.textChanged.connect(self._waiting.start)
        name = self._log.lender_name(self._wanted.lender) if self._wanted.lender else ""
        self._own = Tick(self.tr("只看“{0}”和没写哪一家的").format(name), "pick_own")
        self._own.show_on(bool(name))
        if not name:
            self._own.hide()
        self._own.ticked.connect(self._show)
        self._list = RowList(self.tr("记录和附件"), tickable=True)
        self._list.setObjectName("pick_list")
        self._list.tick_asked.connect(self._turn)
        self._list.activated_row.connect(self._turn)
        self._nothing = Text("", "body", "muted")
        self._count = Text("", "body", "soft_text")
        self._count.setObjectName("pick_count")
        self._all = LinkButton(self.tr("列出的都选上"))
        self._all.setObjectName("pick_all")
        self._all.clicked.connect(self._take_all)
        self._none = LinkButton(self.tr("都不选"))
        self._none.setObjectName("pick_none")
        self._none.clicked.connect(self._take_none)
        self._papers = LinesEdit(self.tr("不在这里的材料，一行一样"))
        self._papers.setObjectName("pick_papers")
        self._papers.setPlaceholderText(self.tr("如：还款收据、派出所回执"))
        self._papers.setText("\n".join(before.papers))
        if not self._wanted.papers:
            self._papers.hide()
        self._take = Button(self.tr("就这些"), primary=True)
        self._take.setObjectName("pick_take")
        self._take.clicked.connect(self._taken)
        self._leave = Button(self.tr("先不改"))
        self._leave.clicked.connect(self.reject)

    def _lay_out(self, parent: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addWidget(Text(self._wanted.title, "section"))
        column.addWidget(self._search)
        column.addWidget(self._own)
        column.addWidget(flow(self._count, self._all, self._none))
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        if self._wanted.papers:
            column.addWidget(Text(self._papers.accessibleName(), "small_strong", "muted"))
            column.addWidget(self._papers)
        else:
            self._papers.setParent(self)
        column.addWidget(flow(self._take, self._leave))
        room = parent.window().size()
        self.resize(min(theme.px(WIDTH), room.width()), min(theme.px(HEIGHT), room.height()))

    # ---- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        self._waiting.stop()
        wanted = EvidenceFilter(
            text=" ".join(self._search.text().split()),
            lenders=(self._wanted.lender, "") if self._own.on() else (),
            attached=None if self._wanted.incidents else True,
        )
        found = self._log.evidence.page(wanted, EvidenceSort.NEWEST, 0, MOST)
        rows: list[Heading | Row] = []
        for row in found:
            rows.extend(self._rows(row))
        self._list.set_rows(rows)
        self._list.setVisible(bool(rows))
        more = self._log.evidence.count(wanted) > MOST
        if not rows:
            self._nothing.setText(self.tr("没有找到。换个词试试，或先到“证据”里记下来。"))
        elif more:
            self._nothing.setText(self.tr("只列最近 {0} 笔，更早的请用上面的框找。").format(MOST))
        self._nothing.setVisible(not rows or more)
        self._tell()

    def _rows(self, row: EvidenceRow) -> list[Heading | Row]:
        incident = row.incident
        lender = self._log.lender_name(incident.lender)
        title = incident_words.incident(incident, lender)
        unnamed = "" if incident.lender else self.tr("没写是哪一家")
        rows: list[Heading | Row] = []
        if self._wanted.incidents:
            said = evidence_words.summary(row)
            about = "　".join(part for part in (evidence_words.who(row), said) if part)
            state = State.DONE if incident.id in self._incidents else State.TODO
            key = (INCIDENT, incident.id)
            rows.append(Row(key, title, state, unnamed, "neutral", about))
        if self._wanted.files and row.attachments:
            if not self._wanted.incidents:
                rows.append(Heading(title, unnamed))
            rows.extend(self._file(file) for file in self._log.attachments.of(incident.id))
        return rows

    def _file(self, file: Attachment) -> Row:
        state = State.DONE if file.id in self._files else State.TODO
        name = self.tr("已遮住的文件") if file.covered else file.shown_name
        return Row((FILE, file.id), name or self.tr("没有名字的文件"), state, self.tr("附件"))

    def _tell(self) -> None:
        parts = []
        if self._wanted.incidents:
            parts.append(self.tr("{0} 笔记录").format(len(self._incidents)))
        if self._wanted.files:
            parts.append(self.tr("{0} 份附件").format(len(self._files)))
        self._count.setText(self.tr("已选 {0}").format("、".join(parts)))

    # ---- picking -----------------------------------------------------------------------------

    def _turn(self, key: Key) -> None:
        kind, id_ = key
        chosen = self._incidents if kind == INCIDENT else self._files
        if id_ in chosen:
            del chosen[id_]
        else:
            chosen[id_] = None
        self._mark()

    def _take_all(self) -> None:
        for row in self._list.rows():
            if isinstance(row, Row):
                chosen = self._incidents if row.key[0] == INCIDENT else self._files
                chosen[row.key[1]] = None
        self._mark()

    def _take_none(self) -> None:
        self._incidents.clear()
        self._files.clear()
        self._mark()

    def _mark(self) -> None:
        rows = []
        for row in self._list.rows():
            if isinstance(row, Row):
                chosen = self._incidents if row.key[0] == INCIDENT else self._files
                done = row.key[1] in chosen
                row = row._replace(state=State.DONE if done else State.TODO)  # noqa: PLW2901
            rows.append(row)
        self._list.set_rows(rows)
        self._tell()

    def _named(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self._papers.text().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def _taken(self) -> None:
        self.picked.emit(Picked(tuple(self._incidents), tuple(self._files), self._named()))
        self.accept()

    def reject(self) -> None:
        """Leave all as it was; words that were typed go only if the person says so."""
        if self._named() == self._before or ask.let_go_of_words(self):
            super().reject()
