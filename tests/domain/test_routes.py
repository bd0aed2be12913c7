"""Which door for whom: vectors written by hand from the rules, on the content that ships."""

from datetime import UTC, datetime
from functools import cache
from itertools import combinations

import pytest

from desktop.content.loader import content_folder, load_letters, load_library, load_pack
from desktop.domain.confidence import Confidence
from desktop.domain.incidents import Incident, IncidentKind, Reached
from desktop.domain.library import Library
from desktop.domain.routes import Asked, Door, DoorRank, FoundDoor, find_doors, suggested

KINDS = load_pack(content_folder()).triage.kinds
GROUPS = {kind.id: kind.group for kind in KINDS}
HERE = "sichuan"


@cache
def library() -> Library:
    return load_library(content_folder())


def find(kind: str, done: str = "", region: str = "", group: str = "") -> tuple[FoundDoor, ...]:
    asked = Asked(kind, group or GROUPS[kind], frozenset(done.split()), region)
    return find_doors(library().doors, library().conducts, asked)


def names(found: tuple[FoundDoor, ...]) -> str:
    """Door ids in order; what only may be right has a question mark."""
    return " ".join(one.door.id + ("" if one.sure else "?") for one in found)


def door(name: str) -> Door:
    return next(one for one in library().doors if one.id == name)


VECTORS = [
    # The institution first, then who answers for it.
    ("bank", "", HERE, "lender nfra legal_aid"),
    ("bank", "contacts", HERE, "lender nfra legal_aid sue"),
    ("bank", "contacts", "", "lender nfra legal_aid sue"),
    ("consumer_finance", "contacts", "", "lender nfra legal_aid sue"),
    ("auto_finance", "contacts", "", "lender nfra legal_aid sue"),
    ("trust", "", "", "lender nfra legal_aid"),
    ("microloan", "", HERE, "lender local_finance legal_aid"),
    ("microloan", "contacts", HERE, "lender local_finance legal_aid sue"),
    ("guarantee", "contacts", HERE, "lender local_finance legal_aid sue"),
    # Whoever does not know the province is helped on by the hotline of the town.
    ("microloan", "", "", "lender local_finance hotline legal_aid"),
    ("microloan", "contacts", "", "lender local_finance hotline legal_aid sue"),
    ("guarantee", "refused", "", "lender local_finance hotline legal_aid sue"),
    # Money.
    ("bank", "fees", HERE, "lender nfra mediation legal_aid sue"),
    ("bank_assisted", "fees", HERE, "lender nfra market mediation legal_aid sue"),
    ("guarantee", "fees", HERE, "lender local_finance legal_aid sue"),
    ("microloan", "refused", HERE, "lender local_finance mediation legal_aid sue"),
    ("trust", "refused", "", "lender nfra legal_aid sue"),
    # Nobody knows yet who lent the money: what may be right is shown as that.
    ("unknown", "", "", "find_lender lender nfra? local_finance? hotline legal_aid"),
    ("unknown", "contacts", "", "find_lender lender nfra? local_finance? hotline legal_aid sue"),
    ("unknown", "contacts", HERE, "find_lender lender nfra? local_finance? legal_aid sue"),
    (
        *("unknown", "fees", ""),
        "find_lender lender nfra? local_finance? hotline market? mediation? legal_aid sue",
    ),
    ("unknown", "credit", "", "lender credit_center central_bank legal_aid"),
    ("unknown", "middleman", "", "market legal_aid"),
    # Sold on: first the one it was borrowed from.
    ("transferred", "", HERE, "first_lender nfra? local_finance? legal_aid sue"),
    ("transferred", "contacts", "", "first_lender nfra? local_finance? hotline legal_aid sue"),
    # Without a licence: ask first, and no police for the bare loan before that.
    ("private_person", "", "", "legal_first sue"),
    ("private_person", "threat", "", "police_soon legal_first sue"),
    ("private_person", "calls", "", "legal_first operator spam telecom_appeal sue"),
    ("unlicensed", "", HERE, "legal_first local_finance police_unlicensed sue"),
    ("unlicensed", "contacts", "", "legal_first local_finance hotline police_unlicensed sue"),
    ("unlicensed", "scam", HERE, "fraud_line legal_first local_finance police_unlicensed sue"),
    ("unlicensed", "danger", HERE, "police_now legal_first local_finance sue"),
    # Safety before everything.
    ("bank", "danger", "", "police_now lender nfra legal_aid sue"),
    ("microloan", "danger", "", "police_now lender local_finance hotline legal_aid sue"),
    ("bank", "threat", "", "police_soon lender nfra legal_aid sue"),
    ("consumer_finance", "impersonation", "", "police_soon lender nfra legal_aid sue"),
    ("consumer_finance", "pictures", "", "police_soon lender posted nfra legal_aid sue"),
    (
        *("microloan", "pictures contacts threat", ""),
        "police_soon lender posted local_finance hotline legal_aid sue",
    ),
    ("bank", "crisis", "", "crisis_line legal_aid"),
    ("bank", "crisis contacts", "", "crisis_line lender nfra legal_aid sue"),
    ("bank", "danger crisis", "", "police_now crisis_line lender nfra legal_aid sue"),
    # At the door: only what goes too far is for the police.
    ("bank", "visit", "", "lender nfra neighbours police_visit legal_aid sue"),
    ("bank", "danger visit", "", "police_now lender nfra neighbours legal_aid sue"),
    # Calls without end.
    ("bank", "calls", "", "lender nfra operator spam telecom_appeal legal_aid sue"),
    (
        *("microloan", "calls", HERE),
        "lender local_finance operator spam telecom_appeal legal_aid sue",
    ),
    # What an app takes, and what becomes of it.
    ("bank", "app", "", "lender app_report app_regulator legal_aid sue"),
    ("bank_assisted", "app", "", "lender app_report app_regulator legal_aid sue"),
    ("bank", "info", "", "lender nfra app_report central_bank legal_aid sue"),
    ("trust", "info", "", "lender nfra app_report legal_aid sue"),
    # The credit record.
    ("credit_card", "credit", "", "lender credit_center central_bank legal_aid"),
    ("auto_finance", "credit", "", "lender credit_center central_bank legal_aid"),
    ("microloan", "credit", HERE, "lender credit_center central_bank legal_aid"),
    # Others who want money, and the court.
    ("bank", "scam", "", "fraud_line lender legal_aid"),
    ("bank", "middleman", "", "market legal_aid"),
    ("bank", "court", "", "court_check court_advice lender"),
    ("bank", "court contacts", "", "court_check court_advice lender nfra"),
]


