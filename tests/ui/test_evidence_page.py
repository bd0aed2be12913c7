"""The evidence room, by real clicks and keys on a real log."""

import struct
import zlib
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.attachments import Came
from desktop.domain.evidence import EvidenceSort
from desktop.domain.filings import Filing
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.ui.evidence import file_words
from desktop.ui.evidence.account import AccountDialog
from desktop.ui.evidence.heat import HoursTable
from desktop.ui.evidence.model import KEPT, WINDOW, EvidenceModel
from desktop.ui.evidence.taking_in import TakingIn
from desktop.ui.navigation import Target
from desktop.ui.pages.evidence import EvidencePage
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.moment_edit import MomentEdit
from desktop.ui.widgets.step_list import Row, RowList
from desktop.ui.widgets.text import Text
from tests.ui.looks import Browser, cut_off, words_on
from tests.ui.program import Clock, Program, notices, settle

LINES = ("说再不还就找我父母", "告诉表姐我欠款", "夜里连打三个")


def fill(program: Program, count: int = 12) -> list[Incident]:
    """So many incidents, one every seven hours, the newest first."""
    incidents = program.services.incidents()
    lender = program.services.lenders.active()[0].id
    now = incidents.now()
    return [
        incidents.add(
            now - timedelta(hours=7 * number + 1),
            channel=(IncidentChannel.CALL, IncidentChannel.SMS)[number % 2],
            reached=(Reached.ME, Reached.FAMILY)[number % 2],
            lender=lender if number % 3 == 0 else "",
            number="0551-66881234" if number % 3 == 1 else "",
            line=LINES[number % 3],
            contact="表姐" if number % 3 == 1 else "",
            kinds=(IncidentKind.THREAT,) if number % 3 == 0 else (),
        )
        for number in range(count)
    ]


def room(program: Program) -> EvidencePage:
    page = program.page("evidence")
    assert isinstance(page, EvidencePage)
    return page


def open_room(program: Program) -> EvidencePage:
    program.press("Ctrl+E")
    return room(program)


def listed(page: EvidencePage) -> list[str]:
    settle()
    model = page.table.evidence
    rows = [model.at(row) for row in range(model.rowCount())]
    return [row.incident.id for row in rows if row is not None]


def open_row(program: Program, row: int) -> EvidencePage:
    page = open_room(program)
    rect = page.table.visualRect(page.table.evidence.index(row, 0))
    program.click_at(page.table.viewport(), rect.center())
    return page


def choose(page: EvidencePage, name: str, words: str) -> None:
    combo = next(c for c in page.findChildren(Combo) if c.accessibleName() == name)
    combo.setCurrentIndex(combo.findText(words))
    settle()


