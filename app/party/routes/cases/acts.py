"""Recording one act of a case, and putting a record right."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions.cases import recording
from app.party.forms.cases import ActForm, ReasonForm
from app.party.queries.case_page import case_page
from app.party.routes.cases.showing import WORDS, address, refilled
from app.party.rules.cases.acts import BY_MEETING, OF_OTHER_ROWS, Act
from app.party.rules.cases.facts import Happened, Votes
from app.party.rules.cases.leaving import why_not_admit
from app.party.rules.cases.recording import why_not_record
from app.party.rules.cases.timing import bounds
from app.party.steps.cases import standing_record
from app.refusals import Missing, Refused, WhyNot, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/applicants/{case:int}"
NEW = ADDRESS + "/acts/{word:str}"
RECORD = ADDRESS + "/records/{number:int}"


@get(NEW, may=May.KEEP_PARTY)
async def new(request: Asked, actor: Me, case: FromPath[int], word: FromPath[str]) -> Response[Any]:
    """The form of an act, with its rule and why it cannot be recorded yet."""
    return await _form(request, actor, case, _act(word))


@post(NEW, may=May.KEEP_PARTY)
async def record(request: Asked, actor: Me, case: FromPath[int], word: FromPath[str]) -> Response[Any]:
    """It happened."""
    act = _act(word)
    try:
        given = await read_form(request, ActForm)
        await recording.record(actor, case, _happened(act, given), now=clock.now())
    except Malformed as malformed:
        return await _form(request, actor, case, act, malformed.filled, status=422)
    except Refused as refused:
        return await _form(request, actor, case, act, refilled(given, refused), status=409)
    return redirect(request, address(case), toast=_("已记下"))


@get(RECORD, may=May.KEEP_PARTY)
async def edit(request: Asked, actor: Me, case: FromPath[int], number: FromPath[int]) -> Response[Any]:
    """A record to be put right."""
    one = await _known(actor, case, number)
    votes = one.votes
    filled = blank(
        on=one.on,
        said=one.said,
        eligible=votes.eligible if votes else "",
        present=votes.present if votes else "",
        in_favour=votes.in_favour if votes else "",
        written=votes.written if votes else "",
        days=one.days or "",
        hours=one.hours or "",
        until=one.until or "",
    )
    return await _form(request, actor, case, one.act, filled, one)


@post(RECORD, may=May.KEEP_PARTY)
async def correct(request: Asked, actor: Me, case: FromPath[int], number: FromPath[int]) -> Response[Any]:
    """Another record stands in its place."""
    one = await _known(actor, case, number)
    try:
        given = await read_form(request, ActForm)
        if len(given.reason.strip()) < 2:
            raise Refused(WhyNot("reason", _("写明更正的原因")))
        await recording.correct(actor, case, number, _happened(one.act, given), given.reason, now=clock.now())
    except Malformed as malformed:
        return await _form(request, actor, case, one.act, malformed.filled, one, status=422)
    except Refused as refused:
        return await _form(request, actor, case, one.act, refilled(given, refused), one, status=409)
    return redirect(request, address(case), toast=_("已更正，原来的一条留着"))


@post(RECORD + "/withdrawals", may=May.KEEP_PARTY)
async def withdraw(request: Asked, actor: Me, case: FromPath[int], number: FromPath[int]) -> Response[Any]:
    """Nothing stands in its place."""
    one = await _known(actor, case, number)
    try:
        given = await read_form(request, ReasonForm)
        await recording.withdraw(actor, case, number, given.reason, now=clock.now())
    except Malformed as malformed:
        return await _form(request, actor, case, one.act, malformed.filled, one, status=422)
    except Refused as refused:
        form = refilled(given, refused)
        return await _form(
            request, actor, case, one.act, Filled({"on": one.on, **form.values}, form.errors), one, status=409
        )
    return redirect(request, address(case), toast=_("已撤下，原因留着"))


def _act(word: str) -> Act:
    if word not in set(Act) or Act(word) in OF_OTHER_ROWS | {Act.APPLIED}:
        raise Missing
    return Act(word)


def _happened(act: Act, given: ActForm) -> Happened:
    votes = None
    if act in BY_MEETING and given.eligible is not None:
        votes = Votes(given.eligible, given.present or 0, given.in_favour or 0, given.written or 0)
    return Happened(
        act, given.on, said=given.said, votes=votes, days=given.days or 0, hours=given.hours or 0, until=given.until
    )


async def _known(actor: Actor, case: int, number: int) -> Happened:
    one = found(await case_page(actor, case, clock.now()))
    return await standing_record(one.facts, number)


async def _form(
    request: Asked,
    actor: Actor,
    case: int,
    act: Act,
    form: Filled | None = None,
    correcting: Happened | None = None,
    *,
    status: int = 200,
) -> Response[Any]:
    one = found(await case_page(actor, case, clock.now()))
    today = clock.today()
    reasons = () if correcting else why_not_record(one.facts, Happened(act, today, said="-"), today, one.calendar)
    return page(
        request,
        "party/applicant_act",
        status=status,
        one=one,
        act=act,
        form=form or blank(on=today, eligible=len(one.branch.voters) if one.branch else ""),
        correcting=correcting,
        between=bounds(act, one.facts, today, one.calendar),
        # What is not typed yet says nothing about today.
        reasons=[each for each in reasons if each.code in ("act", "on")],
        leaves=list(why_not_admit(one.facts, Happened(act, today))),
        today=today,
        **WORDS,
    )


handlers = [new, record, edit, correct, withdraw]
