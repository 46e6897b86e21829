"""Registers the tables of gatherings with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.gatherings.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="gatherings",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=TABLES,
    migration_dependencies=["app.people.piccolo_app", "app.storage.piccolo_app"],
)
