"""What was handed in and what came of it, as it stands on the account below what happened."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from desktop.domain.document import Block, Heading, Paragraph, Row
from desktop.domain.filings import FilingStatus, FilingWay
from desktop.domain.people_mask import Mask
from desktop.domain.timeline import FiledEvent, TimelineEntry
from desktop.domain.typesetting import Ink

FILED_TITLE = "交出去的和答复"
FILED_HEAD = ("日期", "什么", "到了哪一步", "怎么交、交给了谁", "编号", "哪一家")
_SHARES = (0.13, 0.27, 0.12, 0.20, 0.16, 0.12)
_NOTE = "按提交人自己记的写；编号可以向收件的单位核对。"
_STATUSES = {
    FilingStatus.SUBMITTED: "提交",
    FilingStatus.ACCEPTED: "受理",
    FilingStatus.ANSWERED: "已答复",
    FilingStatus.UNSATISFIED: "答复了，不满意",
    FilingStatus.CLOSED: "已结",
}
_WAYS = {
    FilingWay.EMS: "EMS",
    FilingWay.ONLINE: "网上",
    FilingWay.PHONE: "电话",
    FilingWay.IN_PERSON: "当面",
    FilingWay.EMAIL: "邮件",
    FilingWay.OTHER: "",
    None: "",
}


def filed_rows(
    entries: Iterable[TimelineEntry],
    lenders: Mapping[str, str],
    third_parties: Iterable[str],
    *,
    masked: bool,
    own: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[str, ...], ...]:
    """A row for each status, as ``FILED_HEAD`` names its columns.

    Args:
        entries: What happened; only what was handed in is taken.
        lenders: The names of lenders by id.
        third_parties: Names of everybody who was reached.
        masked: Whether they are masked; numbers of tickets are the person's own and stay.
        own: The person's own name and address, with what stands for each.
    """
    mask = Mask(third_parties, on=masked, others=own)
    rows = []
    for entry in entries:
        if isinstance(entry.record, FiledEvent):
            filing, change = entry.record
            how = "，".join(part for part in (_WAYS[filing.way], filing.recipient) if part)
            rows.append(
                (
                    f"{change.day:%Y-%m-%d}",
                    mask.text(filing.title, filing.ticket),
                    _STATUSES[change.status],
                    mask.text(how),
                    filing.ticket,
                    lenders.get(filing.lender, ""),
                )
            )
    return tuple(rows)


def filed_blocks(rows: Sequence[tuple[str, ...]]) -> list[Block]:
    """The rows with their heading; nothing where there are none."""
    if not rows:
        return []
    return [
        Heading(FILED_TITLE),
        Paragraph(_NOTE, Ink.MUTED, 10),
        Row(FILED_HEAD, _SHARES, head=True),
        *(Row(row, _SHARES) for row in rows),
    ]
