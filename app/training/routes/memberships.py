"""Who is in which ledger: the list, putting somebody in, ending it, taking the end back."""

from collections import defaultdict
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused
from app.training import actions
from app.training.forms import EndForm, MembershipForm
from app.training.queries import ledgers as queries
from app.training.queries.ledgers import Membership
from app.training.queries.rules import rules as rules_as_set
from app.training.rules import LEDGERS, Ledger
from app.training.rules.book import MARKS
from app.training.rules.membership import Period, may_keep, said
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/memberships"


@get(ADDRESS, may=May.KEEP_LEDGERS)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """The ledgers that the actor keeps, with who is in them."""
    return await _page(request, actor, blank(from_on=clock.today().isoformat()))


@post(ADDRESS, may=May.KEEP_LEDGERS)
async def give(request: Asked, actor: Me) -> Response[Any]:
    """Put somebody into a ledger."""
    try:
        given = await read_form(request, MembershipForm)
        period = Period(given.from_on, given.to_on)
        await actions.give_membership(actor, given.person, given.ledger, period, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        filled = blank(person=given.person, ledger=given.ledger.value, from_on=given.from_on, to_on=given.to_on or "")
        errors = {reason.code if reason.code in FIELDS else "from_on": reason.sentence for reason in refused.reasons}
        return await _page(request, actor, Filled(filled.values, errors), status=409)
    return redirect(request, ADDRESS, toast=_("已放进台账"))


@post(ADDRESS + "/{membership_id:int}/end", may=May.KEEP_LEDGERS)
async def end(request: Asked, actor: Me, membership_id: FromPath[int]) -> Response[Any]:
    """Give a membership its last day."""
    given = await read_form(request, EndForm)
    await actions.end_membership(actor, membership_id, given.to_on)
    return redirect(request, ADDRESS, toast=_("已定下结束日期"), undo=f"{ADDRESS}/{membership_id}/resume")


@post(ADDRESS + "/{membership_id:int}/resume", may=May.KEEP_LEDGERS)
async def resume(request: Asked, actor: Me, membership_id: FromPath[int]) -> Response[Any]:
    """Take the last day of a membership back."""
    await actions.resume_membership(actor, membership_id)
    return redirect(request, ADDRESS, toast=_("这一段没有结束日期了"))


FIELDS = {"from_on", "to_on"}


async def _page(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    today = clock.today()
    everybody = await queries.members(actor)
    given: defaultdict[tuple[int, Ledger], list[Membership]] = defaultdict(list)
    for one in await queries.memberships(actor):
        given[one.person, one.ledger].append(one)
    kept = [ledger for ledger in LEDGERS if may_keep(actor, ledger)]
    by_default = {
        ledger: [(one, one.standing.default(ledger)) for one in everybody if not given[one.id, ledger]]
        for ledger in kept
    }
    return page(
        request,
        "training/memberships",
        status=status,
        form=form,
        ledgers={ledger: LEDGERS[ledger] for ledger in kept},
        rules={rule.ledger: rule for rule in await rules_as_set(today.year)},
        given={ledger: [(one, rows) for one in everybody if (rows := given[one.id, ledger])] for ledger in kept},
        by_default={ledger: [(one, times) for one, times in found if times] for ledger, found in by_default.items()},
        people=[(one.id, f"{one.name} · {one.post}" if one.post else one.name) for one in everybody],
        marks=MARKS,
        period_said=said,
        today=today,
    )


handlers = [show, give, end, resume]
