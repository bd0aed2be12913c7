"""Official addresses: whatever shows one hands exactly it to the browser, and nothing else."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.rule_refs import RefRole, RuleRef
from desktop.domain.rules import UrlKind
from desktop.services.house import Services
from desktop.ui.widgets.links import AddressLink
from desktop.ui.widgets.rule_card import RuleCard
from tests.ui.looks import Browser

OTHER_SCHEMES = ("http", "file", "ftp", "mailto", "javascript", "data", "smb")


@pytest.fixture
def browser(qapp: object) -> Iterator[Browser]:
    browser = Browser("https", *OTHER_SCHEMES)
    yield browser
    browser.close()


@pytest.mark.parametrize("compact", [False, True])
def test_a_rule_card_opens_the_address_of_its_document(
    services: Services, browser: Browser, *, compact: bool
) -> None:
    wanted = []
    for document in services.library.documents():
        for provision in document.provisions:
            ref = RuleRef(provision.id, RefRole.BASIS, None)
            card = RuleCard(ref, services.library, compact=compact)
            links = card.findChildren(AddressLink)
            assert len(links) == (document.url_kind is not UrlKind.NONE)
            for link in links:
                link.click()
                assert link.text() in ("官方网站", "官方原文")
                wanted.append(document.url)
            card.deleteLater()
    assert len(wanted) > 100
    assert browser.opened == wanted
    assert all(address.startswith("https://") for address in browser.opened)


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "ftp://example.invalid/", "mailto:a@example.invalid"),
        *("javascript:alert(1)", "data:text/html,x", "smb://example.invalid/x"),
        *("/usr/bin/true", "http://example.invalid/", "", "https://exa mple.invalid/", "HTTPS:"),
    ],
)
def test_another_address_starts_nothing(qtbot: QtBot, browser: Browser, address: str) -> None:
    link = AddressLink("官方原文", address)
    qtbot.addWidget(link)
    link.click()
    assert browser.opened == []
    assert link.text() == "打不开，请复制网址"
