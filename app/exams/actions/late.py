"""A person decides about answers that could not be taken as they came."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.exams.queries import managing
from app.exams.queries.sitting import current_answers
from app.exams.rules import why_not_decide, why_not_own
from app.exams.steps import settle_qualification, write_mark
from app.exams.tables import Answer, HandIn, LateAnswer, LateDecision
from app.refusals import Missing, Refused


async def decide(actor: Actor, exam_id: int, late_id: int, accepted: bool, reason: str, *, now: datetime) -> None:
    """Add a late answer to the log as the newest one, or leave it out; either way the late row stays.

    Raises:
        Missing: there is no such undecided answer in this exam.
        Refused: it is the actor's own, or its candidate is still answering.
    """
    async with deed(actor, "late_answer.decided", late_id, accepted=accepted, reason=reason) as line:
        await _lock(late_id)
        late = next((one for one in await managing.late_answers(actor, exam_id) if one.id == late_id), None)
        if late is None:
            raise Missing
        reasons = why_not_own(late.person == actor.id) + why_not_decide(late.is_in, late.deadline_at, now)
        if reasons:
            raise Refused(*reasons)
        await LateDecision(late_answer=late_id, accepted=accepted, reason=reason, at=now).save()
        if accepted:
            line.details["before"] = late.stands
            if settled := await _add(actor, late, exam_id, now):
                line.details["qualification"] = settled


async def _lock(late_id: int) -> None:
    # The attempt's row first: a hand-in or another decision that is under way is then seen, or waits for this one.
    await LateAnswer.raw(
        "UPDATE attempt SET writer = writer WHERE id = (SELECT attempt FROM late_answer WHERE id = {})", late_id
    )


async def _add(actor: Actor, late: managing.LateView, exam_id: int, now: datetime) -> str | None:
    stored = await current_answers(late.attempt)
    standing = stored[late.question].revision if late.question in stored else 0
    revision = max(late.revision, standing + 1)
    await Answer(
        attempt=late.attempt, question=late.question, revision=revision, value=late.value, at=now, late=True
    ).save()
    if not await HandIn.exists().where(HandIn.attempt == late.attempt):
        return None
    await write_mark(late.attempt, exam_id, await current_answers(late.attempt), now=now)
    return await settle_qualification(actor, late.attempt, now=now)
