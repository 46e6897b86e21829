"""Saving answers. The actions here have no deed: the answer log is its own insert-only ledger, and 906 candidates write to
it at the same instant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.exams.answer_log import ANSWERS, Save, Spot
from app.exams.queries import sitting as queries
from app.exams.queries.sitting import Facts, Stored
from app.exams.rules import HANDED_IN, believable_away_ms
from app.exams.rules.answering import from_form
from app.exams.rules.asked import GivenAnswer, SaveBatch
from app.exams.steps import keep_for_review
from app.exams.tables import Away
from app.exams.words import said_problems
from app.refusals import Refused, found
from quizzes import answers as given_answers
from quizzes import attempts
from quizzes.attempts import Lateness, Sitting, State, Window
from quizzes.questions import Problem


class Shelved(Refused):
    """The answers do not count as they came; these spots are kept for review and need not be sent again."""

    def __init__(self, problem: Problem, kept: tuple[Spot, ...]) -> None:
        super().__init__(*said_problems([problem]))
        self.kept = kept


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a batch: each answer is acknowledged or refused with a problem, none is passed over."""

    acknowledged: tuple[Spot, ...]
    refused: tuple[tuple[GivenAnswer, Problem], ...]
    state: State
    remaining_ms: int


async def save(actor: Actor, attempt_id: int, batch: SaveBatch, *, now: datetime) -> Saved:
    """Write the answers of a batch into the log and acknowledge each only when it is on disk.

    The same batch again gets the same acknowledgement. Nothing is dropped: what comes later than the grace, or from a
    tab that may not write, is kept for review; what lies below the standing revision, or has its number, is refused as
    `superseded` with the revision that `stands`, above which the page sends it again.

    Raises:
        Missing: not the actor's attempt.
        Shelved: not_writer, handed_in or closed; the answers are kept for review.
        Busy: too many answers are waiting; nothing was written.
    """
    facts = found(await queries.facts(actor, attempt_id))
    good, refused = _sorted_out(facts, batch.answers)
    sitting = Sitting(Window(None, None, 0), deadline_at=facts.deadline_at)
    lateness = attempts.lateness(sitting, now)
    if lateness is Lateness.FOR_REVIEW or not good:
        problem = await _why_not_now(attempt_id, batch.writer, lateness)
        if problem:
            kept = await keep_for_review(attempt_id, good, _left_ms(attempt_id, batch), problem.code, now)
            raise Shelved(problem, kept)
    late = lateness is Lateness.LATE_ACCEPTED
    stood = (
        await ANSWERS.save([Save(spot, value, batch.writer, now, late) for spot, value in good.items()])
        if good
        else frozenset()
    )
    if len(stood) < len(good):
        refused += await _not_stood(attempt_id, batch, {s: v for s, v in good.items() if s not in stood}, now)
    if batch.away_ms:
        await _note_absence(attempt_id, batch, now)
    acknowledged = tuple(spot for spot in good if spot in stood)
    return Saved(acknowledged, tuple(refused), attempts.state(sitting, now), attempts.remaining_ms(sitting, now))


async def save_one(actor: Actor, attempt_id: int, question: int, texts: Sequence[str], *, now: datetime) -> Saved:
    """Save one answer from a page without scripts, as the newest one, on behalf of the tab that may write.

    Args:
        texts: what the form held: option numbers, `true` or `false`, or the text of each blank.

    Raises:
        Missing: not the actor's attempt, or the question is not on its paper.
        Refused: the answer does not fit the question, or the time is over.
    """
    facts = found(await queries.facts(actor, attempt_id))
    line = found(facts.paper.by_id.get(question))
    stored = await queries.current_answers(attempt_id)
    revision = stored[question].revision + 1 if question in stored else 1
    answer = GivenAnswer(question, revision, from_form(line.item.question, texts))
    saved = await save(actor, attempt_id, SaveBatch("", await queries.writer(attempt_id), [answer]), now=now)
    if saved.refused:
        raise Refused(*said_problems(problem for _, problem in saved.refused))
    return saved


async def _note_absence(attempt_id: int, batch: SaveBatch, now: datetime) -> None:
    """Only of a batch that was taken: a page that may not write sends its absence over and over, for nobody."""
    away_ms = believable_away_ms(batch.away_ms, await queries.seen_since(attempt_id), now)
    if away_ms:
        # The same batch sent again tells of the same absence.
        away = Away(attempt=attempt_id, batch=batch.batch, at=now, milliseconds=away_ms)
        await Away.insert(away).on_conflict(target=(Away.attempt, Away.batch), action="DO NOTHING")


def _sorted_out(
    facts: Facts, given: Sequence[GivenAnswer]
) -> tuple[dict[Spot, str], list[tuple[GivenAnswer, Problem]]]:
    good: dict[Spot, str] = {}
    refused: list[tuple[GivenAnswer, Problem]] = []
    for answer in given:
        line = facts.paper.by_id.get(answer.question)
        if line is None:
            refused.append((answer, Problem("not_on_paper")))
        elif problems := given_answers.why_not_given(line.item.question, answer.value):
            refused.append((answer, problems[0]))
        else:
            value = given_answers.encode(given_answers.parse(line.item.question, answer.value))
            if good.setdefault(Spot(facts.attempt, answer.question, answer.revision), value) != value:
                refused.append((answer, Problem("superseded")))
    return good, refused


async def _why_not_now(attempt_id: int, writer: str, lateness: Lateness) -> Problem | None:
    holder = await queries.writer(attempt_id)
    if holder == HANDED_IN:
        return Problem("handed_in")
    if lateness is Lateness.FOR_REVIEW:
        return Problem("closed")
    return Problem("not_writer") if holder != writer else None


async def _not_stood(
    attempt_id: int, batch: SaveBatch, left: dict[Spot, str], now: datetime
) -> list[tuple[GivenAnswer, Problem]]:
    if problem := await _why_not_now(attempt_id, batch.writer, Lateness.ON_TIME):
        raise Shelved(problem, await keep_for_review(attempt_id, left, _left_ms(attempt_id, batch), problem.code, now))
    # The writer's own page sends it again above what stands, if it still means it: nothing for anybody to decide.
    stored = await queries.current_answers(attempt_id)
    refused = [a for a in batch.answers if Spot(attempt_id, a.question, a.revision) in left]
    return [(a, _superseded(a, stored.get(a.question))) for a in refused]


def _superseded(answer: GivenAnswer, stands: Stored | None) -> Problem:
    return Problem("superseded", params={"stands": stands.revision if stands else answer.revision})


def _left_ms(attempt_id: int, batch: SaveBatch) -> Mapping[Spot, int | None]:
    """What the browser says was left of the time when each answer was given; believed within the bounds of a column."""
    stamps = ((Spot(attempt_id, a.question, a.revision), a.typed_ms) for a in batch.answers)
    return {spot: None if ms is None or not abs(ms) < 2**31 else int(ms) for spot, ms in stamps}
