"""Reads the authored YAML below ``checklists/`` into the schema types."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from desktop.content.decode import Decoder
from desktop.content.plain_yaml import PlainData, YamlFault, read_yaml
from desktop.content.rulebook import ContentError, ContentProblem, Rule
from desktop.domain.channels import Channel
from desktop.domain.help import Advice, Faq, Myth, Redirect, Term
from desktop.domain.holidays import Holidays
from desktop.domain.letters import DebtReason, Letter, LetterFact
from desktop.domain.library import ChannelKind
from desktop.domain.pack import Move, PackInfo
from desktop.domain.phones import PhoneGuide, PhoneSystem, PhoneTask
from desktop.domain.routes import Conduct, Door, Region
from desktop.domain.rules import RuleDocument
from desktop.domain.scripts import Script
from desktop.domain.search import Alias
from desktop.domain.steps import Checklist, Step
from desktop.domain.triage import Triage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A value and where its author wrote it.

    Attributes:
        file: Path below ``checklists/``, with forward slashes.
        place: Place in the file, such as ``[3]``; empty where the file is one value.
        value: The decoded value.
    """

    file: str
    place: str
    value: T


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """Everything the authors wrote, sorted by file name, then as written."""

    info: Entry[PackInfo]
    triage: Entry[Triage]
    holidays: Entry[Holidays]
    checklists: tuple[Entry[Checklist], ...]
    steps: tuple[Entry[Step], ...]
    rules: tuple[Entry[RuleDocument], ...]
    channel_kinds: tuple[Entry[ChannelKind], ...]
    channels: tuple[Entry[Channel], ...]
    letters: tuple[Entry[Letter], ...]
    letter_facts: tuple[Entry[LetterFact], ...]
    debt_reasons: tuple[Entry[DebtReason], ...]
    scripts: tuple[Entry[Script], ...]
    phone_tasks: tuple[Entry[PhoneTask], ...]
    phones: tuple[Entry[PhoneSystem], ...]
    phone_guides: tuple[Entry[PhoneGuide], ...]
    myths: tuple[Entry[Myth], ...]
    glossary: tuple[Entry[Term], ...]
    faq: tuple[Entry[Faq], ...]
    redirects: tuple[Entry[Redirect], ...]
    conducts: tuple[Entry[Conduct], ...]
    regions: tuple[Entry[Region], ...]
    doors: tuple[Entry[Door], ...]
    advice: tuple[Entry[Advice], ...]
    aliases: tuple[Entry[Alias], ...]
    moves: tuple[Entry[Move], ...]

    def entries(self) -> Iterator[Entry[Any]]:
        """Every entry of every kind."""
        yield self.info
        yield self.triage
        yield self.holidays
        for name in _MANY:
            yield from getattr(self, name)


_MANY = (
    "checklists", "steps", "rules", "channel_kinds", "channels", "letters", "letter_facts",
    "debt_reasons", "scripts", "phone_tasks", "phones", "phone_guides", "myths", "glossary",
    "faq", "redirects", "conducts", "regions", "doors", "advice", "aliases", "moves",
)  # fmt: skip

_SINGLE_FILES: dict[str, tuple[str, type[Any]]] = {
    "pack.yaml": ("info", PackInfo),
    "triage.yaml": ("triage", Triage),
    "holidays.yaml": ("holidays", Holidays),
}
_LIST_FILES: dict[str, tuple[str, type[Any]]] = {
    "channel-kinds.yaml": ("channel_kinds", ChannelKind),
    "letter-facts.yaml": ("letter_facts", LetterFact),
    "letter-debt.yaml": ("debt_reasons", DebtReason),
    "phone-tasks.yaml": ("phone_tasks", PhoneTask),
    "redirects.yaml": ("redirects", Redirect),
    "conducts.yaml": ("conducts", Conduct),
    "regions.yaml": ("regions", Region),
    "routes.yaml": ("doors", Door),
    "advice.yaml": ("advice", Advice),
    "aliases.yaml": ("aliases", Alias),
    "migrations.yaml": ("moves", Move),
}
_OPTIONAL_FILES = frozenset({"migrations.yaml"})
_FOLDERS: dict[str, tuple[str, type[Any]]] = {
    "lists": ("checklists", Checklist),
    "steps/before": ("steps", Step),
    "steps/during": ("steps", Step),
    "steps/overdue": ("steps", Step),
    "steps/settled": ("steps", Step),
    "rules": ("rules", RuleDocument),
    "channels": ("channels", Channel),
    "letters": ("letters", Letter),
    "scripts": ("scripts", Script),
    "phones": ("phones", PhoneSystem),
    "phone-guides": ("phone_guides", PhoneGuide),
    "myths": ("myths", Myth),
    "glossary": ("glossary", Term),
    "faq": ("faq", Faq),
}


