"""A candidate's pages: my exams, the door, the paper, the receipt and the result."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May, system
from app.exams import paperwork
from app.exams.actions import saving
from app.exams.actions import sitting as actions
from app.exams.actions.sitting import sitting_of
from app.exams.forms import NoScriptAnswer
from app.exams.queries import sitting as queries
from app.exams.queries.giving import gives
from app.exams.queries.paper import paper
from app.exams.queries.sitting import MyExam
from app.exams.rules import EXAM_STATES, ExamState, Review, why_not_read_key
from app.exams.words import said_problems
from app.refusals import found
from app.training.rules.qualifications import reaches
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked
from app.web.visit import begun_cookie
from quizzes import attempts
from quizzes.attempts import State


@get("/exams", may=May.SIT_EXAMS)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """My exams: to sit, to come, and done."""
    now = clock.now()
    mine = await queries.my_exams(actor, now)
    states = {exam.id: attempts.state(sitting_of(exam), now) for exam in mine}
    return page(request, "exams/index", exams=mine, states=states, State=State, ExamState=ExamState, labels=EXAM_STATES)


@get("/exams/{exam_id:int}", may=May.SIT_EXAMS)
async def show(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """The door of an exam: what it is, when it begins, and the button that begins it."""
    now = clock.now()
    exam = found(await queries.my_exam(actor, exam_id, now))
    sitting = sitting_of(exam)
    if exam.attempt is not None:
        return redirect(request, f"/exams/attempts/{exam.attempt.id}")
    return page(
        request,
        "exams/door",
        part="door",
        exam=exam,
        state=attempts.state(sitting, now),
        State=State,
        reasons=said_problems(attempts.why_not_start(sitting, now)),
        cut_short=attempts.is_cut_short(sitting.window, now, exam.extra_minutes),
        own_deadline=attempts.deadline(sitting.window, now, exam.extra_minutes),
        now=now,
        parts=paperwork.parts_said(exam.blueprint),
        gives=await gives(exam_id),
    )


@post("/exams/{exam_id:int}/attempts", may=May.SIT_EXAMS)
async def start(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Begin; the page that follows is the one that may write."""
    attempt, writer = await actions.start(actor, exam_id, now=clock.now())
    if writer:
        request.auth.set_cookies.append(begun_cookie(attempt, writer))
    return redirect(request, f"/exams/attempts/{attempt}")


@get("/exams/attempts/{attempt_id:int}", may=May.SIT_EXAMS)
async def attempt(request: Asked, actor: Me, attempt_id: FromPath[int]) -> Response[Any]:
    """The paper while it is being answered, then the result."""
    now = clock.now()
    exam = found(await queries.my_attempt(actor, attempt_id, now))
    state = attempts.state(sitting_of(exam), now)
    if state is State.ANSWERING:
        return await _paper(request, exam, now=now)
    # Only this one: a hall full of people opens its result pages at the same instant.
    if exam.hand_in is None and await actions.close_own(system("result page"), attempt_id, now=now):
        exam = found(await queries.my_attempt(actor, attempt_id, now))
    return await _result(request, actor, exam)


async def _paper(request: Asked, exam: MyExam, *, now: Any) -> Response[Any]:
    attempt = found(exam.attempt)
    stored = await queries.current_answers(attempt.id)
    is_writer = request.cookies.get("begun") == attempt.writer
    if is_writer:
        request.auth.set_cookies.append(begun_cookie(attempt.id, ""))
    written = paperwork.Written(
        await paper(exam.id), exam.blueprint, attempt.seed, attempt.id, request.auth.form_token(), stored
    )
    return page(
        request,
        "exams/sitting",
        exam=exam,
        attempt=attempt,
        writer=attempt.writer if is_writer else "",
        is_writer=is_writer,
        remaining_ms=attempts.remaining_ms(sitting_of(exam), now),
        saved=paperwork.saved_json(stored),
        sayings=paperwork.sayings_json(),
        questions=written.questions(),
        cells=written.cells(),
    )


@post("/exams/attempts/{attempt_id:int}/questions/{question_id:int}", may=May.SIT_EXAMS)
async def save_one(request: Asked, actor: Me, attempt_id: FromPath[int], question_id: FromPath[int]) -> Response[Any]:
    """Save one answer from a page without scripts."""
    given = await read_form(request, NoScriptAnswer)
    await saving.save_one(actor, attempt_id, question_id, given.answer, now=clock.now())
    return redirect(request, f"/exams/attempts/{attempt_id}#q-{question_id}")


@get("/exams/attempts/{attempt_id:int}/check", may=May.SIT_EXAMS)
async def check(request: Asked, actor: Me, attempt_id: FromPath[int]) -> Response[Any]:
    """What is unanswered, before handing in without scripts."""
    now = clock.now()
    exam = found(await queries.my_attempt(actor, attempt_id, now))
    if attempts.state(sitting_of(exam), now) is not State.ANSWERING or exam.attempt is None:
        return redirect(request, f"/exams/attempts/{attempt_id}")
    stored = await queries.current_answers(attempt_id)
    drawn = await paper(exam.id)
    written = paperwork.Written(drawn, exam.blueprint, exam.attempt.seed, attempt_id, "", stored)
    return page(request, "exams/check", exam=exam, attempt=exam.attempt, cells=written.cells())


@post("/exams/attempts/{attempt_id:int}/check", may=May.SIT_EXAMS)
async def hand_in(request: Asked, actor: Me, attempt_id: FromPath[int]) -> Response[Any]:
    """Hand in from a page without scripts, with all that the server has."""
    await actions.hand_in(actor, attempt_id, None, now=clock.now())
    return redirect(request, f"/exams/attempts/{attempt_id}")


async def _result(request: Asked, actor: Actor, exam: MyExam) -> Response[Any]:
    now = clock.now()
    attempt = found(exam.attempt)
    waiting_seconds = 0 if exam.hand_in else int(actions.grace_left(attempt.deadline_at, now).total_seconds()) + 1
    others = await queries.open_deadlines(exam.id) if exam.review is Review.AFTER_CLOSE else []
    hidden = why_not_read_key(exam.review, exam.times, others, now)
    reviews = ""
    if exam.mark and not hidden:
        written = paperwork.Written(
            await paper(exam.id),
            exam.blueprint,
            attempt.seed,
            attempt.id,
            "",
            await queries.current_answers(attempt.id),
        )
        reviews = written.reviews()
    given = await gives(exam.id)
    rank = await _rank(exam) if exam.shows_rank and exam.mark else None
    return page(
        request,
        "exams/result",
        part="result",
        exam=exam,
        attempt=attempt,
        waiting_seconds=waiting_seconds,
        hands_over=exam.hand_in is None or exam.hand_in.by == "deadline",
        hidden=hidden,
        reviews=reviews,
        rank=rank,
        gives=given,
        reached=bool(given and exam.mark and reaches(exam.mark.points, exam.mark.total, given.percent)),
        domains=paperwork.domains_said(exam.mark.domains) if exam.mark else [],
    )


async def _rank(exam: MyExam) -> tuple[int, int] | None:
    points = await queries.points_of_all(exam.id)
    return (1 + sum(p > exam.mark.points for p in points), len(points)) if exam.mark else None


handlers = [index, show, start, attempt, save_one, check, hand_in]
