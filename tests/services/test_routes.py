"""The doors for a lender as it was filled in, and what is known of what was done."""

import pytest

from desktop.domain.incidents import IncidentKind, Reached
from desktop.services.house import Services


def doors(services: Services, lender: str = "", *done: str, region: str = "") -> list[str]:
    found = services.routes().find(lender, frozenset(done), region)
    return [one.door.id + ("" if one.sure else "?") for one in found]


def test_the_kind_of_the_lender_decides(services: Services) -> None:
    lender = services.lenders.add("甲家", kind="microloan")
    assert doors(services, lender.id, region="sichuan") == ["lender", "local_finance", "legal_aid"]
    services.lenders.set_kind(lender.id, "bank")
    assert doors(services, lender.id) == ["lender", "nfra", "legal_aid"]


def test_the_group_is_enough_where_the_kind_is_not_told(services: Services) -> None:
    lender = services.lenders.add("甲家")
    assert "nfra?" in doors(services, lender.id)
    services.lenders.set_group(lender.id, "licensed")
    assert doors(services, lender.id) == ["find_lender", "lender", "nfra", "legal_aid"]


def test_without_a_lender_there_is_a_way_all_the_same(services: Services) -> None:
    assert doors(services)[0] == "find_lender"
    with pytest.raises(KeyError):
        services.routes().find("nobody")


def test_answers_and_the_log_of_this_lender_suggest_what_was_done(services: Services) -> None:
    lender, other = services.lenders.add("甲家"), services.lenders.add("乙家")
    assert services.routes().suggested(lender.id) == set()
    services.answers.set("contacts", "yes")
    services.answers.set("court_paper", "yes", other.id)
    services.incidents().add(lender=other.id, kinds=(IncidentKind.THREAT,))
    services.incidents().add(reached=Reached.ME, kinds=(IncidentKind.REPEATED,))
    assert services.routes().suggested(lender.id) == {"contacts", "calls"}
    assert services.routes().suggested(other.id) == {"contacts", "calls", "court", "threat"}
    services.incidents().withdraw(services.incidents().latest(1)[0].id)
    assert "calls" not in services.routes().suggested(lender.id)
