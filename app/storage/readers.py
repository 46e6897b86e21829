"""Reading beside the writer: quick lookups where the caller stands, the rest in threads of their own."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from app.storage.connections import Outcome, Rows, ask, hand_over, open_reader
from app.storage.lookups import Lookups
from app.storage.whereabouts import Opened, Place

THREADS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One statement that changes nothing, and the future of its rows."""

    sql: str
    arguments: Sequence[object]
    done: "asyncio.Future[Rows]"


class Readers:
    """Read connections to one file; each sees what was committed when its statement begins."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lookups = Lookups(place)
        self._queue: SimpleQueue[Question | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name=f"zhixing-reader-{number}", daemon=True)
            for number in range(THREADS)
        ]
        for thread in self._threads:
            thread.start()

    async def read(self, sql: str, arguments: Sequence[object]) -> Rows:
        """The rows: at once when it is a lookup, else by the next free thread."""
        rows = await self._lookups.look_up(sql, arguments)
        return await self._submit(sql, arguments) if rows is None else rows

    def stop(self) -> None:
        """Finish what is queued, close the file and end the threads. Blocks."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()
        self._lookups.close()

    def _submit(self, sql: str, arguments: Sequence[object]) -> "asyncio.Future[Rows]":
        question = Question(sql, arguments, asyncio.get_running_loop().create_future())
        self._queue.put(question)
        return question.done

    def _run(self) -> None:
        opened = Opened(self._place, open_reader)
        while (question := self._queue.get()) is not None:
            try:
                outcome: Outcome = (question.done, ask(opened.get(), question.sql, question.arguments), None)
            except Exception as error:  # noqa: BLE001 - the thread must outlive every error; the waiting task gets it.
                outcome = (question.done, None, error)
            hand_over([outcome])
        opened.close()
