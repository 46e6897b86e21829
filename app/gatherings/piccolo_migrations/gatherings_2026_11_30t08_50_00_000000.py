from app.storage.schema import MigrationManager, check_in_again

ID = "2026-11-30T08:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The Party branch comes together, too."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="gatherings", description=DESCRIPTION
    )
    manager.then(check_in_again("gathering", "kind", ["study", "exam", "shift", "training", "party"]))
    return manager
