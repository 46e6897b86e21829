"""What Piccolo's migrations cannot say in words that both engines understand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from piccolo.apps.migrations.auto import migration_manager as stock

from app.storage import database

REFUSING = "zhixing_refuse_change"


@dataclass(frozen=True, slots=True)
class Both:
    """The same change of the tables, as each engine says it.

    Attributes:
        sqlite, postgres: statements in their order.
    """

    sqlite: tuple[str, ...]
    postgres: tuple[str, ...]

    async def run(self) -> None:
        """Change the tables of the database in use."""
        engine = database()
        for statement in self.sqlite if engine.dialect == "sqlite" else self.postgres:
            await engine.run_ddl(statement)


class MigrationManager(stock.MigrationManager):
    """Piccolo's, with steps that come after it has made tables and columns; its own raw steps come before them.

    A migration file that needs them imports this class in place of Piccolo's and writes
    `manager.then(unique_index("signup", "shift", "person"))` before it returns the manager.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.steps: list[Both] = []

    def then(self, *steps: Both) -> None:
        """Run these after the tables and columns of this migration, in the same transaction."""
        self.steps.extend(steps)

    async def run(self, backwards: bool = False) -> None:
        """Forwards only: what has landed is put right by another migration.

        Raises:
            NotImplementedError: asked to go backwards over such a step.
        """
        if backwards and self.steps:
            raise NotImplementedError("steps given to then() cannot be undone; write another migration")
        async with database().atomic():
            await super().run(backwards=backwards)
            if not self.preview:
                for step in self.steps:
                    await step.run()


def unique_index(table: str, *columns: str, where: str | None = None) -> Both:
    """No two rows have the same values in these columns; with `where`, no two of the rows it is true of.

    Both engines take it as the target of ON CONFLICT. Rows with NULL in one of the columns never collide.
    """
    return _index("UNIQUE INDEX", table, columns, where)


def without_unique_index(table: str, *columns: str) -> Both:
    """What `unique_index` made is given up."""
    dropped = (f'DROP INDEX "{"_".join((table, *columns, "unique"))}"',)
    return Both(dropped, dropped)


def index(table: str, *columns: str, where: str | None = None) -> Both:
    """Rows are found quickly by these columns, in this order."""
    return _index("INDEX", table, columns, where)


