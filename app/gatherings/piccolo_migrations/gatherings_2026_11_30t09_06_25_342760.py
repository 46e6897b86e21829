from app.storage.schema import MigrationManager, words_may_go

ID = "2026-11-30T09:06:25:342760"
VERSION = "1.38.0"
DESCRIPTION = "Why somebody was not there may be emptied when they are let go of, and nothing else."


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="gatherings", description=DESCRIPTION)
    manager.then(
        words_may_go(
            "presence",
            "note",
            kept=(
                "id",
                "gathering",
                "person",
                "status",
                "came_at",
                "went_at",
                "minutes",
                "source",
                "recorded_by",
                "recorded_by_name",
                "at",
            ),
        )
    )
    return manager
