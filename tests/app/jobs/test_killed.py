"""A server that is killed in the middle of a job: nothing is half written, and another server does it to the end."""

import asyncio
import os
import socket
import sqlite3
from contextlib import closing

import asyncpg
import pytest

from app import storage
from app.storage.checks import FILE_NAME
from tests.app.storage.test_processes import kill, start

SERVER = """
    import asyncio, sys
    from app.cli import main
    from app.jobs.working import KINDS, Made
    from app.office.files import XLSX

    async def write(work):
        work.total = 50
        for number in range(1, 51):
            work.went_on(number)
            if number == 20 and how == "slow":
                await asyncio.sleep(3)
                print("in the middle", flush=True)
                await asyncio.sleep(600)
        return Made("file", XLSX, b"whole" * 1000)

    KINDS["test.killed"] = write
    port, how = sys.argv[1:]
    sys.exit(main(["serve", "--port", port]))
"""
QUEUE = (
    "INSERT INTO job (kind, title, parameters, person, person_name, at) "
    "VALUES ('test.killed', 'long', '{}', 1, 'somebody', '2026-11-23 01:00:00+00:00')"
)
LOOK = "SELECT outcome, tries, done, worker, (SELECT count(*) FROM job_file) AS files FROM job"
LEFT = "SELECT f.body, (SELECT count(*) FROM notice) AS told FROM job_file f"


class Place:
    """The data of a server on either engine, as somebody else sees it."""

    def __init__(self, folder, url=""):
        self.folder, self.url = folder, url
        self.environment = {"ZHIXING_DATA": str(folder), **({"ZHIXING_DATABASE_URL": url} if url else {})}

    async def ask(self, sql, *values):
        if self.url:
            connection = await asyncpg.connect(self.url)
            try:
                return [tuple(row) for row in await connection.fetch(sql, *values)]
            finally:
                await connection.close()
        with closing(sqlite3.connect(self.folder / FILE_NAME, timeout=10)) as connection, connection:
            return connection.execute(sql, values).fetchall()

    async def when(self, sql, wanted):
        """Ask until the answer is the wanted one, for half a minute."""
        for _ in range(300):
            if wanted(rows := await self.ask(sql)):
                return rows
            await asyncio.sleep(0.1)
        pytest.fail(f"it never came: {rows}")


@pytest.fixture
async def place(tmp_path, house):
    if not isinstance(house, storage.Postgres):
        yield Place(tmp_path)
        return
    name = f"zhixing_killed_{os.getpid()}"
    await house.write([(f'CREATE DATABASE "{name}"', ())])
    yield Place(tmp_path, f"{house.config['dsn'].rpartition('/')[0]}/{name}")
    await house.write([(f'DROP DATABASE "{name}" WITH (FORCE)', ())])


def a_free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def test_a_killed_server_leaves_nothing_half_written_and_another_finishes(place):
    with start(SERVER, a_free_port(), "slow", **place.environment) as first:
        try:
            assert "127.0.0.1" in await asyncio.to_thread(first.stdout.readline)
            await place.ask(QUEUE)
            assert await asyncio.to_thread(first.stdout.readline) == "in the middle\n"
        finally:
            kill(first)
    ((outcome, tries, done, worker, files),) = await place.ask(LOOK)
    # It was told every second how far it was; nothing of the file is there.
    assert (outcome, tries, done, files) == ("", 1, 20, 0)
    assert worker
    with start(SERVER, a_free_port(), "quick", **place.environment) as second:
        try:
            assert "127.0.0.1" in await asyncio.to_thread(second.stdout.readline)
            # While the lease lasts the first might still live, so that the second leaves it alone.
            await asyncio.sleep(2)
            assert (await place.ask(LOOK))[0][:2] == ("", 1)
            await place.ask("UPDATE job SET lease_until = '2026-11-23 01:00:00+00:00'")
            await place.when(LOOK, lambda rows: rows[0][0] == "done")
        finally:
            kill(second)
    assert [(outcome, tries, done, files) for outcome, tries, done, _, files in await place.ask(LOOK)] == [
        ("done", 2, 50, 1)
    ]
    assert [(bytes(body), told) for body, told in await place.ask(LEFT)] == [(b"whole" * 1000, 1)]
