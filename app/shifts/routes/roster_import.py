"""The wizard for an existing roster: file, columns where it is a list, look and mend in place, take in, take back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office import XLSX, download
from app.refusals import Refused
from app.shifts.actions import intakes as actions
from app.shifts.actions import rostering
from app.shifts.exports.roster_sheet import template as made_template
from app.shifts.queries.intakes import Brought, earlier
from app.shifts.queries.places import posts
from app.shifts.queries.roster_sheet import Look, monday_said, roster_look
from app.shifts.queries.volunteer_list import places
from app.shifts.routes.bringing import LARGEST, Fields, brought, refused_form, revision_of, texts_of, window
from app.shifts.routes.shown import WORDS, monday
from app.shifts.routes.wizard import Wizard
from app.shifts.rules.intakes import FATES, IntakeKind, why_not_size
from app.shifts.rules.roster_cells import FIELDS, NEEDED, SHAPES, SYNONYMS, Shape, shape_of
from app.web import Filled, Me, get, page, post, redirect
from app.web.page import Asked

KIND = IntakeKind.ROSTER
SAID = Fields(FIELDS, NEEDED)
LONGEST_REASON = 200


@get("/shifts/import", may=May.ARRANGE_SHIFTS)
async def start(request: Asked, actor: Me) -> Response[Any]:
    """What to do, and what was brought before."""
    return await _start(request, actor)


async def _start(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    before = await earlier(actor, KIND)
    week = monday("", clock.now()) + timedelta(days=7)
    return page(
        request, "shifts/import/roster", form=form or Filled(), earlier=before, week=week, status=status, **WORDS
    )


@get("/shifts/import/template.xlsx", may=May.ARRANGE_SHIFTS)
async def template(actor: Me) -> Response[bytes]:
    """The empty roster."""
    names, theirs = [name for _id, name in await places()], [one.name for one in await posts(actor)]
    return download(_("班表模板"), XLSX, made_template(names, theirs, generated_at=clock.now()))


@post("/shifts/import", may=May.ARRANGE_SHIFTS, request_max_body_size=LARGEST)
async def bring(request: Asked, actor: Me) -> Response[Any]:
    """Bring a roster; nothing of it is taken in yet."""
    now, texts = clock.now(), await texts_of(request)
    week = monday(texts.get("week", ""), now)
    try:
        name, grid = await brought(request)
        if reasons := why_not_size(len(grid.rows) - 1):
            raise Refused(*reasons)
    except Refused as refused:
        return await _start(request, actor, refused_form(refused, "file", texts), status=409)
    made = await actions.begin(actor, KIND, name, grid, now=now, settings={"week": week.isoformat()})
    step = "" if shape_of(grid, week) is Shape.WEEK else "/columns"
    return redirect(request, f"/shifts/imports/{made}{step}")


@get("/shifts/imports/{intake_id:int}/columns", may=May.ARRANGE_SHIFTS)
async def columns(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Which column of a list means what: as it was the last time, else as the headings say."""
    return await WIZARD.columns(request, actor, intake_id)


@post("/shifts/imports/{intake_id:int}/columns", may=May.ARRANGE_SHIFTS)
async def choose(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Say which column means what."""
    return await WIZARD.choose(request, actor, intake_id)


@get("/shifts/imports/{intake_id:int}", may=May.ARRANGE_SHIFTS)
async def show(
    request: Asked, actor: Me, intake_id: FromPath[int], only: FromQuery[str] = "", number: FromQuery[str] = ""
) -> Response[Any]:
    """What taking it in would do, to be mended in place; once it is taken in, what was."""
    one = await WIZARD.one(actor, intake_id)
    if one.is_open and one.columns is None and shape_of(one.grid, monday_said(one)) is Shape.LIST:
        return redirect(request, f"/shifts/imports/{intake_id}/columns")
    return await _show(request, actor, one, only, number)


async def _show(
    request: Asked,
    actor: Actor,
    one: Brought,
    only: str = "",
    number: str = "",
    form: Filled | None = None,
    *,
    status: int = 200,
) -> Response[Any]:
    look = await roster_look(actor, one, clock.now()) if one.is_open else None
    cells = look.cells if look else ()
    people = [sits for each in cells for sits in each.people]
    return page(
        request,
        "shifts/import/roster_preview",
        one=one,
        look=look,
        shape=_(SHAPES[look.shape]) if look else "",
        is_week=look is not None and look.shape is Shape.WEEK,
        window=window(cells, only, number),
        counts={fate: sum(sits.fate is fate for sits in people) for fate in FATES},
        shifts=_new_shifts(look),
        fields=FIELDS,
        fates=FATES,
        form=form or Filled(),
        status=status,
        **WORDS,
    )


def _new_shifts(look: Look | None) -> int:
    if look is None:
        return 0
    there = {(place, span) for place, span, _post in look.seats}
    return len({(each.post.place, each.span) for each in look.cells if each.post and each.span and each.people} - there)


def _needs_time(chosen: Mapping[str, int]) -> dict[str, str]:
    if "time" in chosen or {"begins", "ends"} <= chosen.keys():
        return {}
    return {"time": _("选一列作“时间”，或者选开始和结束两列")}


def _override(texts: Mapping[str, str]) -> dict[str, Any]:
    """Why warnings are gone over."""
    return {"override": texts["override"].strip()[:LONGEST_REASON]} if "override" in texts else {}


WIZARD = Wizard(KIND, "/shifts/import", "/shifts/imports", SYNONYMS, SAID, _show, _needs_time, _override)


@post("/shifts/imports/{intake_id:int}/corrections", may=May.ARRANGE_SHIFTS, request_max_body_size=LARGEST)
async def mend(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Type over cells, leave rows out, say why warnings are gone over; look again."""
    return await WIZARD.mend(request, actor, intake_id)


@post("/shifts/imports/{intake_id:int}/rows", may=May.ARRANGE_SHIFTS)
async def take_in(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Take it in: whole, or the people who are right."""
    one, texts = await WIZARD.one(actor, intake_id), await texts_of(request)
    good_only, revision = texts.get("good") == "1", revision_of(texts)

    async def taken() -> str:
        n = await rostering.take_in(actor, intake_id, now=clock.now(), revision=revision, good_only=good_only)
        return _("已导入 %(n)d 人次，是草稿", n=n)

    return await WIZARD.acted(request, actor, one, taken)


@post("/shifts/imports/{intake_id:int}/undoings", may=May.ARRANGE_SHIFTS)
async def undo(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Take back what was taken in."""

    async def undone() -> str:
        return _("已撤销，撤下 %(n)d 人次", n=await rostering.undo(actor, intake_id, now=clock.now()))

    return await WIZARD.acted(request, actor, await WIZARD.one(actor, intake_id), undone)


@post("/shifts/imports/{intake_id:int}/discards", may=May.ARRANGE_SHIFTS)
async def put_away(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Do not take the rest in."""
    return await WIZARD.put_away(request, actor, intake_id)


handlers = [start, template, bring, columns, choose, show, mend, take_in, undo, put_away]
