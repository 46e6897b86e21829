"""Registers the tables of shifts with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.shifts.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="shifts",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=TABLES,
    migration_dependencies=["app.people.piccolo_app", "app.gatherings.piccolo_app", "app.training.piccolo_app"],
)
