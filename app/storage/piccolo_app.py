"""Registers the tables of storage with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.storage.tables import Keeping, StoredFile

APP_CONFIG = AppConfig(
    app_name="storage",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=[Keeping, StoredFile],
    migration_dependencies=[],
)
