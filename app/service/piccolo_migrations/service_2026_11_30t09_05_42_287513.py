from app.storage.schema import MigrationManager, words_may_go

ID = "2026-11-30T09:05:42:287513"
VERSION = "1.38.0"
DESCRIPTION = "What volunteers said may be emptied when they are let go of, and nothing else."


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="service", description=DESCRIPTION)
    manager.then(
        words_may_go(
            "presence_claim",
            "said",
            kept=("id", "volunteer", "gathering", "kind", "came_at", "went_at", "phone_at", "at"),
        ),
        words_may_go(
            "presence_claim_answer", "reason", kept=("id", "claim", "accepted", "answered_by", "answered_by_name", "at")
        ),
        words_may_go("absence_excuse", "said", kept=("id", "volunteer", "gathering", "stage", "at")),
        words_may_go(
            "absence_decision",
            "reason",
            kept=("id", "excuse", "stage", "accepted", "decided_by", "decided_by_name", "at"),
        ),
        words_may_go("paper_request", "purpose", kept=("id", "volunteer", "from_on", "to_on", "at")),
        words_may_go("paper_decline", "reason", kept=("id", "request", "declined_by", "declined_by_name", "at")),
        words_may_go("evaluation_objection", "said", kept=("id", "evaluation", "at")),
        words_may_go(
            "objection_answer",
            "said",
            kept=("id", "objection", "stands", "answered_by", "answered_by_name", "at"),
        ),
    )
    return manager