def picture(folder: Path, name: str = "截图.png") -> Path:
    """A small whole picture."""

    def part(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" + b"\x80" * 6 + b"\0" + b"\x80" * 6)
    body = part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
    path = folder / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def wait_for_files(qtbot: QtBot, page: EvidencePage) -> None:
    taking = page.findChild(TakingIn)
    assert taking is not None
    qtbot.waitUntil(lambda: not taking.busy, timeout=10_000)
    settle()


# ---- the list --------------------------------------------------------------------------------


def test_an_empty_log_says_what_comes_here(program: Program) -> None:
    page = open_room(program)
    assert program.sees("这里还是空的")
    assert program.sees("还没有记录")
    assert not page.table.isVisible()


def test_the_newest_stands_first_and_a_click_opens_it(program: Program) -> None:
    told = fill(program)
    page = open_row(program, 1)
    assert listed(page) == [incident.id for incident in told]
    assert page.detail.shown() == told[1].id
    assert program.sees("12 笔记录")
    program.press("Down")
    assert page.detail.shown() == told[2].id


def test_a_long_log_is_read_a_window_at_a_time(program: Program) -> None:
    fill(program, 3 * WINDOW)
    page = open_room(program)
    model = page.table.evidence
    assert model.rowCount() == 3 * WINDOW
    assert len(model._windows) == 1, "only what is on the screen was read"
    page.table.scrollToBottom()
    settle()
    assert 2 * WINDOW in model._windows
    assert len(model._windows) <= KEPT


def test_words_and_drop_downs_leave_out_and_one_click_shows_all(program: Program) -> None:
    told = fill(program)
    page = open_room(program)
    page.filters.search.setFocus()
    program.write("表姐")
    assert listed(page) == [one.id for one in told if one.contact or "表姐" in one.line]
    program.click(program.named(QAbstractButton, "evidence_clear"))
    assert len(listed(page)) == len(told)
    program.click(program.button("更多筛选：筛选"))
    choose(page, "怎么来的", "短信")
    assert program.sees("只看：短信")
    assert listed(page) == [one.id for one in told if one.channel is IncidentChannel.SMS]
    choose(page, "像是哪一种", "威胁")
    wanted = [one for one in told if one.channel is IncidentChannel.SMS and one.kinds]
    assert listed(page) == [one.id for one in wanted]
    page.filters.search.setFocus()
    program.write("没有这种话")
    assert program.sees("没有找到")


def test_heads_and_the_drop_down_change_the_order(program: Program) -> None:
    told = fill(program)
    page = open_room(program)
    head = page.table.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(0) + 5, head.height() // 2)
    program.click_at(head.viewport(), spot)
    assert listed(page) == [one.id for one in reversed(told)]
    choose(page, "排序", "按怎么来的")
    assert page.table.evidence.sort_order is EvidenceSort.CHANNEL
    model = page.table.evidence
    rows = [row for row in map(model.at, range(len(told))) if row is not None]
    ways = [row.incident.channel or IncidentChannel.OTHER for row in rows]
    assert ways == sorted(ways, key=list(IncidentChannel).index)


def test_several_are_withdrawn_at_once_and_undo_brings_them_back(program: Program) -> None:
    told = fill(program)
    page = open_row(program, 0)
    program.press("Shift+Down", 2)
    assert program.sees("选了 3 笔")
    program.click(program.named(QAbstractButton, "evidence_withdraw"))
    assert listed(page) == [one.id for one in told[3:]]
    program.press("Ctrl+Z")
    assert page.isVisible(), "what came back shows here"
    assert len(listed(page)) == len(told)


def test_withdrawn_ones_among_several_are_no_fault_and_are_not_counted(program: Program) -> None:
    told = fill(program, 4)
    program.services.incidents().withdraw(told[1].id)
    page = open_room(program)
    program.click(program.button("更多筛选：筛选"))
    choose(page, "还有", "连已撤回的")
    rect = page.table.visualRect(page.table.evidence.index(0, 0))
    program.click_at(page.table.viewport(), rect.center())
    program.press("Shift+Down", 2)
    program.click(program.named(QAbstractButton, "evidence_withdraw"))
    assert program.sees("撤回了 2 笔")
    assert [one.id for one in program.services.incidents().latest(9)] == [told[3].id]


def test_one_alone_is_handed_over_from_beside_it(program: Program) -> None:
    told = fill(program, 3)
    page = open_row(program, 1)
    asked: list[object] = []
    page.bundle_asked.disconnect()
    page.bundle_asked.connect(asked.append)
    program.click(program.named(QAbstractButton, "evidence_bundle_one"))
    assert asked == [(told[1].id,)]


def test_what_was_withdrawn_is_never_offered_to_be_handed_over(program: Program) -> None:
    told = fill(program, 3)
    program.services.incidents().withdraw(told[1].id)
    page = open_room(program)
    asked: list[object] = []
    page.bundle_asked.connect(asked.append)
    program.click(program.button("更多筛选：筛选"))
    choose(page, "还有", "连已撤回的")
    page._bundle_clicked()
    assert asked == [(told[0].id, told[2].id)]
    page.bundle_asked.disconnect(asked.append)


def test_what_was_withdrawn_is_still_read_and_put_back(program: Program) -> None:
    told = fill(program, 3)
    page = open_row(program, 1)
    program.click(program.named(QAbstractButton, "evidence_withdraw"))
    assert told[1].id not in listed(page)
    program.click(program.button("更多筛选：筛选"))
    choose(page, "还有", "连已撤回的")
    assert told[1].id in listed(page)
    page._open_incident(told[1].id)
    settle()
    program.click(program.named(QAbstractButton, "evidence_put_back"))
    choose(page, "还有", "有没有附件都要")
    assert told[1].id in listed(page)


def test_a_screen_reader_hears_a_whole_row(program: Program) -> None:
    fill(program)
    model = open_room(program).table.evidence
    heard = str(model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole))
    for words in ("短信", "家人", "表姐", "0551-66881234", LINES[1]):
        assert words in heard


