"""The real content keeps every rule, and each rule notices when a copy of it is broken."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from desktop.content.ledger import LEDGER
from desktop.content.lint import names
from desktop.content.lint.texts import says_plainly
from desktop.content.rulebook import Rule
from tests.content.letter_cases import LETTER_CASES
from tests.content.route_cases import ROUTE_CASES
from tests.content.sources_copy import Sources, as_yaml

Break = Callable[[Sources], object]
STEP = "steps/**/*.yaml"
ALIASES = "aliases.yaml"
CASES: list[tuple[Rule, str, Break]] = [*LETTER_CASES, *ROUTE_CASES]


def breaks(rule: Rule) -> Callable[[Break], Break]:
    """Marks a function that breaks a rule, and nothing else, in a copy of the content."""

    def register(function: Break) -> Break:
        CASES.append((rule, function.__name__, function))
        return function

    return register


def setting(pattern: str, key: str, value: Any, **having: Any) -> Break:
    """Sets a key in the first file in which other keys have certain values."""

    def run(sources: Sources) -> None:
        def wanted(data: Any) -> bool:
            return all(data[name] == expected for name, expected in having.items())

        sources.change(sources.first(pattern, wanted), lambda data: data.update({key: value}))

    return run


def said(text: str, why: str = "好记。") -> dict[str, str]:
    """A line of a script."""
    return {"text": text, "why": why}


for rule, about, function in [
    (Rule.UNKNOWN_KEY, "misspelt", setting(STEP, "titel", "写下用途")),
    (Rule.WRONG_TYPE, "text for a number", setting(STEP, "minutes", "十分钟")),
    (Rule.WRONG_TYPE, "unknown word", setting(STEP, "urgency", "soon")),
    (Rule.WRONG_TYPE, "text for a list", setting(STEP, "how", "先想一想")),
    (Rule.WRONG_TYPE, "number for a text", setting("faq/*.yaml", "question", 12378)),
    (Rule.WRONG_TYPE, "text for a record", setting(STEP, "rules", ["第一条"])),
    (Rule.DEAD_REFERENCE, "channel", setting(STEP, "channels", ["c-zzzzz"])),
    (Rule.DEAD_REFERENCE, "letter", setting(STEP, "letters", ["t-zzzzz"])),
    (Rule.DEAD_REFERENCE, "phone task", setting(STEP, "phone_tasks", ["fly"])),
    (Rule.DEAD_REFERENCE, "topic", setting(STEP, "topic", "weather")),
    (Rule.DEAD_REFERENCE, "channel kind", setting("channels/*.yaml", "kind", "weather")),
    (Rule.DEAD_REFERENCE, "lender kind", setting("channels/*.yaml", "lender_kinds", ["shop"])),
    (Rule.DEAD_REFERENCE, "step of a myth", setting("myths/*.yaml", "steps", ["s-zzzzz"])),
    (Rule.BAD_CONDITION, "unreadable", setting(STEP, "when", "stage = 'overdue'")),
    (Rule.BAD_CONDITION, "unknown variable", setting(STEP, "when", "weather == 'rain'")),
    (Rule.BAD_CONDITION, "unknown answer", setting(STEP, "when", "stage == 'later'")),
    (Rule.BAD_CONDITION, "days as text", setting(STEP, "when", "overdue_days == 'many'")),
    (Rule.BAD_CONDITION, "order of words", setting(STEP, "when", "stage > 3")),
    (Rule.BAD_DATE, "words", setting(STEP, "checked", "今年")),
    (Rule.BAD_DATE, "no such day", setting(STEP, "checked", "2026-02-30")),
    (Rule.BAD_DATE, "after issue", setting(STEP, "checked", "2031-01-01")),
    (Rule.BAD_DATE, "year only", setting("rules/*.yaml", "promulgated", "2020", force="in_force")),
    (
        Rule.NULL_DATE_IN_FORCE,
        "no promulgation",
        setting("rules/*.yaml", "promulgated", None, force="in_force"),
    ),
    (
        Rule.NULL_DATE_IN_FORCE,
        "no day of effect",
        setting("rules/*.yaml", "effective", None, force="in_force"),
    ),
    (
        Rule.NOT_YET_IN_FORCE,
        "next year",
        setting("rules/*.yaml", "effective", "2031-01-01", force="in_force"),
    ),
    (Rule.BAD_URL, "scheme", setting("rules/*.yaml", "url", "ftp://flk.npc.gov.cn")),
    (Rule.BAD_URL, "blank", setting("rules/*.yaml", "url", "https://flk.npc.gov.cn/a b")),
    (Rule.BAD_URL, "kind without address", setting("rules/*.yaml", "url", "", url_kind="site")),
    (Rule.BAD_URL, "address without kind", setting("rules/*.yaml", "url_kind", "none")),
    (Rule.DONE_WHEN_MISSING, "empty", setting(STEP, "done_when", "")),
    (Rule.EMPTY_TEXT, "why", setting(STEP, "why", "")),
    (Rule.EMPTY_TEXT, "no action", setting(STEP, "how", [])),
    (Rule.EMPTY_TEXT, "blank item", setting(STEP, "keep", ["  "])),
    (Rule.EMPTY_TEXT, "trailing space", setting(STEP, "title", "写下用途 ")),
    (Rule.TOO_LONG, "title", setting(STEP, "title", "写" * 31)),
    (Rule.TOO_LONG, "why", setting(STEP, "why", "写" * 31)),
    (Rule.TOO_LONG, "done_when", setting(STEP, "done_when", "写" * 31)),
    (Rule.ABOLISHED_NAME, "step", setting(STEP, "risk", "可向银保监会反映。")),
    (Rule.ABOLISHED_NAME, "market", setting("faq/*.yaml", "answer", ["找工商局。"])),
    (Rule.FORBIDDEN_PROMISE, "outcome", setting(STEP, "risk", "这样一定能停。")),
    (Rule.FORBIDDEN_PROMISE, "verdict", setting(STEP, "why", "该平台已经违法")),
    (Rule.FORBIDDEN_PROMISE, "guarantee", setting("myths/*.yaml", "instead", "保证减免利息。")),
    (Rule.EVASION_ADVICE, "number", setting(STEP, "how", ["换个手机号"])),
    (Rule.EVASION_ADVICE, "block", setting("faq/*.yaml", "answer", ["把他们全部拉黑。"])),
    (Rule.EVASION_ADVICE, "fake", setting(STEP, "title", "准备一份假证明")),
    (Rule.HALF_WIDTH, "comma", setting(STEP, "risk", "先想,再借。")),
    (Rule.HALF_WIDTH, "end", setting(STEP, "risk", "想好了吗?")),
    (Rule.HALF_WIDTH, "brackets", setting(STEP, "risk", "工单(编号)要留好。")),
    (Rule.HALF_WIDTH, "quotes", setting(STEP, "risk", '所谓"停息"不可信。')),
    (
        Rule.DEAD_REFERENCE,
        "provision of a script",
        setting("scripts/*.yaml", "rules", [{"provision": "v-zzzzz", "role": "basis"}]),
    ),
    (Rule.EMPTY_TEXT, "nothing to say", setting("scripts/*.yaml", "lines", [])),
    (Rule.EMPTY_TEXT, "no reason why", setting("scripts/*.yaml", "lines", [said("别打了。", "")])),
    (Rule.TOO_LONG, "to be said", setting("scripts/*.yaml", "lines", [said("说" * 31)])),
    (Rule.TOO_LONG, "why it is said", setting("scripts/*.yaml", "lines", [said("说", "说" * 31)])),
    (
        Rule.EVASION_ADVICE,
        "in a script",
        setting("scripts/*.yaml", "lines", [said("我已经换号了。")]),
    ),
    (Rule.ARTICLE_NOT_SEEN, "prose", setting("glossary/*.yaml", "meaning", "见第九百九十九条。")),
    (
        Rule.ARTICLE_NOT_SEEN,
        "prose in digits",
        setting("glossary/*.yaml", "meaning", "见第 999 条。"),
    ),
]:
    CASES.append((rule, about, function))


def move(
    sources: Sources,
    outcome: str,
    was: list[str],
    now: list[str] | None = None,
    version: str = "1.0.0",
) -> None:
    """Adds an entry to migrations.yaml."""
    former = [{"old": old, "title": "从前的一步"} for old in was]
    entry = {"version": version, "outcome": outcome, "was": former, "now": now or []}
    there = sources.data("migrations.yaml")
    sources.write("migrations.yaml", as_yaml([*there, {**entry, "reason": "说法变了。"}]))


def shipped(sources: Sources, *ids: str, version: str = "0.9.0") -> None:
    """Notes ids as released in a version."""
    block = "".join(f"{id_}\n" for id_ in (f"# {version}", *ids))
    sources.write(LEDGER, sources.read(LEDGER) + b"\n" + block.encode())


def live_steps(sources: Sources) -> list[str]:
    """The files of the steps of today."""
    paths = sorted((sources.folder / "steps").rglob("*.yaml"))
    return [path.relative_to(sources.folder).as_posix() for path in paths]


def live_id(sources: Sources, at: int = 0) -> str:
    """The id of a step of today."""
    return str(sources.data(live_steps(sources)[at])["id"])


def replace_step(sources: Sources, path: str, id_: str) -> None:
    """Gives a step a new id, wherever it is named."""
    old = sources.data(path)["id"].encode()
    for file in sources.folder.rglob("*.yaml"):
        if old in file.read_bytes():
            name = file.relative_to(sources.folder).as_posix()
            sources.write(name, sources.read(name).replace(old, id_.encode()))


def in_2026(change: Callable[[dict[str, Any]], object]) -> Break:
    """Changes the holidays of one year."""

    def run(sources: Sources) -> None:
        sources.change("holidays.yaml", lambda data: change(data["years"][1]))

    return run


for about, function in [
    ("same year twice", in_2026(lambda year: year.update(year=2025, rest=[], working=[]))),
    ("no address", in_2026(lambda year: year.update(url=""))),
    ("another year", in_2026(lambda year: year["rest"][0].update(first="2025-11-30"))),
    ("ends before it begins", in_2026(lambda year: year["rest"][0].update(first="2026-01-04"))),
    ("free twice", in_2026(lambda year: year["rest"][0].update(last="2026-02-15"))),
    ("a Monday worked instead", in_2026(lambda year: year["working"].append("2026-03-02"))),
    ("free and worked", in_2026(lambda year: year["working"].append("2026-10-03"))),
]:
    CASES.append((Rule.BAD_HOLIDAYS, about, function))


@breaks(Rule.VANISHED_ID)
def step_that_is_gone_unsaid(sources: Sources) -> None:
    shipped(sources, "s-22222")


@breaks(Rule.BAD_MOVE)
def merged_from_one(sources: Sources) -> None:
    shipped(sources, "s-22222")
    move(sources, "merged", ["s-22222"], [live_id(sources)], version="0.9.0")


@breaks(Rule.BAD_MOVE)
def moves_out_of_order(sources: Sources) -> None:
    shipped(sources, "s-22222", "s-33333")
    move(sources, "retired", ["s-22222"], version="1.0.0")
    move(sources, "retired", ["s-33333"], version="0.9.0")


@breaks(Rule.BAD_MOVE)
def move_of_a_later_pack(sources: Sources) -> None:
    shipped(sources, "s-22222")
    move(sources, "retired", ["s-22222"], version="99.0.0")


@breaks(Rule.BAD_MOVE)
def step_into_a_phase(sources: Sources) -> None:
    phase = sources.data("lists/before.yaml")["phases"][0]["id"]
    shipped(sources, "s-22222")
    move(sources, "renamed", ["s-22222"], [phase], version="0.9.0")


@breaks(Rule.BAD_MOVE)
def renamed_question(sources: Sources) -> None:
    shipped(sources, "variable:gone")
    move(sources, "renamed", ["variable:gone"], ["variable:stage"], version="0.9.0")


@breaks(Rule.DUPLICATE_MOVE)
def moved_twice(sources: Sources) -> None:
    shipped(sources, "s-22222")
    move(sources, "retired", ["s-22222"])
    move(sources, "retired", ["s-22222"], [live_id(sources)])


@breaks(Rule.MOVED_BUT_HERE)
def retired_but_here(sources: Sources) -> None:
    move(sources, "retired", [live_id(sources)])


@breaks(Rule.MOVE_TO_DEAD_ID)
def moved_nowhere(sources: Sources) -> None:
    shipped(sources, "s-22222")
    move(sources, "renamed", ["s-22222"], ["s-33333"])


@breaks(Rule.MOVE_TO_DEAD_ID)
def moved_to_what_went_before(sources: Sources) -> None:
    shipped(sources, "s-22222", "s-33333")
    move(sources, "retired", ["s-22222"], version="0.9.0")
    move(sources, "renamed", ["s-33333"], ["s-22222"], version="0.9.0")


@breaks(Rule.MOVE_CYCLE)
def moved_in_a_circle(sources: Sources) -> None:
    shipped(sources, "s-22222", "s-33333")
    move(sources, "renamed", ["s-22222"], ["s-33333"], version="0.9.0")
    move(sources, "renamed", ["s-33333"], ["s-22222"], version="0.9.0")


@breaks(Rule.NEVER_SHIPPED)
def moved_without_having_shipped(sources: Sources) -> None:
    move(sources, "retired", ["s-22222"])


@breaks(Rule.OCCUPIED_ID)
def moved_onto_a_step_with_ticks(sources: Sources) -> None:
    sources.change("pack.yaml", lambda data: data.update(version="1.1.0"))
    shipped(sources, "s-22222")
    move(sources, "renamed", ["s-22222"], [live_id(sources)], version="1.1.0")


@breaks(Rule.UNKNOWN_KEY)
def nested_key(sources: Sources) -> None:
    name = sources.first(STEP, lambda data: bool(data["rules"]))
    sources.change(name, lambda data: data["rules"][0].update(verified="text-seen"))


@breaks(Rule.MISSING_KEY)
def no_urgency(sources: Sources) -> None:
    sources.change(sources.first(STEP), lambda data: data.pop("urgency"))


@breaks(Rule.MISSING_KEY)
def no_title(sources: Sources) -> None:
    sources.change(sources.first(STEP), lambda data: data.pop("title"))


@breaks(Rule.UNSOURCED_FACT)
def no_confidence(sources: Sources) -> None:
    sources.change(sources.first("channels/*.yaml"), lambda data: data.pop("confidence"))


@breaks(Rule.BAD_FILE)
def other_encoding(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name).decode().encode("gb18030"))


@breaks(Rule.BAD_FILE)
def byte_order_mark(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, b"\xef\xbb\xbf" + sources.read(name))


@breaks(Rule.BAD_FILE)
def null_byte(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name) + b"\0")


@breaks(Rule.BAD_FILE)
def tab(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name).replace(b"id: ", b"id:\t", 1))


@breaks(Rule.BAD_FILE)
def empty_file(sources: Sources) -> None:
    sources.write(sources.first(STEP), b"\n")


@breaks(Rule.BAD_FILE)
def only_a_comment(sources: Sources) -> None:
    sources.write(sources.first(STEP), b"# nothing yet\n")


@breaks(Rule.BAD_FILE)
def huge_file(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name) + b"# filler\n" * 120_000)


@breaks(Rule.BAD_YAML)
def cut_short_in_a_quotation(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name) + b"risk: 'one")


@breaks(Rule.BAD_YAML)
def wrong_indent(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name) + b"  why: x\n")


@breaks(Rule.BAD_YAML)
def two_documents(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name) + b"---\nid: s-aaaaa\n")


@breaks(Rule.BAD_YAML)
def type_tag(sources: Sources) -> None:
    name = sources.first("faq/*.yaml")
    sources.write(name, sources.read(name).replace(b"question: ", b"question: !!str ", 1))


@breaks(Rule.BAD_YAML)
def control_character(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name) + b"# \x07\n")


@breaks(Rule.BAD_YAML)
def deep_nesting(sources: Sources) -> None:
    sources.write(sources.first(STEP), b"how: " + b"[" * 5_000 + b"]" * 5_000)


@breaks(Rule.DUPLICATE_KEY)
def key_written_twice(sources: Sources) -> None:
    name = sources.first(STEP)
    sources.write(name, sources.read(name) + "title: 另一个题目\n".encode())


@breaks(Rule.ANCHOR)
def anchor(sources: Sources) -> None:
    name = sources.first("faq/*.yaml")
    sources.write(name, sources.read(name).replace(b"question: ", b"question: &q ", 1))


@breaks(Rule.ANCHOR)
def bomb_of_aliases(sources: Sources) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    sources.write(sources.first(STEP), "\n".join(lines).encode())


@breaks(Rule.MISSING_FILE)
def file_gone(sources: Sources) -> None:
    sources.write("advice.yaml", None)


@breaks(Rule.MISSING_FILE)
def name_list_gone(sources: Sources) -> None:
    sources.write(names.NAME_LIST, None)


@breaks(Rule.MISSING_FILE)
def name_list_without_salt(sources: Sources) -> None:
    sources.write(names.NAME_LIST, b"4 0123456789abcdef\n")


@breaks(Rule.UNEXPECTED_FILE)
def file_in_the_wrong_folder(sources: Sources) -> None:
    sources.write("step/extra.yaml", sources.read(sources.first(STEP)))


@breaks(Rule.UNEXPECTED_FILE)
def other_extension(sources: Sources) -> None:
    sources.write("myths/extra.yml", sources.read(sources.first("myths/*.yaml")))


@breaks(Rule.DUPLICATE_ID)
def copied_file(sources: Sources) -> None:
    sources.write("myths/copy-of-another.yaml", sources.read(sources.first("myths/*.yaml")))


@breaks(Rule.DUPLICATE_ID)
def task_twice(sources: Sources) -> None:
    sources.change("phone-tasks.yaml", lambda data: data.append(data[0]))


@breaks(Rule.ID_FORMAT)
def readable_step_id(sources: Sources) -> None:
    name = sources.first("myths/*.yaml")
    old = sources.data(name)["id"]
    sources.write(ALIASES, b"[]\n")
    sources.change(name, lambda data: data.update(id="m-why-pay"))
    sources.write(LEDGER, sources.read(LEDGER).replace(old.encode(), b"m-why-pay"))


@breaks(Rule.ID_FORMAT)
def chinese_task_id(sources: Sources) -> None:
    sources.change("phone-tasks.yaml", lambda data: data.append({"id": "录音", "title": "录音"}))


@breaks(Rule.VANISHED_ID)
def file_removed(sources: Sources) -> None:
    sources.write(ALIASES, b"[]\n")
    sources.write(sources.first("glossary/*.yaml"), None)


@breaks(Rule.UNLISTED_ID)
def not_registered(sources: Sources) -> None:
    old = sources.data(sources.first("myths/*.yaml"))["id"]
    sources.write(LEDGER, sources.read(LEDGER).replace(f"{old}\n".encode(), b""))


@breaks(Rule.DEAD_REFERENCE)
def dead_provision(sources: Sources) -> None:
    ref = {"provision": "v-zzzzz", "role": "basis", "article": None}
    name = sources.first("letters/*.yaml")
    sources.change(name, lambda data: data["rules"].append(ref))


@breaks(Rule.DEAD_REFERENCE)
def dead_alias(sources: Sources) -> None:
    sources.change(ALIASES, lambda data: data[0]["ids"].append("s-zzzzz"))


@breaks(Rule.EMPTY_TEXT)
def alias_without_words(sources: Sources) -> None:
    sources.change(ALIASES, lambda data: data[0].update(keywords=[]))


@breaks(Rule.EMPTY_TEXT)
def alias_that_leads_nowhere(sources: Sources) -> None:
    sources.change(ALIASES, lambda data: data[0].update(ids=[]))


@breaks(Rule.EMPTY_TEXT)
def alias_with_a_blank_word(sources: Sources) -> None:
    sources.change(ALIASES, lambda data: data[0]["keywords"].append(" "))


@breaks(Rule.TOO_LONG)
def alias_that_is_a_sentence(sources: Sources) -> None:
    sources.change(ALIASES, lambda data: data[0]["keywords"].append("他们" * 7))


@breaks(Rule.DEAD_REFERENCE)
def dead_pin(sources: Sources) -> None:
    sources.change("triage.yaml", lambda data: data["pins"][0]["pin"].append("s-zzzzz"))


@breaks(Rule.DEAD_REFERENCE)
def dead_resolver_question(sources: Sources) -> None:
    answer = {"text": "看不清", "goto": "nowhere"}
    sources.change("triage.yaml", lambda data: data["resolver"][0]["answers"].append(answer))


@breaks(Rule.STEP_IN_NO_LIST)
def unlisted_step(sources: Sources) -> None:
    data = sources.data(sources.first(STEP))
    sources.write("steps/before/extra.yaml", as_yaml({**data, "id": "s-aaaaa"}))
    sources.write(LEDGER, sources.read(LEDGER) + b"s-aaaaa\n")


@breaks(Rule.STEP_IN_TWO_LISTS)
def step_listed_twice(sources: Sources) -> None:
    borrowed = sources.data("lists/before.yaml")["phases"][0]["steps"][0]
    sources.change("lists/settled.yaml", lambda data: data["phases"][0]["steps"].append(borrowed))


@breaks(Rule.UNUSED_ADVICE)
def advice_without_a_step(sources: Sources) -> None:
    extra = {"code": "Z99", "text": "先冷静", "verdict": "kept"}
    sources.change("advice.yaml", lambda data: data.append(extra))


@breaks(Rule.BAD_CONDITION)
def pin_without_condition(sources: Sources) -> None:
    sources.change("triage.yaml", lambda data: data["pins"][0].update(when=""))


@breaks(Rule.ARTICLE_NOT_SEEN)
def cited_article_of_another_place(sources: Sources) -> None:
    name = sources.first(STEP, lambda data: bool(data["rules"]))
    sources.change(name, lambda data: data["rules"][0].update(article="第九百九十九条"))


@breaks(Rule.ARTICLE_NOT_SEEN)
def article_in_a_note_of_its_document(sources: Sources) -> None:
    sources.change(
        sources.first("rules/*.yaml"),
        lambda data: data["provisions"][0].update(note="另见第九百九十九条。"),
    )


@breaks(Rule.ARTICLE_NOT_SEEN)
def article_in_a_pin(sources: Sources) -> None:
    sources.change("triage.yaml", lambda data: data["pins"][0].update(message="依第一条。"))


@breaks(Rule.BAD_ARTICLE)
def article_in_short_form(sources: Sources) -> None:
    def seen(data: Any) -> bool:
        return bool(data["provisions"][0]["text_seen"])

    name = sources.first("rules/*.yaml", seen)
    sources.change(name, lambda data: data["provisions"][0]["articles"].append("五十条"))


@breaks(Rule.UNVERIFIED_IN_FORCE)
def article_of_an_unread_text(sources: Sources) -> None:
    def unseen(data: Any) -> bool:
        return not data["provisions"][0]["text_seen"]

    name = sources.first("rules/*.yaml", unseen)
    sources.change(name, lambda data: data["provisions"][0].update(articles=["第九条"]))


@breaks(Rule.MYTH_WITHOUT_BASIS)
def sure_without_a_rule(sources: Sources) -> None:
    def plain(data: Any) -> bool:
        return "条" not in "".join([*data["reason"], data["consequence"], data["instead"]])

    name = sources.first("myths/*.yaml", plain)
    sources.change(name, lambda data: data.update(rules=[], confidence="high"))


@breaks(Rule.NULL_DATE_IN_FORCE)
def force_without_dates(sources: Sources) -> None:
    name = sources.first("rules/*.yaml", lambda data: data["promulgated"] is None)
    sources.change(name, lambda data: data.update(force="in_force"))


@breaks(Rule.TOO_LONG)
def long_point(sources: Sources) -> None:
    name = sources.first("rules/*.yaml")
    sources.change(name, lambda data: data["provisions"][0]["points"].append("写" * 61))


@breaks(Rule.TOO_LONG)
def long_question(sources: Sources) -> None:
    sources.change("triage.yaml", lambda data: data["variables"][0].update(ask="问" * 41))


@breaks(Rule.LENDER_NAME)
def named_lender(sources: Sources) -> None:
    invented = names.normalised("某某速贷")
    salt = sources.read(names.NAME_LIST).splitlines()[0].removeprefix(b"# salt: ").decode()
    line = f"4 {hashlib.sha256(bytes.fromhex(salt) + invented.encode()).hexdigest()[:16]}\n"
    sources.write(names.NAME_LIST, sources.read(names.NAME_LIST) + line.encode())
    name = sources.first("faq/*.yaml")
    sources.change(name, lambda data: data["answer"].append("例如“某某 速贷”。"))


def test_the_real_content_keeps_every_rule(sources: Sources) -> None:
    assert "\n".join(map(str, sources.problems())) == ""


@pytest.mark.parametrize(
    ("rule", "function"),
    [pytest.param(rule, function, id=f"{rule}: {about}") for rule, about, function in CASES],
)
def test_a_broken_rule_is_noticed(sources: Sources, rule: Rule, function: Break) -> None:
    function(sources)
    problems = sources.problems()
    assert {problem.rule for problem in problems} == {rule}, "\n".join(map(str, problems))
    for problem in problems:
        assert re.fullmatch(r"[^。\n]+。", problem.message), "one Chinese sentence"


def test_every_rule_is_broken_by_a_test() -> None:
    assert {rule for rule, _, _ in CASES} == set(Rule)


def test_all_problems_are_told_at_once(sources: Sources) -> None:
    for name in sorted(path.name for path in (sources.folder / "myths").iterdir())[:3]:
        sources.change(f"myths/{name}", lambda data: data.update(verdict="maybe", extra="x"))
    assert len(sources.problems()) == 6


def test_words_of_several_aliases_may_be_the_same(sources: Sources) -> None:
    sources.change(ALIASES, lambda data: data[1]["keywords"].extend(data[0]["keywords"]))
    assert sources.problems() == ()


def test_what_a_frightened_person_types_is_no_advice_of_ours(sources: Sources) -> None:
    words = ["换号", "拉黑所有人", "不用还", "躲债"]
    sources.change(ALIASES, lambda data: data[0]["keywords"].extend(words))
    assert sources.problems() == ()


def test_a_vanished_id_may_be_accounted_for(sources: Sources) -> None:
    name = sources.first("glossary/*.yaml")
    old = sources.data(name)["id"]
    sources.write(name, None)
    sources.write(ALIASES, b"[]\n")
    move(sources, "retired", [old])
    assert sources.problems() == ()


def test_steps_may_be_renamed_merged_split_and_retired_in_a_chain(sources: Sources) -> None:
    first, second, *_ = live_steps(sources)
    one, other = live_id(sources), live_id(sources, 1)
    shipped(sources, "s-22222", "s-66666")
    shipped(sources, "s-33333", version="1.0.0")
    shipped(sources, "s-77777", "s-77772", version="1.1.0")
    sources.change("pack.yaml", lambda data: data.update(version="1.2.0"))
    replace_step(sources, first, "s-77777")
    replace_step(sources, second, "s-77772")
    move(sources, "renamed", ["s-22222"], ["s-33333"], version="1.0.0")
    move(sources, "merged", ["s-33333", one], ["s-77777"], version="1.1.0")
    move(sources, "split", [other], ["s-77777", "s-77772"], version="1.1.0")
    move(sources, "retired", ["s-66666"], ["s-77777"], version="1.2.0")
    assert sources.problems() == ()


def test_a_merged_step_may_keep_one_of_its_ids(sources: Sources) -> None:
    kept = live_id(sources)
    shipped(sources, "s-22222")
    move(sources, "merged", [kept, "s-22222"], [kept])
    assert sources.problems() == ()


def test_old_names_may_stand_where_they_are_explained(sources: Sources) -> None:
    sources.change("redirects.yaml", lambda data: data[0].update(old="银监会", note="见第九条。"))
    sources.change(sources.first("rules/*.yaml"), lambda data: data.update(issuer="原银监会"))
    assert sources.problems() == ()


def test_omitted_fields_have_their_defaults(sources: Sources) -> None:
    name = sources.first(STEP)

    def leave_out(data: Any) -> None:
        for key in ("keep", "risk", "letters", "phone_tasks", "checked"):
            data.pop(key, None)

    sources.change(name, leave_out)
    assert sources.problems() == ()


@pytest.mark.parametrize(
    ("text", "words", "plainly"),
    [
        ("换号以后再说", "换号", True),
        ("不要换号", "换号", False),
        ("他说“换号就好”，不可信", "换号", False),
        ("没有人能保证成功", "保证成功", False),
        ("不要着急，换号就好", "换号", True),
        ("“别慌”，换号就好", "换号", True),
    ],
)
def test_negated_and_quoted_words_are_not_said_plainly(
    text: str, words: str, plainly: bool
) -> None:
    assert says_plainly(text, text.index(words)) is plainly
