"""Taking a roster in: the template, the look at what was filled in, the taking in of all or nothing."""

from typing import Any

import msgspec
from litestar import Response
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions import enrolling as actions
from app.classes.exports import roster_template
from app.classes.forms import HeldForm
from app.classes.routes.classes import WORDS
from app.classes.rules import why_not_seats
from app.classes.rules.roster import ALL_HEADINGS, Line, Problem, Roster, read_roster
from app.locale import _
from app.office import XLSX, download
from app.office.reading import read_table
from app.refusals import Missing, Refused, found
from app.web import Filled, Me, get, page, post, read_form, redirect, signing
from app.web.page import Asked

PURPOSE = "class roster"
LARGEST = 2 * 1024 * 1024


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
    one = found(await queries.training_class(actor, class_id))
    posted = await request.form()
    file = posted.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await _show(request, actor, class_id, Filled({}, {"file": _("先选一个文件")}), status=422)
    try:
        table = await read_table(await file.read(), file.filename, ALL_HEADINGS)
    except Refused as refused:
        said = " ".join(why.sentence for why in refused.reasons)
        return await _show(request, actor, class_id, Filled({}, {"file": said}), status=409)
    roster = read_roster(table.header, table.rows, one.tiers, await queries.phones(class_id))
    full = () if roster.problems else why_not_seats(one, len(roster.lines))
    problems = (*roster.problems, *(Problem(0, "", why.sentence) for why in full))
    held = "" if problems else signing.signed(PURPOSE, _packed(class_id, roster))
    shown = Roster(roster.lines, problems)
    return await _show(request, actor, class_id, roster=shown, held=held, status=409 if problems else 200)


async def _show(
    request: Asked,
    actor: Actor,
    class_id: int,
    form: Filled | None = None,
    *,
    roster: Roster | None = None,
    held: str = "",
    status: int = 200,
) -> Response[Any]:
    one = found(await queries.training_class(actor, class_id))
    return page(
        request, "classes/roster", one=one, form=form or Filled(), roster=roster, held=held, status=status, **WORDS
    )


@post("/classes/{class_id:int}/roster/rows", may=May.RUN_CLASSES)
async def take_in(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Take in what was looked at."""
    given = await read_form(request, HeldForm)
    lines = _unpacked(class_id, signing.unsigned(PURPOSE, given.held))
    n = await actions.take_in(actor, class_id, lines, now=clock.now())
    return redirect(request, f"/classes/{class_id}#learners", toast=_("已导入 %(n)d 人", n=n))


def _packed(class_id: int, roster: Roster) -> str:
    # What was looked at travels in the page, signed, so that what is taken in is what was seen.
    return msgspec.json.encode((class_id, roster.lines)).hex()


def _unpacked(class_id: int, text: str | None) -> tuple[Line, ...]:
    if text is None:
        raise Missing
    of, lines = msgspec.json.decode(bytes.fromhex(text), type=tuple[int, tuple[Line, ...]])
    if of != class_id:
        raise Missing
    return lines


handlers = [show, template, look, take_in]
