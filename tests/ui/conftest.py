"""Pages on the real services: the content that ships and a database in a folder of its own."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ.get("TEST_STYLE") == "fusion":
    # As on a system for which the usual style has no wheel.
    sys.modules["PySide6Qlementine"] = None  # type: ignore[assignment]

from desktop.services.house import Services, open_services
from desktop.ui.application import font_file
from desktop.ui.bridge import Bridge
from desktop.ui.theme import theme
from tests.ui.program import Clock, Program, notices


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    """The program's own style and font, since sizes depend on them."""
    theme.install(qapp, font_file())


@pytest.fixture(autouse=True)
def _usual_look() -> Iterator[None]:
    """Give every test the same look to start from."""
    theme.apply("light", 100)
    yield
    theme.apply("light", 100)


@pytest.fixture
def clock() -> Clock:
    """Stands at noon of 22 November 2026 until a test moves it."""
    return Clock()


@pytest.fixture
def services(tmp_path: Path, clock: Clock) -> Iterator[Services]:
    """Everything a page reads, on a fresh database."""
    opened = open_services(tmp_path / "data", None, clock)
    yield opened
    opened.close()


@pytest.fixture
def bridge(services: Services, qapp: QApplication) -> Iterator[Bridge]:
    """What brings the services' news to the pages."""
    bridge = Bridge(services.bus)
    yield bridge
    bridge.close()


@pytest.fixture
def fresh(tmp_path: Path, clock: Clock) -> Iterator[Program]:
    """The program on a data folder that is not there yet, with its first questions on screen."""
    program = Program(tmp_path / "data", clock)
    program.open()
    yield program
    with notices() as told:  # A test that failed midway may leave a question behind.
        told.answer = "不要了，关掉"
        program.close()


@pytest.fixture
def program(fresh: Program) -> Program:
    """The program on its home page, the questions skipped."""
    fresh.home()
    return fresh
