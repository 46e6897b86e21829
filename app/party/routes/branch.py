"""The branch: what it is, what follows from that, its terms, committee and groups; who is in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import branch as actions
from app.party.actions import members
from app.party.forms.branch import (
    BranchForm,
    CommitteeForm,
    EndForm,
    ExtensionForm,
    GroupForm,
    MemberForm,
    TermForm,
)
from app.party.queries.members import former_members, not_yet_members
from app.party.queries.seats import seated_without_role
from app.party.queries.structure import structure_on
from app.party.rules.branch import COMMITTEE_POSTS, STANDINGS, TRAITS, Structure
from app.party.rules.structure import ends_after, explained
from app.party.steps.members import MemberDays
from app.refusals import Refused, WhyNot, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/branch"


@get(ADDRESS, may=May.SEE_PARTY)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """The branch today, and what its size brings with it."""
    return await _page(request, actor)


@post(ADDRESS, may=May.KEEP_PARTY)
async def write(request: Asked, actor: Me) -> Response[Any]:
    """Write the branch down, or put right what it is called."""
    try:
        given = await read_form(request, BranchForm)
        wanted = actions.BranchFacts(given.name, given.superior, given.founded_on, given.term_years)
        await actions.write_branch(actor, wanted, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    return redirect(request, ADDRESS, toast=_("已保存"))


@post(ADDRESS + "/terms", may=May.KEEP_PARTY)
async def begin_term(request: Asked, actor: Me) -> Response[Any]:
    """A term begins."""
    try:
        given = await read_form(request, TermForm)
        branch = found(await structure_on(clock.today()))
        ends_on = given.ends_on or ends_after(given.starts_on, branch.term_years)
        days = given.starts_on, ends_on
        await actions.begin_term(actor, *days, given.document, number=given.number, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, ADDRESS, toast=_("新一届已记下"))


@post(ADDRESS + "/extensions", may=May.KEEP_PARTY)
async def extend(request: Asked, actor: Me) -> Response[Any]:
    """The end of the term is put off."""
    try:
        given = await read_form(request, ExtensionForm)
        await actions.extend_term(actor, given.extended_to, given.extension_document, today=clock.today())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, ADDRESS, toast=_("延期已记下"))


@post(ADDRESS + "/committee", may=May.KEEP_PARTY)
async def set_committee(request: Asked, actor: Me) -> Response[Any]:
    """The branch has a committee from a day on, or had one until then."""
    try:
        given = await read_form(request, CommitteeForm)
        stands = not found(await structure_on(clock.today())).has_committee
        await actions.set_committee(actor, given.committee_on, given.committee_document, stands=stands, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, ADDRESS, toast=_("已记下"))


@post(ADDRESS + "/groups", may=May.KEEP_PARTY)
async def add_group(request: Asked, actor: Me) -> Response[Any]:
    """A group is divided off."""
    try:
        given = await read_form(request, GroupForm)
        await actions.add_group(actor, given.group_name, given.group_from, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, filled_again(given, refused.reasons, name="group_name"), status=409)
    return redirect(request, ADDRESS, toast=_("党小组已记下"))


@post(ADDRESS + "/groups/{group:int}/end", may=May.KEEP_PARTY)
async def end_group(request: Asked, actor: Me, group: FromPath[int]) -> Response[Any]:
    """A group is no more."""
    given = await read_form(request, EndForm)
    await actions.end_group(actor, group, given.ended_on)
    return redirect(request, ADDRESS, toast=_("已记下"))


@post("/party/members", may=May.KEEP_PARTY)
async def add_member(request: Asked, actor: Me) -> Response[Any]:
    """Somebody is in the branch."""
    try:
        given = await read_form(request, MemberForm)
        days = MemberDays(given.since, given.admitted_on, given.full_on)
        member = await members.add_member(actor, given.person, days, now=clock.now(), today=clock.today())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"/party/members/{member}", toast=_("已记下，接着写职务和小组"))


def filled_again(given: Any, reasons: tuple[WhyNot, ...], **renamed: str) -> Filled:
    """What was typed, with the reasons at their fields."""
    values = {name: _text(getattr(given, name)) for name in given.__struct_fields__}
    named = {renamed.get(one.code, one.code): one.sentence for one in reasons}
    return Filled(values, {name if name in values else "": said for name, said in named.items()})


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


async def _page(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    today = clock.today()
    structure = await structure_on(today)
    keeps = actor.may(May.KEEP_PARTY)
    return page(
        request,
        "party/branch",
        structure=structure,
        statements=explained(structure) if structure else [],
        former=await former_members(actor) if structure else [],
        without_role=await seated_without_role(structure) if structure and keeps else [],
        others=await not_yet_members(actor) if structure and keeps else [],
        keeps=keeps,
        form=form or blank(**_defaults(structure, today)),
        group_names={one.id: one.name for one in structure.groups} if structure else {},
        posts=COMMITTEE_POSTS,
        standings=STANDINGS,
        traits=TRAITS,
        status=status,
    )


def _defaults(structure: Structure | None, today: date) -> Mapping[str, object]:
    day = today.isoformat()
    shared = {"starts_on": day, "committee_on": day, "group_from": day, "since": day}
    if structure is None:
        return {**shared, "term_years": 3}
    founded = structure.founded_on.isoformat() if structure.founded_on else ""
    said = {"name": structure.name, "superior": structure.superior, "founded_on": founded}
    return {**shared, **said, "term_years": structure.term_years}


handlers = [show, write, begin_term, extend, set_committee, add_group, end_group, add_member]
