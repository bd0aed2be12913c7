from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.domain.confidence import Confidence
from desktop.domain.rule_refs import RefRole, RuleRef
from desktop.domain.rules import Force, UrlKind
from desktop.services.house import Services
from desktop.ui.bridge import Bridge
from desktop.ui.library.entries import SECTIONS
from desktop.ui.navigation import Target
from desktop.ui.pages.library import LibraryPage
from desktop.ui.theme import theme
from desktop.ui.widgets.fold import Fold
from desktop.ui.widgets.links import CopyLink
from desktop.ui.widgets.rule_card import RuleCard
from desktop.ui.widgets.step_list import Row
from tests.ui.looks import ARTICLE, Browser, button_called, cut_off, words_on
from tests.ui.program import settle

SIZES = {"wide": (1150, 660), "narrow": (860, 560), "one column": (640, 560)}


@pytest.fixture
def page(qtbot: QtBot, services: Services, bridge: Bridge) -> LibraryPage:
    page = LibraryPage(bridge, services.library, services.preferences, services.lenders)
    qtbot.addWidget(page)
    page.resize(*SIZES["wide"])
    page.show()
    return page


@pytest.fixture
def browser(qtbot: QtBot) -> Iterator[Browser]:
    browser = Browser("https", "http")
    yield browser
    browser.close()


def keys(page: LibraryPage, section: str) -> list[tuple[str, str]]:
    page.show_target(Target("library", section=section))
    return [row.key for row in page.list.rows() if isinstance(row, Row)]


def open_entry(page: LibraryPage, section: str, entry: str) -> None:
    page.show_target(Target("library", section=section, entry=entry))


def document_called(services: Services, short_title: str) -> str:
    return next(d.id for d in services.library.documents() if d.short_title == short_title)


def test_shows_every_entry_of_the_library_once(page: LibraryPage, services: Services) -> None:
    library = services.library
    expected = {
        "rules": library.documents(),
        "channels": library.channels(),
        "myths": library.myths(),
        "glossary": library.glossary(),
        "faq": library.faq(),
        "phones": library.phone_systems() + library.phone_guides(),
        "redirects": library.redirects(),
    }
    for section, things in expected.items():
        shown = [entry for _, entry in keys(page, section)]
        assert len(shown) == len(set(shown))
        assert set(shown) == {thing.id for thing in things}


@pytest.mark.parametrize("section", SECTIONS)
def test_opens_every_entry_without_a_warning(page: LibraryPage, section: str) -> None:
    for key in keys(page, section):
        open_entry(page, *key)
        assert page.target() == Target("library", section=section, entry=key[1])
        assert page.list.current_key() == key


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(page: LibraryPage, services: Services, size: str, percent: int) -> None:
    theme.apply("light", percent)
    page.resize(*SIZES[size])
    for section in SECTIONS:
        for key in keys(page, section)[::5]:
            open_entry(page, *key)
            settle()
            assert page.width() == SIZES[size][0], "the page must not push the window wide"
            assert not list(cut_off(page)), key


def test_every_control_has_a_name_for_screen_readers(page: LibraryPage) -> None:
    for section in SECTIONS:
        open_entry(page, *keys(page, section)[0])
        for button in page.findChildren(QAbstractButton):
            if button.objectName() != "qt_spinbox_lineedit" and button.isVisible():
                assert button.accessibleName() or button.text() or button.toolTip()
    assert page.filter.accessibleName()
    assert page.list.accessibleName()


# ---- rules -----------------------------------------------------------------------------------


def test_hands_the_official_address_to_the_browser_unchanged(
    page: LibraryPage, services: Services, browser: Browser
) -> None:
    documents = [d for d in services.library.documents() if d.url_kind is not UrlKind.NONE]
    for document in documents:
        open_entry(page, "rules", document.id)
        words = "官方网站" if document.url_kind is UrlKind.SITE else "官方原文"
        button_called(page.detail, words).click()
    assert browser.opened == [document.url for document in documents]
    assert all(address.startswith("https://") for address in browser.opened)


def test_says_to_search_where_only_the_site_is_known(page: LibraryPage, services: Services) -> None:
    for document in services.library.documents():
        open_entry(page, "rules", document.id)
        shown = words_on(page.detail)
        assert ("需自行检索标题" in shown) == (document.url_kind is UrlKind.SITE)
        assert ("官方原文" in shown.splitlines()) == (document.url_kind is UrlKind.PAGE)


