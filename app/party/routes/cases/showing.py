"""The page of a case, shown by every route that changes something of it."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.queries.case_page import case_page, my_cases, my_mentees
from app.party.rules.cases.acts import BY_MEETING, OF_OTHER_ROWS, REPEATED, STAGES, Act
from app.party.rules.cases.documents import PAPERS, Paper, filed_at_the_end
from app.party.rules.cases.facts import ENDS
from app.party.rules.cases.judging import STATES, State
from app.party.rules.cases.overview import open_acts
from app.party.rules.cases.steps import RULES, is_asked, leaving, postponing
from app.party.rules.cases.voted import contradicted, differs, offered
from app.party.rules.citing import ADMISSION_2014
from app.party.rules.votes import METHODS, SUBJECTS, outcome_said
from app.refusals import Refused, found
from app.training.rules.book import MARKS
from app.web import Filled, blank, page
from app.web.page import Asked

PLACE: Mapping[Act, str] = {
    Act.MENTORED: "guides",
    Act.SPONSORED: "guides",
    Act.REVIEWED: "reviews",
    Act.PROBATION_REVIEWED: "reviews",
    Act.VETTED: "vettings",
    Act.NOTICE: "notices",
}
"""Where on the page an act has its own form."""
WORDS: dict[str, Any] = {
    "stages": STAGES,
    "states": STATES,
    "State": State,
    "Act": Act,
    "rules": RULES,
    "marks": MARKS,
    "places": PLACE,
    "of_other_rows": OF_OTHER_ROWS,
    "is_asked": is_asked,
    "repeated": REPEATED,
    "by_meeting": BY_MEETING,
    "ends": ENDS,
    "papers": PAPERS,
    "subjects": SUBJECTS,
    "methods": METHODS,
    "outcome_said": outcome_said,
    "offered": offered,
    "contradicted": contradicted,
    "differs": differs,
    "Paper": Paper,
    "leaving": leaving,
    "postponing": postponing,
    "old_text": ADMISSION_2014,
}


def address(case: int) -> str:
    """The page of a case."""
    return f"/party/applicants/{case}"


async def show_case(
    request: Asked, actor: Actor, case: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    """The page of a case, with a form filled in again where one was refused."""
    now = clock.now()
    one = found(await case_page(actor, case, now))
    today = clock.at_library(now).date()
    defaults = blank(
        guide_from=today,
        reviewed_on=today,
        vetted_on=today,
        from_on=today,
        dated_on=today,
        end_on=today,
        born_on=one.facts.born_on,
    )
    return page(
        request,
        "party/applicant",
        status=status,
        one=one,
        form=form or defaults,
        keeps=actor.may(May.KEEP_PARTY),
        today=today,
        next_acts=open_acts(one.line.steps),
        filed_at_the_end=filed_at_the_end(one.facts.day(Act.ARCHIVED) or today),
        full_choices=[(member.person, member.name) for member in one.full],
        paper_choices=[(kind.value, _(rule.name)) for kind, rule in PAPERS.items()],
        end_choices=[(kind.value, _(said)) for kind, said in ENDS.items()],
        **WORDS,
    )


async def show_mine(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    """One's own cases and those whom one guides, with a review filled in again where it was refused."""
    now = clock.now()
    today = clock.at_library(now).date()
    return page(
        request,
        "party/applicants_mine",
        status=status,
        cases=await my_cases(actor, now),
        mentees=await my_mentees(actor, today),
        form=form or blank(),
        today=today,
        **WORDS,
    )


def refilled(given: Any, refused: Refused, **renamed: str) -> Filled:
    """What was typed, with the reasons at their fields or over the whole form."""
    values = {name: _text(getattr(given, name)) for name in given.__struct_fields__}
    named = {renamed.get(one.code, one.code): one.sentence for one in refused.reasons}
    return Filled(values, {name if name in values else "": said for name, said in named.items()})


def _text(value: Any) -> Any:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return getattr(value, "value", value)
