"""The tour's way through the letters room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextBrowser

from desktop.services.house import Services
from desktop.ui.navigation import LETTER_DRAFT, Target
from desktop.ui.theme import theme
from desktop.ui.tour.driver import Driver
from desktop.ui.widgets.text import Text
from desktop.ui.window import MainWindow

LETTER = "t-csoxw"
CONTRACT = "HT-2025-0312"
PARTS = {"write": "填写", "look": "预览", "check": "检查"}


def write_letter(driver: Driver, window: MainWindow, services: Services, lender: str) -> None:
    """Begin a letter, type into it, and be told what it still waits for."""
    letters = services.letters()
    window.go(Target("letters", entry=LETTER, lender=lender))
    driver.picture(window, "letters-before")
    driver.click(driver.find(window, QAbstractButton, "letter_begin"))
    draft = letters.drafts()[0]
    driver.check("开始写，当场存下一份", draft.filling.letter == LETTER)
    field = driver.find(window, QLineEdit, "fact_contract_no")
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    driver.enter(CONTRACT)
    preview = driver.find(window, QTextBrowser, "letter_preview")
    driver.check("一边写，信里一边就有", CONTRACT in preview.toPlainText())
    driver.wait_until(lambda: CONTRACT in letters.open(draft.id).filling.facts.values())
    driver.click(driver.find(window, QAbstractButton, "letter_copy"))
    said = driver.find(window, Text, "letter_said").text()
    driver.check("还差什么，说得出来，不让复制", "还差" in said, said)
    driver.picture(window, "letters-draft")


def look_at_letter(driver: Driver, window: MainWindow, services: Services, look: str) -> None:
    """Show the letter that was begun, each of its parts where they take turns.

    Args:
        driver: Hands and eyes.
        window: The window.
        services: What knows the letter.
        look: The look that is on, for the names of the pictures.
    """
    draft = services.letters().drafts()[0].id
    window.go(Target("letters", section=LETTER_DRAFT, entry=draft))
    driver.settle()
    for part, words in PARTS.items():
        if part != "write" or theme.text_percent > 100:
            driver.click(driver.button(window, f"看哪一部分:{words}"))
            driver.picture(window, f"letters-{part}-{look}")
