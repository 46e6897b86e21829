from app.storage.schema import MigrationManager, check_in_again

ID = "2026-11-30T04:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Somebody may have come by the code of the shift."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="gatherings", description=DESCRIPTION
    )
    manager.then(
        check_in_again("presence", "source", ["scan", "list", "hand", "system", "code"]),
    )
    return manager
