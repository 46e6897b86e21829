"""Registration of the slice with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.classes.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="classes",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=TABLES,
    migration_dependencies=["app.people.piccolo_app", "app.gatherings.piccolo_app", "app.bank.piccolo_app"],
)