def test_copies_a_citation_with_its_gist_and_its_reservation(
    page: LibraryPage, services: Services
) -> None:
    open_entry(page, "rules", document_called(services, "个人信息保护法"))
    button_called(page.detail, "复制引用").click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("《中华人民共和国个人信息保护法》第五条")
    assert "\n要点：" in copied
    assert services.library.pack().info.gist_note in copied


def test_a_copied_draft_says_that_it_is_a_draft(page: LibraryPage, services: Services) -> None:
    draft = next(d for d in services.library.documents() if d.force is Force.DRAFT)
    open_entry(page, "rules", draft.id)
    button_called(page.detail, "复制引用").click()
    assert "不是现行规定" in QGuiApplication.clipboard().text()
    assert "起施行" not in words_on(page.detail)


def test_says_copied_for_a_moment_at_the_same_width(
    qtbot: QtBot, page: LibraryPage, services: Services
) -> None:
    open_entry(page, "rules", document_called(services, "个人信息保护法"))
    link = button_called(page.detail, "复制引用")
    width = link.sizeHint().width()
    link.click()
    assert link.text() == link.accessibleName() == "已复制"
    assert link.sizeHint().width() == width
    qtbot.waitUntil(lambda: link.text() == "复制引用", timeout=3000)


def test_never_shows_an_article_number_that_was_not_read(
    page: LibraryPage, services: Services
) -> None:
    seen = 0
    for document in services.library.documents():
        if any(provision.text_seen for provision in document.provisions):
            continue
        open_entry(page, "rules", document.id)
        shown = words_on(page.detail).replace(document.title, "")
        assert not ARTICLE.search(shown), document.title
        assert shown.count("待核") >= len(document.provisions)
        seen += 1
    assert seen > 20


def test_a_card_never_shows_an_article_number_that_was_not_read(
    qtbot: QtBot, services: Services
) -> None:
    for document in services.library.documents():
        for provision in document.provisions:
            if provision.text_seen:
                continue
            for compact in (True, False):
                ref = RuleRef(provision.id, RefRole.BASIS)
                card = RuleCard(ref, services.library, compact=compact)
                qtbot.addWidget(card)
                assert not ARTICLE.search(words_on(card).replace(document.title, ""))
                assert "待核" in words_on(card).splitlines()
                button_called(card, "复制引用").click()
                copied = QGuiApplication.clipboard().text()
                assert not ARTICLE.search(copied.replace(document.title, ""))
                assert ("要点（待核）" in copied) == (provision.confidence is Confidence.UNVERIFIED)


def test_leads_to_the_steps_that_rest_on_a_rule(
    qtbot: QtBot, page: LibraryPage, services: Services
) -> None:
    document = document_called(services, "民法典")
    open_entry(page, "rules", document)
    steps = services.library.steps_resting_on(document)
    fold = page.findChildren(Fold)[-1]
    assert fold.toggle.text() == f"还有 {len(steps) - 6} 步"
    qtbot.keyClick(fold.toggle, Qt.Key.Key_Space)
    assert fold.open
    links = [b for b in page.findChildren(QAbstractButton) if steps[0].title in b.text()]
    with qtbot.waitSignal(page.went) as went:
        links[0].click()
    target = went.args[0]
    assert (target.page, target.step) == ("checklist", steps[0].id)
    stages = {c.stage.value: c for c in services.library.checklists()}
    phases = stages[target.stage].phases
    assert any(steps[0].id in phase.steps for phase in phases)


def test_a_card_leads_to_its_document_and_back(
    qtbot: QtBot, page: LibraryPage, services: Services
) -> None:
    myth = next(m for m in services.library.myths() if m.rules)
    document, _ = services.library.provision(myth.rules[0].provision)
    open_entry(page, "myths", myth.id)
    button_called(page, "哪些步骤依据它").click()
    assert page.target() == Target("library", section="rules", entry=document.id)
    assert page.segments.value() == "rules"
    qtbot.waitUntil(page.back.isVisible)
    assert myth.claim in page.back.text()
    page.back.click()
    assert page.target() == Target("library", section="myths", entry=myth.id)
    assert not page.back.isVisible()


def test_a_long_document_scrolls_to_its_steps(page: LibraryPage, services: Services) -> None:
    myth = next(
        m
        for m in services.library.myths()
        if any(services.library.provision(r.provision)[0].short_title == "民法典" for r in m.rules)
    )
    open_entry(page, "myths", myth.id)
    for card in page.findChildren(RuleCard):
        if "民法典" in words_on(card):
            button_called(card, "哪些步骤依据它").click()
            break
    bar = page._scroll.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0 or bar.value() > 500


