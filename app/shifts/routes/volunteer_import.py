"""The wizard for a list of volunteers: template, file, columns, look and mend in place, take in, take back."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office import XLSX, download
from app.office.grids import headed
from app.refusals import Refused, found
from app.shifts.actions import intakes as actions
from app.shifts.actions import listing, queueing
from app.shifts.exports.volunteer_list import template as made_template
from app.shifts.exports.volunteer_list import to_be_mended
from app.shifts.importing import AT_ONCE
from app.shifts.queries.importing import import_under_way, intake_of_job
from app.shifts.queries.intakes import Brought, earlier
from app.shifts.queries.volunteer_list import looked_at, places
from app.shifts.routes.bringing import LARGEST, Fields, brought, refused_form, revision_of, texts_of, window
from app.shifts.routes.shown import WORDS
from app.shifts.routes.wizard import Wizard
from app.shifts.rules.intakes import FATES, IntakeKind, why_not_size
from app.shifts.rules.volunteer_cells import FIELDS, NEEDED, SYNONYMS
from app.web import Filled, Me, get, page, post, redirect
from app.web.page import Asked

KIND = IntakeKind.VOLUNTEERS
SAID = Fields(FIELDS, NEEDED)


@get("/volunteers/import", may=May.KEEP_VOLUNTEERS)
async def start(request: Asked, actor: Me) -> Response[Any]:
    """What to do: the template, where to put the file, and what was brought before."""
    return await _start(request, actor)


async def _start(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    before = await earlier(actor, KIND)
    return page(request, "shifts/import/volunteers", form=form or Filled(), earlier=before, status=status, **WORDS)


@get("/volunteers/import/template.xlsx", may=May.KEEP_VOLUNTEERS)
async def template() -> Response[bytes]:
    """The empty list."""
    return download(_("志愿者名单模板"), XLSX, made_template(await places(), generated_at=clock.now()))


@post("/volunteers/import", may=May.KEEP_VOLUNTEERS, request_max_body_size=LARGEST)
async def bring(request: Asked, actor: Me) -> Response[Any]:
    """Bring a table; nothing of it is taken in yet."""
    try:
        name, grid = await brought(request)
        header = headed(grid, SYNONYMS)
        if reasons := why_not_size(len(grid.rows) - header.row):
            raise Refused(*reasons)
    except Refused as refused:
        return await _start(request, actor, refused_form(refused, "file"), status=409)
    made = await actions.begin(actor, KIND, name, grid, now=clock.now())
    return redirect(request, f"/volunteers/imports/{made}/columns")


@get("/volunteers/imports/{intake_id:int}/columns", may=May.KEEP_VOLUNTEERS)
async def columns(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Which column means what: as it was the last time, else as the headings say."""
    return await WIZARD.columns(request, actor, intake_id)


@post("/volunteers/imports/{intake_id:int}/columns", may=May.KEEP_VOLUNTEERS)
async def choose(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Say which column means what."""
    return await WIZARD.choose(request, actor, intake_id)


@get("/volunteers/imports/of/{job_id:int}", may=May.KEEP_VOLUNTEERS)
async def of_job(request: Asked, actor: Me, job_id: FromPath[int]) -> Response[Any]:
    """The table that a job took in."""
    return redirect(request, WIZARD.at(found(await intake_of_job(actor, job_id))))


@get("/volunteers/imports/{intake_id:int}", may=May.KEEP_VOLUNTEERS)
async def show(
    request: Asked, actor: Me, intake_id: FromPath[int], only: FromQuery[str] = "", number: FromQuery[str] = ""
) -> Response[Any]:
    """What taking it in would do, to be mended in place; once it is taken in, what was."""
    one = await WIZARD.one(actor, intake_id)
    if one.is_open and one.columns is None:
        return redirect(request, f"/volunteers/imports/{intake_id}/columns")
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
    job = await import_under_way(actor, one)
    lines = await looked_at(actor, one, clock.now()) if one.is_open else ()
    # A field without a column can be typed in where it is missing.
    asked = [name for name in FIELDS if name in (one.columns or {}) or any(name in each.texts for each in lines)]
    wrong = {each.code for line in lines for each in line.problems}
    return page(
        request,
        "shifts/import/preview",
        one=one,
        job=job,
        window=window(lines, only, number),
        fields={name: FIELDS[name] for name in FIELDS if name in asked or name in wrong},
        fates=FATES,
        skipped=len(one.out),
        form=form or Filled(),
        status=status,
        **WORDS,
    )


WIZARD = Wizard(KIND, "/volunteers/import", "/volunteers/imports", SYNONYMS, SAID, _show)


@post("/volunteers/imports/{intake_id:int}/corrections", may=May.KEEP_VOLUNTEERS, request_max_body_size=LARGEST)
async def mend(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Type over cells, leave rows out, look again."""
    return await WIZARD.mend(request, actor, intake_id)


@post("/volunteers/imports/{intake_id:int}/rows", may=May.KEEP_VOLUNTEERS)
async def take_in(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Take it in: whole, or the rows that are right; many rows are taken in by a job, whose page says how far it is."""
    one, texts = await WIZARD.one(actor, intake_id), await texts_of(request)
    now, revision, good_only = clock.now(), revision_of(texts), texts.get("good") == "1"
    if len(one.grid.rows) > AT_ONCE:
        try:
            job = await queueing.queue(actor, intake_id, now=now, revision=revision, good_only=good_only)
        except Refused as refused:
            return await _show(request, actor, one, form=refused_form(refused), status=409)
        return redirect(request, f"/jobs/{job}")

    async def taken() -> str:
        n = await listing.take_in(actor, intake_id, now=now, revision=revision, good_only=good_only)
        return _("已导入 %(n)d 行", n=n)

    return await WIZARD.acted(request, actor, one, taken)


@get("/volunteers/imports/{intake_id:int}/errors.xlsx", may=May.KEEP_VOLUNTEERS)
async def errors(actor: Me, intake_id: FromPath[int]) -> Response[bytes]:
    """The rows that are left, with what is wrong: mended, it can be chosen as a list again."""
    one = await WIZARD.one(actor, intake_id)
    found(one.is_open or None)
    now = clock.now()
    made = to_be_mended(one, await looked_at(actor, one, now), generated_at=now)
    return download(_("错误原因_%(name)s", name=one.name.rsplit(".", 1)[0]), XLSX, made)


@post("/volunteers/imports/{intake_id:int}/undoings", may=May.KEEP_VOLUNTEERS)
async def undo(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Take back what was taken in."""

    async def undone() -> str:
        n = await listing.undo(actor, intake_id, now=clock.now())
        return _("已撤销，%(n)d 人恢复到导入以前", n=n)

    return await WIZARD.acted(request, actor, await WIZARD.one(actor, intake_id), undone)


@post("/volunteers/imports/{intake_id:int}/discards", may=May.KEEP_VOLUNTEERS)
async def put_away(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Do not take the rest in."""
    return await WIZARD.put_away(request, actor, intake_id)


handlers = [start, template, bring, columns, choose, of_job, show, mend, take_in, errors, undo, put_away]
