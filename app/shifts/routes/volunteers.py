"""Volunteers: the list, one file, and what is written into it."""

import secrets
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.queries import places
from app.people.rules.persons import Particulars
from app.refusals import Refused, found
from app.shifts.actions import volunteers as actions
from app.shifts.actions.volunteers import Wishes
from app.shifts.forms import ConsentForm, PaperForm, StateForm, VolunteerForm
from app.shifts.queries import volunteers as queries
from app.shifts.queries.applications import guardian_named
from app.shifts.queries.consents import consent_history
from app.shifts.queries.mine import my_service
from app.shifts.queries.own_data import erased_at
from app.shifts.queries.training import training_line
from app.shifts.queries.volunteers import Sought, VolunteerFile
from app.shifts.routes.grids import grid, slot_said, slots_of, ticks_of
from app.shifts.routes.shown import WORDS, whole
from app.shifts.rules import NEXT, PAPER_KINDS, State
from app.shifts.rules.ages import age_on, bands_on, needs_consent
from app.shifts.rules.consents import CONSENT_KINDS
from app.shifts.rules.recruiting import why_not_card
from app.training.queries.qualifications import own as own_qualifications
from app.training.rules.qualifications import FOR_EVER
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import WEEKDAYS, Asked


@get("/volunteers", may=May.KEEP_VOLUNTEERS)
async def index(
    request: Asked,
    actor: Me,
    q: FromQuery[str] = "",
    status: FromQuery[str] = "",
    place: FromQuery[str] = "",
    number: FromQuery[str] = "",
) -> Response[Any]:
    """Volunteers by name, found by characters, pinyin or initials."""
    now = clock.now()
    sought = Sought(q[:40], status, whole(place), whole(number) or 1)
    listed = await queries.volunteers(actor, sought, now)
    choices = await places.choices(actor, now)
    return page(
        request,
        "shifts/volunteers/index",
        part="found",
        listed=listed,
        sought=sought,
        places=choices,
        names=dict(choices),
        **WORDS,
    )


@get("/volunteers/new", may=May.KEEP_VOLUNTEERS)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty file."""
    return await _form(request, actor, blank(wanted_hours=4, most_hours=10))


@post("/volunteers", may=May.KEEP_VOLUNTEERS)
async def register(request: Asked, actor: Me) -> Response[Any]:
    """Write a volunteer down."""
    try:
        given = await read_form(request, VolunteerForm)
        if not given.name.strip():
            raise Malformed(Filled(_values(given), {"name": _("填写姓名")}))
        wishes = _wishes(given)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    # People sign in by their phone; the name is one that nobody else has.
    sign_in = f"v{secrets.token_hex(4)}"
    try:
        row = await actions.register(
            actor, Particulars(given.name, sign_in, phone=given.phone or None), wishes, now=clock.now()
        )
    except Refused as refused:
        return await _form(request, actor, _refilled(given, refused), status=409)
    return redirect(request, f"/volunteers/{row}", toast=_("已登记，补上承诺书后审核通过就能排班"))


@get("/volunteers/{volunteer_id:int}", may=May.KEEP_VOLUNTEERS)
async def show(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """One volunteer; that somebody read a child's data stands in the ledger."""
    now = clock.now()
    file = found(await queries.volunteer_file(actor, volunteer_id, now))
    if file.child and file.private:
        await actions.look_at_child(actor, volunteer_id)
    served = await my_service(file.facts.person)
    line = await training_line(actor, volunteer_id, now, any_state=True)
    may_have_card = line is not None and not why_not_card(line.name, line.roles, line.has_password)
    today = clock.at_library(now).date()
    return page(
        request,
        "shifts/volunteers/show",
        file=file,
        served=served,
        qualifications=await own_qualifications(file.facts.person),
        for_ever=FOR_EVER,
        minutes=sum(one.minutes for one in served),
        age=age_on(file.born_on, today) if file.born_on else None,
        minor=needs_consent(file.born_on, today, bands_on(file.facts.ages, today)),
        next_states=NEXT[file.facts.state],
        kinds=PAPER_KINDS,
        names=dict(await places.choices(actor, now)),
        weekdays=WEEKDAYS,
        today=today,
        slot_said=slot_said,
        guardian=await guardian_named(file.facts.person) if file.private else None,
        consents=await consent_history(volunteer_id),
        consent_kinds=CONSENT_KINDS,
        erased=await erased_at(volunteer_id),
        may_have_card=may_have_card,
        untrained=line is not None and any(one.qualification for one in line.lacking),
        lacking=line.lacking if line and file.facts.state is State.TRAINING else (),
        **WORDS,
    )


