"""Who may do what among the processes of this machine, by locks on files beside the database."""

import os
import sys
import threading
from pathlib import Path
from types import TracebackType

if sys.platform == "win32":
    import msvcrt
    import time

    # The C library's own blocking call gives up after ten seconds, so we ask again ourselves.
    _PAUSE_SECONDS = 0.002
    _PLACES = 64

    def _take(descriptor: int) -> None:
        while True:
            os.lseek(descriptor, 0, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def _give_back(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

    def _join(descriptor: int) -> None:
        # Windows has no shared lock here: whoever is present locks one byte of many, and a stranger needs them all.
        while True:
            for place in range(_PLACES):
                os.lseek(descriptor, place, os.SEEK_SET)
                try:
                    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                except OSError:
                    continue
                return
            time.sleep(_PAUSE_SECONDS)

    def _is_alone(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _PLACES)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _join(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH)

    def _is_alone(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class FileLock:
    """Waits its turn, which SQLite's own busy handler does not: that one sleeps, asks and is overtaken.

    The system gives the lock back when the process dies. One object serves one thread at a time; two objects
    on the same path exclude each other, in one process or in two.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> None:
        """Block until nobody else holds the lock.

        Raises:
            OSError: the folder is missing or cannot be written.
        """
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        _take(self._descriptor)

    def give_back(self) -> None:
        """Let the next one in."""
        if self._descriptor is not None:
            _give_back(self._descriptor)

    def close(self) -> None:
        """Forget the file; the lock is free afterwards."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> None:
        self.take()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_back()


class Presence:
    """Who has the database open, so that nobody puts another file in its place meanwhile.

    Any number of processes are present at the same time; one that wants to be alone is refused while another is
    present. The system ends the presence of a process that dies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._door = threading.Lock()

    def begin(self) -> None:
        """Be present; waits for one that is alone. Beginning twice is beginning once. Blocks.

        Raises:
            OSError: the folder is missing or cannot be written.
        """
        with self._door:
            if self._descriptor is None:
                descriptor = self._opened()
                _join(descriptor)
                self._descriptor = descriptor

    def alone(self) -> bool:
        """Be alone until `end()`; False, and nothing is changed, when anybody is present.

        Raises:
            OSError: the folder is missing or cannot be written.
        """
        with self._door:
            if self._descriptor is not None:
                return False
            descriptor = self._opened()
            if not _is_alone(descriptor):
                os.close(descriptor)
                return False
            self._descriptor = descriptor
            return True

    def end(self) -> None:
        """Be gone."""
        with self._door:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None

    def _opened(self) -> int:
        return os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
