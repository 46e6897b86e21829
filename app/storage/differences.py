"""Whether the tables in the database are those that the program describes, column by column."""

import re
from dataclasses import dataclass

from piccolo.columns import Column, ForeignKey
from piccolo.conf.apps import Finder
from piccolo.table import Table

from app.storage import database

# What PostgreSQL calls a type, in Piccolo's words; SQLite repeats the words of the CREATE TABLE.
FAMILIES = {
    "CHARACTER VARYING": "VARCHAR",
    "CHARACTER": "CHAR",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ",
    "TIMESTAMP WITHOUT TIME ZONE": "TIMESTAMP",
    "SERIAL": "INTEGER",
    "BIGSERIAL": "BIGINT",
}
NOT_OURS = {"migration", "sqlite_sequence"}

SQLITE_COLUMNS = """
SELECT m.name AS table_name, c.name AS column_name, c.type AS type, c."notnull" AS is_strict, c.pk AS is_key,
       f."table" AS target, f.on_delete AS on_delete
FROM sqlite_master m JOIN pragma_table_info(m.name) c
LEFT JOIN pragma_foreign_key_list(m.name) f ON f."from" = c.name
WHERE m.type = 'table'
"""
POSTGRES_COLUMNS = """
SELECT t.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AS is_strict, false AS is_key, target.relname AS target,
       CASE f.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
                          WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END AS on_delete
FROM pg_class t JOIN pg_namespace s ON s.oid = t.relnamespace AND s.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
LEFT JOIN pg_class target ON target.oid = f.confrelid
WHERE t.relkind = 'r'
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What matters of one column.

    Attributes:
        type: Piccolo's word, with the length where the engine keeps it.
        may_be_null: whether NULL is allowed.
        refers: `table ON DELETE …` for a foreign key, else empty.
    """

    type: str
    may_be_null: bool
    refers: str = ""


async def schema_differences() -> list[str]:
    """One sentence for each table or column on which the database and the `tables.py` of all slices disagree."""
    described = {table._meta.tablename: _described(table) for table in _tables()}
    found = await _found()
    sentences: list[str] = []
    for table in sorted(described.keys() | found.keys()):
        if table not in found:
            sentences.append(f"{table}: described, but not in the database")
        elif table not in described:
            sentences.append(f"{table}: in the database, but described nowhere")
        else:
            sentences += _column_differences(table, described[table], found[table])
    return sentences


async def missing_tables() -> list[str]:
    """The names of described tables that the database has not."""
    return sorted({table._meta.tablename for table in _tables()} - (await _found()).keys())


def _tables() -> list[type[Table]]:
    finder = Finder()
    return [table for name in finder.get_sorted_app_names() for table in finder.get_app_config(name).table_classes]


def _described(table: type[Table]) -> dict[str, Shape]:
    return {column._meta.db_column_name: _shape(column) for column in table._meta.columns}


def _shape(column: Column) -> Shape:
    refers = ""
    if isinstance(column, ForeignKey):
        meta = column._foreign_key_meta
        refers = f"{meta.resolved_references._meta.tablename} ON DELETE {meta.on_delete.value}"
    return Shape(_family(str(column.column_type)), column._meta.null and not column._meta.primary_key, refers)


async def _found() -> dict[str, dict[str, Shape]]:
    engine = database()
    tables: dict[str, dict[str, Shape]] = {}
    for row in await engine.read(SQLITE_COLUMNS if engine.dialect == "sqlite" else POSTGRES_COLUMNS):
        if row["table_name"] not in NOT_OURS:
            refers = f"{row['target']} ON DELETE {row['on_delete']}" if row["target"] else ""
            shape = Shape(_family(row["type"]), not row["is_strict"] and not row["is_key"], refers)
            tables.setdefault(row["table_name"], {})[row["column_name"]] = shape
    return tables


def _column_differences(table: str, described: dict[str, Shape], found: dict[str, Shape]) -> list[str]:
    return [
        f"{table}.{name}: described as {described.get(name)}, found as {found.get(name)}"
        for name in sorted(described.keys() | found.keys())
        if described.get(name) != found.get(name)
    ]


def _family(words: str) -> str:
    """The type in Piccolo's words, without spaces inside its brackets."""
    upper = words.upper()
    name = re.sub(r"\s*\(.*\)", "", upper).strip()
    brackets = "".join(re.findall(r"\(.*\)", upper)).replace(" ", "")
    return FAMILIES.get(name, name) + brackets
