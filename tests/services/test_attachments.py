"""Files with incidents: taken in whole or not at all, kept unchanged, gone when not needed."""

import hashlib
import os
import stat
from collections.abc import Callable, Generator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.attachments import ORIGIN_LIMIT, AddProgress, Came, Loss
from desktop.domain.evidence import EvidenceFilter
from desktop.domain.history import Act, Deed
from desktop.services.attachments import Added, Source
from desktop.services.bus import Topic
from desktop.services.errors import (
    AttachmentDamaged,
    AttachmentNotShown,
    AttachmentTooLarge,
    FileChanged,
    FileUnusable,
    IncidentGone,
    OriginTooLong,
    UserProblem,
)
from desktop.services.house import Services
from desktop.store.journal import DEPTH
from tests.services.conftest import Clock
from tests.store.children import start

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9000
RIGHTS = os.name == "posix" and os.geteuid() != 0


def ended(work: Generator[Any, None, Any]) -> Any:
    """What a job gives when nobody cancels it."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def add(services: Services, incident: str, *sources: Source, origin: str = "") -> Added:
    added = ended(services.attachments().adding(incident, sources, Came.CHOSEN, origin))
    assert isinstance(added, Added)
    return added


def pasted(data: bytes = JPEG, name: str = "a.jpg") -> Source:
    return Source(BytesIO(data), name)


def lying(folder: Path) -> list[str]:
    """Everything in the folder but the data file itself, its log and its copies."""
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return sorted(name for name in found if not name.startswith(("anxin.sqlite", "backups/")))


@pytest.fixture
def incident(services: Services) -> str:
    return services.incidents().add(line="一").id


def test_a_file_is_kept_byte_for_byte_and_described(
    services: Services, incident: str, tmp_path: Path, clock: Clock, heard: list[Topic],
    open_again: Callable[[], Services],
) -> None:  # fmt: skip
    source = tmp_path / "mmexport1700000000000.jpg"
    source.write_bytes(JPEG)
    before = source.stat()
    heard.clear()
    added = add(services, incident, Source(source), pasted(b"words", "b"), origin="  我的\n手机 ")
    first, second = added.attachments
    assert heard == [Topic.ATTACHMENTS]
    assert (first.name, first.size, first.type) == (source.name, len(JPEG), "image/jpeg")
    assert first.losses == (Loss.CHAT_NAME, Loss.NO_CAMERA_DATA)
    assert first.origin == second.origin == "我的 手机"
    assert first.added == "2026-11-22T01:30:00Z"
    assert (added.known, added.refused) == (frozenset(), ())
    assert source.read_bytes() == JPEG
    assert (source.stat().st_mtime_ns, source.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    again = open_again()
    assert again.attachments().of(incident) == (first, second)
    assert again.attachments().read(first.id, len(JPEG)) == JPEG
    assert again.evidence().page()[0].attachments == 2


def test_the_same_bytes_cost_nothing_twice(services: Services, incident: str, folder: Path) -> None:
    other = services.incidents().add(line="二").id
    (first,) = add(services, incident, pasted()).attachments
    twice = add(services, other, pasted(), pasted(name="other.jpg"))
    assert twice.attachments[0] == first
    assert twice.attachments[1].name == "other.jpg"
    assert twice.known == {each.id for each in twice.attachments}
    assert add(services, other, pasted()).attachments == (first,)
    assert len(services.attachments().of(other)) == 2
    assert lying(folder) == [f"files/{first.sha256}"]


def test_what_cannot_be_read_is_refused_and_the_rest_is_kept(
    services: Services, incident: str, tmp_path: Path
) -> None:
    good = tmp_path / "good.txt"
    good.write_text("ok", encoding="utf-8")
    (tmp_path / "link").symlink_to(good)
    os.mkfifo(tmp_path / "pipe")
    locked = tmp_path / "locked"
    locked.write_text("secret", encoding="utf-8")
    locked.chmod(0)
    bad = ["link", "pipe", "missing", "nul\0name", "."] + (["locked"] if RIGHTS else [])
    added = add(services, incident, *(Source(tmp_path / name) for name in [*bad, "good.txt"]))
    assert [each.name for each in added.attachments] == ["good.txt"]
    assert len(added.refused) == len(bad)
    assert all(type(each.problem) is FileUnusable for each in added.refused)
    assert added.refused[3].name == "nulname"


def test_a_file_that_changes_while_it_is_read_is_refused(
    services: Services, incident: str, tmp_path: Path, folder: Path
) -> None:
    source = tmp_path / "film"
    source.write_bytes(bytes(64 * 1024 * 1024))
    work = services.attachments().adding(incident, (Source(source),), Came.DROPPED)
    for told in work:
        if told.done:
            with source.open("ab") as more:
                more.write(b"!")
            break
    added = ended(work)
    assert [type(each.problem) for each in added.refused] == [FileChanged]
    assert services.attachments().of(incident) == ()
    assert lying(folder) == []


@pytest.mark.parametrize("steps", [1, 2, 3, 6])
def test_what_is_cancelled_leaves_nothing(
    services: Services, incident: str, folder: Path, steps: int, heard: list[Topic]
) -> None:
    (kept,) = add(services, incident, pasted(b"kept before", "k")).attachments
    heard.clear()
    large = os.urandom(1024) * 8 * 1024
    work = services.attachments().adding(
        incident, (pasted(b"first", "1"), pasted(large, "2"), pasted(large[1:], "3")), Came.PASTED
    )
    for _ in range(steps):
        next(work)
    work.close()
    assert lying(folder) == [f"files/{kept.sha256}"]
    assert services.attachments().of(incident) == (kept,)
    assert heard == []
    assert services.history.can_undo() == Act(Deed.ATTACHMENT_ADDED, detail=incident)


def test_progress_is_told_in_bytes_and_never_goes_back(services: Services, incident: str) -> None:
    told: list[AddProgress] = []
    work = services.attachments().adding(incident, (pasted(), pasted(b"2", "2")), Came.PASTED)
    for each in work:
        told.append(each)  # noqa: PERF402  It may not be a list.
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1].total == 2 * (len(JPEG) + 1)
    assert told[-1].done <= told[-1].total
    assert {(each.number, each.files, each.name) for each in told} == {(1, 2, "a.jpg"), (2, 2, "2")}


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.attachments import Came
from desktop.services.attachments import Source
from desktop.services.house import open_services

folder = Path(sys.argv[1])
services = open_services(folder, None, lambda: datetime(2026, 11, 22, tzinfo=UTC))
sources = tuple(Source(Path(path)) for path in sys.argv[3:])
for told in services.attachments().adding(sys.argv[2], sources, Came.CHOSEN):
    print(told.done, flush=True)
"""


