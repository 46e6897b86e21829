from piccolo.columns.column_types import Boolean
from piccolo.columns.indexes import IndexMethod

from app.storage.schema import MigrationManager

ID = "2026-11-30T05:19:47:710352"
VERSION = "1.38.0"
DESCRIPTION = "Children serve beside an adult, where the library asks for it."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="shifts", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="AgeSetting",
        tablename="age_setting",
        column_name="accompanied",
        db_column_name="accompanied",
        column_class_name="Boolean",
        column_class=Boolean,
        params={
            "default": True,
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
