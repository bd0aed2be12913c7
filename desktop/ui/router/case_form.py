"""What is asked to find a door: which lender, what was done, where it is registered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.domain.lenders import UNKNOWN_KIND, Lender
from desktop.domain.triage import LenderKind
from desktop.services.lenders import LenderService
from desktop.services.library import LibraryService
from desktop.services.routes import RouteService
from desktop.ui.navigation import Target
from desktop.ui.theme import theme
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.links import WrapLink
from desktop.ui.widgets.text import Text

_BETWEEN = " "


class CaseForm(Card):
    """Asks for the case of one lender at a time and remembers what was ticked for each.

    What the answers and the log speak of is ticked beforehand, until the person changes it.
    """

    changed = Signal()
    went = Signal(object)
    """Carries the ``Target`` the person wants to go to."""

    def __init__(
        self, routes: RouteService, lenders: LenderService, library: LibraryService
    ) -> None:
        super().__init__(margin=18, spacing=6)
        self._routes = routes
        self._lenders = lenders
        self._kinds = {kind.id: kind for kind in library.pack().triage.kinds}
        self._told: dict[str, frozenset[str]] = {}
        self._regions: dict[str, str] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self._build()
        theme.changed.connect(self._restyle)

    def _build(self) -> None:
        self._lender = Combo(self.tr("哪一家"))
        self._lender.setObjectName("router_lender")
        self._lender.activated.connect(self._lender_taken)
        self._kind = Text("", "small", "muted")
        self._kind.setObjectName("router_kind")
        self._tell_kind = WrapLink(self.tr("还不知道归哪一类，去分清"), "small")
        self._tell_kind.setObjectName("router_tell_kind")
        self._tell_kind.clicked.connect(self._to_lender)
        self._field(
            self.tr("哪一家（看合同上的放款人）"), self._lender, self._kind, self._tell_kind
        )
        self._suggested = Text(
            self.tr("按你答过的和记下的，先勾了几项。不对就改。"), "small", "soft_text"
        )
        self._field(self.tr("发生了什么（可以多选）"), self._suggested)
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for conduct in self._routes.conducts():
            box = QCheckBox(conduct.name)
            box.setObjectName(f"conduct_{conduct.id}")
            box.setFont(theme.font())
            box.clicked.connect(self._ticked)
            self._boxes[conduct.id] = box
            boxes.addWidget(box)
            if conduct.hint:
                box.setAccessibleDescription(conduct.hint)
                hint = Text(conduct.hint, "small", "muted")
                hint.setContentsMargins(theme.px(26), 0, 0, 0)
                boxes.addWidget(hint)
        self.body.addLayout(boxes)
        self._region = Combo(self.tr("公司在哪个省登记"))
        self._region.setObjectName("router_region")
        self._region.addItem(self.tr("不知道"), "")
        for region in self._routes.regions():
            self._region.addItem(region.name, region.id)
        self._region.activated.connect(self._region_taken)
        why = self.tr("看公司登记的地方，不看你住在哪里。小贷公司要用到。")
        self._field(self.tr("公司在哪个省登记"), self._region, Text(why, "small", "muted"))
        self.body.addStretch(1)

    def _field(self, name: str, *widgets: QWidget) -> None:
        self.body.addSpacing(4)
        self.body.addWidget(Text(name, "small_strong", "muted"))
        for widget in widgets:
            self.body.addWidget(widget)

    def _restyle(self) -> None:
        for box in self._boxes.values():
            box.setFont(theme.font())

    # ---- what is asked -----------------------------------------------------------------------

    @property
    def lender(self) -> str:
        """The lender it is about; empty while there is none."""
        return str(self._lender.currentData() or "")

    @property
    def conducts(self) -> frozenset[str]:
        """Ids of what is ticked."""
        return frozenset(name for name, box in self._boxes.items() if box.isChecked())

    @property
    def region(self) -> str:
        """The region; empty while it is not known."""
        return str(self._region.currentData() or "")

    def refresh(self) -> None:
        """Read the lenders and what is known anew; what the person chose stays."""
        self.show_case(self.lender)

    def show_case(self, lender: str = "", conducts: frozenset[str] = frozenset()) -> None:
        """Ask about a lender, or about the first where it is not among those in use.

        Args:
            lender: A lender id.
            conducts: What to tick; nothing leaves that to what is known.
        """
        active = self._lenders.active()
        self._lender.clear()
        for one in active:
            self._lender.addItem(one.name, one.id)
        if not active:
            self._lender.addItem(self.tr("还没有填"), "")
        self._lender.setCurrentIndex(max(0, self._lender.findData(lender)))
        if conducts:
            self._told[self.lender] = conducts & self._boxes.keys()
        self._show()

    def take_focus(self) -> None:
        """The first thing to say is which lender."""
        self._lender.setFocus()

    def _show(self) -> None:
        known = next((one for one in self._lenders.active() if one.id == self.lender), None)
        kind = self._kinds[UNKNOWN_KIND] if known is None else self._kind_of(known)
        self._kind.setText(self.tr("{0}。归谁管：{1}").format(kind.name, kind.regulator))
        self._kind.setVisible(kind.id != UNKNOWN_KIND)
        self._tell_kind.setVisible(kind.id == UNKNOWN_KIND)
        ticked = self._told.get(self.lender)
        shown = self._routes.suggested(self.lender) if ticked is None else ticked
        for name, box in self._boxes.items():
            box.setChecked(name in shown)
        self._suggested.setVisible(ticked is None and bool(shown))
        region = self._regions.get(self.lender, "")
        self._region.setCurrentIndex(max(0, self._region.findData(region)))
        self.changed.emit()

    def _kind_of(self, lender: Lender) -> LenderKind:
        return self._kinds.get(lender.kind, self._kinds[UNKNOWN_KIND])

    # ---- answers -----------------------------------------------------------------------------

    def _lender_taken(self, _index: int) -> None:
        self._show()

    def _ticked(self) -> None:
        self._told[self.lender] = self.conducts
        self._suggested.hide()
        self.changed.emit()

    def _region_taken(self, _index: int) -> None:
        self._regions[self.lender] = self.region
        self.changed.emit()

    def _to_lender(self) -> None:
        self.went.emit(Target("person", lender=self.lender))

    # ---- across a lock -----------------------------------------------------------------------

    def draft(self) -> dict[str, str]:
        """What the person chose here; empty if that was nothing."""
        told = self._told.get(self.lender)
        if told is None and not self.region:
            return {}
        draft = {"lender": self.lender, "region": self.region}
        return draft if told is None else {**draft, "conducts": _BETWEEN.join(sorted(told))}

    def resume(self, draft: dict[str, str]) -> None:
        """Choose again what was chosen before a lock."""
        lender = draft.get("lender", "")
        self._regions[lender] = draft.get("region", "")
        if "conducts" in draft:
            self._told[lender] = frozenset(draft["conducts"].split(_BETWEEN)) & self._boxes.keys()
        self.show_case(lender)
