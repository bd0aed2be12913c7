"""The test run really has no patience: each kind of thing left behind fails the test."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[1]
CONFTEST = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
BAD_TESTS = {
    "thread": """
        import threading
        def test_it():
            threading.Thread(target=threading.Event().wait, daemon=True).start()
    """,
    "window": """
        from PySide6.QtWidgets import QWidget
        kept = []
        def test_it(qapp):
            kept.append(QWidget())
    """,
    "timer": """
        from PySide6.QtCore import QTimer
        kept = []
        def test_it(qapp):
            kept.append(QTimer())
            kept[0].start(1000)
    """,
}
GOOD_TEST = """
    import threading
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QDialog, QWidget
    def test_it(qtbot):
        window = QWidget()
        qtbot.addWidget(window)
        QDialog(window)
        timer = QTimer(window)
        timer.start(1000)
        threading.Thread(target=int).start()
"""


def run_inside(pytester: pytest.Pytester, test: str) -> pytest.RunResult:
    """Run one test below a copy of our conftest, in a process of its own."""
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test)
    pytester.makeini(f'[pytest]\nqt_api = pyside6\npythonpath = "{ROOT.as_posix()}"\n')
    # The thread that never ends would keep the child waiting at its exit were it no daemon.
    return pytester.runpytest_subprocess("-p", "no:xvfb", "-p", "no:cacheprovider")


@pytest.mark.parametrize("kind", BAD_TESTS)
def test_what_is_left_behind_fails_the_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind == "thread":
        monkeypatch.setattr("tests.test_conftest.CONFTEST", CONFTEST.replace("= 5.0", "= 0.01"))
    result = run_inside(pytester, BAD_TESTS[kind])
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*left behind: {kind} *"])


def test_what_is_owned_or_over_is_not_left_behind(pytester: pytest.Pytester) -> None:
    run_inside(pytester, GOOD_TEST).assert_outcomes(passed=1)
