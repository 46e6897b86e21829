from piccolo.columns.column_types import Integer
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod

from app.storage.schema import MigrationManager, insert_only, words_may_go

ID = "2026-11-30T09:05:15:412457"
VERSION = "1.38.0"
DESCRIPTION = "Data of applicants go after a time; reasons may be emptied when somebody is let go of."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="shifts", description=DESCRIPTION
    )

    manager.add_table(
        class_name="RetentionSetting",
        tablename="retention_setting",
        schema=None,
        columns=None,
    )

    manager.add_column(
        table_class_name="RetentionSetting",
        tablename="retention_setting",
        column_name="days",
        db_column_name="days",
        column_class_name="Integer",
        column_class=Integer,
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
        table_class_name="RetentionSetting",
        tablename="retention_setting",
        column_name="source",
        db_column_name="source",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 200,
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
        table_class_name="RetentionSetting",
        tablename="retention_setting",
        column_name="by_name",
        db_column_name="by_name",
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
        table_class_name="RetentionSetting",
        tablename="retention_setting",
        column_name="at",
        db_column_name="at",
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

    manager.then(
        insert_only("retention_setting"),
        words_may_go("volunteer_status", "reason", kept=("id", "volunteer", "status", "by", "by_name", "at")),
        words_may_go("application_decision", "reason", kept=("id", "application", "outcome", "by", "by_name", "at")),
        words_may_go("data_request_answer", "reason", kept=("id", "request", "done", "by", "by_name", "at")),
    )
    return manager
