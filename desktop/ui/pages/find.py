"""Find: one box over everything the program says and everything the person wrote."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.help import Verdict
from desktop.domain.rules import Force
from desktop.domain.scripts import ScriptUse
from desktop.domain.search import OLD_NOTE, QUERY_LIMIT, Group, Hit, Kind
from desktop.domain.steps import Stage
from desktop.services.bus import Topic
from desktop.services.search import SearchService
from desktop.ui import incident_words, library_words, words
from desktop.ui.bridge import Bridge
from desktop.ui.navigation import LETTER_DRAFT, OLD_NOTES, Target
from desktop.ui.pages.page import Page
from desktop.ui.theme import theme
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.step_list import Heading, Key, Row, RowList
from desktop.ui.widgets.text import Text

WIDEST = 880
TITLE_FROM = 300
FIRST_OF_KIND = 4
MOST_OF_KIND = 100
LONGEST_SHOWN = 20

TOPIC = "topic"
MORE = "more"
PLACE = "place"
HEART = "撑不住"
"""The everyday word that leads to somebody who listens."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("FindPage", text)


class FindPage(Page):
    """Results by kind as one types; what is typed stays until something else is typed.

    The keyboard goes from the box into the list with ↓, opens with Return and leaves with Esc.
    """

    topics = frozenset({Topic.NOTES, Topic.LENDERS, Topic.INCIDENTS, Topic.LETTERS, Topic.FILINGS})

    def __init__(self, bridge: Bridge, search: SearchService) -> None:
        super().__init__(bridge)
        self._search = search
        self._hits: dict[Key, Hit] = {}
        self._opened_kinds: set[Kind] = set()
        self._build()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        theme.changed.connect(self._restyle)

    def _build(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.outer.spacing())
        self._title = Text(self.tr("查找"), "title", wrap=False)
        column.addWidget(self._title)
        self.box = QLineEdit()
        self.box.setPlaceholderText(self.tr("写你想到的词，比如：打我妈、12378、cuishou"))
        self.box.setAccessibleName(self.tr("查找"))
        self.box.setMaxLength(QUERY_LIMIT)
        self.box.textChanged.connect(self._typed)
        column.addWidget(self.box)
        self._status = Text("", "small", "muted")
        self._status.setObjectName("find_status")
        column.addWidget(self._status)
        card = Card(margin=10, spacing=0)
        self.list = RowList("")
        self.list.activated_row.connect(self._take)
        card.body.addWidget(self.list)
        column.addWidget(card, 1)
        # In a wide window the facts on the right stay near the words they belong to.
        row = QHBoxLayout()
        row.addWidget(self._column, 1)
        row.addStretch(0)
        self.outer.addLayout(row, 1)
        for watched in (self.box, self.list):
            watched.installEventFilter(self)
        self._restyle()

    def _restyle(self) -> None:
        self.box.setFont(theme.font("lead"))
        self._column.setMaximumWidth(theme.px(WIDEST))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the results what room there is."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        # Where there is room for the title or for results, the box says well enough what it is.
        self._title.setVisible(self.height() >= theme.px(TITLE_FROM))

    # ---- the page's contract -----------------------------------------------------------------

    def refresh(self) -> None:
        """Look again: a note or the name of a lender has changed."""
        self._search.ready()
        self._show()

    def start_focus(self) -> bool:
        """Type at once; what was typed before is replaced by it."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()
        return True

    # ---- showing -----------------------------------------------------------------------------

    def _typed(self) -> None:
        self._opened_kinds.clear()
        self.list.clearSelection()
        self.list.setCurrentIndex(QModelIndex())
        self._show()
        self.list.scrollToTop()

    def _show(self) -> None:
        typed = self.box.text()
        self._hits.clear()
        if not typed.strip():
            self._show_topics()
            return
        groups = self._search.find(typed)
        if not groups:
            self._show_ways_on(typed)
            return
        rows: list[Heading | Row] = []
        for group in groups:
            rows += self._group(group, typed)
        count = sum(group.total for group in groups)
        found = self.tr("找到 {0} 条。按 ↓ 到列表里选，Enter 打开，Esc 返回。").format(count)
        self._fill(rows, found, self.tr("查找结果"))

    def _show_topics(self) -> None:
        topics = self._search.topics()
        rows: list[Heading | Row] = [Heading(self.tr("很多人会查"))]
        rows += [Row((TOPIC, topic), topic) for topic in topics]
        said = self.tr("一个字、一个词、一句话都行，也可以写拼音、首字母或电话号码。")
        self._fill(rows, said, self.tr("很多人会查"))

    def _show_ways_on(self, typed: str) -> None:
        shown = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
        if len(shown) > LONGEST_SHOWN:
            shown = shown[:LONGEST_SHOWN] + "…"
        said = self.tr("没有找到“{0}”。换个短一点的词试试，或者先看看下面几处。").format(shown)
        rows: list[Heading | Row] = [
            Row((PLACE, "channels"), self.tr("求助渠道"), detail=self.tr("可以打给谁、找谁")),
            Row((PLACE, "checklist"), self.tr("全部清单"), detail=self.tr("一步一步，都在这里")),
            # Nobody foresees every word in which it is said.
            Row((TOPIC, HEART), self.tr("心里撑不住了"), detail=self.tr("先找个人说说：12356")),
        ]
        self._fill(rows, said, self.tr("可以先看的地方"))

    def _fill(self, rows: list[Heading | Row], said: str, name: str) -> None:
        self._status.setText(said)
        self.list.setAccessibleName(name)
        self.list.set_rows(rows)

    def _group(self, group: Group, typed: str) -> list[Heading | Row]:
        kind, matches, found = group
        limit = MOST_OF_KIND if kind in self._opened_kinds else FIRST_OF_KIND
        if found == limit + 1 == len(matches):
            limit += 1  # One more row takes no more room than the offer to show it.
        rows: list[Heading | Row] = [Heading(heading(kind), str(found))]
        for match in matches[:limit]:
            hit = self._search.show(match, typed)
            key = (kind.value, f"{hit.entry.id}/{hit.entry.part}")
            self._hits[key] = hit
            rows.append(self._row(key, hit))
        rest = found - limit
        if rest > 0 and kind in self._opened_kinds:
            rows.append(Heading(self.tr("还有 {0} 条，多写几个字就能看到").format(rest)))
        elif rest > 0:
            more = self.tr("再看 {0} 条").format(min(rest, MOST_OF_KIND - limit))
            rows.append(Row((MORE, kind.value), more, quiet=True))
        return rows

    def _row(self, key: Key, hit: Hit) -> Row:
        before = self.tr("“{0}”").format(hit.said) if hit.said else ""
        marks = [(start + 1, end + 1) for start, end in hit.said_marks]
        line = hit.line
        if hit.entry.kind is Kind.REDIRECT and hit.introduces:
            line = self.tr("现在：{0}").format(hit.line)
        if before and line:
            before += " · "
        shift = len(before) + len(line) - len(hit.line)
        marks += [(start + shift, end + shift) for start, end in hit.line_marks]
        chip, tone = self._chip(hit)
        return Row(
            key,
            self._title_of(hit),
            chip=chip,
            tone=tone,
            detail=before + line,
            marks=hit.title_marks,
            detail_marks=tuple(marks),
        )

    def _title_of(self, hit: Hit) -> str:
        if hit.entry.kind is Kind.INCIDENT:
            told = self._search.incident(hit.entry)
            return "" if told is None else incident_words.title(*told)
        return hit.entry.title or self.tr("以前的一步")

    def _chip(self, hit: Hit) -> tuple[str, str]:
        """What must be known before opening it: how far a claim is true, whether a rule holds."""
        kind, tag = hit.entry.kind, hit.entry.tag
        if kind is Kind.MYTH:
            verdict = Verdict(tag)
            return library_words.verdict(verdict), library_words.verdict_tone(verdict)
        if kind is Kind.RULE and Force(tag) is not Force.IN_FORCE:
            return library_words.force_short(Force(tag)), "amber"
        if kind is Kind.NOTE and not tag:
            return self.tr("收起来的"), "neutral"
        if kind is Kind.NOTE and tag == OLD_NOTE:
            return self.tr("以前的"), "neutral"
        if kind in (Kind.STEP, Kind.NOTE):
            return words.stage(Stage(tag)), "neutral"
        return "", "neutral"

    # ---- going on ----------------------------------------------------------------------------

    def _take(self, key: Key) -> None:
        what, which = key
        if what == TOPIC:
            self.box.setText(which)
            self._into_list()
        elif what == MORE:
            at = self.list.currentIndex().row()
            self._opened_kinds.add(Kind(which))
            self._show()
            self._select(at)
        elif key in self._hits:
            self.went.emit(_target(self._hits[key]))
        elif which == "channels":
            self.went.emit(Target("library", section=which))
        else:
            self.went.emit(Target(which))

    def _into_list(self) -> None:
        self.list.by_keyboard = True
        self._select(0)
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _select(self, at: int) -> None:
        """Make the first row from a position on the current one."""
        row = next((row for row in self.list.rows()[at:] if isinstance(row, Row)), None)
        if row is not None:
            self.list.select(row.key)
            if at == 0:
                self.list.scrollToTop()  # The heading above the first row belongs to it.

    # ---- keyboard ----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the keyboard walk between box and list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._box_key(event) if watched is self.box else self._list_key(event)
        came = watched is self.list and event.type() == QEvent.Type.FocusIn
        if came and self.list.current_key() is None:
            self._select(0)
        return super().eventFilter(watched, event)

    def _box_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self._into_list()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            first = next(iter(self._hits), None)
            if first is not None:
                self._take(first)
            return True
        return False

    def _list_key(self, event: QKeyEvent) -> bool:
        first = next((row for row in self.list.rows() if isinstance(row, Row)), None)
        at_top = first is not None and self.list.current_key() == first.key
        if event.key() == Qt.Key.Key_Up and at_top:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
            self.box.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        typed = event.text()
        if event.key() == Qt.Key.Key_Backspace and not held:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.box.backspace()
            return True
        if typed.isprintable() and typed.strip() and not held:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.box.insert(typed)
            return True
        return False


def heading(kind: Kind) -> str:
    """What stands above everything of one kind."""
    return {
        Kind.STEP: _tr("步骤"),
        Kind.SCRIPT: _tr("怎么说"),
        Kind.CHANNEL: _tr("求助渠道"),
        Kind.FAQ: _tr("常见问题"),
        Kind.MYTH: _tr("真假说法"),
        Kind.TERM: _tr("名词"),
        Kind.RULE: _tr("法规"),
        Kind.NOTE: _tr("我的备注"),
        Kind.INCIDENT: _tr("记下的来电和消息"),
        Kind.DRAFT: _tr("我的文书"),
        Kind.FILING: _tr("投诉跟进"),
        Kind.LETTER: _tr("文书"),
        Kind.PHONE: _tr("手机设置"),
        Kind.REDIRECT: _tr("旧称"),
    }[kind]


def _target(hit: Hit) -> Target:
    kind, entry = hit.entry.kind, hit.entry
    if kind is Kind.STEP:
        return Target("checklist", stage=entry.tag, step=entry.id)
    if kind is Kind.LETTER:
        return Target("letters", entry=entry.id)
    if kind is Kind.SCRIPT:
        return Target("incidents", section="say" if entry.tag == ScriptUse.SAY else "tell")
    if kind is Kind.DRAFT:
        return Target("letters", section=LETTER_DRAFT, entry=entry.id)
    if kind is Kind.FILING:
        return Target("follow_up", entry=entry.id)
    if kind is Kind.INCIDENT:
        return Target("evidence", entry=entry.id)
    if kind is Kind.NOTE:
        if not entry.tag:
            return Target("person")
        if entry.tag == OLD_NOTE:
            return Target("checklist", section=OLD_NOTES)
        return Target("checklist", stage=entry.tag, lender=entry.part, step=entry.id)
    return Target("library", section=kind.value, entry=entry.id, part=entry.part)
