"""`python3 run.py` sets itself up once, repairs what was interrupted, and says in a sentence what is missing."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import run

BEGIN_WITH_THE_PRODUCT = ["-m", "app.cli"]


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """A copy of the project with empty locks, so that pip needs no network."""
    for lock in (run.RUNTIME, run.DEVELOPMENT):
        (tmp_path / lock).write_text("")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / run.PYTHON.relative_to(run.VENV))
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PROJECT", tmp_path)
    return tmp_path


@pytest.fixture
def made(fresh):
    """The same, with a .venv of nothing but a Python and a stamp; pip would not run in it."""
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.write_text("")
    (run.VENV / "pyvenv.cfg").write_text(f"home = {sys.prefix}\nexecutable = {sys.executable}\n")
    run.write_stamp({run.RUNTIME: run.digest(run.RUNTIME)})
    return fresh


@pytest.fixture
def installed(monkeypatch):
    """Which locks were handed to pip."""
    locks = []
    monkeypatch.setattr(run, "install", locks.append)
    return locks


def test_a_half_made_environment_is_made_again_and_the_next_start_calls_no_pip(fresh, monkeypatch):
    (run.VENV / "lib").mkdir(parents=True)
    run.set_up(run.RUNTIME)
    asked = subprocess.run([run.PYTHON, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True)
    assert asked.stdout.strip() == str(run.VENV)
    monkeypatch.setattr(subprocess, "run", None)
    monkeypatch.setattr(subprocess, "Popen", None)
    run.set_up(run.RUNTIME)


def test_a_changed_lock_is_installed(made, installed):
    run.set_up(run.RUNTIME)
    assert installed == []
    (made / run.RUNTIME).write_text("# another\n")
    run.set_up(run.RUNTIME)
    run.set_up(run.RUNTIME)
    assert installed == [run.RUNTIME]


def test_a_developers_environment_serves_as_well(made, installed):
    run.set_up(run.DEVELOPMENT)
    run.set_up(run.RUNTIME)
    run.set_up(run.DEVELOPMENT)
    assert installed == [run.DEVELOPMENT]


def test_an_interrupted_installation_is_done_again(made, monkeypatch):
    def interrupted(lock):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.set_up(run.DEVELOPMENT)
    assert json.loads((run.VENV / "zhixing.json").read_text()) == {"made": "yes"}


def test_an_environment_whose_python_is_gone_is_not_made(made):
    assert run.is_made()
    (run.VENV / "pyvenv.cfg").write_text(f"executable = {made / 'gone'}\n")
    assert not run.is_made()


def test_what_pip_says_follows_the_sentence(fresh, capsys):
    run.set_up(run.RUNTIME)
    (fresh / run.RUNTIME).write_text("!! no requirement\n")
    with pytest.raises(run.CannotSetUp, match=r"(?s)请检查网络.*Invalid requirement"):
        run.set_up(run.RUNTIME)
    assert "Installing 1 packages" in capsys.readouterr().out


def test_a_bare_debian_is_told_what_to_install(fresh, monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(run.CannotSetUp, match=r"缺少 ensurepip 模块.*apt install python3-venv"):
        run.why_not_this_python()


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(run.CannotSetUp, match=r"3\.11 或更新的版本，这里是 3\.9\.2"):
        run.why_not_this_python()


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ([], [*BEGIN_WITH_THE_PRODUCT, "serve", "--demo-when-empty"]),
        (["--port", "80"], [*BEGIN_WITH_THE_PRODUCT, "serve", "--demo-when-empty", "--port", "80"]),
        (["--help"], [*BEGIN_WITH_THE_PRODUCT, "--help"]),
        (["bank", "check", "--json"], [*BEGIN_WITH_THE_PRODUCT, "bank", "check", "--json"]),
        (["test", "lint"], ["-m", "tests.everything", "lint"]),
        (["dev", "-m", "tests.words"], ["-m", "tests.words"]),
    ],
)
def test_the_first_word_says_what_is_wanted(words, arguments):
    assert run.arguments(words[0] if words else "", words) == arguments


def test_run_py_can_be_read_by_a_python_too_old_for_it():
    ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))
