"""The empty window that the packaged program is compared with, frozen by the same recipe.

It has the program's look (style, colours, font), as anybody's window would who wants that look, and
nothing in it: no content, no data. It says when it was painted.
"""

import os
import sys
import time

from pylopdf_fonts_zh_cn import sans_path
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.ui.theme import theme

app = QApplication(sys.argv)
theme.install(app, sans_path())
window = QMainWindow()
window.resize(1240, 853)
window.show()
# The window is painted when this returns.
app.processEvents()
started = int(os.environ.get("ANXIN_STARTED_NS", "0"))
print(f'{{"ms": {(time.monotonic_ns() - started) / 1e6}}}', flush=True)