@pytest.mark.parametrize("least", [0, 1, 3 * 1024 * 1024, 20 * 1024 * 1024])
def test_a_kill_leaves_nothing_after_the_next_start(
    services: Services, incident: str, folder: Path, tmp_path: Path, least: int,
    open_again: Callable[[], Services],
) -> None:  # fmt: skip
    (kept,) = add(services, incident, pasted(b"kept", "k")).attachments
    services.close()
    paths = []
    for number in range(3):
        path = tmp_path / f"film {number}"
        path.write_bytes(os.urandom(1024) * (4 + number) * 1024)
        paths.append(str(path))
    with start(KILLED, str(folder), incident, *paths) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= least:
                break
        child.kill()
    again = open_again()
    if len(again.attachments().of(incident)) == 1:
        assert lying(folder) == [f"files/{kept.sha256}"]
    else:  # It was quicker than the kill.
        assert len(lying(folder)) == 4
    checked = ended(again.attachments().checking())
    assert checked.damaged == ()


def test_undo_and_redo_take_the_file_away_and_bring_it(
    services: Services, incident: str, folder: Path
) -> None:
    files = services.attachments()
    added = add(services, incident, pasted(), pasted(b"2", "2")).attachments
    services.history.undo()
    assert files.of(incident) == ()
    files.tidy()
    services.history.redo()
    assert files.of(incident) == added
    files.detach(incident, added[0].id)
    assert files.of(incident) == added[1:]
    files.tidy()
    services.history.undo()
    assert files.read(added[0].id, len(JPEG)) == JPEG
    services.incidents().erase(incident)
    assert files.get(added[0].id) is None
    assert services.evidence().count(EvidenceFilter(withdrawn=True)) == 0
    services.history.undo()
    assert files.of(incident) == added
    assert len(lying(folder)) == 2


def test_a_record_that_is_undone_meanwhile_takes_its_files_along(
    services: Services, folder: Path
) -> None:
    incident = services.incidents().add(line="x").id
    work = services.attachments().adding(incident, (pasted(),), Came.PASTED)
    next(work)
    services.history.undo()
    added = ended(work)
    assert added.attachments == ()
    assert [type(refused.problem) for refused in added.refused] == [IncidentGone]
    assert services.evidence().summary().attachments == 0
    assert lying(folder) == []
    services.history.redo()
    assert services.attachments().of(incident) == ()