# ---- the record ------------------------------------------------------------------------------


def test_a_correction_keeps_the_words_before_in_sight(program: Program) -> None:
    told = fill(program, 3)
    open_row(program, 1)
    program.click(program.named(QAbstractButton, "evidence_correct"))
    field = program.named(QLineEdit, "incident_line")
    assert field.text() == LINES[1]
    field.setFocus()
    program.press("End")
    program.write("，说了金额")
    program.click(program.named(QAbstractButton, "evidence_save"))
    assert program.sees(LINES[1] + "，说了金额")
    program.click(program.button("更正过 1 次，看原来写的：这一笔"))
    olds = [t.text() for t in room(program).detail.findChildren(Text) if "以前：" in t.text()]
    assert len(olds) == 1
    assert olds[0].endswith(LINES[1])
    changed = program.services.evidence().get(told[1].id)
    assert changed is not None
    assert changed.contact == "表姐"


def test_it_says_what_is_there_what_is_missing_and_what_to_do(program: Program) -> None:
    fill(program)
    page = open_row(program, 0)
    words = words_on(page.detail)
    assert "现在只有你自己的记录" in words
    assert "下一步：把通话录音放进来" in words
    assert "疑似：威胁" in words
    assert "由有权的机构认定" in words
    assert "违法" not in words


# ---- the form --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["home", "checklist", "library", "incidents"])
def test_one_key_notes_from_anywhere_and_esc_leads_back(program: Program, name: str) -> None:
    program.window.go(Target(name))
    settle()
    program.press("Ctrl+N")
    assert program.sees("记一笔")
    program.press("Esc")
    assert program.page(name).isVisible()


def test_a_note_takes_a_few_keys_and_leads_back(program: Program) -> None:
    program.press("Ctrl+2")
    program.press("Ctrl+N")
    program.press("Space")  # By phone.
    field = program.named(QLineEdit, "incident_line")
    field.setFocus()
    program.write("说要找我单位")
    program.press("Return")
    (noted,) = program.services.incidents().latest(9)
    assert (noted.channel, noted.line) == (IncidentChannel.CALL, "说要找我单位")
    assert room(program).detail.shown() == noted.id
    program.press("Esc")
    assert program.page("checklist").isVisible()


def test_what_is_noted_later_says_so_before_and_after(program: Program, clock: Clock) -> None:
    open_room(program)
    program.click(program.named(QAbstractButton, "evidence_new"))
    edit = program.named(MomentEdit, "incident_time")
    edit.show_moment(clock.moment - timedelta(hours=3))
    edit.told.emit()
    assert program.sees("事后 3 小时补记")
    program.click(program.named(QAbstractButton, "evidence_save"))
    assert "事后 3 小时补记" in words_on(room(program).detail)


def test_the_time_only_offers_the_night(program: Program, clock: Clock) -> None:
    clock.moment = clock.moment.replace(hour=23)
    open_room(program)
    program.press("Ctrl+N")
    box = program.named(QCheckBox, "incident_kind_night")
    assert not box.isChecked()
    program.click(program.named(QAbstractButton, "incident_night"))
    assert box.isChecked()
    program.click(program.named(QAbstractButton, "evidence_save"))
    assert program.services.incidents().latest(1)[0].kinds == (IncidentKind.NIGHT,)


