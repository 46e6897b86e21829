"""What the invented candidates did: answers by an ability and each question's difficulty, times, receipts, marks.

An answer is right with the probability of a logistic curve over ability minus difficulty, the usual one-parameter
model (Rasch 1960); what is drawn comes from a `Random` that is passed in, so that every demo library is the same.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.actor import system
from app.exams import attendance
from app.exams.actions.sitting import RECEIPT_LETTERS, SEED_BITS
from app.exams.queries.paper import Paper, PaperLine, paper
from app.exams.queries.sitting import Stored
from app.exams.rules import HANDED_IN
from app.exams.rules.asked import Plan
from app.exams.steps import write_mark
from app.exams.tables import Answer, Attempt, Away, HandIn
from quizzes import answers, attempts
from quizzes.answers import Answer as Given
from quizzes.questions import FillInBlanks, MultipleResponse, Question, SingleChoice, TrueFalse

BLANK, CHANGED_MIND, LOOKED_AWAY = 0.025, 0.06, 0.3
SHARE_OF_QUESTIONS_IN_TIME = 0.8
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Sat:
    """One sitting as it is to be invented.

    Attributes:
        took: from the beginning to handing in; None lets the deadline close it, with questions left over.
        ability: on the scale on which a question of difficulty 3 is 0 and one level more is 0.55.
    """

    person: int
    began_at: datetime
    took: timedelta | None
    extra_minutes: int = 0
    ability: float = 1.0


@dataclass(frozen=True, slots=True)
class _Sitting:
    """A sitting with its row and the answers as they came in: question, revision, value, moment."""

    attempt: Attempt
    sat: Sat
    log: Sequence[tuple[int, int, str, datetime]]

    @property
    def ended_at(self) -> datetime:
        """When the paper was in."""
        return self.attempt.deadline_at if self.sat.took is None else self.sat.began_at + self.sat.took

    @property
    def stored(self) -> dict[int, Stored]:
        """The answers that stand."""
        return {question: Stored(revision, value) for question, revision, value, _at in self.log}


async def insert_sittings(exam: int, plan: Plan, sat: Sequence[Sat], chance: Random) -> None:
    """Write attempts, answers and hand-ins of an opened exam, and mark them as everybody's are marked.

    Args:
        exam: its id; its paper is drawn.
        sat: who sat it, each enrolled.
    """
    drawn = await paper(exam)
    sittings = [_invented(exam, plan, one, drawn, chance) for one in sat]
    rows = await Attempt.insert(*(one.attempt for one in sittings)).returning(Attempt.id, Attempt.key)
    ids = {row["key"]: row["id"] for row in rows}
    for one in sittings:
        one.attempt.id = ids[one.attempt.key]
    await _insert_answers(sittings)
    handed_in = [_hand_in(one, chance) for one in sittings]
    await HandIn.insert(*handed_in)
    if away := [_away(one, chance) for one in sittings if chance.random() < LOOKED_AWAY]:
        await Away.insert(*away)
    for one in sittings:
        await write_mark(one.attempt.id, exam, one.stored, now=one.ended_at)
    for one, row in zip(sittings, handed_in, strict=True):
        attempt, at = one.attempt, one.ended_at
        await attendance.came(system("demo"), exam, attempt.person, attempt.started_at, at, row.receipt, at)


def _invented(exam: int, plan: Plan, sat: Sat, drawn: Paper, chance: Random) -> _Sitting:
    seed = chance.getrandbits(SEED_BITS)
    window = attempts.Window(plan.opens_at, plan.closes_at, plan.minutes)
    attempt = Attempt(
        exam=exam,
        person=sat.person,
        started_at=sat.began_at,
        deadline_at=attempts.deadline(window, sat.began_at, sat.extra_minutes),
        seed=seed,
        key=f"{chance.getrandbits(96):024x}",
        writer=HANDED_IN,
    )
    shown = drawn.arranged(seed, questions=plan.blueprint.shuffle_questions, options=plan.blueprint.shuffle_options)
    order = [drawn.by_id[question] for part in shown.parts for question in part]
    if sat.took is None:
        order = order[: round(len(order) * SHARE_OF_QUESTIONS_IN_TIME)]
    until = sat.began_at + sat.took if sat.took else attempt.deadline_at
    return _Sitting(attempt, sat, _log(order, sat, until, chance))


def _log(order: Sequence[PaperLine], sat: Sat, until: datetime, chance: Random) -> list[tuple[int, int, str, datetime]]:
    """The answers in the order in which they were saved, the last some seconds before the end."""
    pace = (until - sat.began_at - timedelta(seconds=40)) / (len(order) + 1)
    log = []
    for number, line in enumerate(order):
        if chance.random() < BLANK:
            continue
        at = sat.began_at + pace * (number + chance.uniform(0.3, 0.9))
        question = line.item.question
        if chance.random() < CHANGED_MIND:
            log.append((line.id, 1, answers.encode(given(question, -2.0, 5, chance)), at))
            at += pace * 0.1
        revision = 2 if log and log[-1][0] == line.id else 1
        log.append((line.id, revision, answers.encode(given(question, sat.ability, line.item.difficulty, chance)), at))
    return log


def given(question: Question, ability: float, difficulty: int, chance: Random) -> Given:
    """What somebody of this ability answers to a question of this difficulty (1 to 5)."""
    knows = chance.random() < 1 / (1 + math.exp((difficulty - 3) * 0.55 - ability))
    match question:
        case SingleChoice():
            return question.key if knows else chance.randrange(len(question.options))
        case TrueFalse():
            return question.key if knows else chance.random() < 0.5
        case MultipleResponse():
            return question.keys if knows else _some(question, ability, chance)
        case FillInBlanks():
            return tuple(blank[0] if knows else "不记得" for blank in question.blanks)


def _some(question: MultipleResponse, ability: float, chance: Random) -> tuple[int, ...]:
    """Half-known: most of the right options, now and then a wrong one, never nothing."""
    ticks = [
        option
        for option in range(len(question.options))
        if chance.random() < (0.75 if option in question.keys else 0.3 - min(0.2, max(0.0, ability) * 0.1))
    ]
    return tuple(ticks) or question.keys[:1]


async def _insert_answers(sittings: Sequence[_Sitting]) -> None:
    rows = [
        Answer(attempt=one.attempt.id, question=question, revision=revision, value=value, at=at, late=False)
        for one in sittings
        for question, revision, value, at in one.log
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await Answer.insert(*rows[start : start + ROWS_AT_ONCE])


def _hand_in(one: _Sitting, chance: Random) -> HandIn:
    letters = "".join(chance.choice(RECEIPT_LETTERS) for _place in range(8))
    revisions: Mapping[int, int] = {question: stored.revision for question, stored in one.stored.items()}
    return HandIn(
        attempt=one.attempt.id,
        at=one.ended_at,
        by="deadline" if one.sat.took is None else "candidate",
        receipt=f"{letters[:4]}-{letters[4:]}",
        answered=len(revisions),
        fingerprint=attempts.fingerprint(revisions),
    )


def _away(one: _Sitting, chance: Random) -> Away:
    at = one.attempt.started_at + (one.ended_at - one.attempt.started_at) * chance.uniform(0.2, 0.8)
    return Away(
        attempt=one.attempt.id, batch=f"demo {one.attempt.id}", at=at, milliseconds=chance.randint(4_000, 45_000)
    )
