"""What is acknowledged is in the file at the path, or it is not acknowledged."""

import asyncio
import os
import shutil
import sqlite3

import pytest

from app.storage import SQLite
from app.storage.backup import copy_verified
from app.storage.whereabouts import FileAway

ADD = "INSERT INTO shelf (name) VALUES (?)"
COUNT = "SELECT count(*) AS n FROM shelf"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not let anybody move an opened file")


def parts(engine: SQLite) -> list[str]:
    return sorted(path.name for path in engine.file.parent.glob("zhixing.db*") if path.suffix != ".lock")


async def test_nothing_is_acknowledged_while_the_file_is_away_and_all_is_well_when_it_is_back(engine, on_disk):
    await engine.write([(ADD, ("before",))])
    aside = engine.file.with_name("aside.db")
    engine.file.rename(aside)
    jobs = [engine.write([(ADD, (name,))]) for name in ("A", "B", "C")]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(result) for result in results] == [FileAway] * 3
    assert not engine.file.exists()
    aside.rename(engine.file)
    await engine.write([(ADD, ("after",))])
    assert on_disk() == ["before", "after"]


@pytest.mark.parametrize("lost", ["zhixing.db", "zhixing.db-wal"])
async def test_a_transaction_does_not_end_well_when_the_file_or_its_log_went_away_meanwhile(engine, lost):
    await engine.write([(ADD, ("before",))])
    block = engine.atomic()
    await block.__aenter__()
    await engine.write([(ADD, ("meanwhile",))])
    engine.file.with_name(lost).unlink()
    with pytest.raises(FileAway):
        await block.__aexit__(None, None, None)


async def test_another_file_in_its_place_is_neither_read_nor_written_until_a_restart(engine, on_disk):
    await engine.write([(ADD, ("old",))])
    copy = copy_verified(engine.file, engine.file.with_name("copy.db"))
    for part in parts(engine):
        engine.file.with_name(part).unlink()
    shutil.copyfile(copy, engine.file)
    for _ in range(2):
        with pytest.raises(FileAway):
            await engine.write([(ADD, ("lost",))])
        with pytest.raises(FileAway):
            await engine.read(COUNT)
    await engine.close_connection_pool()
    await engine.write([(ADD, ("new",))])
    assert on_disk() == ["old", "new"]


async def test_threads_that_read_notice_too(engine, monkeypatch):
    monkeypatch.setattr("app.storage.lookups.BUDGET_TICKS", -1)
    await engine.write([(ADD, (f"shelf {n}",)) for n in range(2000)])
    slow = "SELECT count(*) AS n FROM shelf AS a, shelf AS b WHERE a.id < 50"
    assert await engine.read(slow) == [{"n": 49 * 2000}]
    engine.file.rename(engine.file.with_name("aside.db"))
    with pytest.raises(FileAway):
        await engine.read(slow)


async def test_the_connection_is_closed_without_touching_what_took_the_place(engine):
    await engine.write([(ADD, ("old",))])
    for part in parts(engine):
        engine.file.with_name(part).rename(engine.file.with_name(f"kept-{part}"))
    other = sqlite3.connect(engine.file)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("CREATE TABLE theirs (id INTEGER)")
    await engine.close_connection_pool()
    assert engine.file.with_name("zhixing.db-wal").exists()
    assert other.execute("SELECT count(*) FROM theirs").fetchone() == (0,)
    other.close()
