"""What waits to be approved and answered, for coordinators and the manager."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.service.actions import absences, approving, saying
from app.service.forms import ApprovalForm, DecisionForm, MinutesForm
from app.service.queries.absences import waiting_absences
from app.service.queries.claims import waiting_claims
from app.service.queries.pending import pending
from app.service.routes.shown import WORDS
from app.service.rules.due import Light
from app.service.rules.records import UNSAID
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

PENDING, ASKED = "/service/pending", "/service/asked"
FIELD_OF = {"minutes": "minutes", "note": "note", UNSAID: "note"}


@get(PENDING, may=May.APPROVE_SERVICE)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """Shifts whose services wait, the most pressing first; one press approves a shift."""
    shifts = await pending(actor, clock.now())
    lit = {light: sum(one.due.light is light for one in shifts) for light in Light}
    return page(request, "service/pending", shifts=shifts, lit=lit, **WORDS)


@get("/service/pending/{gathering:int}", may=May.APPROVE_SERVICE)
async def show_shift(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """One shift, person by person: planned, actual, proposed, and fewer minutes with a reason."""
    return await _shift(request, actor, gathering, blank())


@post("/service/pending/{gathering:int}/approvals", may=May.APPROVE_SERVICE)
async def approve(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """One press: what is proposed for everybody of this shift."""
    given = await read_form(request, ApprovalForm)
    count = await approving.approve(actor, gathering, now=clock.now(), seen=given.seen)
    return redirect(request, PENDING, toast=_("已核定 %(n)d 人", n=count))


@post("/service/pending/{gathering:int}/people/{volunteer:int}", may=May.APPROVE_SERVICE)
async def approve_one(request: Asked, actor: Me, gathering: FromPath[int], volunteer: FromPath[int]) -> Response[Any]:
    """One person's minutes."""
    try:
        given = await read_form(request, MinutesForm)
    except Malformed as malformed:
        form = Filled({**malformed.filled.values, "of": volunteer}, malformed.filled.errors)
        return await _shift(request, actor, gathering, form, status=422)
    try:
        await approving.approve_one(actor, gathering, volunteer, given.minutes, given.note, now=clock.now())
    except Refused as refused:
        values = {"minutes": str(given.minutes), "note": given.note, "of": volunteer}
        errors = {FIELD_OF.get(why.code, ""): why.sentence for why in refused.reasons}
        return await _shift(request, actor, gathering, Filled(values, errors), status=409)
    left = await pending(actor, clock.now(), gathering=gathering)
    return redirect(request, f"{PENDING}/{gathering}" if left else PENDING, toast=_("已核定"))


async def _shift(request: Asked, actor: Actor, gathering: int, form: Filled, *, status: int = 200) -> Response[Any]:
    one = found(next(iter(await pending(actor, clock.now(), gathering=gathering)), None))
    return page(request, "service/pending_shift", status=status, one=one, form=form, **WORDS)


@get(ASKED, may=May.APPROVE_SERVICE)
async def asked(request: Asked, actor: Me) -> Response[Any]:
    """What volunteers say and is to be answered: forgotten check-outs, stamps, corrections, absences."""
    return await _asked(request, actor, blank())


@post("/service/claims/{claim_id:int}/answers", may=May.APPROVE_SERVICE)
async def answer(request: Asked, actor: Me, claim_id: FromPath[int]) -> Response[Any]:
    """Confirm what somebody said, or turn it down."""
    try:
        given = await read_form(request, DecisionForm)
        await saying.answer(actor, claim_id, given.accepted == "yes", given.reason, now=clock.now())
    except Malformed as malformed:
        return await _asked(request, actor, malformed.filled, status=422)
    except Refused as refused:
        said = "；".join(why.sentence for why in refused.reasons)
        form = Filled({"of": f"claim-{claim_id}", "reason": given.reason}, {"reason": said})
        return await _asked(request, actor, form, status=409)
    return redirect(request, ASKED, toast=_("已答复，本人收到通知"))


@post("/service/absences/{gathering:int}/{volunteer:int}/decisions", may=May.APPROVE_SERVICE)
async def decide(request: Asked, actor: Me, gathering: FromPath[int], volunteer: FromPath[int]) -> Response[Any]:
    """Take an excuse, or let the absence stand."""
    try:
        given = await read_form(request, DecisionForm)
        accepted = given.accepted == "yes"
        await absences.decide(actor, gathering, volunteer, accepted, given.reason, now=clock.now())
    except Malformed as malformed:
        return await _asked(request, actor, malformed.filled, status=422)
    except Refused as refused:
        of = f"absence-{gathering}-{volunteer}"
        form = Filled({"of": of, "reason": given.reason}, {"reason": refused.reasons[0].sentence})
        return await _asked(request, actor, form, status=409)
    return redirect(request, ASKED, toast=_("已决定，本人收到通知"))


async def _asked(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(
        request,
        "service/asked",
        status=status,
        claims=await waiting_claims(actor),
        absences=await waiting_absences(actor),
        form=form,
        **WORDS,
    )


handlers = [show, show_shift, approve, approve_one, asked, answer, decide]
