"""Whether the papers are there without which nobody serves at a post with a risk, asked at the moment of coming."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.clock import at_library
from app.locale import _
from app.refusals import WhyNot
from app.shifts.queries.places import ring_up
from app.shifts.queries.seats import day_of
from app.shifts.rules import PaperKind
from app.shifts.rules.papers import why_no_papers
from app.shifts.rules.reasons import Reason
from app.shifts.tables import VolunteerPaper
from app.storage.moments import moment

RISKY_SEAT = """
SELECT a.volunteer, g.place, g.starts_at FROM assignment a JOIN volunteer v ON v.id = a.volunteer
JOIN seat t ON t.id = a.seat JOIN post o ON o.id = t.post JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
WHERE s.gathering = {} AND v.person = {} AND a.ended_at IS NULL AND o.risk <> ''
"""


async def why_not_come(gathering: int, person: int) -> tuple[WhyNot, ...]:
    """Why somebody cannot check in at a post with a risk: their insurance or their commitment is not there any more.

    They were there when the seat was taken, and may have lapsed since. Source: 志愿服务条例 art. 17 (insurance before a
    service that may be dangerous) and art. 14. Whom to ask is named.
    """
    rows = await VolunteerPaper.raw(RISKY_SEAT, gathering, person)
    if not rows:
        return ()
    row = rows[0]
    papers = await VolunteerPaper.select().where(VolunteerPaper.volunteer == row["volunteer"])
    committed = any(one["kind"] == PaperKind.COMMITMENT for one in papers)
    missing = why_no_papers(committed, True, _insured_to(papers), at_library(moment(row["starts_at"])).date())
    if not missing:
        return ()
    phones = await ring_up(row["place"])
    said = _("%(why)s；先找协调员%(phones)s，补齐了再签到（《志愿服务条例》第十七条）", why=missing, phones=phones)
    return (WhyNot(Reason.PAPERS, said),)


def _insured_to(papers: Sequence[Mapping[str, Any]]) -> date | None:
    until = [
        date.max if one["to_on"] is None else day_of(one["to_on"])
        for one in papers
        if one["kind"] == PaperKind.INSURANCE
    ]
    return max(until, default=None)