def check_in(table: str, column: str, values: Sequence[str]) -> Both:
    """The column holds one of these words (or NULL where the column may be NULL).

    SQLite cannot add a constraint to a table that exists, so there two triggers refuse; either way it is an integrity error.
    """
    words = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    name = f"{table}_{column}_is_known"
    refuse = f"SELECT RAISE(ABORT, 'CHECK constraint failed: {name}')"
    triggers = tuple(
        f'CREATE TRIGGER "{name}_{moment.split()[0].lower()}" BEFORE {moment} ON "{table}" '
        f'WHEN NEW."{column}" NOT IN ({words}) BEGIN {refuse}; END'
        for moment in ("INSERT", f'UPDATE OF "{column}"')
    )
    return Both(
        sqlite=triggers,
        postgres=(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK ("{column}" IN ({words}))',),
    )


def check_in_again(table: str, column: str, values: Sequence[str]) -> Both:
    """As `check_in`, for a column that was held to other words before: a kind was added."""
    name, made = f"{table}_{column}_is_known", check_in(table, column, values)
    dropped = tuple(f'DROP TRIGGER "{name}_{moment}"' for moment in ("insert", "update"))
    return Both(
        sqlite=(*dropped, *made.sqlite),
        postgres=(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"', *made.postgres),
    )


def insert_only(table: str) -> Both:
    """Rows of the table are never changed or deleted, whoever asks; it is an integrity error."""
    text = f"{table} is insert-only"
    sqlite = tuple(
        f'CREATE TRIGGER "{table}_keeps_on_{deed.lower()}" BEFORE {deed} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{text}'); END"
        for deed in ("UPDATE", "DELETE")
    )
    function = (
        f"CREATE OR REPLACE FUNCTION {REFUSING}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    trigger = (
        f'CREATE TRIGGER "{table}_keeps" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {REFUSING}()"
    )
    return Both(sqlite=sqlite, postgres=(function, trigger))


def unchanged(table: str) -> Both:
    """Rows of a table that was insert-only may go from now on, when their time is over; they still never change."""
    return Both(
        sqlite=(f'DROP TRIGGER "{table}_keeps_on_delete"',),
        postgres=(
            f'DROP TRIGGER "{table}_keeps" ON "{table}"',
            f'CREATE TRIGGER "{table}_keeps" BEFORE UPDATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {REFUSING}()",
        ),
    )


def emptied_only(table: str, *, kept: Sequence[str], emptied: Sequence[str]) -> Both:
    """Rows of a table that was insert-only may be emptied from now on, and nothing else.

    Args:
        kept: columns that stay as they are; one that is not named may be written anew.
        emptied: columns of bytes that hold nothing afterwards.
    """
    size = {"sqlite": "length", "postgres": "octet_length"}
    wrong = {
        engine: " OR ".join(
            [f'{of}(NEW."{one}") > 0' for one in emptied] + [f'NEW."{one}" <> OLD."{one}"' for one in kept]
        )
        for engine, of in size.items()
    }
    return _changes_refused(table, wrong)


def words_may_go(table: str, *emptied: str, kept: Sequence[str]) -> Both:
    """Rows of a table that was insert-only may have these texts emptied from now on, and nothing else ever changes.

    Args:
        emptied: columns of text; afterwards they hold what they held, or nothing.
        kept: every other column.
    """
    differs = {"sqlite": "IS NOT", "postgres": "IS DISTINCT FROM"}
    wrong = {
        engine: " OR ".join(
            [f'(NEW."{one}" <> \'\' AND NEW."{one}" {unlike} OLD."{one}") OR NEW."{one}" IS NULL' for one in emptied]
            + [f'NEW."{one}" {unlike} OLD."{one}"' for one in kept]
        )
        for engine, unlike in differs.items()
    }
    return _changes_refused(table, wrong)


def drafts_may_grow(table: str, *, kept: Sequence[str], counter: str = "revision") -> Both:
    """Rows of a table that was insert-only may be written anew while they are drafts, and nothing else ever changes.

    Args:
        kept: columns that stay as they are in a draft too; those that are not named grow.
        counter: 0 in a row that is no draft; in a draft it goes up with each writing, so that none is written over unseen.
    """
    differs = {"sqlite": "IS NOT", "postgres": "IS DISTINCT FROM"}
    wrong = {
        engine: " OR ".join(
            [f'OLD."{counter}" = 0', f'NEW."{counter}" <> OLD."{counter}" + 1']
            + [f'NEW."{one}" {unlike} OLD."{one}"' for one in kept]
        )
        for engine, unlike in differs.items()
    }
    return _changes_refused(table, wrong)


def _changes_refused(table: str, wrong: Mapping[str, str]) -> Both:
    """Changes of a row are refused where this is true of it, and rows never go."""
    refuse = f"SELECT RAISE(ABORT, '{table} is insert-only')"
    return Both(
        sqlite=(
            f'DROP TRIGGER "{table}_keeps_on_update"',
            f'CREATE TRIGGER "{table}_keeps_on_update" BEFORE UPDATE ON "{table}" '
            f"WHEN {wrong['sqlite']} BEGIN {refuse}; END",
        ),
        postgres=(
            f'DROP TRIGGER "{table}_keeps" ON "{table}"',
            f'CREATE TRIGGER "{table}_keeps" BEFORE DELETE OR TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {REFUSING}()",
            f'CREATE TRIGGER "{table}_keeps_on_update" BEFORE UPDATE ON "{table}" '
            f"FOR EACH ROW WHEN ({wrong['postgres']}) EXECUTE FUNCTION {REFUSING}()",
        ),
    )


def _index(kind: str, table: str, columns: Sequence[str], where: str | None) -> Both:
    name = "_".join((table, *columns, "unique" if kind.startswith("UNIQUE") else "index"))
    listed = ", ".join(f'"{column}"' for column in columns)
    statement = f'CREATE {kind} "{name}" ON "{table}" ({listed})' + (f" WHERE {where}" if where else "")
    return Both((statement,), (statement,))
