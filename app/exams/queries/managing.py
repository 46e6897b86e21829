"""What those who run and watch exams ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from app.actor import Actor
from app.exams.rules import HANDED_IN, ExamState, ExamTimes, Review, exam_state
from app.exams.tables import Exam
from app.storage.moments import moment, moment_or_none
from quizzes import blueprints
from quizzes.blueprints import Blueprint

EXAM_COLUMNS = """
SELECT e.id, e.title, e.blueprint, e.minutes, e.opens_at, e.closes_at, e.shows_rank, e.review, e.note,
       o.at AS opened_at, c.at AS closed_at, c.reason AS closing_reason,
       (SELECT g.gathering FROM exam_gathering g WHERE g.exam = e.id) AS gathering,
       (SELECT count(*) FROM enrolment n WHERE n.exam = e.id
          AND NOT EXISTS (SELECT 1 FROM enrolment_withdrawal w WHERE w.enrolment = n.id)) AS enrolled,
       (SELECT count(*) FROM attempt a WHERE a.exam = e.id) AS started,
       (SELECT count(*) FROM attempt a JOIN hand_in h ON h.attempt = a.id WHERE a.exam = e.id) AS handed_in
FROM exam e LEFT JOIN opening o ON o.exam = e.id LEFT JOIN closing c ON c.exam = e.id
"""


@dataclass(frozen=True, slots=True)
class ExamView:
    """An exam as pages show it. `enrolled`, `started` and `handed_in` count persons; `gathering` is its id."""

    id: int
    title: str
    blueprint: Blueprint
    minutes: int
    times: ExamTimes
    shows_rank: bool
    review: Review
    note: str
    enrolled: int
    started: int
    handed_in: int
    state: ExamState
    gathering: int | None = None

    @property
    def total(self) -> int:
        """Points ×100 of the whole paper."""
        return blueprints.total_x100(self.blueprint)

    @property
    def questions(self) -> int:
        """How many questions the paper holds."""
        return blueprints.question_count(self.blueprint)


@dataclass(frozen=True, slots=True)
class Seat:
    """One enrolled person on the invigilator's board.

    Attributes:
        answered: questions whose standing answer says something; what was withdrawn does not count.
        away_ms: for how long their page was out of sight, all in all.
        late_answers: kept for review and not decided.
    """

    enrolment: int
    person: int
    name: str
    extra_minutes: int
    attempt: int | None
    started_at: datetime | None
    deadline_at: datetime | None
    handed_in_at: datetime | None
    by: str
    answered: int
    last_saved_at: datetime | None
    away_ms: int
    late_answers: int
    withdrawn: bool


async def exams(actor: Actor, now: datetime) -> list[ExamView]:
    """All exams, the newest first."""
    # A draft that was closed was discarded.
    rows = await Exam.raw(
        EXAM_COLUMNS + "WHERE o.at IS NOT NULL OR c.at IS NULL ORDER BY e.opens_at DESC, e.id DESC LIMIT 200"
    )
    return [view(row, now) for row in rows]


async def exam(actor: Actor, exam_id: int, now: datetime) -> ExamView | None:
    """One exam, for those who run or watch it."""
    rows = await Exam.raw(EXAM_COLUMNS + "WHERE e.id = {}", exam_id)
    return view(rows[0], now) if rows else None


def view(row: dict[str, object], now: datetime) -> ExamView:
    """A row of `EXAM_COLUMNS` as an `ExamView`."""
    times = ExamTimes(
        moment(row["opens_at"]),
        moment(row["closes_at"]),
        row["opened_at"] is not None,
        moment_or_none(row["closed_at"]),
    )
    return ExamView(
        id=_int(row["id"]),
        title=str(row["title"]),
        blueprint=blueprints.decode(str(row["blueprint"])),
        minutes=_int(row["minutes"]),
        times=times,
        shows_rank=bool(row["shows_rank"]),
        review=Review(str(row["review"])),
        note=str(row["note"]),
        enrolled=_int(row["enrolled"]),
        started=_int(row["started"]),
        handed_in=_int(row["handed_in"]),
        state=exam_state(times, now),
        gathering=None if row["gathering"] is None else _int(row["gathering"]),
    )


def _int(value: object) -> int:
    return int(str(value))


SEATS = """
SELECT n.id AS enrolment, n.person, p.name, n.extra_minutes, a.id AS attempt, a.started_at, a.deadline_at,
       h.at AS handed_in_at, h.by, s.answered, s.last_at, w.away_ms, l.late_answers, d.id AS withdrawal
FROM enrolment n JOIN person p ON p.id = n.person
LEFT JOIN enrolment_withdrawal d ON d.enrolment = n.id
LEFT JOIN attempt a ON a.exam = n.exam AND a.person = n.person
LEFT JOIN hand_in h ON h.attempt = a.id
LEFT JOIN (SELECT s.attempt, max(s.at) AS last_at, sum(CASE WHEN s.value <> 'null' AND NOT EXISTS (
                      SELECT 1 FROM answer t WHERE t.attempt = s.attempt AND t.question = s.question
                      AND t.revision > s.revision) THEN 1 ELSE 0 END) AS answered FROM answer s
           JOIN attempt b ON b.id = s.attempt AND b.exam = {} GROUP BY s.attempt) s ON s.attempt = a.id
LEFT JOIN (SELECT w.attempt, sum(w.milliseconds) AS away_ms FROM away w
           JOIN attempt b ON b.id = w.attempt AND b.exam = {} GROUP BY w.attempt) w ON w.attempt = a.id
