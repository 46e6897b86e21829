"""Classes: the list, one class, planning and changing it, opening its enrolment, finishing it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions import classes as actions
from app.classes.actions import enrolling
from app.classes.forms import ClassForm, LearnerForm, ReasonForm
from app.classes.queries import ClassView
from app.classes.routes.addresses import base
from app.classes.routes.filling import refilled
from app.classes.rules import CLASS_STATES, PARTS, TIERS, WAYS, ClassState, Part, Tier, why_not_open
from app.locale import _
from app.people.queries.places import choices
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked, field_time

WORDS: dict[str, Any] = {
    "states": CLASS_STATES,
    "State": ClassState,
    "tiers": TIERS,
    "parts": PARTS,
    "ways": WAYS,
}


@get("/classes", may=May.RUN_CLASSES)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Every class."""
    return page(request, "classes/index", listed=await queries.classes(actor), now=clock.now(), **WORDS)


@get("/classes/new", may=May.RUN_CLASSES)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty form with what most classes have."""
    usual = blank(
        host=await queries.own_library(),
        tiers=[tier.value for tier in Tier],
        capacity=120,
        attendance_percent=80,
        exam_points=60,
        keep_years=3,
    )
    return await _form(request, actor, usual)


@post("/classes", may=May.RUN_CLASSES)
async def plan(request: Asked, actor: Me) -> Response[Any]:
    """Write a class down."""
    try:
        given = await read_form(request, ClassForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    try:
        made = await actions.plan_class(actor, given.plan(), now=clock.now())
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused), status=409)
    return redirect(request, f"/classes/{made}", toast=_("培训班已建，接着排课程表，再开放报名"))


@get("/classes/{class_id:int}/edit", may=May.RUN_CLASSES)
async def edit(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """The class as a form."""
    one = found(await queries.training_class(actor, class_id))
    return await _form(request, actor, _filled(one), one)


@post("/classes/{class_id:int}", may=May.RUN_CLASSES)
async def change(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Change a class."""
    one = found(await queries.training_class(actor, class_id))
    try:
        given = await read_form(request, ClassForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, one, status=422)
    try:
        await actions.change_class(actor, class_id, given.plan())
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused), one, status=409)
    return redirect(request, f"/classes/{class_id}", toast=_("已保存"))


async def _form(
    request: Asked, actor: Actor, form: Filled, one: ClassView | None = None, *, status: int = 200
) -> Response[Any]:
    places = await choices(actor, clock.now())
    tier_options = [(tier.value, _(said)) for tier, said in TIERS.items()]
    return page(request, "classes/edit", form=form, one=one, places=places, tier_options=tier_options, status=status)


def _filled(one: ClassView) -> Filled:
    return blank(
        title=one.title,
        host=_("、").join(one.names(Part.HOST)),
        organiser=_("、").join(one.names(Part.ORGANISER)),
        supporter=_("、").join(one.names(Part.SUPPORTER)),
        tiers=[tier.value for tier in one.tiers],
        starts_on=one.starts_on.isoformat(),
        ends_on=one.ends_on.isoformat(),
        place=one.place or "",
        venue=one.venue,
        capacity=one.capacity,
        enrol_by=field_time(one.enrol_by),
        notice=one.notice,
        contact_name=one.contact_name,
        contact_phone=one.contact_phone,
        attendance_percent=one.rule.attendance_percent,
        exam_points=one.rule.exam_points,
        keep_years=one.keep_years,
    )


@get("/classes/{class_id:int}", may=May.RUN_CLASSES)
async def show(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """One class with its learners."""
    one = found(await queries.training_class(actor, class_id))
    now = clock.now()
    everybody = await queries.learners(actor, class_id)
    return page(
        request,
        "classes/show",
        one=one,
        now=now,
        address=f"{base(request)}/enrol/{one.token}",
        standing=[seat for seat in everybody if seat.ended_at is None],
        withdrawn=[seat for seat in everybody if seat.ended_at is not None],
        cancellations=await queries.cancellations(actor, class_id) if one.called_off else [],
        not_open=why_not_open(one.opened_at, one.enrol_by, now),
        **WORDS,
    )


@post("/classes/{class_id:int}/openings", may=May.RUN_CLASSES)
async def open_enrolment(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Let people enrol."""
    await actions.open_enrolment(actor, class_id, now=clock.now())
    return redirect(request, f"/classes/{class_id}", toast=_("已开放报名，把链接发给各镇、村和书吧"))


@post("/classes/{class_id:int}/closings", may=May.RUN_CLASSES)
async def finish(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """The class is over."""
    await actions.finish(actor, class_id, now=clock.now())
    return redirect(request, f"/classes/{class_id}/completion", toast=_("已结班，可以发证了"))


@post("/classes/{class_id:int}/cancellations", may=May.RUN_CLASSES)
async def call_off(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """The class does not take place."""
    given = await read_form(request, ReasonForm)
    n = await actions.call_off(actor, class_id, given.reason, now=clock.now())
    said = _("已取消整个班，连同 %(n)d 次还没上的课；报名链接和学员页会写明", n=n)
    return redirect(request, f"/classes/{class_id}", toast=said)


@post("/classes/{class_id:int}/cancellations/corrections", may=May.RUN_CLASSES)
async def correct_reason(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """The reason was put wrongly."""
    given = await read_form(request, ReasonForm)
    await actions.correct_reason(actor, class_id, given.reason, now=clock.now())
    return redirect(request, f"/classes/{class_id}", toast=_("已更正，原来写的还在"))


@get("/classes/{class_id:int}/learners/new", may=May.RUN_CLASSES)
async def new_learner(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """A form for one learner."""
    return await _learner_form(request, actor, class_id, Filled())


async def _learner_form(
    request: Asked, actor: Actor, class_id: int, form: Filled, *, status: int = 200
) -> Response[Any]:
    one = found(await queries.training_class(actor, class_id))
    tier_options = [(tier.value, _(said)) for tier, said in TIERS.items() if tier in one.tiers]
    return page(request, "classes/add", one=one, form=form, tier_options=tier_options, status=status)


@post("/classes/{class_id:int}/learners", may=May.RUN_CLASSES)
async def add_learner(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Write one learner onto the list."""
    try:
        given = await read_form(request, LearnerForm)
    except Malformed as malformed:
        return await _learner_form(request, actor, class_id, malformed.filled, status=422)
    try:
        made = await enrolling.add(actor, class_id, given.learner(), now=clock.now())
    except Refused as refused:
        return await _learner_form(request, actor, class_id, refilled(given, refused), status=409)
    seat = found(await queries.learner(actor, made))
    said = _("%(name)s已在名单上，报名码 %(code)s，告诉本人", name=seat.name, code=seat.code)
    return redirect(request, f"/classes/{class_id}#learners", toast=said)


@post("/classes/learners/{enrolment:int}/withdrawals", may=May.RUN_CLASSES)
async def withdraw(request: Asked, actor: Me, enrolment: FromPath[int]) -> Response[Any]:
    """Somebody does not come after all."""
    seat = found(await queries.learner(actor, enrolment))
    given = await read_form(request, ReasonForm)
    await enrolling.withdraw(actor, enrolment, given.reason, by_name=actor.name, now=clock.now())
    return redirect(request, f"/classes/{seat.training_class}#learners", toast=_("已记为退出，名额空出来了"))


handlers = [
    index,
    new,
    plan,
    edit,
    change,
    show,
    open_enrolment,
    finish,
    call_off,
    correct_reason,
    new_learner,
    add_learner,
    withdraw,
]
