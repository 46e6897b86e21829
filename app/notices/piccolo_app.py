"""Registration of the slice with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.notices.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="notices",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=TABLES,
    migration_dependencies=[],
)
