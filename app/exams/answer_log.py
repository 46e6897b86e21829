"""The hot path: answers that arrive together are written as one statement and acknowledged after its commit."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from app.storage import database

AT_ONCE = 1000
MOST_WAITING = 20_000


class Spot(NamedTuple):
    """Where an answer stands: one revision of one question of one attempt."""

    attempt: int
    question: int
    revision: int


@dataclass(frozen=True, slots=True)
class Save:
    """One answer on its way into the log.

    Attributes:
        value: the answer as canonical JSON.
        writer: the tab that writes; only the attempt's writer gets in.
        at: when it arrived, aware.
        late: it arrived after the deadline, within the grace.
    """

    spot: Spot
    value: str
    writer: str
    at: datetime
    late: bool


Waiting = tuple[Sequence[Save], asyncio.Future[frozenset[Spot]]]


class Busy(Exception):
    """More answers wait than can be written soon; the browser keeps them and tries again: 503."""


# What is below the standing revision would be acknowledged and never count, so it stays outside and its sender is told.
# A paper that is in has the writer `HANDED_IN`; a browser that calls itself so must not get in by the name.
SQLITE = """
INSERT INTO answer (attempt, question, revision, value, at, late)
SELECT json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'), json_extract(j.value, '$[2]'),
       json_extract(j.value, '$[3]'), json_extract(j.value, '$[4]'), json_extract(j.value, '$[5]')
FROM json_each(?) AS j JOIN attempt AS a ON a.id = json_extract(j.value, '$[0]')
WHERE a.writer = json_extract(j.value, '$[6]') AND a.writer NOT IN ('', '-')
  AND NOT EXISTS (SELECT 1 FROM answer AS s WHERE s.attempt = a.id AND s.question = json_extract(j.value, '$[1]')
                  AND s.revision > json_extract(j.value, '$[2]'))
ON CONFLICT DO NOTHING
RETURNING attempt, question, revision
"""

# The share lock waits for a hand-in or a claim in progress and then sees the writer it left behind, so that
# nothing is acknowledged after the paper was counted. Rows come in the order of ids: no deadlock between workers.
POSTGRES = """
INSERT INTO answer (attempt, question, revision, value, at, late)
SELECT j.attempt, j.question, j.revision, j.value, j.at, j.late
FROM unnest($1::int[], $2::int[], $3::int[], $4::text[], $5::timestamptz[], $6::bool[], $7::text[])
     AS j(attempt, question, revision, value, at, late, writer)
JOIN (SELECT id, writer FROM attempt WHERE id = ANY($1::int[]) ORDER BY id FOR SHARE) AS a ON a.id = j.attempt
WHERE a.writer = j.writer AND a.writer NOT IN ('', '-')
  AND NOT EXISTS (SELECT 1 FROM answer AS s WHERE s.attempt = j.attempt AND s.question = j.question
                  AND s.revision > j.revision)
ON CONFLICT DO NOTHING
RETURNING attempt, question, revision
"""

STORED_SQLITE = """
SELECT s.attempt, s.question, s.revision, s.value FROM json_each(?) AS j
JOIN answer AS s ON s.attempt = json_extract(j.value, '$[0]') AND s.question = json_extract(j.value, '$[1]')
 AND s.revision = json_extract(j.value, '$[2]')
"""

STORED_POSTGRES = """
SELECT s.attempt, s.question, s.revision, s.value FROM unnest($1::int[], $2::int[], $3::int[]) AS j(attempt, question, revision)
JOIN answer AS s USING (attempt, question, revision)
"""

_json = msgspec.json.Encoder()


class AnswerLog:
    """Collects saves while the group before is being committed; no timer, so a lone save waits for nobody."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()
        self._rows = 0
        self._writing: asyncio.Task[None] | None = None

    async def save(self, saves: Sequence[Save]) -> frozenset[Spot]:
        """Write these answers and say which of them now stand in the log with this very value.

        A spot that is missing from the result was taken by another value before, lies below a revision that stands
        already, or its writer may not write.

        Raises:
            Busy: too many answers are waiting already; nothing of these was written.
        """
        if not saves:
            return frozenset()
        if self._rows + len(saves) > MOST_WAITING:
            raise Busy
        done: asyncio.Future[frozenset[Spot]] = asyncio.get_running_loop().create_future()
        self._waiting.append((saves, done))
        self._rows += len(saves)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await done

    async def _write_all(self) -> None:
        while self._waiting:
            group: list[Waiting] = []
            rows = 0
            while self._waiting and (not group or rows + len(self._waiting[0][0]) <= AT_ONCE):
                group.append(self._waiting.popleft())
                rows += len(group[-1][0])
            self._rows -= rows
            await _write_group(group)


async def _write_group(group: list[Waiting]) -> None:
    try:
        stood = await _write([save for saves, _ in group for save in saves])
    except Exception as error:  # noqa: BLE001 - whatever it is, each request is told alone.
        await _one_by_one(group, error)
        return
    for saves, done in group:
        if not done.done():
            done.set_result(frozenset(save.spot for save in saves if stood.get(save.spot) == save.value))


async def _one_by_one(group: list[Waiting], error: Exception) -> None:
    if len(group) > 1:
        # One bad request must not fail its neighbours.
        for single in group:
            await _write_group([single])
    elif not group[0][1].done():
        group[0][1].set_exception(error)


async def _write(given: list[Save]) -> dict[Spot, str]:
    saves = sorted(_standing(given).values(), key=lambda save: save.spot)
    postgres = database().dialect == "postgres"
    columns = _columns(saves) if postgres else (_rows(saves),)
    written = (await database().write([(POSTGRES if postgres else SQLITE, columns)]))[0]
    new = {Spot(row["attempt"], row["question"], row["revision"]) for row in written}
    stood = {save.spot: save.value for save in saves if save.spot in new}
    missing = [save.spot for save in given if save.spot not in new]
    return {**stood, **await _already(missing, postgres)} if missing else stood


def _standing(given: list[Save]) -> dict[Spot, Save]:
    """Those that may go in: of two values for one spot the first, and none that comes after its tab's higher revision."""
    highest: dict[tuple[int, int, str], int] = {}
    kept: dict[Spot, Save] = {}
    for save in given:
        attempt, question, revision = save.spot
        if revision > highest.get((attempt, question, save.writer), 0):
            highest[attempt, question, save.writer] = revision
            kept.setdefault(save.spot, save)
    return kept


async def _already(spots: list[Spot], postgres: bool) -> dict[Spot, str]:
    if postgres:
        stored = await database().read(STORED_POSTGRES, [list(column) for column in zip(*spots, strict=True)])
    else:
        stored = await database().read(STORED_SQLITE, [_json.encode(spots).decode()])
    return {Spot(row["attempt"], row["question"], row["revision"]): row["value"] for row in stored}


def _rows(saves: list[Save]) -> str:
    return _json.encode([[*s.spot, s.value, str(s.at.astimezone(UTC)), int(s.late), s.writer] for s in saves]).decode()


def _columns(saves: list[Save]) -> tuple[list[object], ...]:
    return (
        [s.spot.attempt for s in saves],
        [s.spot.question for s in saves],
        [s.spot.revision for s in saves],
        [s.value for s in saves],
        [s.at for s in saves],
        [s.late for s in saves],
        [s.writer for s in saves],
    )


ANSWERS = AnswerLog()
