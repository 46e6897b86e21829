"""What migrations say in both dialects, and whether the tables are those the program describes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

from app import storage
from app.audit.tables import Deed
from app.storage import differences
from app.storage.differences import schema_differences
from app.storage.schema import Both, MigrationManager, check_in, index, insert_only, unique_index
from tests.app.storage.refusing import is_duplicate
from tests.makers import MONDAY


class Undo(Exception):
    """Ends a transaction whose tables nobody is to keep."""


@asynccontextmanager
async def undone(db: storage.Database) -> AsyncIterator[None]:
    """Both engines undo the making of tables with the transaction."""
    with suppress(Undo):
        async with db.atomic():
            yield
            raise Undo


async def make(db: storage.Database, *steps: Both) -> None:
    await db.run_ddl("CREATE TABLE stool (shift INTEGER, person INTEGER, state VARCHAR(20), left_at INTEGER)")
    for step in steps:
        await step.run()


async def insert(db: storage.Database, shift: int, person: int, state: str = "open", left_at: str = "NULL") -> None:
    async with db.atomic():
        await db.run_ddl(f"INSERT INTO stool VALUES ({shift}, {person}, '{state}', {left_at})")


async def refuses(action) -> Exception:
    with pytest.raises(Exception) as refused:
        await action
    return refused.value


async def test_a_unique_index_covers_its_columns_together(db):
    async with undone(db):
        await make(db, unique_index("stool", "shift", "person"), index("stool", "person"))
        await insert(db, 1, 1)
        await insert(db, 1, 2)
        assert is_duplicate(await refuses(insert(db, 1, 1)))


async def test_a_unique_index_may_hold_for_some_rows_only(db):
    async with undone(db):
        await make(db, unique_index("stool", "shift", "person", where="left_at IS NULL"))
        await insert(db, 1, 1, left_at="5")
        await insert(db, 1, 1, left_at="6")
        await insert(db, 1, 1)
        assert is_duplicate(await refuses(insert(db, 1, 1)))


async def test_check_in_refuses_an_unknown_word(db):
    async with undone(db):
        await make(db, check_in("stool", "state", ["open", "it's taken"]))
        await insert(db, 1, 1, "open")
        await insert(db, 1, 2, "it''s taken")
        error = await refuses(insert(db, 1, 3, "lost"))
        assert "stool_state_is_known" in str(error)
        assert not is_duplicate(error)

        async def change() -> None:
            async with db.atomic():
                await db.run_ddl("UPDATE stool SET state = 'lost'")

        assert "stool_state_is_known" in str(await refuses(change()))


@pytest.mark.parametrize("deed", ["UPDATE stool SET person = 2", "DELETE FROM stool"])
async def test_insert_only_refuses_change_and_deletion(db, deed):
    async with undone(db):
        await make(db, insert_only("stool"))
        await insert(db, 1, 1)

        async def change() -> None:
            async with db.atomic():
                await db.run_ddl(deed)

        assert "stool is insert-only" in str(await refuses(change()))
        assert await db.read("SELECT shift, person FROM stool") == [{"shift": 1, "person": 1}]


async def test_a_row_of_the_ledger_cannot_be_replaced(db):
    await Deed(at=MONDAY, actor_name="甲", verb="demo.loaded", digest="1").save()
    kept = await Deed.select()
    as_it_would_be = "deed (id, at, actor_name, verb, digest) VALUES (1, '2026-11-23', '乙', 'demo.removed', '2')"
    replacing = {
        "sqlite": f"INSERT OR REPLACE INTO {as_it_would_be}",
        "postgres": f"INSERT INTO {as_it_would_be} ON CONFLICT (id) DO UPDATE SET actor_name = '乙'",
    }

    async def replace() -> None:
        await db.run_ddl(replacing[db.dialect])

    assert "deed is insert-only" in str(await refuses(replace()))
    assert await Deed.select() == kept


async def test_steps_come_after_the_tables_and_fail_with_them(db, capsys):
    manager = MigrationManager(migration_id="2026", app_name="storage", description="Make stools.")
    manager.add_table(class_name="Stool", tablename="stool")
    for name in ("shift", "person"):
        manager.add_column(
            table_class_name="Stool",
            tablename="stool",
            column_name=name,
            column_class=Integer,
            params={"default": 0, "null": False, "unique": False, "index": False, "index_method": IndexMethod.btree},
        )
    manager.then(unique_index("stool", "shift", "person"))
    async with undone(db):
        await manager.run()
        await db.run_ddl("INSERT INTO stool (shift, person) VALUES (1, 1)")
        assert is_duplicate(await refuses(_again(db)))
    manager.then(unique_index("nowhere", "shift"))
    await refuses(manager.run())
    assert "stool: in the database, but described nowhere" not in await schema_differences()


async def _again(db: storage.Database) -> None:
    async with db.atomic():
        await db.run_ddl("INSERT INTO stool (shift, person) VALUES (1, 1)")


class Shelf(Table, db=storage.database()):
    """A table whose twin in the database is made by hand."""

    id: Serial
    name = Varchar(length=40, default=None, null=False)


class Book(Table, db=storage.database()):
    """A table whose twin in the database is made by hand."""

    id: Serial
    shelf = ForeignKey(Shelf, null=False, on_delete=OnDelete.restrict)
    lent_at = Timestamptz(default=None, null=True)


async def test_tables_made_from_their_description_agree_with_it(db, monkeypatch):
    monkeypatch.setattr(differences, "_tables", lambda: [Shelf, Book])
    async with undone(db):
        await Shelf.create_table()
        await Book.create_table()
        assert [found for found in await schema_differences() if found.startswith(("shelf", "book"))] == []


async def test_every_difference_is_told(db, monkeypatch):
    monkeypatch.setattr(differences, "_tables", lambda: [Shelf, Book])
    key = "INTEGER PRIMARY KEY" if db.dialect == "sqlite" else "SERIAL PRIMARY KEY"
    moment = "TIMESTAMP" if db.dialect == "sqlite" else "TIMESTAMP WITHOUT TIME ZONE"
    async with undone(db):
        await db.run_ddl(f"CREATE TABLE shelf (id {key}, name VARCHAR(40), colour TEXT NOT NULL)")
        await db.run_ddl(
            f"CREATE TABLE book (id {key}, shelf INTEGER NOT NULL REFERENCES shelf (id) ON DELETE CASCADE, lent_at {moment})"
        )
        told = [found.partition(": described as ") for found in await schema_differences()]
    assert [(where, what) for where, _, what in told if where.startswith(("shelf.", "book."))] == [
        (
            "book.lent_at",
            "Shape(type='TIMESTAMPTZ', may_be_null=True, refers=''), "
            "found as Shape(type='TIMESTAMP', may_be_null=True, refers='')",
        ),
        (
            "book.shelf",
            "Shape(type='INTEGER', may_be_null=False, refers='shelf ON DELETE RESTRICT'), "
            "found as Shape(type='INTEGER', may_be_null=False, refers='shelf ON DELETE CASCADE')",
        ),
        ("shelf.colour", "None, found as Shape(type='TEXT', may_be_null=False, refers='')"),
        (
            "shelf.name",
            "Shape(type='VARCHAR(40)', may_be_null=False, refers=''), "
            "found as Shape(type='VARCHAR(40)', may_be_null=True, refers='')",
        ),
    ]
    assert "keeping: in the database, but described nowhere" in [where for where, _, _ in told]


async def test_a_table_that_is_missing_is_told(db, monkeypatch):
    monkeypatch.setattr(differences, "_tables", lambda: [Shelf])
    assert "shelf: described, but not in the database" in await schema_differences()
