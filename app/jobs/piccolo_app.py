"""Registration of the slice with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.jobs.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="jobs",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=TABLES,
    migration_dependencies=[],
)
