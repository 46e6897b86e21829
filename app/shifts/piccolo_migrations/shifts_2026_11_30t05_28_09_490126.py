from piccolo.columns.column_types import Integer
from piccolo.columns.indexes import IndexMethod

from app.storage.schema import MigrationManager

ID = "2026-11-30T05:28:09:490126"
VERSION = "1.38.0"
DESCRIPTION = "Whoever has served often may sign up first, where the library sets it."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="shifts", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="RosterSetting",
        tablename="roster_setting",
        column_name="head_start_hours",
        db_column_name="head_start_hours",
        column_class_name="Integer",
        column_class=Integer,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_column(
        table_class_name="RosterSetting",
        tablename="roster_setting",
        column_name="regular_shifts",
        db_column_name="regular_shifts",
        column_class_name="Integer",
        column_class=Integer,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    return manager
