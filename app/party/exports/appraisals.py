"""民主评议党员测评汇总 (R-17): how the ballots fell and what was decided, to be signed and filed."""

from collections.abc import Sequence
from datetime import datetime

from app import clock
from app.locale import _
from app.office import document
from app.party.queries.appraisals import EntryView, RoundView
from app.party.rules.appraisals import GRADES, MANNERS, Grade, Manner
from app.web.page import day_and_time


def summary_document(
    one: RoundView,
    everybody: Sequence[EntryView],
    *,
    branch: str,
    library: str,
    made_by: str,
    generated_at: datetime,
) -> bytes:
    """The summary of a round on the template `appraisal_summary.docx`; counts only, never who voted how."""
    title = _("%(year)d年度民主评议党员测评汇总", year=one.year)
    context = {
        "branch": branch,
        "library": library,
        "day": f"{clock.at_library(generated_at):%Y-%m-%d}",
        "made_by": made_by,
        "period": _("%(year)d年", year=one.year),
        "generated": day_and_time(generated_at),
        "count": len(everybody),
        "title": title,
        "round": {
            "year": one.year,
            "held_on": f"{one.held_on}",
            "where": one.where,
            "meeting": one.meeting_title,
            "ballots": one.ballots,
            "members": one.members,
            "decided": one.decided,
            "sums": _("、").join(_said_sums(everybody)),
        },
        "lines": [_line(number, each) for number, each in enumerate(everybody, 1)],
    }
    return document("appraisal_summary", context, title=title, generated_at=generated_at)


def _said_sums(everybody: Sequence[EntryView]) -> list[str]:
    results = [each.decision.result for each in everybody if each.decision]
    return [_("%(grade)s %(n)d 人", grade=_(name), n=results.count(grade)) for grade, name in GRADES.items()]


def _line(number: int, each: EntryView) -> dict[str, object]:
    tally, decision = each.tally, each.decision
    return {
        "number": number,
        "name": each.name,
        "own": _grade(each.own.rating if each.own else None),
        "excellent": tally.excellent if tally else "",
        "qualified": tally.qualified if tally else "",
        "basic": tally.basic if tally else "",
        "unqualified": tally.unqualified if tally else "",
        "result": _grade(decision.result if decision else None),
        "note": "" if each.manner is Manner.HERE else each.manner_note or _(MANNERS[each.manner]),
    }


def _grade(grade: Grade | None) -> str:
    return _(GRADES[grade]) if grade else ""
