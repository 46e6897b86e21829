"""What an invigilator does while an exam runs and after: extra time, and answers that came too late."""

from datetime import datetime
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.bank.fragments import answer_said
from app.exams.actions import late, making
from app.exams.forms import DecisionForm, ExtraTimeForm
from app.exams.queries import managing as queries
from app.exams.queries.managing import LateView
from app.exams.queries.paper import paper
from app.exams.rules import why_not_decide
from app.exams.words import SAYINGS
from app.locale import _
from app.refusals import WhyNot, found
from app.web import Malformed, Me, get, page, post, read_form, redirect
from app.web.page import Asked
from quizzes import answers


@post("/exams/manage/{exam_id:int}/extra-time", may=May.INVIGILATE)
async def extra_time(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Give a person more minutes."""
    address = f"/exams/manage/{exam_id}"
    try:
        given = await read_form(request, ExtraTimeForm)
        await making.give_extra_time(actor, exam_id, given.person, given.minutes, now=clock.now())
    except Malformed as malformed:
        if set(malformed.filled.errors) != {"minutes"}:
            raise
        # The invigilator stays at the board: an error page in the middle of an exam would end the watching.
        return redirect(request, address, toast=_("没有改成：%(why)s", why=malformed))
    return redirect(request, address, toast=_("已给加时"))


@get("/exams/manage/{exam_id:int}/late", may=May.INVIGILATE)
async def late_answers(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Answers that came too late or from another device, beside those that stand."""
    now = clock.now()
    exam = found(await queries.exam(actor, exam_id, now))
    drawn = await paper(exam_id)
    lines = [
        (
            late_answer,
            *_both_said(late_answer, drawn.by_id[late_answer.question].item.question),
            _why_not(late_answer, now),
        )
        for late_answer in await queries.late_answers(actor, exam_id)
    ]
    return page(request, "exams/late", exam=exam, lines=lines, whys=SAYINGS)


def _why_not(late_answer: LateView, now: datetime) -> tuple[WhyNot, ...]:
    return why_not_decide(late_answer.is_in, late_answer.deadline_at, now)


def _both_said(late_answer: LateView, question: Any) -> tuple[str, str]:
    standing = answers.decode(question, late_answer.stands) if late_answer.stands is not None else None
    return answer_said(question, answers.decode(question, late_answer.value)), answer_said(question, standing)


@post("/exams/manage/{exam_id:int}/late/{late_id:int}", may=May.INVIGILATE)
async def decide(request: Asked, actor: Me, exam_id: FromPath[int], late_id: FromPath[int]) -> Response[Any]:
    """Accept or leave out one of them."""
    given = await read_form(request, DecisionForm)
    await late.decide(actor, exam_id, late_id, given.accepted == "yes", given.reason, now=clock.now())
    return redirect(request, f"/exams/manage/{exam_id}/late", toast=_("已记下处理结果"))


handlers = [extra_time, late_answers, decide]
