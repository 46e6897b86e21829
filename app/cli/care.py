"""`zhixing backup`, `restore` and `doctor`: what keeps an installation healthy."""

import argparse
import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

from app import __version__, clock, settings, storage
from app.audit import queries as audit_queries
from app.locale import _
from app.storage import backup as backing
from app.storage import restoring
from app.storage.checks import FILE_NAME

LITTLE_DISK = 1024**3


def add_commands(subparsers: Any) -> None:
    """Add the three commands."""
    backing_up = subparsers.add_parser("backup", help=_("备份并验证"))
    backing_up.add_argument("--to", type=Path, help=_("备份文件，默认放在数据目录的 backups 里"))
    backing_up.set_defaults(run=backup)
    restoring = subparsers.add_parser("restore", help=_("用备份换回数据（先停服务；原数据另存）"))
    restoring.add_argument("file", type=Path)
    restoring.set_defaults(run=restore)
    examining = subparsers.add_parser("doctor", help=_("体检：数据库、事迹簿、磁盘、备份"))
    examining.add_argument("--json", action="store_true")
    examining.set_defaults(run=doctor)


async def backup(given: argparse.Namespace) -> int:
    """Write a verified copy of the SQLite database; PostgreSQL has `pg_dump` for that."""
    if storage.database().dialect == "postgres":
        print(_("PostgreSQL 用 pg_dump -Fc 备份，步骤见使用手册"))
        return 1
    storage.ensure_usable()
    moment = clock.at_library(clock.now())
    target = given.to or settings.current().data / "backups" / f"zhixing-{moment:%Y%m%d-%H%M%S}.db"
    if _is_empty():
        print(_said_empty())
        return 1
    try:
        await backing.backup(target)
    except FileExistsError:
        print(_("没有备份成：已经有 %(path)s，用 --to 换一个文件名", path=target))
        return 1
    except (OSError, backing.BadBackup) as trouble:
        print(_("没有备份成：%(why)s", why=trouble))
        return 1
    print(_("已备份并验证：%(path)s", path=target))
    return 0


async def restore(given: argparse.Namespace) -> int:
    """Put a verified backup in the place of the database; the present one is kept beside it."""
    if storage.database().dialect == "postgres":
        print(_("PostgreSQL 用 pg_restore 恢复，步骤见使用手册"))
        return 1
    storage.ensure_folder()
    try:
        kept = await asyncio.to_thread(restoring.restore, given.file, clock.now())
    except restoring.StillInUse:
        print(_("没有恢复，数据没有动：还有程序开着这个数据库，先停服务再恢复"))
        return 1
    except (OSError, backing.BadBackup) as trouble:
        print(_("没有恢复，数据没有动：%(why)s", why=trouble))
        return 1
    print(_("已恢复。原来的数据存为 %(path)s；启动服务就能用", path=kept or "—"))
    return 0


async def doctor(given: argparse.Namespace) -> int:
    """Examine the installation; exits 1 when something needs care."""
    on_sqlite = storage.database().dialect == "sqlite"
    if on_sqlite:
        storage.ensure_usable(thorough=True)
        if _is_empty():
            print(_said_empty())
            return 1
    await storage.open_database()
    try:
        broken = await audit_queries.broken_at()
    finally:
        await storage.close_database()
    data = settings.current().data
    # On PostgreSQL nothing of ours lies in the folder, and it may not be there.
    free = shutil.disk_usage(data if data.is_dir() else settings.PROJECT).free
    backups = sorted((data / "backups").glob("*.db"), key=lambda file: file.stat().st_mtime) if on_sqlite else []
    report = {
        "version": __version__,
        "engine": storage.database().dialect,
        "ledger_broken_at": broken,
        "free_bytes": free,
        "newest_backup": backups[-1].name if backups else None,
    }
    print(json.dumps(report, ensure_ascii=False) if given.json else _as_text(report))
    return 1 if broken is not None or free < LITTLE_DISK else 0


def _is_empty() -> bool:
    """Whether there is no database yet; opening one to ask would make it."""
    file = settings.current().data / FILE_NAME
    return not file.exists() or file.stat().st_size == 0


def _said_empty() -> str:
    return _("数据文件夹 %(folder)s 里还没有数据库；先运行 python3 run.py", folder=settings.current().data)


def _advice(engine: str) -> str:
    return _("由 pg_dump 另做") if engine == "postgres" else _("还没有，运行 python3 run.py backup")


def _as_text(report: dict[str, Any]) -> str:
    ledger = report["ledger_broken_at"]
    return "\n".join(
        [
            _("版本 %(version)s，数据库 %(engine)s", version=report["version"], engine=report["engine"]),
            _("事迹簿：完好") if ledger is None else _("事迹簿：第 %(line)d 行被改过或缺了，找审计员核对", line=ledger),
            _("磁盘剩余 %(size).1f GB", size=report["free_bytes"] / 1024**3),
            _("最近一次备份：%(name)s", name=report["newest_backup"] or _advice(report["engine"])),
        ]
    )
