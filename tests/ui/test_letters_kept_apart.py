"""What must not get into a letter, or out of it: another lender's words, names nobody kept."""

from io import BytesIO

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.domain.attachments import Came
from desktop.domain.incidents import IncidentChannel, Reached
from desktop.services.attachments import Source
from desktop.ui.care import Care
from desktop.ui.letters.leaving import LeaveDialog
from desktop.ui.letters.picker import PickDialog
from desktop.ui.navigation import Target
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.step_list import Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.looks import button_called
from tests.ui.program import Program, settle
from tests.ui.test_letters_page import (
    NFRA,
    box_of,
    choose,
    dialog_of,
    fill_message,
    inside,
    open_letter,
    type_into,
)

NAME = "林小雨"


def two_lenders(program: Program) -> tuple[str, str]:
    lenders = program.services.lenders
    first = lenders.active()[0].id
    lenders.rename(first, "甲公司")
    return first, lenders.add("乙公司").id


def attach(program: Program, incident: str) -> str:
    attachments = program.services.attachments()
    for _ in attachments.adding(incident, (Source(BytesIO(b"told"), "短信.txt"),), Came.CHOSEN):
        pass
    return attachments.of(incident)[-1].id


def letter_called(program: Program, draft: str) -> str:
    letters = program.services.letters().letters()
    return next(each.id for each in letters if each.draft_id == draft)


def before_lender(program: Program) -> str:
    return program.named(Combo, "before_lender").currentText()


# ---- names nobody kept -----------------------------------------------------------------------


def test_a_name_nobody_kept_is_not_stored_in_case_of_a_bad_end(program: Program) -> None:
    care = Care(program.window, program.services)
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    program.write(NAME)
    care.keep_drafts()
    assert "letters" not in program.services.drafts().pages(), "all of the letter is stored"
    care.stop()
    program.click(inside(dialog_of(page, LeaveDialog), "leave_close"))
    stored = b"".join(path.read_bytes() for path in program.folder.rglob("*") if path.is_file())
    assert NAME.encode() not in stored


def test_what_is_forgotten_stands_nowhere_any_more(program: Program) -> None:
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    dialog = dialog_of(page, LeaveDialog)
    program.write(NAME)
    program.click(box_of(dialog, "remember_my_name"))
    program.click(inside(dialog, "leave_go"))
    program.click(inside(dialog, "leave_close"))
    assert NAME in page.preview.toPlainText()
    program.click(program.button("忘掉：你的姓名"))
    settle()
    assert NAME not in page.preview.toPlainText()


def test_pieces_with_the_name_go_as_soon_as_it_is_to_be_masked(program: Program) -> None:
    page = fill_message(program)
    program.click(program.named(QAbstractButton, "letter_copy"))
    dialog = dialog_of(page, LeaveDialog)
    program.write(NAME)
    limit = dialog.findChild(Combo, "copy_limit")
    assert limit is not None
    limit.setCurrentIndex(limit.count() - 1)
    own = next(w for w in dialog.findChildren(QLineEdit) if w.objectName() == "qt_spinbox_lineedit")
    own.setFocus()
    program.press("Ctrl+A")
    program.write("50")
    program.press("Tab")
    program.click(inside(dialog, "leave_go"))
    following = button_called(dialog, "复制第 2 段")
    assert program.focus() is following, "it is next, and it may lie below what is in sight"
    assert following.visibleRegion().boundingRect() == following.rect()
    program.click(box_of(dialog, "leave_masked"))
    settle()
    pieces = [b for b in dialog.findChildren(QAbstractButton) if "复制第" in b.accessibleName()]
    assert not [piece for piece in pieces if piece.isVisible()]


# ---- another lender --------------------------------------------------------------------------


def test_a_letter_asked_for_again_is_about_the_lender_it_is_asked_for(program: Program) -> None:
    first, second = two_lenders(program)
    program.window.go(Target("letters", entry=NFRA, lender=first))
    settle()
    assert before_lender(program) == "甲公司"
    program.window.go(Target("letters", entry=NFRA, lender=second))
    settle()
    assert before_lender(program) == "乙公司"
    program.window.go(Target("letters", entry=NFRA))
    settle()
    assert before_lender(program) == "乙公司", "nothing else was asked for"


def test_a_lender_chosen_before_the_letter_begins_stays_chosen(program: Program) -> None:
    two_lenders(program)
    page = open_letter(program, NFRA)
    choose(page, "关于哪一家", "乙公司")
    incidents = program.services.incidents()
    incidents.add(incidents.now(), channel=IncidentChannel.CALL, line="说要来单位")
    settle()
    assert before_lender(program) == "乙公司"


