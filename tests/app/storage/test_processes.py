"""Several processes on one file; processes that die."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from app import storage
from app.settings import PROJECT

ROUNDS = 5

SAVER = """
    import asyncio, sys
    from pathlib import Path
    from app.storage import SQLite

    async def save(engine, person):
        for number in range(10**6):
            answer = f"{person}-{number}"
            await engine.write([("INSERT INTO shelf (name) VALUES (?)", (answer,))])
            sys.stdout.write(answer + "\\n")
            sys.stdout.flush()

    async def main():
        engine = SQLite(Path(sys.argv[1]))
        await asyncio.gather(*(save(engine, f"{sys.argv[2]}-{person}") for person in range(50)))

    asyncio.run(main())
"""

ADDER = """
    import asyncio, sys
    from pathlib import Path
    from app.storage import SQLite

    async def add(engine):
        async with engine.atomic():
            [row] = await engine.read("SELECT name FROM shelf WHERE id = 1")
            await engine.write([("UPDATE shelf SET name = ? WHERE id = 1", (str(int(row["name"]) + 1),))])

    async def main():
        engine = SQLite(Path(sys.argv[1]))
        for _ in range(20):
            await asyncio.gather(*(add(engine) for _ in range(10)))
        await engine.close_connection_pool()

    asyncio.run(main())
"""

MIGRATOR = """
    import asyncio
    from app.storage import close_database
    from app.storage.migrating import migrate

    async def main():
        print(len(await migrate()))
        await close_database()

    asyncio.run(main())
"""

HOLDER = """
    import sys
    from pathlib import Path
    from app.storage.filelock import FileLock

    FileLock(Path(sys.argv[1])).take()
    print("held", flush=True)
    sys.stdin.read()
"""


def start(program: str, *arguments: object, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)


def names_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [row[0] for row in other.execute("SELECT name FROM shelf")]


async def test_killed_in_the_middle_loses_nothing_acknowledged(engine):
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        with start(SAVER, engine.file, f"round {number}") as saver:
            told = [await asyncio.to_thread(saver.stdout.readline) for _ in range(500 + 300 * number)]
            kill(saver)
            told += saver.stdout.readlines()
        # The last line may be cut where the process died.
        acknowledged += [line.strip() for line in told if line.endswith("\n")]
    in_the_file = names_in(engine.file)
    assert len(acknowledged) > 500 * ROUNDS
    assert set(acknowledged) - set(in_the_file) == set()
    assert len(in_the_file) == len(set(in_the_file))
    await engine.write([("INSERT INTO shelf (name) VALUES ('after the last death')", ())])


async def test_two_processes_add_to_one_number_without_losing_any(engine):
    await engine.write([("INSERT INTO shelf (name) VALUES ('0')", ())])
    adders = [start(ADDER, engine.file) for _ in range(2)]
    for adder in adders:
        await asyncio.to_thread(adder.communicate)
    assert [adder.returncode for adder in adders] == [0, 0]
    assert names_in(engine.file) == ["400"]


async def test_two_processes_that_start_together_migrate_once(tmp_path, house):
    environment = {"ZHIXING_DATA": str(tmp_path)}
    name = f"{tmp_path.name}_{os.getpid()}".replace("-", "_").lower()
    if isinstance(house, storage.Postgres):
        await house.write([(f'CREATE DATABASE "{name}"', ())])
        environment["ZHIXING_DATABASE_URL"] = f"{house.config['dsn'].rpartition('/')[0]}/{name}"
    migrators = [start(MIGRATOR, **environment) for _ in range(3)]
    ran = [int((await asyncio.to_thread(migrator.communicate))[0]) for migrator in migrators]
    if isinstance(house, storage.Postgres):
        await house.write([(f'DROP DATABASE "{name}" WITH (FORCE)', ())])
    first, second, third = sorted(ran)
    assert (first, second) == (0, 0)
    assert third > 0


async def test_the_lock_of_a_process_that_died_is_free(tmp_path):
    from app.storage.filelock import FileLock

    path = tmp_path / "lock"
    with start(HOLDER, path) as holder:
        assert await asyncio.to_thread(holder.stdout.readline) == "held\n"
        ours = FileLock(path)
        taking = asyncio.create_task(asyncio.to_thread(ours.take))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(taking), 0.3)
        kill(holder)
        await asyncio.wait_for(taking, 5)
    ours.close()
