"""`zhixing bank check`: does every key stand where its question says it stands?"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.actor import system
from app.bank import queries
from app.bank.tables import QuestionVersion
from app.locale import _
from app.storage import SQLite, close_database, database, open_database
from quizzes import content
from quizzes.content import BadCitation
from quizzes.questions import Item


def add_commands(subparsers: Any) -> None:
    """Add `bank` with its one command."""
    bank = subparsers.add_parser("bank", help=_("题库"))
    commands = bank.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help=_("逐题核对依据：法规、版本、条、款和原文"))
    checking.add_argument("--json", action="store_true", help=_("用 JSON 输出"))
    checking.set_defaults(run=check)


async def check(given: argparse.Namespace) -> int:
    """Check what ships and, where there is a database, every question's current version in it; exits 1 on a bad one."""
    try:
        report = await found()
    finally:
        await close_database()
    return told(report, as_json=given.json)


async def found() -> dict[str, Any]:
    """The report on what ships and on the database of this installation, if there is one."""
    return report_of(content.questions(), await _stored())


def told(report: dict[str, Any], *, as_json: bool) -> int:
    """Write the report out; returns the exit code."""
    sys.stdout.write((json.dumps(report, ensure_ascii=False) if as_json else _as_text(report)) + "\n")
    return 1 if report["bad"] else 0


def report_of(shipped: Sequence[Item], stored: Sequence[Item] | None) -> dict[str, Any]:
    """The report as JSON values.

    Args:
        stored: current versions in the database; None where there is no database.

    Returns:
        `questions`, `by_law` and `by_kind` count what ships; `stored` what the database holds, or null; `bad` lists
        every flaw with `where` (`laws`, `shipped` or `stored`), `code`, `flaw` and `sentence`.
    """
    return {
        "questions": len(shipped),
        "stored": None if stored is None else len(stored),
        "by_law": _counted(f"{item.citation.law}@{item.citation.version}" for item in shipped),
        "by_kind": _counted(item.question.kind.value for item in shipped),
        "bad": [
            *(_as_json("laws", one) for one in content.changed_texts()),
            *(_as_json("shipped", one) for one in content.bad_citations(shipped)),
            *(_as_json("stored", one) for one in content.bad_citations(stored or ())),
        ],
    }


async def _stored() -> tuple[Item, ...] | None:
    engine = database()
    # Asking a SQLite file that is not there would make one.
    if isinstance(engine, SQLite) and not engine.file.exists():
        return None
    await open_database()
    return await queries.current_items(system("bank check")) if await QuestionVersion.table_exists() else None


def _counted(names: Any) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _as_json(where: str, bad: BadCitation) -> dict[str, str]:
    return {"where": where, "code": bad.code, "flaw": bad.flaw.value, "sentence": bad.sentence}


def _as_text(report: dict[str, Any]) -> str:
    lines = [f"{one['where']} {one['code']} {one['sentence']}" for one in report["bad"]]
    lines += [f"{law} {count}" for law, count in report["by_law"].items()]
    said = _("随产品提供 %(shipped)d 题，有问题的依据 %(bad)d 处", shipped=report["questions"], bad=len(report["bad"]))
    held = report["stored"]
    return "\n".join([*lines, said if held is None else said + _("；数据库里 %(stored)d 题", stored=held)])
