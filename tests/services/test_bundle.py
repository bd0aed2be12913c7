"""Bundles of evidence: what is in them, what is not, and that anybody can check them."""

import io
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Generator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.domain.attachments import Came
from desktop.domain.bundle import BundleMade, BundleWish, LeftOut, ShareLevel
from desktop.domain.incidents import Incident, IncidentChannel, IncidentKind, Reached
from desktop.services.attachments import Source
from desktop.services.errors import BundleEmpty, BundleFolderUnusable, BundleNoRoom
from desktop.services.house import Services, open_services
from tests.documents.reading import bare, read_pdf
from tests.pictures import HEIC, PLANTED, jpeg, png
from tests.services.conftest import Clock

T = TypeVar("T")
NAMES = ("王小明", "李四")
CALLER = "13900000000"
OTHER_NUMBER = "13711112222"


def run(job: Generator[object, None, T]) -> T:
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: T = end.value
            return result


@pytest.mark.parametrize("zipped", [True, False])
def test_what_a_kill_leaves_of_a_bundle_goes_after_the_next_start(
    services: Services, told: tuple[Incident, ...], tmp_path: Path, clock: Clock, zipped: bool
) -> None:
    """It holds the evidence in plain words, in a folder that others look into."""
    place = tmp_path / "desk"
    place.mkdir()
    wish = BundleWish(tuple(each.id for each in told), ShareLevel.FULL, zipped=zipped, twin=True)
    making = services.bundles().making(wish, place / ("x.zip" if zipped else "x"))
    while not list(place.iterdir()):
        next(making)
    then = tmp_path / "then"
    shutil.copytree(services.data_dir, then, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
    left = [path.name for path in place.iterdir()]
    making.close()
    assert list(place.iterdir()) == []
    for name in left:
        if zipped:
            (place / name).write_bytes(b"PK\3\4 and what was in it")
        else:
            (place / name / "data").mkdir(parents=True)
    theirs = place / ".theirs.part"
    theirs.write_bytes(b"PK\3\4")
    again = open_services(then, None, clock)
    again.care().sweep_exports()
    again.close()
    assert list(place.iterdir()) == [theirs]
    services.care().sweep_exports()


@pytest.fixture
def told(services: Services, clock: Clock) -> tuple[Incident, ...]:
    """Three events: one with files, one that a contact noted, one without anything."""
    lender = services.lenders.add("甲家").id
    add, attach = services.incidents().add, services.attachments().adding
    first = add(
        clock.moment - timedelta(hours=10),
        channel=IncidentChannel.CALL,
        reached=Reached.FAMILY,
        lender=lender,
        number=CALLER,
        line=f"{CALLER} 打给王小明，让他转告，还问了 {OTHER_NUMBER}",
        kinds=(IncidentKind.THREAT, IncidentKind.NIGHT),
        contact="王小明",
    )
    files = {
        "PLANTED 小米手机.jpg": jpeg(),
        "C:\\Users\\PLANTED\\b.png": png(),
        "王小明.heic": HEIC,
        "=cmd.mp3": b"ID3PLANTED SOUND",
        "bad.png": png()[:60],
    }
    sources = tuple(Source(io.BytesIO(data), name) for name, data in files.items())
    run(attach(first.id, sources, Came.DROPPED, "PLANTED 手机，王小明那里"))
    second = add(
        clock.moment - timedelta(hours=2), line="李四也接到了", contact="李四", by_contact=True
    )
    run(attach(second.id, (Source(io.BytesIO(jpeg(b"")), "x.jpg"),), Came.CHOSEN))
    third = add(clock.moment - timedelta(days=9), line="第一次")
    return first, second, third


@pytest.fixture
def make(
    services: Services, told: tuple[Incident, ...], tmp_path: Path
) -> Callable[..., tuple[BundleMade, Path]]:
    def make_(
        level: ShareLevel, *, zipped: bool = False, **wished: bool
    ) -> tuple[BundleMade, Path]:
        ids = tuple(incident.id for incident in told)
        target = tmp_path / "out" / services.bundles().name(zipped=zipped)
        target.parent.mkdir(exist_ok=True)
        wish = BundleWish(ids, level, zipped=zipped, **wished)
        made = run(services.bundles().making(wish, target))
        return made, Path(made.paths[0])

    return make_


def files_of(bag: Path) -> dict[str, bytes]:
    return {
        path.relative_to(bag).as_posix(): path.read_bytes()
        for path in sorted(bag.rglob("*"))
        if path.is_file()
    }


def text_of(bag: Path) -> str:
    pdf = read_pdf(bag / "data/list.pdf").text
    others = ("index.html", "data/list.csv", "data/events.csv", "data/files.csv", "readme.txt")
    return pdf + bare("".join((bag / name).read_text(encoding="utf-8") for name in others))


def validate(bag: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", str(bag)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("level", ShareLevel)
def test_a_bundle_is_a_valid_bag_and_one_changed_byte_is_named(
    make: Callable[..., tuple[BundleMade, Path]], level: ShareLevel
) -> None:
    made, bag = make(level)
    code, printed = validate(bag)
    assert code == 0, printed
    assert sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest() == made.manifest
    file = next((bag / "data/files").iterdir())
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    code, printed = validate(bag)
    assert code != 0
    assert f"data/files/{file.name}" in printed


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_checks_it_and_names_what_was_changed(
    make: Callable[..., tuple[BundleMade, Path]], manifest: str
) -> None:
    _, bag = make(ShareLevel.FULL)

    def check() -> tuple[int, str]:
        done = subprocess.run(
            ["sha256sum", "-c", manifest],
            cwd=bag,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    code, printed = check()
    assert (code, "FAILED" in printed) == (0, False)
    name = printed.splitlines()[-1].partition(":")[0]
    with (bag / name).open("ab") as file:
        file.write(b" ")
    code, printed = check()
    assert code == 1
    assert f"{name}: FAILED" in printed


def test_the_line_for_certutil_names_a_file_and_its_sum_is_in_the_list(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    _, bag = make(ShareLevel.FULL)
    text = (bag / "readme.txt").read_text(encoding="utf-8-sig")
    found = re.search(r"^certutil -hashfile (\S+) SHA256$", text, re.MULTILINE)
    assert found is not None
    file = bag / found[1].replace("\\", "/")
    digest = sha256(file.read_bytes()).hexdigest()
    name = file.relative_to(bag).as_posix()
    assert f"{digest}  {name}\n" in (bag / "manifest-sha256.txt").read_text(encoding="ascii")
    assert bare(found[0]) in read_pdf(bag / "data/list.pdf").text


@pytest.mark.parametrize("level", [ShareLevel.NONE, ShareLevel.TIME_AND_HASH])
@pytest.mark.parametrize("zipped", [False, True])
def test_below_full_no_byte_tells_camera_device_path_or_person(
    make: Callable[..., tuple[BundleMade, Path]], level: ShareLevel, *, zipped: bool
) -> None:
    _, bag = make(level, zipped=zipped)
    data = bag.read_bytes() if zipped else b"".join(files_of(bag).values())
    planted = [PLANTED, b"Exif", b"\\Users\\", b"eXIf", str(bag.parent).encode(), "小米".encode()]
    planted += [name.encode() for name in NAMES] + [OTHER_NUMBER.encode()]
    assert [one for one in planted if one in data] == []
    if not zipped:
        text = text_of(bag)
        assert not any(name in text for name in (*NAMES, OTHER_NUMBER, "PLANTED", "小米"))


def test_times_are_told_only_where_they_were_asked_for(
    make: Callable[..., tuple[BundleMade, Path]], clock: Clock
) -> None:
    entered = f"{clock.moment:%Y-%m-%d%H:%M}"
    assert entered not in text_of(make(ShareLevel.NONE)[1])
    assert entered in text_of(make(ShareLevel.TIME_AND_HASH)[1])


def test_full_ships_the_originals_byte_by_byte(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    made, bag = make(ShareLevel.FULL)
    shipped = {sha256(path.read_bytes()).digest() for path in (bag / "data/files").iterdir()}
    for data in (jpeg(), png(), HEIC, b"ID3PLANTED SOUND", png()[:60], jpeg(b"")):
        assert sha256(data).digest() in shipped
    assert (made.files, made.left_out) == (6, ())
    assert "（副本）" not in text_of(bag)


def test_copies_are_marked_and_tell_the_sum_of_the_original(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    made, bag = make(ShareLevel.NONE)
    text = text_of(bag)
    assert "图片1（副本）" in text
    for data in (jpeg(), png(), HEIC, b"ID3PLANTED SOUND", png()[:60]):
        assert sha256(data).hexdigest() in text
    assert all("-copy." in path.name for path in (bag / "data/files").iterdir())
    assert made.files == 4
    assert dict(made.left_out) == {"录音 4": LeftOut.KIND, "图片 5": LeftOut.NOT_UNDERSTOOD}
    assert "录音4（未放入）" in text


def test_third_parties_are_masked_unless_the_person_says_otherwise(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    masked = text_of(make(ShareLevel.FULL)[1])
    assert not any(name in masked for name in (*NAMES, OTHER_NUMBER))
    # The number that called is what it is about, and each person keeps one stand-in.
    assert CALLER in masked
    assert masked.count("〔第三人2〕") >= 2
    plain = text_of(make(ShareLevel.FULL, masked=False)[1])
    assert all(name in plain for name in (*NAMES, OTHER_NUMBER))


def test_names_known_from_letters_and_the_own_name_are_masked_too(
    services: Services, tmp_path: Path
) -> None:
    letters = services.letters()
    letters.remember("my_name", "赵小满")
    letters.remember("my_address", "某市某路1号")
    letters.remember("contact_name", "钱多多")
    draft = letters.start(letters.letters()[0].id)
    letters.save(draft.id, draft.filling._replace(facts={"hr_name": "孙经理"}))
    line = "打给孙经理和钱多多，说赵小满（某市 某路 1号）欠钱，加微信 duoduo1988"
    incident = services.incidents().add(line=line, number="钱多多转来的 13900000000").id
    sources = (Source(io.BytesIO(jpeg()), "赵小满和多多 138 0571 1234.jpg"),)
    run(services.attachments().adding(incident, sources, Came.CHOSEN, "在钱多多手机里"))
    wish = BundleWish((incident,), ShareLevel.FULL, zipped=False)
    made = run(services.bundles().making(wish, tmp_path / "bag"))
    text = text_of(Path(made.paths[0]))
    told = ("孙经理", "钱多多", "多多", "赵小满", "某路", "duoduo1988", "13805711234")
    assert [each for each in told if each in text] == []
    assert "〔本人〕" in text
    assert "〔住址〕" in text


def test_the_masked_twin_lies_beside_it_and_has_no_originals(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    made, bag = make(ShareLevel.FULL, masked=False, twin=True)
    twin = Path(made.paths[1])
    assert twin.name == f"{bag.name}-masked"
    assert validate(twin)[0] == 0
    text = text_of(twin)
    assert not any(name in text for name in (*NAMES, OTHER_NUMBER))
    assert PLANTED not in b"".join(files_of(twin).values())
    assert "王小明" in text_of(bag)


def test_a_twin_replaces_nothing_since_nobody_was_asked(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    first, _ = make(ShareLevel.NONE, zipped=True, twin=True)
    earlier = Path(first.paths[1])
    earlier.write_bytes(b"handed in already")
    again, _ = make(ShareLevel.NONE, zipped=True, twin=True)
    assert earlier.read_bytes() == b"handed in already"
    assert Path(again.paths[1]).name == f"{earlier.stem}-2.zip"


@pytest.mark.skipif(shutil.which("shasum") is None, reason="part of perl, not of every system")
def test_the_line_for_a_mac_checks_it(make: Callable[..., tuple[BundleMade, Path]]) -> None:
    _, bag = make(ShareLevel.FULL)
    text = (bag / "readme.txt").read_text(encoding="utf-8-sig")
    found = re.search(r"苹果电脑：.*?运行 (shasum [^，]+)，", text)
    assert found is not None
    assert (
        subprocess.run(found[1].split(), cwd=bag, capture_output=True, check=False).returncode == 0
    )


def test_a_zip_is_to_be_opened_out_first(make: Callable[..., tuple[BundleMade, Path]]) -> None:
    _, bag = make(ShareLevel.NONE)
    assert text_of(bag).count("先整个解开") == 3


def test_what_contacts_gave_is_counted_on_a_line_of_its_own(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    text = text_of(make(ShareLevel.FULL)[1])
    assert "本人记下的事件2件，文件5份" in text
    assert "亲友记下的事件1件，亲友提供的文件1份" in text


def test_the_list_says_what_each_file_shows_and_on_which_page(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    _, bag = make(ShareLevel.FULL)
    pages = read_pdf(bag / "data/list.pdf").pages
    timeline = next(n for n, page in enumerate(pages, 1) if "事件经过" in page)
    rows = (bag / "data/list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "序号,名称,来源,说明什么,页,原件在哪里"
    cells = rows[1].split(",")
    assert cells[4] == str(timeline)
    assert "疑似威胁、恐吓、夜间打扰" in rows[1]
    assert "王小明" not in rows[1]
    assert "手机" in cells[5]
    assert any(row.split(",")[1] == "'=cmd.mp3" for row in rows), "no cell is a formula"


def test_the_page_has_no_scripts_and_asks_for_nothing_from_elsewhere(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    _, bag = make(ShareLevel.NONE)
    page = (bag / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page.lower()
    assert "://" not in page
    links = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert links
    assert all((bag / link).is_file() for link in links)
    assert "rotate(90deg)" in page


def test_what_somebody_wrote_is_no_markup(services: Services, clock: Clock, tmp_path: Path) -> None:
    line = "<script>alert(1)</script>"
    incident = services.incidents().add(clock.moment, line=line)
    wish = BundleWish((incident.id,), ShareLevel.NONE, zipped=False)
    made = run(services.bundles().making(wish, tmp_path / "bag"))
    page = (Path(made.paths[0]) / "index.html").read_text(encoding="utf-8")
    assert line not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("zipped", [False, True])
def test_the_same_input_gives_the_same_bytes(
    make: Callable[..., tuple[BundleMade, Path]], *, zipped: bool
) -> None:
    def look(path: Path) -> object:
        return path.read_bytes() if zipped else files_of(path)

    first = make(ShareLevel.TIME_AND_HASH, zipped=zipped)[1]
    before = look(first)
    if not zipped:
        first.rename(first.with_name("before"))
    assert look(make(ShareLevel.TIME_AND_HASH, zipped=zipped)[1]) == before


def test_names_pass_on_windows_and_the_zip_opens_to_the_same_bag(
    make: Callable[..., tuple[BundleMade, Path]], tmp_path: Path
) -> None:
    _, packed = make(ShareLevel.FULL, zipped=True)
    _, bag = make(ShareLevel.FULL)
    with zipfile.ZipFile(packed) as file:
        names = file.namelist()
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        file.extractall(tmp_path / "unpacked")
    (top,) = (tmp_path / "unpacked").iterdir()
    assert files_of(top) == files_of(bag)
    for name in names:
        assert name.isascii()
        assert len(name) < 100
        for part in name.split("/"):
            assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*[a-z0-9]", part), part
            assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part)


def test_a_damaged_file_is_named_and_the_rest_is_there(
    make: Callable[..., tuple[BundleMade, Path]], services: Services
) -> None:
    kept = services.data_dir / "files" / sha256(jpeg()).hexdigest()
    kept.write_bytes(b"other")
    made, bag = make(ShareLevel.FULL)
    assert [why for _, why in made.left_out] == [LeftOut.DAMAGED]
    assert made.files == 5
    assert validate(bag)[0] == 0


@pytest.mark.parametrize("zipped", [False, True])
def test_given_up_at_any_step_it_leaves_nothing(
    services: Services, told: tuple[Incident, ...], tmp_path: Path, *, zipped: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    ids = tuple(incident.id for incident in told)
    wish = BundleWish(ids, ShareLevel.FULL, zipped=zipped, twin=True)
    for steps in (1, 2, 5):
        job = services.bundles().making(wish, out / "bag")
        for _ in range(steps):
            next(job, None)
        job.close()
        assert list(out.iterdir()) == []


def test_a_folder_that_is_there_is_never_touched(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    first = make(ShareLevel.NONE)[1]
    before = files_of(first)
    second = make(ShareLevel.FULL)[1]
    assert second.name == f"{first.name}-2"
    assert files_of(first) == before


def test_a_folder_without_permission_is_told(
    services: Services, told: tuple[Incident, ...], tmp_path: Path
) -> None:
    wish = BundleWish((told[0].id,), ShareLevel.NONE)
    with pytest.raises(BundleFolderUnusable):
        run(services.bundles().making(wish, tmp_path / "not" / "there.zip"))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of files there")
@pytest.mark.parametrize("zipped", [False, True])
def test_a_full_disk_is_told_and_leaves_nothing(
    services: Services, told: tuple[Incident, ...], tmp_path: Path, *, zipped: bool
) -> None:
    import resource

    out = tmp_path / "out"
    out.mkdir()
    wish = BundleWish(tuple(each.id for each in told), ShareLevel.FULL, zipped=zipped)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with pytest.raises(BundleNoRoom):
            run(services.bundles().making(wish, out / "bag"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(out.iterdir()) == []


def test_what_was_withdrawn_is_not_in_it(
    services: Services, told: tuple[Incident, ...], tmp_path: Path
) -> None:
    services.incidents().withdraw(told[2].id)
    with pytest.raises(BundleEmpty):
        run(services.bundles().making(BundleWish((told[2].id,), ShareLevel.NONE), tmp_path / "b"))
    with pytest.raises(KeyError):
        run(services.bundles().making(BundleWish(("none",), ShareLevel.NONE), tmp_path / "b"))


def test_others_cannot_read_it_while_it_is_made(
    make: Callable[..., tuple[BundleMade, Path]],
) -> None:
    _, bag = make(ShareLevel.NONE)
    assert stat.S_IMODE(bag.stat().st_mode) & 0o077 == 0 or sys.platform == "win32"
