"""What the person reads after an update that has moved steps they have worked on."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog

from desktop.content.compiled import LIBRARY_FILE, SEARCH_FILE
from desktop.content.loader import content_folder
from desktop.domain.moves import What
from desktop.domain.pack import Move, Outcome, Pack
from desktop.domain.progress import PERSON, State
from desktop.domain.steps import Scope, Stage, Step
from desktop.services.errors import DiskFull
from desktop.store.restored import MARK
from desktop.ui.dialogs.moves import NewsDialog, OldNotesDialog, what_happened
from desktop.ui.first_size import SMALLEST
from desktop.ui.messages import not_followed_words
from desktop.ui.navigation import Target
from desktop.ui.pages.find import FindPage
from desktop.ui.theme import theme
from desktop.ui.widgets.links import CopyLink, WrapLink
from desktop.ui.widgets.news_bar import NewsBar
from desktop.ui.widgets.step_list import Row
from desktop.ui.widgets.text import Text
from tests.services.packs import moved, real_pack, release
from tests.ui.program import Program, settle

Update = Callable[[Pack], None]


def own_steps(count: int) -> list[Step]:
    """Steps of the person in the list of those overdue."""
    checklist = next(each for each in real_pack().checklists if each.stage is Stage.OVERDUE)
    ids = {id_ for phase in checklist.phases for id_ in phase.steps}
    found = [each for each in real_pack().steps if each.id in ids and each.scope is Scope.PERSON]
    return found[-count:]


RENAMED, ONE, TWO, SPLIT, RETIRED, REVISED = own_steps(6)
NEW = [RENAMED._replace(id=f"s-new{n}2", title=f"更新后的第 {n} 步") for n in range(4)]
MOVES = (
    moved(Outcome.RENAMED, [RENAMED], [NEW[0].id]),
    moved(Outcome.MERGED, [ONE, TWO], [NEW[1].id]),
    moved(Outcome.SPLIT, [SPLIT], [NEW[2].id, NEW[3].id]),
    moved(Outcome.RETIRED, [RETIRED]),
)


def updated(moves: tuple[Move, ...] = MOVES) -> Pack:
    """Today's pack with the moves made: what goes is replaced in its list by what comes."""
    real = real_pack()
    after = {move.was[0].old: move.now for move in moves}
    gone = {id_ for move in moves for id_ in move.gone}

    def replaced(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new for id_ in ids for new in (after.get(id_, ()) if id_ in gone else (id_,)))

    checklists = [
        each._replace(
            phases=tuple(phase._replace(steps=replaced(phase.steps)) for phase in each.phases)
        )
        for each in real.checklists
    ]
    used = {id_ for move in moves for id_ in move.now}
    steps = [each._replace(rev=each.rev + (each == REVISED)) for each in real.steps]
    return real._replace(
        info=real.info._replace(version="9.0.0"),
        checklists=tuple(checklists),
        steps=(*(e for e in steps if e.id not in gone), *(e for e in NEW if e.id in used)),
        moves=moves,
    )


@pytest.fixture
def update(program: Program, tmp_path: Path) -> Iterator[Update]:
    """Closes the program, brings a pack, and opens the program again."""

    def bring(pack: Pack) -> None:
        program.close()
        program.content = release(pack, tmp_path / "pack")
        for each in (LIBRARY_FILE, SEARCH_FILE):
            shutil.copy(content_folder() / each, program.content)
        program.open()

    return bring


def work(program: Program) -> None:
    """The person has done all six steps, and written a note on each."""
    for each in (RENAMED, ONE, TWO, SPLIT, RETIRED, REVISED):
        program.services.progress.set(each.id, PERSON, State.DONE)
        program.services.notes.save(each.id, PERSON, f"我写的：{each.title}")
    settle()


def bar(program: Program) -> NewsBar | None:
    settle()
    bars = [each for each in program.window.findChildren(NewsBar) if each.isVisible()]
    return bars[0] if bars else None


def read(program: Program) -> NewsDialog:
    program.click(program.named(QAbstractButton, "news_more"))
    (dialog,) = program.window.findChildren(NewsDialog)
    assert dialog.isVisible()
    return dialog


def texts(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(Text)]


def links(dialog: QDialog) -> dict[str, WrapLink]:
    return {link.text(): link for link in dialog.findChildren(WrapLink)}


