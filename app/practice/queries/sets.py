"""Sets of questions: one with its answers, the latest ones, and those of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from app.actor import Actor
from app.bank.rules import Verdict
from app.practice.rules.qualifying import Passing, questions_needed
from app.practice.tables import PracticeAnswer, PracticeSet
from app.refusals import found
from app.storage.moments import moment, moment_or_none

LATEST = 5

ONE = """
SELECT s.id, s.kind, s.title, s.day, s.seed, s.quiz, s.versions, s.begun_at, e.at AS ended_at, e.minutes,
    q.qualification, q.questions, q.pass_percent, n.name AS qualification_name
FROM practice_set s LEFT JOIN practice_end e ON e.practice_set = s.id
LEFT JOIN qualification_attempt a ON a.practice_set = s.id LEFT JOIN qualification_quiz q ON q.id = a.quiz
LEFT JOIN qualification n ON n.id = q.qualification
WHERE s.id = {} AND s.person = {}
"""
ANSWERS = "SELECT version, value, verdict, is_right, at FROM practice_answer WHERE practice_set = {} ORDER BY id"
OPEN_BEFORE = """
SELECT s.id FROM practice_set s LEFT JOIN practice_end e ON e.practice_set = s.id
WHERE s.person = {} AND e.id IS NULL AND s.day < {}
AND EXISTS (SELECT 1 FROM practice_answer a WHERE a.practice_set = s.id) ORDER BY s.id LIMIT 20
"""
COLUMNS = """
SELECT s.id, s.kind, s.title, s.versions, s.begun_at, s.day, e.at AS ended_at,
    (SELECT COUNT(*) FROM practice_answer a WHERE a.practice_set = s.id) AS answered,
    (SELECT COUNT(*) FROM practice_answer a WHERE a.practice_set = s.id AND a.is_right) AS correct
FROM practice_set s LEFT JOIN practice_end e ON e.practice_set = s.id
"""
NEWEST_FIRST = "ORDER BY s.begun_at DESC, s.id DESC"
TODAYS = f"{COLUMNS} WHERE s.person = {{}} AND s.kind = 'daily' AND s.day = {{}}"
LISTED = f"""{COLUMNS}
WHERE s.person = {{}} AND (s.kind = 'daily' AND s.day = {{}} OR s.id IN (
    SELECT s.id FROM practice_set s WHERE s.person = {{}} {NEWEST_FIRST} LIMIT {LATEST}))
{NEWEST_FIRST}
"""  # noqa: S608 - joined from constants of this file


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of a set, as it was judged; `value` is JSON."""

    value: str
    verdict: Verdict
    is_right: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class MySet:
    """A set of the actor's.

    Attributes:
        kind: daily, topic, mistakes, quiz or qualifying.
        versions: in the order they are asked.
        given: the answers by version, in the order they came.
        minutes: spent on it; None while it is not over.
        passing: what passing it gives; None for an ordinary set.
    """

    id: int
    kind: str
    title: str
    day: date
    seed: int
    quiz: int | None
    versions: tuple[int, ...]
    begun_at: datetime
    ended_at: datetime | None
    minutes: int | None
    given: Mapping[int, Given]
    passing: Passing | None = None

    @property
    def next(self) -> int | None:
        """The first question that is not answered, counted from 1; None when the set is over."""
        if self.ended_at is not None:
            return None
        return next((number for number, one in enumerate(self.versions, start=1) if one not in self.given), None)

    @property
    def correct(self) -> int:
        """How many were right."""
        return sum(one.is_right for one in self.given.values())

    @property
    def has_passed(self) -> bool:
        """It is over, and enough were right for what it gives."""
        return self.ended_at is not None and self.passing is not None and self.correct >= self.passing.needed


@dataclass(frozen=True, slots=True)
class Listed:
    """A set on a list."""

    id: int
    kind: str
    title: str
    day: date
    begun_at: datetime
    is_over: bool
    questions: int
    answered: int
    correct: int


async def my_set(actor: Actor, set_id: int) -> MySet:
    """The actor's set with its answers.

    Raises:
        Missing: there is none, or it is somebody else's.
    """
    rows = await PracticeSet.raw(ONE, set_id, actor.person)
    row = found(rows[0] if rows else None)
    answers = await PracticeAnswer.raw(ANSWERS, set_id)
    return MySet(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        day=row["day"],
        seed=row["seed"],
        quiz=row["quiz"],
        versions=msgspec.json.decode(row["versions"], type=tuple[int, ...]),
        begun_at=moment(row["begun_at"]),
        ended_at=moment_or_none(row["ended_at"]),
        minutes=row["minutes"],
        passing=_passing(row),
        given={
            one["version"]: Given(one["value"], Verdict(one["verdict"]), bool(one["is_right"]), moment(one["at"]))
            for one in answers
        },
    )


def _passing(row: Mapping[str, Any]) -> Passing | None:
    if row["qualification"] is None:
        return None
    needed = questions_needed(row["questions"], row["pass_percent"])
    return Passing(row["qualification"], row["qualification_name"], needed)


async def daily(actor: Actor, day: date) -> int | None:
    """The actor's 每日一练 of that day, by id."""
    return await _id(PracticeSet.kind == "daily", PracticeSet.person == actor.person, PracticeSet.day == day)


async def of_quiz(actor: Actor, quiz: int) -> int | None:
    """The actor's set for a short quiz, by id."""
    return await _id(PracticeSet.person == actor.person, PracticeSet.quiz == quiz)


async def begun_on(actor: Actor, day: date) -> int:
    """How many sets the actor began on that day."""
    return int(await PracticeSet.count().where(PracticeSet.person == actor.person, PracticeSet.day == day))


async def left_open(actor: Actor, before: date) -> list[int]:
    """The actor's sets of earlier days that have answers and no end, by id."""
    return [row["id"] for row in await PracticeSet.raw(OPEN_BEFORE, actor.person, before)]


async def todays(actor: Actor, day: date) -> Listed | None:
    """The actor's 每日一练 of that day with how far it is, when it was begun."""
    rows = await PracticeSet.raw(TODAYS, actor.person, day)
    return _listed(rows[0]) if rows else None


async def latest(actor: Actor, day: date) -> tuple[Listed | None, list[Listed]]:
    """The actor's 每日一练 of that day, when it was begun, and their latest sets of any kind, the newest first."""
    listed = [_listed(row) for row in await PracticeSet.raw(LISTED, actor.person, day, actor.person)]
    daily = next((one for one in listed if one.kind == "daily" and one.day == day), None)
    return daily, listed[:LATEST]


def _listed(row: Mapping[str, Any]) -> Listed:
    return Listed(
        row["id"],
        row["kind"],
        row["title"],
        row["day"],
        moment(row["begun_at"]),
        row["ended_at"] is not None,
        len(msgspec.json.decode(row["versions"], type=tuple[int, ...])),
        int(row["answered"]),
        int(row["correct"]),
    )


async def _id(*conditions: object) -> int | None:
    row = await PracticeSet.select(PracticeSet.id).where(*conditions).first()  # type: ignore[arg-type]
    return row["id"] if row else None
