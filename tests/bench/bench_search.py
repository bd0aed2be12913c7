"""How long a keystroke takes in the find page, from the change of the text to the painted results.

The whole content, two thousand notes of two hundred characters, two hundred letters that are being
written, and five thousand calls and messages, queries as people type them, one character after
another, in the real window.
"""

import random
import statistics
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject

from desktop.domain.incidents import Incident
from desktop.services.house import Services, open_services
from desktop.store.database import open_database
from desktop.store.incidents import IncidentStore
from desktop.store.notes import NoteStore
from desktop.ui.application import make_application
from desktop.ui.navigation import Target
from desktop.ui.pages.find import FindPage
from desktop.ui.widgets.step_list import Heading, Row
from desktop.ui.window import MainWindow
from tests.bench.harness import milliseconds, report_at_most, rounds

NAME = "search"
LIMIT_MS = 30
NOTES = 2_000
NOTE_CHARACTERS = 200
INCIDENTS = 5_000
DRAFTS = 200
WORDS_OF_A_DRAFT = 600
QUERIES = (
    "打我妈", "打单位", "电话轰炸", "上征信", "坐牢", "不还会怎样", "爆通讯录", "催收", "催收上门",
    "律师函", "被起诉了怎么办", "停息挂账", "分60期", "高利贷", "年化利率", "征信修复", "中介骗钱",
    "冒充警察", "想不开", "睡不着", "没钱还", "换号码", "录音有用吗", "通讯录权限", "卸载有用吗",
    "法院 短信", "民法典 隐私", "个人信息保护法第50条", "银监会", "金融办", "呼死你", "714高炮",
    "砍头息", "结清证明", "他们一直打我妈电话怎么办", "12378", "110", "45251", "12345", "12381",
    "cuishou", "cs", "txl", "zhengxin", "zuolao", "huankuan", "tongxunlu", "app", "hk",
    "13800000000",
)  # fmt: skip
CHARACTERS = (
    "他说今天必须还钱不然就找我妈和单位催收电话录音投诉协商分期逾期客服工号周三回电0123456789，。"
)


def fill(folder: Path) -> None:
    """Make a data folder with forty lenders and fifty long notes for each, and the log."""
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    services = open_services(folder, None, lambda: now)
    services.preferences.set_welcomed(True)
    lenders = [services.lenders.add(f"第 {number} 家").id for number in range(1, 41)]
    steps = [step.id for step in services.library.pack().steps]
    chance = random.Random(1)  # Notes that look alike, the same at every run.
    letters = services.letters()
    for number in range(DRAFTS):
        every = letters.letters()
        draft = letters.start(every[number % len(every)].id, chance.choice(lenders))
        words = "".join(chance.choices(CHARACTERS, k=WORDS_OF_A_DRAFT))
        letters.save(draft.id, draft.filling._replace(own_words={"words": words}))
    services.close()
    database = open_database(folder, now)
    store = NoteStore(database)
    places = [(step, lender) for lender in lenders for step in steps][:NOTES]
    with database.transaction():
        for step, lender in places:
            text = "".join(chance.choices(CHARACTERS, k=NOTE_CHARACTERS))
            store.put(step, lender, text, now.isoformat())
        incidents = IncidentStore(database)
        for number in range(INCIDENTS):
            line = "".join(chance.choices(CHARACTERS, k=40))
            at = now - timedelta(hours=number)
            told = Incident(f"i{number}", at, lender=chance.choice(lenders), line=line)
            incidents.put(told._replace(number=f"1380000{number:04}"), now.isoformat())
    database.close()


Rows = list[Heading | Row]


class Painted(QObject):
    """Counts how often something is painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count a paint event."""
        self.times += event.type() == QEvent.Type.Paint
        return False


def measure(services: Services, n: int) -> list[float]:
    """The times of all keystrokes."""
    app = make_application()
    window = MainWindow(services, lambda: datetime(2026, 11, 22, tzinfo=UTC).date())
    window.resize(1366, 768)
    window.show()
    window.go(Target("find"))
    page = window.page("find")
    assert isinstance(page, FindPage)
    page.box.setText("先热一热")
    app.processEvents()
    painted = Painted(page.list.viewport())
    times: list[float] = []
    for query in QUERIES * n:
        page.box.clear()
        app.processEvents()
        for end in range(1, len(query) + 1):
            shown, before = page.list.rows(), painted.times

            def keystroke(
                typed: str = query[:end], shown: Rows = shown, before: int = before
            ) -> None:
                page.box.setText(typed)
                app.processEvents()
                # The list lays itself out, and is painted, in a later round.
                while page.list.rows() != shown and painted.times == before:
                    app.processEvents()
                app.processEvents()

            times.append(milliseconds(keystroke))
    window.dispose()
    window.close()
    window.deleteLater()
    app.processEvents()
    return times


def main() -> None:
    """Measure and print one line."""
    n = rounds(3, 1)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        services = open_services(Path(folder), None, lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))
        times = measure(services, n)
        services.close()
    p95 = statistics.quantiles(times, n=20)[-1]
    report_at_most(NAME, p95, "ms", LIMIT_MS, len(times))


if __name__ == "__main__":
    main()
