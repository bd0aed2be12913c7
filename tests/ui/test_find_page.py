"""Finding with the keyboard: from any page into the box, into the list, to the place, and back."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QGuiApplication, QImage, QInputMethodEvent, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.domain.incidents import IncidentChannel
from desktop.domain.search import QUERY_LIMIT, Kind
from desktop.domain.steps import Scope, Stage
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.pages.checklist import ChecklistPage
from desktop.ui.pages.evidence import EvidencePage
from desktop.ui.pages.find import FIRST_OF_KIND, MORE, MOST_OF_KIND, PLACE, TOPIC, FindPage
from desktop.ui.pages.library import LibraryPage
from desktop.ui.theme import theme
from desktop.ui.tour.driver import cut_off as seen_cut_off
from desktop.ui.widgets.marked import MarkedText
from desktop.ui.widgets.nav import NavButton
from desktop.ui.widgets.step_list import Heading, Key, Row
from desktop.ui.widgets.text import Text
from tests.ui.looks import cut_off
from tests.ui.program import Program, settle


class Finder:
    """The find page and who sits in front of it."""

    def __init__(self, program: Program) -> None:
        self.program = program

    @property
    def page(self) -> FindPage:
        page = self.program.page("find")
        assert isinstance(page, FindPage)
        return page

    def look_for(self, typed: str) -> None:
        self.program.press("Ctrl+F")
        self.program.write(typed)

    def rows(self) -> list[Row]:
        return [row for row in self.page.list.rows() if isinstance(row, Row)]

    def row(self, kind: str, text: str = "") -> Row:
        return next(row for row in self.rows() if row.key[0] == kind and text in row.text)

    def headings(self) -> list[str]:
        return [row.text for row in self.page.list.rows() if isinstance(row, Heading)]

    def walk_to(self, key: Key) -> None:
        """Into the list and down to a row, as the keyboard goes."""
        self.program.press("Down")
        for _ in self.rows():
            if self.page.list.current_key() == key:
                return
            self.program.press("Down")
        raise AssertionError(f"not reached: {key}")

    def open(self, key: Key) -> None:
        self.walk_to(key)
        self.program.press("Return")

    def said(self) -> str:
        return self.program.named(QLabel, "find_status").text()


@pytest.fixture
def finder(program: Program) -> Finder:
    return Finder(program)


def open_page(program: Program) -> str:
    return next(name for name in [e.name for e in PAGES] if program.page(name).isVisible())


def step_on_screen(program: Program) -> str:
    return program.named(Text, "step_title").text()


# ---- into the box -------------------------------------------------------------------------------


def test_it_stands_first_in_the_side_bar_with_its_keys(program: Program) -> None:
    buttons = [b for b in program.window.findChildren(NavButton) if b.isVisible()]
    top = min(buttons, key=lambda button: button.y())
    assert (top.text(), top.accessibleName()) == ("查找", "查找")
    assert top.accessibleDescription() == "Ctrl+F"
    program.click(top)
    assert open_page(program) == "find"
    assert top.isChecked()


def test_ctrl_f_opens_it_from_every_page_and_the_keyboard_is_in_the_box(finder: Finder) -> None:
    for number, name in enumerate(["home", "checklist", "person", "library", "settings"], 1):
        finder.program.press(f"Ctrl+{number}")
        assert open_page(finder.program) == name
        finder.program.press("Ctrl+F")
        assert finder.page.box.hasFocus()
        finder.program.press("Escape")
        assert open_page(finder.program) == name


def test_the_first_questions_are_not_left_by_it(fresh: Program) -> None:
    fresh.press("Ctrl+F")
    assert fresh.is_welcoming()


def test_ctrl_f_again_takes_the_words_to_replace_them(finder: Finder) -> None:
    finder.look_for("催收")
    finder.program.press("Down")
    finder.program.press("Ctrl+F")
    assert finder.page.box.hasFocus()
    assert finder.page.box.selectedText() == "催收"
    finder.program.write("征信")
    assert finder.page.box.text() == "征信"


def test_what_was_looked_for_is_still_there_after_reading_a_result(finder: Finder) -> None:
    finder.look_for("坐牢")
    finder.program.press("Return")
    assert open_page(finder.program) == "library"
    finder.program.press("Ctrl+F")
    assert finder.page.box.text() == "坐牢"
    assert finder.row("faq", "坐牢")


def test_a_call_that_was_noted_is_found_and_opens_in_the_log(finder: Finder) -> None:
    services = finder.program.services
    lender = services.lenders.active()[0]
    told = services.incidents().add(
        datetime(2026, 11, 21, 19, 30, tzinfo=UTC),
        channel=IncidentChannel.CALL,
        lender=lender.id,
        number="13800001111",
        line="说今晚来家里坐着",
    )
    finder.look_for("里坐着")
    assert finder.headings() == ["记下的来电和消息"]
    row = finder.row("incidents")
    assert row.text == f"2026-11-21 19:30·电话·{lender.name}"
    assert row.detail == "说今晚来家里坐着"
    assert [row.detail[start:end] for start, end in row.detail_marks] == ["里坐着"]
    finder.program.press("Return")
    assert open_page(finder.program) == "evidence"
    page = finder.program.page("evidence")
    assert isinstance(page, EvidencePage)
    assert page.detail.shown() == told.id
    services.incidents().withdraw(told.id)
    finder.program.press("Ctrl+F")
    assert "incidents" not in [row.key[0] for row in finder.rows()]


# ---- results ------------------------------------------------------------------------------------


def test_results_come_as_one_types(finder: Finder) -> None:
    finder.program.press("Ctrl+F")
    counts = []
    for character in "打我妈":
        finder.program.write(character)
        counts.append(finder.said())
    assert len(set(counts)) == 3
    assert finder.headings() == ["步骤", "常见问题", "文书"]
    assert finder.rows()[0].text == "告诉亲友：说实话，说得短"


@pytest.mark.parametrize("typed", ["cuishou", "cs", "CUI SHOU", "催收", "催"])
def test_by_characters_pinyin_and_initials(finder: Finder, typed: str) -> None:
    finder.look_for(typed)
    assert finder.row("glossary").text == "催收" or "催收" in finder.rows()[0].text


def test_nothing_is_looked_for_while_the_input_method_still_asks(finder: Finder) -> None:
    finder.program.press("Ctrl+F")
    before = finder.rows()
    finder.program.compose("cuishou")
    assert finder.rows() == before
    event = QInputMethodEvent("", [])
    event.setCommitString("催收")
    QApplication.sendEvent(finder.program.focus(), event)
    settle()
    assert finder.page.box.text() == "催收"
    assert finder.rows()[0].text.startswith("催收")


def test_a_claim_tells_its_verdict_and_a_rule_that_it_is_over(finder: Finder) -> None:
    finder.look_for("一次性信用修复")
    assert finder.row("myths").chip == "不对"
    assert finder.row("rules", "一次性信用修复通知").chip == "已过期"
    assert finder.row("redirects").detail.startswith("现在：")


def test_marks_are_bold_and_underlined_where_everything_is_bold(finder: Finder) -> None:
    finder.look_for("坐牢")
    row = finder.row("faq")
    assert [row.text[start:end] for start, end in row.marks] == ["坐牢"]
    finder.look_for("打我妈")
    row = finder.row("steps")
    assert [row.detail[start:end] for start, end in row.detail_marks] == ["打我妈"]


def ink(text: str, marks: tuple[tuple[int, int], ...], role: str) -> int:
    """How much black there is when all of it is painted in black."""
    image = QImage(400, 60, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    marked = MarkedText(text, QFont(theme.font(role)), 380, marks)
    marked.paint(painter, image.rect(), Qt.GlobalColor.black)
    painter.end()
    return sum(255 - value for value in bytes(image.constBits()))


def test_a_mark_is_seen_without_colour() -> None:
    for role in ("body", "small", "strong"):
        assert ink("还不上会坐牢吗", ((4, 6),), role) > ink("还不上会坐牢吗", (), role) * 1.02


def test_marks_count_characters_outside_the_usual_plane() -> None:
    marked = MarkedText("😀😀坐牢", theme.font(), 300, ((2, 4),))
    assert [(one.start, one.length) for one in marked._layout.formats()] == [(4, 2)]


def test_more_of_a_kind_is_shown_where_one_stands(finder: Finder) -> None:
    finder.look_for("催收")
    shown = [row for row in finder.rows() if row.key[0] == "rules"]
    assert len(shown) == FIRST_OF_KIND
    more = (MORE, "rules")
    at = finder.rows().index(next(row for row in finder.rows() if row.key == more))
    finder.open(more)
    now = [row for row in finder.rows() if row.key[0] == "rules"]
    assert FIRST_OF_KIND < len(now) <= MOST_OF_KIND
    assert finder.page.list.current_key() == finder.rows()[at].key
    assert finder.page.list.hasFocus()
    finder.program.press("Ctrl+F")
    finder.program.write("催")
    assert len([row for row in finder.rows() if row.key[0] == "rules"]) == FIRST_OF_KIND


def test_too_many_notes_are_counted_and_not_all_listed(finder: Finder) -> None:
    services = finder.program.services
    steps = services.library.pack().steps
    for number in range(2):
        lender = services.lenders.add(f"另 {number} 家")
        for step in steps:
            services.notes.save(step.id, lender.id, f"客服工号 {number}")
    finder.look_for("客服工号")
    finder.open((MORE, Kind.NOTE.value))
    assert len([row for row in finder.rows() if row.key[0] == "notes"]) == MOST_OF_KIND
    assert f"还有 {2 * len(steps) - MOST_OF_KIND} 条，多写几个字就能看到" in finder.headings()


# ---- nothing typed, nothing found ---------------------------------------------------------------


def test_an_empty_box_offers_what_many_look_for(finder: Finder) -> None:
    finder.program.press("Ctrl+F")
    topics = finder.program.services.search().topics()
    assert [row.key for row in finder.rows()] == [(TOPIC, topic) for topic in topics]
    finder.open((TOPIC, "上征信"))
    assert finder.page.box.text() == "上征信"
    assert finder.page.list.hasFocus()
    assert finder.page.list.current_key() == finder.rows()[0].key
    finder.program.press("Return")
    assert open_page(finder.program) in ("checklist", "library")


def test_nothing_found_says_so_and_offers_ways_on(finder: Finder) -> None:
    finder.look_for("火星自行车")
    assert finder.said().count("。") == 2
    assert "没有找到“火星自行车”" in finder.said()
    assert [row.text for row in finder.rows()] == ["求助渠道", "全部清单", "心里撑不住了"]
    finder.program.press("Return")
    assert open_page(finder.program) == "find", "nothing was found that Return could mean"
    finder.open((PLACE, "channels"))
    library = finder.program.page("library")
    assert library.isVisible()
    assert library.target() is not None
    assert library.target().section == "channels"
    finder.program.press("Ctrl+F")
    finder.open((PLACE, "checklist"))
    assert open_page(finder.program) == "checklist"


def test_who_finds_nothing_and_can_bear_no_more_comes_to_somebody_who_listens(
    finder: Finder,
) -> None:
    finder.look_for("火星自行车")
    finder.open(finder.rows()[-1].key)
    assert "12356" in finder.rows()[0].text
    finder.program.press("Return")
    assert open_page(finder.program) == "checklist"


# ---- where results lead -------------------------------------------------------------------------


def test_return_in_the_box_opens_the_first(finder: Finder) -> None:
    finder.look_for("12356")
    finder.program.press("Return")
    assert finder.program.page("library").target() == Target(
        "library", section="channels", entry="c-4mgxq"
    )


def test_a_step_opens_at_its_stage_for_the_lender_one_was_at(finder: Finder) -> None:
    program = finder.program
    program.services.lenders.add("甲", stage=Stage.OVERDUE)
    other = program.services.lenders.add("乙", stage=Stage.DURING)
    program.window.go(Target("checklist", "during", other.id))
    finder.look_for("拿到结清证明")
    finder.open(finder.row("steps").key)
    assert step_on_screen(program) == "拿到结清证明"
    target = program.page("checklist").target()
    assert (target.stage, target.lender) == ("settled", other.id)


def test_a_step_opens_for_the_remembered_lender_at_the_next_start(finder: Finder) -> None:
    program = finder.program
    program.services.lenders.add("甲")
    other = program.services.lenders.add("乙")
    program.window.go(Target("checklist", "during", other.id))
    program.press("Ctrl+1")
    program.open_again()
    finder.look_for("拿到结清证明")
    finder.open(finder.row("steps").key)
    assert program.page("checklist").target().lender == other.id


def test_a_click_opens_too(finder: Finder) -> None:
    finder.look_for("坐牢")
    spot = finder.page.list.row_rect(finder.row("faq").key).center()
    finder.program.click_at(finder.page.list.viewport(), spot)
    assert finder.program.page("library").target().entry == "f-iwayf"


@pytest.mark.parametrize(
    ("typed", "kind", "entry"),
    [
        ("爆通讯录", "glossary", "g-6jkj5"),
        ("只要逾期就会坐牢", "myths", "m-4g2oe"),
        ("个人信息保护法", "rules", "d-ihnic"),
        ("苹果手机", "phones", "h-hsp6t"),
        ("收回权限只管以后", "phones", "u-tilfc"),
        ("银监会", "redirects", "o-zimvl"),
        ("12378", "channels", "c-cfb6j"),
        ("还不上会坐牢", "faq", "f-iwayf"),
    ],
)
def test_help_opens_in_its_section(finder: Finder, typed: str, kind: str, entry: str) -> None:
    finder.look_for(typed)
    finder.open((kind, f"{entry}/"))
    assert finder.program.page("library").target() == Target("library", section=kind, entry=entry)


def test_every_result_of_every_kind_leads_somewhere(finder: Finder) -> None:
    finder.look_for("催")
    for row in finder.rows():
        if row.key[0] != MORE:
            finder.program.window.go(Target("find"))
            finder.page._take(row.key)
            wanted = ("checklist", "library", "incidents", "letters")
            assert open_page(finder.program) in wanted


def test_a_provision_is_scrolled_to(finder: Finder) -> None:
    finder.look_for("个人信息保护法第50条")
    finder.open(finder.row("rules").key)
    page = finder.program.page("library")
    assert isinstance(page, LibraryPage)
    assert page.target().entry == "d-ihnic"
    settle()
    library = finder.program.services.library
    provision = next(
        part.id for part in library.document("d-ihnic").provisions if part.label == "第五十条"
    )
    place = page.detail.places[provision]
    viewport = page._scroll.viewport()
    top = place.mapTo(page._scroll, place.rect().topLeft()).y()
    assert 0 <= top < viewport.height()


def test_a_letter_opens_what_comes_before_it(finder: Finder) -> None:
    finder.look_for("息费核对请求")
    finder.open(finder.row("letters").key)
    page = finder.program.page("letters")
    assert page.isVisible()
    assert page.findChild(QWidget, "letter_begin").isVisible()
    assert finder.program.sees(finder.program.services.letters().get("t-jszbw").title)


def test_a_draft_of_ones_own_opens_as_it_was_left(finder: Finder) -> None:
    letters = finder.program.services.letters()
    draft = letters.start("t-jszbw")
    letters.rename(draft.id, "问问多收的钱")
    letters.save(draft.id, draft.filling._replace(own_words={"doubt": "担保费看不明白"}))
    finder.look_for("担保费看不明白")
    row = finder.row("drafts")
    assert row.text == "问问多收的钱"
    assert "我的文书" in finder.headings()
    finder.open(row.key)
    assert finder.program.page("letters").isVisible()
    assert finder.program.sees("问问多收的钱")
    assert finder.program.sees("担保费看不明白")


def test_a_note_opens_its_step_for_its_lender(finder: Finder) -> None:
    services = finder.program.services
    services.lenders.add("甲")
    lender = services.lenders.add("乙")
    step = next(s for s in services.library.pack().steps if s.scope is Scope.LENDER)
    services.notes.save(step.id, lender.id, "客服工号 8842")
    finder.look_for("8842")
    row = finder.rows()[0]
    assert row.text == f"{step.title} · 乙"
    assert row.detail == "客服工号 8842"
    finder.open(row.key)
    target = finder.program.page("checklist").target()
    assert (target.step, target.lender) == (step.id, lender.id)


def test_a_note_of_a_lender_put_away_leads_to_where_it_can_be_brought_back(finder: Finder) -> None:
    services = finder.program.services
    services.lenders.add("甲")
    lender = services.lenders.add("乙")
    step = next(s for s in services.library.pack().steps if s.scope is Scope.LENDER)
    services.notes.save(step.id, lender.id, "客服工号 8842")
    services.lenders.archive(lender.id)
    finder.look_for("8842")
    assert finder.rows()[0].chip == "收起来的"
    finder.open(finder.rows()[0].key)
    assert open_page(finder.program) == "person"


def test_what_was_just_written_is_found(finder: Finder) -> None:
    program = finder.program
    finder.look_for("表姐")
    assert finder.rows()[0].key[0] == PLACE
    services = program.services
    step = next(s for s in services.library.pack().steps if s.scope is Scope.PERSON)
    program.window.go(Target("checklist", "before", step=step.id))
    page = program.page("checklist")
    assert isinstance(page, ChecklistPage)
    page._note.setFocus(Qt.FocusReason.OtherFocusReason)
    settle()
    program.write("表姐接到了")
    program.press("Ctrl+F")
    assert finder.rows()[0].key[0] == "notes"


def test_results_follow_a_change_that_happens_under_them(finder: Finder) -> None:
    services = finder.program.services
    finder.look_for("表姐")
    services.notes.save(services.library.pack().steps[0].id, "", "表姐")
    settle()
    assert finder.rows()[0].key[0] == "notes"


# ---- and back -----------------------------------------------------------------------------------


def test_escape_goes_back_to_the_very_place(finder: Finder) -> None:
    program = finder.program
    lender = program.services.lenders.add("甲", stage=Stage.OVERDUE)
    program.window.go(Target("checklist", "overdue", lender.id))
    program.press("Down", 7)
    before, title = program.page("checklist").target(), step_on_screen(program)
    had = program.focus()
    finder.look_for("催收")
    program.press("Down", 3)
    program.press("Escape")
    assert program.page("checklist").isVisible()
    assert program.page("checklist").target() == before
    assert step_on_screen(program) == title
    assert program.focus() is had


def test_escape_keeps_the_entry_and_the_filter_of_the_help_page(finder: Finder) -> None:
    program = finder.program
    program.window.go(Target("library", section="channels", entry="c-cfb6j"))
    page = program.page("library")
    assert isinstance(page, LibraryPage)
    page.filter.setText("投诉")
    page.filter.setFocus(Qt.FocusReason.OtherFocusReason)
    finder.look_for("催收")
    program.press("Escape")
    assert page.isVisible()
    assert page.filter.text() == "投诉"
    assert page.filter.hasFocus()
    assert page.target().entry == "c-cfb6j"


def test_escape_after_looking_twice_does_not_come_back_to_itself(finder: Finder) -> None:
    finder.program.press("Ctrl+4")
    finder.program.press("Ctrl+F", 3)
    finder.program.press("Escape")
    assert open_page(finder.program) == "library"


def test_the_next_start_opens_the_page_before(finder: Finder) -> None:
    finder.program.press("Ctrl+4")
    finder.look_for("催收")
    finder.program.open_again()
    assert open_page(finder.program) == "library"


# ---- keyboard -----------------------------------------------------------------------------------


def test_up_from_the_first_row_returns_to_the_box(finder: Finder) -> None:
    finder.look_for("催收")
    finder.program.press("Down", 3)
    assert finder.page.list.current_key() == finder.rows()[2].key
    finder.program.press("Up", 3)
    assert finder.page.box.hasFocus()
    assert finder.page.list.current_key() is None


def test_typing_in_the_list_goes_on_in_the_box(finder: Finder) -> None:
    finder.look_for("催")
    finder.program.press("Down")
    finder.program.write("收")
    assert finder.page.box.hasFocus()
    assert finder.page.box.text() == "催收"
    finder.program.press("Down")
    finder.program.press("Backspace")
    assert finder.page.box.hasFocus()
    assert finder.page.box.text() == "催"


def test_tab_reaches_the_list_and_a_row_of_it(finder: Finder) -> None:
    finder.look_for("催收")
    finder.program.press("Tab")
    assert finder.page.list.hasFocus()
    assert finder.page.list.current_key() == finder.rows()[0].key
    finder.program.press("Shift+Tab")
    assert finder.page.box.hasFocus()


def test_every_row_can_be_walked_to(finder: Finder) -> None:
    finder.look_for("征信")
    finder.walk_to(finder.rows()[-1].key)
    rect = finder.page.list.row_rect(finder.rows()[-1].key)
    assert finder.page.list.viewport().rect().contains(rect)


def test_new_words_start_at_the_top_again(finder: Finder) -> None:
    finder.look_for("征信")
    finder.walk_to(finder.rows()[-1].key)
    finder.program.write("多")
    assert finder.page.list.current_key() is None
    assert finder.page.list.verticalScrollBar().value() == 0


# ---- names and room -----------------------------------------------------------------------------


def test_everything_has_a_name(finder: Finder) -> None:
    finder.program.press("Ctrl+F")
    assert finder.page.box.accessibleName() == "查找"
    assert finder.page.list.accessibleName() == "很多人会查"
    finder.program.write("12378")
    assert finder.page.list.accessibleName() == "查找结果"
    model = finder.page.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    told = [model.index(at, 0).data(role) for at in range(model.rowCount())]
    assert all(told)
    assert any("12378" in text and "逾期后" in text for text in told)
    assert QAccessible.queryAccessibleInterface(finder.page.box) is not None


QUERIES = ("", "打我妈", "12378", "催", "火星自行车")


@pytest.mark.parametrize("percent", [90, 100, 150, 200])
@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (900, 600), (1920, 1080)])
def test_nothing_is_cut_off(
    finder: Finder, size: tuple[int, int], appearance: str, percent: int
) -> None:
    finder.program.window.resize(*size)
    finder.program.services.preferences.set_appearance(appearance)
    finder.program.services.preferences.set_text_percent(percent)
    finder.program.press("Ctrl+F")
    for typed in QUERIES:
        finder.page.box.setText(typed)
        settle()
        assert seen_cut_off(finder.program.window) == []
        assert list(cut_off(finder.page)) == []
        assert finder.page.list.horizontalScrollBar().maximum() == 0
        first = finder.page.list.row_rect(finder.rows()[0].key)
        room = finder.page.list.viewport().height() - first.top()
        assert room >= min(first.height(), theme.px(80)), "no room for one result"


# ---- whatever is typed --------------------------------------------------------------------------

NASTY = [
    "催" * 10_000,
    "a" * 10_000,
    "😀👨‍👩‍👧🇨🇳坐牢",
    "\0\x01\x07\x7f\u200b\u2028\ufeff",
    "' OR 1=1; DROP TABLE note; --",
    "%_[]{}()*+?.\\^$|",
    "<b>催收</b>&amp;",
    "\u202e收催",
    "&查找 && %1 {0} {}",
    "\ud800",
]


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("way", ["paste", "type"])
def test_nothing_typed_or_pasted_does_harm(finder: Finder, typed: str, way: str) -> None:
    finder.program.press("Ctrl+F")
    if way == "paste" and typed.isprintable():
        QGuiApplication.clipboard().setText(typed)
        finder.program.press("Ctrl+V")
        assert finder.page.box.text()
    else:
        finder.page.box.setText(typed)
        settle()
    assert len(finder.page.box.text()) <= QUERY_LIMIT
    assert len(finder.said()) < 80
    assert finder.rows()
    assert seen_cut_off(finder.program.window) == []
    finder.program.press("Down")
    finder.program.press("Escape")
    assert open_page(finder.program) == "home"


def test_a_hostile_note_is_shown_as_it_is(finder: Finder) -> None:
    services = finder.program.services
    text = "<img src=x> {0} 催收\u202e &amp; " + "长" * 19_000
    services.notes.save(services.library.pack().steps[0].id, "", text)
    finder.look_for("<img src=x> {0}")
    row = finder.rows()[0]
    assert "<img src=x> {0}" in row.detail
    assert len(row.detail) < 60


def test_what_was_looked_for_is_forgotten_at_the_next_start(finder: Finder) -> None:
    finder.look_for("催收")
    finder.program.open_again()
    finder.program.press("Ctrl+F")
    assert finder.page.box.text() == ""