def test_bytes_go_when_nothing_can_bring_them_back(
    services: Services, incident: str, folder: Path
) -> None:
    other = services.incidents().add().id
    (gone, shared) = add(services, incident, pasted(), pasted(b"2", "2")).attachments
    services.attachments().link(other, shared.id)
    services.incidents().erase(incident)
    for number in range(DEPTH):
        services.attachments().tidy()
        assert f"files/{gone.sha256}" in lying(folder)
        services.incidents().add(line=str(number))
    services.attachments().tidy()
    assert lying(folder) == [f"files/{shared.sha256}"]
    assert services.attachments().of(other) == (shared,)


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def out_of_reach(services: Services) -> None:
    """So much is done afterwards that undo leads no further back."""
    for number in range(DEPTH + 1):
        services.incidents().add(line=str(number))


def test_in_a_quiet_moment_what_nothing_can_bring_back_goes(
    services: Services, incident: str, folder: Path
) -> None:
    files = services.attachments()
    gone, kept, back = add(
        services, incident, pasted(), pasted(b"2", "2"), pasted(b"3", "3")
    ).attachments
    files.detach(incident, gone.id)
    out_of_reach(services)
    files.detach(incident, back.id)
    ended(files.tidying())
    assert lying(folder) == sorted(f"files/{file.sha256}" for file in (kept, back))
    services.history.undo()
    assert files.of(incident) == (kept, back)
    assert ended(files.checking()).damaged == ()


def test_what_is_changed_in_a_quiet_moment_ends_it(
    services: Services, incident: str, folder: Path
) -> None:
    files = services.attachments()
    for name in "abc":
        (file,) = add(services, incident, pasted(name.encode(), name)).attachments
        files.detach(incident, file.id)
    out_of_reach(services)
    assert len(lying(folder)) == 3
    work = files.tidying()
    while len(lying(folder)) == 3:
        next(work)
    # The same picture again: it lies there still, and is not written a second time.
    left = [name.encode() for name in "abc" if f"files/{digest_of(name)}" in lying(folder)]
    again = add(services, incident, *(pasted(data, "again") for data in left))
    assert len(again.known) == 2
    ended(work)
    assert ended(files.checking()) == (2, ())
    assert len(lying(folder)) == 2


def test_after_damage_no_bytes_go_but_those_that_are_erased(
    services: Services, incident: str, folder: Path
) -> None:
    """The row that needs them may be in what was kept aside."""
    (gone,) = add(services, incident, pasted()).attachments
    services.attachments().detach(incident, gone.id)
    out_of_reach(services)
    (folder / "backups" / "damaged-20261122T031500Z").mkdir(parents=True)
    ended(services.attachments().tidying())
    services.attachments().tidy()
    assert lying(folder) == [f"files/{gone.sha256}"]
    services.attachments().tidy(erasing=True)
    assert lying(folder) == []


def test_a_copy_on_its_way_is_waited_for(services: Services, incident: str, folder: Path) -> None:
    (file,) = add(services, incident, pasted()).attachments
    services.attachments().detach(incident, file.id)
    out_of_reach(services)
    copying = services.copies.make()
    next(copying)
    ended(services.attachments().tidying())
    assert len(lying(folder)) == 1
    ended(copying)
    ended(services.attachments().tidying())
    assert lying(folder) == []
    assert (folder / "backups" / "files" / file.sha256).is_file()


def test_what_is_given_up_takes_only_its_own_away(
    services: Services, incident: str, folder: Path
) -> None:
    (known,) = add(services, incident, pasted()).attachments
    work = services.attachments().adding(
        incident, (pasted(), pasted(b"new", "n"), pasted(b"newer", "m")), Came.PASTED
    )
    for step in work:
        if step.number == 3:
            break
    assert len(lying(folder)) >= 2
    work.close()
    assert lying(folder) == [f"files/{known.sha256}"]
    assert ended(services.attachments().checking()) == (1, ())


def test_bytes_that_a_copy_needs_are_put_aside_with_it(
    services: Services, incident: str, folder: Path
) -> None:
    (gone,) = add(services, incident, pasted()).attachments
    for _ in services.copies.make():
        pass
    services.history.undo()
    services.incidents().add()
    services.attachments().tidy()
    assert lying(folder) == []
    assert (folder / "backups" / "files" / gone.sha256).read_bytes() == JPEG


