"""A log as somebody has it who is called all day for two years, for the benchmarks."""

import random
import string
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from desktop.domain.attachments import Attachment, Came
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.domain.lenders import Lender
from desktop.services.evidence import EvidenceService
from desktop.services.house import Services, open_services
from desktop.store.attachments import AttachmentStore
from desktop.store.database import open_database
from desktop.store.incidents import IncidentStore
from desktop.store.lenders import LenderStore

NOW = datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=8)))
DAYS = 690
LENDERS = 12
ADDED = "2026-11-22T01:00:00Z"
WORDS = (
    "再不还钱就上门", "打了我妈的电话", "冒充法院", "说要起诉", "发照片到朋友圈", "威胁", "辱骂",
    "单位前台", "家人", "每天打几十次", "律师函", "要我转到私人账户", "问我在哪", "挂了又打",
    "村委会", "不说是哪一家", "说我是骗子", "让亲戚劝我还", "半夜", "短信轰炸",
)  # fmt: skip
QUERIES = (
    "妈", "钱", "还", "法", "半夜", "威胁", "电话", "律师", "上门", "朋友圈", "私人账", "打了我",
    "单位前台", "冒充法院", "138", "1390", "0551", "钱 律师", "家人 威胁", "没有这个词",
)  # fmt: skip


def make(folder: Path, incidents: int) -> None:
    """Fill an empty data folder with a log, and a file with every tenth incident."""
    dice = random.Random(7)
    database = open_database(folder, NOW)
    with database.transaction():
        for number in range(LENDERS):
            LenderStore(database).add(Lender(f"{number:012x}", f"第 {number + 1} 家"), "")
        store, files = IncidentStore(database), AttachmentStore(database)
        for number in range(incidents):
            incident = _incident(dice, number, NOW - timedelta(days=DAYS) * (number / incidents))
            store.put(incident, "")
            if number % 10 == 0:
                digest = "".join(dice.choices(string.hexdigits.lower()[:16], k=64))
                file = Attachment(
                    f"{number:012x}", digest, "图.png", 9, "image/png", ADDED, Came.CHOSEN
                )
                files.put(file)
                files.link(incident.id, file.id)
    database.close()


def opened(folder: Path) -> Services:
    """The services on such a folder."""
    return open_services(folder, None, lambda: NOW)


def fresh(services: Services) -> EvidenceService:
    """A reader of the log that keeps nothing of earlier answers, as after any change."""
    return EvidenceService(services.history._desk)


def _incident(dice: random.Random, number: int, at: datetime) -> Incident:
    return Incident(
        id=f"{dice.getrandbits(48):012x}",
        at=at.replace(microsecond=0),
        channel=dice.choice([*IncidentChannel, None]),
        reached=dice.choice([*Reached, None]),
        lender=f"{dice.randrange(LENDERS):012x}",
        number=dice.choice(["0551-6688", "1"]) + str(dice.randrange(10**9, 10**10)),
        line="，".join(dice.choices(WORDS, k=dice.randint(1, 5))) + str(number % 97),
        created=at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        kinds=tuple(kind for kind in IncidentKind if dice.random() < 0.12),
        contact=dice.choice(["", "", "表姐", "同事小李"]),
        by_contact=dice.random() < 0.03,
    )
