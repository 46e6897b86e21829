from typing import Any

from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import ForeignKey, Integer, Serial, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

from app.storage.schema import MigrationManager, check_in, insert_only


class ApplicantCase(Table, tablename="applicant_case", schema=None):
    id = Serial(null=False, primary_key=True, index_method=IndexMethod.btree, db_column_name="id")


class PartyVote(Table, tablename="party_vote", schema=None):
    id = Serial(null=False, primary_key=True, index_method=IndexMethod.btree, db_column_name="id")


ID = "2026-11-30T18:12:33:518204"
VERSION = "1.38.0"
DESCRIPTION = "A vote names the applicant's case and the seats of its election; after signing its counts are put right by a row."
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


def a_reference(table: type[Table], **more: Any) -> dict[str, Any]:
    known = {"references": table, "on_delete": OnDelete.restrict, "on_update": OnUpdate.cascade, "target_column": None}
    return {**known, **PLAIN, "index": True, **more}


def a_text(length: int, default: str | None) -> dict[str, Any]:
    return {"length": length, "default": default, **PLAIN}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="party", description=DESCRIPTION)

    def column(of: tuple[str, str], name: str, kind: type, params: dict[str, Any]) -> None:
        manager.add_column(
            table_class_name=of[0],
            tablename=of[1],
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=params,
            schema=None,
        )

    vote, correction = ("PartyVote", "party_vote"), ("PartyVoteCorrection", "party_vote_correction")
    column(vote, "applicant", ForeignKey, a_reference(ApplicantCase, default=None, null=True))
    column(vote, "applicant_note", Varchar, a_text(200, ""))
    column(vote, "seats", Integer, {**PLAIN, "default": None, "null": True})
    manager.add_table(class_name=correction[0], tablename=correction[1], schema=None, columns=None)
    column(correction, "vote", ForeignKey, a_reference(PartyVote))
    for name in ("eligible", "present", "written", "yes", "no", "abstain"):
        column(correction, name, Integer, {"default": None, **PLAIN})
    column(correction, "eligible_note", Varchar, a_text(200, ""))
    column(correction, "outcome", Varchar, a_text(20, None))
    column(correction, "reason", Varchar, a_text(200, None))
    column(correction, "corrected_by_name", Varchar, a_text(60, None))
    column(correction, "at", Timestamptz, {"default": None, **PLAIN})
    manager.then(
        check_in("party_vote_correction", "outcome", ["passed", "not_passed"]), insert_only("party_vote_correction")
    )
    return manager
