"""An address that cannot be listened on is refused in a sentence, before anything says that it serves."""

import os
import socket

import pytest

from app.cli import main
from app.cli.listening import ensure_free


@pytest.fixture
def taken():
    """The port of somebody else's server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_still_free_afterwards(taken):
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    ensure_free("127.0.0.1", port)
    ensure_free("127.0.0.1", port)


def test_a_taken_port_ends_the_command_with_2_and_the_repair(taken, capsys):
    assert main(["serve", "--host", "127.0.0.1", "--port", str(taken)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"端口 {taken} 已被别的程序占用" in said.err
    assert "ZHIXING_PORT=" in said.err


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("192.0.2.1", "8000", "192.0.2.1 不是本机的地址"),
        ("no such host", "8000", "no such host 不是本机的地址"),
        ("a" * 70, "8000", "不是本机的地址"),
        ("127.0.0.1", "0", "要写 1 到 65535 的数"),
        ("127.0.0.1", "70000", "要写 1 到 65535 的数"),
    ],
)
def test_what_is_no_address_of_this_machine(host, port, sentence, capsys):
    assert main(["serve", "--host", host, "--port", port]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert "ZHIXING_" in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no port for the administrator")
def test_a_port_that_the_system_keeps(monkeypatch, capsys):
    def forbidden(self, address):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", forbidden)
    assert main(["serve", "--port", "80"]) == 2
    assert "没有权限用端口 80" in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["0", "-1"])
def test_nobody_serves_with_no_process(workers, capsys):
    assert main(["serve", "--workers", workers]) == 2
    assert capsys.readouterr().err == f"进程数 {workers} 不能用：--workers 写 1 或更大的数\n"
