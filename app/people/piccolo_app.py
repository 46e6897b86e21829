"""Registers the tables of people with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.people.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="people",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=TABLES,
    migration_dependencies=[],
)
