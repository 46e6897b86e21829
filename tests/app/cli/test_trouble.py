"""What the console says when a folder, a file or a server is not as it should be: a sentence, never a traceback."""

import os
import subprocess
import sys

import pytest

from app.settings import PROJECT

TORN = b"SQLite format 3\0" + bytes(range(256)) * 40


def zhixing(*words, **variables):
    """The exit code and all that was said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHIXING_")}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *words],
        cwd=PROJECT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("words", [["backup"], ["bank", "check"], ["doctor"]])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path, words):
    (tmp_path / "zhixing.db").write_bytes(TORN)
    code, said = zhixing(*words, ZHIXING_DATA=str(tmp_path))
    assert code == 2
    assert "已损坏" in said
    assert "python3 run.py restore" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("words", [["backup"], ["doctor"]])
def test_where_there_is_no_database_none_is_made(tmp_path, words):
    code, said = zhixing(*words, ZHIXING_DATA=str(tmp_path))
    assert (code, said) == (1, f"数据文件夹 {tmp_path} 里还没有数据库；先运行 python3 run.py\n")
    assert not (tmp_path / "zhixing.db").exists()


def test_a_backup_of_a_name_that_is_there_is_not_made(tmp_path):
    (tmp_path / "zhixing.db").write_bytes(TORN)
    (tmp_path / "copy.db").touch()
    code, said = zhixing("backup", "--to", str(tmp_path / "copy.db"), ZHIXING_DATA=str(tmp_path))
    assert (code, said) == (1, f"没有备份成：已经有 {tmp_path / 'copy.db'}，用 --to 换一个文件名\n")


def test_a_backup_is_not_restored_into_a_folder_that_is_missing(tmp_path):
    code, said = zhixing("restore", str(tmp_path / "copy.db"), ZHIXING_DATA=str(tmp_path / "away"))
    assert code == 2
    assert said.startswith(f"数据文件夹 {tmp_path / 'away'} 不存在")


@pytest.mark.parametrize(
    ("words", "url", "begins"),
    [
        (["doctor"], "postgresql://u:p@127.0.0.1:abc/x", "ZHIXING_DATABASE_URL 读不懂"),
        # Nobody listens on port 1. The data folder is nothing to an installation on PostgreSQL.
        (["doctor"], "postgresql://u:p@127.0.0.1:1/x", "连不上 PostgreSQL"),
        (["bank", "check"], "postgresql://u:p@127.0.0.1:1/x", "连不上 PostgreSQL"),
    ],
)
def test_a_server_that_cannot_be_reached_is_named(tmp_path, words, url, begins):
    code, said = zhixing(*words, ZHIXING_DATABASE_URL=url, ZHIXING_DATA=str(tmp_path / "none"))
    assert code == 2
    assert said.startswith(begins), said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ZHIXING_PORT", "http", "ZHIXING_PORT=http 不能用：写 1 到 65535 的数，例如 8000"),
        ("ZHIXING_DATABASE_URL", "mysql://x", "ZHIXING_DATABASE_URL 要以 postgresql:// 开头；用 SQLite 就不写它"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(tmp_path, variable, value, said):
    assert zhixing("doctor", **{variable: value, "ZHIXING_DATA": str(tmp_path)}) == (2, f"{said}\n")
