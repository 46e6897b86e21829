"""The server under load as a group of processes: started, measured by /proc (Linux), ended or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.load.installation import PROJECT, Installation

LONGEST_START_SECONDS = 60
LONGEST_STOP_SECONDS = 20
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
SERVE = (sys.executable, "-m", "app.cli", "serve")


class NotServing(Exception):
    """The server ended, or did not answer in time; the text is what it said."""


class Server:
    """One `zhixing serve` with its workers, in a process group of its own."""

    def __init__(self, place: Installation, workers: int, command: Sequence[str] = SERVE) -> None:
        self.port = _free_port()
        self.workers = workers
        self._log = place.folder / "server.log"
        environment = {**place.environment, "ZHIXING_PORT": str(self.port), "ZHIXING_HOST": "127.0.0.1"}
        began = time.perf_counter()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--workers", str(workers)],
                cwd=PROJECT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait_for_answer()
        except BaseException:
            self.kill()
            raise
        self.start_seconds = time.perf_counter() - began

    def processes(self) -> list[int]:
        """Ids of the server's processes: all of its group."""
        every = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
        return [process for process in every if _group(process) == self._process.pid]

    def kill(self) -> None:
        """`kill -9` of the whole group, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Ask the server to end, and kill what has not ended in time."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(LONGEST_STOP_SECONDS)
        self.kill()

    def said(self) -> str:
        """What the server wrote to its console."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _wait_for_answer(self) -> None:
        until = time.perf_counter() + LONGEST_START_SECONDS
        while time.perf_counter() < until:
            if self._process.poll() is not None:
                raise NotServing(f"the server ended with {self._process.returncode}:\n{self.said()}")
            if _answers(self.port):
                return
            time.sleep(0.02)
        raise NotServing(f"no answer after {LONGEST_START_SECONDS} s:\n{self.said()}")


@contextmanager
def serving(place: Installation, workers: int) -> Iterator[Server]:
    """A server that ends with the block."""
    server = Server(place, workers)
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True, slots=True)
class Used:
    """CPU seconds in so many seconds: by the server, and by everything on the machine but server and load."""

    seconds: float
    server: float
    others: float


class Meter:
    """What these processes use from now on."""

    def __init__(self, processes: Iterable[int]) -> None:
        self._processes = list(processes)
        self._began = time.perf_counter(), cpu_seconds(self._processes), time.process_time(), machine_cpu_seconds()

    def read(self) -> Used:
        """What was used so far."""
        ended = time.perf_counter(), cpu_seconds(self._processes), time.process_time(), machine_cpu_seconds()
        seconds, server, load, machine = (after - before for before, after in zip(self._began, ended, strict=True))
        return Used(seconds, server, max(0.0, machine - server - load))


def cpu_seconds(processes: Iterable[int]) -> float:
    """User and system time these processes have used so far; a process that is gone counts nothing."""
    stats = filter(None, map(_stat, processes))
    # After the name in brackets: state, parent, group, … so that utime and stime (14 and 15) are 11 and 12 from 0.
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / TICKS_PER_SECOND


def machine_cpu_seconds() -> float:
    """Time that all cores together have been busy since the machine started, with whatever."""
    user, nice, system, _, _, interrupts, soft, stolen = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + interrupts + soft + stolen) / TICKS_PER_SECOND


def resident_mib(processes: Iterable[int]) -> float:
    """Resident memory of these processes, pages that they share counted once for each."""
    pages = sum(int(fields[21]) for fields in filter(None, map(_stat, processes)))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _group(process: int) -> int | None:
    fields = _stat(process)
    return int(fields[2]) if fields and fields[0] != "Z" else None


def _stat(process: int) -> list[str] | None:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False
