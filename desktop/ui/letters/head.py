"""What stands above the form: which letter it is, what else can be done with the draft."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.services.letters import NAME_LIMIT, LetterDraft
from desktop.ui.widgets.acting import acting
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.layouts import flow
from desktop.ui.widgets.text import Text


class DraftHead(QWidget):
    """The name of a draft, whether it is kept, and how to call it something else or drop it."""

    renamed = Signal(str)
    discard_asked = Signal()
    before_asked = Signal()
    """The person wants to read again what sending it means."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._title = title
        self._name = Text("", "heading")
        self._name.setObjectName("draft_name")
        column.addWidget(self._name)
        self._kind = Text("", "small", "muted")
        column.addWidget(self._kind)
        self._edit = QLineEdit()
        self._edit.setObjectName("draft_rename")
        self._edit.setAccessibleName(self.tr("这一份叫什么"))
        self._edit.setMaxLength(NAME_LIMIT)
        self._edit.editingFinished.connect(self._left)
        self._edit.hide()
        column.addWidget(self._edit)
        before = acting(LinkButton(self.tr("寄出去意味着什么")), "draft_before", self.before_asked)
        rename = acting(LinkButton(self.tr("改名")), "draft_rename_ask", self._ask)
        discard = acting(LinkButton(self.tr("删掉这一份")), "draft_discard", self.discard_asked)
        self.state = Text("", "small", "ok", wrap=False)
        self.state.setObjectName("draft_state")
        column.addWidget(flow(before, rename, discard, self.state))

    def show_draft(self, draft: LetterDraft) -> None:
        """Show what it is called now."""
        self._name.setText(draft.name)
        self._kind.setText(self._title)
        self._kind.setVisible(draft.name != self._title)

    def _ask(self) -> None:
        self._edit.setText(self._name.text())
        self._edit.show()
        self._edit.selectAll()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _left(self) -> None:
        if self._edit.isHidden():
            return
        self._edit.hide()
        if self._edit.text() != self._name.text():
            self.renamed.emit(self._edit.text())
