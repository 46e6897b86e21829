"""Whether an opened database file is still the one at its path: a file that was moved away takes every write and keeps none."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

Identity = tuple[int, int]


class FileAway(Exception):
    """The database file is no longer at its path, or another one is there; nothing of this request was written."""


class Place:
    """A path and the file that this process found there first.

    A file that comes back is used again. Another file in its place never is: this process remembers rows of the
    former one, and the former one's log, should it lie there still, would be replayed into it. That takes a restart.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log = path.with_name(path.name + "-wal")
        self._file: Identity | None = None
        self._log_file: Identity | None = None

    def check(self) -> None:
        """Raises FileAway when the file is not the one that was found first."""
        if self._file is not None and identity(self.path) != self._file:
            raise FileAway(f"{self.path} is not the file that was opened")

    def check_log(self) -> None:
        """As `check`, for the log too: what is committed is there before it is in the file. Between BEGIN and COMMIT."""
        self.check()
        log = identity(self._log)
        self._log_file = self._log_file or log
        if log != self._log_file:
            raise FileAway(f"{self._log} is not the file that was opened")

    def found(self) -> None:
        """A connection has been opened; from now on this is the file."""
        self._file = self._file or identity(self.path)


class Opened:
    """A connection that is given out only while the file at the place is the one it has open.

    Args:
        place: the same for all connections of a process.
        connect: opens a connection, and makes the file when there has never been one.
    """

    def __init__(self, place: Place, connect: Callable[[Path], sqlite3.Connection]) -> None:
        self._place = place
        self._connect = connect
        self._connection: sqlite3.Connection | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection."""
        return self._connection is not None

    def get(self) -> sqlite3.Connection:
        """The connection.

        Raises:
            FileAway: the file is not the one that was opened.
        """
        self._place.check()
        if self._connection is None:
            self._connection = self._connect(self._place.path)
            self._place.found()
        return self._connection

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def identity(path: Path) -> Identity | None:
    """Which file is at the path: its device and number; None when there is none or it cannot be reached."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
