"""Brings the tables to what this version of the program expects, once, whoever starts first.

A developer who has changed a `tables.py` runs `make migration slice=<slice>` (which is `piccolo migrations new <slice>
--auto`), gives the new file a DESCRIPTION that is a sentence, and adds what Piccolo cannot say on SQLite with the
helpers of `app.storage.schema`. It runs on both engines and is never edited after it has landed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC
from importlib.util import module_from_spec, spec_from_file_location
from io import StringIO
from pathlib import Path
from types import ModuleType

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import AppConfig, Finder

from app import clock
from app.locale import _
from app.storage import Database, Unusable, database, ensure_usable
from app.storage.backup import backup, remove
from app.storage.differences import missing_tables
from app.storage.filelock import FileLock
from app.storage.sqlite import SQLite

log = logging.getLogger(__name__)

# Any number will do, as long as every version of the program takes the same.
MIGRATING = 0x7A686978696E67
COPIES_OF_ONE_STEP = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One migration file of one slice."""

    slice: str
    id: str
    module: ModuleType


async def migrate() -> list[str]:
    """Run every migration that has not run, each in one transaction with the row that says so.

    Processes that start together wait for each other. Before anything changes in a SQLite file that holds rows, a verified
    copy is put into `backups/` beside it; on PostgreSQL that is the operator's (pg_dump), and the log says so.

    Returns:
        the ids of the migrations that ran, in their order; empty when there was nothing to do.

    Raises:
        Unusable: the SQLite file or its folder cannot be relied on, or a newer program has changed the tables, and nothing
            has been changed; or a table is gone that an earlier migration made.
    """
    engine = database()
    async with _alone(engine):
        if isinstance(engine, SQLite):
            await asyncio.to_thread(ensure_usable, thorough=True)
        await _refuse_a_newer_database()
        steps = await pending()
        if steps and await _holds_rows(engine):
            await _keep_a_copy(engine, steps[0])
        for step in steps:
            log.info("migration %s of %s", step.id, step.slice)
            await _run(engine, step)
        await _refuse_missing_tables()
    return [step.id for step in steps]


async def pending() -> list[Step]:
    """The migrations that have not run on this database, in the order in which they must."""
    done = await _marks()
    return [step for app in _apps() for step in _steps(app) if (step.slice, step.id) not in done]


async def _marks() -> set[tuple[str, str]]:
    """Slice and id of the migrations that have run, by whatever version of the program."""
    if not await Migration.table_exists():
        return set()
    return {(row["app_name"], row["name"]) for row in await Migration.select(Migration.app_name, Migration.name)}


async def _refuse_a_newer_database() -> None:
    unknown = await _marks() - {(step.slice, step.id) for app in _apps() for step in _steps(app)}
    if unknown:
        names = "、".join(f"{slice_name} {name}" for slice_name, name in sorted(unknown)[:3])
        raise Unusable(_("数据库已由更新的程序升级过（%(names)s）；换用那一版程序，或从升级前的备份恢复", names=names))


async def _refuse_missing_tables() -> None:
    if missing := await missing_tables():
        raise Unusable(
            _("数据库里少了表（%(names)s）；保留原来的数据库，从最近的备份恢复", names="、".join(missing[:5]))
        )


def _apps() -> list[AppConfig]:
    finder = Finder()
    return [finder.get_app_config(name) for name in finder.get_sorted_app_names()]


def _steps(app: AppConfig) -> list[Step]:
    modules = [_loaded(app.app_name, path) for path in sorted(Path(app.migrations_folder_path).glob("[!_]*.py"))]
    return sorted((Step(app.app_name, module.ID, module) for module in modules), key=lambda step: step.id)


def _loaded(slice_name: str, path: Path) -> ModuleType:
    spec = spec_from_file_location(f"{slice_name}_migrations.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no migration")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def _run(engine: Database, step: Step) -> None:
    """Piccolo writes the row after the transaction of the migration; killed between them, it would run it twice."""
    async with engine.atomic():
        # Piccolo reports with pictures that a Windows console in code page 936 cannot print.
        with redirect_stdout(StringIO()):
            manager = await step.module.forwards()
            if isinstance(manager, MigrationManager):
                await manager.run()
            if not await Migration.table_exists():
                await Migration.create_table()
        await Migration.insert(Migration(name=step.id, app_name=step.slice, ran_on=_without_zone()))


def _without_zone() -> object:
    # The column is Piccolo's own and knows no zone; this is UTC.
    return clock.now().astimezone(UTC).replace(tzinfo=None)


async def _holds_rows(engine: Database) -> bool:
    """Whether there is something to lose: the first migration of all finds nothing."""
    return bool(await Migration.table_exists()) and await Migration.count() > 0


async def _keep_a_copy(engine: Database, step: Step) -> None:
    if not isinstance(engine, SQLite):
        log.warning("PostgreSQL: tables are about to change; the copy to fall back on is the one made with pg_dump")
        return
    stamp = clock.at_library(clock.now()).strftime("%Y%m%d-%H%M%S-%f")
    reason = f"before-{step.slice}-{step.id.replace(':', '')}"
    made = await backup(engine.file.parent / "backups" / f"{stamp}-{reason}.db")
    log.info("copy before the tables change: %s", made)
    # A service that is started again and again over a migration that fails must not fill the disk.
    for older in sorted(made.parent.glob(f"*-{reason}.db"))[:-COPIES_OF_ONE_STEP]:
        remove(older)


@asynccontextmanager
async def _alone(engine: Database) -> AsyncIterator[None]:
    """One process at a time; the system frees the lock when the process dies."""
    if isinstance(engine, SQLite):
        lock = FileLock(engine.file.with_name(engine.file.name + ".migrating"))
        await asyncio.to_thread(lock.take)
        try:
            yield
        finally:
            lock.close()
    else:
        connection = await engine.get_new_connection()
        try:
            await connection.execute("SELECT pg_advisory_lock($1)", MIGRATING)
            yield
        finally:
            await connection.close()
