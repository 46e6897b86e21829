"""Tables are brought up to date once, quietly, and never without a way back."""

import sqlite3
from contextlib import closing
from types import ModuleType

import pytest
from piccolo.apps.migrations.tables import Migration
from piccolo.table import Table

from app import storage
from app.storage import differences, migrating
from app.storage.backup import verify
from app.storage.differences import schema_differences
from app.storage.migrating import Step, migrate, pending
from app.storage.tables import Keeping


def a_step(forwards) -> Step:
    module = ModuleType("a_migration")
    module.ID, module.forwards = "2999-01-01T00:00:00:000000", forwards
    return Step("storage", module.ID, module)


@pytest.fixture
def one_more(db, monkeypatch):
    """Makes the program bring one more migration, until its mark is in the database."""

    def add(forwards) -> Step:
        step = a_step(forwards)

        async def still_pending() -> list[Step]:
            return [] if await Migration.exists().where(Migration.name == step.id) else [step]

        async def of_no_file() -> None:
            """The mark of this step is one of no file, which is what a newer program leaves."""

        monkeypatch.setattr(migrating, "pending", still_pending)
        monkeypatch.setattr(migrating, "_refuse_a_newer_database", of_no_file)
        return step

    return add


@pytest.fixture
async def clean_marks(db):
    yield
    await Migration.delete().where(Migration.name == "2999-01-01T00:00:00:000000")


async def test_everything_has_run_and_running_again_does_nothing(db):
    assert await pending() == []
    assert await migrate() == []


async def test_the_tables_of_all_slices_are_those_their_migrations_make(db):
    assert await schema_differences() == []


async def test_the_marks_are_those_of_the_files(db):
    files = {(step.slice, step.id) for app in migrating._apps() for step in migrating._steps(app)}
    marks = {(row["app_name"], row["name"]) for row in await Migration.select(Migration.app_name, Migration.name)}
    assert marks == files


async def test_a_database_that_a_newer_program_has_changed_is_refused(db, clean_marks):
    await Migration(name="2999-01-01T00:00:00:000000", app_name="storage").save()
    with pytest.raises(storage.Unusable, match="更新的程序升级过（storage 2999"):
        await migrate()


async def test_a_table_that_is_gone_is_named_at_the_start(db, monkeypatch):
    class Shelf(Table):
        pass

    monkeypatch.setattr(differences, "_tables", lambda: [Keeping, Shelf])
    with pytest.raises(storage.Unusable, match="少了表（shelf）"):
        await migrate()


async def test_a_copy_is_made_before_rows_are_touched(db, one_more, clean_marks, data_folder, capsys):
    await Keeping.insert(Keeping(name="precious", value="before"))

    async def forwards() -> None:
        print("🚀 what Piccolo would print")
        await Keeping.update({Keeping.value: "after"}).where(Keeping.name == "precious")

    assert await _ran(one_more(forwards))
    assert [row["value"] for row in await Keeping.select()] == ["after"]
    assert capsys.readouterr() == ("", "")
    if isinstance(db, storage.SQLite):
        copy = max((data_folder / "backups").glob("*-before-storage-2999-01-01T000000000000.db"))
        verify(copy)
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT value FROM keeping").fetchall() == [("before",)]


async def _ran(step: Step) -> bool:
    return await migrate() == [step.id] and await migrate() == []


async def test_a_migration_that_fails_leaves_neither_rows_nor_mark(db, one_more, clean_marks):
    async def forwards() -> None:
        await Keeping.insert(Keeping(name="half", value="done"))
        raise ValueError("half-way")

    step = one_more(forwards)
    with pytest.raises(ValueError, match="half-way"):
        await migrate()
    assert await Keeping.count() == 0
    assert not await Migration.exists().where(Migration.name == step.id)


async def test_a_migration_that_failed_five_times_runs_the_sixth(db, one_more, clean_marks, data_folder):
    tries = 0

    async def forwards() -> None:
        nonlocal tries
        tries += 1
        if tries < 6:
            raise ValueError("not yet")
        await Keeping.insert(Keeping(name="sixth", value="try"))

    step = one_more(forwards)
    for _ in range(5):
        with pytest.raises(ValueError, match="not yet"):
            await migrate()
    assert await _ran(step)
    assert await Keeping.count() == 1
    copies = sorted((data_folder / "backups").glob("*-before-storage-2999-01-01T000000000000.db*"))
    assert len(copies) == (2 * migrating.COPIES_OF_ONE_STEP if isinstance(db, storage.SQLite) else 0)


async def test_the_first_start_has_nothing_to_copy(tmp_path, monkeypatch):
    fresh = storage.SQLite(tmp_path / "zhixing.db")
    monkeypatch.setattr(Migration._meta, "_db", fresh)
    assert not await migrating._holds_rows(fresh)
    await fresh.close_connection_pool()
