"""The manager's view: coverage, attendance, hours against what is required, as pictures with their tables."""

from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import May
from app.training import words
from app.training.queries import ledgers
from app.training.queries.overview import attendance, coverage, materials
from app.training.queries.planned import ahead
from app.training.queries.rules import rules
from app.training.rules import LEDGERS, Ledger
from app.training.rules.filtering import a_year
from app.training.rules.membership import of_everybody
from app.training.rules.overview import (
    MONTHS,
    Came,
    attendance_finding,
    category_said,
    coverage_finding,
    hours_finding,
    materials_finding,
    month_days,
    of_all,
    worst_first,
)
from app.training.rules.summary import lacking_in
from app.training.rules.years import years_to_choose
from app.web import Me, get, page
from app.web.page import Asked

AT_FIRST = 30
"""People whom a picture shows before all of them are asked for."""


@get("/log/overview", may=May.SEE_LOG)
async def show(
    request: Asked, actor: Me, year: FromQuery[str] = "", ledger: FromQuery[str] = "", whole: FromQuery[str] = ""
) -> Response[Any]:
    """One year; who lacks most stands first, and every figure of the tables leads to its rows."""
    now = clock.now()
    of_year = a_year(year, clock.at_library(now).year)
    ledgers_shown = {one: name for one, name in LEDGERS.items() if one in of_everybody(actor)}
    chosen = Ledger(ledger) if ledger in set(ledgers_shown) else Ledger.INSTITUTION
    covered, people = await coverage(actor, of_year), worst_first(await attendance(actor, of_year))
    read = await materials(actor, of_year, now)
    cards = await ledgers.cards(actor, of_year, await rules(of_year), await ahead(of_year, now))
    accounts = lacking_in([(one.member, one.card.account(chosen)) for one in cards])
    most = max(len(people), len(accounts)) if whole else AT_FIRST
    months = of_all(people)
    return page(
        request,
        "training/overview",
        part="overview",
        year=of_year,
        years=years_to_choose(now),
        chosen=chosen,
        ledgers=ledgers_shown,
        whole=whole,
        coverage=covered,
        coverage_said=coverage_finding(covered),
        materials=read if whole else read[:AT_FIRST],
        all_materials=len(read),
        materials_said=materials_finding(read),
        people=people[:most],
        all_people=len(people),
        months=months,
        attendance_said=attendance_finding(months),
        accounts=accounts[:most],
        all_accounts=len(accounts),
        hours_said=hours_finding(chosen, [account for _member, account in accounts]),
        numbers=MONTHS,
        nobody=Came(),
        category_said=category_said,
        month_days=month_days,
        words=words,
        now=now,
    )


handlers = [show]
