from piccolo.columns.column_types import Date
from piccolo.columns.indexes import IndexMethod

from app.storage.schema import MigrationManager

ID = "2026-11-30T09:28:02:806538"
VERSION = "1.38.0"
DESCRIPTION = "A draft of the solver may reach over several weeks."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="shifts", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="RosterDraft",
        tablename="roster_draft",
        column_name="last_week",
        db_column_name="last_week",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": None,
            "null": True,
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
