"""What the house tests read: the project's own files, their syntax trees, its slices."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APP = PROJECT / "app"
# Floors 3 to 8 are slices in the full sense; below them lie tools, which name their files as they need.
TOOLS = frozenset({"web", "office", "storage", "audit", "notices", "jobs", "locale", "home", "demo", "cli"})
CHINESE = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")


def python_files(*folders: str) -> list[Path]:
    """Every .py below the folders but migrations, sorted."""
    found = (path for folder in folders for path in (PROJECT / folder).rglob("*.py"))
    return sorted(path for path in found if "piccolo_migrations" not in path.parts)


def storeys(name: str) -> list[Path]:
    """The files of one storey in all of app/: `app/*/name.py` and `app/*/name/**.py`."""
    return sorted([*APP.glob(f"*/{name}.py"), *APP.glob(f"*/{name}/**/*.py")])


def packages() -> list[Path]:
    """Folders of app/ that hold Python."""
    return sorted(path for path in APP.iterdir() if path.is_dir() and any(path.glob("*.py")))


def slices() -> list[Path]:
    """Packages with the storeys of architecture §3."""
    return [path for path in packages() if path.name not in TOOLS]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def called(node: ast.AST) -> str:
    """The last name of what a call calls: `deed` for `audit.deed(...)`; empty when it is no call."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and called(node) == name)


def tables() -> Iterator[tuple[Path, str]]:
    """File and name of every class made from Piccolo's `Table`."""
    for path in python_files("app"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Table" for base in node.bases):
                yield path, node.name


def here(path: Path, line: int = 0) -> str:
    """`app/exams/tables.py:12`, for a message one can click on."""
    name = path.relative_to(PROJECT).as_posix()
    return f"{name}:{line}" if line else name


def own_files() -> list[Path]:
    """Every file that is kept, or would be: what git tracks and what it would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return sorted(path for name in listed.stdout.split("\0") if name and (path := PROJECT / name).is_file())