def test_the_compact_card_keeps_the_rest_one_key_away(qtbot: QtBot, services: Services) -> None:
    document = services.library.document(document_called(services, "贷后催收国标"))
    ref = RuleRef(document.provisions[0].id, RefRole.CONTRARY)
    card = RuleCard(ref, services.library, compact=True)
    qtbot.addWidget(card)
    card.resize(238, 400)
    card.show()
    chips = words_on(card)
    assert "国家标准" in chips
    assert "对你不利的一面" in chips
    fold = card.findChild(Fold)
    assert isinstance(fold, Fold)
    assert not fold.isVisible()
    qtbot.keyClick(fold.toggle, Qt.Key.Key_Space)
    assert fold.isVisible()
    assert fold.toggle.text() == "收起"
    with qtbot.waitSignal(card.steps_asked) as asked:
        button_called(card, "哪些步骤依据它").click()
    assert asked.args == [document.id]
    with qtbot.waitSignal(card.document_asked):
        button_called(card, "详情").click()


# ---- other sections --------------------------------------------------------------------------


def test_a_number_can_be_copied(page: LibraryPage, services: Services) -> None:
    channel = next(c for c in services.library.channels() if c.phones)
    open_entry(page, "channels", channel.id)
    button_called(page.detail, "复制号码").click()
    assert QGuiApplication.clipboard().text() == channel.phones[0].number


HOTLINE, LOCAL, COVERS_MINE = "c-cfb6j", "c-76z4j", "f-qqwyi"


def test_a_channel_tells_for_which_of_the_lenders_it_is_meant(
    page: LibraryPage, services: Services
) -> None:
    services.lenders.add("甲", kind="credit_card")
    services.lenders.add("乙", kind="microloan")
    unknown = services.lenders.add("丙")
    services.lenders.archive(services.lenders.add("丁", kind="bank").id)
    asked: list[Target] = []
    page.went.connect(asked.append)
    open_entry(page, "channels", HOTLINE)
    shown = words_on(page)
    assert "“甲”·信用卡：在这里的适用范围里。" in shown
    (micro,) = (kind for kind in services.library.pack().triage.kinds if kind.id == "microloan")
    assert f"“乙”·{micro.name}：不在这里的适用范围里。归谁管：{micro.regulator}" in shown
    assert "丁" not in shown
    assert "12363 人民银行金融消费权益保护热线" not in shown, "it is for all kinds"
    button_called(page, "“丙”：先在“我的情况”填上是哪类机构，这里就会写明该找谁").click()
    assert asked == [Target("person", lender=unknown.id)]
    button_called(page, services.library.channel(LOCAL).name).click()
    assert "“乙”·" in words_on(page)
    assert f"“乙”·{micro.name}：在这里的适用范围里。" in words_on(page)


def test_the_question_about_the_hotline_looks_at_the_lenders(
    page: LibraryPage, services: Services
) -> None:
    open_entry(page, "faq", COVERS_MINE)
    assert "先在“我的情况”填上是哪一家、哪类机构" in words_on(page)
    lender = services.lenders.add("甲")
    settle()
    assert "“甲”：先在“我的情况”填上是哪类机构" in words_on(page)
    services.lenders.set_kind(lender.id, "consumer_finance")
    settle()
    assert "“甲”·消费金融公司。归谁管：国家金融监督管理总局" in words_on(page)
    services.lenders.set_kind(lender.id, "transferred")
    settle()
    assert "（待核）" in words_on(page)


def test_a_channel_for_everybody_does_not_ask_for_the_lender(
    page: LibraryPage, services: Services
) -> None:
    services.lenders.add("甲", kind="bank")
    open_entry(page, "channels", "c-w4n2p")
    assert "你填的各家" not in words_on(page)


def test_every_channel_shows_what_it_knows(page: LibraryPage, services: Services) -> None:
    for channel in services.library.channels():
        open_entry(page, "channels", channel.id)
        shown = words_on(page.detail)
        for text in (*channel.handles, *channel.refuses, *channel.before, *channel.cautions):
            assert text in shown
        for step in channel.escalation:
            assert step.text in shown
            if step.channel:
                assert services.library.channel(step.channel).name in shown
        assert channel.checked in shown


