"""The tour itself: the main job from the first question to the next start, then every page."""

from __future__ import annotations

import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from desktop.domain.incidents import IncidentChannel, IncidentKind, Reached
from desktop.domain.progress import State
from desktop.domain.steps import Stage
from desktop.services.house import Services, open_services
from desktop.ui.navigation import Target
from desktop.ui.page_list import PAGES
from desktop.ui.theme import theme
from desktop.ui.tour.driver import Driver, TourError
from desktop.ui.tour.letters import look_at_letter, write_letter
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.note_edit import NoteEdit
from desktop.ui.widgets.step_list import Row, RowList
from desktop.ui.widgets.text import Text
from desktop.ui.window import MainWindow

SIZE = (1366, 768)
LOOKS = (("light", 100), ("dark", 100), ("light", 200), ("dark", 200))
LOOK_WORDS = {"light": "浅色", "dark": "深色"}
LOOKED_FOR = "打我妈"
NOTE = "表姐 19:14 接到电话，已发来截图。"
CALL = "说再不还就打我单位前台"
INCIDENTS = (
    (5, "说要上门"),
    (11, "问表姐我住在哪里"),
    (29, "发来一张图，像法院的"),
    (52, "一上午打了九个"),
    (60, ""),
)
"""Hours ago, and what was said; made up."""
INCIDENT_SCREENS = ("say", "note", "tell", "next")
SECTIONS = ("rules", "channels", "myths", "glossary", "faq", "phones", "redirects")


def run_tour(app: QApplication, folder: Path) -> int:
    """Play the tour; returns 0 when everything that was asserted holds.

    Args:
        app: The application with look and font in place.
        folder: Where pictures and ``journey.json`` go; made if it is not there.
    """
    driver = Driver(app, folder)
    hook, sys.excepthook = sys.excepthook, driver.note_exception
    try:
        with tempfile.TemporaryDirectory(prefix="anxin-tour-") as data:
            tour = _Tour(driver, Path(data))
            try:
                tour.play()
            finally:
                tour.close()
    except (TourError, StopIteration) as error:
        driver.check(f"走完全程（停在：{error!r}）", False)
    finally:
        sys.excepthook = hook
    good = driver.write()
    for fact in driver.facts:
        if not fact["ok"]:
            print(f"没有通过：{fact}", file=sys.stderr)
    print(f"{len(driver.facts)} 项检查，{len(driver.pictures)} 张图：{folder.resolve()}")
    return 0 if good else 1


def _now() -> datetime:
    return datetime.now().astimezone()


def _today() -> date:
    return _now().date()