def test_words_in_the_form_survive_another_page_and_a_lock(program: Program) -> None:
    open_room(program)
    program.press("Ctrl+N")
    field = program.named(QLineEdit, "incident_line")
    field.setFocus()
    program.write("写了一半")
    page = room(program)
    assert page.unsaved()
    program.press("Ctrl+1")
    program.press("Ctrl+E")
    assert field.isVisible()
    draft = page.draft()
    page.give_up()
    assert not page.unsaved()
    page.resume(draft)
    assert program.named(QLineEdit, "incident_line").text() == "写了一半"
    page.give_up()


def test_a_key_hit_by_accident_costs_no_words(program: Program) -> None:
    first = program.services.incidents().add(line="很难听")
    open_room(program)
    program.press("Ctrl+N")
    program.press("Esc")
    program.press("Ctrl+E")
    assert not program.sees("还没有记下"), "nothing was written"
    program.press("Ctrl+N")
    program.named(QLineEdit, "incident_line").setFocus()
    program.write("写了一半")
    program.press("Esc")
    page = room(program)
    assert page.table.isVisible()
    assert page.unsaved()
    assert program.sees("写到一半的一笔，还没有记下。")
    page.detail.show_incident(first.id)
    settle()
    program.click(program.named(QAbstractButton, "evidence_correct"))
    assert program.named(QLineEdit, "incident_line").text() == "写了一半"
    assert program.sees("这一笔还没有记下。"), (
        "what was begun comes before what was to be corrected"
    )
    program.press("Esc")
    program.click(program.named(QAbstractButton, "evidence_go_on"))
    assert page.isAncestorOf(program.focus())
    program.click(program.named(QAbstractButton, "evidence_save"))
    assert not program.sees("还没有记下")
    assert program.services.incidents().latest(1)[0].line == "写了一半"
    program.click(program.named(QAbstractButton, "evidence_correct"))
    assert not program.sees("还没有记下")
    program.press("Esc")
    assert not page.unsaved()


def test_a_key_hit_by_accident_costs_no_choices_either(program: Program) -> None:
    told = program.services.incidents().add(line="很难听")
    open_room(program)
    page = room(program)
    program.press("Ctrl+N")
    program.click(program.button("怎么来的:电话"))
    program.click(program.named(QCheckBox, "incident_kind_threat"))
    program.press("Esc")
    assert program.sees("写到一半的一笔，还没有记下。")
    program.press("Ctrl+N")
    assert program.named(QCheckBox, "incident_kind_threat").isChecked()
    program.click(program.named(QAbstractButton, "evidence_save"))
    assert program.services.incidents().latest(1)[0].kinds == (IncidentKind.THREAT,)
    page.detail.show_incident(told.id)
    settle()
    program.click(program.named(QAbstractButton, "evidence_correct"))
    assert not page.unsaved(), "nothing was corrected yet"
    program.named(QLineEdit, "incident_line").clear()
    program.press("Esc")
    assert program.sees("写到一半的一笔，还没有记下。")
    program.click(program.named(QAbstractButton, "evidence_correct"))
    assert program.named(QLineEdit, "incident_line").text() == ""
    page.give_up()
    assert not page.unsaved()


def test_what_was_undone_meanwhile_does_not_come_back_with_a_half_written_correction(
    program: Program,
) -> None:
    (told, *_) = fill(program)
    incidents = program.services.incidents()
    before = incidents.get(told.id)
    assert before is not None
    incidents.change(before._replace(line="听错了的话"))
    page = open_room(program)
    page.detail.show_incident(told.id)
    settle()
    program.click(program.named(QAbstractButton, "evidence_correct"))
    program.named(QLineEdit, "incident_number").setText("10086")
    program.press("Esc")
    program.services.history.undo()
    settle()
    program.click(program.named(QAbstractButton, "evidence_go_on"))
    program.click(program.named(QAbstractButton, "evidence_save"))
    after = incidents.get(told.id)
    assert after is not None
    assert (after.line, after.number) == (before.line, "10086")


