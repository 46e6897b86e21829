"""Removing the demo library: one action, after which an empty installation waits to be set up."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.actor import Actor, system
from app.audit import deed
from app.bank.actions import load_content
from app.clock import at_library
from app.demo.presence import LOADED, REMOVED, mark, notice_demo, set_mark
from app.locale import _
from app.refusals import Refused, WhyNot
from app.storage import SQLite, database
from app.storage.backup import backup
from app.storage.emptying import empty_tables
from app.storage.memory import forget_everything
from app.storage.tables import Keeping


async def remove(actor: Actor, now: datetime) -> Path | None:
    """Take the demo library out, with everything that was added since it was loaded.

    Everything goes, the ledger and the sessions too; a new ledger begins with this deed. The questions that ship with the
    product are taken in again, so that the next library has its bank at once. The secret that
    signs cookies stays: it is this installation's own, and other processes hold it.

    Returns:
        the verified copy made before, on SQLite; None on PostgreSQL, where the copy is made with pg_dump.

    Raises:
        Refused: it is not loaded.
        BadBackup: the copy could not be relied on, so nothing was removed.
    """
    if await mark(LOADED) is None:
        raise Refused(_not_loaded())
    copy = await _backed_up(now)
    # The person goes too, and somebody else may get their number: the ledger keeps the name alone.
    async with deed(replace(actor, id=None), "demo.removed") as line:
        await database().hold(LOADED)
        if await mark(LOADED) is None:
            raise Refused(_not_loaded())
        await empty_tables(but=[Keeping])
        await set_mark(REMOVED, now)
        # The questions that ship are no part of what was shown: an installation has them from its first start.
        await load_content(system("demo"), now=now)
        line.details["backup"] = copy.name if copy else None
    forget_everything()
    await notice_demo()
    return copy


def said_removed(copy: Path | None) -> str:
    """What to tell whoever removed it; the folder of the copy is nothing for a page that no longer knows who reads."""
    if copy is None:
        return _("示例馆已移除。运行 python3 run.py setup 建立本馆。")
    return _("示例馆已移除，备份存为 backups/%(name)s。运行 python3 run.py setup 建立本馆。", name=copy.name)


async def _backed_up(now: datetime) -> Path | None:
    engine = database()
    if not isinstance(engine, SQLite):
        return None
    stamp = at_library(now).strftime("%Y%m%d-%H%M%S-%f")
    return await backup(engine.file.parent / "backups" / f"{stamp}-before-the-demo-is-removed.db")


def _not_loaded() -> WhyNot:
    return WhyNot("no_demo", _("这里没有装入示例馆，没有什么要移除"))
