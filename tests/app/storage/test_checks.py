"""What would spoil the database is refused before it is opened."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app import storage
from app.storage.checks import network_file_system, why_not_usable

MOUNTS = """
22 28 0:21 / /sys rw,nosuid - sysfs sysfs rw
28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 28 0:40 / /srv/share rw,relatime shared:2 - {kind} server:/export rw,vers=4.2
41 40 254:2 / /srv/share/disk rw,relatime - ext4 /dev/vdb1 rw
42 28 0:42 / /srv/with\\040space rw - cifs //server/share rw
"""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A data folder with a database of 200 rows."""
    with closing(sqlite3.connect(tmp_path / "zhixing.db")) as connection:
        connection.execute("CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT)")
        connection.execute("CREATE INDEX shelf_name ON shelf (name)")
        connection.executemany("INSERT INTO shelf (name) VALUES (?)", [(f"shelf {n}" * 20,) for n in range(200)])
        connection.commit()
    return tmp_path


def test_a_sound_folder_is_usable(sound, tmp_path):
    assert why_not_usable(sound) is None
    assert why_not_usable(sound, thorough=True) is None


def test_an_empty_folder_is_usable(tmp_path):
    assert why_not_usable(tmp_path, thorough=True) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "virtiofs", "smb2", "fuse.sshfs", "fuse.anything"]
)
def test_a_network_file_system_is_found(kind):
    mounts = MOUNTS.format(kind=kind)
    assert network_file_system(Path("/srv/share/data"), mounts) == kind
    assert network_file_system(Path("/srv/share"), mounts) == kind
    assert network_file_system(Path("/srv/with space/data"), mounts) == "cifs"
    assert network_file_system(Path("/srv/share/disk/data"), mounts) is None
    assert network_file_system(Path("/srv/shared-but-local"), mounts) is None
    assert network_file_system(Path("/var/lib/zhixing"), mounts) is None


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
@pytest.mark.parametrize("kind", ["ext4", "btrfs", "overlay", "fuseblk", "fuse.exfat", "fuse.fuse-overlayfs"])
def test_a_disk_of_the_machine_is_none(kind):
    assert network_file_system(Path("/srv/share/data"), MOUNTS.format(kind=kind)) is None


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
def test_a_later_mount_covers_an_earlier_one():
    covered = MOUNTS.format(kind="nfs4") + "50 28 254:3 / /srv/share rw - xfs /dev/vdc1 rw\n"
    assert network_file_system(Path("/srv/share/data"), covered) is None


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
def test_a_network_folder_is_refused_with_the_repair(tmp_path):
    mounts = f"28 1 0:40 / {tmp_path} rw - nfs4 server:/export rw\n"
    assert why_not_usable(tmp_path, mounts=mounts) == (
        f"数据文件夹 {tmp_path} 位于网络文件系统（nfs4），数据库放在那里会损坏；"
        "请把 ZHIXING_DATA 改为本机磁盘上的文件夹，或改用 PostgreSQL。"
    )


def test_a_missing_folder_is_refused(tmp_path):
    missing = tmp_path / "not mounted"
    assert why_not_usable(missing) == (f"数据文件夹 {missing} 不存在；请先建好它，或把 ZHIXING_DATA 改为已有的文件夹。")
    assert not missing.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="/sys is read-only for everybody, root too, on Linux")
def test_a_folder_that_cannot_be_written_is_refused():
    assert why_not_usable(Path("/sys")).startswith("数据文件夹 /sys 不能写入（")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "zhixing.db"
    file.write_bytes(b"PK\x03\x04 a spreadsheet, by mistake")
    assert why_not_usable(tmp_path).startswith(f"{file} 不是数据库文件；")
    assert file.read_bytes() == b"PK\x03\x04 a spreadsheet, by mistake"


@pytest.mark.parametrize("offset", [4096 + 1, 3 * 4096 + 3, 5 * 4096 + 1])
def test_a_damaged_file_is_refused(sound, offset):
    file = sound / "zhixing.db"
    content = bytearray(file.read_bytes())
    content[offset : offset + 64] = b"\xff" * 64
    file.write_bytes(content)
    assert why_not_usable(sound) is None
    assert why_not_usable(sound, thorough=True).startswith(f"数据库文件 {file} 已损坏（")


async def test_migrate_refuses_a_damaged_file(data_folder, house, db, monkeypatch):
    if isinstance(db, storage.Postgres):
        pytest.skip("a SQLite file is what is damaged")
    monkeypatch.setattr(storage.checks, "FILE_NAME", "not-a-database")
    (data_folder / "not-a-database").write_text("spoiled")
    from app.storage.migrating import migrate

    with pytest.raises(storage.Unusable, match="不是数据库文件"):
        await migrate()
    (data_folder / "not-a-database").unlink()


async def test_a_server_that_does_not_answer_is_refused_with_the_repair():
    nobody = storage.Postgres("postgresql://postgres@127.0.0.1:1/none")
    with pytest.raises(storage.Unusable, match=r"连不上 PostgreSQL（.*）；请检查服务器是否在运行"):
        await nobody.start_connection_pool()
