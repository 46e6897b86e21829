"""`python3 run.py test` hides nothing: every step runs, every failure shows, the last line is the total."""

import sys

import pytest

from tests import everything
from tests.everything import Outcome, Step

PASSES = Step("passes", "", ("-c", "pass"))
FAILS = Step("fails", "", ("-c", "raise SystemExit(3)"))
LACKS = Step("lacks", "", ("-c", "pass"), needs=lambda: None, lacks="没有。")
TESTS = """
import pytest
def test_yes(): pass
def test_no(): assert 0
@pytest.mark.skip
def test_later(): pass
@pytest.fixture
def broken(): raise ValueError
def test_broken(broken): pass
"""


def test_a_failure_stops_nothing_and_is_reported(monkeypatch, capfd):
    monkeypatch.setattr(everything, "STEPS", (FAILS, PASSES))
    assert everything.main([]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[-4:-2]] == [["failed", "fails"], ["passed", "passes"]]
    assert lines[-1] == "0 passed, 0 failed, 0 skipped"


def test_all_is_well_when_nothing_failed(monkeypatch):
    monkeypatch.setattr(everything, "STEPS", (PASSES,))
    assert everything.main([]) == 0


@pytest.mark.parametrize(("ci", "state"), [("", "skipped"), ("true", "failed")])
def test_what_the_machine_lacks_is_skipped_at_home_and_fails_in_ci(monkeypatch, ci, state):
    monkeypatch.setenv("CI", ci)
    assert everything.run(LACKS).state == state


def test_an_unknown_step_is_refused(capsys):
    assert everything.main(["lnit"]) == 2
    assert "lnit" in capsys.readouterr().err


def test_the_counts_are_those_of_pytest(tmp_path, monkeypatch):
    (tmp_path / "test_four.py").write_text(TESTS)
    monkeypatch.setattr(everything, "PROJECT", tmp_path)
    outcome = everything.run(Step("four", "", ("-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path))))
    assert (outcome.state, outcome.counts) == ("failed", {"passed": 1, "failed": 2, "skipped": 1})


def test_a_run_without_a_report_is_one_failure(tmp_path):
    assert everything.counted(tmp_path / "none.xml", 3) == {"passed": 0, "failed": 1, "skipped": 0}


def test_the_last_line_adds_up_every_run():
    first = Outcome(PASSES, "passed", 1.0, {"passed": 3, "failed": 0, "skipped": 1})
    second = Outcome(FAILS, "failed", 2.0, {"passed": 4, "failed": 2, "skipped": 0})
    assert everything.summary([first, second]).splitlines()[-1] == "7 passed, 2 failed, 1 skipped"


def test_a_step_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(everything, "LONGEST_SECONDS", 0.2)
    assert everything.call([sys.executable, "-c", "import time; time.sleep(60)"], {}) == 1