@pytest.mark.parametrize(("kind", "done", "region", "expected"), VECTORS)
def test_the_doors_in_order(kind: str, done: str, region: str, expected: str) -> None:
    assert names(find(kind, done, region)) == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("licensed", "find_lender lender nfra legal_aid sue"),
        ("micro", "find_lender lender local_finance legal_aid sue"),
        ("unlicensed", "find_lender legal_first local_finance police_unlicensed sue"),
    ],
)
def test_the_group_is_enough_where_the_kind_is_not_told(group: str, expected: str) -> None:
    assert names(find("unknown", "contacts", HERE, group)) == expected


@pytest.mark.parametrize(
    ("kind", "done", "name", "expected"),
    [
        ("bank", "", "lender", "t-6y6qn t-zxkrs"),
        ("bank", "contacts", "lender", "t-6y6qn t-l4zbk t-tox34"),
        ("bank", "fees", "lender", "t-6y6qn t-jszbw"),
        ("bank", "refused", "lender", "t-6y6qn t-zxkrs"),
        ("bank", "app", "lender", "t-l4zbk"),
        ("bank", "credit", "lender", "t-f5yfo"),
        ("transferred", "contacts fees", "first_lender", "t-6y6qn t-l4zbk t-jszbw t-tox34"),
        ("bank", "contacts", "nfra", "t-csoxw"),
        ("microloan", "contacts", "local_finance", "t-5oegs"),
        ("bank", "threat", "police_soon", "t-idk5w"),
        ("bank", "calls", "operator", "t-pssjn"),
        ("bank", "calls", "spam", "t-56xse"),
        ("bank", "calls", "telecom_appeal", "t-of46p"),
        ("bank", "app", "app_report", "t-ounor"),
        ("bank", "credit", "credit_center", "t-f5yfo"),
        ("bank", "middleman", "market", "t-krplm"),
        ("bank", "contacts", "sue", "t-x56gn"),
        ("bank", "fees", "sue", ""),
    ],
)
def test_the_letters_that_fit(kind: str, done: str, name: str, expected: str) -> None:
    (found,) = (one for one in find(kind, done) if one.door.id == name)
    assert " ".join(found.letters) == expected


def every_case() -> list[tuple[str, str, str]]:
    done = [conduct.id for conduct in library().conducts]
    some = ["", *done, *(" ".join(pair) for pair in combinations(done, 2)), " ".join(done)]
    return [(kind, each, region) for kind in GROUPS for each in some for region in ("", HERE)]


