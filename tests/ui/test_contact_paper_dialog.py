"""Paper for relatives: chosen, saved, and what it is said before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.ui.evidence.contact_papers import ContactPaperDialog
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Text
from tests.documents.reading import read_pdf
from tests.ui.program import Program, settle
from tests.ui.test_bundle_dialog import Chooser


@pytest.fixture
def chooser(tmp_path: Path) -> Iterator[Chooser]:
    app = QApplication.instance()
    assert app is not None
    found = Chooser(tmp_path / "paper.pdf")
    app.installEventFilter(found)
    yield found
    app.removeEventFilter(found)


@pytest.mark.parametrize(
    ("which", "words"), [("friend", "工号多少"), ("hr", "办公电话"), ("statement", "情况说明")]
)
def test_the_chosen_paper_is_saved(
    program: Program, chooser: Chooser, which: str, words: str
) -> None:
    dialog = ContactPaperDialog(program.services.contact_papers(), program.window)
    dialog.show()
    settle()
    (kinds,) = dialog.findChildren(Segments)
    program.click(kinds.button(which))
    (save,) = (b for b in dialog.findChildren(QAbstractButton) if b.text() == "存成 PDF…")
    save.click()
    told = dialog.findChild(Text, "contact_paper_told")
    assert told is not None
    assert told.text() == f"已存到：{chooser.place}"
    assert words in read_pdf(chooser.place).text
    dialog.reject()
    settle()


def test_the_page_of_evidence_leads_to_it(program: Program) -> None:
    program.services.incidents().add(line="打给了小王")
    program.press("Ctrl+E")
    settle()
    program.click(program.named(QAbstractButton, "evidence_papers"))
    (dialog,) = program.window.findChildren(ContactPaperDialog)
    assert dialog.isVisible()
    dialog.reject()
    settle()
