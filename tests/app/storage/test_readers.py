"""Reading beside the writer."""

import asyncio
import sqlite3
import time

import pytest

ADD_SHELF = "INSERT INTO shelf (name) VALUES (?)"
COUNT_TO = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT max(i) AS last FROM n"


async def test_what_was_acknowledged_is_read_at_once(engine):
    for number in range(200):
        await engine.write([(ADD_SHELF, (f"{number}",))])
        assert await engine.read("SELECT count(*) AS n FROM shelf") == [{"n": number + 1}]


async def test_a_long_read_does_not_stop_the_loop_or_the_writer(engine):
    long_one = asyncio.ensure_future(engine.read(COUNT_TO, (3_000_000,)))
    await asyncio.sleep(0)
    started, turns = time.perf_counter(), 0
    while not long_one.done() and turns < 20:
        await engine.write([(ADD_SHELF, (f"{turns}",))])
        turns += 1
    assert turns == 20, f"only {turns} writes in {time.perf_counter() - started:.2f} s beside the long read"
    assert await long_one == [{"last": 3_000_000}]


async def test_the_same_statement_is_a_lookup_or_long_by_its_arguments(engine):
    assert await engine.read(COUNT_TO, (10,)) == [{"last": 10}]
    assert await engine.read(COUNT_TO, (100_000,)) == [{"last": 100_000}]
    assert await engine.read(COUNT_TO, (10,)) == [{"last": 10}]


async def test_a_reader_cannot_write(engine, on_disk):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await engine.read("INSERT INTO shelf (name) VALUES ('A') RETURNING id")
    assert on_disk() == []


async def test_what_begins_like_a_read_but_writes_is_a_write(engine, on_disk):
    await engine.run_ddl("WITH new(name) AS (VALUES ('A')) INSERT INTO shelf (name) SELECT name FROM new")
    assert on_disk() == ["A"]
    assert await engine.run_ddl("WITH all_of(name) AS (SELECT name FROM shelf) SELECT name FROM all_of") == [
        {"name": "A"}
    ]


async def test_a_mistake_is_told_to_its_sender(engine):
    with pytest.raises(sqlite3.OperationalError, match="no such table: attic"):
        await engine.read("SELECT * FROM attic")
    with pytest.raises(sqlite3.ProgrammingError):
        await engine.read("SELECT * FROM shelf WHERE id = ?", ())


async def test_one_who_reads_in_a_loop_lets_others_have_their_turn(engine):
    turns = 0

    async def the_others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    others = asyncio.ensure_future(the_others())
    for _ in range(320):
        await engine.read("SELECT 1 AS one")
    others.cancel()
    assert turns >= 19
