from typing import Any

from piccolo.columns.column_types import Integer, Varchar
from piccolo.columns.indexes import IndexMethod

from app.storage.schema import MigrationManager, drafts_may_grow

ID = "2026-11-30T18:05:10:204417"
VERSION = "1.38.0"
DESCRIPTION = "What is saved while minutes are typed is one row that grows."
PLAIN: dict[str, Any] = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="party", description=DESCRIPTION)
    manager.add_column(
        table_class_name="PartyMinutes",
        tablename="party_minutes",
        column_name="sitting",
        db_column_name="sitting",
        column_class_name="Varchar",
        column_class=Varchar,
        params={"length": 16, "default": "", **PLAIN},
        schema=None,
    )
    manager.add_column(
        table_class_name="PartyMinutes",
        tablename="party_minutes",
        column_name="revision",
        db_column_name="revision",
        column_class_name="Integer",
        column_class=Integer,
        params={"default": 0, **PLAIN},
        schema=None,
    )
    manager.then(drafts_may_grow("party_minutes", kept=("id", "meeting", "sitting", "written_by_name")))
    return manager
