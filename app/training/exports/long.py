"""The log as a job: read in one go, written with its progress."""

import asyncio
from datetime import datetime
from typing import Any

from app import clock
from app.actor import Actor, May
from app.jobs.rules import NEEDS
from app.jobs.working import KINDS, Made, Work
from app.locale import _
from app.office.files import XLSX
from app.people.queries.places import contact
from app.training import words
from app.training.exports.log import MOST_ROWS, log_workbook
from app.training.queries import log as queries
from app.training.queries.names import names_in
from app.training.rules.filtering import TABS, LogFilter, Tab

LOG, LOG_OF_THE_PARTY = "training.log", "training.log_of_the_party"
AT_ONCE = 2_000
"""More rows than this are written by a job."""


async def write_log(work: Work) -> Made:
    """The filtered rows, as the person asked for them at the time they did."""
    given: dict[str, str] = dict(work.parameters["given"])
    now = datetime.fromisoformat(work.parameters["now"])
    actor = Actor(work.person, work.name)
    # What may not be read was not asked for: of the tabs, the page lets only those through that the person may open.
    sought = LogFilter.of(given, clock.at_library(now).year, tuple(Tab))
    names = await names_in(actor, sought)
    sums = await queries.sums(actor, sought, names.persons)
    work.total = min(sums.times, MOST_ROWS)
    rows = await queries.rows(actor, sought, names.persons, most=MOST_ROWS)
    own = await contact()
    facts: dict[str, Any] = {
        "library": own[0] if own else "",
        "made_by": work.name,
        "generated_at": now,
        "filtered": words.filter_said(sought, names.who, dict(names.places)),
        "went_on": work.went_on,
    }
    body = await asyncio.to_thread(log_workbook, sought, rows, sums, **facts)
    return Made(_("%(tab)s记录", tab=_(TABS[sought.tab])), XLSX, body)


KINDS[LOG] = KINDS[LOG_OF_THE_PARTY] = write_log
NEEDS[LOG], NEEDS[LOG_OF_THE_PARTY] = May.SEE_LOG, May.SEE_PARTY
