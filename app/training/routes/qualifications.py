"""Qualifications: the list, one with who holds it, giving by hand and taking back."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import UNSEEN, Refused, found, seen_of
from app.training import actions
from app.training.forms import GrantForm, QualificationForm, TakeBackForm
from app.training.queries import qualifications as queries
from app.training.queries.qualifications import QualificationView
from app.training.rules.qualifications import FOR_EVER, SOURCES, STANDINGS, QualificationPlan, Standing
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/qualifications"
SHOWN = 30
WORDS: dict[str, Any] = {
    "sources": SOURCES,
    "standings": STANDINGS,
    "Standing": Standing,
    "for_ever": FOR_EVER,
    "standing_pills": {
        Standing.HOLDS: ("is-ok", "check"),
        Standing.SOON: ("is-warn", "clock"),
        Standing.EXPIRED: ("is-bad", "x"),
    },
}


@get(ADDRESS, may=May.KEEP_QUALIFICATIONS)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """All of them, with how many hold them."""
    return page(request, "training/qualifications", listed=await queries.qualifications(actor, clock.today()), **WORDS)


@get(ADDRESS + "/new", may=May.KEEP_QUALIFICATIONS)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty one."""
    return _form(request, blank(), None)


@post(ADDRESS, may=May.KEEP_QUALIFICATIONS)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Write one down."""
    return await _save(request, actor, None)


@get(ADDRESS + "/{qualification_id:int}/edit", may=May.KEEP_QUALIFICATIONS)
async def edit(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """One of them, to be changed."""
    one = found(await queries.qualification(actor, qualification_id))
    form = blank(
        name=one.name,
        months=one.months or "",
        note=one.note,
        how=one.how,
        before_active="1" if one.before_active else "",
        exam_percent=one.exam_percent or "",
        seen=seen_of(*one.shown),
    )
    return _form(request, form, one)


@post(ADDRESS + "/{qualification_id:int}", may=May.KEEP_QUALIFICATIONS)
async def change(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """Change one."""
    return await _save(request, actor, found(await queries.qualification(actor, qualification_id)))


@get(ADDRESS + "/{qualification_id:int}", may=May.KEEP_QUALIFICATIONS)
async def show(request: Asked, actor: Me, qualification_id: FromPath[int], q: FromQuery[str] = "") -> Response[Any]:
    """One with who holds it; whose ends soon stand at the top."""
    form = blank(from_on=clock.today().isoformat())
    return await _page(request, actor, qualification_id, form, q=q[:40])


@post(ADDRESS + "/{qualification_id:int}/ends", may=May.KEEP_QUALIFICATIONS)
async def end(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """Nothing asks for it any more."""
    await actions.end_qualification(actor, qualification_id, now=clock.now())
    undo = f"{ADDRESS}/{qualification_id}/resumptions"
    return redirect(request, ADDRESS, toast=_("资格已停用，岗位不再要求它"), undo=undo)


@post(ADDRESS + "/{qualification_id:int}/resumptions", may=May.KEEP_QUALIFICATIONS)
async def resume(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """It is in use again."""
    await actions.resume_qualification(actor, qualification_id)
    return redirect(request, f"{ADDRESS}/{qualification_id}", toast=_("资格已恢复"))


@post(ADDRESS + "/{qualification_id:int}/grants", may=May.KEEP_QUALIFICATIONS)
async def grant(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """Give it to somebody who shows evidence."""
    try:
        given = await read_form(request, GrantForm)
    except Malformed as malformed:
        return await _page(request, actor, qualification_id, malformed.filled, status=422)
    try:
        await actions.grant_by_hand(
            actor,
            qualification_id,
            given.person,
            given.reason,
            from_on=given.from_on,
            to_on=given.to_on,
            now=clock.now(),
        )
    except Refused as refused:
        values = {name: str(value or "") for name, value in msgspec.structs.asdict(given).items()}
        errors = {one.code if one.code in values else "": one.sentence for one in refused.reasons}
        return await _page(request, actor, qualification_id, Filled(values, errors), status=409)
    return redirect(request, f"{ADDRESS}/{qualification_id}", toast=_("已登记，本人会收到通知"))


@post(ADDRESS + "/{qualification_id:int}/revocations", may=May.KEEP_QUALIFICATIONS)
async def revoke(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """Take it back."""
    given = await read_form(request, TakeBackForm)
    await actions.revoke_qualification(actor, qualification_id, given.person, given.reason, now=clock.now())
    return redirect(request, f"{ADDRESS}/{qualification_id}", toast=_("已撤销，本人会收到通知"))


async def _save(request: Asked, actor: Actor, known: QualificationView | None) -> Response[Any]:
    try:
        given = await read_form(request, QualificationForm)
    except Malformed as malformed:
        return _form(request, malformed.filled, known, status=422)
    plan = QualificationPlan(
        given.name.strip(), given.months, given.note, given.how, given.before_active, given.exam_percent
    )
    try:
        if known is None:
            made = await actions.add_qualification(actor, plan, now=clock.now())
        else:
            made = known.id
            await actions.edit_qualification(actor, known.id, plan, seen=given.seen)
    except Refused as refused:
        values = {
            **msgspec.structs.asdict(given),
            "months": given.months or "",
            "before_active": "1" if given.before_active else "",
            "exam_percent": given.exam_percent or "",
        }
        if known is not None and any(one.code == UNSEEN for one in refused.reasons):
            values["seen"] = seen_of(*found(await queries.qualification(actor, known.id)).shown)
        errors = {
            one.code if one.code in {"name", "months", "exam_percent"} else "": one.sentence for one in refused.reasons
        }
        return _form(request, Filled(values, errors), known, status=409)
    return redirect(request, f"{ADDRESS}/{made}", toast=_("已保存"))


def _form(request: Asked, form: Filled, known: QualificationView | None, *, status: int = 200) -> Response[Any]:
    return page(request, "training/qualification_form", status=status, form=form, known=known)


async def _page(
    request: Asked, actor: Actor, qualification_id: int, form: Filled, *, q: str = "", status: int = 200
) -> Response[Any]:
    today = clock.today()
    return page(
        request,
        "training/qualification",
        part="holders",
        status=status,
        one=found(await queries.qualification(actor, qualification_id)),
        holders=await queries.holders(actor, qualification_id, today, q),
        revoked=await queries.revoked(qualification_id),
        people=await queries.people(today),
        form=form,
        q=q,
        most=SHOWN,
        today=today,
        **WORDS,
    )


handlers = [index, new, add, edit, change, show, end, resume, grant, revoke]
