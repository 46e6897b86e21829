"""Registers the tables of Party-building with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.party.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="party",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=TABLES,
    migration_dependencies=[
        "app.storage.piccolo_app",
        "app.people.piccolo_app",
        "app.gatherings.piccolo_app",
        "app.study.piccolo_app",
    ],
)
