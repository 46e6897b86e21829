"""Somebody with the database's own tools, past the triggers that refuse."""

import sqlite3
from contextlib import closing

from app import storage


async def tamper(sql: str) -> None:
    """Run this statement on the ledger as the owner of the file or the server would."""
    engine = storage.database()
    if not isinstance(engine, storage.SQLite):
        async with engine.atomic():
            await engine.read("SET LOCAL session_replication_role = replica")
            await engine.read(sql)
        return
    with closing(sqlite3.connect(engine.file, timeout=30)) as live:
        triggers = live.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'deed'"
        ).fetchall()
        for name, _ in triggers:
            live.execute(f'DROP TRIGGER "{name}"')
        live.execute(sql)
        for _, again in triggers:
            live.execute(again)
        live.commit()
