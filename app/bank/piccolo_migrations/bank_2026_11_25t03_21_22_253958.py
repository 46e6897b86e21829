from app.storage.schema import MigrationManager, insert_only
from piccolo.columns.column_types import Text
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-25T03:21:22:253958"
VERSION = "1.38.0"
DESCRIPTION = "Keep short quizzes."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="bank", description=DESCRIPTION
    )

    manager.add_table(
        class_name="ShortQuiz", tablename="short_quiz", schema=None, columns=None
    )

    manager.add_column(
        table_class_name="ShortQuiz",
        tablename="short_quiz",
        column_name="title",
        db_column_name="title",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 60,
            "default": None,
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
        table_class_name="ShortQuiz",
        tablename="short_quiz",
        column_name="versions",
        db_column_name="versions",
        column_class_name="Text",
        column_class=Text,
        params={
            "default": None,
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
        table_class_name="ShortQuiz",
        tablename="short_quiz",
        column_name="made_at",
        db_column_name="made_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": None,
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

    manager.then(insert_only("short_quiz"))
    return manager
