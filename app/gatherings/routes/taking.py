"""The sign-in sheet as a file."""

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings import actions
from app.gatherings.exports import Heading, sheet_workbook
from app.gatherings.queries.gathering import GatheringView
from app.gatherings.queries.keeping import Line, kept, roll
from app.gatherings.rules import GatheringState
from app.locale import _
from app.office.files import XLSX, download
from app.people.queries.places import contact
from app.refusals import found
from app.web import Me, get


@get("/gatherings/{gathering:int}/sheet.xlsx", may=May.KEEP_ATTENDANCE)
async def workbook(
    actor: Me, gathering: FromPath[int], blank: FromQuery[str] = "", public: FromQuery[str] = ""
) -> Response[Any]:
    """The sheet as a workbook (R-01): blank to be signed, or filled; `public=1` masks the names."""
    one = found(await kept(actor, gathering))
    lines = await roll(actor, one)
    return await sheet_file(actor, one, lines, Heading(), is_blank=blank == "1", is_public=public == "1")


async def sheet_file(
    actor: Actor, one: GatheringView, lines: Sequence[Line], heading: Heading, *, is_blank: bool, is_public: bool
) -> Response[Any]:
    """The answer with the file, for this slice and for those that know who speaks; it is a deed."""
    await actions.sheet_exported(actor, one.id, len(lines), is_public=is_public)
    own = await contact()
    body = await asyncio.to_thread(
        sheet_workbook,
        one,
        lines,
        heading,
        is_blank=is_blank or one.state is GatheringState.PLANNED,
        is_public=is_public,
        library=own[0] if own else "",
        made_by=actor.name,
        generated_at=clock.now(),
    )
    name = _("签到表 %(day)s %(title)s", day=f"{clock.at_library(one.span.starts_at):%Y-%m-%d}", title=one.title)
    return download(f"{name}{_('（公开版）') if is_public else ''}", XLSX, body)


handlers = [workbook]
