"""Members' hours of a year: the table of R-14 for who sees the branch's records, one's own row for a member."""

import asyncio
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import May
from app.locale import _
from app.office.files import XLSX, download
from app.party.actions.hours import hours_exported
from app.party.exports.hours import hours_workbook
from app.party.queries.hours import member_hours
from app.party.queries.own import within
from app.party.rules.branch import COMMITTEE_POSTS
from app.party.rules.hours import WAYS, totals
from app.people.queries.places import contact
from app.training.queries.rules import rules
from app.training.rules import LEDGERS, OF_THE_PARTY
from app.training.rules.book import MARKS
from app.training.rules.filtering import a_year
from app.training.rules.years import years_to_choose
from app.training.words import halves
from app.web import Me, get, page
from app.web.page import Asked

ADDRESS = "/party/hours"


@get(ADDRESS, may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """Required and done, by the kinds of learning."""
    now = clock.now()
    today = clock.at_library(now).date()
    branch = await within(actor, today)
    of_year = a_year(year, today.year)
    rows = await member_hours(of_year, today)
    if not branch.sees_all:
        rows = [one for one in rows if one.member.person == actor.person]
    return page(
        request,
        "party/hours",
        branch=branch,
        year=of_year,
        years=years_to_choose(now),
        rows=rows,
        totals=totals(rows),
        ways=WAYS,
        posts=COMMITTEE_POSTS,
        rules=[one for one in await rules(of_year) if one.ledger in OF_THE_PARTY],
        ledgers=LEDGERS,
        marks=MARKS,
        halves=halves,
        now=now,
    )


@get(ADDRESS + ".xlsx", may=May.SEE_PARTY)
async def workbook(actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """The same as a workbook (R-14)."""
    now = clock.now()
    today = clock.at_library(now).date()
    branch = await within(actor, today)
    of_year = a_year(year, today.year)
    rows = await member_hours(of_year, today)
    await hours_exported(actor, of_year, len(rows))
    own = await contact()
    body = await asyncio.to_thread(
        hours_workbook,
        rows,
        of_year,
        branch.structure.name,
        library=own[0] if own else "",
        made_by=actor.name,
        generated_at=now,
    )
    return download(_("%(year)d年党员学时登记汇总", year=of_year), XLSX, body)


handlers = [show, workbook]