def test_nothing_is_half_written_of_what_was_only_looked_at(program: Program) -> None:
    program.press("Ctrl+N")
    program.named(QLineEdit, "incident_line").setText("一句话")
    program.click(program.named(QAbstractButton, "evidence_save"))
    settle()
    program.click(program.named(QAbstractButton, "evidence_correct"))
    program.press("Esc")
    program.services.history.undo()
    settle()
    page = room(program)
    assert not page.unsaved()
    assert not program.sees("还没有记下")


def test_words_are_let_go_only_by_somebody_who_says_so(program: Program) -> None:
    open_room(program)
    program.press("Ctrl+N")
    page = room(program)
    drop = page.findChild(QAbstractButton, "evidence_drop")
    assert drop is not None
    assert not drop.isVisible(), "there is nothing to let go of"
    program.named(QLineEdit, "incident_line").setFocus()
    program.write("写了一半")
    with notices() as told:
        told.answer = "接着写"
        program.click(drop)
        assert program.named(QLineEdit, "incident_line").text() == "写了一半"
        told.answer = "不要了"
        program.click(drop)
    assert len(told.read) == 2
    assert not page.unsaved()
    assert program.services.incidents().count() == 0


# ---- when they came --------------------------------------------------------------------------


def test_a_square_filters_the_list_and_says_itself(program: Program) -> None:
    told = fill(program)
    page = open_room(program)
    table = page.findChild(HoursTable)
    assert table is not None
    at = told[0].at
    index = next(
        table.heat.index(row, at.hour)
        for row in range(7)
        if table.heat.cell(table.heat.index(row, 0)).day == at.date()
    )
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == f"{at.month}月{at.day}日 {at.hour} 点：1 笔"
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.setCurrentIndex(index)
    program.press("Return")
    assert listed(page) == [told[0].id]
    program.press("Return")
    assert len(listed(page)) == len(told)
    assert program.sees("这 7 天 12 笔")


# ---- files -----------------------------------------------------------------------------------


