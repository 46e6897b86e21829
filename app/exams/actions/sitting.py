"""Sitting an exam: begin, take over on another device, hand in; and the closing at the deadline."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.actor import Actor, system
from app.audit import deed
from app.exams import attendance
from app.exams.queries import sitting as queries
from app.exams.queries.gathered import over
from app.exams.queries.managing import unfinished
from app.exams.queries.sitting import MyExam, Stored
from app.exams.rules import HANDED_IN
from app.exams.rules.asked import HandInRequest
from app.exams.steps import settle_qualification, write_mark
from app.exams.tables import Attempt, HandIn
from app.exams.words import said_problems
from app.gatherings import steps as gatherings
from app.refusals import Refused, found
from app.storage import database
from quizzes import attempts
from quizzes.attempts import Sitting, Window

SEED_BITS = 53
AT_ONCE = 4
"""Papers that result pages take in at the same instant; whoever asks beyond that is shown that it is coming."""
RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

log = logging.getLogger("zhixing")
_crowd = asyncio.Semaphore(AT_ONCE)


class Mismatch(Exception):
    """The browser holds other answers than the server: these questions are to be sent again."""

    def __init__(self, missing: Sequence[int]) -> None:
        super().__init__(f"{len(missing)} questions differ")
        self.missing = missing


class AlreadyIn(Exception):
    """The paper came in while this hand-in waited; the deed that was begun leaves no line."""

    def __init__(self, receipt: str) -> None:
        super().__init__(receipt)
        self.receipt = receipt


def sitting_of(exam: MyExam) -> Sitting:
    """The engine's view of one's exam."""
    hand_in, attempt = exam.hand_in, exam.attempt
    by_candidate = hand_in is not None and hand_in.by == "candidate"
    return Sitting(
        window=Window(exam.times.opens_at, exam.times.ends_at, exam.minutes),
        extra_minutes=exam.extra_minutes,
        started_at=attempt.started_at if attempt else None,
        deadline_at=attempt.deadline_at if attempt else None,
        handed_in_at=hand_in.at if hand_in and by_candidate else None,
        closed_at=hand_in.at if hand_in and not by_candidate else None,
        writer=attempt.writer if attempt else "",
    )


async def start(actor: Actor, exam_id: int, *, now: datetime) -> tuple[int, str]:
    """Begin the sitting; returns the attempt's id and the token of the tab that may write.

    Beginning twice is beginning once: the second time there is no token, since another tab has it.

    Raises:
        Missing: the exam is not open to the actor.
        Refused: it has not begun or is over.
    """
    mine = found(await queries.my_exam(actor, exam_id, now))
    if mine.attempt is not None:
        return mine.attempt.id, ""
    async with deed(actor, "attempt.started", exam=exam_id) as line:
        await database().hold(f"exam {exam_id}")
        mine = found(await queries.my_exam(actor, exam_id, now))
        sitting = sitting_of(mine)
        if problems := attempts.why_not_start(sitting, now):
            raise Refused(*said_problems(problems))
        token = secrets.token_hex(16)
        attempt = Attempt(
            exam=exam_id,
            person=actor.person,
            started_at=now,
            deadline_at=attempts.deadline(sitting.window, now, sitting.extra_minutes),
            seed=secrets.randbits(SEED_BITS),
            key=secrets.token_hex(12),
            writer=token,
        )
        await attempt.save()
        line.subject = attempt.id
        return int(attempt.id), token


async def claim(actor: Actor, attempt_id: int, *, now: datetime) -> tuple[str, dict[int, Stored]]:
    """Let this tab write and no other; returns its token and the answers as they stand.

    Raises:
        Refused: the paper is in, or its time is over.
    """
    async with deed(actor, "attempt.claimed", attempt_id):
        await _lock(attempt_id)
        mine = found(await queries.my_attempt(actor, attempt_id, now))
        if problems := attempts.why_not_claim(sitting_of(mine), now):
            raise Refused(*said_problems(problems))
        token = secrets.token_hex(16)
        await Attempt.update({Attempt.writer: token}).where(Attempt.id == attempt_id)
        return token, await queries.current_answers(attempt_id)


async def hand_in(actor: Actor, attempt_id: int, asked: HandInRequest | None, *, now: datetime) -> str:
    """Hand the paper in and mark it; returns the receipt. Handing in again returns the same receipt.

    Args:
        asked: what the browser holds; None from a page without scripts, which holds nothing of its own.

    Raises:
        Mismatch: the browser holds answers that the server lacks; nothing changed.
        Refused: not_writer, or the time is over (the server closes by itself with all that it has).
    """
    mine = found(await queries.my_attempt(actor, attempt_id, now))
    if mine.hand_in is not None:
        return mine.hand_in.receipt
    try:
        async with deed(actor, "attempt.handed_in", attempt_id) as line:
            await _lock(attempt_id)
            mine = found(await queries.my_attempt(actor, attempt_id, now))
            if mine.hand_in is not None:
                raise AlreadyIn(mine.hand_in.receipt)
            sitting = sitting_of(mine)
            if problems := attempts.why_not_hand_in(sitting, asked.writer if asked else sitting.writer, now):
                raise Refused(*said_problems(problems))
            stored = await queries.current_answers(attempt_id)
            if asked is not None:
                _compare(asked, stored, [line.id for line in found(await queries.facts(actor, attempt_id)).paper.lines])
            receipt = await _take_in(attempt_id, mine.id, stored, by="candidate", at=now, now=now)
            began = found(mine.attempt).started_at
            await attendance.came(system("hand-in"), mine.id, found(actor.id), began, now, receipt, now)
            line.details.update(receipt=receipt, answered=len(stored))
            if settled := await settle_qualification(actor, attempt_id, now=now):
                line.details["qualification"] = settled
            return receipt
    except AlreadyIn as already:
        return already.receipt


def _compare(asked: HandInRequest, stored: dict[int, Stored], questions: Sequence[int]) -> None:
    if asked.fingerprint != attempts.fingerprint({q: s.revision for q, s in stored.items()}) or asked.count != len(
        stored
    ):
        fewer = asked.count > len(stored)
        raise Mismatch([q for q in questions if q not in stored] if fewer else list(questions))


async def close(actor: Actor, attempt_id: int, *, now: datetime) -> bool:
    """Take in a paper whose deadline and grace are over, with all that was acknowledged; False when that is not due.

    A paper that is in already is found out without a transaction: many ask at the same instant, and one of them writes.
    """
    if not await queries.is_due(attempt_id, now):
        return False
    try:
        async with deed(actor, "attempt.closed", attempt_id) as line:
            await _lock(attempt_id)
            attempt = found(await Attempt.objects().where(Attempt.id == attempt_id).first())
            if attempt.writer == HANDED_IN or now <= attempt.deadline_at + attempts.GRACE:
                raise NotDue
            stored = await queries.current_answers(attempt_id)
            receipt = await _take_in(attempt_id, attempt.exam, stored, by="deadline", at=attempt.deadline_at, now=now)
            await attendance.came(
                actor, attempt.exam, attempt.person, attempt.started_at, attempt.deadline_at, receipt, now
            )
            line.details.update(receipt=receipt, answered=len(stored))
            if settled := await settle_qualification(actor, attempt_id, now=now):
                line.details["qualification"] = settled
            return True
    except NotDue:
        return False


class NotDue(Exception):
    """There is nothing to close; the deed that was begun leaves no line."""


async def close_own(actor: Actor, attempt_id: int, *, now: datetime) -> bool:
    """Take in the one paper whose result is asked for, unless a crowd is being taken in: then the sweeper has it soon.

    Args:
        actor: the system, for nobody hands in here; whose attempt it is was asked before.

    Returns:
        whether the paper was taken in by this call.
    """
    if _crowd.locked():
        return False
    async with _crowd:
        return await close(actor, attempt_id, now=now)


async def settle(actor: Actor, *, now: datetime) -> int:
    """Close everything that is due; returns how many papers were taken in. Safe to run anywhere at any time.

    A paper that cannot be taken in stays due and is said in the log; the others are taken in all the same.
    """
    closed = 0
    for attempt_id in [i for i, deadline in await unfinished(actor) if now > deadline + attempts.GRACE]:
        try:
            closed += await close(actor, attempt_id, now=now)
        except Exception:
            log.exception("the paper of attempt %d could not be taken in", attempt_id)
    return closed


async def close_gatherings(actor: Actor, *, now: datetime) -> None:
    """End the gathering of each exam that is over and whose papers are all in: whoever never came was absent."""
    for exam_id, gathering in await over(actor, now):
        try:
            async with deed(actor, "exam.attendance_closed", exam_id):
                await gatherings.close(actor, gathering, now)
        except Refused:
            log.info("the gathering of exam %d was closed meanwhile", exam_id)


async def _lock(attempt_id: int) -> None:
    # A write first: on PostgreSQL it holds the row, so that no answer slips in between counting and handing in.
    await Attempt.raw("UPDATE attempt SET writer = writer WHERE id = {}", attempt_id)


async def _take_in(
    attempt_id: int, exam_id: int, stored: dict[int, Stored], *, by: str, at: datetime, now: datetime
) -> str:
    await Attempt.update({Attempt.writer: HANDED_IN}).where(Attempt.id == attempt_id)
    receipt = _receipt()
    held = {question: answer.revision for question, answer in stored.items()}
    answered = sum(answer.value != "null" for answer in stored.values())
    await HandIn(
        attempt=attempt_id, at=at, by=by, receipt=receipt, answered=answered, fingerprint=attempts.fingerprint(held)
    ).save()
    await write_mark(attempt_id, exam_id, stored, now=now)
    return receipt


def _receipt() -> str:
    number = secrets.randbits(64)
    letters = "".join(
        RECEIPT_LETTERS[number // len(RECEIPT_LETTERS) ** place % len(RECEIPT_LETTERS)] for place in range(8)
    )
    return f"{letters[:4]}-{letters[4:]}"


def grace_left(deadline_at: datetime, now: datetime) -> timedelta:
    """How long answers of a closed attempt may still arrive; zero when its paper can be taken in."""
    return max(timedelta(0), deadline_at + attempts.GRACE - now)
