from app.storage.schema import MigrationManager, check_in_again, insert_only, words_may_go
from piccolo.columns.base import OnDelete
from piccolo.columns.base import OnUpdate
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Serial
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table


class ApplicantCase(Table, tablename="applicant_case", schema=None):
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


ID = "2026-11-30T18:09:46:726534"
VERSION = "1.38.0"
DESCRIPTION = "A case knows who will leave and a corrected day of birth; a correction with a time limit knows its end."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="party", description=DESCRIPTION
    )

    manager.add_table(
        class_name="ApplicantLeaving",
        tablename="applicant_leaving",
        schema=None,
        columns=None,
    )

    manager.add_table(
        class_name="ApplicantBirthCorrection",
        tablename="applicant_birth_correction",
        schema=None,
        columns=None,
    )

    manager.add_column(
        table_class_name="ApplicantLeaving",
        tablename="applicant_leaving",
        column_name="applicant",
        db_column_name="applicant",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": ApplicantCase,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_column(
        table_class_name="ApplicantLeaving",
        tablename="applicant_leaving",
        column_name="leaves_on",
        db_column_name="leaves_on",
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

    manager.add_column(
        table_class_name="ApplicantLeaving",
        tablename="applicant_leaving",
        column_name="said",
        db_column_name="said",
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
        table_class_name="ApplicantLeaving",
        tablename="applicant_leaving",
        column_name="recorded_by_name",
        db_column_name="recorded_by_name",
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
        table_class_name="ApplicantLeaving",
        tablename="applicant_leaving",
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

    manager.add_column(
        table_class_name="ApplicantBirthCorrection",
        tablename="applicant_birth_correction",
        column_name="applicant",
        db_column_name="applicant",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": ApplicantCase,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_column(
        table_class_name="ApplicantBirthCorrection",
        tablename="applicant_birth_correction",
        column_name="was_on",
        db_column_name="was_on",
        column_class_name="Date",
        column_class=Date,
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
        table_class_name="ApplicantBirthCorrection",
        tablename="applicant_birth_correction",
        column_name="born_on",
        db_column_name="born_on",
        column_class_name="Date",
        column_class=Date,
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
        table_class_name="ApplicantBirthCorrection",
        tablename="applicant_birth_correction",
        column_name="reason",
        db_column_name="reason",
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
        table_class_name="ApplicantBirthCorrection",
        tablename="applicant_birth_correction",
        column_name="corrected_by_name",
        db_column_name="corrected_by_name",
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
        table_class_name="ApplicantBirthCorrection",
        tablename="applicant_birth_correction",
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

    manager.add_column(
        table_class_name="MemberTrait",
        tablename="member_trait",
        column_name="outcome",
        db_column_name="outcome",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 200,
            "default": "",
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
        table_class_name="MemberTrait",
        tablename="member_trait",
        column_name="until_on",
        db_column_name="until_on",
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

    manager.then(
        check_in_again(
            "party_setting",
            "key",
            [
                "general_per_quarter",
                "committee_per_month",
                "group_per_month",
                "themed_per_month",
                "life_per_year",
                "lectures_per_quarter",
                "themed_day",
                "contact_days",
                "ledger_from",
                "post_training_months",
                "present_share",
                "in_favour_share",
            ],
        ),
        check_in_again(
            "duty_record",
            "what",
            [
                "secretary_training",
                "secretary_post_training",
                "secretary_report_up",
                "secretary_report_meeting",
                "flowing_contact",
            ],
        ),
        check_in_again(
            "applicant_document",
            "kind",
            [
                "application",
                "talk_record",
                "recommendation",
                "filing",
                "review_form",
                "opinions",
                "notice",
                "vetting",
                "training",
                "pre_review",
                "admission_form",
                "approval",
                "probation_form",
                "full_application",
                "confirmation",
                "guidance",
            ],
        ),
        insert_only("applicant_leaving"),
        insert_only("applicant_birth_correction"),
        words_may_go(
            "applicant_leaving", "said", kept=("id", "applicant", "leaves_on", "recorded_by_name", "at")
        ),
        words_may_go(
            "applicant_birth_correction",
            "reason",
            kept=("id", "applicant", "was_on", "born_on", "corrected_by_name", "at"),
        ),
    )

    return manager
