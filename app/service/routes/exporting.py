"""The register of volunteers, and exports for platforms whose columns the library lays out itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import May
from app.locale import _
from app.office import XLSX, download
from app.people.queries.places import contact
from app.refusals import Refused, found
from app.service.actions import exporting as actions
from app.service.exports.platform import platform_workbook, rows_of, table
from app.service.exports.register import register_workbook
from app.service.queries.profiles import profile, profiles
from app.service.queries.register import register, standing_between
from app.service.rules.profiles import FIELDS, LONGEST_HEADING, LOOKS, OURS, ROWS, Look, Profile, ProfileColumn
from app.shifts.routes.shown import FIRST_YEAR, LAST_YEAR, whole
from app.web import Filled, Me, get, page, post, redirect
from app.web.forms import UNSEEN
from app.web.page import Asked

PREVIEWED, SPARE = 5, 3
WORDS: dict[str, Any] = {"all_fields": FIELDS, "looks": LOOKS, "kinds": ROWS, "ours": OURS}


@get("/service/exports", may=May.EXPORT_SERVICE)
async def index(request: Asked) -> Response[Any]:
    """What can be taken along."""
    return page(request, "service/exports", profiles=await profiles(), **WORDS)


@get("/service/register.xlsx", may=May.EXPORT_SERVICE)
async def register_file(actor: Me, public: FromQuery[str] = "") -> Response[bytes]:
    """志愿者台账 (R-18); with `public=1` to be hung up."""
    now, is_public = clock.now(), public == "1"
    entries = await register(now)
    await actions.take_register_along(actor, len(entries), is_public=is_public)
    known = await contact()
    library = known[0] if known else ""
    made = register_workbook(entries, is_public=is_public, library=library, made_by=actor.name, generated_at=now)
    return download(_("志愿者台账_公开版") if is_public else _("志愿者台账"), XLSX, made)


@get("/service/exports/{key:str}", may=May.EXPORT_SERVICE)
async def show(
    request: Asked, key: FromPath[str], first: FromQuery[str] = "", last: FromQuery[str] = ""
) -> Response[Any]:
    """An export: its first rows, its columns to be changed, and what time to take along."""
    one = found(await profile(key))
    return await _show(request, one, *_days(first, last))


async def _show(
    request: Asked, one: Profile, first: date, last: date, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    rows = rows_of(one, await register(clock.now()), await standing_between(first, last))
    lines = form.value("lines") if form else [(each.heading, each.source, each.look.value) for each in one.columns]
    return page(
        request,
        "service/profile",
        one=one,
        first=first,
        last=last,
        count=len(rows),
        preview=table(one, rows[:PREVIEWED]),
        lines=[*lines, *[("", "", "")] * SPARE],
        longest=LONGEST_HEADING,
        personal=[_(FIELDS[name].label) for name in one.personal],
        form=form or Filled({"name": one.name}),
        status=status,
        **WORDS,
    )


@post("/service/exports/{key:str}", may=May.EXPORT_SERVICE)
async def save(request: Asked, actor: Me, key: FromPath[str]) -> Response[Any]:
    """Lay it out anew: a column for each heading, in their order; what has no heading is left out."""
    one = found(await profile(key))
    posted = await request.form()
    texts = [
        [str(each)[:LONGEST_HEADING].strip() for each in posted.getall(n, [])] for n in ("heading", "source", "look")
    ]
    lines = [line for line in zip(*texts, strict=False) if line[0]]
    name, revision = str(posted.get("name", ""))[:80], whole(str(posted.get("revision", "")))
    if UNSEEN.search("".join([name, *(text for line in lines for text in line)])):
        cleaned = [[UNSEEN.sub("", text) for text in line] for line in lines]
        errors = {"": _("%(label)s里有看不见的字符，删去重填", label=_("名称或列名"))}
        return await _show(
            request, one, *_days("", ""), Filled({"name": UNSEEN.sub("", name), "lines": cleaned}, errors), status=422
        )
    try:
        await actions.save_profile(actor, key, name, _columns(lines), revision=found(revision), now=clock.now())
    except Refused as refused:
        errors = {"name" if why.code == "name" else "": why.sentence for why in refused.reasons}
        return await _show(request, one, *_days("", ""), Filled({"name": name, "lines": lines}, errors), status=409)
    return redirect(request, f"/service/exports/{key}", toast=_("已保存，以前的格式还在事迹簿里"))


def _columns(lines: Sequence[Sequence[str]]) -> list[ProfileColumn]:
    known = {look.value for look in Look}
    return [ProfileColumn(heading, source, Look(look if look in known else "")) for heading, source, look in lines]


@post("/service/exports/{key:str}/copies", may=May.EXPORT_SERVICE)
async def copy(request: Asked, actor: Me, key: FromPath[str]) -> Response[Any]:
    """Another export that begins as this one."""
    made = await actions.copy_profile(actor, key, now=clock.now())
    return redirect(request, f"/service/exports/{made}", toast=_("已另存，改好名称和列再保存"))


@get("/service/exports/{key:str}/file.xlsx", may=May.EXPORT_SERVICE)
async def file(actor: Me, key: FromPath[str], first: FromQuery[str] = "", last: FromQuery[str] = "") -> Response[bytes]:
    """The export as a workbook."""
    one = found(await profile(key))
    begins, ends = _days(first, last)
    now = clock.now()
    rows = rows_of(one, await register(now), await standing_between(begins, ends))
    await actions.take_export_along(actor, one, len(rows), f"{begins} – {ends}")
    return download(f"{one.name}_{begins}_{ends}", XLSX, platform_workbook(one, rows, generated_at=now))


def _days(first: str, last: str) -> tuple[date, date]:
    """The days that an address names; this year up to today where it names none."""
    today = clock.today()
    begins, ends = _day(first, date(today.year, 1, 1)), _day(last, today)
    return (begins, ends) if begins <= ends else (ends, begins)


def _day(text: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return otherwise
    return day if FIRST_YEAR <= day.year < LAST_YEAR else otherwise


handlers = [index, register_file, show, save, copy, file]
