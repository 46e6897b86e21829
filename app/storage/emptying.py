"""Taking every row out, for the one case where it is wanted: what was loaded to look at makes room for what is real."""

from collections.abc import Collection

from piccolo.conf.apps import Finder
from piccolo.table import Table, sort_table_classes

from app.storage import database
from app.storage.postgres import Postgres
from app.storage.sqlite import SQLite


async def empty_tables(*, but: Collection[type[Table]] = ()) -> None:
    """Remove every row of every slice's tables, insert-only ones too. Which migrations have run stays known.

    The triggers that refuse are away only inside the caller's transaction: nobody else ever sees a table without them.
    Whoever calls this makes a copy first, and `forget_everything()` after the commit; ids may begin at 1 again.

    Args:
        but: tables that keep their rows; no row of theirs may refer to a row that goes.

    Raises:
        RuntimeError: called outside of `database().atomic()`.
    """
    engine = database()
    if not engine.in_transaction():
        raise RuntimeError("tables are emptied inside atomic() or not at all")
    kept = {table._meta.tablename for table in but}
    ordered = [table._meta.tablename for table in sort_table_classes(Finder().get_table_classes())]
    names = [name for name in ordered if name not in kept]
    if isinstance(engine, SQLite):
        await _empty_on_sqlite(engine, names)
    else:
        await _empty_on_postgres(engine, names)


async def _empty_on_sqlite(engine: SQLite, names: list[str]) -> None:
    stored = await engine.read("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = [row for row in stored if row["tbl_name"] in names]
    await engine.write(
        [
            *((f'DROP TRIGGER "{row["name"]}"', ()) for row in triggers),
            # A row that others refer to cannot go before them, so the tables are emptied from the top floor down.
            *((f'DELETE FROM "{name}"', ()) for name in reversed(names)),
            *((row["sql"], ()) for row in triggers),
        ]
    )


async def _empty_on_postgres(engine: Postgres, names: list[str]) -> None:
    listed = ", ".join(f'"{name}"' for name in names)
    # The owner of a table may switch off its own triggers; the server's, which keep references whole, stay on.
    await engine.write(
        [
            *((f'ALTER TABLE "{name}" DISABLE TRIGGER USER', ()) for name in names),
            (f"TRUNCATE {listed}", ()),
            *((f'ALTER TABLE "{name}" ENABLE TRIGGER USER', ()) for name in names),
        ]
    )
