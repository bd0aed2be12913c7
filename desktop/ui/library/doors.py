"""Which door is meant for the lenders the person has filled in."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.channels import Channel
from desktop.domain.confidence import Confidence
from desktop.domain.lenders import UNKNOWN_KIND, Lender
from desktop.domain.triage import LenderKind
from desktop.services.library import LibraryService
from desktop.ui.library import entries as sections
from desktop.ui.library.detail import LIBRARY, Detail
from desktop.ui.navigation import Target


class Doors(Detail):
    """Says of each lender where to turn; empty where every channel is meant for everybody."""

    def __init__(
        self,
        library: LibraryService,
        lenders: Iterable[Lender],
        channels: Iterable[Channel],
        here: Channel | None = None,
    ) -> None:
        """Build the lines.

        Args:
            library: The content.
            lenders: The person's active lenders.
            channels: The channels to choose from.
            here: The channel that is being read, if one is.
        """
        super().__init__(library)
        self._here = here
        self._doors = [channel for channel in channels if channel.lender_kinds]
        if self._doors if here is None else here.lender_kinds:
            self._tell(lenders)

    def _tell(self, lenders: Iterable[Lender]) -> None:
        kinds = {kind.id: kind for kind in self.library.pack().triage.kinds}
        groups: dict[str, list[Lender]] = {}
        for lender in lenders:
            kind = lender.kind if lender.kind in kinds else UNKNOWN_KIND
            groups.setdefault(kind, []).append(lender)
        self.section(self.tr("你填的各家"))
        words = self.tr("找对门：按情况看该找谁、按什么顺序")
        self.body.addWidget(self.link(words, Target("router")))
        if not groups:
            words = self.tr("先在“我的情况”填上是哪一家、哪类机构，这里就会写明该找谁")
            self.body.addWidget(self.link(words, Target("person")))
        for kind, group in groups.items():
            names = "".join(self.tr("“{0}”").format(lender.name) for lender in group)
            if kind == UNKNOWN_KIND:
                words = self.tr("{0}：先在“我的情况”填上是哪类机构，这里就会写明该找谁")
                target = Target("person", lender=group[0].id)
                self.body.addWidget(self.link(words.format(names), target))
            elif self._here is not None and kind in self._here.lender_kinds:
                self.line(self.tr("{0}·{1}：在这里的适用范围里。").format(names, kinds[kind].name))
            else:
                self._elsewhere(names, kinds[kind])

    def _elsewhere(self, names: str, kind: LenderKind) -> None:
        """Who answers for the kind, and which of the channels are meant for it."""
        fit = [door for door in self._doors if kind.id in door.lender_kinds]
        # What is meant for few kinds is meant for this one; one for all kinds has other matters.
        fewest = min((len(door.lender_kinds) for door in fit), default=0)
        if self._here is not None:
            words = self.tr("{0}·{1}：不在这里的适用范围里。归谁管：{2}")
        else:
            words = self.tr("{0}·{1}。归谁管：{2}")
        regulator = kind.regulator
        if kind.confidence is Confidence.UNVERIFIED:
            regulator = self.tr("{0}（待核）").format(regulator)
        self.line(words.format(names, kind.name, regulator))
        for door in fit:
            if len(door.lender_kinds) == fewest:
                target = Target(LIBRARY, section=sections.CHANNELS, entry=door.id)
                self.body.addWidget(self.link(door.name, target))
