"""Steps of actions: what is written inside the deed of the action that takes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from app import clock
from app.actor import Actor
from app.exams.answer_log import Spot
from app.exams.queries.giving import marked
from app.exams.queries.paper import Paper, paper
from app.exams.queries.sitting import Stored
from app.exams.tables import LateAnswer, Mark
from app.locale import N_
from app.notices import tell
from app.storage import database
from app.training.steps import ExamMark, settle_by_exam
from quizzes import answers, marking
from quizzes.marking import Asked, Sheet

GOT = N_("考试《%(title)s》达到 %(n)d%%，您取得资格“%(name)s”")
LOST = N_("考试《%(title)s》的成绩更正后不到 %(n)d%%，由它取得的资格“%(name)s”收回")
FALLEN = N_("考试《%(title)s》的成绩更正后不到 %(n)d%%")
OWN = "/record#qualifications"
MOST_KEPT = 1000
"""Late answers of one attempt; more is not a candidate who came late."""


def sheet(of: Paper, stored: Mapping[int, Stored]) -> Sheet:
    """The marked paper of these answers."""
    asked = [Asked(line.id, line.item.question, line.item.domain, line.marks, line.rule) for line in of.lines]
    given = {q: answers.decode(of.by_id[q].item.question, s.value) for q, s in stored.items()}
    return marking.mark(asked, given)


async def write_mark(attempt_id: int, exam_id: int, stored: Mapping[int, Stored], *, now: datetime) -> Sheet:
    """Mark the attempt and write it down, in the place of what stood there."""
    marked = sheet(await paper(exam_id), stored)
    row: dict[Any, Any] = {
        "points": marked.total.points_x100,
        "total": marked.total.marks_x100,
        "domains": _json({domain.value: (t.points_x100, t.marks_x100) for domain, t in marked.by_domain.items()}),
        "questions": _json({str(one.id): one.points_x100 for one in marked.questions}),
        "at": now,
    }
    if await Mark.exists().where(Mark.attempt == attempt_id):
        await Mark.update(row).where(Mark.attempt == attempt_id)
    else:
        row["attempt"] = attempt_id
        await Mark(row).save()
    return marked


async def settle_qualification(actor: Actor, attempt_id: int, *, now: datetime) -> str | None:
    """The mark that stands gives or takes back what the exam gives, and the candidate is told; returns what happened."""
    mark = await marked(attempt_id)
    if mark is None:
        return None
    settled = await settle_by_exam(
        actor,
        mark.qualification,
        mark.person,
        ExamMark(
            title=mark.title,
            points=mark.points,
            total=mark.total,
            percent=mark.percent,
            on=clock.at_library(mark.at).date(),
            reference=f"/exams/attempts/{attempt_id}",
            fallen=FALLEN % {"title": mark.title, "n": mark.percent},
        ),
        now,
    )
    if settled is None:
        return None
    said = GOT if settled.granted else LOST
    await tell(actor, [mark.person], said, address=OWN, now=now, title=mark.title, name=settled.name, n=mark.percent)
    return "granted" if settled.granted else "revoked"


async def keep_for_review(
    attempt_id: int, given: Mapping[Spot, str], left_ms: Mapping[Spot, int | None], why: str, now: datetime
) -> tuple[Spot, ...]:
    """Keep these answers beside the log, each once however often it is sent; the log itself does not change.

    Returns:
        those that are kept now; the others found no room, and the browser must not forget them.

    Args:
        left_ms: the milliseconds that were left, by the browser's clock, when each answer was given.
    """
    if not given:
        return ()
    async with database().atomic():
        await database().hold(f"late answers {attempt_id}")
        return await _keep(attempt_id, given, left_ms, why, now)


async def _keep(
    attempt_id: int, given: Mapping[Spot, str], left_ms: Mapping[Spot, int | None], why: str, now: datetime
) -> tuple[Spot, ...]:
    kept = await LateAnswer.select(LateAnswer.question, LateAnswer.revision, LateAnswer.value).where(
        LateAnswer.attempt == attempt_id
    )
    known = {(row["question"], row["revision"], row["value"]) for row in kept}
    fresh = {s: v for s, v in given.items() if (s.question, s.revision, v) not in known}
    room = list(fresh.items())[: max(0, MOST_KEPT - len(kept))]
    rows = [
        LateAnswer(
            attempt=attempt_id,
            question=s.question,
            revision=s.revision,
            value=v,
            left_ms=left_ms.get(s),
            why=why,
            at=now,
        )
        for s, v in room
    ]
    if rows:
        await LateAnswer.insert(*rows)
    written = {s for s, _ in room}
    return tuple(s for s in given if s not in fresh or s in written)


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