@get("/volunteers/{volunteer_id:int}/edit", may=May.KEEP_VOLUNTEERS)
async def edit(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """What a volunteer can and wants, to be changed."""
    file = found(await queries.volunteer_file(actor, volunteer_id, clock.now()))
    found(file.private or None)
    facts = file.facts
    form = blank(
        number=file.number,
        born_on=file.born_on.isoformat() if file.born_on else "",
        sex=file.sex or "",
        area=file.area,
        wanted_hours=facts.wanted_minutes // 60,
        most_hours=facts.most_minutes // 60,
        skills=sorted(facts.skills),
        sites=sorted(facts.sites),
        slots=ticks_of(facts.slots),
    )
    return await _form(request, actor, form, file)


@post("/volunteers/{volunteer_id:int}", may=May.KEEP_VOLUNTEERS)
async def change(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Change what a volunteer can and wants."""
    file = found(await queries.volunteer_file(actor, volunteer_id, clock.now()))
    found(file.private or None)
    try:
        given = await read_form(request, VolunteerForm)
        wishes = _wishes(given)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, file, status=422)
    try:
        await actions.edit(actor, volunteer_id, wishes, now=clock.now())
    except Refused as refused:
        return await _form(request, actor, _refilled(given, refused), file, status=409)
    return redirect(request, f"/volunteers/{volunteer_id}", toast=_("已保存"))


@post("/volunteers/{volunteer_id:int}/states", may=May.KEEP_VOLUNTEERS)
async def set_state(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Bring a volunteer into another state."""
    await _own(actor, volunteer_id)
    given = await read_form(request, StateForm)
    freed = await actions.set_state(actor, volunteer_id, given.state, given.reason, now=clock.now())
    said = _("已改，让出 %(n)d 个班次", n=freed) if freed else _("已改")
    return redirect(request, f"/volunteers/{volunteer_id}", toast=said)


@post("/volunteers/{volunteer_id:int}/consents", may=May.KEEP_VOLUNTEERS)
async def consent(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Write a guardian's consent down."""
    await _own(actor, volunteer_id)
    given = await read_form(request, ConsentForm)
    words = (given.guardian, given.phone, given.relation, given.proof)
    await actions.record_consent(actor, volunteer_id, *words, given.given_on, now=clock.now())
    return redirect(request, f"/volunteers/{volunteer_id}", toast=_("监护人同意已登记"))


@post("/volunteers/{volunteer_id:int}/consent-ends", may=May.KEEP_VOLUNTEERS)
async def end_consent(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """The guardian takes the consent back."""
    await _own(actor, volunteer_id)
    freed = await actions.end_consent(actor, volunteer_id, now=clock.now())
    said = _("监护人同意已收回，让出 %(n)d 个班次", n=freed) if freed else _("监护人同意已收回")
    return redirect(request, f"/volunteers/{volunteer_id}", toast=said)


@post("/volunteers/{volunteer_id:int}/papers", may=May.KEEP_VOLUNTEERS)
async def paper(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Write a commitment or an insurance down."""
    await _own(actor, volunteer_id)
    given = await read_form(request, PaperForm)
    await actions.add_paper(
        actor, volunteer_id, given.kind, given.reference, given.from_on, given.to_on, now=clock.now()
    )
    return redirect(request, f"/volunteers/{volunteer_id}", toast=_("已登记"))


async def _own(actor: Actor, volunteer: int) -> None:
    found(found(await queries.volunteer_file(actor, volunteer, clock.now())).private or None)


def _wishes(given: VolunteerForm) -> Wishes:
    slots = slots_of(given.slots)
    if slots is None:
        raise Malformed(Filled(_values(given), {"slots": _("空闲时间从列出的里面选")}))
    return Wishes(
        skills=frozenset(given.skills),
        sites=frozenset(given.sites),
        slots=tuple(slots),
        wanted_minutes=given.wanted_hours * 60,
        most_minutes=given.most_hours * 60,
        number=given.number.strip() or None,
        born_on=given.born_on,
        sex=given.sex,
        area=given.area.strip(),
    )


def _values(given: VolunteerForm) -> dict[str, Any]:
    values = msgspec.structs.asdict(given)
    lists = {name: [str(one) for one in values[name]] for name in ("skills", "sites", "slots")}
    return {**values, **lists, "sex": given.sex or "", "born_on": given.born_on.isoformat() if given.born_on else ""}


def _refilled(given: VolunteerForm, refused: Refused) -> Filled:
    fields = {"load": "most_hours", "born": "born_on", "too_young": "born_on", "number": "number", "slot": "slots"}
    names = {one.code: fields.get(one.code, "phone" if "phone" in one.code else "") for one in refused.reasons}
    return Filled(_values(given), {names[one.code]: one.sentence for one in refused.reasons})


async def _form(
    request: Asked, actor: Actor, form: Filled, file: VolunteerFile | None = None, *, status: int = 200
) -> Response[Any]:
    choices = await places.choices(actor, clock.now())
    week = grid(file.facts.slots if file else ())
    return page(request, "shifts/volunteers/edit", status=status, form=form, file=file, places=choices, **week, **WORDS)


handlers = [index, new, register, show, edit, change, set_state, consent, end_consent, paper]
