"""The bare window the start is compared with: same style, same font, one line of Chinese.

It is what anybody would write who wants this look: the application, the look, a centred label.
"""

import json
import os
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from desktop.app import STARTED, font_file, pss_kb
from desktop.ui.theme import theme

app = QApplication([])
theme.install(app, font_file())
window = QMainWindow()
label = QLabel("安心清单")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.resize(1240, 853)
window.show()


def report() -> None:
    """Print the figures of the first paint, then leave."""
    elapsed = (time.monotonic_ns() - int(os.environ[STARTED])) / 1e6
    print(json.dumps({"ms": elapsed, "pss_kb": pss_kb()}), flush=True)
    app.quit()


QTimer.singleShot(0, report)
app.exec()