def test_another_lender_brings_its_facts_and_records_and_says_so(program: Program) -> None:
    first, second = two_lenders(program)
    incidents = program.services.incidents()
    incidents.add(incidents.now(), channel=IncidentChannel.CALL, lender=first, line="甲打的")
    for line in ("乙打的", "乙又打"):
        incidents.add(incidents.now(), channel=IncidentChannel.CALL, lender=second, line=line)
    page = open_letter(program, NFRA)
    choose(page, "关于哪一家", "甲公司")
    program.click(program.named(QAbstractButton, "letter_begin"))
    type_into(program, "fact_ticket_no", "T-1")
    said = program.window.findChild(Text, "letter_moved")
    assert said is not None
    assert not said.isVisible()
    program.named(Combo, "letter_lender").setFocus()
    choose(page, "关于哪一家", "乙公司")
    assert said.isVisible()
    assert "已换成“乙公司”" in said.text()
    assert "“放款机构全称”" in said.text()
    assert "这一家的 2 笔记录" in said.text()
    assert "你自己写的没有动" in said.text()
    assert "乙又打" in page.preview.toPlainText()
    assert "甲打的" not in page.preview.toPlainText()
    assert program.named(QLineEdit, "fact_ticket_no").text() == "T-1"
    program.press("Ctrl+Z")
    assert not said.isVisible()
    assert program.named(QLineEdit, "fact_lender_full").text() == "甲公司"
    assert "甲打的" in page.preview.toPlainText()
    assert program.named(QLineEdit, "fact_ticket_no").text() == "T-1"


def test_what_is_the_same_for_both_lenders_is_not_called_the_others(program: Program) -> None:
    first, second = two_lenders(program)
    incidents = program.services.incidents()
    for lender in (first, second):
        told = {"channel": IncidentChannel.CALL, "reached": Reached.FAMILY, "contact": "表姐"}
        incidents.add(incidents.now(), lender=lender, line="打给她", **told)  # type: ignore[arg-type]
    page = open_letter(program, letter_called(program, "tpl_pipl_request"))
    choose(page, "关于哪一家", "甲公司")
    program.click(program.named(QAbstractButton, "letter_begin"))
    choose(page, "关于哪一家", "乙公司")
    assert program.named(QLineEdit, "fact_contact_count").text() == "1"
    told_apart = page.findChild(Text, "letter_other_lender")
    assert told_apart is not None
    assert "人数" not in told_apart.text()


def test_records_of_another_lender_that_stay_picked_are_told(program: Program) -> None:
    first, _ = two_lenders(program)
    incidents = program.services.incidents()
    theirs, other = (
        incidents.add(incidents.now(), channel=IncidentChannel.CALL, lender=first, line=line).id
        for line in ("说要来单位", "又打来")
    )
    incidents.add(incidents.now(), channel=IncidentChannel.CALL, line="不知道是哪一家")
    shown = attach(program, theirs)
    page = open_letter(program, NFRA)
    choose(page, "关于哪一家", "甲公司")
    program.click(program.named(QAbstractButton, "letter_begin"))
    letters = program.services.letters()
    (draft,) = letters.drafts()
    letters.save(draft.id, draft.filling._replace(incidents=(theirs,), exhibits=(shown,)))
    assert other in draft.filling.incidents
    type_into(program, "fact_contract_no", "A-1")
    told = program.window.findChild(Text, "letter_other_lender")
    assert told is not None
    assert not told.isVisible()
    choose(page, "关于哪一家", "乙公司")
    assert told.isVisible()
    assert "1 笔记录" in told.text()
    assert "1 份附件" in told.text()
    assert "合同" in told.text()
    choose(page, "关于哪一家", "甲公司")
    assert not told.isVisible()


def test_records_that_name_no_lender_are_offered_and_marked(program: Program) -> None:
    first, _ = two_lenders(program)
    incidents = program.services.incidents()
    incidents.add(incidents.now(), channel=IncidentChannel.CALL, lender=first, line="甲打的")
    unnamed = incidents.add(incidents.now(), channel=IncidentChannel.CALL, line="不知道是谁").id
    attach(program, unnamed)
    page = open_letter(program, NFRA)
    choose(page, "关于哪一家", "甲公司")
    program.click(program.named(QAbstractButton, "letter_begin"))
    assert "不知道是谁" not in page.preview.toPlainText(), "nobody knows that it is theirs"
    assert "另有 1 笔没写是哪一家" in program.named(Text, "offered_incident_list").text()
    assert (
        "另有 1 笔带附件的记录没写是哪一家" in program.named(Text, "offered_evidence_list").text()
    )
    program.click(program.named(QAbstractButton, "pick_incident_list"))
    dialog = dialog_of(page, PickDialog)
    (listed,) = dialog.findChildren(RowList)
    rows = {row.key[1]: row for row in listed.rows() if isinstance(row, Row)}
    assert {row.chip for row in rows.values()} == {"没写是哪一家", ""}
    assert rows[unnamed].chip == "没写是哪一家"
    program.click(inside(dialog, "pick_all"))
    program.click(inside(dialog, "pick_take"))
    assert "不知道是谁" in page.preview.toPlainText()
    offered = page.findChild(Text, "offered_incident_list")
    assert offered is not None
    assert not offered.isVisible()
