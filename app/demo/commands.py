"""`zhixing demo`: whom to sign in as in the demo library, loading it into an empty database, and removing it."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from app import clock, storage
from app.actor import system
from app.demo.loading import announced, is_empty, load, not_empty
from app.demo.people import PASSWORD, sign_ins
from app.demo.places import OWN
from app.demo.presence import LOADED, mark
from app.demo.removing import remove, said_removed
from app.locale import _
from app.refusals import Refused
from app.storage.migrating import migrate


def add_commands(subparsers: Any) -> None:
    """Add `demo`."""
    demo = subparsers.add_parser("demo", help=_("示例馆：登录名；空的数据库先装入示例馆"))
    demo.add_argument("--json", action="store_true", help=_("按 JSON 输出"))
    demo.add_argument("--remove", action="store_true", help=_("备份后移除示例馆和装入后新加的一切"))
    demo.set_defaults(run=run)


async def run(given: argparse.Namespace) -> int:
    """Print the sign-ins, or remove; exits 1 with a sentence when real data is there."""
    await storage.open_database()
    try:
        await migrate()
        await (_remove() if given.remove else _show(as_json=given.json))
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    finally:
        await storage.close_database()
    return 0


async def _show(*, as_json: bool) -> None:
    if await mark(LOADED) is None:
        if not await is_empty():
            raise Refused(not_empty())
        await load(clock.now())
    text = json.dumps(described(), ensure_ascii=False) if as_json else "\n".join(announced())
    sys.stdout.write(f"{text}\n")


def described() -> dict[str, object]:
    """The demo library for a program: its name, everybody's password, and a person for each role."""
    return {"library": OWN, "password": PASSWORD, "sign_ins": [asdict(one) for one in sign_ins()]}


async def _remove() -> None:
    copy = await remove(system("zhixing demo --remove"), clock.now())
    sys.stdout.write(f"{said_removed(copy)}\n")
