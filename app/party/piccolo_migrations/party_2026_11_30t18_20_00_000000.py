from app.storage.schema import MigrationManager, check_in_again, words_may_go

ID = "2026-11-30T18:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Why somebody looked, and other reasons about a person, may be emptied, and nothing else."

PARTS = ["talks", "self_ratings", "reflections", "applicant_papers", "looks"]
LOOK = ("id", "kind", "record", "person", "viewer", "viewer_name", "at")


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="party", description=DESCRIPTION)
    manager.then(
        words_may_go("restricted_view", "reason", kept=LOOK),
        words_may_go("talk_removal", "reason", kept=("id", "talk", "by_name", "at")),
        words_may_go("applicant_document_removal", "reason", kept=("id", "document", "removed_by_name", "at")),
        words_may_go("party_erasure_request", "why", kept=("id", "person", "part", "at")),
        check_in_again("party_erasure_request", "part", PARTS),
    )
    return manager
