"""The one thread that writes: what arrives together is committed together, and answered after the commit."""

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from app.storage.connections import Outcome, Rows, Statement, ask, hand_over, open_writer
from app.storage.filelock import FileLock, Presence
from app.storage.lease import Lease, Order, TransactionOver
from app.storage.whereabouts import Opened, Place

LARGEST_GROUP = 512
LOOK_AROUND_SECONDS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Statements that succeed or fail together, and the future of their rows."""

    statements: Sequence[Statement]
    done: "asyncio.Future[list[Rows]]"


class Writer:
    """Owns the write connection of this process to one file.

    A failing job is undone by its own savepoint; when the commit itself fails, the group is undone and each job
    is tried alone. A lease lends the connection to one transaction, during which the other jobs wait.

    Args:
        place: where the database file is.
        idle_seconds: a lease that says nothing for so long is rolled back.
        presence: begun before anything is written, so that nobody replaces the file.
    """

    def __init__(self, place: Place, idle_seconds: float, presence: Presence) -> None:
        self._place = place
        self._opened = Opened(place, open_writer)
        self._presence = presence
        self._idle_seconds = idle_seconds
        self._lock = FileLock(place.path.with_name(place.path.name + ".lock"))
        self._queue: SimpleQueue[_Task] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="zhixing-writer", daemon=True)
        self._thread.start()

    def submit(self, statements: Sequence[Statement]) -> "asyncio.Future[list[Rows]]":
        """Queue the statements as one job; the future has the rows of each once they are on disk."""
        job = Job(statements, asyncio.get_running_loop().create_future())
        self._queue.put(job)
        return job.done

    def lease(self) -> Lease:
        """Queue for a transaction of one's own; it has begun when `lease.granted` is done."""
        lease = Lease()
        self._queue.put(lease)
        return lease

    def stop(self) -> None:
        """Finish what is queued, close the file and end the thread. Blocks."""
        self._queue.put(_Stop())
        self._thread.join()

    def _run(self) -> None:
        task = self._queue.get()
        while not isinstance(task, _Stop):
            following = None
            if isinstance(task, Lease):
                self._serve(task)
            else:
                group, following = self._gather(task)
                self._commit(group)
            task = following or self._queue.get()
        self._close()

    def _gather(self, first: Job) -> tuple[list[Job], "_Task | None"]:
        """The jobs that wait behind the first one, and the lease or stop that comes after them, if any."""
        group = [first]
        while len(group) < LARGEST_GROUP:
            try:
                following = self._queue.get_nowait()
            except Empty:
                break
            if not isinstance(following, Job):
                return group, following
            group.append(following)
        return group, None

    def _commit(self, group: list[Job]) -> None:
        """Write the group and answer everybody in it."""
        try:
            hand_over(self._written(group))
        except _GroupFailed as failure:
            if len(group) == 1:
                hand_over([(group[0].done, None, _cause(failure))])
            else:
                for job in group:
                    self._commit([job])
        except Exception as error:  # noqa: BLE001 - the thread must outlive every error; the waiting tasks get it.
            hand_over((job.done, None, copy(error)) for job in group)

    def _written(self, group: list[Job]) -> list[Outcome]:
        with self._lock:
            connection = self._begun()
            try:
                outcomes = [_outcome(connection, job) for job in group]
                self._place.check_log()
                connection.execute("COMMIT")
            except Exception as error:
                _undo(connection)
                raise _GroupFailed from error
        return outcomes

    def _serve(self, lease: Lease) -> None:
        """Hold the file for one transaction until its last order, or until it has been silent for too long."""
        why = "the transaction has ended"
        try:
            with self._lock:
                connection = self._begun()
                hand_over([(lease.granted, None, None)])
                try:
                    self._obey(connection, lease)
                except Empty:
                    why = f"the transaction said nothing for {self._idle_seconds:g} s and was rolled back"
                finally:
                    _undo(connection)
        except Exception as error:  # noqa: BLE001 - the thread must outlive every error; the waiting task gets it.
            why = str(error)
            hand_over([(lease.granted, None, error)])
        lease.close(why)

    def _obey(self, connection: sqlite3.Connection, lease: Lease) -> None:
        last = False
        while not last:
            order = self._next_order(lease)
            last = order.last
            try:
                # A full disk may have undone everything; what follows must not be committed statement by statement.
                if not connection.in_transaction:
                    raise TransactionOver("the database has rolled the transaction back")
                if order.sql == "COMMIT":
                    self._place.check_log()
                rows = ask(connection, order.sql, order.arguments)
            except Exception as error:  # noqa: BLE001 - the thread must outlive every error; the waiting task gets it.
                if last:
                    _undo(connection)
                hand_over([(order.done, None, error)])
            else:
                hand_over([(order.done, rows, None)])

    def _next_order(self, lease: Lease) -> Order:
        """Raises Empty when the transaction has been silent for too long, or nobody is left who could speak."""
        patience = self._idle_seconds
        while True:
            pause = min(patience, LOOK_AROUND_SECONDS)
            try:
                return lease.orders.get(timeout=pause)
            except Empty:
                patience -= pause
                if patience <= 0 or lease.deserted:
                    raise

    def _begun(self) -> sqlite3.Connection:
        self._presence.begin()
        connection = self._opened.get()
        connection.execute("BEGIN IMMEDIATE")
        return connection

    def _close(self) -> None:
        if self._opened.is_open:
            with self._lock:
                self._opened.close()
        self._lock.close()


class _Stop:
    """Put behind the last task."""


class _GroupFailed(Exception):
    """Nothing of this group is in the file; each of its jobs may be tried alone."""


_Task = Job | Lease | _Stop


def _outcome(connection: sqlite3.Connection, job: Job) -> Outcome:
    """What became of the job, undone alone when it failed; raises when the whole group has been undone with it."""
    connection.execute("SAVEPOINT job")
    try:
        rows = [ask(connection, sql, arguments) for sql, arguments in job.statements]
    except Exception as error:
        if not connection.in_transaction:
            raise
        connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")
        return job.done, None, error
    connection.execute("RELEASE job")
    return job.done, rows, None


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _cause(failure: _GroupFailed) -> Exception:
    return failure.__cause__ if isinstance(failure.__cause__, Exception) else failure
