"""One member of the branch: days, posts, groups, what else is true of them; and one's own page."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import members as actions
from app.party.actions.looking import look as look_at
from app.party.forms.branch import DaysForm, LeaveForm, LookForm, PlaceForm, SeatForm, TraitEndForm, TraitForm
from app.party.queries.looking import is_open, may_open
from app.party.queries.members import MemberPage, member_page
from app.party.queries.structure import structure_on
from app.party.routes.branch import filled_again
from app.party.rules.access import Restricted
from app.party.rules.branch import COMMITTEE_POSTS, STANDINGS, TRAITS
from app.party.rules.correcting import AFTERWARDS, LIMIT
from app.party.steps.members import MemberDays
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/members/{member:int}"


@get(ADDRESS, may=May.SEE_PARTY)
async def show(request: Asked, actor: Me, member: FromPath[int]) -> Response[Any]:
    """One member with what holds and what held."""
    return await _page(request, actor, member)


@post(ADDRESS, may=May.KEEP_PARTY)
async def amend(request: Asked, actor: Me, member: FromPath[int]) -> Response[Any]:
    """Put the days right, or say when they became a full member."""
    try:
        given = await read_form(request, DaysForm)
        days = MemberDays(given.since, given.admitted_on, given.full_on)
        await actions.amend_member(actor, member, days, now=clock.now(), today=clock.today())
    except Malformed as malformed:
        return await _page(request, actor, member, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, member, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"/party/members/{member}", toast=_("已保存"))


@post(ADDRESS + "/leave", may=May.KEEP_PARTY)
async def leave(request: Asked, actor: Me, member: FromPath[int]) -> Response[Any]:
    """They leave the branch."""
    try:
        given = await read_form(request, LeaveForm)
        await actions.end_member(actor, member, given.ended_on, given.reason, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, member, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, member, filled_again(given, refused.reasons), status=409)
    return redirect(request, "/party/branch", toast=_("已记下转出"))


@post(ADDRESS + "/traits", may=May.KEEP_PARTY)
async def give_trait(request: Asked, actor: Me, member: FromPath[int]) -> Response[Any]:
    """Something is true of them from a day on."""
    try:
        given = await read_form(request, TraitForm)
        await actions.give_trait(
            actor, member, given.trait, given.trait_from, given.note, until_on=given.trait_until, now=clock.now()
        )
    except Malformed as malformed:
        return await _page(request, actor, member, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, member, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"/party/members/{member}", toast=_("已记下"))


@post(ADDRESS + "/traits/{trait:int}/end", may=May.KEEP_PARTY)
async def end_trait(request: Asked, actor: Me, member: FromPath[int], trait: FromPath[int]) -> Response[Any]:
    """It is true no longer."""
    given = await read_form(request, TraitEndForm)
    await actions.end_trait(actor, trait, given.ended_on, given.outcome)
    return redirect(request, f"/party/members/{member}", toast=_("已记下"))


@post(ADDRESS + "/look", may=May.SEE_PARTY)
async def look(request: Asked, actor: Me, member: FromPath[int]) -> Response[Any]:
    """Open what only the committee reads of somebody, and say why."""
    one = found(await member_page(actor, member, clock.today()))
    try:
        given = await read_form(request, LookForm)
        await look_at(actor, Restricted.CORRECTION, member, [one.person], given.why, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, member, malformed.filled, status=422)
    except Refused as refused:
        form = Filled({"why": given.why}, {"why": refused.reasons[0].sentence})
        return await _page(request, actor, member, form, status=409)
    return redirect(request, f"/party/members/{member}#corrections")


@post(ADDRESS + "/seats", may=May.KEEP_PARTY)
async def seat(request: Asked, actor: Me, member: FromPath[int]) -> Response[Any]:
    """They hold a post, or hold none any more."""
    try:
        given = await read_form(request, SeatForm)
        await actions.seat(actor, member, given.post, given.seat_from, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, member, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, member, filled_again(given, refused.reasons), status=409)
    # A post is the branch's business and a role the administrator's: a new secretary would find nothing to press.
    toast = _("已记下；登录后能办什么由角色定，请管理员在“人员”里一起改")
    return redirect(request, f"/party/members/{member}", toast=toast)


@post(ADDRESS + "/places", may=May.KEEP_PARTY)
async def place(request: Asked, actor: Me, member: FromPath[int]) -> Response[Any]:
    """They belong to a group, or to none any more."""
    try:
        given = await read_form(request, PlaceForm)
        await actions.place(actor, member, given.group, leads=given.leads, from_on=given.place_from, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, member, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, member, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"/party/members/{member}", toast=_("已记下"))


async def _page(
    request: Asked, actor: Actor, member: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    today = clock.today()
    one = found(await member_page(actor, member, today))
    about = [one.person]
    return page(
        request,
        "party/member",
        one=one,
        structure=await structure_on(today),
        keeps=actor.may(May.KEEP_PARTY) and one.ended_on is None,
        form=form or _defaults(one, today.isoformat()),
        posts=COMMITTEE_POSTS,
        standings=STANDINGS,
        traits=TRAITS,
        post_choices=[(one.value, _(name)) for one, name in COMMITTEE_POSTS.items()],
        trait_choices=[(one.value, _(name)) for one, name in TRAITS.items()],
        today=today,
        limit=LIMIT,
        afterwards=AFTERWARDS,
        may_open=await may_open(actor, Restricted.CORRECTION, about),
        opened=await is_open(actor, Restricted.CORRECTION, member, about, clock.now()),
        status=status,
    )


def _defaults(one: MemberPage, today: str) -> Filled:
    here = one.today
    return blank(
        since=one.since.isoformat(),
        admitted_on=one.admitted_on.isoformat() if one.admitted_on else "",
        full_on=one.full_on.isoformat() if one.full_on else "",
        trait_from=today,
        seat_from=today,
        place_from=today,
        post=here.post.value if here and here.post else "",
        group=here.group if here and here.group else "",
    )


handlers = [show, amend, leave, look, give_trait, end_trait, seat, place]