def test_a_viewer_gets_a_copy_it_cannot_write_which_goes_again(
    services: Services, incident: str, folder: Path, open_again: Callable[[], Services]
) -> None:
    (picture, program) = add(
        services, incident, pasted(name="x\u202egpj.exe"), pasted(b"MZ" + bytes(99), "x.jpg")
    ).attachments
    copy = ended(services.attachments().opening(picture.id))
    assert copy.read_bytes() == JPEG
    assert copy.name == "xgpj.jpg"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    with pytest.raises(AttachmentNotShown):
        ended(services.attachments().opening(program.id))
    services.attachments().close_copies()
    assert not copy.exists()
    ended(services.attachments().opening(picture.id))
    again = open_again()
    assert not (folder / "opened").exists()
    ended(again.attachments().opening(picture.id))
    (folder / "opened" / "left").mkdir()
    (folder / "opened" / "left" / "a.jpg").write_bytes(b"plain")
    open_again()
    assert not (folder / "opened").exists()


def test_opening_that_is_cancelled_leaves_no_copy(
    services: Services, incident: str, folder: Path
) -> None:
    (film,) = add(services, incident, pasted(JPEG * 10)).attachments
    work = services.attachments().opening(film.id)
    next(work)
    work.close()
    assert [path for path in (folder / "opened").glob("*/*")] == []  # noqa: C416


def test_damage_is_found_and_named(services: Services, incident: str, folder: Path) -> None:
    files = services.attachments()
    (whole, changed, missing) = add(
        services, incident, pasted(), pasted(b"%PDF-2", "2"), pasted(b"%PDF-3", "3")
    ).attachments
    (folder / "files" / changed.sha256).write_bytes(b"%PDF-x")
    (folder / "files" / missing.sha256).unlink()
    checked = ended(files.checking())
    assert checked == (1, (changed, missing))
    assert ended(files.checking((whole.id,))) == (1, ())
    for each in (changed, missing):
        with pytest.raises(AttachmentDamaged):
            files.read(each.id, 99)
        with pytest.raises(AttachmentDamaged):
            ended(files.opening(each.id))
    assert not list((folder / "opened").glob("*"))


def test_what_is_told_of_a_file(services: Services, incident: str) -> None:
    files = services.attachments()
    (file,) = add(services, incident, pasted()).attachments
    files.set_origin(file.id, "表姐手机")
    files.set_covered(file.id, True)
    files.set_covered(file.id, True)
    assert files.get(file.id) == file._replace(origin="表姐手机", covered=True)
    assert {"表姐手机", "a.jpg"} <= set(services.private_words())
    with pytest.raises(OriginTooLong):
        files.set_origin(file.id, "字" * (ORIGIN_LIMIT + 1))
    with pytest.raises(OriginTooLong):
        add(services, incident, pasted(), origin="字" * (ORIGIN_LIMIT + 1))
    services.history.undo()
    assert files.get(file.id) == file._replace(origin="表姐手机")
    with pytest.raises(AttachmentTooLarge):
        files.read(file.id, 10)


def test_faults_of_the_caller(services: Services, incident: str, folder: Path) -> None:
    files = services.attachments()
    for call in (
        lambda: ended(files.adding("none", (pasted(),), Came.CHOSEN)),
        lambda: files.link(incident, "none"),
        lambda: files.detach(incident, "none"),
        lambda: files.set_origin("none", ""),
        lambda: files.read("none", 1),
        lambda: ended(files.opening("none")),
        lambda: ended(files.checking(("none",))),
    ):
        with pytest.raises(KeyError):
            call()
    assert lying(folder) == []


def test_with_a_vault_nothing_plain_lies_there(
    services: Services, incident: str, folder: Path, tmp_path: Path
) -> None:
    (before,) = add(services, incident, pasted(b"%PDF before the vault", "a.pdf")).attachments
    vault = services.vault()
    for _ in vault.turn_on(vault.prepare("六个汉字密码")):
        pass
    (after,) = add(services, incident, pasted(b"%PDF after the vault", "b.pdf")).attachments
    assert ended(services.attachments().checking()) == (2, ())
    assert add(services, incident, pasted(b"%PDF after the vault", "b.pdf")).known == {after.id}
    services.attachments().tidy()
    assert all(name.endswith(".sealed") for name in lying(folder) if name.startswith("files/"))
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"%PDF" not in path.read_bytes()
    copy = ended(services.attachments().opening(before.id))
    assert copy.read_bytes() == b"%PDF before the vault"
    assert services.evidence().count(EvidenceFilter(text="一", attached=True)) == 1


def test_a_folder_that_takes_no_files_takes_nothing_in(
    services: Services, incident: str, folder: Path
) -> None:
    (folder / "files").write_text("no folder", encoding="utf-8")
    with pytest.raises(UserProblem):
        add(services, incident, pasted())
    assert services.attachments().of(incident) == ()
    (folder / "files").unlink()
    assert len(add(services, incident, pasted()).attachments) == 1
    assert len(lying(folder)) == 1
