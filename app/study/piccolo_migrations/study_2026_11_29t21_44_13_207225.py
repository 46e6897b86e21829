from app.storage.schema import MigrationManager, check_in, unique_index, without_unique_index
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-29T21:44:13:207225"
VERSION = "1.38.0"
DESCRIPTION = "A quiz before the session and one after it."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="study", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="SessionQuiz",
        tablename="session_quiz",
        column_name="timing",
        db_column_name="timing",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
            "default": "after",
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

    manager.then(
        check_in("session_quiz", "timing", ["before", "after"]),
        without_unique_index("session_quiz", "session"),
        unique_index("session_quiz", "session", "timing"),
    )

    return manager
