"""Everything continuous integration runs: `python3 run.py test [steps]`.

Every step is named and timed, none hides another's failure, and the last line is one total over all runs of pytest.
What the machine lacks (PostgreSQL, a browser) is skipped with a sentence, or fails when `CI=true`.
"""

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import machine

PROJECT = Path(__file__).resolve().parent.parent
LONGEST_SECONDS = 15 * 60
COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Hundreds of processes import the product and three rewrite every test: where a machine keeps no bytecode, keep it here."""
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"


@dataclass(frozen=True)
class Step:
    """One command.

    Attributes:
        name: what it is called on the command line.
        says: what it makes sure of.
        arguments: for the Python of .venv.
        needs: what the machine must have: gives environment variables to add, or None when it is not there.
        lacks: the sentence when it is not there.
    """

    name: str
    says: str
    arguments: tuple[str, ...]
    needs: Callable[[], Mapping[str, str] | None] = dict
    lacks: str = ""

    @property
    def is_pytest(self) -> bool:
        return self.arguments[:2] == ("-m", "pytest")


@dataclass(frozen=True)
class Outcome:
    """How a step ended: `state` is passed, failed or skipped; the counts are tests, of pytest steps only."""

    step: Step
    state: str
    seconds: float
    counts: Mapping[str, int] = field(default_factory=dict)


def with_postgres() -> Mapping[str, str] | None:
    return {"ZHIXING_TEST_DATABASE": "postgres"} if machine.postgres() else None


def with_chromium() -> Mapping[str, str] | None:
    path = machine.chromium()
    return {"ZHIXING_CHROMIUM": path} if path else None


PYTEST = ("-m", "pytest", "-q", "--no-header")
STEPS = (
    Step("lint", "ruff: no known mistake, no clock, no dice", ("-m", "ruff", "check", ".")),
    Step("format", "ruff: one way of writing", ("-m", "ruff", "format", "--check", ".")),
    Step(
        "types",
        "mypy --strict",
        ("-m", "mypy", "--strict", "app", "quizzes", "run.py", "piccolo_conf.py", "tests/everything.py"),
    ),
    Step("imports", "the law of floors", ("-c", LINT_IMPORTS, "--no-logo")),
    Step("templates", "djlint", ("-m", "djlint", "--lint", "--quiet", "templates")),
    Step(
        "sqlite",
        "all tests but the browser's, on SQLite",
        (*PYTEST, "-n", "3", "tests", "--ignore=tests/journeys", "--ignore=tests/load"),
        needs=lambda: {"ZHIXING_TEST_DATABASE": "sqlite"},
    ),
    Step(
        "postgres",
        "rows, actions and pages again, on PostgreSQL",
        (*PYTEST, "-n", "3", "tests/app", "tests/house"),
        needs=with_postgres,
        lacks="127.0.0.1:5432 上没有可用的 PostgreSQL（用户 postgres，trust）。 No PostgreSQL for user postgres there.",
    ),
    Step(
        "journeys",
        "whole journeys in a real browser",
        (*PYTEST, "-n", "3", "tests/journeys"),
        needs=with_chromium,
        lacks="没有找到 Chromium；可用 ZHIXING_CHROMIUM 指明。 No Chromium found; ZHIXING_CHROMIUM may name one.",
    ),
)


def main(names: list[str]) -> int:
    """Run the steps named, or all; returns 0 when none failed."""
    unknown = set(names) - {step.name for step in STEPS}
    if unknown:
        print(f"没有这些步骤 unknown steps: {' '.join(sorted(unknown))}\n{listing()}", file=sys.stderr)
        return 2
    outcomes = [run(step) for step in STEPS if not names or step.name in names]
    print(summary(outcomes), flush=True)
    return 1 if any(outcome.state == "failed" for outcome in outcomes) else 0


def listing() -> str:
    return "\n".join(f"  {step.name:10} {step.says}" for step in STEPS)


def run(step: Step) -> Outcome:
    """Run one step, its output going where ours goes."""
    print(f"\n=== {step.name}: {step.says}", flush=True)
    extra = step.needs()
    if extra is None:
        print(step.lacks, flush=True)
        return Outcome(step, "failed" if must_have_everything() else "skipped", 0)
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        arguments = (*step.arguments, f"--junit-xml={report}") if step.is_pytest else step.arguments
        code = call([sys.executable, *arguments], {**os.environ, **extra, **COMPILED_ONCE})
        counts = counted(report, code) if step.is_pytest else {}
    return Outcome(step, "failed" if code else "passed", time.monotonic() - began, counts)


def must_have_everything() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def call(command: list[str], env: Mapping[str, str]) -> int:
    """The exit code; a step that hangs is ended with all it started, and has failed."""
    process = subprocess.Popen(command, cwd=PROJECT, env=env, start_new_session=os.name != "nt")
    try:
        return process.wait(LONGEST_SECONDS)
    except BaseException as reason:
        end(process)
        if not isinstance(reason, subprocess.TimeoutExpired):
            raise
        print(f"超过 {LONGEST_SECONDS // 60} 分钟，已停止。 Ended: it took too long.", flush=True)
        return 1


def end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def counted(report: Path, code: int) -> Mapping[str, int]:
    """Tests passed, failed and skipped by a run of pytest; one that wrote no report is one failure."""
    if not report.exists():
        return {"passed": 0, "failed": 1 if code else 0, "skipped": 0}
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total = {
        name: sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    }
    failed = total["failures"] + total["errors"]
    return {
        "passed": max(0, total["tests"] - failed - total["skipped"]),
        "failed": max(failed, 1) if code else failed,
        "skipped": total["skipped"],
    }


def summary(outcomes: list[Outcome]) -> str:
    """One line per step and, last, the tests of all of them."""
    lines = ["", "=== 小结 summary"]
    for outcome in outcomes:
        tests = ", ".join(f"{count} {name}" for name, count in outcome.counts.items())
        lines.append(f"{outcome.state:8} {outcome.step.name:10} {outcome.seconds:6.1f} s  {tests}".rstrip())
        if outcome.state == "skipped":
            lines.append(f"         {outcome.step.lacks}")
    total = {name: sum(outcome.counts.get(name, 0) for outcome in outcomes) for name in ("passed", "failed", "skipped")}
    return "\n".join([*lines, "", ", ".join(f"{count} {name}" for name, count in total.items())])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
