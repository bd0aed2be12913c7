"""The application: its name, the look the person chose, the Chinese font, Qt's own words."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.ui.qt import load_qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.services.house import Services

NAME = "anxin-checklist"
"""What the system calls the program, and the folder of its data."""


def make_application() -> QApplication:
    """The application with font, look and Qt's own words in Chinese; no window yet."""
    _prepare_input_method()
    load_qt()
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    from desktop.ui.handed_over import Application
    from desktop.ui.theme import theme

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = Application([NAME])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("安心清单")
    app.setDesktopFileName(NAME)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    theme.install(app, font_file())
    return app


def dressed(services: Services) -> QApplication:
    """The application in the look the person chose."""
    from desktop.ui.theme import theme

    chosen = services.preferences.appearance, services.preferences.text_percent
    app = running()
    if app is not None:
        theme.apply(*chosen)
        return app
    theme.preset(*chosen)
    return make_application()


def running() -> QApplication | None:
    """The application, if there is one already."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return None if widgets is None else widgets.QApplication.instance()


def font_file() -> Path | None:
    """The Chinese font that comes with the dependencies, or None to rely on the system's."""
    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        return None
    path = sans_path()
    return path if path.is_file() else None


def _prepare_input_method() -> None:
    """Let fcitx reach Qt through the IBus portal: the Qt wheels carry no fcitx plugin."""
    if sys.platform == "linux" and os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"