LEFT JOIN (SELECT l.attempt, count(*) AS late_answers FROM late_answer l
           JOIN attempt b ON b.id = l.attempt AND b.exam = {}
           WHERE NOT EXISTS (SELECT 1 FROM late_decision x WHERE x.late_answer = l.id)
           AND NOT EXISTS (SELECT 1 FROM answer t WHERE t.attempt = l.attempt AND t.question = l.question
                           AND t.revision = l.revision AND t.value = l.value)
           GROUP BY l.attempt) l ON l.attempt = a.id
WHERE n.exam = {} ORDER BY p.name_pinyin, p.id
"""


async def seats(actor: Actor, exam_id: int) -> list[Seat]:
    """Everybody on the list of an exam and how far they are, in one query; taken-off people come marked."""
    rows = await Exam.raw(SEATS, exam_id, exam_id, exam_id, exam_id)
    return [
        Seat(
            enrolment=row["enrolment"],
            person=row["person"],
            name=row["name"],
            extra_minutes=row["extra_minutes"],
            attempt=row["attempt"],
            started_at=moment_or_none(row["started_at"]),
            deadline_at=moment_or_none(row["deadline_at"]),
            handed_in_at=moment_or_none(row["handed_in_at"]),
            by=row["by"] or "",
            answered=int(row["answered"] or 0),
            last_saved_at=moment_or_none(row["last_at"]),
            away_ms=int(row["away_ms"] or 0),
            late_answers=row["late_answers"] or 0,
            withdrawn=row["withdrawal"] is not None,
        )
        for row in rows
    ]


LATE = """
SELECT l.id, l.attempt, l.question, l.revision, l.value, l.left_ms, l.why, l.at, a.person, p.name, q.position, s.value AS stands,
       a.deadline_at, a.writer
FROM late_answer l JOIN attempt a ON a.id = l.attempt JOIN person p ON p.id = a.person
JOIN paper_question q ON q.exam = a.exam AND q.version = l.question
LEFT JOIN answer s ON s.attempt = l.attempt AND s.question = l.question
     AND s.revision = (SELECT max(t.revision) FROM answer t WHERE t.attempt = l.attempt AND t.question = l.question)
WHERE a.exam = {} AND NOT EXISTS (SELECT 1 FROM late_decision d WHERE d.late_answer = l.id)
AND NOT EXISTS (SELECT 1 FROM answer t WHERE t.attempt = l.attempt AND t.question = l.question
                AND t.revision = l.revision AND t.value = l.value)
ORDER BY l.id LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class LateView:
    """A late answer that waits for a decision, beside the answer that stands; `is_in` once its paper is taken in."""

    id: int
    attempt: int
    question: int
    revision: int
    value: str
    left_ms: int | None
    why: str
    at: datetime
    person: int
    name: str
    position: int
    stands: str | None
    deadline_at: datetime
    is_in: bool


async def late_answers(actor: Actor, exam_id: int) -> list[LateView]:
    """Late answers of an exam that nobody has decided about, without those that came into the log after all."""
    rows = await Exam.raw(LATE, exam_id)
    return [
        LateView(
            row["id"],
            row["attempt"],
            row["question"],
            row["revision"],
            row["value"],
            row["left_ms"],
            row["why"],
            moment(row["at"]),
            row["person"],
            row["name"],
            row["position"],
            row["stands"],
            moment(row["deadline_at"]),
            row["writer"] == HANDED_IN,
        )
        for row in rows
    ]


MARKS = """
SELECT p.id AS person, p.name, p.name_pinyin, p.name_initials, a.id AS attempt, a.started_at, h.at AS handed_in_at, h.by,
       m.points, m.total, m.domains, m.questions
FROM attempt a JOIN person p ON p.id = a.person JOIN hand_in h ON h.attempt = a.id JOIN mark m ON m.attempt = a.id
WHERE a.exam = {} ORDER BY m.points DESC, p.name_pinyin, p.id
"""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One line of the marks table. `domains` maps a domain to (points, total) ×100; `questions` ids to points ×100."""

    person: int
    name: str
    attempt: int
    started_at: datetime
    handed_in_at: datetime
    by: str
    points: int
    total: int
    domains: dict[str, tuple[int, int]]
    questions: dict[int, int]
    name_pinyin: str = ""
    name_initials: str = ""

    @property
    def took(self) -> timedelta:
        """From start to hand-in."""
        return self.handed_in_at - self.started_at


async def marks(actor: Actor, exam_id: int) -> Sequence[MarkRow]:
    """The marks of an exam, the best first."""
    rows = await Exam.raw(MARKS, exam_id)
    return [
        MarkRow(
            row["person"],
            row["name"],
            row["attempt"],
            moment(row["started_at"]),
            moment(row["handed_in_at"]),
            row["by"],
            row["points"],
            row["total"],
            msgspec.json.decode(row["domains"], type=dict[str, tuple[int, int]]),
            msgspec.json.decode(row["questions"], type=dict[int, int]),
            row["name_pinyin"],
            row["name_initials"],
        )
        for row in rows
    ]


OVERDUE = """
SELECT a.id, a.deadline_at FROM attempt a
WHERE a.writer <> {} AND NOT EXISTS (SELECT 1 FROM hand_in h WHERE h.attempt = a.id)
"""


async def unfinished(actor: Actor) -> list[tuple[int, datetime]]:
    """Attempts that are not handed in, with their deadlines: what the sweeper looks through."""
    return [(row["id"], moment(row["deadline_at"])) for row in await Exam.raw(OVERDUE, HANDED_IN)]
