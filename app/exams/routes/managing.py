"""The pages of those who make, open, close and watch exams."""

from datetime import timedelta
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.bank import queries as bank
from app.bank.words import KINDS, law_short
from app.exams import paperwork
from app.exams.actions import making
from app.exams.forms import AmendForm, CloseForm, EnrolForm, ExamForm, PersonForm
from app.exams.queries import managing as queries
from app.exams.queries.candidates import eligible
from app.exams.queries.giving import gives
from app.exams.queries.managing import ExamView, Seat
from app.exams.rules import EXAM_STATES, REVIEWS, ExamState, Review, why_not_open
from app.exams.words import RULES
from app.locale import _
from app.refusals import Refused, found
from app.training.queries.qualifications import given_by_exams
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked, field_time
from quizzes.blueprints import OBJECTIVE_PART
from quizzes.questions import Kind

FIELDS = {
    "window": "closes_at",
    "window_short": "closes_at",
    "window_long": "closes_at",
    "begun": "opens_at",
    "shorter": "closes_at",
    "no_parts": "preset",
    "tick_all_pays": "rule",
    "qualification": "qualification",
}


@get("/exams/manage", may=May.WATCH_EXAMS)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """All exams."""
    exams = await queries.exams(actor, clock.now())
    return page(request, "exams/manage", exams=exams, labels=EXAM_STATES, ExamState=ExamState)


@get("/exams/manage/new", may=May.RUN_EXAMS)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty plan: tomorrow at nine, the default blueprint."""
    start = clock.at_library(clock.now() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    form = blank(
        preset="objective",
        minutes=OBJECTIVE_PART.minutes,
        rule=OBJECTIVE_PART.parts[0].rule.value,
        opens_at=field_time(start),
        closes_at=field_time(start + timedelta(hours=3)),
        review=Review.AFTER_CLOSE.value,
    )
    return await _form(request, actor, form)


@post("/exams/manage", may=May.RUN_EXAMS)
async def make(request: Asked, actor: Me) -> Response[Any]:
    """Make a draft."""
    try:
        given = await read_form(request, ExamForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    try:
        exam = await making.make(actor, given.plan(), now=clock.now())
    except Refused as refused:
        return await _form(request, actor, _refilled(given, refused), status=409)
    return redirect(request, f"/exams/manage/{exam}", toast=_("草稿已存，接着加上参加的人"))


@get("/exams/manage/{exam_id:int}/edit", may=May.RUN_EXAMS)
async def edit(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """The plan of a draft."""
    exam = found(await queries.exam(actor, exam_id, clock.now()))
    given = await gives(exam_id)
    return await _form(request, actor, _filled(exam, given.qualification if given else ""), exam)


@post("/exams/manage/{exam_id:int}", may=May.RUN_EXAMS)
async def change(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Change a draft."""
    now = clock.now()
    exam = found(await queries.exam(actor, exam_id, now))
    try:
        given = await read_form(request, ExamForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, exam, status=422)
    try:
        await making.change(actor, exam_id, given.plan(), now=now)
    except Refused as refused:
        return await _form(request, actor, _refilled(given, refused), exam, status=409)
    return redirect(request, f"/exams/manage/{exam_id}", toast=_("已保存"))