def test_the_phone_is_chosen_on_its_own_page(page: LibraryPage, services: Services) -> None:
    first, second = services.library.phone_systems()[:2]
    open_entry(page, "phones", first.id)
    detail = page.detail
    button_called(page.detail, "这就是我的手机").click()
    assert services.preferences.phone_system == first.id
    assert page.detail is detail, "choosing must not throw away where the person was reading"
    chips = {r.key[1]: r.chip for r in page.list.rows() if isinstance(r, Row)}
    assert (chips[first.id], chips[second.id]) == ("我的手机", "")
    button_called(page.detail, "这不是我的手机").click()
    assert services.preferences.phone_system == ""
    open_entry(page, "phones", second.id)
    shown = words_on(page.detail)
    for path in second.paths:
        assert services.library.phone_task(path.task).title in shown
        assert " › ".join(path.route) in shown
    assert services.library.pack().info.phone_fallback in shown


# ---- filter ----------------------------------------------------------------------------------


def test_the_filter_looks_into_names_other_names_and_points(page: LibraryPage) -> None:
    keys(page, "glossary")
    page.filter.setText("禁令")
    found = [row.text for row in page.list.rows() if isinstance(row, Row)]
    assert "人格权禁令" in found
    page.filter.setText("  禁令   法院 ")
    assert [row.text for row in page.list.rows() if isinstance(row, Row)]


def test_an_empty_result_offers_a_way_back(page: LibraryPage) -> None:
    before = keys(page, "faq")
    reading = page.target()
    page.filter.setText("没有这样的词")
    assert not page.list.isVisible()
    assert "没有找到“没有这样的词”" in page._nothing.text()
    assert page.target() == reading, "narrowing the list must not close what is being read"
    button_called(page, "清空筛选").click()
    assert page.list.isVisible()
    assert [r.key for r in page.list.rows() if isinstance(r, Row)] == before


def test_a_deep_link_beats_the_filter(page: LibraryPage, services: Services) -> None:
    key = keys(page, "faq")[-1]
    page.filter.setText("没有这样的词")
    open_entry(page, *key)
    assert page.filter.text() == ""
    assert page.list.current_key() == key


# ---- going about -----------------------------------------------------------------------------


def test_an_unknown_entry_opens_its_section(page: LibraryPage) -> None:
    open_entry(page, "channels", "c-zzzzz")
    assert page.segments.value() == "channels"


def test_a_target_without_a_section_changes_nothing(page: LibraryPage) -> None:
    key = keys(page, "faq")[2]
    open_entry(page, *key)
    page.show_target(Target("library"))
    assert page.target() == Target("library", section="faq", entry=key[1])


def test_remembers_what_was_read_in_each_section(page: LibraryPage) -> None:
    key = keys(page, "faq")[3]
    open_entry(page, *key)
    page.segments.button("myths").click()
    page.segments.button("faq").click()
    assert page.target().entry == key[1]


def test_arrow_keys_open_the_next_entry(qtbot: QtBot, page: LibraryPage) -> None:
    first, second = keys(page, "faq")[:2]
    open_entry(page, *first)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.target().entry == second[1]


def test_one_column_shows_the_list_first_and_a_way_back(qtbot: QtBot, page: LibraryPage) -> None:
    page.resize(*SIZES["one column"])
    page.segments.button("faq").click()
    assert page.list.isVisible()
    assert not page.back_to_list.isVisible()
    assert page.target().entry == ""
    first, second = (row.key for row in page.list.rows()[:2] if isinstance(row, Row))
    page.list.select(first)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.isVisible(), "arrow keys only move while the list is all there is"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert not page.list.isVisible()
    assert page.target().entry == second[1]
    page.back_to_list.click()
    assert page.list.isVisible()
    assert page.list.current_key() == second


def test_large_text_makes_one_column_and_back(page: LibraryPage) -> None:
    open_entry(page, *keys(page, "faq")[0])
    assert page.list.isVisible()
    theme.apply("light", 150)
    assert not page.list.isVisible()
    theme.apply("light", 130)
    assert page.list.isVisible()


def test_long_text_scrolls_from_the_keyboard(
    qtbot: QtBot, page: LibraryPage, services: Services
) -> None:
    open_entry(page, "rules", document_called(services, "民法典"))
    settle()
    page._scroll.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page._scroll, Qt.Key.Key_PageDown)
    assert page._scroll.verticalScrollBar().value() > 0


def test_leaving_an_entry_deletes_it(qtbot: QtBot, page: LibraryPage) -> None:
    first, second = keys(page, "rules")[:2]
    open_entry(page, *first)
    gone = page.detail
    assert gone is not None
    page.findChild(CopyLink).click()
    with qtbot.waitSignal(gone.destroyed):
        open_entry(page, *second)
