from app.storage.schema import MigrationManager, check_in_again

ID = "2026-11-25T07:22:19:167827"
VERSION = "1.38.0"
DESCRIPTION = "A gathering may be a unit of a training class."


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="gatherings", description=DESCRIPTION)
    manager.then(check_in_again("gathering", "kind", ["study", "exam", "shift", "training"]))
    return manager
