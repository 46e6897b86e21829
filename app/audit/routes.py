"""The auditor reads the ledger."""

import re
from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app.actor import May
from app.audit import queries, words
from app.audit.queries import PAGE, Sought
from app.audit.verbs import VERBS
from app.locale import _
from app.web import Me, get, page
from app.web.page import Asked

# Days that a clock of the library can have shown; a day further out would not fit into a moment.
DAY = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)


@get("/ledger", may=May.SEE_LEDGER)
async def show(
    request: Asked,
    actor: Me,
    verb: FromQuery[str] = "",
    name: FromQuery[str] = "",
    before: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
) -> Response[Any]:
    """The newest lines, filtered by what was done, by whom and on which days."""
    is_id = before.isascii() and before.isdigit() and len(before) < 10
    by = name.strip()
    kept_name = words.SYSTEM if by == _("系统") else by
    sought = Sought(verb, kept_name, int(before) if is_id else None, _day(since), _day(until))
    rows = list(await queries.lines(actor, sought))
    lines = [(row, words.who(row), words.what(row)) for row in rows[:PAGE]]
    older = rows[PAGE - 1].id if len(rows) > PAGE else None
    return page(request, "audit/ledger", part="lines", lines=lines, older=older, sought=sought, by=by, verbs=VERBS)


def _day(text: str) -> date | None:
    """The day, or None when the text is none; the browser's own field sends no other form."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


handlers = [show]
