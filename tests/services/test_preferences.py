"""Preferences and the place, with defaults for whatever is missing or makes no sense."""

from collections.abc import Callable

import pytest

from desktop.domain.progress import Place
from desktop.services.bus import Topic
from desktop.services.house import Services
from desktop.services.preferences import LARGEST_TEXT, SMALLEST_TEXT


def test_at_first_nothing_is_chosen(services: Services) -> None:
    preferences = services.preferences
    assert preferences.appearance == "system"
    assert preferences.text_percent == 100
    assert preferences.phone_system == ""
    assert preferences.welcomed is False
    assert preferences.place == Place()


def test_choices_are_there_after_a_restart(open_again: Callable[[], Services]) -> None:
    preferences = open_again().preferences
    place = Place("checklist", "overdue", "l-1", "s-1")
    preferences.set_appearance("dark")
    preferences.set_text_percent(150)
    preferences.set_phone_system("h-1")
    preferences.set_welcomed(True)
    preferences.set_place(place)
    preferences = open_again().preferences
    assert preferences.appearance == "dark"
    assert preferences.text_percent == 150
    assert preferences.phone_system == "h-1"
    assert preferences.welcomed is True
    assert preferences.place == place


def test_choices_are_told_once_and_the_place_is_not(services: Services, heard: list[Topic]) -> None:
    for _ in range(2):
        services.preferences.set_appearance("light")
        services.preferences.set_welcomed(True)
        services.preferences.set_place(Place("help"))
    assert heard == [Topic.PREFERENCES] * 2


def test_a_choice_out_of_range_is_a_fault(services: Services) -> None:
    with pytest.raises(ValueError, match="pink"):
        services.preferences.set_appearance("pink")
    for percent in (SMALLEST_TEXT - 1, LARGEST_TEXT + 1):
        with pytest.raises(ValueError, match=str(percent)):
            services.preferences.set_text_percent(percent)
    assert services.preferences.text_percent == 100


@pytest.mark.parametrize("stored", ["", "12", "9999", "-100", "1e2", "²²²"])
def test_a_stored_value_that_makes_no_sense_reads_as_the_default(
    services: Services, open_again: Callable[[], Services], stored: str
) -> None:
    services.preferences._store.put({"text_percent": stored, "appearance": stored})
    preferences = open_again().preferences
    assert preferences.text_percent == 100
    assert preferences.appearance == "system"
