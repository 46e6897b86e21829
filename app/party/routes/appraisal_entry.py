"""One member's appraisal, behind its door: what they say of themself, how the ballots fell, what was decided."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import appraisals as actions
from app.party.actions.appraisals import Decided
from app.party.actions.looking import look as look_at
from app.party.forms.appraisals import DecisionForm, MannerForm, SelfForm
from app.party.forms.branch import LookForm
from app.party.queries import appraisals as queries
from app.party.queries.appraisals import EntryView
from app.party.queries.looking import is_open
from app.party.routes.appraisals import WORDS
from app.party.routes.branch import filled_again
from app.party.rules.access import Restricted
from app.party.rules.appraisals import GRADES, MANNERS
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/appraisals/entries"
ENTRY = ADDRESS + "/{entry:int}"


@get(ENTRY, may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me, entry: FromPath[int]) -> Response[Any]:
    """One's own, or another's once it is said why."""
    return await _show(request, actor, entry)


@post(ENTRY + "/look", may=May.SEE_OWN_PARTY)
async def look(request: Asked, actor: Me, entry: FromPath[int]) -> Response[Any]:
    """Open it, and say why."""
    one = found(await queries.entry(actor, entry))
    try:
        given = await read_form(request, LookForm)
        await look_at(actor, Restricted.APPRAISAL, entry, [one.person], given.why, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, entry, malformed.filled, status=422)
    except Refused as refused:
        form = Filled({"why": given.why}, {"why": refused.reasons[0].sentence})
        return await _show(request, actor, entry, form, status=409)
    return redirect(request, f"{ADDRESS}/{entry}")


@post(ENTRY + "/ratings", may=May.SEE_OWN_PARTY)
async def rate(request: Asked, actor: Me, entry: FromPath[int]) -> Response[Any]:
    """Say how one finds oneself."""
    try:
        given = await read_form(request, SelfForm)
        await actions.rate_self(actor, entry, given.rating, given.said, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, entry, malformed.filled, status=422)
    except Refused as refused:
        return await _show(request, actor, entry, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{entry}", toast=_("已保存"))


@post(ENTRY + "/decisions", may=May.KEEP_PARTY)
async def decide(request: Asked, actor: Me, entry: FromPath[int]) -> Response[Any]:
    """Write down what was found and decided."""
    try:
        given = await read_form(request, DecisionForm)
        decided = Decided(given.opinion, given.result, given.decided_on, given.reason)
        number = await actions.decide(actor, entry, decided, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, entry, malformed.filled, status=422)
    except Refused as refused:
        return await _show(request, actor, entry, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"/party/appraisals/{number}", toast=_("结果已登记，本人收到了通知"))


@post(ENTRY + "/manner", may=May.KEEP_PARTY)
async def set_manner(request: Asked, actor: Me, entry: FromPath[int]) -> Response[Any]:
    """Say how the member takes part."""
    try:
        given = await read_form(request, MannerForm)
        await actions.set_manner(actor, entry, given.manner, given.manner_note)
    except Malformed as malformed:
        return await _show(request, actor, entry, malformed.filled, status=422)
    except Refused as refused:
        return await _show(request, actor, entry, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{entry}", toast=_("已保存"))


async def _show(
    request: Asked, actor: Actor, entry_id: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    one = found(await queries.entry(actor, entry_id))
    opened = await is_open(actor, Restricted.APPRAISAL, entry_id, [one.person], clock.now())
    values = _values(one, opened=opened)
    return page(
        request,
        "party/appraisal_entry",
        status=status,
        one=one if opened else None,
        name=one.name,
        year=one.year,
        number=one.round,
        entry=entry_id,
        is_own=one.person == actor.id,
        keeps=actor.may(May.KEEP_PARTY),
        form=Filled({**values, **form.values}, form.errors) if form else Filled(values),
        grade_choices=[(each.value, _(name)) for each, name in GRADES.items()],
        manner_choices=[(each.value, _(name)) for each, name in MANNERS.items()],
        **WORDS,
    )


def _values(one: EntryView, *, opened: bool) -> dict[str, Any]:
    """What stands in the forms at first; nothing of what is behind the door."""
    if not opened:
        return {}
    decision, own = one.decision, one.own
    return dict(
        blank(
            rating=own.rating.value if own else "",
            said=own.said if own else "",
            opinion=decision.opinion if decision else "",
            result=decision.result.value if decision else "",
            decided_on=clock.today().isoformat(),
            manner=one.manner.value,
            manner_note=one.manner_note,
        ).values
    )


handlers = [show, look, rate, decide, set_manner]
