"""Writing questions: a new one, another version, a review, a retirement and its end."""

from datetime import datetime

import msgspec

from app.actor import Actor
from app.audit import deed
from app.bank import queries
from app.bank.actions.rows import digest, version_row
from app.bank.queries import Version, Whole
from app.bank.rules import why_not_shelve
from app.bank.tables import Question, QuestionVersion, Retirement, Review
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.storage import database
from quizzes.questions import Item

OWN_CODES = "OWN-"
"""Questions of the library's own are OWN-0001 and so on."""


async def add(actor: Actor, item: Item, *, now: datetime) -> int:
    """Take in a question of the library's own; it waits for its review. The item's code is given here.

    Returns:
        the question's id.

    Raises:
        Refused: the question is not whole, or its citation does not hold.
    """
    async with deed(actor, "question.added") as line:
        await database().hold("bank codes")
        coded = msgspec.structs.replace(item, code=await _next_code())
        _refuse_bad(coded)
        row = Question(code=coded.code, added_at=now)
        await row.save()
        await _insert(version_row(row.id, 1, coded, actor, now))
        line.subject, line.details = row.id, {"code": coded.code}
        return row.id


async def edit(actor: Actor, question_id: int, item: Item, *, number: int, now: datetime) -> int:
    """Make the item the question's next version; what was drawn before keeps its version. It waits for its review.

    Args:
        number: of the version that the editor had before their eyes.

    Returns:
        the new version's number.

    Raises:
        Refused: somebody else was quicker, nothing is different, or the item is bad.
    """
    async with deed(actor, "question.edited", question_id) as line:
        whole = await _held(actor, question_id)
        coded = msgspec.structs.replace(item, code=whole.code)
        if reason := _why_not_edit(whole, coded, number):
            raise Refused(reason)
        _refuse_bad(coded)
        await _insert(version_row(question_id, number + 1, coded, actor, now))
        line.details = {"code": whole.code, "version": number + 1}
        return number + 1


async def reinstate(actor: Actor, question_id: int, number: int, *, now: datetime) -> int:
    """Make an earlier version current again, as a new version; it stays reviewed if it was.

    Raises:
        Missing: there is no such version.
        Refused: it is what the question says now.
    """
    async with deed(actor, "question.reinstated", question_id) as line:
        whole = await _held(actor, question_id)
        earlier = found(next((one for one in whole.versions if one.number == number), None))
        if reason := _why_not_edit(whole, earlier.item, whole.current.number):
            raise Refused(reason)
        added = await _insert(version_row(question_id, whole.current.number + 1, earlier.item, actor, now))
        if earlier.reviewed_at:
            await _review(actor, added, now)
        line.details = {"code": whole.code, "version": whole.current.number + 1, "from": number}
        return whole.current.number + 1


async def review(actor: Actor, question_id: int, *, number: int, now: datetime) -> None:
    """Let the current version be drawn, having read it against the law.

    Raises:
        Refused: it is reviewed already, or another version has come since.
    """
    async with deed(actor, "question.reviewed", question_id) as line:
        whole = await _held(actor, question_id)
        if whole.current.number != number:
            raise Refused(_newer(whole.current))
        if whole.current.reviewed_at:
            said = _("这一版已经由%(name)s复核过", name=whole.current.reviewer_name)
            raise Refused(WhyNot("reviewed_already", said))
        await _review(actor, whole.current.id, now)
        line.details = {"code": whole.code, "version": number, "own": whole.current.author == actor.id}


async def retire(actor: Actor, question_id: int, reason: str, *, now: datetime) -> None:
    """Draw the question no more; papers drawn before keep it.

    Raises:
        Refused: it is retired already.
    """
    async with deed(actor, "question.retired", question_id) as line:
        whole = await _held(actor, question_id)
        if whole.retired:
            raise Refused(WhyNot("retired_already", _("这道题已经停用")))
        row = Retirement(question=question_id, at=now, reason=reason, by=actor.id, by_name=actor.name)
        await row.save()
        line.details = {"code": whole.code, "reason": reason}


async def restore(actor: Actor, question_id: int, *, now: datetime) -> None:
    """End the question's retirement.

    Raises:
        Refused: it is not retired.
    """
    async with deed(actor, "question.restored", question_id) as line:
        whole = await _held(actor, question_id)
        if not whole.retired:
            raise Refused(WhyNot("not_retired", _("这道题没有停用")))
        await Retirement.update(restored_at=now, restored_by_name=actor.name).where(Retirement.id == whole.retired.id)
        line.details = {"code": whole.code}


async def _held(actor: Actor, question_id: int) -> Whole:
    """The question, with nobody else changing it until the deed is done."""
    await database().hold(f"question {question_id}")
    return await queries.question(actor, question_id)


def _why_not_edit(whole: Whole, item: Item, number: int) -> WhyNot | None:
    if whole.current.number != number:
        return _newer(whole.current)
    if digest(item) == digest(whole.current.item):
        return WhyNot("unchanged", _("和现在这一版一样，没有要保存的"))
    return None


def _newer(current: Version) -> WhyNot:
    return WhyNot("newer_version", _("这道题刚被%(name)s改过，看一下新的一版再改", name=current.author_name))


def _refuse_bad(item: Item) -> None:
    if reasons := why_not_shelve(item):
        raise Refused(*(reason.why for reason in reasons))


async def _insert(version: QuestionVersion) -> int:
    await version.save()
    return int(version.id)


async def _review(actor: Actor, version_id: int, now: datetime) -> None:
    row = Review(version=version_id, at=now, reviewer=actor.id, reviewer_name=actor.name)
    await row.save()


async def _next_code() -> str:
    rows = await Question.select(Question.code).where(Question.code.like(f"{OWN_CODES}%"))
    taken = [int(row["code"].removeprefix(OWN_CODES)) for row in rows]
    return f"{OWN_CODES}{max(taken, default=0) + 1:04d}"