class _Tour:
    """One practice case from the first question to the second start."""

    def __init__(self, driver: Driver, data: Path) -> None:
        self._driver = driver
        self._data = data
        self._services: Services
        self._window: MainWindow
        self._is_open = False

    def play(self) -> None:
        """Everything in order."""
        theme.apply("light", 100)
        self._open()
        self._answer_questions()
        self._do_first_step()
        self._read_rule_and_note()
        self._set_aside()
        self._tell_lender()
        self._keep_evidence()
        write_letter(self._driver, self._window, self._services, self._first_lender())
        self._choose_phone()
        self._come_back()
        self._look_for()
        self._look_around()

    def _open(self) -> None:
        self._services = open_services(self._data, None, _now)
        self._window = MainWindow(self._services, _today)
        self._window.resize(*SIZE)
        self._window.show()
        self._window.activateWindow()
        self._driver.settle()
        self._is_open = True

    def close(self) -> None:
        """Take the window down and let go of the data; nothing when that is done already."""
        if not self._is_open:
            return
        self._is_open = False
        self._window.close()
        self._window.dispose()
        self._window.deleteLater()
        self._driver.settle()
        self._services.close()

    # ---- the main job ------------------------------------------------------------------------

    def _answer_questions(self) -> None:
        driver, window = self._driver, self._window
        for look, percent in LOOKS:
            theme.apply(look, percent)
            driver.picture(window, f"welcome-{look}-{percent}")
        theme.apply("light", 100)
        driver.settle()
        for words in ("没有", "睡不着，很慌", "已经逾期", "接到过", "能还一部分"):
            driver.click(driver.button(window, f":{words}"))
        answers = self._services.answers
        driver.check("回答当场存下", answers.value("contacts") == "yes", answers.value("contacts"))
        driver.picture(window, "welcome-answered")
        driver.click(driver.find(window, QPushButton, "welcome_start"))
        driver.check("回答完到首页", window.page("home").isVisible())
        lenders = self._services.lenders.active()
        driver.check(
            "第一笔已记下，阶段是逾期后", [one.stage for one in lenders] == [Stage.OVERDUE]
        )

    def _do_first_step(self) -> None:
        driver, window = self._driver, self._window
        first = self._services.plan.plan().items[0]
        driver.picture(window, "home-first")
        driver.click(driver.button(window, "看全部"))
        driver.picture(window, "home-whole-plan")
        driver.click(driver.button(window, "只看最要紧的"))
        driver.click(driver.button(window, "开始这一步"))
        title = driver.find(window, Text, "step_title").text()
        driver.check("打开的是首页上那一步", title == first.step.title, title)
        driver.press("Ctrl+Return")
        stored = self._services.progress.get(first.step.id, first.subject)
        done = stored is not None and stored.state is State.DONE
        driver.check("Ctrl+Enter 完成，已写进磁盘", done)
        title = driver.find(window, Text, "step_title").text()
        driver.check("自动到下一步", title != first.step.title, title)

    def _read_rule_and_note(self) -> None:
        driver, window = self._driver, self._window
        page = window.page("checklist")
        with_rule = next(
            item
            for item in self._services.plan.checklist(Stage.OVERDUE, self._first_lender())
            if item.open and item.step.rules
        )
        window.go(Target("checklist", Stage.OVERDUE.value, self._first_lender(), with_rule.step.id))
        driver.settle()
        driver.click(driver.button(page, "复制引用"))
        copied = QGuiApplication.clipboard().text()
        cited = self._services.library.cite(with_rule.step.rules[0])
        driver.check("复制引用带出处", cited in copied, copied)
        note = page.findChild(NoteEdit)
        assert note is not None
        note.setFocus(Qt.FocusReason.OtherFocusReason)
        driver.enter(NOTE)
        driver.picture(window, "checklist-note")
        driver.wait_until(lambda: not note.pending())
        stored = self._services.notes.text(with_rule.step.id, with_rule.subject)
        driver.check("备注已写进磁盘", stored == NOTE, stored)

    def _set_aside(self) -> None:
        driver, window = self._driver, self._window
        page = window.page("checklist")
        lender = self._first_lender()
        item = next(
            item
            for item in self._services.plan.checklist(Stage.OVERDUE, lender)
            if item.open and item.unanswered
        )
        window.go(Target("checklist", Stage.OVERDUE.value, lender, item.step.id))
        driver.settle()
        driver.picture(window, "checklist-question")
        driver.click(driver.button(page, "不适用"))
        field = driver.find(page, QLineEdit, "reason")
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        driver.enter("没有这种情况")
        driver.press("Return")
        stored = self._services.progress.get(item.step.id, item.subject)
        aside = (stored.state, stored.reason) if stored is not None else None
        wanted = (State.NOT_APPLICABLE, "没有这种情况")
        driver.check("不适用要写原因，也存下了", aside == wanted)
        driver.click(driver.button(page, "改回未开始"))
        stored = self._services.progress.get(item.step.id, item.subject)
        driver.check("能改回来", stored is None or stored.state is State.TODO)

    def _tell_lender(self) -> None:
        driver, window = self._driver, self._window
        driver.press("Ctrl+3")
        page = window.page("person")
        driver.check("Ctrl+3 到我的情况", page.isVisible())
        driver.click(driver.button(page, "添加一家"))
        driver.click(driver.button(page, "现在到哪一步了:还款中"))
        lenders = self._services.lenders.active()
        driver.check("添加了第二家，正在还款", [one.stage for one in lenders][1:] == [Stage.DURING])
        driver.click(driver.button(page, "分不清"))
        driver.picture(window, "person-resolver")
        kinds = self._services.library.pack().triage
        for _ in range(len(kinds.resolver) + 1):
            if any(button.text() == "就填这个" for button in _buttons(page)):
                break
            question = next(one for one in kinds.resolver if _shown(page, one.ask))
            driver.click(driver.button(page, question.answers[0].text))
        driver.click(driver.button(page, "就填这个"))
        kind = self._services.lenders.active()[1].kind
        driver.check("分辨出放款的是哪一类", kind in {one.id for one in kinds.kinds}, kind)

    def _choose_phone(self) -> None:
        driver, window = self._driver, self._window
        system = self._services.library.phone_systems()[0]
        lender = self._first_lender()
        item = next(
            item
            for item in self._services.plan.checklist(Stage.OVERDUE, lender)
            if item.step.phone_tasks
        )
        window.go(Target("checklist", Stage.OVERDUE.value, lender, item.step.id))
        driver.settle()
        combo = next(one for one in window.findChildren(Combo) if one.findData(system.id) >= 0)
        combo.setFocus(Qt.FocusReason.OtherFocusReason)
        driver.press("Down")
        chosen = self._services.preferences.phone_system
        driver.check("在步骤里选一次手机", chosen == system.id, chosen)
        path = self._services.library.phone_path(item.step.phone_tasks[0], system.id)
        said = "".join(label.text() for label in window.findChildren(Text) if label.isVisible())
        shown = path is not None and (path.route + path.hints)[0] in said
        driver.check("选一次手机，步骤里就有菜单路径", shown)
        driver.picture(window, "checklist-phone")

    def _keep_evidence(self) -> None:
        """Practice data: what a week of calls looks like, noted one by one."""
        driver, window = self._driver, self._window
        incidents = self._services.incidents()
        for number, (hours, line) in enumerate(INCIDENTS):
            incidents.add(
                incidents.now() - timedelta(hours=hours),
                channel=tuple(IncidentChannel)[number % 4],
                reached=tuple(Reached)[number % 4],
                lender=self._first_lender(),
                line=line,
                kinds=(tuple(IncidentKind)[number % 4],),
            )
        window.go(Target("checklist"))
        driver.settle()
        driver.press("Ctrl+N")
        driver.click(driver.button(window, "怎么来的:电话"))
        field = driver.find(window, QLineEdit, "incident_line")
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        driver.enter(CALL)
        driver.picture(window, "evidence-form")
        driver.click(driver.find(window, QAbstractButton, "evidence_save"))
        noted = incidents.latest(1)[0]
        driver.check("Ctrl+N 记一笔，当场存下", noted.line == CALL, noted.line)
        driver.click(driver.find(window, QAbstractButton, "evidence_correct"))
        field = driver.find(window, QLineEdit, "incident_line")
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        driver.press("End")
        driver.enter("，说了两遍")
        driver.click(driver.find(window, QAbstractButton, "evidence_save"))
        before = self._services.evidence().revisions(noted.id)
        driver.check(
            "更正以后，原来写的还在", [one.incident.line for one in before] == [CALL], len(before)
        )
        search = driver.find(window, QLineEdit, "evidence_search")
        search.setFocus(Qt.FocusReason.OtherFocusReason)
        driver.enter("两遍")
        driver.settle()
        table = driver.find(window, QTableView, "evidence_table")
        driver.check("记录里找得到一个词", table.model().rowCount() == 1, table.model().rowCount())
        driver.click(driver.find(window, QAbstractButton, "evidence_clear"))
        driver.picture(window, "evidence-record")

    def _come_back(self) -> None:
        driver, window = self._driver, self._window
        lender = self._first_lender()
        person_ticks = self._ticks()
        rows = window.page("checklist").findChild(RowList)
        assert rows is not None
        rows.setFocus(Qt.FocusReason.OtherFocusReason)
        driver.press("Down")
        target = window.page("checklist").target()
        self.close()
        self._open()
        window = self._window
        again = window.page("checklist").target()
        driver.check("再次打开，回到离开的地方", again == target, repr(again))
        driver.check("再次打开，完成的都在", self._ticks() == person_ticks, len(person_ticks))
        driver.check("再次打开，各家都在", self._services.lenders.active()[0].id == lender)
        driver.picture(window, "checklist-second-start")

    def _look_for(self) -> None:
        driver, window = self._driver, self._window
        driver.press("Ctrl+F")
        page = window.page("find")
        driver.check("Ctrl+F 到查找", page.isVisible())
        driver.enter(LOOKED_FOR)
        rows = page.findChild(RowList)
        assert rows is not None
        driver.press("Down")
        key = rows.current_key()
        driver.check("一边写一边找到", key is not None and key[0] == "steps", key)
        driver.press("Return")
        title = driver.find(window, Text, "step_title").text()
        found = next(row.text for row in rows.rows() if isinstance(row, Row) and row.key == key)
        driver.check("Enter 打开找到的那一步", title == found, title)
        driver.press("Ctrl+F")
        driver.press("Escape")
        driver.check("Esc 回到来的那一页", window.page("checklist").isVisible())

    def _ticks(self) -> list[tuple[str, str, str]]:
        return [
            (*item.key, item.state.value)
            for stage in Stage
            for one in self._services.lenders.active()
            for item in self._services.plan.checklist(stage, one.id)
            if item.state is not State.TODO
        ]

    # ---- every page in every look ------------------------------------------------------------

    def _look_around(self) -> None:
        driver, window = self._driver, self._window
        for look, percent in LOOKS:
            self._choose_look(look, percent)
            for entry in PAGES:
                window.go(Target(entry.name))
                driver.picture(window, f"{entry.name}-{look}-{percent}")
            look_at_letter(driver, window, self._services, f"{look}-{percent}")
            window.go(Target("find"))
            driver.enter(LOOKED_FOR)
            driver.picture(window, f"find-results-{look}-{percent}")
            for stage in Stage:
                window.go(Target("checklist", stage.value, self._first_lender()))
                driver.picture(window, f"checklist-{stage.value}-{look}-{percent}")
            for screen in INCIDENT_SCREENS:
                window.go(Target("incidents", section=screen))
                driver.picture(window, f"incidents-{screen}-{look}-{percent}")
            for section in SECTIONS:
                window.go(Target("library", section=section))
                driver.picture(window, f"library-{section}-{look}-{percent}")
        self._choose_look("light", 100)

    def _choose_look(self, look: str, percent: int) -> None:
        driver, window = self._driver, self._window
        window.go(Target("settings"))
        driver.settle()
        page = window.page("settings")
        driver.click(driver.button(page, f"外观:{LOOK_WORDS[look]}"))
        driver.click(driver.button(page, f"文字大小:{percent}%"))
        seen = (theme.appearance, theme.text_percent)
        driver.check(f"在设置里改外观和文字大小：{look} {percent}%", seen == (look, percent), seen)

    def _first_lender(self) -> str:
        return self._services.lenders.active()[0].id


def _buttons(page: QWidget) -> list[QAbstractButton]:
    return [button for button in page.findChildren(QAbstractButton) if button.isVisible()]


def _shown(page: QWidget, words: str) -> bool:
    labels = page.findChildren(Text)
    return any(label.text() == words and label.isVisible() for label in labels)
