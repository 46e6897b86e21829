from app.storage.schema import MigrationManager, emptied_only

ID = "2026-11-29T21:44:10:102233"
VERSION = "1.38.0"
DESCRIPTION = "The bytes of a stored file may be taken away."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="storage", description=DESCRIPTION
    )
    manager.then(emptied_only("stored_file", kept=("id", "ending", "size", "at"), emptied=("body", "thumb")))

    return manager
