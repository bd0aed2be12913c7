"""The bare window the start is compared with: same style, same font, one line of Chinese.

It is what anybody would write who wants this look: the application, the look, a centred label.
"""

import os
import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from desktop.ui.application import font_file
from desktop.ui.first_paint import STARTED, pss_kb
from desktop.ui.theme import theme

app = QApplication([])
theme.install(app, font_file())
window = QMainWindow()
label = QLabel("安心清单")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.resize(1240, 853)
window.show()
# The window is painted when this returns. Waiting for the paint in an event filter, as the program
# does, would load all there is to know about events: a millisecond that no bare window needs.
app.processEvents()
elapsed = (time.monotonic_ns() - int(os.environ[STARTED])) / 1e6

import json  # noqa: E402  After the clock has stopped.

print(json.dumps({"ms": elapsed, "pss_kb": pss_kb()}), flush=True)
