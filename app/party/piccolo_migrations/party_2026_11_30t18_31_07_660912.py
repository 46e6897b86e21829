from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import ForeignKey, Serial
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

from app.storage.schema import MigrationManager, unique_index


class PartyMeeting(Table, tablename="party_meeting", schema=None):
    id = Serial(null=False, primary_key=True, index_method=IndexMethod.btree, db_column_name="id")


ID = "2026-11-30T18:31:07:660912"
VERSION = "1.38.0"
DESCRIPTION = "A round of appraisal refers to the meeting that it was held in; the number that nothing ever wrote goes."


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="party", description=DESCRIPTION)
    manager.add_column(
        table_class_name="AppraisalRound",
        tablename="appraisal_round",
        column_name="held_in",
        db_column_name="held_in",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": PartyMeeting,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
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
    manager.drop_column(
        table_class_name="AppraisalRound",
        tablename="appraisal_round",
        column_name="meeting",
        db_column_name="meeting",
        schema=None,
    )
    manager.then(unique_index("appraisal_round", "held_in"))
    return manager
