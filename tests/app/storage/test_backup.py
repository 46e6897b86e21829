"""A copy is checked before anybody relies on it."""

import random
import sqlite3
from contextlib import closing

import pytest

from app import storage
from app.storage.backup import BadBackup, backup, copy_verified, verify
from app.storage.tables import Keeping


@pytest.fixture
async def copied(engine, tmp_path):
    """A verified copy of a file with 500 shelves that is being written to."""
    await engine.write([("INSERT INTO shelf (name) VALUES (?)", (f"shelf {n} " * 9,)) for n in range(500)])
    return copy_verified(engine.file, tmp_path / "backups" / "copy.db")


def test_a_copy_holds_every_row_and_passes_the_check(copied):
    verify(copied)
    with closing(sqlite3.connect(copied)) as connection:
        assert connection.execute("SELECT count(*) FROM shelf").fetchone() == (500,)
    assert sorted(path.name for path in copied.parent.iterdir()) == ["copy.db", "copy.db.sha256"]


def test_one_flipped_bit_is_found_a_thousand_times(copied):
    sound = copied.read_bytes()
    chance = random.Random(18)
    found = 0
    for _ in range(1_000):
        spoiled = bytearray(sound)
        spoiled[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        copied.write_bytes(spoiled)
        with pytest.raises(BadBackup, match="SHA-256 不符"):
            verify(copied)
        found += 1
    assert found == 1_000


def test_damage_of_pages_is_found_without_the_sum(copied):
    copied.with_name("copy.db.sha256").unlink()
    sound = copied.read_bytes()
    pages = len(sound) // 4096
    for page in range(pages):
        spoiled = bytearray(sound)
        spoiled[page * 4096 : page * 4096 + 200] = random.Random(page).randbytes(200)
        copied.write_bytes(spoiled)
        with pytest.raises(BadBackup):
            verify(copied)


def test_a_copy_that_was_cut_short_is_found(copied):
    copied.with_name("copy.db.sha256").unlink()
    sound = copied.read_bytes()
    copied.write_bytes(sound[: len(sound) - 4096])
    with pytest.raises(BadBackup):
        verify(copied)


def test_a_missing_copy_is_found(tmp_path):
    with pytest.raises(BadBackup, match="不存在"):
        verify(tmp_path / "nothing.db")


def test_a_row_that_refers_to_nothing_is_found(copied):
    copied.with_name("copy.db.sha256").unlink()
    with closing(sqlite3.connect(copied)) as connection:
        connection.execute("INSERT INTO book (shelf, title) VALUES (9999, 'loose')")
        connection.commit()
    with pytest.raises(BadBackup, match="book 的一行指向 shelf 中没有的行"):
        verify(copied)


def test_no_copy_is_overwritten(engine, copied):
    with pytest.raises(FileExistsError):
        copy_verified(engine.file, copied)


def test_a_copy_of_a_damaged_file_is_not_taken_for_good(engine, copied, tmp_path):
    spoiled = tmp_path / "spoiled.db"
    content = bytearray(copied.read_bytes())
    content[4 * 4096 : 4 * 4096 + 300] = b"\xff" * 300
    spoiled.write_bytes(content)
    with pytest.raises((BadBackup, sqlite3.DatabaseError)):
        copy_verified(spoiled, tmp_path / "backups" / "second.db")
    assert not (tmp_path / "backups" / "second.db").exists()


async def test_backup_copies_the_database_in_use(db, tmp_path):
    await Keeping.insert(Keeping(name="a", value="kept"))
    if isinstance(db, storage.Postgres):
        with pytest.raises(TypeError, match="pg_dump"):
            await backup(tmp_path / "copy.db")
        return
    with closing(sqlite3.connect(await backup(tmp_path / "copy.db"))) as connection:
        assert connection.execute("SELECT name, value FROM keeping").fetchall() == [("a", "kept")]
