"""`zhixing serve`: check the data folder, migrate, then listen."""

import argparse
import asyncio
import logging
from typing import Any

import uvicorn

from app import clock, demo, settings, storage
from app.actor import system
from app.bank.actions import load_content
from app.cli.listening import ensure_free
from app.locale import _
from app.storage.migrating import migrate as migrate_tables

BACKLOG = 4096
KEEP_ALIVE_SECONDS = 75


def add_commands(subparsers: Any) -> None:
    """Add `serve` and `migrate`."""
    serving = subparsers.add_parser("serve", help=_("开始服务（先检查数据目录、升级数据库）"))
    serving.add_argument("--host", help=_("监听地址，默认 127.0.0.1（ZHIXING_HOST）"))
    serving.add_argument("--port", type=int, help=_("端口，默认 8000（ZHIXING_PORT）"))
    serving.add_argument("--workers", type=int, default=1, help=_("进程数，默认 1"))
    serving.add_argument("--demo-when-empty", action="store_true", help=_("数据库空的时候装入示例馆"))
    serving.set_defaults(run=serve)
    migrating = subparsers.add_parser("migrate", help=_("只升级数据库"))
    migrating.set_defaults(run=migrate)


def serve(given: argparse.Namespace) -> int:
    """Serve until stopped; everything that may refuse does so before the port is opened."""
    chosen = settings.current()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    host, port = given.host or chosen.host, chosen.port if given.port is None else given.port
    if given.workers < 1:
        raise settings.BadSetting(_("进程数 %(n)d 不能用：--workers 写 1 或更大的数", n=given.workers))
    ensure_free(host, port)
    asyncio.run(_prepare(given.demo_when_empty))
    print(_("知行已启动：%(address)s", address=f"http://{host}:{port}"), flush=True)
    # libuv would accept one connection per turn of the loop: see docs/decisions/0001.
    uvicorn.run(
        "app.main:app",
        host=host,
        port=port,
        workers=given.workers,
        loop="asyncio",
        http="httptools",
        ws="none",
        lifespan="on",
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        log_level="warning",
    )
    return 0


async def migrate(given: argparse.Namespace) -> int:
    """Bring the database, and the questions that ship, to the state of this version."""
    await _prepare(demo_when_empty=False)
    print(_("数据库已是最新"))
    return 0


async def _prepare(demo_when_empty: bool) -> None:
    await storage.open_database()
    try:
        await migrate_tables()
        await load_content(system("serve"), now=clock.now())
        if demo_when_empty:
            await demo.load_when_empty()
    finally:
        await storage.close_database()
