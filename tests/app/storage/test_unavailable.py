"""What is told as 'come again' and what is an incident."""

import sqlite3
from contextlib import closing

import asyncpg
import pytest

from app.storage import FileAway, is_unavailable, why_unusable


def error_of(connection: sqlite3.Connection, sql: str) -> sqlite3.Error:
    with pytest.raises(sqlite3.Error) as caught:
        connection.execute(sql)
    return caught.value


def test_a_full_disk_and_a_read_only_file_are_unavailable_and_a_wrong_statement_is_not(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE shelf (name TEXT UNIQUE)")
        assert not is_unavailable(error_of(connection, "INSERT INTO nowhere VALUES (1)"))
        connection.execute("INSERT INTO shelf VALUES ('A')")
        assert not is_unavailable(error_of(connection, "INSERT INTO shelf VALUES ('A')"))
        connection.execute("PRAGMA max_page_count=4")
        full = error_of(connection, "INSERT INTO shelf VALUES (hex(zeroblob(100000)))")
        assert "full" in str(full)
        assert is_unavailable(full)
        connection.execute("PRAGMA query_only=1")
        assert is_unavailable(error_of(connection, "DELETE FROM shelf"))
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(tmp_path / "nowhere" / "a.db")
    assert is_unavailable(caught.value)


@pytest.mark.parametrize(
    ("error", "unavailable"),
    [
        (FileAway("moved"), True),
        (ConnectionRefusedError("refused"), True),
        (asyncpg.ConnectionDoesNotExistError("closed in the middle of operation"), True),
        (asyncpg.AdminShutdownError("terminating connection"), True),
        (asyncpg.CannotConnectNowError("starting up"), True),
        (asyncpg.TooManyConnectionsError("too many clients"), True),
        (asyncpg.DiskFullError("no space left"), True),
        (asyncpg.InterfaceError("cannot perform operation: connection is closed"), True),
        (asyncpg.InterfaceError("the server expects 1 argument for this query, 2 were passed"), False),
        (asyncpg.UniqueViolationError("twice"), False),
        (asyncpg.QueryCanceledError("too slow"), False),
        (OSError("anything"), False),
        (ValueError("anything"), False),
    ],
)
def test_each_error_is_one_or_the_other(error, unavailable):
    assert is_unavailable(error) is unavailable


def test_the_console_is_told_what_to_do_about_what_a_database_answers(tmp_path):
    (tmp_path / "torn.db").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    with closing(sqlite3.connect(tmp_path / "torn.db")) as connection:
        assert "已损坏" in why_unusable(error_of(connection, "SELECT * FROM shelf"))
    with closing(sqlite3.connect(":memory:")) as connection:
        assert "python3 run.py migrate" in why_unusable(error_of(connection, "SELECT * FROM shelf"))
    assert "用不了" in why_unusable(ConnectionRefusedError("refused"))
    assert "python3 run.py migrate" in why_unusable(asyncpg.UndefinedTableError("relation does not exist"))
    assert why_unusable(ValueError("ours")) is None
