from app.storage.schema import MigrationManager, check_in_again

ID = "2026-11-29T22:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Somebody may be exempt from coming."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="gatherings", description=DESCRIPTION
    )
    manager.then(
        check_in_again("presence", "status", ["present", "late", "excused", "absent", "made_up", "exempt"]),
    )
    return manager
