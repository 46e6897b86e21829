"""One house for the whole test run: its own data folder or its own PostgreSQL database, empty again for each test that asks.

`ZHIXING_TEST_DATABASE=postgres` runs the same tests on PostgreSQL at 127.0.0.1 (another server: `ZHIXING_TEST_SERVER`).
"""

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

# Settings are read once, so the environment is set before anything of the product is imported.
FOLDER = Path(tempfile.mkdtemp(prefix="zhixing-test-"))
SERVER = os.environ.get("ZHIXING_TEST_SERVER", "postgresql://postgres@127.0.0.1:5432")
DATABASE = f"zhixing_test_{secrets.token_hex(6)}"
ON_POSTGRES = os.environ.get("ZHIXING_TEST_DATABASE", "sqlite") == "postgres"

for name in [name for name in os.environ if name.startswith("ZHIXING_") and not name.startswith("ZHIXING_TEST_")]:
    del os.environ[name]
os.environ["ZHIXING_DATA"] = str(FOLDER)
if ON_POSTGRES:
    os.environ["ZHIXING_DATABASE_URL"] = f"{SERVER}/{DATABASE}"

from hypothesis import settings  # noqa: E402 - see above.

from app import storage  # noqa: E402
from app.storage.memory import forget_everything  # noqa: E402
from app.storage.migrating import migrate  # noqa: E402
from tests import moving  # noqa: E402

moving.move()

# How long one example takes says how busy the machine is, not whether the product is right.
settings.register_profile("zhixing", deadline=None)
settings.load_profile("zhixing")


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


SAME_ON_BOTH = {
    # The mark of a route and the form token are asked for before any row is.
    "test_a_role_comes_in_exactly_where_its_marks_let_it",
    "test_a_person_without_a_role_sees_what_is_their_own",
    "test_without_a_form_token_nothing_is_done_by_anybody",
    "test_a_visitor_is_shown_the_way_in_and_changes_nothing",
    # Thousands of addresses, of which what is refused never reaches a database.
    "test_whatever_stands_in_an_address_is_answered",
    "test_whatever_stands_in_the_address_is_answered",
    # Hundreds of pages that their own tests ask of both; here it is the calendar's words that are read.
    "test_a_secretary_works_through_a_year",
}


INPUTS, TESTS, PAGES = 2, 6, 3
"""So many inputs of one test, tests of a file and of one of pages are tried on PostgreSQL; SQLite tries all."""


def _is_the_same_on_both(item: pytest.Item) -> bool:
    # What stands on a page does not follow from where its rows are kept.
    return item.path.stem.startswith("test_escaping") or getattr(item, "originalname", "") in SAME_ON_BOTH


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL whatever asks the database; rules, words and templates were tried on SQLite a minute before."""
    if not ON_POSTGRES:
        return
    asking, inputs, of_file = list[pytest.Item](), Counter[tuple[str, str]](), Counter[str]()
    for item in items:
        file = str(item.path)
        test = file, getattr(item, "originalname", item.name)
        inputs[test] += 1
        # Of a test with many inputs, and of a file, the first: what an engine cannot do shows with any of them.
        many = inputs[test] > INPUTS or of_file[file] >= (PAGES if "pages" in item.path.stem else TESTS)
        if "house" in getattr(item, "fixturenames", ()) and not _is_the_same_on_both(item) and not many:
            of_file[file] += 1
            asking.append(item)
    left = set(asking)
    config.hook.pytest_deselected(items=[item for item in items if item not in left])
    items[:] = asking


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The data folder of the installation under test."""
    return FOLDER


@pytest.fixture(scope="session")
async def house() -> AsyncIterator[storage.Database]:
    """The migrated database, opened once per worker; its rows are whatever earlier tests left there."""
    await _on_server(f'CREATE DATABASE "{DATABASE}"')
    await _on_server(f'ALTER DATABASE "{DATABASE}" SET synchronous_commit = off')
    # Compiling a query over a hundred small tables takes a hundred times as long as answering it.
    await _on_server(f'ALTER DATABASE "{DATABASE}" SET jit = off')
    try:
        await storage.open_database()
        await migrate()
        yield storage.database()
    finally:
        await storage.close_database()
        await _on_server(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')


@pytest.fixture(scope="session")
def empty_file(house: storage.Database) -> sqlite3.Connection | None:
    """The migrated SQLite file before any test has written to it, in memory."""
    if not isinstance(house, storage.SQLite):
        return None
    pristine = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(house.file)) as source:
        source.backup(pristine)
    return pristine


@pytest.fixture
async def db(house: storage.Database, empty_file: sqlite3.Connection | None) -> storage.Database:
    """The database with every table empty, and nothing remembered of the rows that were there."""
    if isinstance(house, storage.SQLite):
        assert empty_file is not None
        with closing(sqlite3.connect(house.file, timeout=30)) as live:
            live.execute("PRAGMA synchronous=OFF")
            empty_file.backup(live)
    else:
        await _empty(house)
    forget_everything()
    return house


async def _empty(house: storage.Postgres) -> None:
    """Only tables with rows. Deleting a few rows is a hundred times quicker than truncating, which makes new files."""
    async with house.atomic():
        probes = await _probes(house)
        if full := [row["name"] for row in await house.read(probes)]:
            # Neither insert-only rows nor references hold anything up.
            await house.read("SET LOCAL session_replication_role = replica")
            _emptied[0] += 1
            if _emptied[0] % TRUNCATE_EVERY == 0:
                # Where no vacuum runs, rows that were deleted are still read past.
                await house.read(f"TRUNCATE {', '.join(full)} CASCADE")
            else:
                for name in full:
                    await house.read(f'DELETE FROM "{name}"')
        # A refused insert takes a number too, and leaves no row.
        await house.read(
            "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence WHERE seqrelid <> 'migration_id_seq'::regclass"
        )


async def _probes(house: storage.Postgres) -> str:
    """A query for the names of tables that have rows; made once, for no test makes a table that stays."""
    if not _PROBES:
        names = [row["name"] for row in await house.read(TABLES)]
        _PROBES.append(
            " UNION ALL ".join(f"SELECT '{name}' AS name WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
        )
    return _PROBES[0]


_PROBES: list[str] = []
_emptied = [0]
TRUNCATE_EVERY = 40
TABLES = """
SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'migration'
"""


async def _on_server(sql: str) -> None:
    if ON_POSTGRES:
        import asyncpg

        connection = await asyncpg.connect(f"{SERVER}/postgres")
        await connection.execute(sql)
        await connection.close()
