from app.storage.schema import MigrationManager, unchanged

ID = "2026-11-29T21:44:12:410517"
VERSION = "1.38.0"
DESCRIPTION = "The file of a job goes after some days."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="jobs", description=DESCRIPTION
    )
    manager.then(unchanged("job_file"))

    return manager
