"""Asking for paper: by mouse and by keyboard, into a file and on a printer, and gone afterwards."""

import errno
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Stage
from desktop.domain.typesetting import HEIGHT, WIDTH
from desktop.services.errors import PrinterUnusable
from desktop.services.house import Services
from desktop.services.paper import PaperService, Wish
from desktop.ui import ask
from desktop.ui.dialogs.paper import PaperDialog
from desktop.ui.printing import paint_page, print_pages
from desktop.ui.theme import theme
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.segments import Segments
from tests.documents.reading import bare, pixels, read_pdf
from tests.ui.looks import Browser, cut_off
from tests.ui.program import Program, notices, settle

LINK = "打印或存成 PDF…"
NAME = "安心清单_2026-11-22.pdf"
UNLOCKED = "它没有密码，能用这台电脑的人都打得开。和别人共用的，存到 U 盘，用完删掉。"


class Chooser(QObject):
    """Answers the dialogs of Qt that ask for a file or a printer, by their own widgets."""

    def __init__(self) -> None:
        super().__init__()
        self.file: Path | None = None
        self.suggested: list[str] = []
        self.titles: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show:
            if isinstance(watched, QFileDialog):
                QTimer.singleShot(0, watched, lambda: self._choose(watched))
            elif isinstance(watched, QPrintDialog):
                QTimer.singleShot(0, watched, lambda: self._print(watched))
        return False

    def _choose(self, dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None, "the dialog is one of Qt's own"
        self.suggested.append(field.text())
        self.titles.append(dialog.windowTitle())
        if self.file is None:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            return
        # Not typed: suggestions would come up and take the Return.
        field.setText(str(self.file))
        buttons = dialog.findChild(QDialogButtonBox)
        assert buttons is not None
        buttons.button(QDialogButtonBox.StandardButton.Save).click()

    def _print(self, dialog: QPrintDialog) -> None:
        printer = dialog.printer()
        self.titles.append(printer.docName())
        if self.file is None:
            dialog.reject()
            return
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        dialog.done(QDialog.DialogCode.Accepted)


@pytest.fixture
def chooser() -> Iterator[Chooser]:
    app = QApplication.instance()
    assert app is not None
    found = Chooser()
    app.installEventFilter(found)
    yield found
    app.removeEventFilter(found)


@pytest.fixture
def lender(program: Program) -> str:
    """The one that the first questions have added, known by now."""
    lenders = program.services.lenders
    (found,) = lenders.all()
    lenders.rename(found.id, "甲消费金融")
    lenders.set_stage(found.id, Stage.OVERDUE)
    settle()
    return found.id


def test_a_name_is_offered_that_no_file_has_yet(
    program: Program, chooser: Chooser, tmp_path: Path
) -> None:
    """All letters of one day are called the same: the second would have replaced the first."""
    for taken in ("材料_2026-11-22.docx", "材料_2026-11-22_2.docx"):
        (tmp_path / taken).write_bytes(b"")
        ask.where_to_save(program.window, tmp_path / "材料_2026-11-22.docx", "Word 文件", "docx")
    ask.where_to_save(program.window, tmp_path / "材料_2026-11-23.docx", "Word 文件", "docx")
    offered = ["材料_2026-11-22_2.docx", "材料_2026-11-22_3.docx", "材料_2026-11-23.docx"]
    assert chooser.suggested == offered


def dialogs(program: Program) -> list[PaperDialog]:
    return program.window.findChildren(PaperDialog)


def opened(program: Program, page: str = "首页") -> PaperDialog:
    program.click(program.button(page))
    program.click(program.button(LINK))
    (dialog,) = dialogs(program)
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    settle()
    return dialog


def button(dialog: QDialog, words: str) -> QAbstractButton:
    return next(b for b in dialog.findChildren(QAbstractButton) if b.text() == words)


def segments(dialog: QDialog, name: str) -> Segments:
    return next(s for s in dialog.findChildren(Segments) if s.accessibleName() == name)


def combo(dialog: QDialog) -> Combo:
    found = dialog.findChild(Combo)
    assert found is not None
    return found


def tick(dialog: QDialog) -> QCheckBox:
    found = dialog.findChild(QCheckBox)
    assert found is not None
    return found


def take(program: Program, box: QCheckBox) -> None:
    """Click where the style draws the box; beside box and words some styles take no click."""
    option = QStyleOptionButton()
    box.initStyleOption(option)
    spot = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    program.click_at(box, spot.center())


def told(dialog: QDialog) -> str:
    found = dialog.findChild(QLabel, "paper_told")
    assert found is not None
    return found.text()


def where(dialog: QDialog) -> str:
    found = dialog.findChild(QLabel, "paper_where")
    assert found is not None
    return found.text() if found.isVisible() else ""


# --- What it begins with --------------------------------------------------------------------------


def test_from_home_it_begins_with_the_first_step_s_list(program: Program, lender: str) -> None:
    dialog = opened(program)
    assert combo(dialog).currentData() == lender
    assert segments(dialog, "阶段").value() == "overdue"
    assert segments(dialog, "多少").value() == "page"
    assert not tick(dialog).isChecked()
    assert button(dialog, "存成 PDF…").hasFocus()
    dialog.reject()


def test_from_the_checklist_it_begins_with_what_is_on_screen(program: Program, lender: str) -> None:
    program.click(program.button("清单"))
    program.click(program.button("结清后"))
    dialog = opened(program, "清单")
    assert combo(dialog).currentData() == lender
    assert segments(dialog, "阶段").value() == "settled"
    dialog.reject()


def test_without_a_lender_there_is_no_name_to_write(program: Program, lender: str) -> None:
    program.services.lenders.archive(lender)
    dialog = opened(program)
    assert combo(dialog).currentData() == PERSON
    assert not tick(dialog).isEnabled()
    dialog.reject()


def test_choosing_a_lender_chooses_the_list_it_stands_at(program: Program, lender: str) -> None:
    other = program.services.lenders.add("乙小贷", stage=Stage.DURING).id
    dialog = opened(program)
    switch = combo(dialog)
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Down)
    assert switch.currentData() == other
    assert segments(dialog, "阶段").value() == "during"
    dialog.reject()