def test_files_come_in_by_hand_and_once(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    told = fill(program, 2)
    page = open_row(program, 0)
    first, second = picture(tmp_path), tmp_path / "话.txt"
    second.write_text("你好", encoding="utf-8")
    page.detail.files.take_files([first, second, tmp_path / "不在.png"], Came.DROPPED)
    wait_for_files(qtbot, page)
    kept = program.services.attachments().of(told[0].id)
    assert [file.shown_name for file in kept] == ["截图.png", "话.txt"]
    assert program.sees("“不在.png”没有放进来")
    assert program.sees("放好了 2 份附件，有 1 份没有放进来"), "above, where it is in sight"
    assert program.sees("2 份附件")
    origin = program.named(QLineEdit, "attach_origin")
    origin.setFocus()
    program.write("我手机的微信里")
    program.press("Tab")
    assert program.services.attachments().of(told[0].id)[0].origin == "我手机的微信里"
    program.click(program.button("遮住：截图.png"))
    assert not program.sees("截图.png")
    assert program.sees("已遮住的图片")


def test_the_day_it_came_is_that_of_the_clock_on_the_wall(
    program: Program, clock: Clock, tmp_path: Path, qtbot: QtBot
) -> None:
    clock.moment = clock.moment.replace(hour=2, tzinfo=timezone(timedelta(hours=8)))
    fill(program, 1)
    page = open_row(program, 0)
    page.detail.files.take_files([picture(tmp_path)], Came.CHOSEN)
    wait_for_files(qtbot, page)
    assert f"{clock.moment:%Y-%m-%d} 存入" in words_on(page.detail.files)
    assert program.sees("放好了 1 份附件")


def test_a_screenshot_is_pasted(program: Program, qtbot: QtBot) -> None:
    told = fill(program, 1)
    page = open_row(program, 0)
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    program.press("Ctrl+V")
    wait_for_files(qtbot, page)
    (file,) = program.services.attachments().of(told[0].id)
    assert (file.type, file.came) == ("image/png", Came.PASTED)
    QGuiApplication.clipboard().clear()


def test_a_file_is_opened_as_a_copy_by_the_systems_viewer(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(program, 1)
    page = open_row(program, 0)
    page.detail.files.take_files([picture(tmp_path, "图.exe")], Came.CHOSEN)
    wait_for_files(qtbot, page)
    viewer = Browser("file")
    try:
        program.click(program.button("打开看：图.exe"))
        qtbot.waitUntil(lambda: bool(viewer.opened), timeout=10_000)
    finally:
        viewer.close()
    copy = Path(QUrl(viewer.opened[0]).toLocalFile())
    assert copy.suffix == ".png", "its name ends as its bytes say"
    assert copy.read_bytes() == (tmp_path / "图.exe").read_bytes()
    program.services.attachments().close_copies()
    assert not copy.exists()


def test_what_is_stopped_leaves_nothing(program: Program, tmp_path: Path) -> None:
    told = fill(program, 1)
    page = open_row(program, 0)
    big = tmp_path / "录像.mp4"
    big.write_bytes(b"\0" * (8 << 20))
    page.detail.files.take_files([big], Came.CHOSEN)
    assert page.findChild(TakingIn) is not None
    program.click(program.named(QAbstractButton, "attach_stop"))
    assert program.services.attachments().of(told[0].id) == ()
    files = program.folder / "files"
    assert not files.exists() or not [p for p in files.rglob("*") if p.is_file()]


def test_an_empty_file_is_said_to_be_empty_and_sizes_are_told_as_they_are(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(program, 1)
    page = open_row(program, 0)
    sizes = {"空.amr": 0, "短.amr": 9, "中.amr": 3000, "长.amr": 3 << 20}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(name.encode() * (size // 7) + b"x" * (size % 7))
    page.detail.files.take_files([tmp_path / name for name in sizes], Came.CHOSEN)
    wait_for_files(qtbot, page)
    told = words_on(page.detail.files)
    assert "“空.amr”是空的" in told
    assert told.count("这个文件是空的") == 1
    for size in ("0 字节", "9 字节", "3 KB", "3.0 MB"):
        assert f" · {size} · " in told
    assert file_words.size(3 << 30) == "3.0 GB"


def test_files_on_their_way_say_when_they_go_to_another_record(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    first = program.services.incidents().add(line="第一笔").id
    second = program.services.incidents().add(line="第二笔").id
    page = open_room(program)
    page.detail.show_incident(first)
    big = tmp_path / "录像.mp4"
    with big.open("wb") as film:
        film.truncate(48 * 1024 * 1024)
    page.detail.files.take_files([big], Came.CHOSEN)
    page.detail.show_incident(second)
    assert program.sees("正在放进另一笔")
    page.detail.show_incident(first)
    assert not program.sees("正在放进另一笔")
    assert program.sees("正在放进来")
    page.detail.show_incident(second)
    wait_for_files(qtbot, page)
    assert len(program.services.attachments().of(first)) == 1
    assert program.services.attachments().of(second) == ()


def test_files_are_dropped_on_the_page(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    told = fill(program, 1)
    page = open_row(program, 0)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture(tmp_path)))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    spot = page.rect().center().toPointF()
    page.dropEvent(QDropEvent(spot, copy, data, Qt.MouseButton.LeftButton, none))
    wait_for_files(qtbot, page)
    assert [file.came for file in program.services.attachments().of(told[0].id)] == [Came.DROPPED]


def drop(page: EvidencePage, host: QWidget, path: Path) -> bool:
    """Lets go of a file over a part of the page, as Qt does; whether anything took it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setText(str(path))
    target: QWidget | None = host
    while target is not None and not target.acceptDrops():
        target = target.parentWidget()
    assert target is not None
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(4, 4), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(4, 4), copy, data, left, none))
    return True


def test_a_file_dropped_on_the_form_goes_to_no_other_record(
    program: Program, tmp_path: Path
) -> None:
    (told,) = fill(program, 1)
    page = open_row(program, 0)
    program.press("Ctrl+N")
    form = page._form().form
    for host in (page._form(), *form.findChildren(QLineEdit)):
        if host.objectName() != "qt_spinbox_lineedit":
            assert not drop(page, host, picture(tmp_path))
    assert not page.detail.files.taking.busy
    assert not form.unsaved()
    assert program.services.attachments().of(told.id) == ()


def test_a_file_dropped_on_a_field_of_the_list_is_taken_in_and_not_written_there(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    (told,) = fill(program, 1)
    page = open_row(program, 0)
    assert drop(page, page.filters.search, picture(tmp_path))
    wait_for_files(qtbot, page)
    assert drop(page, program.named(QLineEdit, "attach_origin"), picture(tmp_path, "b.png"))
    wait_for_files(qtbot, page)
    found = program.services.attachments().of(told.id)
    assert [file.origin for file in found] == ["", ""]


def test_a_record_that_was_withdrawn_takes_no_file(program: Program, tmp_path: Path) -> None:
    (told,) = fill(program, 1)
    page = open_row(program, 0)
    program.services.incidents().withdraw(told.id)
    settle()
    assert page.detail.shown() == told.id
    assert not drop(page, page.table, picture(tmp_path))


# ---- on paper --------------------------------------------------------------------------------


def account(program: Program, qtbot: QtBot) -> AccountDialog:
    open_room(program)
    program.click(program.named(QAbstractButton, "evidence_account"))
    (dialog,) = program.window.findChildren(AccountDialog)
    qtbot.waitUntil(program.named(QAbstractButton, "account_save").isEnabled, timeout=10_000)
    return dialog


def test_what_happened_is_read_in_order_with_names_masked(program: Program, qtbot: QtBot) -> None:
    fill(program)
    dialog = account(program, qtbot)
    told = program.named(Text, "account_told").text()
    assert told.startswith("12 笔，A4 纸 ")
    rows = dialog.findChild(RowList)
    assert rows is not None
    lines = [row.text + row.detail for row in rows.rows() if isinstance(row, Row)]
    assert len(lines) == 12
    assert LINES[0] in lines[-1], "the latest stands last"
    assert not any("表姐" in line for line in lines)
    dialog.reject()
    settle()


def test_what_was_handed_in_stands_on_the_account_if_that_is_wanted(
    program: Program, qtbot: QtBot
) -> None:
    program.services.filings().add(Filing("", "给客服的信", date(2026, 11, 3), ticket="KF-1"))
    fill(program, 2)
    dialog = account(program, qtbot)
    wanted = dialog.findChild(QCheckBox, "account_filed")
    assert wanted is not None
    assert not wanted.isChecked(), "nothing is handed on that nobody asked for"
    save = program.named(QAbstractButton, "account_save")
    program.click(wanted)
    qtbot.waitUntil(save.isEnabled, timeout=10_000)
    assert "另有投诉和答复 1 条。" in program.named(Text, "account_told").text()
    (listed,) = dialog.findChildren(RowList)
    assert [row.text for row in listed.rows()][-2:] == [
        "交出去的和答复",
        "2026-11-03 · 给客服的信 · 提交 · KF-1",
    ]
    dialog.reject()
    settle()


def test_one_lender_is_a_choice_and_it_becomes_a_file(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    told = fill(program)
    dialog = account(program, qtbot)
    lender = next(c for c in dialog.findChildren(Combo) if c.accessibleName() == "哪一家")
    lender.setCurrentIndex(1)
    lender.activated.emit(1)
    save = program.named(QAbstractButton, "account_save")
    qtbot.waitUntil(save.isEnabled, timeout=10_000)
    wanted = sum(one.lender != "" for one in told)
    assert program.named(Text, "account_told").text().startswith(f"{wanted} 笔")
    assert dialog._account is not None
    program.services.accounts().save(dialog._account, tmp_path / "经过.pdf")
    assert (tmp_path / "经过.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()
    settle()


def test_what_is_chosen_or_else_what_is_shown_is_handed_over(program: Program) -> None:
    told = fill(program, 5)
    page = open_row(program, 0)
    asked: list[tuple[str, ...]] = []
    page.bundle_asked.disconnect()
    page.bundle_asked.connect(asked.append)
    program.click(program.named(QAbstractButton, "evidence_bundle"))
    page.table.setFocus()
    program.press("Shift+Down")
    program.click(program.named(QAbstractButton, "evidence_bundle"))
    assert asked == [tuple(one.id for one in told), tuple(one.id for one in told[:2])]


# ---- looks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(900, 600), (1366, 768)])
def test_nothing_is_cut_off_and_everything_has_a_name(
    program: Program, size: tuple[int, int], percent: int
) -> None:
    fill(program)
    program.services.preferences.set_text_percent(percent)
    program.window.resize(*size)
    page = open_row(program, 0)
    for step in ("list", "record", "form"):
        if step == "record":
            program.press("Return")
        if step == "form":
            program.press("Ctrl+N")
        assert list(cut_off(page)) == [], step
        for widget in page.findChildren(QWidget):
            takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            inner = widget.objectName() in ("qt_spinbox_lineedit", "qt_scrollarea_viewport")
            if takes and widget.isVisible() and widget.focusProxy() is None and not inner:
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface.text(QAccessible.Text.Name).strip(), (step, widget)


def test_it_opens_at_its_top_with_the_keyboard_inside(program: Program) -> None:
    fill(program)
    program.services.preferences.set_text_percent(200)
    program.window.resize(1366, 768)
    page = open_room(program)
    settle()
    bar = page._log.verticalScrollBar()
    assert bar.maximum() > 0, "the page is higher than the window"
    assert bar.value() == 0
    program.press("Ctrl+F")
    program.press("Ctrl+E")
    settle()
    assert bar.value() == 0
    open_row(program, 0)
    program.press("Return")  # The record now fills the room.
    assert not page.table.isVisible()
    program.press("Ctrl+F")
    program.press("Ctrl+E")
    assert page.isAncestorOf(program.focus())


def tabbed(program: Program, count: int) -> list[str]:
    """What the Tab key comes to, one after the other."""
    found = []
    for _ in range(count):
        program.press("Tab")
        found.append(program.focus().objectName())
    return found


@pytest.mark.parametrize("percent", [100, 200])
def test_tab_goes_through_a_record_as_it_stands(
    program: Program, percent: int, tmp_path: Path, qtbot: QtBot
) -> None:
    told = fill(program, 2)
    program.services.preferences.set_text_percent(percent)
    page = open_room(program)
    page.detail.show_incident(told[0].id)
    page.detail.files.take_files([picture(tmp_path)], Came.CHOSEN)
    wait_for_files(qtbot, page)
    page._taken(0)
    settle()
    program.named(QAbstractButton, "evidence_correct").setFocus(Qt.FocusReason.TabFocusReason)
    record = ["evidence_withdraw", "evidence_bundle_one", "attach_choose", "attach_paste"]
    assert tabbed(program, 5) == [*record, "attach_picture"]
    assert tabbed(program, 1) == ["attach_origin"]
    start = page._right.back if percent == 200 else page._week.map.table
    start.setFocus(Qt.FocusReason.TabFocusReason)
    assert tabbed(program, 1) == ["evidence_correct"]


def test_the_model_holds_against_qts_own_check(program: Program) -> None:
    from PySide6.QtTest import QAbstractItemModelTester

    fill(program)
    services = program.services
    model = EvidenceModel(services.evidence(), lambda lender: lender)
    tester = QAbstractItemModelTester(model)
    model.show_rows(model.wanted, EvidenceSort.OLDEST)
    assert tester.model() is model


def test_each_hint_about_a_picture_is_given_once(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    (told, *_) = fill(program, 1)
    page = open_row(program, 0)
    page.detail.files.take_files([picture(tmp_path, "mmexport1700000000000.png")], Came.CHOSEN)
    wait_for_files(qtbot, page)
    words = words_on(page.detail)
    assert told.kinds
    for hint in ("再传一次", "机构", "可能不是原图", "还缺"):
        assert words.count(hint) == 1, hint
