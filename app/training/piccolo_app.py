"""Registers the tables of training with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.training.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="training",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=TABLES,
    migration_dependencies=["app.people.piccolo_app", "app.gatherings.piccolo_app", "app.storage.piccolo_app"],
)
