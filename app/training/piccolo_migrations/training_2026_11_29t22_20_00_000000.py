from app.storage.schema import MigrationManager, check_in_again

ID = "2026-11-29T22:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Hours of leaders can be certified too."


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="training", description=DESCRIPTION
    )
    manager.then(
        check_in_again("hours_certificate", "ledger", ["party", "institution", "professional", "leaders"]),
    )
    return manager