def test_nobody_is_left_without_a_door_or_shown_one_twice() -> None:
    for kind, done, region in every_case():
        found = find(kind, done, region)
        assert any(one.sure for one in found), (kind, done)
        channels = [one.door.channel for one in found]
        assert len(set(channels)) == len(channels), (kind, done)
        ranks = [list(DoorRank).index(one.door.rank) for one in found]
        assert ranks == sorted(ranks), (kind, done, names(found))


def test_nobody_is_sent_to_an_authority_that_is_for_other_lenders() -> None:
    channels = {channel.id: channel for channel in library().channels}
    for kind, done, region in every_case():
        for one in find(kind, done, region):
            meant_for = channels[one.door.channel].lender_kinds
            if one.sure and one.door.id in ("nfra", "local_finance", "mediation"):
                assert kind in meant_for, (kind, done, one.door.id)


def test_every_door_leads_somewhere_and_says_what_it_cannot_do() -> None:
    channels = {channel.id: channel for channel in library().channels}
    letters = {letter.id for letter in load_letters(content_folder()).letters}
    provisions = {part.id for rule in library().rules for part in rule.provisions}
    old_names = {redirect.id for redirect in library().redirects}
    steps = {step.id for step in load_pack(content_folder()).steps}
    for one in library().doors:
        channel = channels[one.channel]
        assert channel.filing, one.id
        assert one.why, one.id
        assert one.cannot, one.id
        assert one.bring or channel.kind == "mental_health", one.id
        assert one.step in steps, one.id
        assert {part.letter for part in one.letters} <= letters, one.id
        assert {ref.provision for ref in one.rules} <= provisions, one.id
        assert one.rules or not channel.rules, f"{one.id} rests on nothing"
        assert set(one.redirects) <= old_names, one.id
        assert set(one.also) <= channels.keys() - {one.channel}, one.id


def test_what_could_not_be_verified_says_so() -> None:
    assert "12378" in door("local_finance").unsure
    assert "12381" in door("spam").unsure
    assert "12381" in door("telecom_appeal").unsure
    for one in library().doors:
        if one.confidence is Confidence.UNVERIFIED:
            assert one.unsure, one.id
    assert {region.confidence for region in library().regions} == {Confidence.UNVERIFIED}


def test_old_names_lead_to_the_door_of_today() -> None:
    old = {redirect.id: redirect.old for redirect in library().redirects}
    assert {old[one] for one in door("nfra").redirects} >= {"银监会", "银保监会"}
    assert {old[one] for one in door("local_finance").redirects} >= {"金融办"}
    assert [old[one] for one in door("spam").redirects] == ["12321"]
    assert [old[one] for one in door("telecom_appeal").redirects] == ["12300"]
    assert "工商局" in {old[one] for one in door("market").redirects}


def test_every_province_has_its_office() -> None:
    assert len(library().regions) == 31
    for region in library().regions:
        assert region.office.startswith(region.name)
        assert region.office.endswith("地方金融管理局")


# ---- what is ticked beforehand ---------------------------------------------------------------

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answers", "incident", "expected"),
    [
        ({}, Incident("1", NOON), set()),
        ({"contacts": "yes"}, None, {"contacts"}),
        ({"contacts": "fear", "work_called": "yes"}, None, {"contacts"}),
        ({"contacts": "no", "work_called": None}, None, set()),
        ({"danger": "danger"}, None, {"danger"}),
        ({"danger": "threat", "mind": "crisis"}, None, {"threat", "crisis"}),
        ({"court_paper": "yes", "paid_middleman": "yes"}, None, {"court", "middleman"}),
        ({}, Incident("1", NOON, reached=Reached.WORK), {"contacts"}),
        ({}, Incident("1", NOON, reached=Reached.ME), set()),
        ({}, Incident("1", NOON, kinds=(IncidentKind.INSULT,)), {"threat"}),
        ({}, Incident("1", NOON, kinds=(IncidentKind.FALSE_PAPER,)), {"impersonation"}),
        (
            {"many_calls": "yes"},
            Incident("1", NOON, kinds=(IncidentKind.PRIVATE_ACCOUNT, IncidentKind.INTRUSION)),
            {"calls", "scam", "visit"},
        ),
    ],
)
def test_answers_and_the_log_suggest_what_was_done(
    answers: dict[str, str | int | None], incident: Incident | None, expected: set[str]
) -> None:
    told = () if incident is None else (incident,)
    assert suggested(library().conducts, answers, told) == expected
