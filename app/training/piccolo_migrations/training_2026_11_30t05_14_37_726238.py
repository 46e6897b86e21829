from piccolo.columns.column_types import Boolean
from piccolo.columns.indexes import IndexMethod

from app.storage.schema import MigrationManager

ID = "2026-11-30T05:14:37:726238"
VERSION = "1.38.0"
DESCRIPTION = "A qualification may be asked of every volunteer before becoming active."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="training", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="Qualification",
        tablename="qualification",
        column_name="before_active",
        db_column_name="before_active",
        column_class_name="Boolean",
        column_class=Boolean,
        params={
            "default": False,
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