def read_sources(folder: Path) -> Content:
    """Reads everything.

    Args:
        folder: The folder ``checklists``.

    Raises:
        ContentError: With every problem of reading and shape in every file.
    """
    found: dict[str, list[Entry[Any]]] = {
        name: [] for name in (*_MANY, "info", "triage", "holidays")
    }
    files = sorted(_yaml_files(folder))
    problems = [
        ContentProblem(name, "", Rule.MISSING_FILE, "缺少这个文件，请补上或从版本库取回。")
        for name in _missing(files)
    ]
    for name in files:
        for kind, entry in _read_file(folder, name, problems):
            found[kind].append(entry)
    if problems:
        raise ContentError(tuple(problems))
    return Content(
        info=found["info"][0],
        triage=found["triage"][0],
        holidays=found["holidays"][0],
        **{name: tuple(found[name]) for name in _MANY},
    )


def _yaml_files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".yaml", ".yml")):
                yield (Path(parent) / name).relative_to(folder).as_posix()


def _missing(files: list[str]) -> list[str]:
    present = set(files)
    expected = (_SINGLE_FILES.keys() | _LIST_FILES.keys()) - _OPTIONAL_FILES
    return sorted(expected - present)


def _read_file(
    folder: Path, name: str, problems: list[ContentProblem]
) -> Iterator[tuple[str, Entry[Any]]]:
    in_folder = _FOLDERS.get(name.rpartition("/")[0]) if name.endswith(".yaml") else None
    single = _SINGLE_FILES.get(name) or in_folder
    several = _LIST_FILES.get(name)
    if single is None and several is None:
        problems.append(
            ContentProblem(
                name,
                "",
                Rule.UNEXPECTED_FILE,
                "这个位置没有约定这样的文件，请移到对应的文件夹或删去。",
            )
        )
        return
    data = _plain(folder, name, problems)
    if data is None:
        return
    decoder = Decoder(name, problems)
    if single is not None:
        kind, type_ = single
        value = decoder.decode(type_, data)
        if value is not None:
            yield kind, Entry(name, "", value)
    elif several is not None:
        kind, type_ = several
        if not isinstance(data, list):
            problems.append(
                ContentProblem(name, "", Rule.WRONG_TYPE, "这个文件应为列表，请每项以“- ”开头。")
            )
            return
        for number, item in enumerate(data, 1):
            value = decoder.decode(type_, item, f"[{number}]")
            if value is not None:
                yield kind, Entry(name, f"[{number}]", value)


def _plain(folder: Path, name: str, problems: list[ContentProblem]) -> PlainData:
    try:
        data = read_yaml((folder / name).read_bytes())
    except YamlFault as fault:
        place = f"第 {fault.line} 行" if fault.line else ""
        problems.append(ContentProblem(name, place, fault.rule, fault.message))
        return None
    except OSError:
        problems.append(
            ContentProblem(name, "", Rule.BAD_FILE, "文件读不出来，请检查它的读取权限。")
        )
        return None
    if data is None:
        problems.append(
            ContentProblem(name, "", Rule.BAD_FILE, "文件是空的，请补上内容或删去这个文件。")
        )
    return data
