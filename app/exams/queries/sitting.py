"""What a candidate asks: my exams, my sitting, my result. All of it is the actor's own, or it is not found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.actor import Actor
from app.exams.queries.paper import Paper, paper
from app.exams.rules import HANDED_IN, ExamState, ExamTimes, Review, exam_state
from app.exams.tables import Attempt, Exam
from app.storage.memory import Memory
from app.storage.moments import moment, moment_or_none
from app.storage.plain import ask
from quizzes import blueprints
from quizzes.attempts import GRACE
from quizzes.blueprints import Blueprint

FACTS_SECONDS = 5.0
FACTS_REMEMBERED = 5000

MINE = """
SELECT e.id, e.title, e.blueprint, e.minutes, e.opens_at, e.closes_at, e.shows_rank, e.review, e.note, e.seed,
       o.at AS opened_at, c.at AS closed_at, c.reason AS closing_reason, n.id AS enrolment, n.extra_minutes,
       a.id AS attempt, a.started_at, a.deadline_at, a.seed AS attempt_seed, a.key, a.writer,
       h.at AS handed_in_at, h.by, h.receipt, h.answered, h.fingerprint, m.points, m.total, m.domains, m.questions
FROM enrolment n JOIN exam e ON e.id = n.exam JOIN opening o ON o.exam = e.id
LEFT JOIN closing c ON c.exam = e.id
LEFT JOIN attempt a ON a.exam = e.id AND a.person = n.person
LEFT JOIN hand_in h ON h.attempt = a.id LEFT JOIN mark m ON m.attempt = a.id
WHERE n.person = {} AND NOT EXISTS (SELECT 1 FROM enrolment_withdrawal w WHERE w.enrolment = n.id)
"""


@dataclass(frozen=True, slots=True)
class AttemptView:
    """The candidate's sitting, begun."""

    id: int
    started_at: datetime
    deadline_at: datetime
    seed: int
    key: str
    writer: str


@dataclass(frozen=True, slots=True)
class HandInView:
    """The candidate's paper is in; `by` is candidate or deadline."""

    at: datetime
    by: str
    receipt: str
    answered: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class MarkView:
    """What it earned, all ×100: `domains` maps a domain to (points, total), `questions` an id to points."""

    points: int
    total: int
    domains: Mapping[str, tuple[int, int]]
    questions: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class MyExam:
    """An exam the actor is enrolled in, with their own sitting of it."""

    id: int
    title: str
    blueprint: Blueprint
    minutes: int
    extra_minutes: int
    times: ExamTimes
    state: ExamState
    shows_rank: bool
    review: Review
    note: str
    closing_reason: str
    attempt: AttemptView | None
    hand_in: HandInView | None
    mark: MarkView | None

    @property
    def total(self) -> int:
        """Points ×100 of the whole paper."""
        return blueprints.total_x100(self.blueprint)

    @property
    def questions(self) -> int:
        """How many questions the paper holds."""
        return blueprints.question_count(self.blueprint)


async def my_exams(actor: Actor, now: datetime) -> list[MyExam]:
    """The actor's exams that were opened, the next or newest first."""
    rows = await Exam.raw(MINE + "ORDER BY e.opens_at DESC, e.id DESC LIMIT 200", actor.person)
    return [_mine(row, now) for row in rows]


async def my_exam(actor: Actor, exam_id: int, now: datetime) -> MyExam | None:
    """One of them."""
    rows = await ask(MINE + "AND e.id = {}", actor.person, exam_id)
    return _mine(rows[0], now) if rows else None


async def my_attempt(actor: Actor, attempt_id: int, now: datetime) -> MyExam | None:
    """The exam of one of the actor's attempts."""
    rows = await ask(MINE + "AND a.id = {}", actor.person, attempt_id)
    return _mine(rows[0], now) if rows else None


def _mine(row: dict[str, object], now: datetime) -> MyExam:
    r: dict[str, object] = row
    times = ExamTimes(moment(r["opens_at"]), moment(r["closes_at"]), True, moment_or_none(r["closed_at"]))
    return MyExam(
        id=_int(r["id"]),
        title=str(r["title"]),
        blueprint=blueprints.decode(str(r["blueprint"])),
        minutes=_int(r["minutes"]),
        extra_minutes=_int(r["extra_minutes"]),
        times=times,
        state=exam_state(times, now),
        shows_rank=bool(r["shows_rank"]),
        review=Review(str(r["review"])),
        note=str(r["note"]),
        closing_reason=str(r["closing_reason"] or ""),
        attempt=_attempt(r) if r["attempt"] is not None else None,
        hand_in=_hand_in(r) if r["handed_in_at"] is not None else None,
        mark=_mark(r) if r["points"] is not None else None,
    )