def test_nothing_is_told_where_nothing_has_changed(program: Program) -> None:
    work(program)
    program.open_again()
    assert bar(program) is None


def test_a_restore_is_told_once_and_then_what_else_there_is(
    program: Program, update: Update
) -> None:
    work(program)
    (program.folder / MARK).touch()
    update(updated())
    told = "恢复好了，现在看到的就是恢复进来的内容。"
    assert program.sees(told)
    program.open_again()
    assert program.sees(told), "nobody has answered yet"
    program.click(program.named(QAbstractButton, "news_known"))
    assert not program.sees(told)
    assert program.sees("内容有更新，影响你")
    program.open_again()
    assert not program.sees(told)


def test_nothing_is_told_to_someone_it_does_not_concern(program: Program, update: Update) -> None:
    update(updated())
    assert bar(program) is None


def test_the_steps_concerned_are_listed_with_what_happened(
    program: Program, update: Update
) -> None:
    work(program)
    update(updated())
    news = bar(program)
    assert news is not None
    assert program.sees("内容有更新，影响你 6 步")
    dialog = read(program)
    shown = texts(dialog)
    for each in (RENAMED, ONE, TWO, SPLIT, RETIRED, REVISED):
        assert each.title in shown
    for what in frozenset(What) - {What.OTHER_SUBJECT}:
        assert what_happened(what) in shown
    assert shown.count("说法变了。") == 5, "the reason the author gave"
    assert set(links(dialog)) == {*(each.title for each in NEW), REVISED.title}
    program.click(next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "知道了"))
    assert bar(program) is None
    program.open_again()
    assert bar(program) is None, "once is enough"


def test_a_step_opens_from_the_list(program: Program, update: Update) -> None:
    work(program)
    update(updated())
    link = links(read(program))[NEW[0].title]
    assert link.accessibleName() == f"打开“{NEW[0].title}”"
    program.click(link)
    assert program.named(Text, "step_title").text() == NEW[0].title
    here = program.window.here()
    assert here is not None
    assert (here.page, here.stage, here.step) == ("checklist", Stage.OVERDUE.value, NEW[0].id)
    assert bar(program) is None
    assert program.window.findChildren(NewsDialog) == []


def test_what_was_not_answered_is_told_again(program: Program, update: Update) -> None:
    work(program)
    update(updated())
    program.open_again()
    assert bar(program) is not None
    program.click(program.named(QAbstractButton, "news_known"))
    assert bar(program) is None
    program.open_again()
    assert bar(program) is None


def test_by_keyboard_alone(program: Program, update: Update) -> None:
    work(program)
    update(updated())
    more = program.named(QAbstractButton, "news_more")
    for _ in range(40):
        if program.focus() is more:
            break
        program.press("Tab")
    assert program.focus() is more
    program.press("Space")
    (dialog,) = program.window.findChildren(NewsDialog)
    dialog.activateWindow()
    settle()
    assert program.focus().window() is dialog
    program.press("Escape")
    program.window.activateWindow()
    assert bar(program) is None
    assert program.focus().isVisible(), "the keyboard is not left on what is gone"


def test_undo_says_what_it_would_take_back(program: Program, update: Update) -> None:
    work(program)
    update(updated())
    undo = program.named(QAbstractButton, "undo")
    assert undo.accessibleName() == "撤销：内容更新后的整理（6 步），下次打开会再整理"
    here = program.window.here()
    program.click(undo)
    assert program.window.here() == here
    assert program.services.progress.get(RENAMED.id, PERSON) is not None
    assert program.named(QAbstractButton, "redo").accessibleName().startswith("重做：内容更新")


def test_undoing_an_update_is_told_and_can_be_made_good_at_once(
    program: Program, update: Update
) -> None:
    work(program)
    update(updated())
    program.press("Ctrl+Z")
    assert program.sees("撤销了内容更新后的整理")
    assert not program.sees("内容有更新，影响你")
    assert program.services.progress.get(RENAMED.id, PERSON) is not None
    program.click(program.named(QAbstractButton, "news_more"))
    assert program.services.progress.get(RENAMED.id, PERSON) is None
    assert program.services.notes.text(NEW[0].id, PERSON) == f"我写的：{RENAMED.title}"
    assert not program.sees("撤销了内容更新后的整理")
    assert program.sees("内容有更新，影响你 6 步"), "which the person has not read yet"
    program.press("Ctrl+Z")
    program.click(program.named(QAbstractButton, "news_known"))
    assert bar(program) is None
    program.services.notes.save(REVISED.id, PERSON, "再写")
    settle()
    assert bar(program) is None, "it was read"


