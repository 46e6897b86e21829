"""What arrives together is committed together; what fails, fails alone."""

import asyncio
import os
import sqlite3
import threading

import pytest

ADD_SHELF = "INSERT INTO shelf (name) VALUES (?) RETURNING id, name"
ADD_BOOK = "INSERT INTO book (shelf, title) VALUES (?, ?)"


async def test_the_rows_of_each_statement_come_back(engine, on_disk):
    assert await engine.write([(ADD_SHELF, ("A",)), (ADD_SHELF, ("B",))]) == [
        [{"id": 1, "name": "A"}],
        [{"id": 2, "name": "B"}],
    ]
    assert on_disk() == ["A", "B"]


async def test_a_failing_job_fails_alone(engine, on_disk):
    jobs = [engine.write([(ADD_SHELF, (name,))]) for name in ("A", "B", "A", "C")]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(result) for result in results] == [list, list, sqlite3.IntegrityError, list]
    assert on_disk() == ["A", "B", "C"]


async def test_a_job_of_several_statements_is_all_or_nothing(engine, on_disk):
    good, bad = await asyncio.gather(
        engine.write([(ADD_SHELF, ("A",)), (ADD_SHELF, ("B",))]),
        engine.write([(ADD_SHELF, ("C",)), (ADD_SHELF, ("A",))]),
        return_exceptions=True,
    )
    assert len(good) == 2
    assert isinstance(bad, sqlite3.IntegrityError)
    assert on_disk() == ["A", "B"]


async def test_a_job_that_fails_only_at_the_commit_fails_alone(engine, on_disk):
    # The reference is checked when the group is committed, so the whole group is undone and each job is tried alone.
    jobs = (
        engine.write([(ADD_SHELF, ("A",))]),
        engine.write([(ADD_BOOK, (99, "no such shelf"))]),
        engine.write([(ADD_SHELF, ("B",))]),
    )
    first, loose, last = await asyncio.gather(*jobs, return_exceptions=True)
    assert (first, last) == ([[{"id": 1, "name": "A"}]], [[{"id": 2, "name": "B"}]])
    assert str(loose) == "FOREIGN KEY constraint failed"
    assert on_disk() == ["A", "B"]
    assert await engine.read("SELECT count(*) AS n FROM book") == [{"n": 0}]


async def test_a_job_that_undoes_the_whole_group_fails_alone(engine, on_disk):
    rude = ("INSERT OR ROLLBACK INTO shelf (name) VALUES ('A')", ())
    jobs = (engine.write([(ADD_SHELF, ("A",))]), engine.write([rude]), engine.write([(ADD_SHELF, ("B",))]))
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(result) for result in results] == [list, sqlite3.IntegrityError, list]
    assert on_disk() == ["A", "B"]


@pytest.mark.parametrize("argument", [object(), 2**70, "\ud800"])
async def test_what_cannot_be_stored_is_told_to_its_sender_only(engine, on_disk, argument):
    bad, good = await asyncio.gather(
        engine.write([(ADD_SHELF, (argument,))]), engine.write([(ADD_SHELF, ("A",))]), return_exceptions=True
    )
    assert isinstance(bad, Exception)
    assert good == [[{"id": 1, "name": "A"}]]
    assert on_disk() == ["A"]


async def test_a_file_that_cannot_be_opened_fails_every_writer_and_is_tried_again(engine, on_disk):
    await engine.close_connection_pool()
    engine.file.chmod(0o600)
    real = engine.file.rename(engine.file.with_suffix(".moved"))
    engine.file.mkdir()
    failed = await asyncio.gather(*(engine.write([(ADD_SHELF, (name,))]) for name in "AB"), return_exceptions=True)
    assert [type(error) for error in failed] == [sqlite3.OperationalError] * 2
    engine.file.rmdir()
    real.rename(engine.file)
    await engine.write([(ADD_SHELF, ("A",))])
    assert on_disk() == ["A"]


async def test_a_full_disk_acknowledges_nothing_and_recovers(engine, on_disk):
    # SQLite reports a file that may not grow as a full disk, and undoes the whole transaction.
    pages = (await engine.write([("PRAGMA page_count", ())]))[0][0]["page_count"]
    await engine.write([(f"PRAGMA max_page_count={pages}", ())])
    large = await asyncio.gather(
        *(engine.write([(ADD_SHELF, (name * 50_000,))]) for name in "AB"), return_exceptions=True
    )
    assert [str(error) for error in large] == ["database or disk is full"] * 2
    assert on_disk() == []
    await engine.write([("PRAGMA max_page_count=1000000", ())])
    await engine.write([(ADD_SHELF, ("A",))])
    assert on_disk() == ["A"]


async def test_two_event_loops_share_one_writer(engine, on_disk):
    def in_another_loop() -> None:
        asyncio.run(engine.write([(ADD_SHELF, ("theirs",))]))

    thread = threading.Thread(target=in_another_loop)
    thread.start()
    await engine.write([(ADD_SHELF, ("ours",))])
    await asyncio.to_thread(thread.join)
    assert sorted(on_disk()) == ["ours", "theirs"]


async def test_a_loop_that_was_closed_while_it_waited_harms_nobody(engine, on_disk):
    async def leave_at_once() -> None:
        engine.threads.writer.submit([(ADD_SHELF, ("left behind",))])

    async with engine.atomic():
        await asyncio.to_thread(asyncio.run, leave_at_once())
    await engine.write([(ADD_SHELF, ("A",))])
    assert on_disk() == ["left behind", "A"]


async def test_closing_finishes_what_is_queued_and_asking_opens_again(engine, on_disk):
    jobs = [asyncio.ensure_future(engine.write([(ADD_SHELF, (f"{number}",))])) for number in range(100)]
    await asyncio.sleep(0)
    await engine.close_connection_pool()
    assert len(await asyncio.gather(*jobs)) == 100
    assert len(on_disk()) == 100
    assert not engine.file.with_name("zhixing.db-wal").exists()
    assert await engine.read("SELECT count(*) AS n FROM shelf") == [{"n": 100}]


async def test_the_file_is_durable_and_checks_references(engine):
    async with engine.atomic():
        settings = [
            (await engine.running().connection.execute(f"PRAGMA {name}"))[0][name]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    full = 2
    assert settings == ["wal", full, 1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
async def test_a_forked_child_writes_through_threads_of_its_own(engine, on_disk):
    await engine.write([(ADD_SHELF, ("parent",))])
    child = os.fork()
    if child == 0:
        worked = 1
        try:
            thread = threading.Thread(target=lambda: asyncio.run(engine.write([(ADD_SHELF, ("child",))])))
            thread.start()
            thread.join(10)
            worked = 0
        finally:
            os._exit(worked)
    assert (await asyncio.to_thread(os.waitpid, child, 0))[1] == 0
    await engine.write([(ADD_SHELF, ("parent again",))])
    assert on_disk() == ["parent", "child", "parent again"]
