from app.storage.schema import MigrationManager, words_may_go

ID = "2026-11-30T10:08:18:104233"
VERSION = "1.38.0"
DESCRIPTION = "What was written about somebody who withdrew their application may be emptied, and nothing else."


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="party", description=DESCRIPTION)
    manager.then(
        words_may_go(
            "applicant_act",
            "said",
            kept=(
                "id",
                "applicant",
                "act",
                "done_on",
                "eligible",
                "present",
                "in_favour",
                "written",
                "days",
                "hours",
                "until_on",
                "recorded_by_name",
                "at",
            ),
        ),
        words_may_go("applicant_correction", "reason", kept=("id", "act", "replacement", "corrected_by_name", "at")),
        words_may_go(
            "applicant_review",
            "said",
            kept=("id", "applicant", "kind", "reviewed_on", "replaces", "written_by", "written_by_name", "at"),
        ),
        words_may_go(
            "applicant_vetting", "said", kept=("id", "applicant", "vetted_on", "passes", "written_by_name", "at")
        ),
        words_may_go("applicant_notice_result", "said", kept=("id", "notice", "passes", "recorded_by_name", "at")),
        words_may_go(
            "applicant_document",
            "note",
            "file_name",
            kept=("id", "applicant", "kind", "dated_on", "file", "recorded_by_name", "at"),
        ),
        words_may_go("applicant_explanation", "said", kept=("id", "applicant", "act", "explained_by_name", "at")),
        words_may_go(
            "applicant_ending", "reason", kept=("id", "applicant", "kind", "ended_on", "recorded_by_name", "at")
        ),
        words_may_go("applicant_reopening", "reason", kept=("id", "ending", "reopened_by_name", "at")),
    )
    return manager