def test_an_update_that_was_undone_can_be_made_good_after_other_changes(
    program: Program, update: Update
) -> None:
    work(program)
    update(updated())
    program.press("Ctrl+Z")
    other = own_steps(7)[0]
    program.services.progress.set(other.id, PERSON, State.DOING)
    settle()
    program.click(program.named(QAbstractButton, "news_more"))
    assert program.services.notes.text(NEW[0].id, PERSON) == f"我写的：{RENAMED.title}"
    assert bar(program) is not None
    assert not program.sees("撤销了内容更新后的整理")
    tick = program.services.progress.get(other.id, PERSON)
    assert tick is not None
    assert tick.state is State.DOING


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_into_the_smallest_window(program: Program, update: Update, percent: int) -> None:
    work(program)
    program.services.preferences.set_text_percent(percent)
    update(updated())
    program.window.resize(*SMALLEST)
    settle()
    assert theme.text_percent == percent
    news = bar(program)
    assert news is not None
    assert news.geometry().right() <= program.window.width()
    for link in news.links:
        assert link.visibleRegion().boundingRect() == link.rect()
        assert link.width() >= link.sizeHint().width()
    dialog = read(program)
    assert dialog.width() <= SMALLEST[0]
    assert dialog.height() <= SMALLEST[1]
    known = next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "知道了")
    assert known.visibleRegion().boundingRect() == known.rect()


def test_notes_on_steps_that_are_gone_are_read_on_the_checklist_page(
    program: Program, update: Update
) -> None:
    work(program)
    program.window.go(Target("checklist", Stage.OVERDUE.value))
    settle()
    assert not any(each.isVisible() for each in old_notes_links(program))
    update(updated())
    program.window.go(Target("checklist", Stage.OVERDUE.value))
    link = program.button("以前的备注（1）")
    program.click(link)
    (dialog,) = program.window.findChildren(OldNotesDialog)
    shown = texts(dialog)
    assert RETIRED.title in shown
    assert f"我写的：{RETIRED.title}" in shown
    (copy,) = dialog.findChildren(CopyLink)
    program.click(copy)
    assert QGuiApplication.clipboard().text() == f"我写的：{RETIRED.title}"
    dialog.close()
    settle()
    # A pack in which the step is back shows its note where it was.
    update(real_pack()._replace(info=real_pack().info._replace(version="9.1.0")))
    program.window.go(Target("checklist", Stage.OVERDUE.value, "", RETIRED.id))
    assert program.services.notes.text(RETIRED.id, PERSON) == f"我写的：{RETIRED.title}"


def test_a_note_on_a_step_that_is_gone_is_found_and_opens(program: Program, update: Update) -> None:
    work(program)
    update(updated())
    program.press("Ctrl+F")
    program.write(f"我写的：{RETIRED.title}")
    page = program.page("find")
    assert isinstance(page, FindPage)
    (row,) = [each for each in page.list.rows() if isinstance(each, Row)]
    assert (row.text, row.chip) == (RETIRED.title, "以前的")
    program.press("Return")
    (dialog,) = program.window.findChildren(OldNotesDialog)
    assert f"我写的：{RETIRED.title}" in texts(dialog)
    dialog.close()
    settle()


def old_notes_links(program: Program) -> list[QAbstractButton]:
    return program.window.findChildren(QAbstractButton, "old_notes")


def test_a_merged_note_reads_well(program: Program, update: Update) -> None:
    work(program)
    update(updated())
    program.window.go(Target("checklist", Stage.OVERDUE.value, "", NEW[1].id))
    assert program.services.notes.text(NEW[1].id, PERSON) == (
        f"【{ONE.title}】\n我写的：{ONE.title}\n\n【{TWO.title}】\n我写的：{TWO.title}"
    )


def test_why_rows_could_not_follow_is_one_sentence_more() -> None:
    words = not_followed_words(DiskFull(Path("x")))
    assert words.startswith("内容有更新，有几步的勾和备注这次没能跟过来，都还在")
    assert "磁盘满了" in words
