"""Applying on a phone without an account: the projects, the form, the receipt, the rules of processing."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.queries import places
from app.people.routes.held import held, keep
from app.people.rules.names import masked_name
from app.refusals import Refused, found
from app.shifts.actions import applying as actions
from app.shifts.forms.recruiting import ApplyForm, ReceiptForm
from app.shifts.queries import projects as queries
from app.shifts.queries.ages import standing_bands
from app.shifts.queries.consents import standing_texts
from app.shifts.queries.projects import ProjectView
from app.shifts.queries.retention import standing_retention
from app.shifts.routes.grids import grid, slots_of
from app.shifts.routes.shown import WORDS
from app.shifts.rules import Slot
from app.shifts.rules.ages import CHILD
from app.shifts.rules.consents import DISPLAYS
from app.shifts.rules.fields import FIELDS, NOT_KEPT, VERSION, VERSION_ON
from app.shifts.rules.recruiting import ANSWER_WITHIN_DAYS
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

RECEIPT = "join-receipt"
# A reason's code where it is not the name of its field.
FIELD_OF = {"load": "most_hours", "born": "born_on", "too_young": "born_on", "name_silent": "name"}


@get("/join", may=May.ANYONE)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """What the library looks for volunteers for."""
    today = clock.today()
    taking = [one for one in await queries.projects(actor) if one.takes(today)]
    return page(request, "shifts/join/index", projects=taking)


@get("/join/rules", may=May.ANYONE)
async def rules(request: Asked, actor: Me) -> Response[Any]:
    """How personal data are dealt with, from the list of fields."""
    units = await queries.recording_units()
    texts = await standing_texts(clock.today())
    return page(
        request,
        "shifts/join/rules",
        fields=FIELDS,
        not_kept=NOT_KEPT,
        edition=VERSION,
        edition_on=VERSION_ON,
        library=units[0][1] if units else _("本馆"),
        child=CHILD,
        days=ANSWER_WITHIN_DAYS,
        texts=texts,
        retention=await standing_retention(),
    )


@get("/join/received", may=May.ANYONE)
async def received(request: Asked, actor: Me) -> Response[Any]:
    """The receipt, for ten minutes and in this browser only."""
    code = held(request, RECEIPT, now=clock.now())
    return page(request, "shifts/join/received", code=code) if code else redirect(request, "/join/state")


@get("/join/state", may=May.ANYONE)
async def ask(request: Asked, actor: Me) -> Response[Any]:
    """Where a receipt is typed."""
    return page(request, "shifts/join/state", form=blank(), known=None)


@post("/join/state", may=May.ANYONE)
async def state(request: Asked, actor: Me) -> Response[Any]:
    """What became of the application."""
    try:
        given = await read_form(request, ReceiptForm)
    except Malformed as malformed:
        return page(request, "shifts/join/state", form=malformed.filled, known=None, status=422)
    try:
        known = await actions.find(actor, given.code, now=clock.now())
    except Refused as refused:
        form = Filled({"code": given.code}, {"code": " ".join(one.sentence for one in refused.reasons)})
        return page(request, "shifts/join/state", form=form, known=None, status=409)
    name = masked_name(known.name) if known.name else ""
    return page(request, "shifts/join/state", form=blank(), known=known, name=name, **WORDS)


@get("/join/{project_id:int}", may=May.ANYONE)
async def show(request: Asked, actor: Me, project_id: FromPath[int]) -> Response[Any]:
    """The notice, the risks and the form."""
    one = found(await queries.project(actor, project_id))
    return await _show(request, actor, one, blank(wanted_hours=4, most_hours=10))


@post("/join/{project_id:int}", may=May.ANYONE)
async def apply(request: Asked, actor: Me, project_id: FromPath[int]) -> Response[Any]:
    """Send the application; whatever is known of the phone, the answer is the same."""
    one, now = found(await queries.project(actor, project_id)), clock.now()
    try:
        given = await read_form(request, ApplyForm)
        slots = await _checked(actor, given)
    except Malformed as malformed:
        return await _show(request, actor, one, malformed.filled, status=422)
    try:
        code = await actions.apply(actor, project_id, given.applied(slots), now=now)
    except Refused as refused:
        return await _show(request, actor, one, _refilled(given, refused), status=409)
    keep(request, RECEIPT, code, path="/join", now=now)
    return redirect(request, "/join/received")


async def _checked(actor: Actor, given: ApplyForm) -> list[Slot]:
    slots = slots_of(given.slots)
    known = {id_ for id_, _name in await places.choices(actor, clock.now())}
    if slots is None:
        raise Malformed(Filled(_values(given), {"slots": _("空闲时间从列出的里面选")}))
    if not set(given.sites) <= known:
        raise Malformed(Filled(_values(given), {"sites": _("可去的服务点从列出的里面选")}))
    return slots


def _values(given: ApplyForm) -> dict[str, Any]:
    values = {name: "" if value is None else value for name, value in msgspec.structs.asdict(given).items()}
    lists = {name: [str(one) for one in values[name]] for name in ("skills", "sites", "slots")}
    return {**values, **lists, "born_on": given.born_on.isoformat()}


def _refilled(given: ApplyForm, refused: Refused) -> Filled:
    errors: dict[str, str] = {}
    for one in refused.reasons:
        name = FIELD_OF.get(one.code, one.code)
        name = "phone" if "phone" in one.code and name not in ApplyForm.__struct_fields__ else name
        errors[name if name in ApplyForm.__struct_fields__ else ""] = one.sentence
    return Filled(_values(given), errors)


async def _show(request: Asked, actor: Actor, one: ProjectView, form: Filled, *, status: int = 200) -> Response[Any]:
    today = clock.today()
    bands = await standing_bands(today)
    return page(
        request,
        "shifts/join/show",
        status=status,
        one=one,
        takes=one.takes(today),
        posts=await queries.project_posts(one.id),
        form=form,
        places=await places.choices(actor, clock.now()),
        texts=await standing_texts(today),
        displays=[(key.value, _(name)) for key, name in DISPLAYS.items()],
        youngest=min(band.from_age for band in bands if band.taken),
        consent_under=min(band.from_age for band in bands if not band.consent),
        **grid(),
        **WORDS,
    )


handlers = [index, rules, received, ask, state, show, apply]
