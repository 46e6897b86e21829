"""Three months of practice of the demo staff: daily sets, answers, notebooks, goals and days off, all from one seed.

Sets are drawn, judged and remembered by the rules that serve everybody; only what people did is invented.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

import msgspec
from piccolo.table import Table

from app.actor import Actor
from app.bank import queries as bank
from app.bank.queries import Usable
from app.bank.steps import draw_short_quiz
from app.clock import LIBRARY_ZONE, at_library
from app.demo.exams import STAFF
from app.demo.sittings import given
from app.practice.rules import answering, drawing
from app.practice.rules.drawing import Known, Tried, Waiting
from app.practice.rules.notebook import CLEARED, Fate, fate, remembered
from app.practice.tables import Mistake, PracticeAnswer, PracticeEnd, PracticeGoal, PracticeLeave, PracticeSet
from app.training.rules import SelfStudyKind
from app.training.tables import SelfStudy
from quizzes import answers, spacing
from quizzes.questions import Item

SEED = 71225
DAYS = 50
QUIZ = "周四学习小测：公共图书馆法"
KEY = (PracticeSet.id, PracticeSet.person, PracticeSet.day, PracticeSet.kind)
DAY = timedelta(days=1)
ROWS_AT_ONCE = 2_000
SURE = 50.0
NOT_YET = 0
"""Where the id of a set will stand when the sets are in."""
EVERY_DAY = ("guanyuan", "huaxiaojuan")
"""Who practises on every working day; the others have an assiduity of their own, and three hardly begin."""
HARDLY = {"guanzhang", "ouxiaojia", "fuxiaoye"}
GOALS = {"guanyuan": 10, "huaxiaojuan": 20, "zengxiaobian": 15}
LEARNT_A_DAY = 0.008
"""How much ability grows with each day of practice, on the scale of `app.demo.sittings`."""

Row = TypeVar("Row", bound=Table)


@dataclass(slots=True)
class _Learner:
    """One person as the days go by."""

    person: int
    assiduity: float
    ability: float
    tried: dict[int, Tried] = field(default_factory=dict)
    open: dict[int, Mistake] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def known(self) -> Known:
        """What the drawing is told."""
        memories = {question: spacing.decode(row.memory) for question, row in self.open.items()}
        waiting = [Waiting(question, one.reviewed_on, one.due_on) for question, one in memories.items()]
        return Known(self.tried, waiting)


@dataclass(slots=True)
class _Written:
    """The rows to insert; answers and ends stand beside the set they belong to."""

    sets: list[PracticeSet] = field(default_factory=list)
    answers: list[list[PracticeAnswer]] = field(default_factory=list)
    ends: list[PracticeEnd] = field(default_factory=list)


async def insert_practice(actor: Actor, people: Mapping[str, int], points: Sequence[int], now: datetime) -> None:
    """Write what the staff practised in the seven weeks before today.

    Args:
        people: ids by sign-in name.
        points: the service points; practice happens anywhere.
        now: the moment of loading; today itself is left for whoever looks around.
    """
    pool = await bank.usable(actor)
    held = await bank.items({one.version for one in pool})
    chance, today = Random(SEED), at_library(now).date()
    learners = [_learner(sign_in, people[sign_in], chance) for sign_in in STAFF if sign_in in people]
    written = _Written()
    for learner in learners:
        for back, day in _days(learner, today, chance):
            _practise(learner, day, pool, held, written, chance, back=back)
    quiz = await draw_short_quiz(QUIZ, "public-library-law", 5, SEED, now - 6 * DAY)
    drawn = (await bank.short_quiz(actor, quiz)).versions
    for learner in learners[2:11]:
        _practise(learner, today - 6 * DAY, pool, held, written, chance, quiz=(quiz, drawn))
    await _insert_sets(written)
    await _insert(Mistake, (row for learner in learners for row in learner.mistakes))
    await _insert_settings(people, today)


def _learner(sign_in: str, person: int, chance: Random) -> _Learner:
    assiduity = 0.06 if sign_in in HARDLY else 0.25 + 0.6 * chance.random()
    return _Learner(person, 1.0 if sign_in in EVERY_DAY else assiduity, 0.2 + chance.gauss(0.6, 0.6))


def _days(learner: _Learner, today: date, chance: Random) -> Iterable[tuple[int, date]]:
    """How many days ago and which day the person practised: working days mostly, and yesterday whoever does so daily."""
    for back in range(DAYS, 0, -1):
        day = today - back * DAY
        is_weekend = day.weekday() >= 5
        if chance.random() < learner.assiduity * (0.15 if is_weekend else 1) or (learner.assiduity == 1 and back <= 3):
            yield back, day


def _practise(
    learner: _Learner,
    day: date,
    pool: Sequence[Usable],
    held: Mapping[int, Item],
    written: _Written,
    chance: Random,
    *,
    back: int = 0,
    quiz: tuple[int, tuple[int, ...]] | None = None,
) -> None:
    """One 每日一练, or a short quiz, done in the lunch hour or the evening."""
    seed = drawing.seed_of(learner.person, day, 1 if quiz else 0)
    versions = quiz[1] if quiz else drawing.draw_daily(pool, learner.known(), day, seed)
    questions = {one.version: one.question for one in pool}
    began = _moment(day, chance)
    at, rows = began, []
    for place, version in enumerate(versions):
        at += timedelta(seconds=round(14 + 30 * chance.random() - 12 * math.log(1 - chance.random())))
        staged = _staged(learner, back, place, questions[version])
        row = _answer(learner, held[version], version, questions[version], day, at, chance, staged)
        rows.append(row)
        _remember(learner, row, at)
    learner.ability += LEARNT_A_DAY
    written.sets.append(
        PracticeSet(
            person=learner.person,
            kind="quiz" if quiz else "daily",
            title=QUIZ if quiz else "每日一练",
            day=day,
            seed=seed,
            quiz=quiz[0] if quiz else None,
            versions=msgspec.json.encode(versions).decode(),
            begun_at=began,
        )
    )
    written.answers.append(rows)
    minutes = answering.practised_minutes(began, [row.at for row in rows])
    correct = sum(row.is_right for row in rows)
    written.ends.append(PracticeEnd(practice_set=NOT_YET, at=at, answered=len(rows), correct=correct, minutes=minutes))


def _staged(learner: _Learner, back: int, place: int, question: int) -> bool | None:
    """What the last days of whoever practises daily had to bring, so that today has mistakes to meet and to clear.

    Two questions go wrong three days ago and are right a day later: today's right answer clears them. Two more went wrong
    yesterday.
    """
    if learner.assiduity < 1:
        return None
    if back in (1, 3) and place >= drawing.DAILY - 2:
        return False
    return True if back == 2 and question in learner.open else None


def _moment(day: date, chance: Random) -> datetime:
    hour, minute = chance.choice(((12, 35), (12, 50), (17, 40), (20, 10))), chance.randrange(0, 25)
    local = datetime.combine(day, time(hour[0], hour[1]), LIBRARY_ZONE) + timedelta(minutes=minute)
    return local.astimezone(UTC)


def _answer(
    learner: _Learner,
    item: Item,
    version: int,
    question: int,
    day: date,
    at: datetime,
    chance: Random,
    staged: bool | None,
) -> PracticeAnswer:
    # What was wrong before has been read up on, explanation and article together.
    ability = learner.ability + (1.2 if question in learner.open else 0)
    mark = answering.judged(item.question, given(item.question, ability, item.difficulty, chance))
    while staged is not None and mark.is_right != staged:
        ability = SURE if staged else -SURE
        mark = answering.judged(item.question, given(item.question, ability, item.difficulty, chance))
    return PracticeAnswer(
        practice_set=NOT_YET,
        version=version,
        person=learner.person,
        question=question,
        law=item.citation.law,
        value=answers.encode(mark.answer),
        verdict=mark.verdict.value,
        is_right=mark.is_right,
        day=day,
        at=at,
    )


def _remember(learner: _Learner, row: PracticeAnswer, at: datetime) -> None:
    question: int = row.question
    before = learner.tried.get(question, Tried(0, 0))
    learner.tried[question] = Tried(before.answers + 1, before.correct + row.is_right)
    standing = learner.open.get(question)
    known = spacing.decode(standing.memory) if standing else None
    memory = remembered(known, row.is_right, row.day)
    if memory is None:
        return
    if standing is None:
        columns: dict[Any, Any] = {"person": row.person, "question": question, "law": row.law, "began_at": at}
        kept: dict[Any, Any] = {"version": row.version, "memory": spacing.encode(memory), "due_on": memory.due_on}
        standing = Mistake({**columns, **kept})
        learner.open[question] = standing
        learner.mistakes.append(standing)
    standing.version, standing.memory, standing.due_on = row.version, spacing.encode(memory), memory.due_on
    if fate(known, memory) is Fate.CLEARED:
        standing.ended_at, standing.ended_why = at, CLEARED
        del learner.open[question]


async def _insert_sets(written: _Written) -> None:
    ids: dict[tuple[int, date, str], int] = {}
    for start in range(0, len(written.sets), ROWS_AT_ONCE):
        batch = written.sets[start : start + ROWS_AT_ONCE]
        inserted = await PracticeSet.insert(*batch).returning(*KEY)
        ids.update({(row["person"], row["day"], row["kind"]): row["id"] for row in inserted})
    for one, rows, end in zip(written.sets, written.answers, written.ends, strict=True):
        end.practice_set = ids[one.person, one.day, one.kind]
        for row in rows:
            row.practice_set = end.practice_set
    await _insert(PracticeAnswer, (row for rows in written.answers for row in rows))
    await _insert(PracticeEnd, written.ends)
    await _insert(
        SelfStudy, (_noted(one, end) for one, end in zip(written.sets, written.ends, strict=True) if end.minutes)
    )


def _noted(one: PracticeSet, end: PracticeEnd) -> SelfStudy:
    """The minutes of a set as the log has them."""
    return SelfStudy(
        person=one.person,
        kind=SelfStudyKind.PRACTICE.value,
        title=one.title,
        day=one.day,
        started_at=one.begun_at,
        minutes=end.minutes,
        reference=f"/practice/sets/{end.practice_set}",
        at=end.at,
    )


async def _insert_settings(people: Mapping[str, int], today: date) -> None:
    goals: list[dict[str, Any]] = [
        {"person": people[one], "from_on": today - 60 * DAY, "questions": n} for one, n in GOALS.items()
    ]
    await PracticeGoal.insert(*(PracticeGoal(**goal) for goal in goals))
    # Those who practise every working day rest at the weekend, and their row of days goes on.
    weekend = [day for back in range(DAYS, 0, -1) if (day := today - back * DAY).weekday() >= 5]
    await PracticeLeave.insert(*(PracticeLeave(person=people[one], day=day) for one in EVERY_DAY for day in weekend))


async def _insert(table: type[Row], rows: Iterable[Row]) -> None:
    listed = list(rows)
    for start in range(0, len(listed), ROWS_AT_ONCE):
        await table.insert(*listed[start : start + ROWS_AT_ONCE])