# --- Saving ---------------------------------------------------------------------------------------


def test_one_page_is_saved_where_the_person_says(
    program: Program, lender: str, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.file = tmp_path / "a.pdf"
    dialog = opened(program)
    program.click(button(dialog, "存成 PDF…"))
    assert chooser.suggested == [NAME]
    assert not any(word in "".join(chooser.titles) for word in ("逾期", "催收", "借款"))
    read = read_pdf(chooser.file)
    assert len(read.pages) == 1
    assert "甲消费金融" not in read.text
    assert where(dialog) == f"已存到：{chooser.file}\n{UNLOCKED}"
    dialog.reject()


def test_the_whole_list_with_the_name(
    program: Program, lender: str, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.file = tmp_path / "a.pdf"
    dialog = opened(program)
    program.click(segments(dialog, "多少").button("whole"))
    take(program, tick(dialog))
    assert told(dialog).startswith("A4 纸，2 页。")
    program.click(button(dialog, "存成 PDF…"))
    read = read_pdf(chooser.file)
    assert len(read.pages) == 2
    assert "甲消费金融" in read.text
    for item in program.services.plan.checklist(Stage.OVERDUE, lender):
        if item.open and item.applies != "no":
            assert bare(item.step.title) in read.text
    dialog.reject()


def test_what_was_done_meanwhile_is_not_on_paper(
    program: Program, lender: str, chooser: Chooser, tmp_path: Path
) -> None:
    first = program.services.plan.plan().items[0]
    program.services.progress.set(first.step.id, first.subject, State.DONE)
    chooser.file = tmp_path / "a.pdf"
    dialog = opened(program)
    program.click(segments(dialog, "多少").button("whole"))
    program.click(button(dialog, "存成 PDF…"))
    assert bare(first.step.title) not in read_pdf(chooser.file).text
    dialog.reject()


def test_an_ending_left_out_is_added(program: Program, chooser: Chooser, tmp_path: Path) -> None:
    chooser.file = tmp_path / "纸"
    dialog = opened(program)
    program.click(button(dialog, "存成 PDF…"))
    assert [path.name for path in tmp_path.glob("纸*")] == ["纸.pdf"]
    dialog.reject()


def test_choosing_no_file_writes_none(program: Program, chooser: Chooser) -> None:
    dialog = opened(program)
    program.click(button(dialog, "存成 PDF…"))
    assert chooser.suggested == [NAME]
    assert where(dialog) == ""
    assert button(dialog, "存成 PDF…").isVisible()
    dialog.reject()


def test_a_problem_is_told_and_the_next_try_works(
    program: Program, chooser: Chooser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    chooser.file = tmp_path / "a.pdf"
    dialog = opened(program)
    with notices() as read, monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        program.click(button(dialog, "存成 PDF…"))
    (words,) = read.read
    assert words.startswith("这个磁盘满了，文件没有存成")
    assert where(dialog) == ""
    assert list(tmp_path.glob("*.pdf")) == []
    program.click(button(dialog, "存成 PDF…"))
    assert chooser.file.exists()
    dialog.reject()


def test_the_folder_opens_on_request(program: Program, chooser: Chooser, tmp_path: Path) -> None:
    browser = Browser("file")
    chooser.file = tmp_path / "a.pdf"
    dialog = opened(program)
    assert not button(dialog, "打开文件夹").isVisible()
    program.click(button(dialog, "存成 PDF…"))
    program.click(button(dialog, "打开文件夹"))
    browser.close()
    assert browser.opened == [f"file://{tmp_path}"]
    dialog.reject()


def test_after_another_choice_nothing_claims_to_be_saved(
    program: Program, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.file = tmp_path / "a.pdf"
    dialog = opened(program)
    program.click(button(dialog, "存成 PDF…"))
    program.click(segments(dialog, "多少").button("whole"))
    assert where(dialog) == ""
    assert not button(dialog, "打开文件夹").isVisible()
    dialog.reject()


def test_what_cannot_be_printed_is_told(program: Program, lender: str) -> None:
    program.services.lenders.rename(lender, "甲😀行")
    dialog = opened(program)
    assert "□" not in told(dialog)
    take(program, tick(dialog))
    assert told(dialog).endswith("有的字印不出来，纸上用 □ 代替：😀")
    dialog.reject()


# --- By keyboard ----------------------------------------------------------------------------------


def test_everything_can_be_done_by_keyboard(
    program: Program, lender: str, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.file = tmp_path / "a.pdf"
    dialog = opened(program)
    reached: dict[str, QWidget] = {}
    while (focus := program.focus()) not in reached.values():
        words = focus.text() if isinstance(focus, QAbstractButton) else focus.accessibleName()
        reached[words] = focus
        program.press("Tab")
    wanted = {"哪一家", "只要一页", "写上名字", "存成 PDF…", "打印…", "关闭"}
    assert wanted <= set(reached)
    reached["只要一页"].setFocus()
    program.press("Right")  # Among the choices of one row the arrows walk.
    program.press("Space")
    assert segments(dialog, "多少").value() == "whole"
    tick(dialog).setFocus()
    program.press("Space")
    assert tick(dialog).isChecked()
    button(dialog, "存成 PDF…").setFocus()
    program.press("Return")
    assert "甲消费金融" in read_pdf(chooser.file).text
    dialog.activateWindow()  # What a window manager does, and the offscreen platform has none.
    QTest.qWaitForWindowActive(dialog)
    assert program.focus() is button(dialog, "存成 PDF…")
    program.press("Escape")
    assert dialogs(program) == []


# --- On a printer ---------------------------------------------------------------------------------


def test_the_printer_gets_the_pages(
    program: Program, lender: str, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.file = tmp_path / "printed.pdf"
    dialog = opened(program)
    program.click(segments(dialog, "多少").button("whole"))
    program.click(button(dialog, "打印…"))
    assert chooser.titles == ["安心清单"]
    assert where(dialog) == "已交给打印机。"
    read = read_pdf(chooser.file)
    assert len(read.pages) == 2
    assert read.sizes[0] == pytest.approx((WIDTH, HEIGHT), abs=1)
    dialog.reject()


def test_choosing_no_printer_prints_nothing(program: Program, chooser: Chooser) -> None:
    dialog = opened(program)
    program.click(button(dialog, "打印…"))
    assert chooser.titles == ["安心清单"]
    assert where(dialog) == ""
    dialog.reject()


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def darkness(grey: bytes, width: int, height: int) -> list[int]:
    """How dark each of 20 × 28 fields of a page is."""
    fields = []
    for row in range(28):
        for column in range(20):
            field = bytearray()
            for y in range(row * height // 28, (row + 1) * height // 28):
                start = y * width
                field += grey[start + column * width // 20 : start + (column + 1) * width // 20]
            fields.append(255 - sum(field) // len(field))
    return fields


def test_print_and_file_look_the_same(
    services: Services, qapp: QApplication, tmp_path: Path
) -> None:
    paper = services.paper()
    made = paper.make(Wish(PERSON, Stage.OVERDUE, whole=False, named=False))
    paper.save(made, tmp_path / "saved.pdf")
    print_pages(made.pages, pdf_printer(tmp_path / "printed.pdf"))
    width, height, saved = pixels(tmp_path / "saved.pdf")
    printed_width, printed_height, printed = pixels(tmp_path / "printed.pdf")
    assert abs(width - printed_width) + abs(height - printed_height) <= 2
    pairs = zip(
        darkness(saved, width, height),
        darkness(printed, printed_width, printed_height),
        strict=True,
    )
    differences = [abs(one - two) for one, two in pairs]
    assert max(differences) < 25
    assert sum(differences) / len(differences) < 3


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(
    services: Services, qapp: QApplication, tmp_path: Path
) -> None:
    made = services.paper().make(Wish(PERSON, Stage.OVERDUE, whole=False, named=False))
    with pytest.raises(PrinterUnusable):
        print_pages(made.pages, pdf_printer(tmp_path / "nowhere" / "x.pdf"))


def test_the_preview_is_the_page(services: Services, qapp: QApplication) -> None:
    made = services.paper().make(Wish(PERSON, Stage.OVERDUE, whole=False, named=False))
    image = QImage(298, 421, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    paint_page(painter, made.pages[0], 421 / HEIGHT)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    assert any(grey.pixelColor(x, 28).lightness() < 200 for x in range(20, 80)), "the title"
    assert grey.pixelColor(5, 400).lightness() == 255, "the margin"


# --- Room and memory ------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [90, 100, 150, 200])
@pytest.mark.parametrize("size", [(900, 600), (1366, 768)])
def test_nothing_is_cut_off(
    program: Program, lender: str, percent: int, size: tuple[int, int]
) -> None:
    program.window.resize(*size)
    program.services.lenders.add("很长的名字" * 8, stage=Stage.OVERDUE)
    program.services.preferences.set_text_percent(percent)
    settle()
    dialog = opened(program)
    assert list(cut_off(dialog)) == []
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    assert theme.text_percent == percent
    dialog.reject()


def test_a_hundred_openings_leave_nothing(program: Program, lender: str) -> None:
    def count() -> int:
        gc.collect()
        return len(QApplication.allWidgets())

    opened(program).reject()
    settle()
    before = count()
    for _ in range(100):
        program.click(program.button(LINK))
        dialogs(program)[0].reject()
        settle()
    assert dialogs(program) == []
    assert count() <= before
    assert not [one for one in gc.get_objects() if isinstance(one, PaperService)]
