"""A backup takes the place of the database only when nobody would go on writing into the former one."""

import argparse
import asyncio
import os
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime

import pytest

from app.cli import care
from app.storage import restoring
from app.storage.backup import BadBackup, copy_verified
from app.storage.filelock import Presence
from tests.app.storage.test_processes import kill, start

NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)
ADD = "INSERT INTO shelf (name) VALUES (?)"

SERVER = """
    import asyncio, sys
    from pathlib import Path
    from app.storage import SQLite

    async def main():
        engine = SQLite(Path(sys.argv[1]))
        await engine.start_connection_pool()
        print("serving", flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await engine.close_connection_pool()

    asyncio.run(main())
"""


@pytest.fixture
async def stopped(engine, monkeypatch):
    """A stopped installation with the shelf 现在, whose backup knows only the shelf 从前."""
    monkeypatch.setattr(restoring, "database", lambda: engine)
    monkeypatch.setattr(care.storage, "database", lambda: engine)
    await engine.write([(ADD, ("从前",))])
    copy_verified(engine.file, engine.file.with_name("copy.db"))
    await engine.write([(ADD, ("现在",))])
    await engine.close_connection_pool()
    return engine


def shelves(file) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM shelf ORDER BY id")]


async def test_the_backup_takes_the_place_and_the_former_rows_are_kept(stopped):
    former = restoring.restore(stopped.file.with_name("copy.db"), NOW)
    assert former.name == "zhixing-before-20261123-010203.db"
    assert shelves(former) == ["从前", "现在"]
    assert await stopped.read("SELECT name FROM shelf") == [{"name": "从前"}]


def test_a_spoiled_backup_changes_nothing_and_leaves_nobody_waiting(stopped):
    bad = stopped.file.with_name("bad.db")
    bad.write_bytes(b"nothing of the kind")
    with pytest.raises(BadBackup):
        restoring.restore(bad, NOW)
    assert shelves(stopped.file) == ["从前", "现在"]
    assert Presence(stopped.file.with_name("serving.lock")).alone()


@pytest.mark.parametrize("ends", ["orderly", "killed"])
async def test_it_is_refused_in_a_sentence_while_another_process_serves(stopped, capsys, ends):
    given = argparse.Namespace(file=stopped.file.with_name("copy.db"))
    with start(SERVER, stopped.file) as server:
        assert await asyncio.to_thread(server.stdout.readline) == "serving\n"
        assert await care.restore(given) == 1
        assert capsys.readouterr().out == "没有恢复，数据没有动：还有程序开着这个数据库，先停服务再恢复\n"
        end(server, ends)
    assert shelves(stopped.file) == ["从前", "现在"]
    assert await care.restore(given) == 0
    assert shelves(stopped.file) == ["从前"]


def end(server: "subprocess.Popen[str]", how: str) -> None:
    if how == "killed":
        kill(server)
        server.wait()
    else:
        server.communicate()


async def test_it_is_refused_while_this_process_has_written(stopped):
    await stopped.write([(ADD, ("明天",))])
    with pytest.raises(restoring.StillInUse):
        restoring.restore(stopped.file.with_name("copy.db"), NOW)


@pytest.mark.skipif(os.name == "nt", reason="asks for the system's own refusal")
def test_many_are_present_and_one_is_alone(tmp_path):
    first, second, third = (Presence(tmp_path / "serving.lock") for _ in range(3))
    first.begin()
    second.begin()
    first.begin()
    assert not third.alone()
    first.end()
    assert not third.alone()
    second.end()
    assert third.alone()
    assert not first.alone()
