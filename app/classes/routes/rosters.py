"""Taking a roster in: the template, the look at what was filled in, mending it in place, taking in all of it or what is good."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from litestar import Response
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions import enrolling as actions
from app.classes.actions.exporting import take_along
from app.classes.exports import roster_errors, roster_template
from app.classes.forms import HeldForm
from app.classes.routes.classes import WORDS
from app.classes.rules import TIERS, Tier, why_not_seats
from app.classes.rules.roster import ALL_HEADINGS, FIELDS, Line, Roster, checked, mended, typed_rows
from app.locale import _
from app.office import XLSX, download
from app.office.grids import Problem, Typed
from app.office.reading import read_table
from app.refusals import Missing, Refused, found
from app.web import Filled, Me, get, page, post, read_form, redirect, signing
from app.web.page import Asked

LOOKED_AT, DRAFT = "class roster", "class roster draft"
LARGEST = 2 * 1024 * 1024
Kind = TypeVar("Kind", Line, Typed)
MOST_MENDED = 50
"""Rows that are mended in place at once; whoever has more mends them in the file."""


@get("/classes/{class_id:int}/roster", may=May.RUN_CLASSES)
async def show(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """What to do: the template, and where to put the file."""
    return await _show(request, actor, class_id)


@get("/classes/{class_id:int}/roster.xlsx", may=May.RUN_CLASSES)
async def template(actor: Me, class_id: FromPath[int]) -> Response[bytes]:
    """The empty table to be filled in."""
    one = found(await queries.training_class(actor, class_id))
    made = roster_template(one, library=await queries.own_library(), made_by=actor.name, generated_at=clock.now())
    return download(_("报名表_%(title)s", title=one.title), XLSX, made)


@post("/classes/{class_id:int}/roster", may=May.RUN_CLASSES, request_max_body_size=LARGEST)
async def look(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Look at a file; nothing is kept yet."""
    found(await queries.training_class(actor, class_id))
    posted = await request.form()
    file = posted.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await _show(request, actor, class_id, Filled({}, {"file": _("先选一个文件")}), status=422)
    try:
        table = await read_table(await file.read(), file.filename, ALL_HEADINGS)
    except Refused as refused:
        said = " ".join(why.sentence for why in refused.reasons)
        return await _show(request, actor, class_id, Filled({}, {"file": said}), status=409)
    rows, problems = typed_rows(table.header, table.rows)
    if problems:
        return await _show(request, actor, class_id, roster=Roster((), problems), status=409)
    return await _preview(request, actor, class_id, rows)


@post("/classes/{class_id:int}/roster/corrections", may=May.RUN_CLASSES, request_max_body_size=LARGEST)
async def mend(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Look again at what was mended in place; nothing is kept yet."""
    return await _preview(request, actor, class_id, await _mended(request, class_id))


@post("/classes/{class_id:int}/roster/errors.xlsx", may=May.RUN_CLASSES, request_max_body_size=LARGEST)
async def errors(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[bytes]:
    """The wrong rows as a table, each with what is wrong and how to mend it; it can be chosen as a roster again."""
    one = found(await queries.training_class(actor, class_id))
    rows = await _mended(request, class_id)
    taken = await queries.phones(class_id)
    made = roster_errors(
        one, rows, taken, library=await queries.own_library(), made_by=actor.name, generated_at=clock.now()
    )
    name = _("要改的行_%(title)s", title=one.title)
    await take_along(actor, class_id, name)
    return download(name, XLSX, made)


@post("/classes/{class_id:int}/roster/good-rows", may=May.RUN_CLASSES, request_max_body_size=LARGEST)
async def take_good_in(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Take in the rows that are good; those that are not stay to be mended."""
    rows = await _mended(request, class_id)
    one = found(await queries.training_class(actor, class_id))
    roster = checked(rows, one.tiers, await queries.phones(class_id))
    n = await actions.take_in(actor, class_id, roster.good, now=clock.now()) if roster.good else 0
    left = [row for row in rows if row.number in roster.wrong_rows]
    if not left:
        return redirect(request, f"/classes/{class_id}#learners", toast=_("已导入 %(n)d 人", n=n))
    return await _preview(request, actor, class_id, left, taken_in=n)


async def _preview(
    request: Asked, actor: Actor, class_id: int, rows: Sequence[Typed], *, taken_in: int = 0
) -> Response[Any]:
    one = found(await queries.training_class(actor, class_id))
    roster = checked(rows, one.tiers, await queries.phones(class_id))
    full = why_not_seats(one, len(roster.good)) if roster.good else ()
    shown = Roster(roster.lines, (*roster.problems, *(Problem(0, "", why.sentence) for why in full)))
    return await _show(
        request,
        actor,
        class_id,
        roster=shown,
        held="" if shown.problems else signing.signed(LOOKED_AT, _packed(class_id, roster.lines)),
        draft=signing.signed(DRAFT, _packed(class_id, rows)) if roster.wrong_rows else "",
        wrong=[row for row in rows if row.number in roster.wrong_rows],
        is_full=bool(full),
        taken_in=taken_in,
        status=409 if shown.problems and not taken_in else 200,
    )


async def _show(
    request: Asked,
    actor: Actor,
    class_id: int,
    form: Filled | None = None,
    *,
    roster: Roster | None = None,
    held: str = "",
    draft: str = "",
    wrong: Sequence[Typed] = (),
    is_full: bool = False,
    taken_in: int = 0,
    status: int = 200,
) -> Response[Any]:
    one = found(await queries.training_class(actor, class_id))
    return page(
        request,
        "classes/roster",
        one=one,
        form=form or Filled(),
        roster=roster,
        held=held,
        draft=draft,
        wrong=wrong[:MOST_MENDED],
        left_over=len(wrong[MOST_MENDED:]),
        is_full=is_full,
        taken_in=taken_in,
        fields=FIELDS,
        # What a field holds is what a town would write, whatever the screen speaks.
        tier_texts=[TIERS[tier] for tier in Tier if tier in one.tiers],
        status=status,
        **WORDS,
    )


@post("/classes/{class_id:int}/roster/rows", may=May.RUN_CLASSES, request_max_body_size=LARGEST)
async def take_in(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Take in what was looked at."""
    given = await read_form(request, HeldForm)
    lines = _unpacked(class_id, signing.unsigned(LOOKED_AT, given.held), Line)
    n = await actions.take_in(actor, class_id, lines, now=clock.now())
    return redirect(request, f"/classes/{class_id}#learners", toast=_("已导入 %(n)d 人", n=n))


async def _mended(request: Asked, class_id: int) -> tuple[Typed, ...]:
    posted = await request.form()
    texts = {name: value for name, value in posted.items() if isinstance(value, str)}
    rows = _unpacked(class_id, signing.unsigned(DRAFT, texts.get("draft", "")), Typed)
    return mended(rows, texts)


def _packed(class_id: int, rows: Sequence[Line] | Sequence[Typed]) -> str:
    # What was looked at travels in the page, signed, so that what is taken in is what was seen.
    return urlsafe_b64encode(msgspec.json.encode((class_id, rows))).decode()


def _unpacked(class_id: int, text: str | None, kind: type[Kind]) -> tuple[Kind, ...]:
    if text is None:
        raise Missing
    of, rows = msgspec.json.decode(urlsafe_b64decode(text), type=tuple[int, tuple[kind, ...]])  # type: ignore[valid-type]
    if of != class_id:
        raise Missing
    return tuple(rows)


handlers = [show, template, look, mend, errors, take_good_in, take_in]
