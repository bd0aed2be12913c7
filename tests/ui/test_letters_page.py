"""The letters room, by real clicks and keys on real letters and a real log."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from desktop.domain.incidents import IncidentChannel, Reached
from desktop.domain.letter_filling import ProofKind
from desktop.domain.letters import MOST_REQUESTS, Letter
from desktop.domain.written_letter import RunKind
from desktop.services.letters import LetterDraft
from desktop.ui.letters import listing
from desktop.ui.letters.before import BeforeCard
from desktop.ui.letters.columns import CHECK, LOOK, WRITE
from desktop.ui.letters.fields import LinesEdit
from desktop.ui.letters.leaving import LeaveDialog
from desktop.ui.letters.picker import PickDialog
from desktop.ui.navigation import NEW_FILING, Target
from desktop.ui.pages.letters import LettersPage
from desktop.ui.theme import theme
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.step_list import Heading, Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.looks import button_called, cut_off, words_on
from tests.ui.program import Program, full_disk, notices, settle
from tests.ui.test_keyboard import everywhere, name_of, reachable, stops

NFRA = "t-csoxw"
SMS = "t-pkbrr"
NAME, PHONE = "林小{雨}", "13800001111"


def room(program: Program) -> LettersPage:
    page = program.page("letters")
    assert isinstance(page, LettersPage)
    return page


def open_room(program: Program) -> LettersPage:
    program.press("Ctrl+T")
    return room(program)


def open_letter(program: Program, letter: str) -> LettersPage:
    program.window.go(Target("letters", entry=letter))
    settle()
    return room(program)


def begin(program: Program, letter: str = NFRA) -> LettersPage:
    page = open_letter(program, letter)
    program.click(program.named(QAbstractButton, "letter_begin"))
    assert page.view is not None
    return page


def only_draft(program: Program) -> LetterDraft:
    (draft,) = program.services.letters().drafts()
    return draft


def fill_log(program: Program, count: int = 4) -> list[str]:
    """So many records, the newest first."""
    incidents = program.services.incidents()
    now = incidents.now()
    return [
        incidents.add(
            now - timedelta(hours=9 * number + 1),
            channel=IncidentChannel.CALL,
            reached=(Reached.ME, Reached.FAMILY)[number % 2],
            number="0551-66881234",
            line=("说再不还就找我父母", "告诉表姐我欠款")[number % 2],
            contact="表姐" if number % 2 else "",
        ).id
        for number in range(count)
    ]


def type_into(program: Program, name: str, text: str) -> None:
    field = next(
        field
        for kind in (QLineEdit, LinesEdit)
        for field in program.window.findChildren(kind, name)
        if field.isVisible()
    )
    field.setFocus()
    program.press("Ctrl+A")
    program.write(text)
    settle()


def turn(program: Program, name: str) -> None:
    program.click(program.named(QCheckBox, name))


def answer(program: Program, name: str) -> None:
    program.click(program.button(name))


def choose(page: LettersPage, name: str, words: str) -> None:
    combo = next(c for c in page.findChildren(Combo) if c.accessibleName() == name)
    combo.setCurrentIndex(combo.findText(words))
    combo.activated.emit(combo.currentIndex())
    settle()


def dialog_of(page: LettersPage, kind: type[QDialog]) -> QDialog:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def fill_message(program: Program) -> LettersPage:
    """A message that waits for nothing but a name."""
    page = begin(program, SMS)
    answer(program, "现在是哪种情形？:先打招呼，越短越好")
    turn(program, "guard_uninvolved")
    return page


def inside(dialog: QDialog, name: str) -> QAbstractButton:
    return next(b for b in dialog.findChildren(QAbstractButton, name) if b.isVisible())


def box_of(dialog: QDialog, name: str) -> QCheckBox:
    found = dialog.findChild(QCheckBox, name)
    assert found is not None
    return found


class Chooser(QObject):
    """Answers the dialog of Qt that asks for a place."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QFileDialog):
            QTimer.singleShot(0, watched, lambda: self._choose(watched))
        return False

    def _choose(self, dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        assert field is not None
        assert buttons is not None
        field.setText(str(self.place))
        buttons.button(QDialogButtonBox.StandardButton.Save).click()


@pytest.fixture
def chooser(tmp_path: Path) -> Iterator[Chooser]:
    app = QApplication.instance()
    assert app is not None
    found = Chooser(tmp_path / "out")
    app.installEventFilter(found)
    yield found
    app.removeEventFilter(found)


# ---- the list and what comes first -----------------------------------------------------------


def test_every_letter_stands_in_the_list_under_its_group(program: Program) -> None:
    page = open_room(program)
    letters = program.services.letters().letters()
    rows = [row for row in page.list.rows() if isinstance(row, Row)]
    assert [row.key for row in rows] == [(listing.LETTER, letter.id) for letter in letters]
    heads = [row.text for row in page.list.rows() if isinstance(row, Heading)]
    assert heads == ["给亲友", "给放款方", "投诉举报", "报案与起诉", "自己用的"]
    assert program.focus() is page.list


def consequence_words(letter: Letter) -> tuple[str, ...]:
    told = letter.consequence
    return (told.means, *told.may_happen, *told.cannot, *letter.use_when, *letter.avoid_when)


def test_what_it_means_comes_before_the_form(program: Program) -> None:
    page = open_letter(program, NFRA)
    letter = program.services.letters().get(NFRA)
    assert all(program.sees(words) for words in consequence_words(letter))
    assert page.view is None
    assert not program.window.findChildren(QLineEdit, "fact_lender_full")
    assert "放款机构全称" in page.preview.toPlainText(), "what it will look like is there already"
    assert not page.outputs.isVisible()


def test_beginning_makes_a_draft_and_goes_to_the_first_gap(program: Program) -> None:
    page = begin(program)
    draft = only_draft(program)
    assert draft.filling.letter == NFRA
    first = page.list.rows()[:2]
    assert first[0] == Heading("我写的", "1")
    assert isinstance(first[1], Row)
    assert first[1].key == (listing.DRAFT, draft.id)
    assert page.list.current_key() == first[1].key
    assert isinstance(program.focus(), QLineEdit)
    assert program.focus().text() == ""  # type: ignore[attr-defined]


def test_a_draft_is_gone_on_with_from_the_card_of_its_letter(program: Program) -> None:
    page = begin(program)
    type_into(program, "fact_contract_no", "HT-77")
    program.click(program.named(QAbstractButton, "draft_before"))
    assert page.view is None
    assert isinstance(page._content, BeforeCard)
    link = program.button("接着写：" + only_draft(program).name)
    another = program.named(QAbstractButton, "letter_begin")
    assert another.text() == "我明白了，另写一份"
    assert link.mapTo(page, QPoint()).y() < another.mapTo(page, QPoint()).y()
    program.click(link)
    assert program.named(QLineEdit, "fact_contract_no").text() == "HT-77"


# ---- writing ---------------------------------------------------------------------------------


def test_typed_words_are_in_the_letter_at_once_and_on_disk_soon(
    program: Program, qtbot: QtBot
) -> None:
    page = begin(program)
    type_into(program, "fact_lender_full", "甲{lender_full}<b>有限公司")
    assert "甲{lender_full}<b>有限公司" in page.preview.toPlainText()
    assert program.sees("正在写")
    qtbot.waitUntil(lambda: not page.unsaved())
    assert only_draft(program).filling.facts["lender_full"] == "甲{lender_full}<b>有限公司"
    assert program.sees("已保存")


def test_the_form_is_never_made_anew_while_somebody_types(program: Program, qtbot: QtBot) -> None:
    page = begin(program)
    assert page.view is not None
    form = page.view.form
    field = program.named(QLineEdit, "fact_contract_no")
    type_into(program, "fact_contract_no", "HT-")
    qtbot.waitUntil(lambda: not page.unsaved())
    fill_log(program, 1)
    settle()
    program.write("7")
    assert page.view.form is form
    assert program.focus() is field
    assert field.text() == "HT-7"
    assert "HT-7" in page.preview.toPlainText()


def test_leaving_the_page_keeps_what_was_typed(program: Program) -> None:
    begin(program)
    type_into(program, "fact_contract_no", "HT-8")
    program.press("Ctrl+1")
    assert only_draft(program).filling.facts["contract_no"] == "HT-8"


def test_a_day_and_a_sum_are_kept_tidy_and_nonsense_is_kept_and_told(program: Program) -> None:
    begin(program)
    type_into(program, "fact_complaint_date", "2026年11月1日")
    program.press("Tab")
    assert program.named(QLineEdit, "fact_complaint_date").text() == "2026-11-01"
    type_into(program, "fact_complaint_date", "上个月")
    program.press("Tab")
    assert program.sees("看不出是哪一天")
    program.press("Ctrl+1")
    assert only_draft(program).filling.facts["complaint_date"] == "上个月"


def test_lines_pasted_into_a_line_become_one(program: Program) -> None:
    page = begin(program)
    QGuiApplication.clipboard().setText("甲公司\r\n\n  \u2028乙部门\n")
    program.named(QLineEdit, "fact_lender_full").setFocus()
    program.press("Ctrl+A")
    program.press("Ctrl+V")
    assert "甲公司 乙部门" in page.preview.toPlainText()
    program.press("Ctrl+1")
    assert only_draft(program).filling.facts["lender_full"] == "甲公司 乙部门"


def test_another_lender_brings_its_name_but_never_over_a_typed_one(program: Program) -> None:
    lenders = program.services.lenders
    lenders.rename(lenders.active()[0].id, "甲公司")
    second = lenders.add("乙公司")
    page = open_letter(program, NFRA)
    choose(page, "关于哪一家", "甲公司")
    program.click(program.named(QAbstractButton, "letter_begin"))
    field = program.named(QLineEdit, "fact_lender_full")
    assert field.text() == "甲公司"
    assert program.sees("来自我的情况")
    choose(page, "关于哪一家", "乙公司")
    assert field.text() == "乙公司"
    assert only_draft(program).filling.lender == second.id
    type_into(program, "fact_lender_full", "丙有限公司")
    assert not program.sees("来自我的情况")
    choose(page, "关于哪一家", "甲公司")
    assert field.text() == "丙有限公司"


def test_undo_takes_back_what_was_chosen_and_the_form_shows_it(program: Program) -> None:
    page = begin(program)
    answer(program, "机构怎么答复的？:到今天没有答复")
    assert "结果：到今天没有答复" in page.preview.toPlainText()
    before = program.focus()
    program.press("Ctrl+Z")
    assert page.isVisible()
    assert program.focus() is before, "who works by keyboard goes on where they were"
    assert "结果：" not in page.preview.toPlainText()
    assert only_draft(program).filling.choices == {}
    program.press("Ctrl+Y")
    assert "结果：到今天没有答复" in page.preview.toPlainText()


def test_undoing_the_beginning_goes_back_to_the_card(program: Program) -> None:
    page = begin(program)
    page.list.setFocus()
    program.press("Ctrl+Z")
    assert program.services.letters().drafts() == ()
    assert page.view is None
    assert program.named(QAbstractButton, "letter_begin").isVisible()


def test_a_draft_is_renamed_discarded_and_brought_back(program: Program) -> None:
    page = begin(program)
    program.click(program.named(QAbstractButton, "draft_rename_ask"))
    program.press("Ctrl+A")
    program.write("第一份投诉")
    program.press("Return")
    assert only_draft(program).name == "第一份投诉"
    assert program.sees("第一份投诉")
    program.click(program.named(QAbstractButton, "draft_discard"))
    assert program.services.letters().drafts() == ()
    assert page.view is None
    assert program.sees("按 Ctrl+Z 可以放回来")
    program.press("Ctrl+Z")
    assert only_draft(program).name == "第一份投诉"
    assert not program.sees("按 Ctrl+Z 可以放回来")


def test_no_more_than_a_few_requests_can_be_ticked(program: Program) -> None:
    page = begin(program)
    letter = program.services.letters().get(NFRA)
    boxes = [program.named(QCheckBox, f"request_{one.key}") for one in letter.requests]
    assert sum(box.isChecked() for box in boxes) == MOST_REQUESTS
    spare = next(box for box in boxes if not box.isChecked())
    assert not spare.isEnabled()
    assert program.sees("已经选满")
    program.click(next(box for box in boxes if box.isChecked()))
    assert spare.isEnabled()
    program.click(spare)
    assert only_draft(program).filling.requests[-1] == letter.requests[boxes.index(spare)].key
    assert page.view is not None


def test_taking_out_the_debt_paragraph_asks_why(program: Program) -> None:
    page = begin(program)
    letter = program.services.letters().get(NFRA)
    reason = next(r for r in program.services.letters().debt_reasons() if r.instead)
    assert letter.debt in page.preview.toPlainText()
    turn(program, "debt")
    assert letter.debt in page.preview.toPlainText(), "not before the reason is told"
    answer(program, f"为什么去掉还款意愿:{reason.label}")
    assert letter.debt not in page.preview.toPlainText()
    assert reason.instead in page.preview.toPlainText()
    assert only_draft(program).filling.debt_left_out == reason.id


def test_own_words_are_counted_and_kept_exactly(program: Program) -> None:
    begin(program)
    told = "他说：“再不还，${x}就去找 {你妈}。”\n第二行<b>"
    field = program.named(LinesEdit, "words_effect")
    field.setPlainText(told)
    settle()
    count = len("".join(told.split()))
    assert program.sees(f"{count} 字")
    program.press("Ctrl+1")
    assert only_draft(program).filling.own_words["effect"] == told


# ---- evidence --------------------------------------------------------------------------------


def test_records_are_found_and_ticked_and_stand_in_the_letter(program: Program) -> None:
    told = fill_log(program)
    page = begin(program)
    program.click(program.named(QAbstractButton, "pick_incident_list"))
    dialog = dialog_of(page, PickDialog)
    program.click(inside(dialog, "pick_none"))
    search = dialog.findChild(QLineEdit, "pick_search")
    assert search is not None
    search.setFocus()
    program.write("表姐")
    rows = dialog.findChild(RowList, "pick_list")
    assert rows is not None
    assert {row.key[1] for row in rows.rows() if isinstance(row, Row)} == {told[1], told[3]}
    rows.setFocus()
    rows.select(("incident", told[1]))
    program.press("Space")
    program.click(inside(dialog, "pick_take"))
    assert only_draft(program).filling.incidents == (told[1],)
    assert "告诉表姐我欠款" in page.preview.toPlainText()
    assert "说再不还就找我父母" not in page.preview.toPlainText()
    assert program.sees("已选 1 笔")


def test_papers_that_were_typed_do_not_go_by_a_key_hit_by_accident(program: Program) -> None:
    page = begin(program)
    program.click(program.named(QAbstractButton, "proof_loan"))
    dialog = dialog_of(page, PickDialog)
    papers = dialog.findChild(LinesEdit, "pick_papers")
    assert papers is not None
    papers.setPlainText("借款合同")
    with notices() as told:
        told.answer = "接着写"
        program.press("Esc")
        assert dialog.isVisible()
        assert papers.toPlainText() == "借款合同"
        told.answer = "不要了"
        dialog.close()
        settle()
    assert len(told.read) == 2
    assert page.findChildren(PickDialog) == []
    assert "loan" not in only_draft(program).filling.proofs


def test_a_sentence_points_to_what_shows_it_or_says_that_nothing_does(program: Program) -> None:
    told = fill_log(program)
    page = begin(program)
    assert "仅本人陈述" in page.preview.toPlainText()
    program.click(program.named(QAbstractButton, "proof_loan"))
    dialog = dialog_of(page, PickDialog)
    papers = dialog.findChild(LinesEdit, "pick_papers")
    assert papers is not None
    papers.setPlainText("借款合同\n\n还款记录 ")
    program.click(inside(dialog, "pick_take"))
    proofs = only_draft(program).filling.proofs["loan"]
    assert [(one.kind, one.ref) for one in proofs] == [
        (ProofKind.PAPER, "借款合同"),
        (ProofKind.PAPER, "还款记录"),
    ]
    assert "借款合同" in words_on(page)
    assert told


# ---- preview and check -----------------------------------------------------------------------


def click_on(page: LettersPage, program: Program, words: str) -> None:
    found = page.preview.document().find(words)
    assert not found.isNull(), words
    cursor = QTextCursor(page.preview.document())
    cursor.setPosition(found.selectionStart() + 2)
    page.preview.setTextCursor(cursor)
    page.preview.ensureCursorVisible()
    settle()
    program.click_at(page.preview.viewport(), page.preview.cursorRect(cursor).center())


def test_a_click_on_a_gap_leads_to_its_field(program: Program) -> None:
    page = begin(program)
    click_on(page, program, "（合同或借据编号）")
    assert program.focus() is program.named(QLineEdit, "fact_contract_no")
    type_into(program, "fact_contract_no", "HT-123456")
    click_on(page, program, "HT-123456")
    assert program.focus() is program.named(QLineEdit, "fact_contract_no")


def test_return_leads_to_the_field_as_a_click_does(program: Program) -> None:
    page = begin(program)
    found = page.preview.document().find("（合同或借据编号）")
    cursor = QTextCursor(page.preview.document())
    cursor.setPosition(found.selectionStart() + 2)
    page.preview.setTextCursor(cursor)
    page.preview.setFocus()
    program.press("Return")
    assert program.focus() is program.named(QLineEdit, "fact_contract_no")


def test_the_preview_is_as_if_it_were_written_from_the_beginning(program: Program) -> None:
    fill_log(program)
    page = begin(program)
    for step in (
        lambda: type_into(program, "fact_agency_name", "乙公司"),
        lambda: answer(program, "机构怎么答复的？:没有给我登记"),
        lambda: turn(program, "choice_issues_others"),
        lambda: turn(program, "request_plan"),
        lambda: type_into(program, "fact_agency_name", " "),
        lambda: answer(program, "机构怎么答复的？:答复了，问题没有解决"),
    ):
        step()
        assert page.view is not None
        parts = page.view.written.parts
        shown = page.preview.toPlainText().split("\n")
        marks = [f"{part.mark} " if part.mark else "" for part in parts]
        told = [part.text.replace("\n", "\u2028") for part in parts]
        wanted = [mark + text for mark, text in zip(marks, told, strict=True)]
        assert [line.replace("\u2028", "\n") for line in shown] == [
            line.replace("\u2028", "\n") for line in wanted
        ]


def test_typing_leaves_the_parts_that_do_not_change_alone(program: Program) -> None:
    page = begin(program)
    changes: list[tuple[int, int, int]] = []
    page.preview.document().contentsChange.connect(lambda *change: changes.append(change))
    type_into(program, "fact_contract_no", "7")
    whole = len(page.preview.toPlainText())
    assert changes
    assert all(added < whole / 2 for _, _, added in changes)


def test_the_check_says_what_is_missing_and_leads_there(program: Program) -> None:
    page = begin(program)
    program.click(program.button("看哪一部分:" + page.columns.tabs.button(CHECK).text()))
    assert program.sees("补上才能复制和导出")
    finding = next(one for one in page.view.found if one.where == "contract_no")  # type: ignore[union-attr]
    program.click(program.button(finding.words))
    assert program.focus() is program.named(QLineEdit, "fact_contract_no")


def test_who_signs_is_asked_later_and_is_nothing_wrong(program: Program) -> None:
    page = fill_message(program)
    assert page.view is not None
    assert [one.where for one in page.view.found] == ["my_name"]
    assert page.columns.tabs.button(CHECK).text() == "检查"
    page.columns.show_part(CHECK)
    settle()
    assert program.sees("没有发现要改的地方")
    program.click(program.button(page.view.found[0].words))
    dialog = dialog_of(page, LeaveDialog)
    assert program.focus() is dialog.findChild(QLineEdit, "fact_my_name")


def test_a_threat_in_ones_own_words_is_found(program: Program, qtbot: QtBot) -> None:
    page = begin(program)
    field = program.named(LinesEdit, "words_effect")
    field.setFocus()
    program.write("你们不停，否则我就曝光你们。")
    view = page.view
    assert view is not None
    qtbot.waitUntil(lambda: any("曝光" in one.quoted + one.words for one in view.found))


# ---- leaving ---------------------------------------------------------------------------------


def test_what_is_missing_is_named_and_the_keyboard_put_there(program: Program) -> None:
    page = begin(program)
    assert page.view is not None
    program.click(program.named(QAbstractButton, "letter_pdf"))
    assert not [one for one in page.findChildren(LeaveDialog) if one.isVisible()]
    first = next(m for m in page.view.written.missing if m.kind != "identity")
    assert first.label in program.named(Text, "letter_said").text()
    field = page.view.form.field(first.id)
    assert field is not None
    assert program.focus() is field.stop


def test_a_name_is_asked_when_it_leaves_and_is_not_stored(program: Program, tmp_path: Path) -> None:
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    dialog = dialog_of(page, LeaveDialog)
    field = dialog.findChild(QLineEdit, "fact_my_name")
    assert field is not None
    assert program.focus() is field
    program.click(inside(dialog, "leave_go"))
    assert "你的姓名" in dialog.findChild(Text, "leave_problem").text()  # type: ignore[union-attr]
    assert program.focus() is field
    program.write(NAME)
    keep = dialog.findChild(QCheckBox, "remember_my_name")
    assert keep is not None
    assert not keep.isChecked(), "nobody ticked it beforehand"
    program.click(inside(dialog, "leave_go"))
    assert f"我是{NAME}" in QGuiApplication.clipboard().text()
    program.click(inside(dialog, "leave_close"))
    assert program.services.letters().identity() == {}
    program.close()
    stored = b"".join(path.read_bytes() for path in program.folder.rglob("*") if path.is_file())
    assert NAME.encode() not in stored


def test_a_name_is_remembered_only_if_ticked_and_forgotten_again(program: Program) -> None:
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    dialog = dialog_of(page, LeaveDialog)
    program.write(NAME)
    keep = dialog.findChild(QCheckBox, "remember_my_name")
    assert keep is not None
    program.click(keep)
    program.click(inside(dialog, "leave_go"))
    program.click(inside(dialog, "leave_close"))
    assert program.services.letters().identity() == {"my_name": NAME}
    assert f"我是{NAME}" in page.preview.toPlainText()
    program.click(program.button("忘掉：你的姓名"))
    assert program.services.letters().identity() == {}


def test_a_long_text_is_copied_in_pieces_that_a_form_takes(program: Program) -> None:
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    dialog = dialog_of(page, LeaveDialog)
    program.write(NAME)
    limit = dialog.findChild(Combo, "copy_limit")
    assert limit is not None
    limit.setCurrentIndex(limit.count() - 1)
    settle()
    spin = dialog.findChild(QAbstractButton, "leave_go")
    assert spin is not None
    own = next(w for w in dialog.findChildren(QLineEdit) if w.objectName() == "qt_spinbox_lineedit")
    own.setFocus()
    program.press("Ctrl+A")
    program.write("50")
    program.press("Tab")
    program.click(inside(dialog, "leave_go"))
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("（1/")
    assert len(copied) <= 50
    program.click(button_called(dialog, "复制第 2 段"))
    assert QGuiApplication.clipboard().text().startswith("（2/")


@pytest.mark.parametrize(("way", "suffix"), [("word", "docx"), ("pdf", "pdf")])
def test_a_file_and_its_masked_twin_are_saved(
    program: Program,
    qtbot: QtBot,
    tmp_path: Path,
    way: str,
    suffix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / f"给亲友.{suffix}"
    monkeypatch.setattr("desktop.ui.ask.where_to_save", lambda *_: target)
    page = fill_message(program)
    program.click(program.named(QAbstractButton, f"letter_{way}"))
    dialog = dialog_of(page, LeaveDialog)
    program.write("林小雨")
    program.click(box_of(dialog, "leave_masked"))
    program.click(inside(dialog, "leave_go"))
    told = dialog.findChild(Text, "leave_told")
    assert told is not None
    qtbot.waitUntil(lambda: not told.isHidden(), timeout=20_000)
    assert "它没有密码，能用这台电脑的人都打得开。" in told.text()
    assert {path.name for path in tmp_path.glob(f"*.{suffix}")} == {
        f"给亲友.{suffix}",
        f"给亲友_遮盖.{suffix}",
    }


def test_a_masked_copy_tells_no_name(program: Program) -> None:
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    dialog = dialog_of(page, LeaveDialog)
    program.write("林小雨")
    program.click(box_of(dialog, "leave_masked"))
    program.click(inside(dialog, "leave_go"))
    copied = QGuiApplication.clipboard().text()
    assert "有笔借款没按时还上" in copied
    assert "林小雨" not in copied


def test_what_has_no_shape_on_paper_is_named_before_anything_is_made(
    program: Program, qtbot: QtBot, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.place = tmp_path / "out.pdf"
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_pdf"))
    dialog = dialog_of(page, LeaveDialog)
    program.write("林\U000f1234")
    program.click(inside(dialog, "leave_go"))
    problem = dialog.findChild(Text, "leave_problem")
    assert problem is not None
    qtbot.waitUntil(lambda: "\U000f1234" in problem.text(), timeout=20_000)
    assert not chooser.place.exists()
    qtbot.waitUntil(lambda: inside(dialog, "leave_go").text() == "知道了，继续")
    program.click(inside(dialog, "leave_go"))
    qtbot.waitUntil(chooser.place.exists, timeout=20_000)
    told = dialog.findChild(Text, "leave_told")
    assert told is not None
    qtbot.waitUntil(lambda: not told.isHidden())


def test_what_was_handed_in_is_followed_up(program: Program, qtbot: QtBot) -> None:
    page = begin(program)
    with qtbot.waitSignal(page.went) as went:
        program.click(program.named(QAbstractButton, "letter_follow"))
    target = went.args[0]
    assert (target.page, target.section, target.entry) == ("follow_up", NEW_FILING, NFRA)


# ---- what must not be lost -------------------------------------------------------------------


def test_what_the_disk_refuses_stays_and_is_kept_later(program: Program) -> None:
    page = begin(program)
    with notices() as told, full_disk(program.folder):
        field = program.named(LinesEdit, "words_effect")
        field.setPlainText("很长的一段话。" * 2000)
        settle()
        program.press("Ctrl+1")
        assert len(told.read) == 1
        assert page.unsaved()
    program.press("Ctrl+T")
    program.press("Ctrl+1")
    assert not page.unsaved()
    assert only_draft(program).filling.own_words["effect"] == "很长的一段话。" * 2000


def test_a_draft_carries_what_is_open_and_names_that_are_not_stored(program: Program) -> None:
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    program.write(NAME)
    kept = page.draft()
    draft = only_draft(program)
    program.click(inside(dialog_of(page, LeaveDialog), "leave_close"))
    program.open_again()
    page = open_room(program)
    page.resume(kept)
    settle()
    assert page.view is not None
    assert page.view.draft.id == draft.id
    assert f"我是{NAME}" in page.preview.toPlainText()
    assert program.services.letters().identity() == {}


# ---- looks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (900, 600)])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(program: Program, size: tuple[int, int], percent: int) -> None:
    fill_log(program)
    theme.apply("light", percent)
    program.window.resize(*size)
    page = begin(program)
    for part in (WRITE, LOOK, CHECK):
        page.columns.show_part(part)
        settle()
        assert list(cut_off(page)) == []
        shown = sum(one.isVisible() for one in (page._form, page.preview, page.checks))
        assert shown == (2 if page.columns.count == 3 else 1)
    page.columns.read(reading=False)
    settle()
    assert list(cut_off(page)) == []


def test_with_large_text_one_thing_fills_the_room(program: Program) -> None:
    theme.apply("light", 200)
    page = open_room(program)
    assert page.columns.count == 1
    assert page.list.isVisible()
    page.list.select((listing.LETTER, NFRA))
    program.press("Return")
    assert not page.list.isVisible()
    assert program.named(QAbstractButton, "letter_begin").isVisible()
    program.press("Escape")
    assert page.list.isVisible()
    assert program.focus() is page.list


def test_with_large_text_a_letter_opens_where_it_is_written(program: Program) -> None:
    page = begin(program)
    page.list.setFocus()
    theme.apply("light", 200)
    settle()
    page.columns.show_part(LOOK)
    program.click(page.columns.back)
    page.list.select((listing.DRAFT, only_draft(program).id))
    program.press("Return")
    assert page.view is not None
    assert page.columns.part() == WRITE
    assert page.view.form.isVisible()


def test_with_large_text_the_keyboard_stays_in_the_room(program: Program) -> None:
    page = begin(program)
    theme.apply("light", 200)
    settle()
    assert page.columns.reading
    assert page.view is not None
    assert page.view.form.isAncestorOf(program.focus())
    page.columns.show_part(CHECK)
    assert program.focus() is page.columns.tabs.button(CHECK), "not on a number in the foot"
    program.press("Ctrl+F")
    program.press("Ctrl+T")
    assert page.isVisible()
    assert page.isAncestorOf(program.focus())


def test_by_keyboard_from_the_list_into_the_form(program: Program) -> None:
    page = open_room(program)
    page.list.select((listing.LETTER, SMS))
    program.press("Return")
    assert program.focus() is program.named(QAbstractButton, "letter_begin")
    program.press("Return")
    assert page.view is not None
    assert page.view.form.isAncestorOf(program.focus())


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("letter", [NFRA, SMS])
def test_tab_reaches_everything_while_a_letter_is_written(
    program: Program, letter: str, percent: int
) -> None:
    fill_log(program)
    theme.apply("light", percent)
    page = begin(program, letter)
    for part in (WRITE, LOOK, CHECK):
        page.columns.show_part(part)
        settle()
        found = everywhere(program)
        missed = [name_of(widget) for widget in reachable(program) if widget not in found]
        assert missed == []


def test_arrows_pass_over_the_part_that_has_a_column_of_its_own(program: Program) -> None:
    page = begin(program)
    page.columns.tabs.button(CHECK).setFocus()
    program.press("Right")
    assert program.focus() is page.columns.tabs.button(LOOK)


def test_tab_leads_from_the_list_through_the_form_to_the_outputs(program: Program) -> None:
    begin(program)
    there = stops(program)
    names = ("letter_list", "letter_lender", "fact_lender_full", "words_effect")
    names += ("letter_preview", "letter_copy")
    order = [next(n for n, w in enumerate(there) if w.objectName() == name) for name in names]
    turned = [(place - order[0]) % len(there) for place in order]
    assert turned == sorted(turned)


def test_a_message_is_shown_large(program: Program) -> None:
    page = fill_message(program)
    cursor = QTextCursor(page.preview.document())
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    assert cursor.charFormat().font().pixelSize() == theme.font("say").pixelSize()


def test_facts_of_the_person_can_be_told_from_the_words_of_the_letter(program: Program) -> None:
    page = begin(program)
    assert page.view is not None
    kinds = {run.kind for part in page.view.written.parts for run in part.runs}
    assert {RunKind.TEXT, RunKind.GAP, RunKind.PROOF} <= kinds
    assert QApplication.focusWidget() is not None
    assert page.preview.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_a_letter_is_shown_from_its_beginning_when_the_room_is_first_opened(
    program: Program,
) -> None:
    program.services.letters().start(NFRA)
    page = open_room(program)
    bar = page.preview.verticalScrollBar()
    assert bar.maximum() > 0, "otherwise there is nowhere to scroll to"
    assert bar.value() == 0
