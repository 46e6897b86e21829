from app.storage.schema import Both, MigrationManager
from piccolo.columns.base import OnDelete
from piccolo.columns.base import OnUpdate
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Serial
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table


class Person(Table, tablename="person", schema=None):
    id = Serial(
        null=False,
        primary_key=True,
        unique=False,
        index=False,
        index_method=IndexMethod.btree,
        choices=None,
        db_column_name="id",
        secret=False,
    )


ID = "2026-11-29T22:01:27:655052"
VERSION = "1.38.0"
DESCRIPTION = "Who is a person only as a learner from outside."

# Whoever became a person so far by being on the list of a class has a name to sign in by that was made for that.
LEARNERS = """
INSERT INTO outsider (person) SELECT p.id FROM person p
WHERE p.sign_in_name LIKE 'xueyuan-%' AND p.password_hash IS NULL
AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = p.id)
"""


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="people", description=DESCRIPTION
    )

    manager.add_table(
        class_name="Outsider", tablename="outsider", schema=None, columns=None
    )

    manager.add_column(
        table_class_name="Outsider",
        tablename="outsider",
        column_name="person",
        db_column_name="person",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": Person,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "null": False,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.then(Both((LEARNERS,), (LEARNERS,)))

    return manager
