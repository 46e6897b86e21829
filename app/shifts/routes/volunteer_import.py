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
from app.shifts.actions import listing
from app.shifts.exports.volunteer_list import template as made_template
from app.shifts.exports.volunteer_list import to_be_mended
from app.shifts.queries.intakes import Brought, earlier, intake
from app.shifts.queries.volunteer_list import looked_at, places
from app.shifts.routes.bringing import (
    LARGEST,
    Fields,
    ask_columns,
    brought,
    chosen_columns,
    columns_page,
    corrections,
    refused_form,
    revision_of,
    texts_of,
    window,
)
from app.shifts.routes.shown import WORDS
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
    return await ask_columns(request, found(await intake(actor, intake_id, KIND)), SYNONYMS, SAID)


@post("/volunteers/imports/{intake_id:int}/columns", may=May.KEEP_VOLUNTEERS)
async def choose(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Say which column means what."""
    one = found(await intake(actor, intake_id, KIND))
    header, texts = one.header(SYNONYMS), await texts_of(request)
    chosen, errors = chosen_columns(texts, SAID, len(header.headings))
    if errors:
        return columns_page(request, one, header, chosen, SAID, Filled(texts, errors), status=422)
    await actions.choose_columns(actor, intake_id, KIND, chosen, header, revision=revision_of(texts))
    return redirect(request, f"/volunteers/imports/{intake_id}")


@get("/volunteers/imports/{intake_id:int}", may=May.KEEP_VOLUNTEERS)
async def show(
    request: Asked, actor: Me, intake_id: FromPath[int], only: FromQuery[str] = "", number: FromQuery[str] = ""
) -> Response[Any]:
    """What taking it in would do, to be mended in place; once it is taken in, what was."""
    one = found(await intake(actor, intake_id, KIND))
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
    lines = await looked_at(actor, one, clock.now()) if one.is_open else ()
    # A field without a column can be typed in where it is missing.
    asked = [name for name in FIELDS if name in (one.columns or {}) or any(name in each.texts for each in lines)]
    wrong = {each.code for line in lines for each in line.problems}
    return page(
        request,
        "shifts/import/preview",
        one=one,
        window=window(lines, only, number),
        fields={name: FIELDS[name] for name in FIELDS if name in asked or name in wrong},
        fates=FATES,
        skipped=len(one.out),
        form=form or Filled(),
        status=status,
        **WORDS,
    )


@post("/volunteers/imports/{intake_id:int}/corrections", may=May.KEEP_VOLUNTEERS, request_max_body_size=LARGEST)
async def mend(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Type over cells, leave rows out, look again."""
    one = found(await intake(actor, intake_id, KIND))
    texts = await texts_of(request)
    cells, out = corrections(texts)
    try:
        await actions.mend(actor, intake_id, KIND, cells, out, revision=revision_of(texts))
    except Refused as refused:
        return await _show(request, actor, one, texts.get("only", ""), form=refused_form(refused), status=409)
    kept = "?only=1" if texts.get("only") else ""
    return redirect(request, f"/volunteers/imports/{intake_id}{kept}", toast=_("已改，下面是重新核对的结果"))


@post("/volunteers/imports/{intake_id:int}/rows", may=May.KEEP_VOLUNTEERS)
async def take_in(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Take it in: whole, or the rows that are right."""
    one = found(await intake(actor, intake_id, KIND))
    texts = await texts_of(request)
    good_only = texts.get("good") == "1"
    try:
        n = await listing.take_in(actor, intake_id, now=clock.now(), revision=revision_of(texts), good_only=good_only)
    except Refused as refused:
        return await _show(request, actor, one, form=refused_form(refused), status=409)
    return redirect(request, f"/volunteers/imports/{intake_id}", toast=_("已导入 %(n)d 行", n=n))


@get("/volunteers/imports/{intake_id:int}/errors.xlsx", may=May.KEEP_VOLUNTEERS)
async def errors(actor: Me, intake_id: FromPath[int]) -> Response[bytes]:
    """The rows that are left, with what is wrong: mended, it can be chosen as a list again."""
    one = found(await intake(actor, intake_id, KIND))
    found(one.is_open or None)
    now = clock.now()
    made = to_be_mended(one, await looked_at(actor, one, now), generated_at=now)
    return download(_("错误原因_%(name)s", name=one.name.rsplit(".", 1)[0]), XLSX, made)


@post("/volunteers/imports/{intake_id:int}/undoings", may=May.KEEP_VOLUNTEERS)
async def undo(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Take back what was taken in."""
    one = found(await intake(actor, intake_id, KIND))
    try:
        n = await listing.undo(actor, intake_id, now=clock.now())
    except Refused as refused:
        return await _show(request, actor, one, form=refused_form(refused), status=409)
    return redirect(request, f"/volunteers/imports/{intake_id}", toast=_("已撤销，%(n)d 人恢复到导入以前", n=n))


@post("/volunteers/imports/{intake_id:int}/discards", may=May.KEEP_VOLUNTEERS)
async def put_away(request: Asked, actor: Me, intake_id: FromPath[int]) -> Response[Any]:
    """Do not take the rest in."""
    await actions.put_away(actor, intake_id, KIND)
    return redirect(request, "/volunteers/import", toast=_("已收起，表里的内容不再保留"))


handlers = [start, template, bring, columns, choose, show, mend, take_in, errors, undo, put_away]
