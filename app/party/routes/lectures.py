"""党课 of a year and who taught them; what was studied of the year's materials."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import May
from app.party.queries import lectures as queries
from app.party.queries.meetings import meetings_between
from app.party.queries.own import within
from app.party.rules.lectures import FROM
from app.study.queries import materials_studied
from app.training.rules.filtering import a_year
from app.training.rules.years import years_to_choose
from app.web import Me, get, page
from app.web.page import Asked


@get("/party/lectures", may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """Who taught what and when, and the reading list that the branch shares with the staff."""
    now = clock.now()
    today = clock.at_library(now).date()
    branch = await within(actor, today)
    of_year = a_year(year, today.year)
    of_the_year = await meetings_between(actor, date(of_year, 1, 1), date(of_year, 12, 31))
    return page(
        request,
        "party/lectures",
        branch=branch,
        year=of_year,
        years=years_to_choose(now),
        lectures=await queries.lectures(of_year),
        open_meetings={one.id for one in of_the_year},
        materials=await materials_studied(actor, of_year, now),
        came_from=FROM,
    )


handlers = [show]
