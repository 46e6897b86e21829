"""Tables leave nothing to Piccolo's defaults, are spoken of in the terms, and are what the migrations make."""

import re

import pytest

from app.actor import May
from tests.house.reading import APP, PROJECT, calls, here, python_files, tables

TERMS = PROJECT / "docs/terms.md"


def test_every_foreign_key_states_null_and_on_delete():
    silent = {
        here(path, call.lineno): missing
        for path in python_files("app")
        for call in calls(path, "ForeignKey")
        if (missing := {"null", "on_delete"} - {keyword.arg for keyword in call.keywords})
    }
    assert silent == {}


def test_no_table_uses_what_sqlite_refuses_or_bends():
    bent = [
        f"{here(path, call.lineno)} {name}"
        for path in python_files("app")
        if path.name == "tables.py" or path.parent.name == "tables"
        for name in ("Unique", "Check", "Array", "Numeric", "Decimal", "Real", "Timestamp")
        for call in calls(path, name)
    ]
    assert bent == []


def test_every_table_is_in_the_terms():
    assert {f"{here(path)} {name}" for path, name in tables() if name not in words_of_the_terms()} == set()


def test_every_mark_is_in_the_terms():
    assert {mark.value for mark in May} - words_of_the_terms() == set()


@pytest.mark.skipif(not (APP / "storage/tables.py").exists(), reason="the storage has no tables yet")
async def test_migrations_make_the_tables_that_the_code_speaks_of(db):
    from app.storage.differences import schema_differences

    assert await schema_differences() == []


def words_of_the_terms():
    """The words that stand in backticks in docs/terms.md."""
    quoted = re.findall(r"`([^`]+)`", TERMS.read_text(encoding="utf-8"))
    return {word for text in quoted for word in re.findall(r"\w+", text)}
