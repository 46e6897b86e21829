"""Registers the tables of service with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.service.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="service",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=TABLES,
    migration_dependencies=["app.gatherings.piccolo_app", "app.shifts.piccolo_app"],
)
