"""Words that are put together in code."""

import pytest

from desktop.ui import words


@pytest.mark.parametrize(
    ("chord", "written"),
    [("Ctrl+F", "⌘F"), ("Ctrl+Enter", "⌘Enter"), ("Ctrl+Shift+Z", "⇧⌘Z"), ("", "")],
)
def test_keys_are_written_as_on_the_keyboard_at_hand(chord: str, written: str) -> None:
    assert words.keys(chord, "darwin") == written
    assert words.keys(chord, "linux") == words.keys(chord, "win32") == chord