def _attempt(r: dict[str, object]) -> AttemptView:
    return AttemptView(
        _int(r["attempt"]),
        moment(r["started_at"]),
        moment(r["deadline_at"]),
        _int(r["attempt_seed"]),
        str(r["key"]),
        str(r["writer"]),
    )


def _hand_in(r: dict[str, object]) -> HandInView:
    return HandInView(
        moment(r["handed_in_at"]), str(r["by"]), str(r["receipt"]), _int(r["answered"]), str(r["fingerprint"])
    )


def _mark(r: dict[str, object]) -> MarkView:
    return MarkView(
        _int(r["points"]),
        _int(r["total"]),
        msgspec.json.decode(str(r["domains"]), type=dict[str, tuple[int, int]]),
        msgspec.json.decode(str(r["questions"]), type=dict[int, int]),
    )


def _int(value: object) -> int:
    return int(str(value))


@dataclass(frozen=True, slots=True)
class Facts:
    """What saving an answer must know of an attempt; remembered for a few seconds, since only the deadline may move."""

    attempt: int
    person: int
    deadline_at: datetime
    paper: Paper


# A candidate saves less often than facts are forgotten, so nearly every save asks this; building the query would cost
# eight times as much as asking it.
FACTS = "SELECT person, exam, deadline_at FROM attempt WHERE id = {}"

_facts: Memory[int, Facts] = Memory(FACTS_REMEMBERED, FACTS_SECONDS)


async def facts(actor: Actor, attempt_id: int) -> Facts | None:
    """The facts of one of the actor's attempts."""
    known = _facts.get(attempt_id)
    if known is None:
        rows = await ask(FACTS, attempt_id)
        if not rows:
            return None
        row = rows[0]
        found = Facts(attempt_id, row["person"], moment(row["deadline_at"]), await paper(row["exam"]))
        known = _facts.put(attempt_id, found)
    return known if known.person == actor.id else None


def forget_facts(attempt_id: int) -> None:
    """The deadline moved."""
    _facts.forget(attempt_id)


@dataclass(frozen=True, slots=True)
class Stored:
    """The answer that stands: the one with the highest revision. `value` is canonical JSON."""

    revision: int
    value: str


CURRENT = """
SELECT s.question, s.revision, s.value FROM answer s
WHERE s.attempt = {} AND s.revision = (
    SELECT max(t.revision) FROM answer t WHERE t.attempt = s.attempt AND t.question = s.question)
"""


async def current_answers(attempt_id: int) -> dict[int, Stored]:
    """The answers of an attempt as they stand, by question."""
    rows = await ask(CURRENT, attempt_id)
    return {row["question"]: Stored(row["revision"], row["value"]) for row in rows}


SEEN_SINCE = """
SELECT max(a.started_at) AS began, max(w.at) AS told FROM attempt a LEFT JOIN away w ON w.attempt = a.id WHERE a.id = {}
"""


async def seen_since(attempt_id: int) -> datetime:
    """When the last absence of an attempt was told, or else when it began."""
    (row,) = await ask(SEEN_SINCE, attempt_id)
    return moment(row["told"] or row["began"])


async def writer(attempt_id: int) -> str:
    """The tab that may write, as it is this moment."""
    row = await Attempt.select(Attempt.writer).where(Attempt.id == attempt_id).first()
    return str(row["writer"]) if row else ""


async def is_due(attempt_id: int, now: datetime) -> bool:
    """Whether an attempt's deadline and grace are over and its paper is not in."""
    rows = await ask("SELECT writer, deadline_at FROM attempt WHERE id = {}", attempt_id)
    return bool(rows) and rows[0]["writer"] != HANDED_IN and now > moment(rows[0]["deadline_at"]) + GRACE


async def open_deadlines(exam_id: int) -> list[datetime]:
    """The deadlines of the sittings of an exam that are not handed in."""
    rows = await Attempt.raw(
        "SELECT a.deadline_at FROM attempt a WHERE a.exam = {} AND NOT EXISTS (SELECT 1 FROM hand_in h WHERE h.attempt = a.id)",
        exam_id,
    )
    return [moment(row["deadline_at"]) for row in rows]


async def points_of_all(exam_id: int) -> list[int]:
    """Everybody's points ×100, to place one among them."""
    rows = await Attempt.raw(
        "SELECT m.points FROM mark m JOIN attempt a ON a.id = m.attempt WHERE a.exam = {}", exam_id
    )
    return [row["points"] for row in rows]
