"""Registration of the slice with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.audit.tables import Deed

APP_CONFIG = AppConfig(
    app_name="audit",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[Deed],
    migration_dependencies=[],
)
