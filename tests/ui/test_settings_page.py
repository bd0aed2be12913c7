from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import desktop
from desktop.services.house import Services
from desktop.ui.bridge import Bridge
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.theme import TEXT_STEPS, theme
from tests.ui.looks import Browser, cut_off, words_on
from tests.ui.program import settle


@pytest.fixture
def page(qtbot: QtBot, services: Services, bridge: Bridge) -> SettingsPage:
    page = SettingsPage(
        bridge,
        services.preferences,
        services.library,
        services.place,
        services.copies,
        services.exports,
        services.erase,
    )
    qtbot.addWidget(page)
    page.resize(1150, 660)
    page.show()
    return page


@pytest.fixture
def files(qtbot: QtBot) -> Iterator[Browser]:
    files = Browser("file")
    yield files
    files.close()


def test_keeps_every_choice_at_once(page: SettingsPage, services: Services) -> None:
    for appearance in ("light", "dark", "system"):
        page.appearance.button(appearance).click()
        assert services.preferences.appearance == appearance
    for percent in TEXT_STEPS:
        page.text_size.button(str(percent)).click()
        assert services.preferences.text_percent == percent


def test_leaves_the_look_to_the_window(page: SettingsPage) -> None:
    page.appearance.button("dark").click()
    page.text_size.button("200").click()
    assert (theme.appearance, theme.text_percent) == ("light", 100)


def test_follows_changes_made_elsewhere(page: SettingsPage, services: Services) -> None:
    services.preferences.set_text_percent(150)
    services.preferences.set_appearance("dark")
    system = services.library.phone_systems()[2]
    services.preferences.set_phone_system(system.id)
    assert page.text_size.value() == "150"
    assert page.appearance.value() == "dark"
    assert page.phone.currentText() == system.short_name


def test_the_phone_can_be_chosen_and_taken_back_by_keyboard(
    qtbot: QtBot, page: SettingsPage, services: Services
) -> None:
    page.phone.setFocus()
    qtbot.keyClick(page.phone, Qt.Key.Key_Down)
    assert services.preferences.phone_system == services.library.phone_systems()[0].id
    qtbot.keyClick(page.phone, Qt.Key.Key_Up)
    assert services.preferences.phone_system == ""


def test_the_wheel_never_changes_the_phone(page: SettingsPage, services: Services) -> None:
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(page.phone.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.phone, wheel)
    assert page.phone.currentIndex() == 0
    assert services.preferences.phone_system == ""


def test_opens_and_copies_the_data_folder(
    page: SettingsPage, services: Services, files: Browser
) -> None:
    page.data.open_folder.click()
    folder = QUrl.fromLocalFile(str(services.data_dir))
    assert files.opened == [folder.toString(QUrl.ComponentFormattingOption.FullyEncoded)]
    page.data.copy_path.click()
    assert QGuiApplication.clipboard().text() == str(services.data_dir)
    assert page.data.path.text() == str(services.data_dir)
    assert page.data.path.isReadOnly()


def test_says_honestly_what_is_kept_and_what_this_is(
    page: SettingsPage, services: Services
) -> None:
    shown = words_on(page)
    info = services.library.pack().info
    for text in (
        "没有加密",
        "不联网，不上传",
        "卸载程序不会删除这里",
        "不是律师意见",
        "要点为转述",
        "欠债应还，催收要合法。",
        "GPL-3.0-or-later",
        "CC BY-SA 4.0",
        desktop.__version__,
        info.version,
        info.issued,
    ):
        assert text in shown


@pytest.mark.parametrize("width", [640, 1150])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(page: SettingsPage, width: int, percent: int) -> None:
    theme.apply("light", percent)
    page.resize(width, 560)
    settle()
    assert page.width() == width
    assert not list(cut_off(page))


def test_controls_shrink_again_after_large_text(
    qtbot: QtBot, services: Services, bridge: Bridge
) -> None:
    theme.apply("light", 200)
    page = SettingsPage(
        bridge,
        services.preferences,
        services.library,
        services.place,
        services.copies,
        services.exports,
        services.erase,
    )
    qtbot.addWidget(page)
    page.resize(1150, 660)
    page.show()
    settle()
    controls = (page.data.path, page.data.open_folder, page.phone, page.text_size.button("100"))
    large = [control.height() for control in controls]
    theme.apply("light", 100)
    qtbot.waitUntil(
        lambda: all(c.height() < before for c, before in zip(controls, large, strict=True))
    )


def test_every_control_has_a_name_for_screen_readers(page: SettingsPage) -> None:
    for control in (page.appearance, page.text_size, page.phone, page.data.path):
        assert control.accessibleName()