@get("/exams/manage/{exam_id:int}/amendment", may=May.RUN_EXAMS)
async def amendment(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """What may still be changed once the paper is drawn."""
    exam = found(await queries.exam(actor, exam_id, clock.now()))
    times = exam.times
    form = blank(
        title=exam.title, opens_at=field_time(times.opens_at), closes_at=field_time(times.closes_at), note=exam.note
    )
    return page(request, "exams/amend", exam=exam, form=form)


@post("/exams/manage/{exam_id:int}/amendment", may=May.RUN_EXAMS)
async def amend(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Change the name and the times of an open exam."""
    now = clock.now()
    exam = found(await queries.exam(actor, exam_id, now))
    try:
        given = await read_form(request, AmendForm)
    except Malformed as malformed:
        return page(request, "exams/amend", status=422, exam=exam, form=malformed.filled)
    try:
        await making.amend(actor, exam_id, given.title, given.opens_at, given.closes_at, given.note, now=now)
    except Refused as refused:
        values = {"title": given.title, "note": given.note, **_times(given)}
        errors = {FIELDS.get(reason.code, ""): reason.sentence for reason in refused.reasons}
        return page(request, "exams/amend", status=409, exam=exam, form=Filled(values, errors))
    return redirect(request, f"/exams/manage/{exam_id}", toast=_("已改好，还没开考的人已收到通知"))


@post("/exams/manage/{exam_id:int}/discarding", may=May.RUN_EXAMS)
async def discard(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Put a draft aside."""
    await making.discard(actor, exam_id, now=clock.now())
    return redirect(request, "/exams/manage", toast=_("草稿已作废"))


async def _form(
    request: Asked, actor: Actor, form: Filled, exam: ExamView | None = None, *, status: int = 200
) -> Response[Any]:
    counts = await bank.counts(actor)
    given = await gives(exam.id) if exam else None
    kept = given.qualification if given else None
    laws = [(law, law_short(law), count) for law, count in (await bank.cited_laws(actor)).items()]
    context: dict[str, Any] = {
        "form": form,
        "laws": laws,
        "exam": exam,
        "counts": counts,
        "kinds": KINDS,
        "rules": RULES,
        "reviews": REVIEWS,
        "qualifications": [
            (one, _("%(name)s（达到 %(n)d%%）", name=name, n=percent))
            for one, (name, percent) in (await given_by_exams(kept)).items()
        ],
    }
    return page(request, "exams/edit", status=status, **context)


def _filled(exam: ExamView, qualification: int | str) -> Filled:
    parts = {part.kind: part for part in exam.blueprint.parts}
    own: dict[str, object] = {}
    for kind in Kind:
        own[kind.value] = parts[kind].count if kind in parts else 0
        own[f"{kind.value}_points"] = parts[kind].marks_x100 // 100 if kind in parts else 1
    return blank(
        title=exam.title,
        preset="own",
        rule=exam.blueprint.parts[0].rule.value,
        minutes=exam.minutes,
        opens_at=field_time(exam.times.opens_at),
        closes_at=field_time(exam.times.closes_at),
        shows_rank=exam.shows_rank,
        review=exam.review.value,
        note=exam.note,
        sources=list(exam.blueprint.sources),
        qualification=qualification,
        **own,
    )


def _refilled(given: ExamForm, refused: Refused) -> Filled:
    values = msgspec.structs.asdict(given)
    values.update(_times(given))
    values.update(rule=given.rule.value, review=given.review.value, qualification=given.qualification or "")
    return Filled(values, {FIELDS.get(reason.code, ""): reason.sentence for reason in refused.reasons})


def _times(given: ExamForm | AmendForm) -> dict[str, str]:
    return {"opens_at": field_time(given.opens_at), "closes_at": field_time(given.closes_at)}


@get("/exams/manage/{exam_id:int}", may=May.WATCH_EXAMS)
async def show(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """One exam: its plan, its list, its board."""
    return await _show(request, actor, exam_id, part=None)


@get("/exams/manage/{exam_id:int}/seats", may=May.WATCH_EXAMS)
async def seats(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """The board, asked for every few seconds while the exam runs."""
    return await _show(request, actor, exam_id, part="seats")


async def _show(request: Asked, actor: Actor, exam_id: int, *, part: str | None) -> Response[Any]:
    now = clock.now()
    exam = found(await queries.exam(actor, exam_id, now))
    board = [seat for seat in await queries.seats(actor, exam_id) if not seat.withdrawn]
    on_list = {seat.person for seat in board}
    given = await gives(exam_id)
    others = await eligible(actor, volunteers=given is not None) if actor.may(May.RUN_EXAMS) else []
    return page(
        request,
        "exams/show",
        part=part,
        exam=exam,
        gives=given,
        seats=[(seat, _standing(seat, exam, now)) for seat in board],
        others=[person for person in others if person.id not in on_list],
        labels=EXAM_STATES,
        reviews=REVIEWS,
        ExamState=ExamState,
        reasons=why_not_open(exam.times, exam.enrolled, now),
        parts=paperwork.parts_said(exam.blueprint),
        now=now,
    )


def _standing(seat: Seat, exam: ExamView, now: Any) -> str:
    """absent, waiting, answering, quiet (no save for a minute), closing or in: what the board shows of a person."""
    if seat.handed_in_at is not None:
        return "in"
    if seat.attempt is None:
        return "absent" if exam.state is ExamState.CLOSED else "waiting"
    if seat.deadline_at is not None and now >= seat.deadline_at:
        return "closing"
    last = seat.last_saved_at or seat.started_at
    return "quiet" if last is not None and now - last > timedelta(minutes=1) else "answering"


@post("/exams/manage/{exam_id:int}/openings", may=May.RUN_EXAMS)
async def open_exam(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Draw the paper and release the exam."""
    await making.open_exam(actor, exam_id, now=clock.now())
    return redirect(request, f"/exams/manage/{exam_id}", toast=_("试卷已抽好，名单上的人已收到通知"))


@post("/exams/manage/{exam_id:int}/closings", may=May.RUN_EXAMS)
async def close_exam(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """End the exam now."""
    given = await read_form(request, CloseForm)
    await making.close_exam(actor, exam_id, given.reason, now=clock.now())
    return redirect(request, f"/exams/manage/{exam_id}", toast=_("考试已结束，两分钟内收齐路上的答案"))


@post("/exams/manage/{exam_id:int}/enrolments", may=May.RUN_EXAMS)
async def enrol(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Put people on the list."""
    given = await read_form(request, EnrolForm)
    added = await making.enrol(actor, exam_id, given.people, now=clock.now())
    return redirect(request, f"/exams/manage/{exam_id}", toast=_("名单加了 %(n)d 人", n=added))


@post("/exams/manage/{exam_id:int}/withdrawals", may=May.RUN_EXAMS)
async def withdraw(request: Asked, actor: Me, exam_id: FromPath[int]) -> Response[Any]:
    """Take a person off the list; the toast puts them back."""
    given = await read_form(request, PersonForm)
    await making.withdraw(actor, exam_id, given.person, now=clock.now())
    undo = f"/exams/manage/{exam_id}/enrolments/{given.person}"
    return redirect(request, f"/exams/manage/{exam_id}", toast=_("已移出名单"), undo=undo)


@post("/exams/manage/{exam_id:int}/enrolments/{person:int}", may=May.RUN_EXAMS)
async def put_back(request: Asked, actor: Me, exam_id: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """Put one person back on the list."""
    await making.enrol(actor, exam_id, [person], now=clock.now())
    return redirect(request, f"/exams/manage/{exam_id}", toast=_("已放回名单"))


handlers = [
    index,
    new,
    make,
    edit,
    change,
    show,
    seats,
    amendment,
    amend,
    discard,
    open_exam,
    close_exam,
    enrol,
    withdraw,
    put_back,
]
