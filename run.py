"""Zhixing from a fresh copy, with nothing but Python 3.11 or newer.

    python3 run.py [options]      set up, load the demo library into an empty database, serve on 127.0.0.1:8000
    python3 run.py test [steps]   set up, then everything that continuous integration runs
    python3 run.py dev ARGUMENTS  set up for development, then the Python of .venv with these arguments
    python3 run.py --help         every command and every ZHIXING_... variable of the environment
    python3 run.py WORD ...       any other command of the product: serve, backup, bank check --json, ...

Only the standard library, and nothing in this file that Python 3.7 could not read: an old Python is to be told what is
wrong in a sentence, not in a traceback.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
OLDEST = (3, 11)


class CannotSetUp(Exception):
    """The machine lacks something; the text says what, in both languages, and how to repair it."""


def main(words: list[str]) -> int:
    """Set up what the words need, then become or run it; returns the exit code."""
    first = words[0] if words else ""
    try:
        why_not_this_python()
        set_up(DEVELOPMENT if first in {"test", "dev"} else RUNTIME)
    except CannotSetUp as problem:
        say(str(problem), to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("已中断；再次运行会接着完成。 Interrupted; the next run completes the set-up.", to=sys.stderr)
        return 130
    return become(arguments(first, words))


def arguments(first: str, words: list[str]) -> list[str]:
    """What the Python of .venv is called with."""
    if first == "test":
        return ["-m", "tests.everything", *words[1:]]
    if first == "dev":
        return words[1:]
    if not first or (first.startswith("-") and first not in {"-h", "--help", "--version"}):
        return ["-m", "app.cli", "serve", "--demo-when-empty", *words]
    return ["-m", "app.cli", *words]


def why_not_this_python() -> None:
    """Raises CannotSetUp when this Python is too old or cannot make virtual environments."""
    if sys.version_info[:2] < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        raise CannotSetUp(
            f"知行需要 Python 3.11 或更新的版本，这里是 {have}。请从系统软件源或 Python 官网安装后再运行。\n"
            f"Zhixing needs Python 3.11 or newer, this is {have}. Install one and run this again with it."
        )
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing and not is_made():
        raise CannotSetUp(
            f"这个 Python 缺少 {'、'.join(missing)} 模块。Debian/Ubuntu 上请先运行：apt install python3-venv\n"
            f"This Python lacks {' and '.join(missing)}. On Debian and Ubuntu, first: apt install python3-venv"
        )


def set_up(lock: str) -> None:
    """Make .venv and install the lock into it, each only when that has not been done; raises CannotSetUp."""
    wanted = {name: digest(name) for name in ((RUNTIME,) if lock == RUNTIME else (RUNTIME, DEVELOPMENT))}
    if is_made() and wanted.items() <= stamp().items():
        return
    if not is_made():
        make_environment()
    # An interrupted pip may leave anything behind, so what was installed before no longer counts.
    write_stamp({})
    install(lock)
    write_stamp(wanted)


def is_made() -> bool:
    """Whether .venv was finished once and the Python it was made from is still there."""
    if "made" not in stamp() or not PYTHON.exists():
        return False
    config = VENV / "pyvenv.cfg"
    lines = config.read_text(encoding="utf-8").splitlines() if config.exists() else []
    known = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    return Path(known.get("executable") or known.get("home") or VENV / "nowhere").exists()


def stamp() -> dict[str, str]:
    """Which locks are installed: their SHA-256 by name, and `made` once pip works. Empty when half made."""
    try:
        found = json.loads((VENV / "zhixing.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_stamp(locks: dict[str, str]) -> None:
    """Written beside and moved into place, so that an interruption never leaves half a stamp."""
    beside = VENV / "zhixing.json.new"
    beside.write_text(json.dumps({"made": "yes", **locks}), encoding="utf-8")
    beside.replace(VENV / "zhixing.json")


def digest(lock: str) -> str:
    """SHA-256 of a lock, the same whether its lines end as on Windows or not."""
    return hashlib.sha256((PROJECT / lock).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def make_environment() -> None:
    """Make .venv anew, unless one is there whose pip works: a developer's own is adopted, a half-made one cleared."""
    if not works():
        say("正在建立 .venv… Making .venv…")
        made = subprocess.run(
            [base_python(), "-m", "venv", "--clear", str(VENV)], check=False, capture_output=True, text=True
        )
        if made.returncode or not works():
            raise CannotSetUp(
                f"没能在 {VENV} 建立虚拟环境。请检查磁盘空间和写入权限。\n"
                f"Could not make a virtual environment in {VENV}. Check disk space and permissions.\n"
                f"{made.stdout}{made.stderr}".rstrip()
            )


def works() -> bool:
    """Whether the Python in .venv is new enough and has pip."""
    if not PYTHON.exists():
        return False
    asked = f"import sys, pip; sys.exit(sys.version_info[:2] < {OLDEST})"
    try:
        return subprocess.run([str(PYTHON), "-c", asked], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def base_python() -> str:
    """The Python to make .venv from, which must not be the one inside it: clearing would cut off its own branch."""
    return getattr(sys, "_base_executable", None) or sys.executable


def install(lock: str) -> None:
    """Let pip install exactly the lock, checked by its hashes; raises CannotSetUp with what pip said."""
    total = sum(not line.startswith((" ", "#")) for line in (PROJECT / lock).read_text(encoding="utf-8").splitlines())
    say(f"正在安装 {total} 个组件（首次约一分钟）… Installing {total} packages (the first time, about a minute)…")
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "-r", str(PROJECT / lock)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(), text=True, errors="replace"
    ) as pip:
        output = list(counted(pip, total))
    if pip.returncode:
        raise CannotSetUp(
            "组件没有装好。请检查网络；没有外网时，可用 PIP_INDEX_URL 指向单位的软件源，然后重新运行。pip 的说明：\n"
            "The packages could not be installed. Check the network, or let PIP_INDEX_URL name a mirror, and run this\n"
            f"again. What pip said:\n{''.join(output[-40:]).rstrip()}"
        )


def counted(pip: subprocess.Popen[str], total: int) -> Iterator[str]:
    """Pip's lines as they come, with a counter on a terminal so that a slow network does not look like a hang."""
    seen = 0
    for line in pip.stdout or ():
        if line.startswith("Collecting ") and sys.stdout.isatty():
            seen += 1
            print(f"\r  {seen}/{total}", end="", flush=True)
        yield line
    if seen:
        print()


def environment() -> dict[str, str]:
    """The environment of the child: this project's modules first, no other Python's paths, UTF-8 everywhere."""
    env = {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "__PYVENV_LAUNCHER__"}}
    # The folder one stands in is not searched for modules: a stray app/ or random.py there must not be taken for ours.
    env.update(PYTHONPATH=str(PROJECT), PYTHONSAFEPATH="1", PIP_USER="0")
    env.setdefault("PYTHONUTF8", "1")
    return env


def become(words: list[str]) -> int:
    """Replace this process by the Python of .venv, or on Windows, which cannot, wait for it; returns its exit code."""
    command = [str(PYTHON), *words]
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment())  # noqa: S606 - its own arguments, no shell wanted
    child = subprocess.Popen(command, env=environment())
    # Ctrl+C and Ctrl+Break reach every process of the console; the child ends in its own way and this one reports it.
    for name in ("SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    return child.wait()


def say(text: str, to: TextIO | None = None) -> None:
    """Print, replacing what an old console cannot show rather than failing on it."""
    stream = to or sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    print(text, file=stream, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
