"""The empty window that the packaged program is compared with, frozen by the same recipe.

Nothing but Qt Widgets and the style: no font, no content, no data. It says when it was painted.
"""

import os
import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6Qlementine import QlementineStyle

app = QApplication(sys.argv)
app.setStyle(QlementineStyle())
window = QMainWindow()
window.resize(1240, 853)
window.show()
# The window is painted when this returns.
app.processEvents()
started = int(os.environ.get("ANXIN_STARTED_NS", "0"))
print(f'{{"ms": {(time.monotonic_ns() - started) / 1e6}}}', flush=True)
